/* Logs of releases to JSON. */
#include <gdcs/release_log.h>

#include "core/fail.h"
#include "core/put.h"
#include "io/json/put.h"
#include "io/release_log/words.h"

#include <gdcs/json.h>

struct writing {
    gdcs_sink *sink;
    gdcs_error *err;
};

static gdcs_status put(const struct writing *w, const char *text)
{
    return gdcs_i_put(w->sink, text, w->err);
}

static gdcs_status put_text(const struct writing *w, const char *name, const char *text)
{
    TRY(put(w, name));
    return gdcs_i_put_json_text(w->sink, text, w->err);
}

/* A member whose number stands for a word; nothing for 0. */
static gdcs_status put_word(const struct writing *w, const char *name, const char *word)
{
    return word[0] == '\0' ? GDCS_OK : put_text(w, name, word);
}

static gdcs_status put_number(const struct writing *w, const char *name, double number)
{
    if (number == 0.0)
        return GDCS_OK;
    TRY(put(w, ", \""));
    TRY(put(w, name));
    TRY(put(w, "\": "));
    return gdcs_i_put_json_double(w->sink, number, w->err);
}

static gdcs_status put_count(const struct writing *w, const char *name, int64_t number)
{
    TRY(put(w, name));
    return gdcs_i_put_int64(w->sink, number, w->err);
}

static gdcs_status put_list(const struct writing *w, const char *name, const char *const *texts,
                            int64_t count)
{
    TRY(put(w, name));
    for (int64_t i = 0; i < count; i++)
        TRY(put_text(w, i > 0 ? ", " : "", texts[i]));
    return put(w, "]");
}

static gdcs_status put_labels(const struct writing *w, const char *name, const char *const *labels,
                              int64_t count)
{
    if (labels == NULL)
        return GDCS_OK;
    TRY(put(w, ", \""));
    TRY(put(w, name));
    return put_list(w, "\": [", labels, count);
}

static gdcs_status put_records(const struct writing *w, const gdcs_release_entry *e)
{
    const gdcs_microdata_keys *k = e->keys;
    const gdcs_microdata_rule *r = e->microdata;
    TRY(put_list(w, ",\n  \"keys\": {\"columns\": [", k->columns, k->count));
    if (k->sensitive != NULL)
        TRY(put_text(w, ", \"sensitive\": ", k->sensitive));
    TRY(put_word(w, ", \"missing\": ", gdcs_i_log_missing[k->missing]));
    TRY(put_count(w, "},\n  \"microdata\": {\"k\": ", r->k));
    TRY(put_number(w, "l", r->l));
    TRY(put_word(w, ", \"diversity\": ", gdcs_i_log_diversities[r->diversity]));
    TRY(put_number(w, "c", r->c));
    TRY(put_number(w, "t", r->t));
    TRY(put_word(w, ", \"distance\": ", gdcs_i_log_distances[r->distance]));
    TRY(put_number(w, "risk", r->risk));
    return put(w, "}\n");
}

static gdcs_status put_trees(const struct writing *w, const gdcs_release_entry *e)
{
    if (e->tree_count == 0)
        return GDCS_OK;
    TRY(put(w, "  , \"trees\": ["));
    for (int32_t i = 0; i < e->tree_count; i++) {
        const gdcs_tree *t = e->trees[i];
        TRY(put_text(w, i > 0 ? ",\n   {\"axis\": " : "\n   {\"axis\": ", t->axis));
        TRY(put_list(w, ", \"children\": [", t->children, t->count));
        TRY(put_list(w, ", \"parents\": [", t->parents, t->count));
        TRY(put(w, "}"));
    }
    return put(w, "]\n");
}

static gdcs_status put_rule(const struct writing *w, const gdcs_release_entry *e)
{
    if (e->rule == NULL)
        return GDCS_OK;
    TRY(put(w, ",\n  \"rule\": "));
    return gdcs_disclosure_write(e->rule, w->sink, w->err);
}

static gdcs_status put_fact(const struct writing *w, const gdcs_release_entry *e, int32_t i)
{
    const gdcs_audit_fact *f = e->facts[i];
    const int64_t axes = gdcs_table_count_axes(e->tables[f->table]);
    const char *const *const labels[GDCS_I_LOG_SIDES] = {f->a, f->b, f->c, f->d};
    TRY(put_text(w, i > 0 ? ",\n   {\"kind\": " : "\n   {\"kind\": ", gdcs_i_log_kinds[f->kind]));
    TRY(put_count(w, ", \"table\": ", f->table));
    for (int side = 0; side < GDCS_I_LOG_SIDES; side++)
        TRY(put_labels(w, gdcs_i_log_sides[side], labels[side], axes));
    TRY(put_number(w, "population", f->population));
    TRY(put_number(w, "other_population", f->other_population));
    TRY(put_number(w, "per", f->per));
    TRY(put_number(w, "lower", f->lower));
    TRY(put_number(w, "upper", f->upper));
    return put(w, "}");
}

static gdcs_status put_entry(const struct writing *w, const gdcs_release_entry *e)
{
    TRY(put_text(w, "{\"id\": ", e->id));
    TRY(put_text(w, ", \"time\": ", e->time));
    TRY(put_text(w, ", \"method\": ", gdcs_i_log_methods[e->method]));
    TRY(put_number(w, "base", e->base));
    TRY(put_number(w, "epsilon", e->epsilon));
    TRY(put_number(w, "rho", e->rho));
    TRY(put_rule(w, e));
    if (e->keys != NULL)
        TRY(put_records(w, e));
    TRY(put_trees(w, e));
    TRY(put(w, "  , \"tables\": ["));
    for (int32_t i = 0; i < e->table_count; i++) {
        TRY(put(w, i > 0 ? ", " : ""));
        TRY(gdcs_json_write_table(e->tables[i], w->sink, w->err));
    }
    TRY(put(w, "  ], \"facts\": ["));
    for (int32_t i = 0; i < e->fact_count; i++)
        TRY(put_fact(w, e, i));
    return put(w, "]}");
}

gdcs_status gdcs_release_log_write(const gdcs_release_log *log, gdcs_sink *sink, gdcs_error *err)
{
    const struct writing w = {sink, err};
    TRY(gdcs_i_need(log, "log", err));
    TRY(gdcs_i_need(sink, "sink", err));
    TRY(put(&w, "{\"releases\": ["));
    for (int64_t i = 0; i < gdcs_release_log_count(log); i++) {
        gdcs_release_entry e = {.struct_size = sizeof e};
        TRY(gdcs_release_log_get(log, i, &e, err));
        TRY(put(&w, i > 0 ? ",\n " : "\n "));
        TRY(put_entry(&w, &e));
    }
    return put(&w, "]}\n");
}
