/* SDMX-CSV 1.0 and 2: a header of components, a record per observation. */
#include "core/memory.h"
#include "io/csv/parser.h"
#include "io/sdmx/stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 4096 };

typedef struct producing {
    gdcs_i_sdmx *sdmx;
    gdcs_i_parser *parser;
    unsigned char *wanted; /* fields of the file */
    int64_t *splits;       /* fields with "id: name": the field that gets the name; -1: none */
    int64_t fields;        /* of the file */
    int64_t structure;     /* fields, -1: none */
    int64_t structure_name;
    int64_t update;
    int64_t own;      /* and the fields behind it: what this library wrote of the table */
    const char *name; /* of the data set that is read, NULL: none so far */
    size_t name_size;
    char *codes; /* of the record: what stands before ": " */
    int64_t room;
    int begun;
    int split; /* is any field split? */
} producing;

static const char *text_of(const gdcs_i_field *f)
{
    return f->text != NULL ? f->text : "";
}

/* Bytes of the id in "id: name", or all. */
static size_t size_of_id(const char *text, size_t size)
{
    for (size_t i = 0; i + 1 < size; i++)
        if (text[i] == ':' && text[i + 1] == ' ')
            return i;
    return size;
}

/* "STRUCTURE[;]" is STRUCTURE, "ATTR[]" is ATTR. */
static size_t size_of_name(const char *text, size_t size)
{
    const char *bracket = size > 0 ? memchr(text, '[', size) : NULL;
    return bracket != NULL && bracket > text ? (size_t)(bracket - text) : size;
}

static gdcs_status name_column(producing *p, const gdcs_i_field *f, int64_t field, gdcs_error *err)
{
    gdcs_i_component *c = &p->sdmx->components[field];
    const char *text = text_of(f);
    const size_t id = size_of_id(text, f->size);
    TRY(gdcs_i_sdmx_copy(p->sdmx->reading, text, size_of_name(text, id), &c->id, err));
    if (id < f->size)
        TRY(gdcs_i_sdmx_copy(p->sdmx->reading, text + id + 2, f->size - id - 2, &c->title, err));
    p->splits[field] = -1;
    return GDCS_OK;
}

/* What to call the names of a component where the file does not. */
static gdcs_status call_names(producing *p, gdcs_i_component *c, gdcs_error *err)
{
    const size_t size = strlen(c->id);
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(&p->sdmx->reading->arena, (int64_t)(size + sizeof " name"), 1, &memory,
                           err));
    memcpy(memory, c->id, size);
    memcpy((char *)memory + size, " name", sizeof " name");
    c->names = memory;
    return GDCS_OK;
}

/* A field of ours with the names that stand behind the ids of another. */
static gdcs_status add_names(producing *p, int64_t field, gdcs_error *err)
{
    gdcs_i_sdmx *s = p->sdmx;
    gdcs_i_component *c = &s->components[field];
    TRY(call_names(p, c, err));
    p->splits[field] = s->width;
    p->split = 1;
    s->components[s->width++] = (gdcs_i_component){.id = c->names, .kind = GDCS_I_SDMX_OTHER};
    return GDCS_OK;
}

/* How many fields before this one, and how many in all, have its heading. */
static int count_same(const gdcs_i_record *header, int64_t field, int *before)
{
    const gdcs_i_field *own = &header->fields[field];
    int all = 0;
    *before = 0;
    for (int64_t i = 0; i < header->count; i++) {
        const gdcs_i_field *f = &header->fields[i];
        if (f->size == own->size && memcmp(text_of(f), text_of(own), own->size) == 0) {
            all++;
            *before += i < field;
        }
    }
    return all;
}

/* The column right behind holds the names of the codes.  Its heading is a title and nothing else,
   whatever marks are in it. */
static gdcs_status pair(producing *p, int64_t field, const gdcs_i_record *header, gdcs_error *err)
{
    const gdcs_i_field *heading = &header->fields[field + 1];
    gdcs_i_component *c = &p->sdmx->components[field], *names = c + 1;
    int before = 0;
    void *memory = NULL;
    names->kind = GDCS_I_SDMX_OTHER;
    names->title = NULL;
    if (heading->size == 0) {
        TRY(call_names(p, c, err));
        names->id = c->names;
        return GDCS_OK;
    }
    TRY(gdcs_i_sdmx_copy(p->sdmx->reading, heading->text, heading->size, &names->id, err));
    c->title = c->names = names->id;
    if (count_same(header, field + 1, &before) == 1)
        return GDCS_OK;
    const size_t room = strlen(names->id) + 16;
    TRY(gdcs_i_arena_alloc(&p->sdmx->reading->arena, (int64_t)room, 1, &memory, err));
    snprintf(memory, room, "%s#%d", names->id, before + 1);
    c->names = memory;
    return GDCS_OK;
}

