/* A schema to JSON: a member per line, a column per line. */
#include <gdcs/schema.h>

#include "core/fail.h"
#include "core/put.h"
#include "io/json/put.h"
#include "io/schema/members.h"
#include "io/schema/plan.h"

#include <gdcs/meta.h>

#include <string.h>

typedef struct writing {
    gdcs_sink *sink;
    gdcs_error *err;
} writing;

static gdcs_status put(const writing *w, const char *text)
{
    return gdcs_i_put(w->sink, text, w->err);
}

static gdcs_status put_text(const writing *w, const char *text)
{
    return gdcs_i_put_json_text(w->sink, text, w->err);
}

static gdcs_status put_pair(const writing *w, int first, const char *from, const char *to)
{
    TRY(put(w, first ? "" : ", "));
    TRY(put_text(w, from));
    TRY(put(w, ": "));
    return to != NULL ? put_text(w, to) : put(w, "null");
}

static int64_t count_of(const gdcs_i_member *member, const char *base)
{
    int64_t count = 0;
    memcpy(&count, base + member->count, sizeof count);
    return count;
}

static const void *pointer_at(const char *at)
{
    const void *pointer = NULL;
    memcpy(&pointer, at, sizeof pointer);
    return pointer;
}

static int32_t integer_at(const char *at)
{
    int32_t integer = 0;
    memcpy(&integer, at, sizeof integer);
    return integer;
}

/* Zeroes are left out. */
static int is_there(const gdcs_i_member *member, const char *base)
{
    const char *at = base + member->offset;
    switch (member->kind) {
    case GDCS_I_MEMBER_CHAR: return *at != 0;
    case GDCS_I_MEMBER_INTEGER:
    case GDCS_I_MEMBER_TRUE:
    case GDCS_I_MEMBER_NAME: return integer_at(at) != 0;
    case GDCS_I_MEMBER_TEXT:
    case GDCS_I_MEMBER_NUMBER:
    case GDCS_I_MEMBER_WIDE: return pointer_at(at) != NULL;
    default: return count_of(member, base) > 0;
    }
}

static gdcs_status put_texts(const writing *w, const char *const *texts, int64_t count)
{
    TRY(put(w, "["));
    for (int64_t i = 0; i < count; i++) {
        TRY(put(w, i > 0 ? ", " : ""));
        TRY(put_text(w, texts[i]));
    }
    return put(w, "]");
}

static gdcs_status put_words(const writing *w, const gdcs_schema_word *words, int64_t count)
{
    TRY(put(w, "{"));
    for (int64_t i = 0; i < count; i++)
        TRY(put_pair(w, i == 0, words[i].from, words[i].to));
    return put(w, "}");
}

/* Words that become nothing else, as an array. */
static gdcs_status put_froms(const writing *w, const gdcs_schema_word *words, int64_t count)
{
    TRY(put(w, "["));
    for (int64_t i = 0; i < count; i++) {
        TRY(put(w, i > 0 ? ", " : ""));
        TRY(put_text(w, words[i].from));
    }
    return put(w, "]");
}

static gdcs_status put_heading(const writing *w, const gdcs_schema_wide *wide, int64_t heading)
{
    const gdcs_schema_word word = wide->columns[heading];
    TRY(put_text(w, word.from));
    TRY(put(w, ": ["));
    TRY(put_text(w, word.to != NULL ? word.to : word.from));
    for (int64_t i = 0; i < wide->also_count; i++) {
        TRY(put(w, ", "));
        TRY(put_text(w, wide->also[i].labels[heading]));
    }
    return put(w, "]");
}

static gdcs_status put_headings(const writing *w, const gdcs_schema_wide *wide)
{
    const gdcs_schema_word *words = wide->columns;
    const int64_t count = wide->column_count;
    for (int64_t i = 0; i < count && wide->also_count > 0; i++) {
        TRY(put(w, i > 0 ? ", " : "{"));
        TRY(put_heading(w, wide, i));
    }
    if (wide->also_count > 0)
        return put(w, "}");
    for (int64_t i = 0; i < count; i++)
        if (words[i].to != NULL)
            return put_words(w, words, count);
    return put_froms(w, words, count);
}

/* One by itself is a text. */
static gdcs_status put_patterns(const writing *w, const gdcs_schema_word *words, int64_t count)
{
    for (int64_t i = 0; i < count; i++)
        if (words[i].to != NULL)
            return put_words(w, words, count);
    return count == 1 ? put_text(w, words[0].from) : put_froms(w, words, count);
}

