/* Eurostat's TSV: the first field of a line holds all dimensions but one, "A,F,NR,AT", and each further
   one a number, "12.3 b", for a label of the last, which the header lists. */
#include "core/memory.h"
#include "core/text.h"
#include "io/csv/parser.h"
#include "io/sdmx/stream.h"

#include <stdlib.h>
#include <string.h>

enum { TAIL = 4 }; /* period, number, flags, confidentiality */

typedef struct producing {
    gdcs_i_sdmx *sdmx;
    gdcs_i_parser *parser;
    gdcs_i_field *periods; /* labels in the header */
    int64_t columns;
    int64_t dimensions; /* without the last */
    char *keys;         /* of the line */
    int64_t room;
    char number[400];
    char flags[64];
} producing;

static gdcs_status fail(const gdcs_i_record *r, int64_t field, gdcs_error *err, const char *what)
{
    return gdcs_i_fail_at(err, GDCS_E_SHAPE, r->line, field, "", "line %lld, field %lld: %s",
                          (long long)r->line, (long long)field, what);
}

static int64_t count_commas(const char *text, size_t size)
{
    int64_t n = 0;
    for (size_t i = 0; i < size; i++)
        n += text[i] == ',';
    return n;
}

static gdcs_status name_dimensions(producing *p, const char *text, const char *back, size_t size,
                                   gdcs_error *err)
{
    gdcs_i_sdmx *s = p->sdmx;
    const char *at = text;
    for (int64_t i = 0; i < p->dimensions; i++) {
        const char *end = i + 1 < p->dimensions ? memchr(at, ',', (size_t)(back - at)) : back;
        TRY(gdcs_i_sdmx_copy(s->reading, at, (size_t)(end - at), &s->components[i].id, err));
        at = end + 1;
    }
    TRY(gdcs_i_sdmx_copy(s->reading, back + 1, size - (size_t)(back + 1 - text),
                         &s->components[p->dimensions].id, err));
    s->components[p->dimensions + 1].id = "OBS_VALUE";
    s->components[p->dimensions + 2].id = "OBS_FLAG";
    s->components[p->dimensions + 3].id = "CONF_STATUS";
    return GDCS_OK;
}

static gdcs_status take_periods(producing *p, const gdcs_i_record *header, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, header->count, sizeof(gdcs_i_field), err));
    p->periods = memory;
    p->columns = header->count - 1;
    for (int64_t i = 0; i < p->columns; i++) {
        size_t size = header->fields[i + 1].size;
        const char *text = header->fields[i + 1].text;
        if (text != NULL)
            text = gdcs_i_trim(text, &size);
        if (text == NULL || size == 0)
            return fail(header, i + 2, err, "a column without a label");
        TRY(gdcs_i_sdmx_copy(p->sdmx->reading, text, size, &p->periods[i].text, err));
        p->periods[i].size = size;
    }
    return GDCS_OK;
}

static gdcs_status take_header(producing *p, const gdcs_i_record *header, gdcs_error *err)
{
    gdcs_i_sdmx *s = p->sdmx;
    void *memory = NULL;
    size_t size = header->fields[0].size;
    const char *text = header->fields[0].text;
    if (header->bad != 0)
        return fail(header, header->bad, err, "bytes that are not valid UTF-8, or a NUL byte");
    if (text != NULL)
        text = gdcs_i_trim(text, &size);
    const char *back = text != NULL ? memchr(text, '\\', size) : NULL;
    if (back == NULL || back == text)
        return fail(header, 1, err, "this is no list of dimensions, \"sex,geo\\TIME_PERIOD\"");
    p->dimensions = 1 + count_commas(text, (size_t)(back - text));
    TRY(gdcs_i_arena_alloc(&s->reading->arena, p->dimensions + TAIL, sizeof(gdcs_i_component),
                           &memory, err));
    s->components = memory;
    s->width = p->dimensions + TAIL;
    TRY(name_dimensions(p, text, back, size, err));
    TRY(take_periods(p, header, err));
    gdcs_i_sdmx_sort(s);
    s->components[p->dimensions].kind = GDCS_I_SDMX_DIMENSION;
    s->eurostat = 1;
    s->source = "Eurostat";
    return gdcs_i_sdmx_begin(s, err);
}

