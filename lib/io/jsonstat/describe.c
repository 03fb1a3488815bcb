#include "io/jsonstat/describe.h"
#include "core/memory.h"
#include "core/text.h"
#include "io/record/resolve.h"
#include "io/schema/names.h"
#include "io/schema/plan.h"

#include <gdcs/meta.h>

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SEXES = 64 };

typedef struct describing {
    const gdcs_i_dataset *dataset;
    const gdcs_i_statuses *statuses;
    int maps_status; /* does the caller's schema? */
    gdcs_i_reading *reading;
    gdcs_i_arena *arena;
    gdcs_i_description *out;
    gdcs_schema_meta *meta;
    gdcs_error *err;
} describing;

static const cJSON *member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static gdcs_status name_fields(describing *s)
{
    const int64_t width = s->dataset->width;
    s->out->has_own = s->dataset->own != NULL;
    TRY(gdcs_i_cube_begin(&s->out->cube, s->arena, width, s->out->has_own ? GDCS_I_CUBE_TAIL : 2,
                          s->err));
    for (int64_t i = 0; i < width; i++)
        TRY(gdcs_i_cube_name(&s->out->cube, s->arena, i, s->dataset->dimensions[i].id, s->err));
    return GDCS_OK;
}

/* The sexes are known before any cell: by the categories that are listed, if they can be told. */
static gdcs_status map_sex(describing *s, const gdcs_i_dimension *d, gdcs_schema_column *c)
{
    int32_t codes[MOST_SEXES];
    gdcs_error ignored = {.struct_size = sizeof ignored};
    gdcs_sex_resolution how = {.struct_size = sizeof how};
    const gdcs_i_spellings spellings = {.name = d->id,
                                        .header = d->title,
                                        .tokens = d->ids,
                                        .titles = d->labels,
                                        .count = (int32_t)d->count};
    if (s->dataset->own != NULL) { /* codes as gdcs_sex_code() writes them */
        c->scheme = GDCS_SEX_SCHEME_SDMX;
        return GDCS_OK;
    }
    if (d->count < 1 || d->count > MOST_SEXES)
        return GDCS_OK;
    const gdcs_status status = gdcs_i_resolve_sex(&spellings, codes, &how, &ignored);
    if (status == GDCS_E_MEMORY)
        return gdcs_i_fail_memory(s->err);
    if (status != GDCS_OK)
        return GDCS_OK; /* some may have no cells: the end of reading tells */
    TRY(gdcs_i_cube_map_sex(c, s->arena, d->ids, codes, d->count, s->err));
    return gdcs_i_reading_detected(s->reading, s->err, "Codes of '%.120s': %s.", d->id, how.reason);
}

static gdcs_status say(const describing *s, const gdcs_i_dimension *d, const gdcs_i_guess *g)
{
    if (g->because != NULL)
        TRY(gdcs_i_reading_detected(s->reading, s->err, "Dimension '%.120s' is %s by %s.", d->id,
                                    gdcs_concept_name(g->concept_id), g->because));
    if (g->total >= 0 && s->dataset->own == NULL)
        TRY(gdcs_i_reading_detected(s->reading, s->err,
                                    "Category '%.120s' of '%.120s' is the total by %s.",
                                    d->ids[g->total], d->id, g->total_because));
    return GDCS_OK;
}

/* What this library wrote of it; 0: nothing. */
static int32_t sensitivity_in(const cJSON *object, const char *name)
{
    const char *text = gdcs_i_json_text_of(object, name);
    return text != NULL ? gdcs_i_sensitivity_find(text) : 0;
}

static gdcs_status add_dimensions(describing *s)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, s->dataset->width, sizeof(gdcs_i_guess), s->err));
    gdcs_i_guess *guesses = memory;
    GO(gdcs_i_dataset_guess(s->dataset, s->reading, guesses, s->err));
    for (int64_t i = 0; i < s->dataset->width; i++) {
        const gdcs_i_dimension *d = &s->dataset->dimensions[i];
        gdcs_schema_column *c = gdcs_i_cube_add(&s->out->cube, i, guesses[i].concept_id);
        c->title = d->title;
        c->titles = s->out->cube.names[s->dataset->width + i];
        c->sensitivity = sensitivity_in(member(s->dataset->own, "sensitivities"), d->id);
        c->total = guesses[i].total >= 0 ? d->ids[guesses[i].total] : NULL;
        GO(say(s, d, &guesses[i]));
        if (c->concept_id == GDCS_CONCEPT_SEX)
            GO(map_sex(s, d, c));
    }
done:
    free(guesses);
    return status;
}

/* --- the number and what is said of it --- */

static const cJSON *unit_of(const gdcs_i_dimension *d, int64_t category)
{
    return member(member(d->category, "unit"), d->ids[category]);
}

static const char *name_of_unit(const cJSON *unit)
{
    const char *base = gdcs_i_json_text_of(unit, "base");
    const char *label = gdcs_i_json_text_of(unit, "label");
    return label != NULL ? label : base;
}

