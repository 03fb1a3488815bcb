/* Samples of one table, drawn from the persons of another. */
#include "core/fail.h"
#include "core/memory.h"
#include "data/table.h"
#include "stats/beside.h"
#include "stats/level.h"
#include "stats/persons.h"
#include "stats/result.h"
#include "stats/share/finite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { WOMEN, MEN, OTHER, UNKNOWN, N, POPULATION, COLUMNS };

struct work {
    gdcs_i_share_plan plan;
    gdcs_i_groups *samples;
    gdcs_i_groups *wholes; /* by the same axes */
    gdcs_i_result *result;
    int32_t keys;
    int32_t
        *code[GDCS_I_AXES]; /* of a kept axis: the code in wholes of each code in samples, or -1 */
    int32_t columns[COLUMNS];
};

static gdcs_status match(struct work *k, int32_t i, gdcs_error *err)
{
    gdcs_axis of_samples = {.struct_size = sizeof of_samples};
    gdcs_axis of_wholes = {.struct_size = sizeof of_wholes};
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(k->samples), i, &of_samples, err));
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(k->wholes), i, &of_wholes, err));
    TRY(gdcs_i_alloc((void **)&k->code[i], of_samples.label_count, sizeof **k->code, err));
    for (int64_t j = 0; j < of_samples.label_count; j++)
        k->code[i][j] = gdcs_i_beside_code(&of_wholes, of_samples.labels[j]);
    return GDCS_OK;
}

static gdcs_status add_columns(struct work *k, gdcs_error *err)
{
    static const gdcs_i_heading of[COLUMNS] = {{"women", "persons", GDCS_CONCEPT_COUNT},
                                               {"men", "persons", GDCS_CONCEPT_COUNT},
                                               {"other", "persons", GDCS_CONCEPT_COUNT},
                                               {"unknown", "persons", GDCS_CONCEPT_UNKNOWN},
                                               {"n", "persons", GDCS_CONCEPT_N},
                                               {"population", "persons", GDCS_CONCEPT_POPULATION}};
    TRY(gdcs_i_result_add_numbers(k->result, of, COLUMNS, k->columns, err));
    return gdcs_i_result_add_estimate(k->result, "share", err);
}

/* The number of the group that a sample was drawn from, -1 where nobody set one, -2 where its table does
   not know a label. */
static int64_t find(const struct work *k, const int32_t *codes)
{
    int32_t wanted[GDCS_I_AXES];
    for (int32_t i = 0; i < k->keys; i++) {
        wanted[i] = k->code[i][codes[i]];
        if (wanted[i] < 0)
            return -2;
    }
    return k->keys > 0 ? gdcs_i_groups_find(k->wholes, wanted) : gdcs_i_groups_count(k->wholes) - 1;
}

/* Persons of the population of a sample; NaN where their number is not exact. */
static double persons_of(const struct work *k, const int32_t *codes, uint32_t *notes)
{
    const int64_t found = find(k, codes);
    gdcs_i_group g;
    *notes = 0;
    if (found == -1 && gdcs_i_groups_table(k->wholes)->absent == GDCS_ABSENT_ZERO)
        return 0.0;
    if (found < 0) {
        *notes = GDCS_NOTE_MISSING_CELL;
        return NAN;
    }
    gdcs_i_groups_get(k->wholes, found, &g);
    *notes = g.notes;
    const gdcs_bounds persons = gdcs_i_persons(k->wholes, &g);
    return persons.lower == persons.upper ? persons.lower : NAN;
}

static gdcs_status add_row(const struct work *k, int64_t index, gdcs_error *err)
{
    gdcs_i_group sample;
    gdcs_share_result share;
    uint32_t notes;
    gdcs_i_groups_get(k->samples, index, &sample);
    const double population = persons_of(k, sample.codes, &notes);
    gdcs_i_share_finite_measure(&k->plan, &sample, gdcs_i_persons_limit(k->samples, &sample),
                                population, &share);
    const double numbers[COLUMNS] = {sample.counts.women,   sample.counts.men, sample.counts.other,
                                     sample.counts.unknown, share.n,           population};
    TRY(gdcs_i_result_row(k->result, index, err));
    for (int i = 0; i < COLUMNS; i++)
        gdcs_i_result_set_number(k->result, k->columns[i], numbers[i]);
    return gdcs_i_result_set_estimate(k->result, &share.share, &share.bounds,
                                      gdcs_i_share_method_text(share.method), share.notes | notes,
                                      err);
}

static gdcs_status finish(const struct work *k, gdcs_frame **out, gdcs_error *err)
{
    static const char *const among[] = {"women and men", "persons of recorded sex", "all persons"};
    char sentence[240], level[GDCS_I_LEVEL_SIZE];
    snprintf(sentence, sizeof sentence,
             "Share of women among %s of a finite population, from a sample of it; %s %s interval; "
             "bounds hold whatever the sex of the unknown.",
             among[k->plan.of], gdcs_i_level_text(k->plan.alpha, level),
             gdcs_i_share_method_text(k->plan.method));
    return gdcs_i_result_finish(k->result, sentence, out, err);
}

static gdcs_status tabulate(struct work *k, const gdcs_table *table, const gdcs_table *population,
                            const char *const *keep, gdcs_frame **out, gdcs_error *err)
{
    TRY(gdcs_i_groups_new(table, keep, k->keys, &k->samples, err));
    TRY(gdcs_i_groups_new(population, keep, k->keys, &k->wholes, err));
    for (int32_t i = 0; i < k->keys; i++)
        TRY(match(k, i, err));
    TRY(gdcs_i_result_new(k->samples, k->keys, &k->result, err));
    gdcs_i_result_add_source(k->result, population);
    TRY(add_columns(k, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(k->samples); i++)
        TRY(add_row(k, i, err));
    return finish(k, out, err);
}

gdcs_status gdcs_share_table_finite(const gdcs_table *table, const gdcs_table *population,
                                    const char *const *keep, int32_t n,
                                    const gdcs_share_options *options, gdcs_frame **out,
                                    gdcs_error *err)
{
    struct work k = {.keys = n};
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(population, "population", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(gdcs_i_share_finite_plan_new(options, &k.plan, err));
    const gdcs_status status = tabulate(&k, table, population, keep, out, err);
    for (int32_t i = 0; i < n && i < GDCS_I_AXES; i++)
        free(k.code[i]);
    gdcs_i_result_free(k.result);
    gdcs_i_groups_free(k.wholes);
    gdcs_i_groups_free(k.samples);
    return status;
}