/* The dimensions of a line, each with a NUL behind it. */
static gdcs_status take_keys(producing *p, const gdcs_i_record *r, gdcs_error *err)
{
    size_t size = r->fields[0].size;
    void *memory = p->keys;
    const char *text = r->fields[0].text != NULL ? gdcs_i_trim(r->fields[0].text, &size) : "";
    if (count_commas(text, size) != p->dimensions - 1)
        return fail(r, 1, err, "not as many dimensions as in the header");
    const gdcs_status status = gdcs_i_reserve(&memory, &p->room, (int64_t)size + 1, 1, err);
    p->keys = memory;
    TRY(status);
    memcpy(p->keys, text, size);
    p->keys[size] = '\0';
    char *at = p->keys;
    for (int64_t i = 0; i < p->dimensions; i++) {
        const size_t length = strcspn(at, ",");
        at[length] = '\0';
        p->sdmx->fields[i] = (gdcs_i_field){.text = length > 0 ? at : NULL, .size = length};
        at += length + 1;
    }
    return GDCS_OK;
}

static int is_number(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == ':';
}

static void put(gdcs_i_field *f, char *room, size_t most, const char *text, size_t size)
{
    size = size < most ? size : most - 1;
    memcpy(room, text, size);
    room[size] = '\0';
    *f = (gdcs_i_field){.text = size > 0 ? room : NULL, .size = size};
}

/* "12.3 b", ": c", "0n": what is no number any more is flags.  An exponent is part of the number. */
static void take_cell(producing *p, const gdcs_i_field *cell)
{
    gdcs_i_field *tail = p->sdmx->fields + p->dimensions;
    size_t size = cell->size, number = 0;
    const char *text = cell->text != NULL ? gdcs_i_trim(cell->text, &size) : "";
    while (number < size && (is_number(text[number]) ||
                             ((text[number] == 'e' || text[number] == 'E') && number > 0 &&
                              number + 1 < size && is_number(text[number + 1]))))
        number++;
    size_t flags = size - number;
    const char *behind = gdcs_i_trim(text + number, &flags);
    put(&tail[1], p->number, sizeof p->number, text, number);
    put(&tail[2], p->flags, sizeof p->flags, behind, flags);
    tail[3] = (gdcs_i_field){0};
}

static gdcs_status take_line(producing *p, const gdcs_i_record *r, gdcs_error *err)
{
    if (r->count != p->columns + 1)
        return fail(r, r->count, err, "not as many fields as in the header");
    if (r->bad != 0)
        return gdcs_i_fail_at(
            err, GDCS_E_ENCODING, r->line, r->bad, "encoding",
            "line %lld, field %lld: bytes that are not valid UTF-8, or a NUL byte",
            (long long)r->line, (long long)r->bad);
    TRY(take_keys(p, r, err));
    for (int64_t i = 0; i < p->columns; i++) {
        p->sdmx->fields[p->dimensions] = p->periods[i];
        take_cell(p, &r->fields[i + 1]);
        TRY(gdcs_i_sdmx_take(p->sdmx, r->line, p->sdmx->width, 0, err));
    }
    return GDCS_OK;
}

static gdcs_status take_record(void *context, const gdcs_i_record *record, gdcs_error *err)
{
    producing *p = context;
    return p->periods == NULL ? take_header(p, record, err) : take_line(p, record, err);
}

gdcs_status gdcs_i_sdmx_tsv(gdcs_i_sdmx *s, gdcs_i_source *source, gdcs_error *err)
{
    producing p = {.sdmx = s};
    const gdcs_i_record_taker taker = {.take = take_record, .context = &p};
    gdcs_status status = gdcs_i_sdmx_feed(s, source, '\t', taker, &p.parser, err);
    if (status == GDCS_OK)
        status = p.periods != NULL ? gdcs_i_sdmx_end(s, err)
                                   : gdcs_i_fail_at(err, GDCS_E_EMPTY, 1, 0, "header",
                                                    "the file ends before its header");
    gdcs_i_parser_free(p.parser);
    free(p.periods);
    free(p.keys);
    return status;
}
