#include "io/arrow/said.h"
#include "core/fail.h"
#include "core/text.h"
#include "io/arrow/metadata.h"
#include "io/schema/names.h"

#include <stdlib.h>
#include <string.h>

static gdcs_status bad_metadata(const char *name, gdcs_error *err)
{
    return gdcs_i_fail(err, GDCS_E_SYNTAX, name,
                       "the metadata of '%.60s' have a negative number or length", name);
}

/* Bytes of the metadata with a NUL behind them. */
static gdcs_status copy_bytes(const char *bytes, size_t size, const char *name, gdcs_i_arena *arena,
                              const char **out, gdcs_error *err)
{
    void *memory = NULL;
    if (gdcs_i_utf8_valid(bytes, size) < size || memchr(bytes, 0, size) != NULL)
        return gdcs_i_fail(err, GDCS_E_ENCODING, name,
                           "the metadata of '%.60s' are not UTF-8, or hold a NUL", name);
    TRY(gdcs_i_arena_alloc(arena, (int64_t)size + 1, 1, &memory, err));
    memcpy(memory, bytes, size);
    *out = memory;
    return GDCS_OK;
}

static gdcs_status copy(const gdcs_i_pair *pair, const char *name, gdcs_i_arena *arena,
                        const char **out, gdcs_error *err)
{
    return copy_bytes(pair->value, pair->value_size, name, arena, out, err);
}

static gdcs_status parse_sensitivity(const char *text, const char *name, int32_t *out,
                                     gdcs_error *err)
{
    *out = gdcs_i_sensitivity_find(text);
    return *out != 0 ? GDCS_OK
                     : gdcs_i_fail(err, GDCS_E_SCHEMA, name,
                                   "the metadata of '%.60s' say sensitivity '%.40s', which is none",
                                   name, text);
}

static gdcs_status take(const gdcs_i_pair *pair, const char *name, gdcs_i_arena *arena,
                        gdcs_schema_column *out, gdcs_error *err)
{
    const char *text = NULL;
    if (gdcs_i_metadata_is(pair, "label"))
        return copy(pair, name, arena, &out->title, err);
    if (gdcs_i_metadata_is(pair, "unit"))
        return copy(pair, name, arena, &out->unit, err);
    if (gdcs_i_metadata_is(pair, "sensitivity")) {
        TRY(copy(pair, name, arena, &text, err));
        return parse_sensitivity(text, name, &out->sensitivity, err);
    }
    if (!gdcs_i_metadata_is(pair, "concept"))
        return GDCS_OK;
    TRY(copy(pair, name, arena, &text, err));
    out->concept_id = gdcs_concept_find(text);
    return out->concept_id != GDCS_CONCEPT_NONE
               ? GDCS_OK
               : gdcs_i_fail(err, GDCS_E_SCHEMA, name,
                             "the metadata of '%.60s' say concept '%.40s', which is none", name,
                             text);
}

gdcs_status gdcs_i_arrow_said(const gdcs_i_arrow_field *f, gdcs_i_arena *arena,
                              gdcs_schema_column *out, gdcs_error *err)
{
    const char *at = NULL;
    int32_t left = 0;
    int more = 0;
    gdcs_i_pair pair;
    *out = (gdcs_schema_column){
        .struct_size = sizeof *out, .name = f->name, .type = gdcs_i_arrow_column_type(f)};
    while ((more = gdcs_i_metadata_next(f->metadata, &at, &left, &pair)) > 0)
        TRY(take(&pair, f->name, arena, out, err));
    return more < 0 ? bad_metadata(f->name, err) : GDCS_OK;
}

/* How many titles there are; -1: the metadata are malformed. */
static int64_t count_titles(const char *metadata)
{
    const char *at = NULL;
    int32_t left = 0;
    int64_t count = 0;
    int more = 0;
    size_t size = 0;
    gdcs_i_pair pair;
    while ((more = gdcs_i_metadata_next(metadata, &at, &left, &pair)) > 0)
        count += gdcs_i_metadata_rest(&pair, GDCS_I_ARROW_TITLE, &size) != NULL;
    return more < 0 ? -1 : count;
}

static int by_word(const void *a, const void *b)
{
    return strcmp(((const gdcs_schema_word *)a)->from, ((const gdcs_schema_word *)b)->from);
}

gdcs_status gdcs_i_arrow_said_of_words(const gdcs_i_arrow_field *f, gdcs_i_arena *arena,
                                       gdcs_i_arrow_titles *out, gdcs_error *err)
{
    const char *at = NULL;
    int32_t left = 0;
    void *memory = NULL;
    gdcs_i_pair pair;
    const int64_t count = count_titles(f->metadata);
    *out = (gdcs_i_arrow_titles){.count = 0};
    if (count <= 0)
        return count < 0 ? bad_metadata(f->name, err) : GDCS_OK;
    TRY(gdcs_i_arena_alloc(arena, count, sizeof *out->words, &memory, err));
    out->words = memory;
    while (gdcs_i_metadata_next(f->metadata, &at, &left, &pair) > 0) {
        size_t size = 0;
        const char *word = gdcs_i_metadata_rest(&pair, GDCS_I_ARROW_TITLE, &size);
        if (word == NULL)
            continue;
        TRY(copy_bytes(word, size, f->name, arena, &out->words[out->count].from, err));
        TRY(copy(&pair, f->name, arena, &out->words[out->count].to, err));
        out->count++;
    }
    qsort(out->words, (size_t)count, sizeof *out->words, by_word);
    return GDCS_OK;
}

const char *gdcs_i_arrow_title(const gdcs_i_arrow_titles *titles, const char *word)
{
    const gdcs_schema_word wanted = {.from = word};
    const gdcs_schema_word *found =
        word == NULL || titles->count == 0
            ? NULL
            : bsearch(&wanted, titles->words, (size_t)titles->count, sizeof wanted, by_word);
    return found != NULL ? found->to : NULL;
}

static gdcs_status take_of_all(const gdcs_i_pair *pair, gdcs_i_arena *arena, gdcs_i_said *out,
                               gdcs_error *err)
{
    const char *text = NULL;
    if (gdcs_i_metadata_is(pair, "sensitivity")) {
        TRY(copy(pair, "array", arena, &text, err));
        return parse_sensitivity(text, "array", &out->sensitivity, err);
    }
    for (int32_t key = GDCS_META_TITLE; key <= GDCS_META_DETECTED; key++) {
        if (!gdcs_i_metadata_is(pair, gdcs_meta_name(key)))
            continue;
        TRY(copy(pair, "array", arena, &out->meta[key - GDCS_META_TITLE].text, err));
        out->meta_count = GDCS_META_DETECTED;
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_arrow_said_of_all(const struct ArrowSchema *type, gdcs_i_arena *arena,
                                     gdcs_i_said *out, gdcs_error *err)
{
    void *memory = NULL;
    const char *at = NULL;
    int32_t left = 0;
    int more = 0;
    gdcs_i_pair pair;
    TRY(gdcs_i_arena_alloc(arena, GDCS_META_DETECTED, sizeof(gdcs_schema_meta), &memory, err));
    *out = (gdcs_i_said){.meta = memory};
    for (int32_t key = GDCS_META_TITLE; key <= GDCS_META_DETECTED; key++)
        out->meta[key - GDCS_META_TITLE] = (gdcs_schema_meta){.key = key, .text = ""};
    while ((more = gdcs_i_metadata_next(type->metadata, &at, &left, &pair)) > 0)
        TRY(take_of_all(&pair, arena, out, err));
    return more < 0 ? bad_metadata("array", err) : GDCS_OK;
}