/* The unit, where all cells have the same. */
static const char *single_unit(const gdcs_i_dataset *dataset)
{
    const char *found = NULL;
    for (int64_t i = 0; i < dataset->width; i++) {
        const gdcs_i_dimension *d = &dataset->dimensions[i];
        const char *unit = d->count == 1 ? name_of_unit(unit_of(d, 0)) : NULL;
        found = unit != NULL ? unit : found;
    }
    return found;
}

/* A letter of CL_OBS_STATUS, or a small one of the flags of which every list says the same; "": it
   stands for nothing that is known. */
static const char *letter_of(const char *status)
{
    static const char *const letters[] = {"A", "B", "D", "E", "F", "G", "H", "I", "J", "K",
                                          "L", "M", "N", "O", "P", "Q", "S", "U", "V", "W"};
    const char *const small = "abdefmnpu";
    if (status[0] == '\0' || status[1] != '\0')
        return "";
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        const int lower =
            strchr(small, status[0]) != NULL && letters[i][0] == (char)(status[0] - ('a' - 'A'));
        if (letters[i][0] == status[0] || lower)
            return letters[i];
    }
    return "";
}

static int is_left_out(const char *status)
{
    return status[0] != '\0' && letter_of(status)[0] == '\0';
}

static gdcs_status say_status(const describing *s, const gdcs_schema_word *word)
{
    if (s->maps_status || strcmp(word->from, word->to) == 0)
        return GDCS_OK;
    if (is_left_out(word->from))
        return gdcs_i_reading_detected(
            s->reading, s->err,
            "Status '%.120s' is no SDMX letter and is left out; a map of the column 'status' says "
            "what it means.",
            word->from);
    return gdcs_i_reading_detected(s->reading, s->err, "Status '%.120s' is %s.", word->from,
                                   word->to);
}

static gdcs_status find_map_of_status(describing *s)
{
    gdcs_schema theirs = {.struct_size = sizeof theirs};
    gdcs_schema_column *columns = NULL;
    if (s->reading->schema == NULL)
        return GDCS_OK;
    TRY(gdcs_i_plan_take_schema(s->reading->schema, &theirs, &columns, s->err));
    for (int64_t i = 0; i < theirs.column_count; i++)
        s->maps_status |= columns[i].map_count > 0 && columns[i].name != NULL &&
                          strcmp(columns[i].name, "status") == 0;
    free(columns);
    return GDCS_OK;
}

static gdcs_status add_status(describing *s)
{
    void *memory = NULL;
    const int64_t count = s->statuses->count;
    gdcs_schema_column *c =
        gdcs_i_cube_add(&s->out->cube, s->out->cube.value + 1, GDCS_CONCEPT_STATUS);
    TRY(find_map_of_status(s));
    TRY(gdcs_i_arena_alloc(s->arena, count, sizeof(gdcs_schema_word), &memory, s->err));
    gdcs_schema_word *map = memory;
    for (int64_t i = 0; i < count; i++) {
        const char *status = s->statuses->texts[i];
        map[i] = (gdcs_schema_word){.from = status, .to = letter_of(status)};
        TRY(say_status(s, &map[i]));
    }
    c->map = map;
    c->map_count = count;
    c->map_open = 1;
    return GDCS_OK;
}

static gdcs_status add_numbers(describing *s)
{
    static const int32_t own[] = {GDCS_CONCEPT_CONFIDENTIALITY, GDCS_CONCEPT_LOWER,
                                  GDCS_CONCEPT_UPPER};
    gdcs_schema_column *value =
        gdcs_i_cube_add(&s->out->cube, s->out->cube.value, GDCS_CONCEPT_VALUE);
    value->unit = single_unit(s->dataset);
    value->sensitivity = sensitivity_in(s->dataset->own, "sensitivity");
    TRY(add_status(s));
    for (int i = 0; i < 3 && s->out->has_own; i++)
        gdcs_i_cube_add(&s->out->cube, s->out->cube.value + 2 + i, own[i]);
    return GDCS_OK;
}

/* --- texts --- */

static void add_meta(describing *s, int32_t key, const char *text)
{
    if (text != NULL && text[0] != '\0')
        s->meta[s->out->cube.schema.meta_count++] = (gdcs_schema_meta){.key = key, .text = text};
}

typedef struct lines {
    void *text;
    int64_t room;
    int64_t used;
    int64_t count;
} lines;

static gdcs_status add_part(lines *n, const char *part, gdcs_error *err)
{
    const size_t size = strlen(part);
    TRY(gdcs_i_reserve(&n->text, &n->room, n->used + (int64_t)size + 1, 1, err));
    memcpy((char *)n->text + n->used, part, size + 1);
    n->used += (int64_t)size;
    return GDCS_OK;
}

/* Of what a line is: a dimension, or a category of one, or neither. */
typedef struct place {
    const char *dimension;
    const char *category;
} place;

