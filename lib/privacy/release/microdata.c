/* Records out: keys and other columns of which a rule says that nobody is found by them. */
#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "data/frame.h"
#include "data/leave.h"
#include "privacy/microdata/rebuild.h"
#include "privacy/microdata/records.h"
#include "privacy/release/beside.h"
#include "privacy/release/records.h"

#include <gdcs/release.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_V1 = 64, RESULT_V1 = 128, NOTE_SIZE = 256 };

/* What a column of the frame is, in what goes out. */
enum { LEFT = 0, KEY, SENSITIVE, OTHER };

typedef struct work {
    const gdcs_frame *frame;
    gdcs_microdata_keys keys;
    gdcs_microdata_rule rule;
    gdcs_release_microdata_options options;
    int32_t *role;  /* by column of the frame */
    int32_t *order; /* rows */
    gdcs_i_beside beside;
    gdcs_microdata_result result;
} work;

static gdcs_status assign(work *w, const char *name, int32_t role, gdcs_error *err)
{
    TRY(gdcs_i_need(name, "others", err));
    const int64_t at = gdcs_frame_find(w->frame, name);
    if (at < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, "others", "there is no column \"%s\"", name);
    if (w->role[at] != LEFT)
        return gdcs_i_fail(err, GDCS_E_DUPLICATE, "others", "column \"%s\" is named twice", name);
    w->role[at] = role;
    if (w->frame->columns[at].concept_id == GDCS_CONCEPT_PERSON_KEY)
        return gdcs_i_fail(err, GDCS_E_DISCLOSURE, name, "column \"%s\" identifies persons", name);
    return GDCS_OK;
}

static gdcs_status assign_all(work *w, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, w->frame->count, sizeof *w->role, err));
    w->role = memory;
    for (int64_t j = 0; j < w->keys.count; j++)
        TRY(assign(w, w->keys.columns[j], KEY, err));
    if (w->keys.sensitive != NULL)
        TRY(assign(w, w->keys.sensitive, SENSITIVE, err));
    if (w->options.count > 0)
        TRY(gdcs_i_need((const void *)w->options.others, "others", err));
    for (int64_t i = 0; i < w->options.count; i++)
        TRY(assign(w, w->options.others[i], OTHER, err));
    return GDCS_OK;
}

static gdcs_status take(work *w, const gdcs_microdata_keys *keys, const gdcs_microdata_rule *rule,
                        const gdcs_release_microdata_options *options, gdcs_error *err)
{
    TRY(gdcs_i_need(rule, "rule", err));
    TRY(gdcs_i_keys_take(keys, &w->keys, err));
    gdcs_microdata_keys any = w->keys; /* l may be asked for protected columns alone */
    any.sensitive = "";
    TRY(gdcs_i_microrule_take(rule, &any, &w->rule, err));
    TRY(gdcs_i_take(&w->options, sizeof w->options, options, OPTIONS_V1, err));
    if (w->options.sensitivity == GDCS_SENSITIVITY_DEFAULT)
        w->options.sensitivity = GDCS_SENSITIVITY_PUBLIC;
    if (w->options.sensitivity != GDCS_SENSITIVITY_PUBLIC &&
        w->options.sensitivity != GDCS_SENSITIVITY_INTERNAL)
        return gdcs_i_fail(err, GDCS_E_OPTION, "sensitivity",
                           "what is released is public or internal");
    if (w->options.count < 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "count", "%lld columns",
                           (long long)w->options.count);
    TRY(gdcs_i_beside_take(&w->options, &w->beside, err));
    if (w->rule.k < 2)
        return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "k",
                           "the rule does not ask that each record matches others: set k");
    return assign_all(w, err);
}

static gdcs_status refuse(const work *w, int32_t broken, const char *column, gdcs_error *err)
{
    char text[128] = "";
    static const char *const words[] = {"k", "l", "t", "risk"};
    for (int i = 0; i < 4; i++)
        if ((broken >> i & 1) != 0)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s",
                     text[0] != '\0' ? ", " : "", words[i]);
    return gdcs_i_fail(err, GDCS_E_DISCLOSURE, column != NULL ? column : w->keys.columns[0],
                       "the records do not fulfil %s of the rule%s%.60s%s", text,
                       column != NULL ? " for column \"" : "", column != NULL ? column : "",
                       column != NULL ? "\"" : "");
}

