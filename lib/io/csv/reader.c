#include "io/csv/reader.h"
#include "core/fail.h"
#include "core/memory.h"
#include "io/csv/page.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

struct gdcs_i_reader {
    gdcs_i_source *source;
    iconv_t conversion;
    gdcs_i_page page;
    int paged;    /* is it decoded by the page, not by iconv? */
    int converts; /* is it decoded at all? */
    size_t unit;  /* bytes to skip where nothing can be decoded */
    size_t block; /* bytes of raw and text each */
    char *raw;
    size_t start; /* of what is left in raw */
    size_t end;
    int ended; /* has the source nothing more? */
    int flushed;
    int begun; /* has the first block been given? */
    char *text;
};

/* Names of encodings are ASCII, in any case; the C library's comparison reads the locale. */
static int starts_with(const char *text, const char *prefix)
{
    for (; *prefix != '\0'; text++, prefix++) {
        const char upper = (char)(*text >= 'a' && *text <= 'z' ? *text - ('a' - 'A') : *text);
        if (upper != *prefix)
            return 0;
    }
    return 1;
}

static int is_utf8(const char *encoding)
{
    return encoding == NULL || (starts_with(encoding, "UTF-8") && encoding[5] == '\0') ||
           (starts_with(encoding, "UTF8") && encoding[4] == '\0');
}

static size_t unit_of(const char *encoding)
{
    if (starts_with(encoding, "UTF-16") || starts_with(encoding, "UTF16") ||
        starts_with(encoding, "UCS-2") || starts_with(encoding, "UCS2"))
        return 2;
    if (starts_with(encoding, "UTF-32") || starts_with(encoding, "UTF32") ||
        starts_with(encoding, "UCS-4") || starts_with(encoding, "UCS4"))
        return 4;
    return 1;
}

/* A plain name: an empty one would be the locale's, and "//IGNORE" would drop bytes in silence. */
static int is_plain_name(const char *encoding)
{
    const char *const letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:+()";
    const size_t size = strlen(encoding);
    return size > 0 && size < 64 && strspn(encoding, letters) == size;
}

static gdcs_status open_iconv(const char *encoding, iconv_t *out, gdcs_error *err)
{
    const int plain = is_plain_name(encoding);
    if (plain)
        *out = iconv_open("UTF-8", encoding);
    if (plain && *out != (iconv_t)-1)
        return GDCS_OK;
    if (plain && errno == ENOMEM)
        return gdcs_i_fail_memory(err);
    return gdcs_i_fail(err, GDCS_E_SCHEMA, "encoding",
                       "the encoding '%.60s' is not known to this system", encoding);
}

static gdcs_status open_conversion(gdcs_i_reader *reader, const char *encoding, gdcs_error *err)
{
    if (is_utf8(encoding))
        return GDCS_OK;
    reader->unit = unit_of(encoding);
    TRY(open_iconv(encoding, &reader->conversion, err));
    reader->paged = gdcs_i_page_read(reader->conversion, &reader->page);
    if (!reader->paged) {
        iconv_close(reader->conversion);
        TRY(open_iconv(encoding, &reader->conversion, err));
    }
    reader->converts = 1;
    return GDCS_OK;
}

/* Of a short text that is not packed not more than it needs. */
static size_t block_of(const gdcs_i_source *source)
{
    enum { LEAST = 4096 };
    if (source->bytes.path != NULL || source->ahead != NULL || source->bytes.left >= GDCS_I_BLOCK)
        return GDCS_I_BLOCK;
    return source->bytes.left < LEAST ? LEAST : source->bytes.left + 1;
}

gdcs_status gdcs_i_reader_new(gdcs_i_source *source, const char *encoding, gdcs_i_reader **out,
                              gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_i_reader), err));
    gdcs_i_reader *reader = memory;
    reader->source = source;
    reader->block = block_of(source);
    GO(open_conversion(reader, encoding, err));
    GO(gdcs_i_alloc(&memory, (int64_t)reader->block, 1, err));
    reader->raw = memory;
    if (reader->converts) {
        GO(gdcs_i_alloc(&memory, (int64_t)reader->block, 1, err));
        reader->text = memory;
    }
    *out = reader;
    return GDCS_OK;
done:
    gdcs_i_reader_free(reader);
    return status;
}

void gdcs_i_reader_free(gdcs_i_reader *reader)
{
    if (reader == NULL)
        return;
    if (reader->converts)
        iconv_close(reader->conversion);
    free(reader->raw);
    free(reader->text);
    free(reader);
}

size_t gdcs_i_reader_block(const gdcs_i_reader *reader)
{
    return reader->block;
}

/* Move what is left to the front and read behind it. */
static gdcs_status refill(gdcs_i_reader *reader, gdcs_error *err)
{
    size_t got = 0;
    const size_t left = reader->end - reader->start;
    if (left > 0)
        memmove(reader->raw, reader->raw + reader->start, left);
    reader->start = 0;
    reader->end = left;
    TRY(gdcs_i_source_read(reader->source, reader->raw + left, reader->block - left, &got, err));
    reader->end += got;
    reader->ended = reader->end < reader->block;
    return GDCS_OK;
}

