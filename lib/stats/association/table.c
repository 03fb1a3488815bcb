#include "core/fail.h"
#include "core/memory.h"
#include "stats/association/bounds.h"
#include "stats/beside.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/segregation/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_SEXES = 4, CELL_ARRAYS = 5 };

/* Tables of labels by sexes, one after the other. */
struct work {
    gdcs_i_association_plan plan;
    gdcs_i_unit_table t;
    gdcs_i_problem problem; /* women and men of the same, for the bounds */
    int32_t sex[MOST_SEXES];
    int64_t sexes;
    double *counts; /* labels x sexes */
    double *room;
    double *cells; /* CELL_ARRAYS x labels x sexes */
    int32_t exact; /* are all counts of the table? */
    int32_t certain;
};

static void find_sexes(struct work *k)
{
    k->sex[k->sexes++] = GDCS_SEX_FEMALE;
    k->sex[k->sexes++] = GDCS_SEX_MALE;
    if ((k->plan.sexes & GDCS_ASSOCIATION_SEXES_OTHER) != 0)
        k->sex[k->sexes++] = GDCS_SEX_OTHER;
    if ((k->plan.sexes & GDCS_ASSOCIATION_SEXES_UNKNOWN) != 0)
        k->sex[k->sexes++] = GDCS_SEX_UNKNOWN;
}

static gdcs_status open_table(struct work *k, const gdcs_table *table, const char *axis,
                              const char *const *keep, int32_t n,
                              const gdcs_association_options *options, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_association_plan_new(options, &k->plan, err));
    find_sexes(k);
    TRY(gdcs_i_unit_table_new(table, axis, NULL, keep, n, &k->t, err));
    TRY(gdcs_i_problem_new(k->t.count, 0, &k->problem, err));
    TRY(gdcs_i_association_room(k->t.count, k->sexes, &k->room, err));
    TRY(gdcs_i_alloc(&memory, (1 + CELL_ARRAYS) * k->sexes * k->t.count, sizeof(double), err));
    k->counts = memory;
    k->cells = k->counts + k->sexes * k->t.count;
    return GDCS_OK;
}

static void close_table(struct work *k)
{
    free(k->counts);
    free(k->room);
    gdcs_i_problem_free(&k->problem);
    gdcs_i_unit_table_free(&k->t);
}

static double count_of(const gdcs_sex_counts *c, int32_t sex)
{
    switch (sex) {
    case GDCS_SEX_FEMALE: return c->women;
    case GDCS_SEX_MALE: return c->men;
    case GDCS_SEX_OTHER: return c->other;
    default: return c->unknown;
    }
}

static void read_group(struct work *k, const int32_t *codes)
{
    const int unknown_is_column = (k->plan.sexes & GDCS_ASSOCIATION_SEXES_UNKNOWN) != 0;
    gdcs_i_unit_table_read(&k->t, codes, &k->problem);
    k->exact = k->certain = 1;
    for (int64_t i = 0; i < k->t.count; i++) {
        const gdcs_i_group g = gdcs_i_beside_group(k->t.groups, k->t.before, codes, k->t.labels[i]);
        for (int64_t j = 0; j < k->sexes; j++) {
            const double x = count_of(&g.counts, k->sex[j]);
            k->counts[i * k->sexes + j] = x;
            if (isnan(x))
                k->exact = 0;
        }
        if (!unknown_is_column && g.upper.unknown > 0.0)
            k->certain = 0;
    }
    k->certain = k->certain && k->exact;
}

static gdcs_status estimate(struct work *k, gdcs_association_result *out, gdcs_error *err)
{
    gdcs_association_result r = gdcs_i_association_nothing(&k->plan, 0);
    if (k->exact)
        TRY(gdcs_i_association_estimate(&k->plan, k->counts, k->t.count, k->sexes, 0, k->room, &r,
                                        err));
    r.bounds = gdcs_i_cramers_v_bounds(&k->problem, k->certain, k->sexes, &r);
    r.notes |= k->problem.notes;
    *out = r;
    return GDCS_OK;
}

enum { N, UNKNOWN, ROWS, COLUMNS, LEAST, STATISTIC, DF, P_VALUE, LOG10_P, CORRECTED, NUMBERS };

