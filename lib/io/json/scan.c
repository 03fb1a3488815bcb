#include "io/json/scan.h"

#include <string.h>

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

enum { LONGEST_NUMBER = 60 }; /* cJSON cuts longer ones */

/* What may come next. */
typedef enum expected {
    A_VALUE,
    A_VALUE_OR_END, /* of an array that has none yet */
    A_NAME,
    A_NAME_OR_END,
    A_COLON,
    A_COMMA_OR_END,
    NOTHING
} expected;

typedef struct grammar {
    char open[GDCS_I_JSON_DEPTH]; /* { or [ */
    int depth;
    expected next;
} grammar;

static gdcs_i_json_token wrong(size_t start, const char *what)
{
    return (gdcs_i_json_token){.kind = GDCS_I_JSON_WRONG, .start = start, .wrong = what};
}

/* The four hexadecimal digits after \u, or -1. */
static int code_unit(const char *text, size_t size)
{
    int unit = 0;
    if (size < 6 || text[0] != '\\' || text[1] != 'u')
        return -1;
    for (int i = 2; i < 6; i++) {
        const char *const digits = "0123456789abcdef0123456789ABCDEF";
        const char *found = text[i] != '\0' ? strchr(digits, text[i]) : NULL;
        if (found == NULL)
            return -1;
        unit = unit * 16 + (int)(found - digits) % 16;
    }
    return unit;
}

/* Bytes of the escape that begins the text, 0 if it is none: then *what says why. */
static size_t size_of_escape(const char *text, size_t size, const char **what)
{
    *what = "this is no escape of JSON";
    if (size < 2)
        return 0;
    if (text[1] != 'u')
        return text[1] != '\0' && strchr("\"\\/bfnrt", text[1]) != NULL ? 2 : 0;
    const int unit = code_unit(text, size);
    if (unit == 0)
        *what = "a string holds a NUL";
    if (unit <= 0)
        return 0;
    if (unit < 0xD800 || unit > 0xDFFF)
        return 6;
    const int low = code_unit(text + 6, size - 6);
    *what = "half of a surrogate pair";
    return unit < 0xDC00 && low >= 0xDC00 && low <= 0xDFFF ? 12 : 0;
}

static gdcs_i_json_token scan_string(const char *text, size_t size, size_t start)
{
    for (size_t i = start + 1; i < size; i++) {
        if (text[i] == '"')
            return (gdcs_i_json_token){
                .kind = GDCS_I_JSON_STRING, .start = start, .size = i + 1 - start};
        if ((unsigned char)text[i] < ' ')
            return wrong(i, "a control character in a string must be escaped");
        if (text[i] != '\\')
            continue;
        const char *what = NULL;
        const size_t escape = size_of_escape(text + i, size - i, &what);
        if (escape == 0)
            return wrong(i, what);
        i += escape - 1;
    }
    return wrong(start, "a string is never closed");
}

static size_t digits(const char *text, size_t size, size_t at)
{
    while (at < size && is_digit(text[at]))
        at++;
    return at;
}

/* End of the number at `at`, or 0 if it is none or longer than cJSON reads: [-] (0 | 1-9 digits) [. digits] [e
   [sign] digits]. */
static size_t end_of_number(const char *text, size_t size, size_t at)
{
    const size_t start = at;
    at += at < size && text[at] == '-';
    size_t end = digits(text, size, at);
    if (end == at || (text[at] == '0' && end > at + 1))
        return 0;
    if (end < size && text[end] == '.') {
        at = end + 1;
        end = digits(text, size, at);
        if (end == at)
            return 0;
    }
    if (end < size && (text[end] == 'e' || text[end] == 'E')) {
        at = end + 1;
        at += at < size && (text[at] == '-' || text[at] == '+');
        end = digits(text, size, at);
        if (end == at)
            return 0;
    }
    return end - start <= LONGEST_NUMBER ? end : 0;
}