static gdcs_status add_line(lines *n, place at, const char *before, const char *text,
                            gdcs_error *err)
{
    TRY(add_part(n, n->count++ > 0 ? "\n" : "", err));
    if (at.dimension != NULL)
        TRY(add_part(n, at.dimension, err));
    if (at.category != NULL) {
        TRY(add_part(n, "=", err));
        TRY(add_part(n, at.category, err));
    }
    TRY(add_part(n, at.dimension != NULL ? ": " : "", err));
    TRY(add_part(n, before, err));
    return add_part(n, text, err);
}

static gdcs_status add_notes(lines *n, place at, const cJSON *list, gdcs_error *err)
{
    const cJSON *line = NULL;
    if (cJSON_IsString(list))
        TRY(add_line(n, at, "", list->valuestring, err));
    cJSON_ArrayForEach(line, list)
    {
        if (cJSON_IsString(line))
            TRY(add_line(n, at, "", line->valuestring, err));
    }
    return GDCS_OK;
}

static gdcs_status add_category_notes(lines *n, const gdcs_i_dimension *d, gdcs_error *err)
{
    const cJSON *notes = member(d->category, "note");
    for (int64_t i = 0; i < d->count; i++) {
        const place at = {.dimension = d->id, .category = d->ids[i]};
        const char *unit = d->count > 1 ? name_of_unit(unit_of(d, i)) : NULL;
        if (unit != NULL)
            TRY(add_line(n, at, "unit ", unit, err));
        if (notes != NULL)
            TRY(add_notes(n, at, member(notes, d->ids[i]), err));
    }
    return GDCS_OK;
}

/* What a table has no letter for: how many cells have it, and what Eurostat's extension calls it. */
static gdcs_status note_statuses(const describing *s, lines *n)
{
    const cJSON *called =
        member(member(member(s->dataset->object, "extension"), "status"), "label");
    char cells[GDCS_I_NUMBER_SIZE];
    for (int64_t i = 0; i < s->statuses->count && !s->maps_status; i++) {
        const char *status = s->statuses->texts[i];
        const char *title = gdcs_i_json_text_of(called, status);
        const place at = {.dimension = "status", .category = status};
        if (!is_left_out(status))
            continue;
        gdcs_i_format_int64(s->statuses->cells[i], cells);
        TRY(add_line(n, at, title != NULL ? title : "",
                     title != NULL ? ", cells: " : "cells: ", s->err));
        TRY(add_part(n, cells, s->err));
    }
    return GDCS_OK;
}

static gdcs_status fill_note(const describing *s, lines *n)
{
    TRY(add_notes(n, (place){0}, member(s->dataset->object, "note"), s->err));
    for (int64_t i = 0; i < s->dataset->width; i++) {
        const gdcs_i_dimension *d = &s->dataset->dimensions[i];
        TRY(add_notes(n, (place){.dimension = d->id}, member(d->object, "note"), s->err));
        if (member(d->category, "note") != NULL || member(d->category, "unit") != NULL)
            TRY(add_category_notes(n, d, s->err));
    }
    return note_statuses(s, n);
}

static gdcs_status make_note(describing *s, const char **out)
{
    lines n = {0};
    gdcs_status status = fill_note(s, &n);
    if (status == GDCS_OK)
        status = gdcs_i_arena_copy(s->arena, n.text != NULL ? n.text : "", out, s->err);
    free(n.text);
    return status;
}

static gdcs_status add_texts(describing *s)
{
    const cJSON *o = s->dataset->object, *own = member(s->dataset->own, "meta"), *text = NULL;
    const char *note = NULL;
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(s->arena, 5 + cJSON_GetArraySize(own), sizeof *s->meta, &memory,
                           s->err));
    s->meta = memory;
    s->out->cube.schema.meta = memory;
    add_meta(s, GDCS_META_TITLE, gdcs_i_json_text_of(o, "label"));
    add_meta(s, GDCS_META_SOURCE, gdcs_i_json_text_of(o, "source"));
    add_meta(s, GDCS_META_URL, gdcs_i_json_text_of(o, "href"));
    add_meta(s, GDCS_META_RETRIEVED, gdcs_i_json_text_of(o, "updated"));
    TRY(make_note(s, &note));
    add_meta(s, GDCS_META_NOTE, note);
    cJSON_ArrayForEach(text, own)
    {
        if (cJSON_IsString(text) && gdcs_meta_find(text->string) != 0)
            add_meta(s, gdcs_meta_find(text->string), text->valuestring);
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_dataset_describe(const gdcs_i_dataset *dataset, const gdcs_i_statuses *statuses,
                                    gdcs_i_reading *reading, gdcs_i_description *out,
                                    gdcs_error *err)
{
    describing s = {.dataset = dataset,
                    .statuses = statuses,
                    .reading = reading,
                    .arena = &reading->arena,
                    .out = out,
                    .err = err};
    TRY(name_fields(&s));
    TRY(add_dimensions(&s));
    TRY(add_numbers(&s));
    TRY(add_texts(&s));
    const char *absent = gdcs_i_json_text_of(dataset->own, "absent");
    out->cube.schema.absent =
        absent != NULL && strcmp(absent, "zero") == 0 ? -1 : GDCS_ABSENT_MISSING;
    return GDCS_OK;
}
