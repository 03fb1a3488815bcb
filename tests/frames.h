/* Columns of frames in one line each. */
#ifndef GDCS_TESTS_FRAMES_H
#define GDCS_TESTS_FRAMES_H

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/frame.h>

static inline void add_texts(gdcs_frame *f, const char *name, int32_t concept_id,
                             const char *const *texts, int64_t rows)
{
    const gdcs_column c = {
        .struct_size = sizeof c, .concept_id = concept_id, .name = name, .rows = rows};
    cr_assert(eq(i32, gdcs_frame_add_text(f, &c, texts, NULL), GDCS_OK), "%s", name);
}

static inline void add_doubles(gdcs_frame *f, const char *name, int32_t concept_id,
                               const double *numbers, int64_t rows)
{
    const gdcs_column c = {.struct_size = sizeof c,
                           .type = GDCS_TYPE_DOUBLE,
                           .concept_id = concept_id,
                           .name = name,
                           .rows = rows,
                           .doubles = numbers};
    cr_assert(eq(i32, gdcs_frame_add(f, &c, NULL), GDCS_OK), "%s", name);
}

static inline void add_integers(gdcs_frame *f, const char *name, int32_t concept_id,
                                const int64_t *integers, int64_t rows)
{
    const gdcs_column c = {.struct_size = sizeof c,
                           .type = GDCS_TYPE_INT64,
                           .concept_id = concept_id,
                           .name = name,
                           .rows = rows,
                           .integers = integers};
    cr_assert(eq(i32, gdcs_frame_add(f, &c, NULL), GDCS_OK), "%s", name);
}
#endif
