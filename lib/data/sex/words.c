#include "data/sex/words.h"

#include "core/text.h"

#include <string.h>

typedef struct heading {
    uint16_t text;
    uint8_t reading;
} heading;

typedef struct reading {
    uint16_t name, title;
} reading;

typedef struct scheme_code {
    uint16_t text;
    uint8_t scheme, sex;
} scheme_code;

typedef struct trap {
    uint16_t text, why;
} trap;

typedef struct folded {
    uint16_t from, to[2];
} folded;

#include "data/codes/sex_words.h"

_Static_assert((int)READING_COUNT <= (int)GDCS_I_READINGS, "room for readings");

/* Well-formed UTF-8 only. */
static uint32_t decode(const unsigned char **at)
{
    const unsigned char *p = *at;
    const int more = p[0] < 0x80 ? 0 : p[0] < 0xE0 ? 1 : p[0] < 0xF0 ? 2 : 3;
    uint32_t point = more == 0 ? p[0] : p[0] & (0x3Fu >> more);
    for (int i = 1; i <= more; i++)
        point = point << 6 | (p[i] & 0x3Fu);
    *at = p + more + 1;
    return point;
}

static size_t encode(uint32_t point, char out[4])
{
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    const size_t size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--, point >>= 6)
        out[i] = (char)(0x80 | (point & 0x3F));
    out[0] = (char)((0xF00 >> size) | point);
    return size;
}

static const folded *fold_of(uint32_t point)
{
    int low = 0, high = FOLD_COUNT;
    while (low < high) {
        const int middle = (low + high) / 2;
        if (folds[middle].from < point)
            low = middle + 1;
        else
            high = middle;
    }
    return low < FOLD_COUNT && folds[low].from == point ? &folds[low] : NULL;
}

/* Append one character; a blank waits until something follows it.  Returns the length, -1 if full. */
static int append(uint32_t point, char *out, int length, int *blank)
{
    if (point == ' ') {
        *blank = length > 0;
        return length;
    }
    char bytes[4];
    const size_t size = encode(point, bytes);
    if ((size_t)length + size + 1 >= GDCS_I_FOLD_SIZE)
        return -1;
    if (*blank)
        out[length++] = ' ';
    *blank = 0;
    memcpy(out + length, bytes, size);
    return length + (int)size;
}

int gdcs_i_sex_fold(const char *text, size_t size, char out[GDCS_I_FOLD_SIZE])
{
    if (gdcs_i_utf8_valid(text, size) < size)
        return -1;
    const unsigned char *at = (const unsigned char *)text, *const end = at + size;
    int length = 0, blank = 0;
    while (at < end && length >= 0) {
        const uint32_t point = decode(&at);
        const folded *f = fold_of(point);
        if (f == NULL)
            length = append(point, out, length, &blank);
        for (int i = 0; f != NULL && i < 2 && f->to[i] != 0 && length >= 0; i++)
            length = append(f->to[i], out, length, &blank);
    }
    if (length >= 0)
        out[length] = '\0';
    return length;
}

const gdcs_i_sense *gdcs_i_sex_senses(const char *text, int *count)
{
    int low = 0, high = SENSE_COUNT;
    while (low < high) {
        const int middle = (low + high) / 2;
        if (strcmp(pool + senses[middle].text, text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    int n = 0;
    while (low + n < SENSE_COUNT && strcmp(pool + senses[low + n].text, text) == 0)
        n++;
    *count = n;
    return n > 0 ? &senses[low] : NULL;
}

static int is_separator(char c)
{
    return c == ' ' || c == '_' || c == '/' || c == '(' || c == ')' || c == ',' || c == ';' ||
           c == '[' || c == ']';
}

/* Is `word` the whole of text, or a word of it? */
static int holds(const char *text, const char *word)
{
    const size_t size = strlen(word);
    for (const char *at = text; (at = strstr(at, word)) != NULL; at++)
        if ((at == text || is_separator(at[-1])) && (at[size] == '\0' || is_separator(at[size])))
            return 1;
    return 0;
}

int gdcs_i_sex_headings(const char *text, char which[GDCS_I_READINGS])
{
    int count = 0;
    memset(which, 0, GDCS_I_READINGS);
    for (int i = 0; i < HEADING_COUNT; i++)
        if (!which[headings[i].reading] && holds(text, pool + headings[i].text)) {
            which[headings[i].reading] = 1;
            count++;
        }
    return count;
}

const char *gdcs_i_sex_trap(const char *text)
{
    for (int i = 0; i < TRAP_COUNT; i++)
        if (strcmp(pool + traps[i].text, text) == 0)
            return pool + traps[i].why;
    return NULL;
}

int gdcs_i_sex_readings(void)
{
    return READING_COUNT;
}

int gdcs_i_sex_schemes(void)
{
    return SCHEME_COUNT;
}

const char *gdcs_i_sex_reading_name(int number)
{
    return pool + readings[number].name;
}

const char *gdcs_i_sex_reading_title(int number)
{
    return pool + readings[number].title;
}

/* toupper() reads the locale. */
static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static int same(const char *wanted, const char *text, size_t size)
{
    if (strlen(wanted) != size)
        return 0;
    for (size_t i = 0; i < size; i++)
        if (upper(text[i]) != wanted[i])
            return 0;
    return 1;
}

int32_t gdcs_i_sex_scheme_find(int scheme, const char *text, size_t size)
{
    for (int i = 0; i < CODE_COUNT; i++)
        if (scheme_codes[i].scheme == scheme && same(pool + scheme_codes[i].text, text, size))
            return scheme_codes[i].sex == GDCS_I_DERIVED ? GDCS_SEX_NONE : scheme_codes[i].sex;
    return GDCS_SEX_NONE;
}