static size_t end_of_word(const char *text, size_t size, size_t at)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const size_t length = strlen(words[i]);
        if (size - at >= length && memcmp(text + at, words[i], length) == 0)
            return at + length;
    }
    return 0;
}

gdcs_i_json_token gdcs_i_json_next(const char *text, size_t size, size_t at)
{
    while (at < size &&
           (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\n') || text[at] == '\r'))
        at++;
    if (at == size)
        return (gdcs_i_json_token){.kind = GDCS_I_JSON_END, .start = at};
    if (text[at] == '"')
        return scan_string(text, size, at);
    if (text[at] != '\0' && strchr("{}[]:,", text[at]) != NULL)
        return (gdcs_i_json_token){.kind = GDCS_I_JSON_MARK, .start = at, .size = 1};
    const size_t end = text[at] == '-' || is_digit(text[at]) ? end_of_number(text, size, at)
                                                             : end_of_word(text, size, at);
    if (end == 0)
        return wrong(at, "this is no JSON");
    return (gdcs_i_json_token){.kind = GDCS_I_JSON_OTHER, .start = at, .size = end - at};
}

static const char *const complaints[] = {
    [A_VALUE] = "expected a value",
    [A_VALUE_OR_END] = "expected a value or ]",
    [A_NAME] = "expected a name in quotes",
    [A_NAME_OR_END] = "expected a name in quotes or }",
    [A_COLON] = "expected :",
    [A_COMMA_OR_END] = "expected , or the end of the object or array",
    [NOTHING] = "something follows the value",
};

static int close_with(grammar *g, char mark)
{
    const int fits =
        g->next == A_COMMA_OR_END || g->next == A_VALUE_OR_END || g->next == A_NAME_OR_END;
    if (!fits || g->depth == 0 || g->open[g->depth - 1] != (mark == '}' ? '{' : '['))
        return 0;
    g->depth--;
    g->next = g->depth == 0 ? NOTHING : A_COMMA_OR_END;
    return 1;
}

static int take_mark(grammar *g, char mark)
{
    switch (mark) {
    case '{':
    case '[':
        if ((g->next != A_VALUE && g->next != A_VALUE_OR_END) || g->depth == GDCS_I_JSON_DEPTH)
            return 0;
        g->open[g->depth++] = mark;
        g->next = mark == '{' ? A_NAME_OR_END : A_VALUE_OR_END;
        return 1;
    case ':':
        if (g->next != A_COLON)
            return 0;
        g->next = A_VALUE;
        return 1;
    case ',':
        if (g->next != A_COMMA_OR_END)
            return 0;
        g->next = g->open[g->depth - 1] == '{' ? A_NAME : A_VALUE;
        return 1;
    default: return close_with(g, mark);
    }
}

static int take_token(grammar *g, const gdcs_i_json_token *t, const char *text)
{
    if (t->kind == GDCS_I_JSON_MARK)
        return take_mark(g, text[t->start]);
    if (t->kind == GDCS_I_JSON_STRING && (g->next == A_NAME || g->next == A_NAME_OR_END)) {
        g->next = A_COLON;
        return 1;
    }
    if (g->next != A_VALUE && g->next != A_VALUE_OR_END)
        return 0;
    g->next = g->depth == 0 ? NOTHING : A_COMMA_OR_END;
    return 1;
}

gdcs_i_json_token gdcs_i_json_check(const char *text, size_t size)
{
    grammar g = {.next = A_VALUE};
    for (size_t at = 0;;) {
        const gdcs_i_json_token t = gdcs_i_json_next(text, size, at);
        if (t.kind == GDCS_I_JSON_WRONG)
            return t;
        if (t.kind == GDCS_I_JSON_END)
            return g.next == NOTHING ? t : wrong(t.start, "the text ends too early");
        if (!take_token(&g, &t, text))
            return wrong(t.start,
                         g.depth == GDCS_I_JSON_DEPTH ? "nested too deeply" : complaints[g.next]);
        at = t.start + t.size;
    }
}
