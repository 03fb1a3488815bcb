#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "privacy/cell_key/design.h"

#include <stdlib.h>

typedef struct columns {
    int64_t rows;
    int64_t *count, *published, *noise;
    double *p, *lower, *upper;
} columns;

static gdcs_status make(columns *c, gdcs_error *err)
{
    int64_t **const integers[] = {&c->count, &c->published, &c->noise};
    double **const doubles[] = {&c->p, &c->lower, &c->upper};
    for (int i = 0; i < 3; i++) {
        void *memory = NULL;
        TRY(gdcs_i_alloc(&memory, c->rows, sizeof(int64_t), err));
        *integers[i] = memory;
        TRY(gdcs_i_alloc(&memory, c->rows, sizeof(double), err));
        *doubles[i] = memory;
    }
    return GDCS_OK;
}

static void release(columns *c)
{
    free(c->count);
    free(c->published);
    free(c->noise);
    free(c->p);
    free(c->lower);
    free(c->upper);
}

static void fill(const gdcs_cell_key *design, columns *c)
{
    int64_t at = 0;
    for (int32_t i = 0; i <= design->last; i++) {
        const double *p = gdcs_i_cell_key_row(design, i);
        gdcs_i_sum below = {0};
        for (int32_t v = -design->deviation; v <= design->deviation; v++) {
            if (p[v + design->deviation] <= 0.0)
                continue;
            c->count[at] = i;
            c->published[at] = (int64_t)i + v;
            c->noise[at] = v;
            c->p[at] = p[v + design->deviation];
            c->lower[at] = gdcs_i_sum_value(below);
            gdcs_i_sum_add(&below, c->p[at]);
            c->upper[at] = gdcs_i_sum_value(below);
            at++;
        }
        c->upper[at - 1] = 1.0;
    }
}

static gdcs_status add_all(const columns *c, gdcs_frame *frame, gdcs_error *err)
{
    const struct {
        const char *name;
        const int64_t *integers;
        const double *doubles;
    } all[] = {{"count", c->count, NULL},     {"published", c->published, NULL},
               {"noise", c->noise, NULL},     {"probability", NULL, c->p},
               {"key_lower", NULL, c->lower}, {"key_upper", NULL, c->upper}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const gdcs_column column = {.struct_size = sizeof column,
                                    .type = all[i].integers != NULL ? GDCS_TYPE_INT64
                                                                    : GDCS_TYPE_DOUBLE,
                                    .name = all[i].name,
                                    .rows = c->rows,
                                    .integers = all[i].integers,
                                    .doubles = all[i].doubles};
        TRY(gdcs_frame_add(frame, &column, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_cell_key_get_frame(const gdcs_cell_key *design, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    columns c = {0};
    TRY(gdcs_i_need(design, "design", err));
    TRY(gdcs_i_need((void *)out, "out", err));
    for (int64_t i = 0; i < gdcs_cell_key_count(design) * (2 * (int64_t)design->deviation + 1); i++)
        c.rows += design->p[i] > 0.0;
    GO(make(&c, err));
    fill(design, &c);
    GO(gdcs_frame_new(&frame, err));
    GO(add_all(&c, frame, err));
    *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    release(&c);
    return status;
}
