#include "io/px/describe.h"
#include "core/fail.h"
#include "data/sex.h"
#include "io/record/resolve.h"

#include <gdcs/sex.h>

#include <stdio.h>
#include <string.h>

enum { MOST_SEXES = 64, MOST_VARIABLES = 32 };

const char gdcs_i_px_unset[] = "not set";
const char gdcs_i_px_sensitivity[] = "sensitivity", gdcs_i_px_sensitivity_of[] = "sensitivity of ";

typedef struct describing {
    const gdcs_i_px_cube *cube;
    const gdcs_i_px_attributes *attributes;
    const int *met;
    gdcs_i_reading *reading;
    gdcs_i_arena *arena;
    gdcs_i_px_description *out;
    gdcs_error *err;
} describing;

static gdcs_status name_fields(describing *s)
{
    TRY(gdcs_i_cube_begin(&s->out->cube, s->arena, s->cube->width, GDCS_I_CUBE_TAIL, s->err));
    for (int64_t i = 0; i < s->cube->width; i++)
        TRY(gdcs_i_cube_name(&s->out->cube, s->arena, i, s->cube->variables[i].name, s->err));
    s->out->cube.schema.absent = s->cube->keys != NULL ? -1 : GDCS_ABSENT_MISSING;
    return GDCS_OK;
}

/* What gdcs_px_write_table() writes: the codes of this library. */
static int has_own_codes(const gdcs_i_px_variable *v, int32_t *codes)
{
    for (int64_t i = 0; i < v->count; i++) {
        codes[i] = gdcs_i_sex_find(v->labels[i], strlen(v->labels[i]));
        if (codes[i] == GDCS_SEX_NONE)
            return 0;
    }
    return 1;
}

/* The sexes are known before any cell: by the values that are listed, if they can be told. */
static gdcs_status map_sex(describing *s, const gdcs_i_px_variable *v, int declared,
                           gdcs_schema_column *c)
{
    int32_t codes[MOST_SEXES];
    gdcs_error ignored = {.struct_size = sizeof ignored};
    gdcs_sex_resolution how = {.struct_size = sizeof how};
    const gdcs_i_spellings spellings = {.name = v->name,
                                        .header = v->title,
                                        .tokens = v->labels,
                                        .titles = v->titles,
                                        .count = (int32_t)v->count};
    if (v->count > MOST_SEXES)
        return GDCS_OK;
    const int own = declared && has_own_codes(v, codes);
    if (!own && s->reading->options.detect == GDCS_DETECT_NONE)
        return GDCS_OK;
    const gdcs_status status =
        own ? GDCS_OK : gdcs_i_resolve_sex(&spellings, codes, &how, &ignored);
    if (status != GDCS_OK) /* the end of reading refuses what cannot be told */
        return status == GDCS_E_MEMORY ? gdcs_i_fail_memory(s->err) : GDCS_OK;
    TRY(gdcs_i_cube_map_sex(c, s->arena, v->labels, codes, v->count, s->err));
    return own ? GDCS_OK
               : gdcs_i_reading_detected(s->reading, s->err, "Codes of '%.120s': %s.", v->name,
                                         how.reason);
}

static gdcs_status say(const describing *s, const gdcs_i_px_variable *v, const gdcs_i_px_role *r)
{
    if (r->because != NULL)
        TRY(gdcs_i_reading_detected(s->reading, s->err, "Variable '%.120s' is %s by %s.", v->name,
                                    gdcs_concept_name(r->concept_id), r->because));
    if (r->total >= 0 && !r->declared)
        TRY(gdcs_i_reading_detected(s->reading, s->err,
                                    "Value '%.120s' of '%.120s' is the total by %s.",
                                    v->labels[r->total], v->name, r->total_because));
    return GDCS_OK;
}

