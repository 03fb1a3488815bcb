/* Texts of a PX file about its table: title, source, dates, notes. */
#include "core/fail.h"
#include "core/memory.h"
#include "io/px/describe.h"
#include "io/schema/names.h"

#include <gdcs/meta.h>

#include <stdlib.h>
#include <string.h>

enum { MOST_TEXTS = 64, MOST_VARIABLES = 32, LONGEST_NOTE = 1 << 20 };

typedef struct noting {
    const gdcs_i_px_cube *cube;
    char *note;
    int64_t room;
    int64_t used;
    gdcs_error *err;
} noting;

static void add_meta(gdcs_schema_meta *meta, int64_t *count, int32_t key, const char *text)
{
    if (text != NULL && text[0] != '\0' && *count < MOST_TEXTS)
        meta[(*count)++] = (gdcs_schema_meta){.key = key, .text = text};
}

/* '#' is a line break in notes; within a line of its own place it is a blank. */
static gdcs_status add(noting *n, const char *text, char mark)
{
    const int64_t size = (int64_t)strlen(text);
    void *memory = n->note;
    if (n->used + size > LONGEST_NOTE)
        return gdcs_i_fail(n->err, GDCS_E_LIMIT, "NOTE", "the notes have more than %d bytes",
                           LONGEST_NOTE);
    const gdcs_status status = gdcs_i_reserve(&memory, &n->room, n->used + size + 1, 1, n->err);
    n->note = memory;
    TRY(status);
    for (int64_t i = 0; i <= size; i++)
        n->note[n->used + i] = (char)(text[i] == '#' ? mark : text[i]);
    n->used += size;
    return GDCS_OK;
}

static gdcs_status add_line(noting *n, const char *where, const char *text, char mark)
{
    if (text[0] == '\0')
        return GDCS_OK;
    TRY(add(n, n->used > 0 ? "#" : "", '\n'));
    TRY(add(n, where, '#'));
    TRY(add(n, where[0] != '\0' ? ": " : "", '#'));
    return add(n, text, mark);
}

/* "axis=label" of the values that are named. */
static gdcs_status add_place(noting *n, const int64_t *at)
{
    int any = 0;
    for (int64_t i = 0; i < n->cube->width; i++) {
        const gdcs_i_px_variable *v = &n->cube->variables[i];
        if (at[i] < 0)
            continue;
        TRY(add(n, any ? ", " : "", '#'));
        TRY(add(n, v->name, '#'));
        TRY(add(n, "=", '#'));
        TRY(add(n, v->labels[at[i]], '#'));
        any = 1;
    }
    return add(n, any ? ": " : "", '#');
}

/* Variables and values are named in the language of the statement. */
static int64_t find_variable(const gdcs_i_px_cube *cube, const char *name)
{
    for (int64_t i = 0; i < cube->width; i++) {
        const gdcs_i_px_variable *v = &cube->variables[i];
        if (strcmp(v->own, name) == 0 || strcmp(v->name, name) == 0 ||
            (v->title != NULL && strcmp(v->title, name) == 0))
            return i;
    }
    return -1;
}

static int64_t find_value(const gdcs_i_px_variable *v, const char *text)
{
    for (int64_t i = 0; i < v->count; i++)
        if (v->titles[i] != NULL && strcmp(v->titles[i], text) == 0)
            return i;
    return gdcs_i_px_value_find(v, text);
}

static int is_one_of(const char *keyword, const char *note)
{
    const size_t size = strlen(note);
    return strncmp(keyword, note, size) == 0 &&
           (keyword[size] == '\0' || strcmp(keyword + size, "X") == 0);
}

static gdcs_status add_addressed(noting *n, const gdcs_i_px_statement *s)
{
    int64_t at[MOST_VARIABLES];
    const int cell = is_one_of(s->keyword, "CELLNOTE");
    for (int64_t i = 0; i < n->cube->width; i++) {
        at[i] = -1;
        if (cell && s->key_count == n->cube->width && strcmp(s->keys[i], "*") != 0)
            at[i] = find_value(&n->cube->variables[i], s->keys[i]);
    }
    if (!cell && s->key_count == 2) {
        const int64_t variable = find_variable(n->cube, s->keys[0]);
        if (variable >= 0)
            at[variable] = find_value(&n->cube->variables[variable], s->keys[1]);
    }
    if (s->values[0][0] == '\0')
        return GDCS_OK;
    TRY(add(n, n->used > 0 ? "#" : "", '\n'));
    TRY(add_place(n, at));
    return add(n, s->values[0], ' ');
}

