#include "core/fail.h"
#include "core/memory.h"
#include "stats/quality/columns.h"
#include "stats/quality/unit.h"

#include <gdcs/quality.h>
#include <stdlib.h>

enum { OPTIONS_V1 = 16, TABLES = 1000 };

static const int32_t keys[] = {
    GDCS_META_COUNTING_UNIT,  GDCS_META_STOCK_FLOW,    GDCS_META_REFERENCE_DATE,
    GDCS_META_PRINCIPAL_RULE, GDCS_META_INPUT_OUTPUT,  GDCS_META_POPULATION_BASE,
    GDCS_META_SEX_OR_GENDER,  GDCS_META_LEGAL_PERSONS, GDCS_META_INCLUSIONS};

enum { KEYS = sizeof keys / sizeof *keys };

/* Rows of the frame; texts are lent by the tables. */
struct rows {
    double *pair[2];
    const char **text[4]; /* key, text, other_text, finding */
    int64_t *notes;
    int64_t count;
    int64_t capacity;
};

/* All columns grow alike, each with its own count of room. */
static gdcs_status reserve(struct rows *r, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *column[] = {r->pair[0], r->pair[1], r->text[0], r->text[1],
                      r->text[2], r->text[3], r->notes};
    int64_t room = r->capacity;
    for (size_t i = 0; i < sizeof column / sizeof *column && status == GDCS_OK; i++) {
        room = r->capacity;
        status = gdcs_i_reserve(&column[i], &room, r->count + 1, sizeof(double), err);
    }
    r->pair[0] = column[0];
    r->pair[1] = column[1];
    for (int i = 0; i < 4; i++)
        r->text[i] = column[2 + i];
    r->notes = column[6];
    if (status == GDCS_OK)
        r->capacity = room;
    return status;
}

static gdcs_status add(struct rows *r, const gdcs_table *const *tables, int32_t pair[2],
                       int32_t key, int found, int counts, gdcs_error *err)
{
    TRY(reserve(r, err));
    for (int side = 0; side < 2; side++) {
        r->pair[side][r->count] = pair[side] + 1.0;
        r->text[1 + side][r->count] = gdcs_table_get_meta(tables[pair[side]], key);
    }
    r->text[0][r->count] = gdcs_meta_name(key);
    r->text[3][r->count] = found == GDCS_I_QUALITY_DIFFERS ? "differs" : "unstated";
    r->notes[r->count++] = counts ? GDCS_NOTE_NOT_COMPARABLE : 0;
    return GDCS_OK;
}

static gdcs_status refuse(const gdcs_table *const *tables, int32_t pair[2], int32_t key,
                          gdcs_error *err)
{
    return gdcs_i_fail(err, GDCS_E_SHAPE, gdcs_meta_name(key),
                       "tables %d and %d cannot be compared: %s is '%.60s' and '%.60s'",
                       (int)pair[0] + 1, (int)pair[1] + 1, gdcs_meta_name(key),
                       gdcs_table_get_meta(tables[pair[0]], key),
                       gdcs_table_get_meta(tables[pair[1]], key));
}

static gdcs_status compare_pair(const gdcs_table *const *tables, int32_t pair[2],
                                const gdcs_quality_comparability_options *o, struct rows *r,
                                gdcs_error *err)
{
    for (int k = 0; k < KEYS; k++) {
        const int32_t key = keys[k];
        const int found = gdcs_i_quality_compare_texts(gdcs_table_get_meta(tables[pair[0]], key),
                                                       gdcs_table_get_meta(tables[pair[1]], key));
        const int counts =
            found == GDCS_I_QUALITY_DIFFERS || (found == GDCS_I_QUALITY_UNSTATED && o->unstated);
        if (found == GDCS_I_QUALITY_SAME || (o->allowed >> key & 1u) != 0)
            continue;
        if (counts && o->refuse)
            return refuse(tables, pair, key, err);
        TRY(add(r, tables, pair, key, found, counts, err));
    }
    return GDCS_OK;
}

static gdcs_status give(const struct rows *r, int32_t sensitivity, gdcs_frame **out,
                        gdcs_error *err)
{
    static const char *const pair[] = {"table", "other"};
    static const char *const text[] = {"key", "text", "other_text", "finding"};
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    const int64_t n = r->count;
    GO(gdcs_frame_new(&frame, err));
    for (int i = 0; i < 2; i++)
        GO(gdcs_i_columns_add_numbers(frame, pair[i], GDCS_CONCEPT_NUMBER, sensitivity, r->pair[i],
                                      n, err));
    for (int i = 0; i < 4; i++)
        GO(gdcs_i_columns_add_texts(frame, text[i], GDCS_CONCEPT_GROUP, sensitivity, r->text[i], n,
                                    err));
    GO(gdcs_i_quality_add_notes(frame, sensitivity, r->notes, n, err));
    GO(gdcs_frame_set_meta(frame, GDCS_META_METHOD,
                           "Texts about the tables compared pair by pair, without regard to case.",
                           err));
    *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    return status;
}

static gdcs_status take(const gdcs_table *const *tables, int32_t n,
                        const gdcs_quality_comparability_options *options,
                        gdcs_quality_comparability_options *o, int32_t *sensitivity,
                        gdcs_error *err)
{
    TRY(gdcs_i_need(tables, "tables", err));
    TRY(gdcs_i_take(o, sizeof *o, options, OPTIONS_V1, err));
    if (n < 2 || n > TABLES)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "%d tables are not 2 to %d", (int)n,
                           (int)TABLES);
    if (o->refuse < 0 || o->refuse > 1)
        return gdcs_i_fail(err, GDCS_E_OPTION, "refuse", "%d is neither 0 nor 1", (int)o->refuse);
    if (o->unstated < 0 || o->unstated > 1)
        return gdcs_i_fail(err, GDCS_E_OPTION, "unstated", "%d is neither 0 nor 1",
                           (int)o->unstated);
    for (int32_t i = 0; i < n; i++) {
        TRY(gdcs_i_need(tables[i], "tables", err));
        if (gdcs_table_get_sensitivity(tables[i]) > *sensitivity)
            *sensitivity = gdcs_table_get_sensitivity(tables[i]);
    }
    return GDCS_OK;
}

gdcs_status gdcs_quality_measure_comparability(const gdcs_table *const *tables, int32_t n,
                                               const gdcs_quality_comparability_options *options,
                                               gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_quality_comparability_options o;
    int32_t sensitivity = GDCS_SENSITIVITY_PUBLIC;
    struct rows rows = {.count = 0};
    TRY(take(tables, n, options, &o, &sensitivity, err));
    GO(reserve(&rows, err));
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = i + 1; j < n; j++) {
            int32_t pair[] = {i, j};
            GO(compare_pair(tables, pair, &o, &rows, err));
        }
    if (out != NULL)
        GO(give(&rows, sensitivity, out, err));
done:
    free(rows.pair[0]);
    free(rows.pair[1]);
    for (int i = 0; i < 4; i++)
        free(rows.text[i]);
    free(rows.notes);
    return status;
}