static gdcs_status put_meta(const writing *w, const gdcs_schema_meta *meta, int64_t count)
{
    TRY(put(w, "{"));
    for (int64_t i = 0; i < count; i++)
        TRY(put_pair(w, i == 0, gdcs_meta_name(meta[i].key),
                     meta[i].text != NULL ? meta[i].text : ""));
    return put(w, "}");
}

static gdcs_status put_object(const writing *w, const gdcs_i_member *members, const void *base,
                              const char *between);

static gdcs_status put_columns(const writing *w, const gdcs_schema_column *columns, int64_t count)
{
    TRY(put(w, "["));
    for (int64_t i = 0; i < count; i++) {
        TRY(put(w, i > 0 ? ",\n    " : "\n    "));
        TRY(put_object(w, gdcs_i_column_members, &columns[i], ", "));
    }
    return put(w, "]");
}

static gdcs_status put_also(const writing *w, const gdcs_schema_wide_axis *axes, int64_t count)
{
    TRY(put(w, "["));
    for (int64_t i = 0; i < count; i++) {
        TRY(put(w, i > 0 ? ", " : ""));
        TRY(put_object(w, gdcs_i_also_members, &axes[i], ", "));
    }
    return put(w, "]");
}

static gdcs_status put_member(const writing *w, const gdcs_i_member *member, const char *base)
{
    const char *at = base + member->offset;
    const char letter[2] = {*at, '\0'};
    switch (member->kind) {
    case GDCS_I_MEMBER_CHAR: return put_text(w, letter);
    case GDCS_I_MEMBER_INTEGER: return gdcs_i_put_int64(w->sink, integer_at(at), w->err);
    case GDCS_I_MEMBER_TRUE: return put(w, "true");
    case GDCS_I_MEMBER_TEXT: return put_text(w, pointer_at(at));
    case GDCS_I_MEMBER_NAME: return put_text(w, member->name_of(integer_at(at)));
    case GDCS_I_MEMBER_TEXTS: return put_texts(w, pointer_at(at), count_of(member, base));
    case GDCS_I_MEMBER_WORDS: return put_words(w, pointer_at(at), count_of(member, base));
    case GDCS_I_MEMBER_HEADINGS:
        return put_headings(w, (const gdcs_schema_wide *)(const void *)base);
    case GDCS_I_MEMBER_PATTERNS: return put_patterns(w, pointer_at(at), count_of(member, base));
    case GDCS_I_MEMBER_META: return put_meta(w, pointer_at(at), count_of(member, base));
    case GDCS_I_MEMBER_COLUMNS: return put_columns(w, pointer_at(at), count_of(member, base));
    case GDCS_I_MEMBER_WIDE: return put_object(w, gdcs_i_wide_members, pointer_at(at), ", ");
    case GDCS_I_MEMBER_ALSO: return put_also(w, pointer_at(at), count_of(member, base));
    case GDCS_I_MEMBER_NUMBER: return put_object(w, gdcs_i_column_members, pointer_at(at), ", ");
    }
    return gdcs_i_fail(w->err, GDCS_E_INTERNAL, member->name, "a member of no kind");
}

static gdcs_status put_object(const writing *w, const gdcs_i_member *members, const void *base,
                              const char *between)
{
    int first = 1;
    TRY(put(w, "{"));
    for (; members->name != NULL; members++) {
        if (!is_there(members, base))
            continue;
        TRY(put(w, first ? "" : between));
        first = 0;
        TRY(put_text(w, members->name));
        TRY(put(w, ": "));
        TRY(put_member(w, members, base));
    }
    return put(w, "}");
}

gdcs_status gdcs_schema_write(const gdcs_schema *schema, gdcs_sink *sink, gdcs_error *err)
{
    gdcs_i_plan plan = {0};
    const writing w = {.sink = sink, .err = err};
    TRY(gdcs_i_need(schema, "schema", err));
    TRY(gdcs_i_need(sink, "sink", err));
    TRY(gdcs_i_plan_take(schema, &plan, NULL, err));
    if (plan.schema.wide != NULL)
        plan.schema.wide = &plan.wide;
    for (int64_t i = 0; i < plan.schema.column_count; i++)
        if (plan.columns[i].file != NULL)
            plan.columns[i].constant = NULL;
    gdcs_status status = put_object(&w, gdcs_i_schema_members, &plan.schema, ",\n  ");
    if (status == GDCS_OK)
        status = put(&w, "\n");
    gdcs_i_plan_free(&plan);
    return status;
}
