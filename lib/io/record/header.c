#include "io/record/header.h"
#include "core/fail.h"
#include "core/text.h"
#include "data/sex/words.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN = 80, LONGEST_COMPARED = 64 };

static const char order_mark[] = "\xEF\xBB\xBF"; /* of byte order */

enum { MARK = sizeof order_mark - 1 };

int gdcs_i_header_marks(const gdcs_i_record *header)
{
    const char *text = header->count > 0 ? header->fields[0].text : NULL;
    int marks = 0;
    for (; text != NULL && strncmp(text, order_mark, MARK) == 0; text += MARK)
        marks++;
    return marks;
}

const char *gdcs_i_header_name(const gdcs_i_record *header, int64_t field)
{
    const char *text = header->fields[field].text;
    const int marks = field == 0 ? gdcs_i_header_marks(header) : 0;
    return text != NULL ? text + marks * MARK : "";
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Levenshtein (1966), without regard to ASCII case; long names are as far as can be. */
static size_t distance(const char *a, size_t size_a, const char *b, size_t size_b)
{
    size_t row[LONGEST_COMPARED + 1];
    if (size_a > LONGEST_COMPARED || size_b > LONGEST_COMPARED)
        return LONGEST_COMPARED;
    for (size_t j = 0; j <= size_b; j++)
        row[j] = j;
    for (size_t i = 1; i <= size_a; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= size_b; j++) {
            const size_t above = row[j];
            const size_t change = diagonal + (lower(a[i - 1]) != lower(b[j - 1]));
            row[j] = least(change, 1 + least(above, row[j - 1]));
            diagonal = above;
        }
    }
    return row[size_b];
}

/* The field whose name comes nearest, or -1 if none is near. */
static int64_t nearest(const gdcs_i_record *header, const char *name)
{
    const size_t size = strlen(name);
    size_t best = size / 3 + 1;
    int64_t found = -1;
    for (int64_t i = 0; i < header->count; i++) {
        const char *text = gdcs_i_header_name(header, i);
        size_t length = strlen(text);
        text = gdcs_i_trim(text, &length);
        const size_t d = distance(name, size, text, length);
        if (d < best && length > 0) {
            best = d;
            found = i;
        }
    }
    return found;
}

/* "a;b;c", as much of it as is worth showing. */
static void show(const gdcs_i_record *header, char delimiter, char out[SHOWN])
{
    size_t used = 0;
    out[0] = '\0';
    for (int64_t i = 0; i < header->count && used + 1 < SHOWN; i++) {
        const char between[2] = {(char)(i > 0 ? delimiter : '\0'), '\0'};
        const int n =
            snprintf(out + used, SHOWN - used, "%s%s", between, gdcs_i_header_name(header, i));
        used = n < 0 ? SHOWN : used + (size_t)n;
    }
    if (used < SHOWN)
        return;
    size_t end = SHOWN - 4; /* not inside a character */
    while (end > 0 && ((unsigned char)out[end] & 0xC0) == 0x80)
        end--;
    memcpy(out + end, "...", 4);
}

/* The delimiter of a header that was read as one field, or NULL. */
static const char *likely_delimiter(const char *text)
{
    static const struct {
        char mark;
        const char *name;
    } marks[] = {{'\t', "a tab"}, {';', "';'"}, {',', "','"}, {'|', "'|'"}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strchr(text, marks[i].mark) != NULL)
            return marks[i].name;
    return NULL;
}

static gdcs_status not_in_one_field(const gdcs_i_record *header, const char *name, char *shown,
                                    gdcs_error *err)
{
    const char *likely = likely_delimiter(gdcs_i_header_name(header, 0));
    for (char *at = shown; (at = strchr(at, '\t')) != NULL;)
        *at = ' ';
    return gdcs_i_fail_at(err, GDCS_E_SCHEMA, header->line, 0, name,
                          "column '%.60s' is not in the header; the header has 1 field: '%s'%s%s%s",
                          name, shown, likely != NULL ? "; is the delimiter " : "",
                          likely != NULL ? likely : "", likely != NULL ? "?" : "");
}