static gdcs_status add_columns(gdcs_i_result *result, int32_t column[NUMBERS], gdcs_error *err)
{
    static const gdcs_i_heading number[NUMBERS] = {
        {"n", "persons", GDCS_CONCEPT_N},
        {"unknown", "persons", GDCS_CONCEPT_UNKNOWN},
        {"rows", NULL, GDCS_CONCEPT_NUMBER},
        {"columns", NULL, GDCS_CONCEPT_NUMBER},
        {"least_expected", "persons", GDCS_CONCEPT_NUMBER},
        {"statistic", NULL, GDCS_CONCEPT_NUMBER},
        {"df", NULL, GDCS_CONCEPT_NUMBER},
        {"p_value", NULL, GDCS_CONCEPT_P_VALUE},
        {"log10_p", NULL, GDCS_CONCEPT_NUMBER},
        {"corrected", NULL, GDCS_CONCEPT_NUMBER},
    };
    TRY(gdcs_i_result_add_numbers(result, number, NUMBERS, column, err));
    return gdcs_i_result_add_estimate(result, NULL, err);
}

static gdcs_status add_row(struct work *k, int64_t group, const int32_t column[NUMBERS],
                           gdcs_error *err)
{
    gdcs_association_result r;
    TRY(estimate(k, &r, err));
    TRY(gdcs_i_result_row(k->t.result, group, err));
    const double number[NUMBERS] = {r.n,
                                    k->problem.unknown,
                                    k->exact ? (double)r.rows : NAN,
                                    k->exact ? (double)r.columns : NAN,
                                    r.least_expected,
                                    r.test.statistic,
                                    r.test.df,
                                    r.test.p_value,
                                    r.test.log10_p,
                                    r.corrected};
    for (int i = 0; i < NUMBERS; i++)
        gdcs_i_result_set_number(k->t.result, column[i], number[i]);
    return gdcs_i_result_set_estimate(k->t.result, &r.v, &r.bounds,
                                      gdcs_i_association_method_text(r.method), r.notes, err);
}

static gdcs_status finish(const struct work *k, const char *axis, gdcs_frame **out, gdcs_error *err)
{
    char sentence[320], level[GDCS_I_LEVEL_SIZE];
    snprintf(
        sentence, sizeof sentence,
        "Cramer's V of sex by %.60s; limits %s by the noncentral chi-square; tests by the method "
        "of each row, %d random tables where simulated, seed %llu; bounds hold whatever the sex "
        "of the unknown.",
        axis, gdcs_i_level_text(k->plan.alpha, level), (int)k->plan.permutations,
        (unsigned long long)k->plan.seed);
    return gdcs_i_result_finish(k->t.result, sentence, out, err);
}