/* "*" makes no class more diverse. */
static gdcs_status measure_blank(const work *w, const gdcs_microdata_keys *keys,
                                 const gdcs_microdata_rule *rule, gdcs_microdata_result *out,
                                 gdcs_error *err)
{
    gdcs_frame *frame = NULL;
    TRY(gdcs_i_release_blank(w->frame, keys->sensitive, &frame, err));
    const gdcs_status status = gdcs_microdata_measure(frame, keys, rule, out, err);
    gdcs_frame_free(frame);
    return status;
}

/* One column as the sensitive one; NULL: none. */
static gdcs_status audit(work *w, const char *column, gdcs_microdata_result *out, gdcs_error *err)
{
    gdcs_microdata_keys keys = w->keys;
    gdcs_microdata_rule rule = w->rule;
    if (column != NULL && rule.l <= 1.0 && rule.t == 0.0)
        return gdcs_i_fail(err, GDCS_E_DISCLOSURE, column,
                           "the rule asks for no l or t, which the column \"%s\" needs", column);
    keys.sensitive = column;
    rule.l = column != NULL ? rule.l : 0.0;
    rule.t = column != NULL ? rule.t : 0.0;
    if (column == NULL)
        TRY(gdcs_microdata_measure(w->frame, &keys, &rule, out, err));
    else
        TRY(measure_blank(w, &keys, &rule, out, err));
    return out->broken != 0 ? refuse(w, out->broken, column, err) : GDCS_OK;
}

static gdcs_status audit_all(work *w, gdcs_error *err)
{
    w->result.struct_size = sizeof w->result;
    TRY(audit(w, w->keys.sensitive, &w->result, err));
    for (int64_t i = 0; i < w->frame->count; i++) {
        gdcs_microdata_result found = {.struct_size = sizeof found};
        if (w->role[i] == OTHER && w->frame->columns[i].sensitivity == GDCS_SENSITIVITY_PROTECTED)
            TRY(audit(w, w->frame->columns[i].name, &found, err));
    }
    return GDCS_OK;
}

/* Columns that the rule is asked for beside other records, too. */
static gdcs_status list_sensitive(work *w, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, w->frame->count, sizeof *w->beside.sensitive, err));
    w->beside.sensitive = memory;
    for (int64_t i = 0; i < w->frame->count; i++)
        if (w->role[i] == SENSITIVE ||
            (w->role[i] == OTHER && w->frame->columns[i].sensitivity == GDCS_SENSITIVITY_PROTECTED))
            w->beside.sensitive[w->beside.sensitive_count++] = w->frame->columns[i].name;
    return GDCS_OK;
}

/* Rows by one column, those of equal values in the order they had. */
static gdcs_status sort_by(work *w, const char *name, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_coded c = {.values = 0};
    int64_t *start = NULL;
    void *sorted = NULL, *memory = NULL;
    const int64_t n = w->frame->rows;
    GO(gdcs_i_coded_new(w->frame, name, GDCS_I_CODED_BY_BYTES, &c, err));
    GO(gdcs_i_alloc(&memory, (int64_t)c.values + 2, sizeof *start, err));
    start = memory;
    GO(gdcs_i_alloc(&sorted, n, sizeof *w->order, err));
    for (int64_t row = 0; row < n; row++)
        start[c.codes[row] + 1]++;
    for (int32_t v = 1; v <= c.values; v++)
        start[v] += start[v - 1];
    for (int64_t i = 0; i < n; i++)
        ((int32_t *)sorted)[start[c.codes[w->order[i]]]++] = w->order[i];
    memcpy(w->order, sorted, (size_t)n * sizeof *w->order);
done:
    gdcs_i_coded_free(&c);
    free(start);
    free(sorted);
    return status;
}

