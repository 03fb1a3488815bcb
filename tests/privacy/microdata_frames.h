/* Frames of records for the tests of microdata. */
#ifndef GDCS_TESTS_MICRODATA_FRAMES_H
#define GDCS_TESTS_MICRODATA_FRAMES_H

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/microdata.h>
#include <string.h>

static void add_texts(gdcs_frame *frame, const char *name, int32_t concept_id,
                      const char *const *values, int64_t n)
{
    const gdcs_column c = {
        .struct_size = sizeof c, .name = name, .concept_id = concept_id, .rows = n};
    cr_assert(eq(i32, gdcs_frame_add_text(frame, &c, values, NULL), GDCS_OK));
}

static inline void add_doubles(gdcs_frame *frame, const char *name, const double *values, int64_t n)
{
    const gdcs_column c = {.struct_size = sizeof c,
                           .type = GDCS_TYPE_DOUBLE,
                           .name = name,
                           .rows = n,
                           .doubles = values};
    cr_assert(eq(i32, gdcs_frame_add(frame, &c, NULL), GDCS_OK));
}

static const char *const practice_keys[] = {"residence", "sex", "education", "labour"};

/* Ten persons of table 4.1, with health of table 4.3, of the SDC Practice Guide of IHSN, "Measuring risk"
   (sdcpractice.readthedocs.io); with_missing: as in its table 4.6. */
static inline gdcs_frame *practice(int with_missing)
{
    static const char *const residence[] = {"U", "U", "U", "U", "R", "U", "U", "U", "U", "U"};
    static const char *const sex[] = {"F", "F", "F", "M", "F", "M", "F", "M", "F", "F"};
    static const char *const education[] = {"SI", "SI", "PI", "SC", "SC",
                                            "SC", "PC", "PS", "SI", "SI"};
    static const char *const labour[] = {"E", "E", "N", "E", "X", "E", "N", "X", "N", "N"};
    static const char *const health[] = {"y", "y", "y", "y", "y", "n", "n", "y", "n", "y"};
    static const double weight[] = {180, 180, 215, 76, 186, 76, 180, 215, 186, 76};
    const char *gone[2][10];
    gdcs_frame *frame = NULL;
    memcpy(gone[0], education, sizeof education);
    memcpy(gone[1], labour, sizeof labour);
    if (with_missing)
        gone[0][3] = gone[1][3] = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "residence", GDCS_CONCEPT_AREA, residence, 10);
    add_texts(frame, "sex", GDCS_CONCEPT_SEX, sex, 10);
    add_texts(frame, "education", GDCS_CONCEPT_GROUP, gone[0], 10);
    add_texts(frame, "labour", GDCS_CONCEPT_GROUP, gone[1], 10);
    add_texts(frame, "health", GDCS_CONCEPT_GROUP, health, 10);
    add_doubles(frame, "weight", weight, 10);
    return frame;
}

static inline gdcs_microdata_keys keys_of(const char *const *columns, int64_t n)
{
    return (gdcs_microdata_keys){
        .struct_size = sizeof(gdcs_microdata_keys), .columns = columns, .count = n};
}

static inline gdcs_microdata_result measured(const gdcs_frame *frame,
                                             const gdcs_microdata_keys *keys,
                                             const gdcs_microdata_rule *rule)
{
    gdcs_microdata_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_microdata_measure(frame, keys, rule, &r, &err), GDCS_OK), "%s",
              err.message);
    return r;
}

static inline gdcs_column column_of(const gdcs_frame *frame, const char *name)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(frame, gdcs_frame_find(frame, name), &c, NULL), GDCS_OK), "%s",
              name);
    return c;
}

static inline const char *word_at(const gdcs_frame *frame, const char *name, int64_t row)
{
    const gdcs_column c = column_of(frame, name);
    return c.codes[row] < 0 ? "" : c.words[c.codes[row]];
}
#endif
