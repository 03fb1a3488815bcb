#include "io/arrow/said.h"
#include "core/fail.h"
#include "core/text.h"
#include "io/arrow/metadata.h"
#include "io/schema/names.h"

#include <string.h>

static gdcs_status bad_metadata(const char *name, gdcs_error *err)
{
    return gdcs_i_fail(err, GDCS_E_SYNTAX, name,
                       "the metadata of '%.60s' have a negative number or length", name);
}

/* The value with a NUL behind it. */
static gdcs_status copy(const gdcs_i_pair *pair, const char *name, gdcs_i_arena *arena,
                        const char **out, gdcs_error *err)
{
    void *memory = NULL;
    if (gdcs_i_utf8_valid(pair->value, pair->value_size) < pair->value_size ||
        memchr(pair->value, 0, pair->value_size) != NULL)
        return gdcs_i_fail(err, GDCS_E_ENCODING, name,
                           "the metadata of '%.60s' are not UTF-8, or hold a NUL", name);
    TRY(gdcs_i_arena_alloc(arena, (int64_t)pair->value_size + 1, 1, &memory, err));
    memcpy(memory, pair->value, pair->value_size);
    *out = memory;
    return GDCS_OK;
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
