#include "core/fail.h"
#include "core/memory.h"
#include "privacy/columns.h"
#include "privacy/microdata/records.h"

#include <stdlib.h>
#include <string.h>

enum { RESULT_V1 = 128 };

/* The rows of the report: one per column of the frame. */
struct rows {
    const char **column;
    const char **role;
    double *number[4]; /* distinct, below_alone, below_without, below_with */
};

enum { DISTINCT, ALONE, WITHOUT, WITH };

static void free_rows(struct rows *r)
{
    free(r->column);
    free(r->role);
    for (int i = 0; i < 4; i++)
        free(r->number[i]);
}

static gdcs_status make_room(int64_t n, struct rows *r, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, n, sizeof *r->column, err));
    r->column = memory;
    TRY(gdcs_i_alloc(&memory, n, sizeof *r->role, err));
    r->role = memory;
    for (int i = 0; i < 4; i++) {
        TRY(gdcs_i_alloc(&memory, n, sizeof(double), err));
        r->number[i] = memory;
    }
    return GDCS_OK;
}

/* Records with fewer than k that match on these columns. */
static gdcs_status count_below(const gdcs_i_codes *codes, int64_t rows, int32_t missing, int64_t k,
                               double *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_classes c = {.count = 0};
    void *memory = NULL;
    double *f = NULL;
    GO(gdcs_i_classes_new(codes, rows, NULL, NULL, missing, &c, err));
    GO(gdcs_i_alloc(&memory, c.count, sizeof *f, err));
    f = memory;
    GO(gdcs_i_frequencies(&c, f, err));
    *out = 0.0;
    for (int64_t i = 0; i < c.count; i++)
        *out += f[i] < (double)k ? c.size[i] : 0.0;
done:
    gdcs_i_classes_free(&c);
    free(f);
    return status;
}

/* Which key it is, or -1. */
static int32_t key_of(const gdcs_i_records *r, const char *name)
{
    for (int32_t j = 0; j < r->codes.width; j++)
        if (strcmp(r->keys.columns[j], name) == 0)
            return j;
    return -1;
}

static const char *role_of(const gdcs_i_records *r, const gdcs_column *c)
{
    if (c->concept_id == GDCS_CONCEPT_PERSON_KEY)
        return "identifier";
    if (key_of(r, c->name) >= 0)
        return "key";
    if (r->keys.sensitive != NULL && strcmp(r->keys.sensitive, c->name) == 0)
        return "sensitive";
    return r->keys.weight != NULL && strcmp(r->keys.weight, c->name) == 0 ? "weight" : "other";
}

/* The keys without number `without` (-1: all), and with one more unless it is NULL. */
static gdcs_i_codes choose(const gdcs_i_codes *codes, int32_t without, const gdcs_i_coded *more)
{
    gdcs_i_codes chosen = {.width = 0};
    for (int32_t j = 0; j < codes->width; j++) {
        if (j == without)
            continue;
        chosen.codes[chosen.width] = codes->codes[j];
        chosen.values[chosen.width++] = codes->values[j];
    }
    if (more != NULL) {
        chosen.codes[chosen.width] = more->codes;
        chosen.values[chosen.width++] = more->values;
    }
    return chosen;
}

static gdcs_status examine(const gdcs_frame *frame, const gdcs_i_records *r, int64_t k, int64_t i,
                           struct rows *rows, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_coded own = {.values = 0};
    gdcs_column column = {.struct_size = sizeof column};
    TRY(gdcs_frame_get(frame, i, &column, err));
    const int32_t key = key_of(r, column.name), missing = r->keys.missing;
    GO(gdcs_i_coded_new(frame, column.name, GDCS_I_CODED_BY_BYTES, &own, err));
    rows->column[i] = column.name;
    rows->role[i] = role_of(r, &column);
    rows->number[DISTINCT][i] = own.values;
    const gdcs_i_codes none = {.width = 0};
    const gdcs_i_codes alone = choose(&none, -1, &own), without = choose(&r->codes, key, NULL);
    const gdcs_i_codes with = choose(&r->codes, key, &own);
    GO(count_below(&alone, r->rows, missing, k, &rows->number[ALONE][i], err));
    GO(count_below(&without, r->rows, missing, k, &rows->number[WITHOUT][i], err));
    GO(count_below(&with, r->rows, missing, k, &rows->number[WITH][i], err));
done:
    gdcs_i_coded_free(&own);
    return status;
}

