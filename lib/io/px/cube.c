#include "io/px/cube.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_VARIABLES = 32 };

static const int64_t most_cells = (int64_t)1 << 53;

static gdcs_status fail(gdcs_error *err, gdcs_status status, const gdcs_i_px_statement *s,
                        const char *variable, const char *what)
{
    return gdcs_i_fail_at(err, status, s->line, 0, s->keyword, "line %lld, %s(\"%.80s\"): %s",
                          (long long)s->line, s->keyword, variable, what);
}

/* Texts without the blanks with which some offices pad them. */
static gdcs_status trim(const char **texts, int64_t count, gdcs_i_arena *arena, const char ***out,
                        gdcs_error *err)
{
    void *memory = NULL, *copy = NULL;
    TRY(gdcs_i_arena_alloc(arena, count, sizeof *texts, &memory, err));
    const char **made = memory;
    for (int64_t i = 0; i < count; i++) {
        size_t size = strlen(texts[i]);
        const char *start = gdcs_i_trim(texts[i], &size);
        made[i] = start;
        if (start[size] == '\0')
            continue;
        TRY(gdcs_i_arena_alloc(arena, (int64_t)size + 1, 1, &copy, err));
        memcpy(copy, start, size);
        ((char *)copy)[size] = '\0';
        made[i] = copy;
    }
    *out = made;
    return GDCS_OK;
}

/* The values of a variable under one of its names; *out NULL: there is no such statement. */
static gdcs_status take_list(const gdcs_i_px_document *d, const char *keyword, const char *name,
                             int chosen, int64_t count, gdcs_i_arena *arena, const char ***out,
                             gdcs_error *err)
{
    const gdcs_i_px_statement *s = gdcs_i_px_find(d, keyword, name, chosen);
    *out = NULL;
    if (s == NULL)
        return GDCS_OK;
    if (s->value_count != count)
        return gdcs_i_fail_at(err, GDCS_E_SHAPE, s->line, 0, keyword,
                              "line %lld, %s(\"%.80s\"): %lld texts for %lld values",
                              (long long)s->line, keyword, name, (long long)s->value_count,
                              (long long)count);
    return trim(s->values, count, arena, out, err);
}

static gdcs_status index_labels(gdcs_i_px_variable *v, const gdcs_i_px_statement *s,
                                gdcs_error *err)
{
    int32_t code = 0;
    TRY(gdcs_i_pool_new(&v->by_label, err));
    for (int64_t i = 0; i < v->count; i++) {
        TRY(gdcs_i_pool_add(v->by_label, v->labels[i], strlen(v->labels[i]), &code, err));
        if (code != i)
            return gdcs_i_fail_at(err, GDCS_E_DUPLICATE, s->line, 0, v->own,
                                  "line %lld: '%.80s' occurs twice among the codes, or the values "
                                  "without codes, of '%.80s'",
                                  (long long)s->line, v->labels[i], v->own);
    }
    return GDCS_OK;
}

static gdcs_status index_values(gdcs_i_px_variable *v, const char **values, gdcs_error *err)
{
    int32_t code = 0;
    int64_t made = 0;
    void *memory = NULL;
    TRY(gdcs_i_pool_new(&v->by_value, err));
    TRY(gdcs_i_alloc(&memory, v->count, sizeof *v->value_at, err));
    v->value_at = memory;
    for (int64_t i = 0; i < v->count; i++) {
        TRY(gdcs_i_pool_add(v->by_value, values[i], strlen(values[i]), &code, err));
        v->value_at[code] = code == made ? i : -1;
        made += code == made;
    }
    return GDCS_OK;
}

/* Titles that say no more than the label are none. */
static gdcs_status take_titles(gdcs_i_px_variable *v, const char **values, gdcs_i_arena *arena,
                               gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(arena, v->count, sizeof *v->titles, &memory, err));
    v->titles = memory;
    for (int64_t i = 0; i < v->count; i++)
        v->titles[i] =
            values[i][0] != '\0' && strcmp(values[i], v->labels[i]) != 0 ? values[i] : NULL;
    return GDCS_OK;
}

