#include "io/px/attributes.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

enum { MOST_WILD = 1000, MOST_VARIABLES = 32 };

static const struct {
    const char *name;
    int kind;
} known[] = {
    {"OBS_STATUS", GDCS_I_PX_STATUS},
    {"OBS-STATUS", GDCS_I_PX_STATUS},
    {"CONF_STATUS", GDCS_I_PX_CONFIDENTIALITY},
    {"CONF-STATUS", GDCS_I_PX_CONFIDENTIALITY},
    {"OBS_CONF", GDCS_I_PX_CONFIDENTIALITY},
    {"OBS-CONF", GDCS_I_PX_CONFIDENTIALITY},
    {"LOWER", GDCS_I_PX_LOWER},
    {"UPPER", GDCS_I_PX_UPPER},
};

static int kind_of(const char *name)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (gdcs_i_px_same(name, known[i].name))
            return known[i].kind;
    return -1;
}

gdcs_status gdcs_i_px_keys_find(const gdcs_i_px_cube *cube, const gdcs_i_px_statement *s,
                                int64_t *at, gdcs_error *err)
{
    if (s->key_count != cube->width)
        return gdcs_i_fail_at(err, GDCS_E_SHAPE, s->line, 0, s->keyword,
                              "line %lld, %s: %lld keys for %lld variables", (long long)s->line,
                              s->keyword, (long long)s->key_count, (long long)cube->width);
    for (int64_t i = 0; i < cube->width; i++) {
        at[i] = gdcs_i_px_value_find(&cube->variables[i], s->keys[i]);
        if (at[i] < 0 && strcmp(s->keys[i], "*") != 0)
            return gdcs_i_fail_at(err, GDCS_E_SHAPE, s->line, 0, s->keyword,
                                  "line %lld, %s: '%.80s' is no value of '%.80s'",
                                  (long long)s->line, s->keyword, s->keys[i],
                                  cube->variables[i].own);
    }
    return GDCS_OK;
}

static gdcs_status take_texts(gdcs_i_px_attributes *a, const gdcs_i_px_statement *ids,
                              const gdcs_i_px_statement *s, gdcs_i_px_attribute *out,
                              gdcs_error *err)
{
    int32_t code = 0;
    for (int64_t i = 0; i < ids->value_count && i < s->value_count; i++) {
        const int kind = kind_of(ids->values[i]);
        if (kind < 0 || s->values[i][0] == '\0')
            continue;
        out->texts[kind] = s->values[i];
        a->has[kind] = 1;
        if (kind <= GDCS_I_PX_CONFIDENTIALITY)
            TRY(gdcs_i_pool_add(a->letters[kind], s->values[i], strlen(s->values[i]), &code, err));
    }
    return GDCS_OK;
}

static gdcs_status add_wild(gdcs_i_px_attributes *a, const gdcs_i_px_statement *s,
                            const int64_t *at, const gdcs_i_px_attribute *what, gdcs_i_arena *arena,
                            gdcs_error *err)
{
    void *memory = NULL;
    if (a->wild_count == MOST_WILD)
        return gdcs_i_fail_at(err, GDCS_E_LIMIT, s->line, 0, s->keyword,
                              "line %lld, %s: more than %d statements with \"*\"",
                              (long long)s->line, s->keyword, MOST_WILD);
    TRY(gdcs_i_arena_alloc(arena, a->cube->width, sizeof *at, &memory, err));
    memcpy(memory, at, (size_t)a->cube->width * sizeof *at);
    a->wild[a->wild_count++] = (gdcs_i_px_wild){.at = memory, .what = *what};
    return GDCS_OK;
}

static gdcs_status take_statement(gdcs_i_px_attributes *a, const gdcs_i_px_statement *ids,
                                  const gdcs_i_px_statement *s, gdcs_i_arena *arena,
                                  gdcs_error *err)
{
    int64_t at[MOST_VARIABLES], position = 0;
    int wild = 0;
    char number[GDCS_I_NUMBER_SIZE];
    int32_t code = 0;
    gdcs_i_px_attribute what = a->usual;
    TRY(take_texts(a, ids, s, &what, err));
    if (s->key_count == 0) {
        a->usual = what;
        return GDCS_OK;
    }
    TRY(gdcs_i_px_keys_find(a->cube, s, at, err));
    for (int64_t i = 0; i < a->cube->width; i++) {
        wild |= at[i] < 0;
        position = wild ? 0 : position * a->cube->variables[i].count + at[i];
    }
    if (wild)
        return add_wild(a, s, at, &what, arena, err);
    TRY(gdcs_i_pool_add(a->positions, number, gdcs_i_format_int64(position, number), &code, err));
    a->single[code] = what;
    return GDCS_OK;
}

static gdcs_status prepare(gdcs_i_px_attributes *a, gdcs_i_arena *arena, gdcs_error *err)
{
    void *memory = NULL;
    int64_t count = 0;
    for (int64_t i = 0; i < a->cube->document->count; i++)
        count += strcmp(a->cube->document->statements[i].keyword, "ATTRIBUTES") == 0;
    TRY(gdcs_i_pool_new(&a->positions, err));
    TRY(gdcs_i_pool_new(&a->letters[0], err));
    TRY(gdcs_i_pool_new(&a->letters[1], err));
    TRY(gdcs_i_arena_alloc(arena, count, sizeof *a->single, &memory, err));
    a->single = memory;
    TRY(gdcs_i_arena_alloc(arena, count < MOST_WILD ? count : MOST_WILD, sizeof *a->wild, &memory,
                           err));
    a->wild = memory;
    a->any = count > 0;
    return GDCS_OK;
}

gdcs_status gdcs_i_px_attributes_take(const gdcs_i_px_cube *cube, gdcs_i_arena *arena,
                                      gdcs_i_px_attributes *a, gdcs_error *err)
{
    const gdcs_i_px_document *d = cube->document;
    const gdcs_i_px_statement *ids = gdcs_i_px_find(d, "ATTRIBUTE-ID", NULL, 0);
    *a = (gdcs_i_px_attributes){.cube = cube};
    TRY(prepare(a, arena, err));
    for (int64_t i = 0; ids != NULL && i < d->count; i++)
        if (strcmp(d->statements[i].keyword, "ATTRIBUTES") == 0)
            TRY(take_statement(a, ids, &d->statements[i], arena, err));
    return GDCS_OK;
}

void gdcs_i_px_attributes_free(gdcs_i_px_attributes *a)
{
    gdcs_i_pool_free(a->positions);
    gdcs_i_pool_free(a->letters[0]);
    gdcs_i_pool_free(a->letters[1]);
}

static int covers(const gdcs_i_px_attributes *a, const gdcs_i_px_wild *wild, int64_t position)
{
    for (int64_t i = a->cube->width - 1; i >= 0; i--) {
        const int64_t count = a->cube->variables[i].count;
        if (wild->at[i] >= 0 && wild->at[i] != position % count)
            return 0;
        position /= count;
    }
    return 1;
}

gdcs_i_px_attribute gdcs_i_px_attributes_get(const gdcs_i_px_attributes *a, int64_t position)
{
    char number[GDCS_I_NUMBER_SIZE];
    if (!a->any)
        return a->usual;
    const int32_t code =
        gdcs_i_pool_find(a->positions, number, gdcs_i_format_int64(position, number));
    if (code >= 0)
        return a->single[code];
    for (int64_t i = 0; i < a->wild_count; i++)
        if (covers(a, &a->wild[i], position))
            return a->wild[i].what;
    return a->usual;
}
