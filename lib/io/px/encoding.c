#include "io/px/encoding.h"
#include "core/memory.h"
#include "core/text.h"
#include "io/csv/reader.h"
#include "io/px/document.h"
#include "io/record/whole.h"

#include <stdlib.h>
#include <string.h>

enum { LIMIT = 1 << 30, NAME = 64 };

/* Every code page in use agrees on ASCII, in which keywords and names of code pages are. */
static int find_codepage(const char *raw, size_t size, char name[NAME])
{
    static const char keyword[] = "CODEPAGE";
    for (size_t i = 0; i + sizeof keyword < size; i++) {
        size_t used = 0, at = i + sizeof keyword - 1;
        if (memcmp(raw + i, keyword, sizeof keyword - 1) != 0 ||
            (i > 0 && strchr(";\r\n\xBF \t", raw[i - 1]) == NULL))
            continue;
        while (at < size && (raw[at] == ' ' || raw[at] == '=' || raw[at] == '"'))
            at++;
        while (at < size && used < NAME - 1 && strchr("\"; \r\n", raw[at]) == NULL)
            name[used++] = raw[at++];
        name[used] = '\0';
        return used > 0;
    }
    return 0;
}

static gdcs_status refuse(gdcs_error *err)
{
    return gdcs_i_fail(err, GDCS_E_ENCODING, "CODEPAGE",
                       "the file has letters beyond ASCII, is not UTF-8 and has no CODEPAGE: "
                       "declare \"encoding\" in a schema, such as WINDOWS-1252, -1250, -1251 or "
                       "-1257");
}

static gdcs_status declared_encoding(const gdcs_schema *schema, const char **name, gdcs_error *err)
{
    gdcs_schema ours = {.encoding = NULL};
    gdcs_schema_column *columns = NULL;
    if (schema == NULL)
        return GDCS_OK;
    TRY(gdcs_i_plan_take_schema(schema, &ours, &columns, err));
    free(columns);
    *name = ours.encoding;
    return GDCS_OK;
}

/* *name becomes NULL for UTF-8. */
static gdcs_status find_encoding(gdcs_i_reading *r, const char *raw, size_t size, char room[NAME],
                                 const char **name, gdcs_error *err)
{
    const int mark = size >= 3 && memcmp(raw, "\xEF\xBB\xBF", 3) == 0;
    const size_t valid = gdcs_i_utf8_valid(raw, size);
    TRY(declared_encoding(r->schema, name, err));
    if (*name == NULL && gdcs_i_is_utf16(raw, size))
        *name = "UTF-16";
    if (*name != NULL)
        return GDCS_OK;
    if (!find_codepage(raw, size, room)) {
        if (valid < size)
            return refuse(err);
        return mark || gdcs_i_utf8_length(raw, size) == size ||
                       r->options.detect == GDCS_DETECT_NONE
                   ? GDCS_OK
                   : gdcs_i_reading_detected(r, err,
                                             "Encoding is UTF-8: there is no CODEPAGE, and "
                                             "the bytes are.");
    }
    const int utf8 = gdcs_i_px_same(room, "utf-8") || gdcs_i_px_same(room, "utf8");
    if (mark && !utf8)
        return gdcs_i_fail(err, GDCS_E_ENCODING, "CODEPAGE",
                           "the file begins with the mark of UTF-8, but has CODEPAGE '%.60s': "
                           "declare \"encoding\" in a schema",
                           room);
    *name = utf8 ? NULL : room;
    return GDCS_OK;
}

static gdcs_status convert(const char *raw, size_t size, const char *encoding, char **text,
                           size_t *used, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_source source;
    gdcs_i_reader *reader = NULL;
    const char *block = NULL;
    size_t got = 0;
    int64_t room = 0;
    void *memory = NULL;
    gdcs_i_source_as_is(raw, size, &source);
    TRY(gdcs_i_reader_new(&source, encoding, &reader, err));
    for (;;) {
        GO(gdcs_i_reader_next(reader, &block, &got, err));
        GO(gdcs_i_reserve(&memory, &room, (int64_t)(*used + got + 1), 1, err));
        if (got == 0)
            break;
        memcpy((char *)memory + *used, block, got);
        *used += got;
    }
    *text = memory;
    memory = NULL;
done:
    gdcs_i_reader_free(reader);
    free(memory);
    return status;
}

gdcs_status gdcs_i_px_decode(gdcs_i_reading *r, gdcs_i_source *source, char **text, size_t *size,
                             gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    char *raw = NULL, room[NAME];
    const char *name = NULL;
    size_t bytes = 0;
    TRY(gdcs_i_source_whole(source, LIMIT, &raw, &bytes, err));
    if (bytes == 0)
        GO(gdcs_i_fail(err, GDCS_E_EMPTY, "", "the file is empty"));
    GO(find_encoding(r, raw, bytes, room, &name, err));
    *size = 0;
    GO(convert(raw, bytes, name, text, size, err));
done:
    free(raw);
    return status;
}