static gdcs_status take_variable(const gdcs_i_px_document *d, const char *other,
                                 gdcs_i_arena *arena, gdcs_i_px_variable *v, gdcs_error *err)
{
    const gdcs_i_px_statement *s = gdcs_i_px_find(d, "VALUES", v->own, 0);
    const gdcs_i_px_statement *code = gdcs_i_px_find(d, "VARIABLECODE", v->own, 0);
    const char **values = NULL, **shown = NULL, **codes = NULL;
    if (s == NULL)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "VALUES", "variable '%.80s' has no VALUES", v->own);
    if (s->value_count == 1 && s->values[0][0] == '\0' &&
        gdcs_i_px_find(d, "CODES", v->own, 0) == NULL)
        return fail(err, GDCS_E_SHAPE, s, v->own, "no values");
    v->count = s->value_count;
    TRY(trim(s->values, v->count, arena, &values, err));
    if (d->chosen != NULL) {
        TRY(take_list(d, "VALUES", other, 1, v->count, arena, &shown, err));
        TRY(take_list(d, "CODES", other, 1, v->count, arena, &codes, err));
    }
    if (codes == NULL)
        TRY(take_list(d, "CODES", v->own, 0, v->count, arena, &codes, err));
    v->labels = codes != NULL ? codes : values;
    v->name = code != NULL && code->values[0][0] != '\0' ? code->values[0] : other;
    v->title = strcmp(v->name, other) != 0 ? other : NULL;
    TRY(take_titles(v, shown != NULL ? shown : values, arena, err));
    TRY(index_labels(v, s, err));
    return index_values(v, values, err);
}

static gdcs_status take_names(gdcs_i_px_cube *cube, const char *keyword, gdcs_i_arena *arena,
                              gdcs_error *err)
{
    const gdcs_i_px_document *d = cube->document;
    const gdcs_i_px_statement *own = gdcs_i_px_find(d, keyword, NULL, 0);
    const gdcs_i_px_statement *other = gdcs_i_px_find(d, keyword, NULL, 1);
    if (own == NULL || (own->value_count == 1 && own->values[0][0] == '\0'))
        return GDCS_OK;
    if (own->value_count > MOST_VARIABLES - cube->width)
        return gdcs_i_fail_at(err, GDCS_E_LIMIT, own->line, 0, keyword,
                              "line %lld, %s: more than %d variables", (long long)own->line,
                              keyword, MOST_VARIABLES);
    if (other == NULL || other->value_count != own->value_count)
        other = own;
    for (int64_t i = 0; i < own->value_count; i++) {
        gdcs_i_px_variable *v = &cube->variables[cube->width++];
        v->own = own->values[i];
        TRY(take_variable(d, other->values[i], arena, v, err));
    }
    return GDCS_OK;
}

static gdcs_status check_names(const gdcs_i_px_cube *cube, gdcs_error *err)
{
    if (cube->width == 0)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "STUB", "the file has neither STUB nor HEADING");
    for (int64_t i = 0; i < cube->width; i++)
        for (int64_t k = 0; k < i; k++)
            if (strcmp(cube->variables[i].name, cube->variables[k].name) == 0 ||
                strcmp(cube->variables[i].own, cube->variables[k].own) == 0)
                return gdcs_i_fail(err, GDCS_E_DUPLICATE, "STUB",
                                   "STUB and HEADING have the variable '%.80s' twice",
                                   cube->variables[i].name);
    return GDCS_OK;
}