static gdcs_status add_variables(describing *s)
{
    gdcs_i_px_role roles[MOST_VARIABLES];
    TRY(gdcs_i_px_describe_roles(s->cube, s->reading, roles, s->err));
    for (int64_t i = 0; i < s->cube->width; i++) {
        const gdcs_i_px_variable *v = &s->cube->variables[i];
        gdcs_schema_column *c = gdcs_i_cube_add(&s->out->cube, i, roles[i].concept_id);
        c->title = v->title;
        c->titles = s->out->cube.names[s->cube->width + i];
        c->total = roles[i].total >= 0 ? v->labels[roles[i].total] : NULL;
        c->sensitivity = gdcs_i_px_sensitivity_in(s->cube->document, v->name);
        s->out->own &= roles[i].declared;
        TRY(say(s, v, &roles[i]));
        if (c->concept_id == GDCS_CONCEPT_SEX)
            TRY(map_sex(s, v, roles[i].declared, c));
    }
    return GDCS_OK;
}

/* --- statuses --- */

static int contains(const char *text, const char *word)
{
    for (; *text != '\0'; text++) {
        size_t i = 0;
        while (word[i] != '\0' && (text[i] == word[i] || text[i] == word[i] - ('a' - 'A')))
            i++;
        if (word[i] == '\0')
            return 1;
    }
    return 0;
}

static const char *text_of_symbol(const describing *s, int symbol)
{
    static const char *const keywords[GDCS_I_PX_SYMBOLS] = {
        "DATASYMBOLNIL", "DATASYMBOL1", "DATASYMBOL2", "DATASYMBOL3",
        "DATASYMBOL4",   "DATASYMBOL5", "DATASYMBOL6", "DATASYMBOLSUM"};
    const char *text = gdcs_i_px_text(s->cube->document, keywords[symbol]);
    return text != NULL && strcmp(text, gdcs_i_px_symbol(symbol)) != 0 ? text : NULL;
}

/* By the text of the office; without one three dots are what most offices write for confidential. */
static const char *letter_of_symbol(const describing *s, int symbol, const char *text)
{
    if (symbol == 0)
        return "A";
    if (text == NULL)
        return symbol == 3 && s->reading->options.detect != GDCS_DETECT_NONE ? "Q" : "O";
    if (contains(text, "confidential") || contains(text, "suppressed"))
        return "Q";
    return contains(text, "not applicable") || contains(text, "cannot exist") ? "M" : "O";
}

static gdcs_status say_symbol(const describing *s, int symbol, const char *letter, const char *text)
{
    if (symbol == 0)
        return gdcs_i_reading_detected(s->reading, s->err, "Symbol '-' is 0%s%.120s%s.",
                                       text != NULL ? " (\"" : "", text != NULL ? text : "",
                                       text != NULL ? "\")" : "");
    if (text != NULL)
        return gdcs_i_reading_detected(s->reading, s->err,
                                       "Symbol '%s' (\"%.120s\") is missing, status %s.",
                                       gdcs_i_px_symbol(symbol), text, letter);
    return gdcs_i_reading_detected(
        s->reading, s->err,
        "Symbol '%s' is missing, status %s: the file does not say what it means%s.",
        gdcs_i_px_symbol(symbol), letter, letter[0] == 'Q' ? ", most offices confidential" : "");
}

static gdcs_status map_symbols(describing *s, gdcs_schema_word *map, int64_t *count)
{
    for (int i = 0; i < GDCS_I_PX_SYMBOLS; i++) {
        const char *text = text_of_symbol(s, i);
        if (!s->met[i])
            continue;
        if (i == 6 && text != NULL && strcmp(text, gdcs_i_px_unset) == 0) {
            s->out->unset = i;
            continue;
        }
        const char *letter = letter_of_symbol(s, i, text);
        map[(*count)++] = (gdcs_schema_word){.from = gdcs_i_px_symbol(i), .to = letter};
        TRY(say_symbol(s, i, letter, text));
    }
    return GDCS_OK;
}

