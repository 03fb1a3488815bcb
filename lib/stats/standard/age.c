#include "core/fail.h"
#include "core/text.h"
#include "stats/standard/bands.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

/* Labels of age are read from a copy without what does not matter: case, blanks, underscores that only
   separate, the words around the numbers. */
enum { LONGEST = 64 };

typedef struct word {
    const char *from;
    const char *to;
} word;

/* In this order: longer ones before what they contain. */
static const word words[] = {
    {"\xe2\x80\x93", "-"},
    {"\xe2\x80\x94", "-"},
    {"\xe2\x89\xa5", ">="},
    {"\xe2\x89\xa4", "<="},
    {"years", ""},
    {"year", ""},
    {"yrs", ""},
    {"aged", ""},
    {"age", ""},
    {"andolder", "+"},
    {"andover", "+"},
    {"andabove", "+"},
    {"andmore", "+"},
    {"orolder", "+"},
    {"orover", "+"},
    {"ormore", "+"},
    {"orabove", "+"},
    {"plus", "+"},
    {"lessthan", "<"},
    {"under", "<"},
    {"below", "<"},
    {"over", ">"},
    {"y_lt", "<"},
    {"y_ge", ">="},
    {"y_gt", ">"},
    {"y_le", "<="},
    {"to", "-"},
    {"_", "-"},
};

static void replace(char *text, const word *w)
{
    const size_t from = strlen(w->from), to = strlen(w->to);
    for (char *at = strstr(text, w->from); at != NULL; at = strstr(at + to, w->from)) {
        memmove(at + to, at + from, strlen(at + from) + 1);
        memcpy(at, w->to, to);
    }
}

/* 0 if the label is too long for one. */
static int plain(const char *label, char out[LONGEST])
{
    size_t size = 0;
    for (; *label != '\0'; label++) {
        if (*label == ' ' || *label == '\t')
            continue;
        if (size + 1 >= LONGEST)
            return 0;
        out[size++] = (char)(*label >= 'A' && *label <= 'Z' ? *label + ('a' - 'A') : *label);
    }
    out[size] = '\0';
    return 1;
}

/* Up to four digits; NULL if there are none. */
static const char *number(const char *text, double *out)
{
    int digits = 0;
    for (*out = 0.0; text[digits] >= '0' && text[digits] <= '9' && digits < 4; digits++)
        *out = *out * 10.0 + (text[digits] - '0');
    return digits > 0 ? text + digits : NULL;
}

/* "<5" and the like. */
static int compared(const char *text, gdcs_standard_band *out)
{
    const int above = text[0] == '>', equal = text[1] == '=';
    double age;
    const char *end = number(text + 1 + equal, &age);
    if (end == NULL || *end != '\0')
        return 0;
    *out = above ? (gdcs_standard_band){age + !equal, INFINITY, 0.0}
                 : (gdcs_standard_band){0.0, age - !equal, 0.0};
    return 1;
}

static int from_to(const char *text, gdcs_standard_band *out)
{
    const char *end = number(text, &out->youngest);
    if (end == NULL)
        return 0;
    out->oldest = *end == '\0' ? out->youngest : INFINITY;
    if (*end == '\0' || strcmp(end, "+") == 0 || strcmp(end, "-") == 0)
        return 1;
    if (*end != '-' && *end != 't')
        return 0;
    end = number(end + 1 + (end[1] == 'y'), &out->oldest);
    return end != NULL && *end == '\0';
}

int gdcs_i_standard_parse(const char *label, gdcs_standard_band *out)
{
    char copy[LONGEST];
    gdcs_standard_band band = {0.0, 0.0, 0.0};
    if (!plain(label, copy))
        return 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        replace(copy, &words[i]);
    const char *text = copy[0] == 'y' ? copy + 1 : copy;
    const int read = *text == '<' || *text == '>' ? compared(text, &band) : from_to(text, &band);
    if (!read || band.oldest < band.youngest)
        return 0;
    *out = band;
    return 1;
}

int gdcs_i_standard_is_unknown(const char *label)
{
    static const char *const names[] = {
        "",           "unk",          "_u",           "u",           "unknown",
        "notknown",   "nk",           "na",           "n/a",         "nsp",
        "nrp",        "notspecified", "notstated",    "missing",     "_n",
        "unrecorded", "notrecorded",  "notavailable", "unspecified", "ageunknown",
        "unknownage"};
    char copy[LONGEST];
    if (!plain(label, copy))
        return 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(copy, names[i]) == 0)
            return 1;
    return 0;
}

gdcs_status gdcs_standard_parse(const char *label, gdcs_standard_band *out, gdcs_error *err)
{
    TRY(gdcs_i_need(label, "label", err));
    TRY(gdcs_i_need(out, "out", err));
    if (!gdcs_i_standard_parse(label, out))
        return gdcs_i_fail(err, GDCS_E_NAME, "label", "\"%.60s\" is no band of age", label);
    return GDCS_OK;
}