static gdcs_status multiply(const gdcs_i_px_cube *cube, int64_t from, int64_t to, int64_t *product,
                            gdcs_error *err)
{
    for (int64_t i = from; i < to; i++) {
        if (*product > most_cells / cube->variables[i].count)
            return gdcs_i_fail(err, GDCS_E_LIMIT, "VALUES",
                               "the numbers of values multiply to more than 2^53 cells");
        *product *= cube->variables[i].count;
    }
    return GDCS_OK;
}

static gdcs_status find_key(const gdcs_i_px_cube *cube, const gdcs_i_px_statement *s, int64_t *out,
                            gdcs_error *err)
{
    for (int64_t i = 0; i < cube->stub && s->key_count == 1; i++)
        if (strcmp(cube->variables[i].own, s->keys[0]) == 0) {
            *out = i;
            return GDCS_OK;
        }
    return gdcs_i_fail_at(err, GDCS_E_SHAPE, s->line, 0, "KEYS",
                          "line %lld, KEYS(\"%.80s\"): no variable of STUB", (long long)s->line,
                          s->key_count == 1 ? s->keys[0] : "");
}

/* KEYS name each variable of STUB, in any order. */
static gdcs_status take_keys(gdcs_i_px_cube *cube, gdcs_i_arena *arena, gdcs_error *err)
{
    void *memory = NULL;
    int64_t count = 0, at = 0, seen = 0;
    for (int64_t i = 0; i < cube->document->count; i++) {
        const gdcs_i_px_statement *s = &cube->document->statements[i];
        if (strcmp(s->keyword, "KEYS") != 0 || s->values[0][0] == '\0')
            continue;
        if (cube->keys == NULL)
            TRY(gdcs_i_arena_alloc(arena, MOST_VARIABLES, sizeof *cube->keys, &memory, err));
        cube->keys = memory;
        TRY(find_key(cube, s, &at, err));
        if ((seen & ((int64_t)1 << at)) != 0)
            return fail(err, GDCS_E_DUPLICATE, s, s->keys[0], "it is there twice");
        seen |= (int64_t)1 << at;
        cube->keys[count++] = at;
        cube->variables[at].keyed_by_code = gdcs_i_px_same(s->values[0], "CODES");
    }
    if (count > 0 && count != cube->stub)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "KEYS",
                           "KEYS name %lld of the %lld variables of STUB", (long long)count,
                           (long long)cube->stub);
    return GDCS_OK;
}

gdcs_status gdcs_i_px_cube_take(const gdcs_i_px_document *document, gdcs_i_arena *arena,
                                gdcs_i_px_cube *out, gdcs_error *err)
{
    void *memory = NULL;
    *out = (gdcs_i_px_cube){.document = document, .row = 1, .rows = 1};
    TRY(gdcs_i_arena_alloc(arena, MOST_VARIABLES, sizeof *out->variables, &memory, err));
    out->variables = memory;
    TRY(take_names(out, "STUB", arena, err));
    out->stub = out->width;
    TRY(take_names(out, "HEADING", arena, err));
    TRY(check_names(out, err));
    TRY(multiply(out, 0, out->stub, &out->rows, err));
    int64_t all = out->rows;
    TRY(multiply(out, out->stub, out->width, &all, err));
    out->row = all / out->rows;
    return take_keys(out, arena, err);
}

void gdcs_i_px_cube_free(gdcs_i_px_cube *cube)
{
    for (int64_t i = 0; i < cube->width; i++) {
        gdcs_i_pool_free(cube->variables[i].by_label);
        gdcs_i_pool_free(cube->variables[i].by_value);
        free(cube->variables[i].value_at);
    }
}

int64_t gdcs_i_px_value_find(const gdcs_i_px_variable *v, const char *text)
{
    size_t size = strlen(text);
    const char *start = gdcs_i_trim(text, &size);
    const int32_t code = gdcs_i_pool_find(v->by_value, start, size);
    if (code >= 0 && v->value_at[code] >= 0)
        return v->value_at[code];
    return gdcs_i_pool_find(v->by_label, start, size);
}
