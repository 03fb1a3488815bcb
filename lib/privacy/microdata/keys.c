#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "core/text.h"
#include "privacy/microdata/records.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS_V1 = 48, RULE_V1 = 56 };

static gdcs_status check_kind(const char *name, int32_t x, int32_t most, gdcs_error *err)
{
    if (x >= 0 && x <= most)
        return GDCS_OK;
    return gdcs_i_fail(err, GDCS_E_OPTION, name, "%d is not 0 to %d", (int)x, (int)most);
}

static gdcs_status check_number(const char *name, double x, int is_right, const char *limits,
                                gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    if (is_right)
        return GDCS_OK;
    gdcs_i_format_double(x, text);
    return gdcs_i_fail(err, GDCS_E_OPTION, name, "%s is not %s", text, limits);
}

/* No column does two things. */
static gdcs_status check_names(const gdcs_microdata_keys *k, gdcs_error *err)
{
    const char *names[GDCS_I_KEYS + 2];
    int64_t n = 0;
    for (int64_t i = 0; i < k->count; i++) {
        TRY(gdcs_i_need(k->columns[i], "columns", err));
        names[n++] = k->columns[i];
    }
    if (k->sensitive != NULL)
        names[n++] = k->sensitive;
    if (k->weight != NULL)
        names[n++] = k->weight;
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < i; j++)
            if (strcmp(names[i], names[j]) == 0)
                return gdcs_i_fail(err, GDCS_E_DUPLICATE, "columns", "column \"%s\" is named twice",
                                   names[i]);
    return GDCS_OK;
}

gdcs_status gdcs_i_keys_take(const gdcs_microdata_keys *theirs, gdcs_microdata_keys *ours,
                             gdcs_error *err)
{
    TRY(gdcs_i_need(theirs, "keys", err));
    TRY(gdcs_i_take(ours, sizeof *ours, theirs, KEYS_V1, err));
    TRY(check_kind("missing", ours->missing, GDCS_MICRODATA_MISSING_CATEGORY, err));
    if (ours->count < 1 || ours->count > GDCS_I_KEYS)
        return gdcs_i_fail(err, GDCS_E_OPTION, "count", "%lld keys, expected 1 to %d",
                           (long long)ours->count, (int)GDCS_I_KEYS);
    TRY(gdcs_i_need(ours->columns, "columns", err));
    TRY(check_number("population", ours->population,
                     ours->population >= 0.0 && ours->population <= 1e15, "0 to 1e15", err));
    if (ours->missing == GDCS_MICRODATA_MISSING_DEFAULT)
        ours->missing = GDCS_MICRODATA_MISSING_ANY;
    return check_names(ours, err);
}

gdcs_status gdcs_i_microrule_take(const gdcs_microdata_rule *theirs,
                                  const gdcs_microdata_keys *keys, gdcs_microdata_rule *r,
                                  gdcs_error *err)
{
    TRY(gdcs_i_take(r, sizeof *r, theirs, RULE_V1, err));
    TRY(check_kind("diversity", r->diversity, GDCS_MICRODATA_DIVERSITY_RECURSIVE, err));
    TRY(check_kind("distance", r->distance, GDCS_MICRODATA_DISTANCE_ORDERED, err));
    if (r->k < 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "k", "%lld is negative", (long long)r->k);
    TRY(check_number("l", r->l, r->l == 0.0 || (r->l >= 1.0 && r->l <= 1e15), "0, or 1 or more",
                     err));
    TRY(check_number("c", r->c, r->c >= 0.0 && r->c <= 1e15, "positive", err));
    TRY(check_number("t", r->t, r->t >= 0.0 && r->t <= 1.0, "0 to 1", err));
    TRY(check_number("risk", r->risk, r->risk >= 0.0 && r->risk <= 1.0, "0 to 1", err));
    if ((r->l > 0.0 || r->t > 0.0) && keys->sensitive == NULL)
        return gdcs_i_fail(err, GDCS_E_OPTION, r->l > 0.0 ? "l" : "t",
                           "the rule needs a sensitive column, and the keys name none");
    if (r->diversity == GDCS_MICRODATA_DIVERSITY_DEFAULT)
        r->diversity = GDCS_MICRODATA_DIVERSITY_DISTINCT;
    if (r->c == 0.0)
        r->c = 2.0;
    return GDCS_OK;
}