static void decode_page(gdcs_i_reader *reader, char **out, size_t *room)
{
    const char *in = reader->raw + reader->start;
    size_t left = reader->end - reader->start;
    gdcs_i_page_decode(&reader->page, (char)GDCS_I_NO_CHARACTER, &in, &left, out, room);
    reader->start = reader->end - left;
}

/* Decode from raw into out as far as both go. */
static void decode(gdcs_i_reader *reader, char **out, size_t *room)
{
    char *in = reader->raw + reader->start;
    size_t left = reader->end - reader->start;
    while (left > 0 && *room > 0) {
        if (iconv(reader->conversion, &in, &left, out, room) != (size_t)-1 || errno == E2BIG)
            break;
        const int cut = errno == EINVAL; /* the end of a block may cut a character */
        if (cut && !reader->ended)
            break;
        const size_t skip = cut || reader->unit > left ? left : reader->unit;
        if (*room == 0)
            break;
        *(*out)++ = (char)GDCS_I_NO_CHARACTER;
        --*room;
        in += skip;
        left -= skip;
    }
    reader->start = reader->end - left;
}

static gdcs_status fill_decoded(gdcs_i_reader *reader, char *out, size_t size, size_t *got,
                                gdcs_error *err)
{
    size_t room = size;
    while (room == size && !reader->flushed) {
        if (!reader->ended)
            TRY(refill(reader, err));
        if (reader->paged)
            decode_page(reader, &out, &room);
        else
            decode(reader, &out, &room);
        if (reader->ended && reader->start == reader->end) {
            reader->flushed = 1;
            if (!reader->paged)
                iconv(reader->conversion, NULL, NULL, &out, &room);
        }
    }
    *got = size - room;
    return GDCS_OK;
}

static gdcs_status fill(gdcs_i_reader *reader, char *room, size_t size, size_t *got,
                        gdcs_error *err)
{
    *got = 0;
    if (reader->converts)
        return fill_decoded(reader, room, size, got, err);
    if (reader->ended)
        return GDCS_OK;
    TRY(gdcs_i_source_read(reader->source, room, size, got, err));
    reader->ended = *got < size;
    return GDCS_OK;
}

/* First bytes of what is often taken for a delimited file. */
static gdcs_status refuse_other_formats(const char *block, size_t size, gdcs_error *err)
{
    static const struct {
        const char *begin;
        size_t size;
        const char *what;
    } formats[] = {{"PK\x03\x04", 4, "is a ZIP archive, perhaps a spreadsheet"},
                   {"\x1F\x8B", 2, "is compressed by gzip twice"},
                   {"\x28\xB5\x2F\xFD", 4, "is compressed by zstd twice"},
                   {"BZh91AY&SY", 10, "is compressed by bzip2"},
                   {"\xFD\x37zXZ", 5, "is compressed by xz"},
                   {"\xD0\xCF\x11\xE0", 4, "is an old spreadsheet or document"},
                   {"%PDF-", 5, "is a PDF document"},
                   {"SQLite format 3", 16, "is an SQLite database"}};
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (size >= formats[i].size && memcmp(block, formats[i].begin, formats[i].size) == 0)
            return gdcs_i_fail_at(err, GDCS_E_ENCODING, 1, 1, "path",
                                  "line 1: the file %s, not delimited text", formats[i].what);
    return GDCS_OK;
}

static gdcs_status skip_mark(const char **block, size_t *size, gdcs_error *err)
{
    TRY(refuse_other_formats(*block, *size, err));
    if (*size >= 2 && (memcmp(*block, "\xFF\xFE", 2) == 0 || memcmp(*block, "\xFE\xFF", 2) == 0))
        return gdcs_i_fail_at(err, GDCS_E_ENCODING, 1, 1, "encoding",
                              "the file begins with the byte order mark of UTF-16, but UTF-8 is "
                              "declared");
    if (*size >= 3 && memcmp(*block, "\xEF\xBB\xBF", 3) == 0) {
        *block += 3;
        *size -= 3;
    }
    return GDCS_OK;
}

/* Fill, and leave the mark at the beginning out. */
static gdcs_status fill_marked(gdcs_i_reader *reader, char *room, size_t size, const char **block,
                               size_t *got, gdcs_error *err)
{
    *block = room;
    TRY(fill(reader, room, size, got, err));
    if (reader->begun)
        return GDCS_OK;
    reader->begun = 1;
    TRY(skip_mark(block, got, err));
    if (*got > 0)
        return GDCS_OK;
    *block = room;
    return fill(reader, room, size, got, err);
}

gdcs_status gdcs_i_reader_next(gdcs_i_reader *reader, const char **block, size_t *size,
                               gdcs_error *err)
{
    char *room = reader->converts ? reader->text : reader->raw;
    return fill_marked(reader, room, reader->block, block, size, err);
}

gdcs_status gdcs_i_reader_read(gdcs_i_reader *reader, char *room, size_t size, size_t *got,
                               gdcs_error *err)
{
    const char *block = NULL;
    TRY(fill_marked(reader, room, size, &block, got, err));
    if (block != room && *got > 0)
        memmove(room, block, *got);
    return GDCS_OK;
}
