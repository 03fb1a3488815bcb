#include "io/csv/detect/excerpt.h"
#include "core/fail.h"
#include "core/memory.h"
#include "io/csv/reader.h"

#include <stdlib.h>
#include <string.h>

static gdcs_status append(gdcs_i_excerpt *excerpt, int64_t *room, const char *block, size_t size,
                          gdcs_error *err)
{
    void *memory = excerpt->text;
    const gdcs_status status =
        gdcs_i_reserve(&memory, room, (int64_t)(excerpt->size + size + 1), 1, err);
    excerpt->text = memory;
    TRY(status);
    memcpy(excerpt->text + excerpt->size, block, size);
    excerpt->size += size;
    excerpt->text[excerpt->size] = '\0';
    return GDCS_OK;
}

static gdcs_status decode(gdcs_i_reader *reader, gdcs_i_excerpt *out, gdcs_error *err)
{
    const char *block = NULL;
    size_t size = 0;
    int64_t room = 0;
    do {
        TRY(gdcs_i_reader_next(reader, &block, &size, err));
        TRY(append(out, &room, block, size, err));
    } while (size > 0);
    return GDCS_OK;
}

/* The last line of a part may be cut anywhere, inside a character too. */
static void cut_line(gdcs_i_excerpt *excerpt)
{
    while (excerpt->size > 0 && excerpt->text[excerpt->size - 1] != '\n' &&
           excerpt->text[excerpt->size - 1] != '\r')
        excerpt->size--;
    excerpt->text[excerpt->size] = '\0';
}

gdcs_status gdcs_i_excerpt_new(const char *raw, size_t size, int whole, const char *encoding,
                               gdcs_i_excerpt *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_source memory;
    gdcs_i_reader *reader = NULL;
    *out = (gdcs_i_excerpt){0};
    gdcs_i_source_as_is(raw, size, &memory);
    TRY(gdcs_i_reader_new(&memory, encoding, &reader, err));
    GO(decode(reader, out, err));
    if (!whole)
        cut_line(out);
    out->undecoded = memchr(out->text, GDCS_I_NO_CHARACTER, out->size) != NULL;
done:
    gdcs_i_reader_free(reader);
    if (status != GDCS_OK)
        gdcs_i_excerpt_free(out);
    return status;
}

void gdcs_i_excerpt_free(gdcs_i_excerpt *excerpt)
{
    free(excerpt->text);
    gdcs_i_parser_free(excerpt->parser);
    *excerpt = (gdcs_i_excerpt){0};
}

size_t gdcs_i_excerpt_next(const gdcs_i_excerpt *excerpt, size_t from)
{
    const char *const text = excerpt->text;
    size_t at = from;
    while (at < excerpt->size && text[at] != '\n' && text[at] != '\r')
        at++;
    if (at + 1 < excerpt->size && text[at] == '\r' && text[at + 1] == '\n')
        at++;
    return at < excerpt->size ? at + 1 : at;
}

gdcs_status gdcs_i_excerpt_parse(gdcs_i_excerpt *excerpt, size_t from, int64_t most,
                                 const gdcs_i_dialect *dialect, gdcs_i_record_taker taker,
                                 gdcs_i_parser **parser, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    if (excerpt->parser != NULL)
        gdcs_i_parser_again(excerpt->parser, dialect, taker);
    else
        TRY(gdcs_i_parser_new(dialect, taker, &excerpt->parser, err));
    *parser = excerpt->parser;
    for (int64_t line = 0; line < most && from < excerpt->size && status == GDCS_OK; line++) {
        const size_t next = gdcs_i_excerpt_next(excerpt, from);
        status = gdcs_i_parser_feed(*parser, excerpt->text + from, next - from, NULL);
        from = next;
    }
    if (status == GDCS_OK && from >= excerpt->size)
        status = gdcs_i_parser_finish(*parser, NULL);
    *parser = NULL;
    return status == GDCS_E_MEMORY ? gdcs_i_fail_memory(err) : GDCS_OK;
}