gdcs_status gdcs_i_importance(const double *importance, int64_t n, int may_be_zero, double *out,
                              gdcs_error *err)
{
    double sum = 0.0;
    for (int64_t j = 0; j < n; j++) {
        out[j] = importance != NULL ? importance[j] : 1.0;
        if (!(out[j] >= 0.0 && out[j] <= 1e15) || (out[j] == 0.0 && !may_be_zero))
            return gdcs_i_fail_at(err, GDCS_E_OPTION, j + 1, 0, "importance",
                                  "an importance is not %s and at most 1e15",
                                  may_be_zero ? "0 or more" : "positive");
        sum += out[j];
    }
    if (!(sum > 0.0))
        return gdcs_i_fail(err, GDCS_E_OPTION, "importance", "no key has any importance");
    return GDCS_OK;
}

static double number_at(const gdcs_column *c, int64_t row)
{
    if (c->type == GDCS_TYPE_DOUBLE)
        return c->doubles[row];
    return c->integers[row] == INT64_MIN ? NAN : (double)c->integers[row];
}

static gdcs_status read_weights(const gdcs_frame *frame, gdcs_i_records *r, gdcs_error *err)
{
    gdcs_column c = {.struct_size = sizeof c};
    void *memory = NULL;
    gdcs_i_sum sum = {0.0, 0.0};
    const int64_t number = gdcs_frame_find(frame, r->keys.weight);
    if (number < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, "weight", "there is no column \"%s\"", r->keys.weight);
    TRY(gdcs_frame_get(frame, number, &c, err));
    if (c.type == GDCS_TYPE_TEXT)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "weight", "column \"%s\" is a text",
                           r->keys.weight);
    TRY(gdcs_i_alloc(&memory, c.rows, sizeof *r->weight, err));
    r->weight = memory;
    for (int64_t row = 0; row < c.rows; row++) {
        r->weight[row] = number_at(&c, row);
        if (!(r->weight[row] >= 0.0 && r->weight[row] <= 1e15))
            return gdcs_i_fail_at(err, GDCS_E_VALUE, row + 1, 0, "weight",
                                  "the weight is not between 0 and 1e15");
        gdcs_i_sum_add(&sum, r->weight[row]);
    }
    r->weights = gdcs_i_sum_value(sum);
    return GDCS_OK;
}

gdcs_status gdcs_i_records_new(const gdcs_frame *frame, const gdcs_microdata_keys *keys,
                               gdcs_i_records *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_records r = {.keys = *keys, .rows = gdcs_frame_count_rows(frame)};
    r.codes.width = (int32_t)keys->count;
    for (int64_t j = 0; j < keys->count; j++) {
        GO(gdcs_i_coded_new(frame, keys->columns[j], GDCS_I_CODED_BY_BYTES, &r.key[j], err));
        r.codes.codes[j] = r.key[j].codes;
        r.codes.values[j] = r.key[j].values;
    }
    if (keys->weight != NULL)
        GO(read_weights(frame, &r, err));
    if (keys->population > 0.0 && keys->population < (double)r.rows) {
        status = gdcs_i_fail(err, GDCS_E_VALUE, "population",
                             "the population is smaller than the number of records");
        goto done;
    }
    GO(gdcs_i_classes_new(&r.codes, r.rows, NULL, r.weight, keys->missing, &r.classes, err));
    *out = r;
    return GDCS_OK;
done:
    gdcs_i_records_free(&r);
    return status;
}

void gdcs_i_records_free(gdcs_i_records *r)
{
    for (int64_t j = 0; j < GDCS_I_KEYS; j++)
        gdcs_i_coded_free(&r->key[j]);
    free(r->weight);
    r->weight = NULL;
    gdcs_i_classes_free(&r->classes);
}