gdcs_status gdcs_association_table(const gdcs_table *table, const char *axis,
                                   const char *const *keep, int32_t n,
                                   const gdcs_association_options *options, gdcs_frame **out,
                                   gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct work k = {.sexes = 0};
    int32_t column[NUMBERS];
    const int32_t *codes;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    GO(open_table(&k, table, axis, keep, n, options, err));
    GO(add_columns(k.t.result, column, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(k.t.groups); i++) {
        if (!gdcs_i_beside_is_first(k.t.groups, k.t.keys, i, &codes))
            continue;
        read_group(&k, codes);
        GO(add_row(&k, i, column, err));
    }
    GO(finish(&k, axis, out, err));
done:
    close_table(&k);
    return status;
}

enum { LABEL, SEX, COUNT, FIRST_OF_CELL, NOTES = FIRST_OF_CELL + CELL_ARRAYS, CELL_COLUMNS };

static gdcs_status add_cell_columns(gdcs_i_result *result, int32_t column[CELL_COLUMNS],
                                    gdcs_error *err)
{
    static const char *const name[CELL_ARRAYS] = {"expected", "pearson", "standardised", "p_value",
                                                  "p_adjusted"};
    TRY(gdcs_i_result_add_text(result, "label", GDCS_CONCEPT_GROUP, &column[LABEL], err));
    TRY(gdcs_i_result_add_text(result, "sex", GDCS_CONCEPT_SEX, &column[SEX], err));
    TRY(gdcs_i_result_add_number(result, "count", GDCS_CONCEPT_COUNT, "persons", &column[COUNT],
                                 err));
    for (int i = 0; i < CELL_ARRAYS; i++)
        TRY(gdcs_i_result_add_number(result, name[i],
                                     i == 3 ? GDCS_CONCEPT_P_VALUE : GDCS_CONCEPT_NUMBER,
                                     i == 0 ? "persons" : NULL, &column[FIRST_OF_CELL + i], err));
    return gdcs_i_result_add_notes(result, &column[NOTES], err);
}

static uint32_t notes_of_cell(const struct work *k, int64_t i, int64_t j)
{
    const double x = k->counts[i * k->sexes + j], expected = k->cells[i * k->sexes + j];
    const double residual = k->cells[(2 * k->t.count + i) * k->sexes + j];
    uint32_t notes = k->problem.notes;
    if (isnan(residual))
        notes |= GDCS_NOTE_NOT_ESTIMABLE;
    if (k->exact && isnan(expected))
        notes |= GDCS_NOTE_EMPTY_UNIT;
    if (expected < 5.0)
        notes |= GDCS_NOTE_SPARSE;
    if (x == 0.0)
        notes |= GDCS_NOTE_ZERO_CELL;
    return notes;
}

static gdcs_status add_cell(const struct work *k, int64_t group, int64_t i, int64_t j,
                            const int32_t column[CELL_COLUMNS], gdcs_error *err)
{
    const int64_t at = i * k->sexes + j, count = k->t.count * k->sexes;
    gdcs_i_result *result = k->t.result;
    TRY(gdcs_i_result_row(result, group, err));
    TRY(gdcs_i_result_set_text(result, column[LABEL], k->t.axis.labels[k->t.labels[i]], err));
    TRY(gdcs_i_result_set_text(result, column[SEX], gdcs_sex_code(k->sex[j]), err));
    gdcs_i_result_set_number(result, column[COUNT], k->counts[at]);
    for (int c = 0; c < CELL_ARRAYS; c++)
        gdcs_i_result_set_number(result, column[FIRST_OF_CELL + c], k->cells[c * count + at]);
    gdcs_i_result_set_notes(result, column[NOTES], notes_of_cell(k, i, j));
    return GDCS_OK;
}

static gdcs_status add_cells(struct work *k, int64_t group, const int32_t column[CELL_COLUMNS],
                             gdcs_error *err)
{
    const int64_t count = k->t.count * k->sexes;
    const gdcs_association_cell_arrays to = {.struct_size = sizeof to,
                                             .expected = k->cells,
                                             .pearson = k->cells + count,
                                             .standardised = k->cells + 2 * count,
                                             .p_value = k->cells + 3 * count,
                                             .p_adjusted = k->cells + 4 * count};
    for (int64_t i = 0; i < CELL_ARRAYS * count; i++)
        k->cells[i] = NAN;
    if (k->exact)
        TRY(gdcs_i_association_cells(&k->plan, k->counts, k->t.count, k->sexes, k->room, &to, err));
    for (int64_t i = 0; i < k->t.count; i++)
        for (int64_t j = 0; j < k->sexes; j++)
            TRY(add_cell(k, group, i, j, column, err));
    return GDCS_OK;
}

gdcs_status gdcs_association_table_cells(const gdcs_table *table, const char *axis,
                                         const char *const *keep, int32_t n,
                                         const gdcs_association_options *options, gdcs_frame **out,
                                         gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct work k = {.sexes = 0};
    int32_t column[CELL_COLUMNS];
    const int32_t *codes;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    GO(open_table(&k, table, axis, keep, n, options, err));
    GO(add_cell_columns(k.t.result, column, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(k.t.groups); i++) {
        if (!gdcs_i_beside_is_first(k.t.groups, k.t.keys, i, &codes))
            continue;
        read_group(&k, codes);
        GO(add_cells(&k, i, column, err));
    }
    GO(gdcs_i_result_finish(k.t.result, "Residuals of sex by an axis from independence.", out,
                            err));
done:
    close_table(&k);
    return status;
}
