/* Which format of the family a text is in, and the public readers. */
#include <gdcs/sdmx.h>

#include "core/text.h"
#include "io/sdmx/stream.h"

#include <string.h>

enum { EXCERPT = 1 << 16 };

/* Behind a byte order mark and blanks. */
static const char *skip_front(const char *text, size_t *size)
{
    if (*size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        *size -= 3;
    }
    return text;
}

/* The character behind STRUCTURE, STRUCTURE[x] or DATAFLOW, in quotes or not; 0: it is none of them. */
static char separator_of(const char *text, size_t size)
{
    static const char *const words[] = {"STRUCTURE", "DATAFLOW"};
    const size_t quoted = size > 0 && text[0] == '"';
    for (int i = 0; i < 2; i++) {
        size_t at = quoted + strlen(words[i]);
        if (at >= size || memcmp(text + quoted, words[i], at - quoted) != 0)
            continue;
        if (i == 0 && text[at] == '[' && at + 2 < size && text[at + 2] == ']')
            at += 3;
        at += quoted;
        return (char)(at < size && text[at] > 0 && strchr("\"\r\n_", text[at]) == NULL ? text[at]
                                                                                       : 0);
    }
    return 0;
}

static int is_tsv(const char *text, size_t size)
{
    const char *end = size > 0 ? memchr(text, '\n', size) : NULL;
    const size_t line = end != NULL ? (size_t)(end - text) : size;
    const char *tab = line > 0 ? memchr(text, '\t', line) : NULL;
    return tab != NULL && memchr(text, '\\', (size_t)(tab - text)) != NULL;
}

static int is_json(const char *text, size_t size)
{
    size_t at = 0;
    while (at < size && text[at] > 0 && strchr(" \t\r\n", text[at]) != NULL)
        at++;
    return at < size && text[at] == '{';
}

static gdcs_status choose(gdcs_i_sdmx *s, gdcs_i_source *source, gdcs_error *err)
{
    const char *text = NULL;
    size_t size = 0;
    int whole = 0;
    TRY(gdcs_i_source_peek(source, EXCERPT, &text, &size, &whole, err));
    if (size == 0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "", "the file is empty");
    if (gdcs_i_is_utf16(text, size))
        return gdcs_i_fail_at(err, GDCS_E_ENCODING, 1, 1, "",
                              "line 1: the file is UTF-16; files of SDMX are UTF-8");
    text = skip_front(text, &size);
    const char separator = separator_of(text, size);
    if (separator != 0)
        return gdcs_i_sdmx_delimited(s, source, separator, err);
    if (is_json(text, size))
        return gdcs_i_sdmx_json(s, source, err);
    if (is_tsv(text, size))
        return gdcs_i_sdmx_tsv(s, source, err);
    return gdcs_i_fail_at(
        err, GDCS_E_SYNTAX, 1, 1, "",
        "line 1: this is not SDMX-CSV, which begins with STRUCTURE or DATAFLOW, nor "
        "SDMX-JSON, nor TSV of Eurostat");
}

static gdcs_status produce(gdcs_i_reading *reading, gdcs_i_source *source, gdcs_error *err)
{
    gdcs_i_sdmx s = {
        .reading = reading, .value = -1, .status = -1, .confidentiality = -1, .multiplier = -1};
    const gdcs_status status = choose(&s, source, err);
    gdcs_i_sdmx_free(&s);
    return status;
}

gdcs_status gdcs_sdmx_read_table(const char *path, const gdcs_schema *schema,
                                 const gdcs_read_options *options, gdcs_table **out,
                                 gdcs_read_result *result, gdcs_error *err)
{
    return gdcs_i_read_path(path, schema, options, (gdcs_i_made){.table = out}, result, produce,
                            err);
}

gdcs_status gdcs_sdmx_read_frame(const char *path, const gdcs_schema *schema,
                                 const gdcs_read_options *options, gdcs_frame **out,
                                 gdcs_read_result *result, gdcs_error *err)
{
    return gdcs_i_read_path(path, schema, options, (gdcs_i_made){.frame = out}, result, produce,
                            err);
}

gdcs_status gdcs_sdmx_parse_table(const char *text, int64_t size, const gdcs_schema *schema,
                                  const gdcs_read_options *options, gdcs_table **out,
                                  gdcs_read_result *result, gdcs_error *err)
{
    return gdcs_i_read_text(text, size, schema, options, (gdcs_i_made){.table = out}, result,
                            produce, err);
}

gdcs_status gdcs_sdmx_parse_frame(const char *text, int64_t size, const gdcs_schema *schema,
                                  const gdcs_read_options *options, gdcs_frame **out,
                                  gdcs_read_result *result, gdcs_error *err)
{
    return gdcs_i_read_text(text, size, schema, options, (gdcs_i_made){.frame = out}, result,
                            produce, err);
}