/* With labels=name a column of names follows each component, but no column of another kind. */
static gdcs_status pair_columns(producing *p, const gdcs_i_record *header, gdcs_error *err)
{
    const gdcs_i_component *c = p->sdmx->components;
    const int64_t end = p->own >= 0 ? p->own : p->fields;
    for (int64_t i = 0; i + 1 < end; i++) {
        if (gdcs_i_sdmx_is_fixed(c[i].id) || strcmp(c[i].id, "ACTION") == 0 ||
            gdcs_i_sdmx_is_known(c[i + 1].id) || gdcs_i_sdmx_is_fixed(c[i + 1].id))
            continue;
        TRY(pair(p, i, header, err));
        i++;
    }
    return GDCS_OK;
}

static int64_t field_named(const producing *p, const char *id)
{
    for (int64_t i = 0; i < p->fields; i++)
        if (strcmp(p->sdmx->components[i].id, id) == 0)
            return i;
    return -1;
}

static gdcs_status split_columns(producing *p, const gdcs_i_record *header, gdcs_error *err)
{
    for (int64_t i = 0; i < p->fields; i++) {
        const gdcs_i_component *c = &p->sdmx->components[i];
        if (c->title != NULL && size_of_id(text_of(&header->fields[i]), header->fields[i].size) <
                                    header->fields[i].size)
            TRY(add_names(p, i, err));
    }
    return GDCS_OK;
}

static gdcs_status take_header(producing *p, const gdcs_i_record *header, gdcs_error *err)
{
    void *memory = NULL;
    if (header->bad != 0)
        return gdcs_i_fail_at(
            err, GDCS_E_ENCODING, header->line, header->bad, "encoding",
            "line %lld, field %lld of the header: bytes that are not valid UTF-8, "
            "or a NUL byte",
            (long long)header->line, (long long)header->bad);
    if (header->count > MOST_COLUMNS)
        return gdcs_i_fail_at(err, GDCS_E_LIMIT, header->line, MOST_COLUMNS + 1, "header",
                              "the header has %lld columns, the limit is %d",
                              (long long)header->count, MOST_COLUMNS);
    p->fields = p->sdmx->width = header->count;
    TRY(gdcs_i_arena_alloc(&p->sdmx->reading->arena, 2 * header->count + 1,
                           sizeof(gdcs_i_component), &memory, err));
    p->sdmx->components = memory;
    TRY(gdcs_i_alloc(&memory, 2 * header->count + 1, sizeof *p->splits, err));
    p->splits = memory;
    for (int64_t i = 0; i < p->fields; i++)
        TRY(name_column(p, &header->fields[i], i, err));
    const int64_t id = field_named(p, "STRUCTURE_ID");
    p->structure = id >= 0 ? id : field_named(p, "DATAFLOW");
    p->structure_name = field_named(p, "STRUCTURE_NAME");
    p->update = field_named(p, "LAST UPDATE");
    p->own = field_named(p, GDCS_I_SDMX_OWN);
    for (int64_t i = p->own; p->own >= 0 && i < p->fields; i++)
        p->sdmx->components[i].kind = GDCS_I_SDMX_OTHER;
    if (p->structure_name >= 0)
        TRY(pair_columns(p, header, err));
    TRY(split_columns(p, header, err));
    gdcs_i_sdmx_sort(p->sdmx);
    return GDCS_OK;
}