static gdcs_status sort_rows(work *w, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, w->frame->rows, sizeof *w->order, err));
    w->order = memory;
    for (int64_t row = 0; row < w->frame->rows; row++)
        w->order[row] = (int32_t)row;
    for (int64_t i = w->frame->count; i-- > 0;)
        if (w->role[i] != LEFT)
            TRY(sort_by(w, w->frame->columns[i].name, err));
    return GDCS_OK;
}

/* No number in it but those of the rule. */
static gdcs_status write_note(const work *w, gdcs_frame *out, gdcs_error *err)
{
    char l[GDCS_I_NUMBER_SIZE], t[GDCS_I_NUMBER_SIZE];
    const char *before = gdcs_frame_get_meta(out, GDCS_META_NOTE);
    size_t size = strlen(before) + NOTE_SIZE;
    void *memory = NULL;
    for (int64_t j = 0; j < w->keys.count; j++)
        size += strlen(w->keys.columns[j]) + 2;
    TRY(gdcs_i_alloc(&memory, (int64_t)size, 1, err));
    char *text = memory;
    gdcs_i_format_double(w->rule.l, l);
    gdcs_i_format_double(w->rule.t, t);
    size_t at = (size_t)snprintf(
        text, size, "%s%sReleased under a rule for records: k %lld%s%s%s%s by", before,
        before[0] != '\0' ? "; " : "", (long long)w->rule.k, w->rule.l > 1.0 ? ", l " : "",
        w->rule.l > 1.0 ? l : "", w->rule.t > 0.0 ? ", t " : "", w->rule.t > 0.0 ? t : "");
    for (int64_t j = 0; j < w->keys.count; j++)
        at += (size_t)snprintf(text + at, size - at, "%s %s", j > 0 ? "," : "", w->keys.columns[j]);
    snprintf(text + at, size - at, "; a missing key is %s.",
             w->keys.missing == GDCS_MICRODATA_MISSING_ANY ? "any value" : "a value of its own");
    const gdcs_status status = gdcs_frame_set_meta(out, GDCS_META_NOTE, text, err);
    free(text);
    return status;
}

static gdcs_status give(work *w, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *thin = NULL, *made = NULL;
    GO(sort_rows(w, err));
    GO(gdcs_i_rebuild(w->frame, w->order, w->frame->rows, NULL, &thin, err));
    GO(gdcs_frame_new(&made, err));
    for (int64_t i = 0; i < thin->count; i++) {
        const gdcs_column c = gdcs_i_frame_show(thin, &thin->columns[i]);
        if (w->role[i] != LEFT)
            GO(gdcs_frame_add(made, &c, err));
    }
    for (int32_t key = 1; gdcs_meta_name(key)[0] != '\0'; key++)
        GO(gdcs_frame_set_meta(made, key, gdcs_frame_get_meta(thin, key), err));
    GO(write_note(w, made, err));
    gdcs_i_lower_frame(made, w->options.sensitivity);
    *out = made;
    made = NULL;
done:
    gdcs_frame_free(thin);
    gdcs_frame_free(made);
    return status;
}

gdcs_status gdcs_release_frame_microdata(const gdcs_frame *frame, const gdcs_microdata_keys *keys,
                                         const gdcs_microdata_rule *rule,
                                         const gdcs_release_microdata_options *options,
                                         gdcs_frame **out, gdcs_microdata_result *result,
                                         gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *made = NULL;
    work w = {.frame = frame};
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need((void *)out, "out", err));
    if (result != NULL)
        TRY(gdcs_i_take(&w.result, sizeof w.result, result, RESULT_V1, err));
    GO(take(&w, keys, rule, options, err));
    GO(audit_all(&w, err));
    GO(list_sensitive(&w, err));
    GO(give(&w, &made, err));
    GO(gdcs_i_beside_audit(&w.beside, made, &w.keys, &w.rule, err));
    GO(gdcs_i_beside_enter(&w.beside, &w.keys, &w.rule, err));
    if (result != NULL)
        GO(gdcs_i_give(result, &w.result, sizeof w.result, RESULT_V1, err));
    *out = made;
    made = NULL;
done:
    gdcs_frame_free(made);
    gdcs_i_beside_end(&w.beside);
    free(w.role);
    free(w.order);
    return status;
}