/* The unit of one value of the variable of contents. */
static gdcs_status add_unit(noting *n, const gdcs_i_px_statement *s)
{
    int64_t at[MOST_VARIABLES];
    const char *name = gdcs_i_px_text(n->cube->document, "CONTVARIABLE");
    const int64_t variable = name != NULL ? find_variable(n->cube, name) : -1;
    for (int64_t i = 0; i < n->cube->width; i++)
        at[i] = i == variable ? find_value(&n->cube->variables[i], s->keys[0]) : -1;
    TRY(add(n, n->used > 0 ? "#" : "", '\n'));
    TRY(add_place(n, at));
    TRY(add(n, "unit ", '#'));
    return add(n, s->values[0], ' ');
}

static gdcs_status add_statement(noting *n, const gdcs_i_px_statement *s)
{
    static const char *const kept[] = {"CONTACT", "COPYRIGHT", "SURVEY", "BASEPERIOD", "DATANOTE"};
    if (is_one_of(s->keyword, "VALUENOTE") || is_one_of(s->keyword, "CELLNOTE"))
        return add_addressed(n, s);
    if (is_one_of(s->keyword, "NOTE") || strcmp(s->keyword, "FOOTNOTE") == 0) {
        const int64_t variable = s->key_count == 1 ? find_variable(n->cube, s->keys[0]) : -1;
        return variable >= 0 ? add_line(n, n->cube->variables[variable].name, s->values[0], ' ')
                             : add_line(n, "", s->values[0], '\n');
    }
    if (strcmp(s->keyword, "UNITS") == 0 && s->key_count == 1)
        return add_unit(n, s);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strcmp(s->keyword, kept[i]) == 0)
            return add_line(n, s->keyword, s->values[0], ' ');
    return GDCS_OK;
}

/* Statements in the language that is read; where it has none of a keyword, those of the file. */
static int is_wanted(const gdcs_i_px_document *d, const gdcs_i_px_statement *s)
{
    if (gdcs_i_px_is_read(d, s))
        return 1;
    if (d->chosen == NULL ||
        (s->language != NULL && (d->language == NULL || !gdcs_i_px_same(s->language, d->language))))
        return 0;
    for (int64_t i = 0; i < d->count; i++)
        if (strcmp(d->statements[i].keyword, s->keyword) == 0 &&
            gdcs_i_px_is_read(d, &d->statements[i]))
            return 0;
    return 1;
}

static gdcs_status make_note(const gdcs_i_px_cube *cube, gdcs_i_arena *arena, const char **out,
                             gdcs_error *err)
{
    noting n = {.cube = cube, .err = err};
    gdcs_status status = GDCS_OK;
    for (int64_t i = 0; i < cube->document->count; i++)
        if (is_wanted(cube->document, &cube->document->statements[i]))
            GO(add_statement(&n, &cube->document->statements[i]));
    if (n.used > 0)
        GO(gdcs_i_arena_copy(arena, n.note, out, err));
done:
    free(n.note);
    return status;
}

static int starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* What a line of INFO says of the sensitivity of `name`, NULL: of the table; 0: nothing. */
static int32_t sensitivity_at(const char *line, const char *name)
{
    char value[16] = "";
    const char *const begin = name != NULL ? gdcs_i_px_sensitivity_of : gdcs_i_px_sensitivity;
    if (!starts_with(line, begin))
        return 0;
    line += strlen(begin);
    if (name != NULL && !starts_with(line, name))
        return 0;
    line += name != NULL ? strlen(name) : 0;
    if (!starts_with(line, ": "))
        return 0;
    const size_t size = strcspn(line + 2, "#");
    if (size < sizeof value)
        memcpy(value, line + 2, size);
    return gdcs_i_sensitivity_find(value);
}