/* What the first record says of the data set. */
static gdcs_status take_texts(producing *p, const gdcs_i_record *first, gdcs_error *err)
{
    gdcs_i_sdmx *s = p->sdmx;
    const int64_t absent = field_named(p, "ABSENT");
    if (absent >= 0 && absent < first->count)
        s->absent_zero = strcmp(text_of(&first->fields[absent]), "0") == 0;
    if (p->update >= 0 && p->update < first->count)
        TRY(gdcs_i_sdmx_copy(s->reading, text_of(&first->fields[p->update]),
                             first->fields[p->update].size, &s->updated, err));
    if (p->structure_name >= 0 && p->structure_name < first->count)
        TRY(gdcs_i_sdmx_copy(s->reading, text_of(&first->fields[p->structure_name]),
                             first->fields[p->structure_name].size, &s->title, err));
    if (p->structure < 0 || p->structure >= first->count)
        return GDCS_OK;
    const gdcs_i_field *f = &first->fields[p->structure];
    p->name_size = size_of_id(text_of(f), f->size);
    TRY(gdcs_i_sdmx_copy(s->reading, text_of(f), p->name_size, &p->name, err));
    if (p->name_size < f->size && s->title == NULL)
        TRY(gdcs_i_sdmx_copy(s->reading, f->text + p->name_size + 2, f->size - p->name_size - 2,
                             &s->title, err));
    s->eurostat = strncmp(p->name, "ESTAT:", 6) == 0;
    s->source = strncmp(p->name, "GDCS:", 5) == 0 ? NULL : p->name;
    return GDCS_OK;
}

static int is_own(const producing *p, const gdcs_i_record *r)
{
    return p->own >= 0 && p->own < r->count && r->fields[p->own].size > 0;
}

static void drop_schema(void *schema)
{
    gdcs_schema_free(schema);
}

/* What this library wrote of the table as a whole. */
static gdcs_status take_own(producing *p, const gdcs_i_record *r, gdcs_error *err)
{
    gdcs_i_sdmx *s = p->sdmx;
    gdcs_schema *schema = NULL;
    gdcs_error wrong = {.struct_size = sizeof wrong};
    const gdcs_i_field *f = &r->fields[p->own];
    const gdcs_status status = gdcs_schema_parse(f->text, (int64_t)f->size, &schema, &wrong);
    if (status == GDCS_E_MEMORY)
        return gdcs_i_fail_memory(err);
    if (status != GDCS_OK)
        return gdcs_i_fail_at(err, GDCS_E_SCHEMA, r->line, p->own + 1, GDCS_I_SDMX_OWN,
                              "line %lld, column '%s': %.200s", (long long)r->line, GDCS_I_SDMX_OWN,
                              wrong.message);
    s->own = schema;
    s->reading->kept = schema;
    s->reading->drop = drop_schema;
    s->eurostat = 0;
    for (int64_t i = p->own + 1; i < r->count && i < p->fields; i++) {
        const int32_t key = gdcs_i_sdmx_own_key(s->components[i].id);
        if (key != 0 && r->fields[i].size > 0)
            TRY(gdcs_i_sdmx_copy(s->reading, r->fields[i].text, r->fields[i].size, &s->texts[key],
                                 err));
    }
    return GDCS_OK;
}

static gdcs_status begin(producing *p, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_sdmx_begin(p->sdmx, err));
    TRY(gdcs_i_alloc(&memory, p->fields, 1, err));
    p->wanted = memory;
    for (int64_t i = 0; i < p->fields; i++)
        p->wanted[i] =
            (unsigned char)(gdcs_i_sdmx_wants(p->sdmx, i) || i == p->structure || i == p->own ||
                            (p->splits[i] >= 0 && gdcs_i_sdmx_wants(p->sdmx, p->splits[i])));
    gdcs_i_parser_want(p->parser, p->wanted, p->fields);
    p->begun = 1;
    return GDCS_OK;
}

/* Is the record of the data set that is read? */
static gdcs_status check_structure(producing *p, const gdcs_i_record *r, int *ours, gdcs_error *err)
{
    const char *part = p->sdmx->reading->options.part;
    *ours = 1;
    if (p->structure < 0 || p->structure >= r->count)
        return GDCS_OK;
    const gdcs_i_field *f = &r->fields[p->structure];
    const size_t size = size_of_id(text_of(f), f->size);
    const char *wanted = part != NULL ? part : p->name;
    if (wanted == NULL || (strlen(wanted) == size && memcmp(wanted, text_of(f), size) == 0))
        return GDCS_OK;
    *ours = 0;
    if (part != NULL)
        return GDCS_OK;
    return gdcs_i_fail_at(err, GDCS_E_NAME, r->line, p->structure + 1, "part",
                          "line %lld: the file holds data of '%.60s' and of '%.60s'; say which by "
                          "the option part",
                          (long long)r->line, wanted, text_of(f));
}