static gdcs_status not_there(const gdcs_i_record *header, const char *name, char delimiter,
                             gdcs_error *err)
{
    char shown[SHOWN];
    if (err == NULL) /* who guesses asks often */
        return GDCS_E_SCHEMA;
    const int64_t near = nearest(header, name);
    show(header, delimiter, shown);
    if (header->count == 1)
        return not_in_one_field(header, name, shown, err);
    if (near >= 0)
        return gdcs_i_fail_at(err, GDCS_E_SCHEMA, header->line, 0, name,
                              "column '%.60s' is not in the header; field %lld is '%.60s'", name,
                              (long long)near + 1, gdcs_i_header_name(header, near));
    return gdcs_i_fail_at(err, GDCS_E_SCHEMA, header->line, 0, name,
                          "column '%.60s' is not in the header, which is '%s'", name, shown);
}

/* "Sex#2" is the second field that is called "Sex"; -1: it is not there. */
static int64_t find_numbered(const gdcs_i_record *header, const char *name)
{
    const char *mark = strrchr(name, '#');
    int64_t number = 0;
    if (mark == NULL || !gdcs_i_parse_int64(mark + 1, strlen(mark + 1), &number))
        return -1;
    const size_t size = (size_t)(mark - name);
    for (int64_t i = 0; i < header->count; i++)
        if (strlen(gdcs_i_header_name(header, i)) == size &&
            memcmp(gdcs_i_header_name(header, i), name, size) == 0 && --number == 0)
            return i;
    return -1;
}

/* GDCS_OK with -1: it is not there. */
static gdcs_status find(const gdcs_i_record *header, const char *name, int64_t *field,
                        gdcs_error *err)
{
    int64_t first = -1;
    for (int64_t i = 0; i < header->count; i++) {
        if (strcmp(gdcs_i_header_name(header, i), name) != 0)
            continue;
        if (first >= 0)
            return gdcs_i_fail_at(err, GDCS_E_SCHEMA, header->line, i + 1, name,
                                  "column '%.60s' is in the header twice, as fields %lld and %lld; "
                                  "give its position, or say '%.60s#2'",
                                  name, (long long)first + 1, (long long)i + 1, name);
        first = i;
    }
    *field = first >= 0 ? first : find_numbered(header, name);
    return GDCS_OK;
}

gdcs_status gdcs_i_header_find(const gdcs_i_record *header, const char *name, char delimiter,
                               int64_t *field, gdcs_error *err)
{
    int64_t found = -1;
    TRY(find(header, name, &found, err));
    if (found < 0)
        return not_there(header, name, delimiter, err);
    *field = found;
    return GDCS_OK;
}

/* In the form in which names are compared; 0: nothing is left of it, or it is too long to compare. */
static int fold(const char *name, char out[GDCS_I_FOLD_SIZE])
{
    if (gdcs_i_sex_fold(name, strlen(name), out) <= 0)
        return 0;
    for (char *at = out; *at != '\0'; at++)
        *at = (char)(*at == '_' ? ' ' : *at);
    return 1;
}

int gdcs_i_header_is_called(const gdcs_schema_column *column, const char *heading)
{
    char theirs[GDCS_I_FOLD_SIZE], ours[GDCS_I_FOLD_SIZE];
    if (!fold(heading, theirs))
        return 0;
    int is = fold(column->name, ours) && strcmp(theirs, ours) == 0;
    for (int64_t i = 0; i < column->alias_count && !is; i++)
        is = fold(column->aliases[i], ours) && strcmp(theirs, ours) == 0;
    return is;
}

static gdcs_status find_alias(const gdcs_i_record *header, const gdcs_schema_column *column,
                              int64_t *field, gdcs_error *err)
{
    for (int64_t i = 0; column->alias_count > 0 && i < header->count; i++) {
        if (!gdcs_i_header_is_called(column, gdcs_i_header_name(header, i)))
            continue;
        if (*field >= 0)
            return gdcs_i_fail_at(err, GDCS_E_SCHEMA, header->line, i + 1, column->name,
                                  "fields %lld and %lld of the header, '%.60s' and '%.60s', may "
                                  "both be column '%.60s'; declare its name",
                                  (long long)*field + 1, (long long)i + 1,
                                  gdcs_i_header_name(header, *field), gdcs_i_header_name(header, i),
                                  column->name);
        *field = i;
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_header_find_column(const gdcs_i_record *header, const gdcs_schema_column *column,
                                      char delimiter, int64_t *field, gdcs_error *err)
{
    int64_t found = -1;
    TRY(find(header, column->name, &found, err));
    if (found < 0)
        TRY(find_alias(header, column, &found, err));
    if (found < 0)
        return not_there(header, column->name, delimiter, err);
    *field = found;
    return GDCS_OK;
}