int32_t gdcs_i_px_sensitivity_in(const gdcs_i_px_document *document, const char *name)
{
    int32_t found = 0;
    const char *at = gdcs_i_px_text(document, "INFO");
    while (at != NULL && found == 0) {
        found = sensitivity_at(at, name);
        at = strchr(at, '#');
        at += at != NULL;
    }
    return found;
}

/* The key whose name and a colon stand here, or 0. */
static int32_t key_at(const char *text, size_t *size)
{
    char name[32] = "";
    const char *colon = strstr(text, ": ");
    if (colon == NULL || (size_t)(colon - text) >= sizeof name)
        return 0;
    *size = (size_t)(colon - text);
    memcpy(name, text, *size);
    *size += 2;
    return gdcs_meta_find(name);
}

/* "licence: ...#breaks: ..." in INFO, as gdcs_px_write_table() puts texts for which PX has no keyword,
   behind sensitivities. */
static gdcs_status add_info(const gdcs_i_px_document *d, gdcs_i_arena *arena,
                            gdcs_schema_meta *meta, int64_t *count, gdcs_error *err)
{
    const char *info = gdcs_i_px_text(d, "INFO"), *at = info;
    size_t size = 0, next = 0;
    void *memory = NULL;
    int32_t key = at != NULL ? key_at(at, &size) : 0;
    while (at != NULL && key == 0 && starts_with(info, gdcs_i_px_sensitivity)) {
        at = strchr(at, '#');
        at += at != NULL;
        key = at != NULL ? key_at(at, &size) : 0;
    }
    while (key != 0) {
        const char *text = at + size, *end = text;
        int32_t following = 0;
        for (; *end != '\0' && following == 0; end += following == 0)
            following = *end == '#' ? key_at(end + 1, &next) : 0;
        TRY(gdcs_i_arena_alloc(arena, end - text + 1, 1, &memory, err));
        memcpy(memory, text, (size_t)(end - text));
        if (key != GDCS_META_DETECTED)
            add_meta(meta, count, key, memory);
        key = following;
        at = end + 1;
        size = next;
    }
    return GDCS_OK;
}

static const char *stock_or_flow(const char *letter)
{
    if (letter == NULL)
        return NULL;
    return gdcs_i_px_same(letter, "S") ? "stock" : gdcs_i_px_same(letter, "F") ? "flow" : NULL;
}

static const char *first_text(const gdcs_i_px_document *d, const char *const *keywords)
{
    const char *text = NULL;
    for (; *keywords != NULL && text == NULL; keywords++)
        text = gdcs_i_px_text(d, *keywords);
    return text;
}

gdcs_status gdcs_i_px_describe_texts(const gdcs_i_px_cube *cube, gdcs_i_reading *reading,
                                     gdcs_i_px_description *out, gdcs_error *err)
{
    static const char *const title[] = {"TITLE", "DESCRIPTION", "CONTENTS", NULL};
    static const char *const date[] = {"LAST-UPDATED", "LASTUPDATED", "CREATION-DATE", NULL};
    const gdcs_i_px_document *d = cube->document;
    gdcs_i_arena *arena = &reading->arena;
    const char *note = NULL;
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(arena, MOST_TEXTS, sizeof(gdcs_schema_meta), &memory, err));
    gdcs_schema_meta *meta = memory;
    int64_t *count = &out->cube.schema.meta_count;
    TRY(add_info(d, arena, meta, count, err));
    TRY(make_note(cube, arena, &note, err));
    add_meta(meta, count, GDCS_META_TITLE, first_text(d, title));
    add_meta(meta, count, GDCS_META_SOURCE, gdcs_i_px_text(d, "SOURCE"));
    add_meta(meta, count, GDCS_META_URL, gdcs_i_px_text(d, "LINK"));
    add_meta(meta, count, GDCS_META_RETRIEVED, first_text(d, date));
    add_meta(meta, count, GDCS_META_COUNTING_UNIT, gdcs_i_px_text(d, "UNITS"));
    add_meta(meta, count, GDCS_META_REFERENCE_DATE, gdcs_i_px_text(d, "REFPERIOD"));
    add_meta(meta, count, GDCS_META_STOCK_FLOW, stock_or_flow(gdcs_i_px_text(d, "STOCKFA")));
    add_meta(meta, count, GDCS_META_NOTE, note);
    out->cube.schema.meta = meta;
    return GDCS_OK;
}