/* Ids without the names behind them, which go to fields of their own. */
static gdcs_status split_fields(producing *p, gdcs_error *err)
{
    gdcs_i_field *f = p->sdmx->fields;
    void *memory = p->codes;
    int64_t need = 0;
    for (int64_t i = 0; i < p->fields; i++)
        need += p->wanted[i] && p->splits[i] >= 0 ? (int64_t)f[i].size + 1 : 0;
    const gdcs_status status = gdcs_i_reserve(&memory, &p->room, need, 1, err);
    p->codes = memory;
    TRY(status);
    char *at = p->codes;
    for (int64_t i = 0; i < p->fields; i++) {
        if (!p->wanted[i] || p->splits[i] < 0)
            continue;
        gdcs_i_field *name = &f[p->splits[i]];
        const size_t size = size_of_id(text_of(&f[i]), f[i].size);
        *name = (gdcs_i_field){0};
        if (size == f[i].size)
            continue;
        *name = (gdcs_i_field){.text = f[i].text + size + 2, .size = f[i].size - size - 2};
        memcpy(at, f[i].text, size);
        at[size] = '\0';
        f[i] = (gdcs_i_field){.text = at, .size = size};
        at += size + 1;
    }
    return GDCS_OK;
}

static gdcs_status reject_width(producing *p, const gdcs_i_record *r, gdcs_error *err)
{
    return gdcs_i_reading_take(
        p->sdmx->reading,
        &(const gdcs_i_record){.fields = p->sdmx->fields,
                               .count = p->sdmx->width - p->fields + r->count,
                               .line = r->line,
                               .last = r->last,
                               .bad = r->bad},
        err);
}

static gdcs_status take_data(producing *p, const gdcs_i_record *r, gdcs_error *err)
{
    gdcs_i_sdmx *s = p->sdmx;
    int ours = 1;
    TRY(check_structure(p, r, &ours, err));
    if (!ours) {
        s->reading->result.rows++;
        s->reading->result.filtered++;
        return GDCS_OK;
    }
    if (!p->begun) {
        TRY(take_texts(p, r, err));
        if (r->bad == 0 && is_own(p, r))
            TRY(take_own(p, r, err));
        TRY(begin(p, err));
    }
    if (r->bad == 0 && is_own(p, r)) {
        s->reading->result.rows++;
        s->reading->result.filtered++;
        return GDCS_OK;
    }
    if (r->count != p->fields && s->reading->plan.schema.ragged == GDCS_RAGGED_REJECT)
        return reject_width(p, r, err);
    for (int64_t i = 0; i < p->fields; i++)
        s->fields[i] = p->wanted[i] && i < r->count ? r->fields[i] : (gdcs_i_field){0};
    for (int64_t i = p->fields; i < s->width; i++)
        s->fields[i] = (gdcs_i_field){0};
    if (r->count != p->fields)
        return reject_width(p, r, err);
    if (p->split && r->bad == 0)
        TRY(split_fields(p, err));
    return gdcs_i_sdmx_take(s, r->line, r->last, r->bad, err);
}

static gdcs_status take_record(void *context, const gdcs_i_record *record, gdcs_error *err)
{
    producing *p = context;
    return p->splits == NULL ? take_header(p, record, err) : take_data(p, record, err);
}

static gdcs_status finish(producing *p, gdcs_error *err)
{
    const char *part = p->sdmx->reading->options.part;
    if (p->splits == NULL)
        return gdcs_i_fail_at(err, GDCS_E_EMPTY, 1, 0, "header", "the file ends before its header");
    if (!p->begun && part != NULL)
        return gdcs_i_fail(err, GDCS_E_NAME, "part", "the file holds no data of '%.100s'", part);
    if (!p->begun)
        TRY(begin(p, err));
    return gdcs_i_sdmx_end(p->sdmx, err);
}

gdcs_status gdcs_i_sdmx_delimited(gdcs_i_sdmx *s, gdcs_i_source *source, char separator,
                                  gdcs_error *err)
{
    producing p = {.sdmx = s, .structure = -1, .structure_name = -1, .update = -1, .own = -1};
    const gdcs_i_record_taker taker = {.take = take_record, .context = &p};
    s->commas = separator == ';';
    gdcs_status status = gdcs_i_sdmx_feed(s, source, separator, taker, &p.parser, err);
    if (status == GDCS_OK)
        status = finish(&p, err);
    gdcs_i_parser_free(p.parser);
    free(p.wanted);
    free(p.splits);
    free(p.codes);
    return status;
}