static gdcs_status give(const struct rows *r, int64_t n, int32_t level, gdcs_frame **out,
                        gdcs_error *err)
{
    static const char *const names[] = {"distinct", "below_alone", "below_without", "below_with"};
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    GO(gdcs_frame_new(&frame, err));
    GO(gdcs_i_columns_add_texts(frame, "column", GDCS_CONCEPT_GROUP, level, r->column, n, err));
    GO(gdcs_i_columns_add_texts(frame, "role", GDCS_CONCEPT_GROUP, level, r->role, n, err));
    for (int i = 0; i < 4; i++)
        GO(gdcs_i_columns_add_numbers(frame, names[i], GDCS_CONCEPT_NUMBER, level, r->number[i], n,
                                      err));
    GO(gdcs_frame_set_meta(frame, GDCS_META_METHOD,
                           "Which columns make persons easy to find in records.", err));
    *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    return status;
}

static gdcs_status write_report(const gdcs_frame *frame, const gdcs_i_records *r, int64_t k,
                                gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct rows rows = {NULL};
    const int64_t n = gdcs_frame_count_columns(frame);
    GO(make_room(n, &rows, err));
    for (int64_t i = 0; i < n; i++)
        GO(examine(frame, r, k > 2 ? k : 2, i, &rows, err));
    status = give(&rows, n, gdcs_frame_get_sensitivity(frame), out, err);
done:
    free_rows(&rows);
    return status;
}

static gdcs_status judge(const gdcs_frame *frame, const gdcs_i_records *r,
                         const gdcs_microdata_rule *rule, gdcs_microdata_result *out,
                         gdcs_error *err)
{
    gdcs_i_measured m = {NULL};
    TRY(gdcs_i_measured_new(frame, r, rule, &m, err));
    const gdcs_status status = gdcs_i_microdata_sum(r, &m, rule, out, err);
    gdcs_i_measured_free(&m);
    if (gdcs_frame_find_concept(frame, GDCS_CONCEPT_PERSON_KEY) >= 0)
        out->broken |= GDCS_MICRODATA_BROKEN_IDENTIFIER;
    return status;
}

static gdcs_status take(const gdcs_frame *frame, const gdcs_microdata_keys *keys,
                        const gdcs_microdata_rule *rule, gdcs_microdata_rule *ours,
                        gdcs_i_records *out, gdcs_error *err)
{
    gdcs_microdata_keys taken;
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need(rule, "rule", err));
    TRY(gdcs_i_keys_take(keys, &taken, err));
    TRY(gdcs_i_microrule_take(rule, &taken, ours, err));
    if (ours->k < 2 && ours->l == 0.0 && ours->t == 0.0 && ours->risk == 0.0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "rule",
                           "the rule asks for nothing: set k, l, t or risk");
    return gdcs_i_records_new(frame, &taken, out, err);
}

gdcs_status gdcs_microdata_audit(const gdcs_frame *frame, const gdcs_microdata_keys *keys,
                                 const gdcs_microdata_rule *rule, gdcs_microdata_result *result,
                                 gdcs_frame **report, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_microdata_rule ours;
    gdcs_microdata_result found = {.struct_size = sizeof found};
    gdcs_i_records r;
    gdcs_frame *made = NULL;
    if (result == NULL && report == NULL)
        return gdcs_i_need(NULL, "result", err);
    TRY(take(frame, keys, rule, &ours, &r, err));
    GO(judge(frame, &r, &ours, &found, err));
    if (report != NULL)
        GO(write_report(frame, &r, ours.k, &made, err));
    if (result != NULL)
        GO(gdcs_i_give(result, &found, sizeof found, RESULT_V1, err));
    if (report != NULL)
        *report = made;
    made = NULL;
done:
    gdcs_frame_free(made);
    gdcs_i_records_free(&r);
    return status;
}