/* The letter alone, as a text that lasts; "": it is none. */
static const char *letter_of(const char *text, const char *letters)
{
    static const char alphabet[] = "A\0B\0C\0D\0E\0F\0G\0H\0I\0J\0K\0L\0M\0N\0O\0P\0Q\0R\0S\0T\0U\0"
                                   "V\0W\0X\0Y\0Z";
    if (text[0] == '\0' || text[1] != '\0' || strchr(letters, text[0]) == NULL)
        return "";
    return &alphabet[2 * (text[0] - 'A')];
}

static gdcs_status map_letters(describing *s, int kind, gdcs_schema_word *map, int64_t *count)
{
    static const char *const allowed[2] = {"ABDEFGHIJKLMNOPQSUVW", "FNCDSAOTGME"};
    const gdcs_i_pool *texts = s->attributes->letters[kind];
    for (int32_t i = 0; i < gdcs_i_pool_count(texts); i++) {
        const char *text = gdcs_i_pool_text(texts, i), *letter = letter_of(text, allowed[kind]);
        TRY(gdcs_i_arena_copy(s->arena, text, &map[*count].from, s->err));
        map[(*count)++].to = letter;
        if (letter[0] == '\0')
            TRY(gdcs_i_reading_detected(
                s->reading, s->err, "Attribute '%.120s' is no SDMX letter and is left out.", text));
    }
    return GDCS_OK;
}

static gdcs_status add_letters(describing *s, int kind)
{
    void *memory = NULL;
    gdcs_schema_column *c =
        gdcs_i_cube_add(&s->out->cube, s->out->cube.value + 1 + kind,
                        kind == 0 ? GDCS_CONCEPT_STATUS : GDCS_CONCEPT_CONFIDENTIALITY);
    const int64_t most = gdcs_i_pool_count(s->attributes->letters[kind]) + GDCS_I_PX_SYMBOLS;
    TRY(gdcs_i_arena_alloc(s->arena, most, sizeof(gdcs_schema_word), &memory, s->err));
    if (kind == 0)
        TRY(map_symbols(s, memory, &c->map_count));
    TRY(map_letters(s, kind, memory, &c->map_count));
    c->map = memory;
    c->map_open = 1;
    return GDCS_OK;
}

static gdcs_status add_numbers(describing *s)
{
    gdcs_schema_column *value =
        gdcs_i_cube_add(&s->out->cube, s->out->cube.value, GDCS_CONCEPT_VALUE);
    value->unit = gdcs_i_px_text(s->cube->document, "UNITS");
    value->sensitivity = gdcs_i_px_sensitivity_in(s->cube->document, NULL);
    TRY(add_letters(s, GDCS_I_PX_STATUS));
    if (s->attributes->has[GDCS_I_PX_CONFIDENTIALITY])
        TRY(add_letters(s, GDCS_I_PX_CONFIDENTIALITY));
    if (!s->attributes->has[GDCS_I_PX_LOWER] && !s->attributes->has[GDCS_I_PX_UPPER])
        return GDCS_OK;
    gdcs_i_cube_add(&s->out->cube, s->out->cube.value + 3, GDCS_CONCEPT_LOWER);
    gdcs_i_cube_add(&s->out->cube, s->out->cube.value + 4, GDCS_CONCEPT_UPPER);
    return GDCS_OK;
}

gdcs_status gdcs_i_px_describe(const gdcs_i_px_cube *cube, const gdcs_i_px_attributes *attributes,
                               const int met[GDCS_I_PX_SYMBOLS], gdcs_i_reading *reading,
                               gdcs_i_px_description *out, gdcs_error *err)
{
    describing s = {.cube = cube,
                    .attributes = attributes,
                    .met = met,
                    .reading = reading,
                    .arena = &reading->arena,
                    .out = out,
                    .err = err};
    *out = (gdcs_i_px_description){.unset = -1, .own = 1};
    TRY(name_fields(&s));
    TRY(add_variables(&s));
    TRY(add_numbers(&s));
    return gdcs_i_px_describe_texts(cube, reading, out, err);
}
