#include "data/codes/age.h"

#include "core/fail.h"

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
static int compared(const char *text, gdcs_codes_age *out)
{
    const int above = text[0] == '>', equal = text[1] == '=';
    double age;
    const char *end = number(text + 1 + equal, &age);
    if (end == NULL || *end != '\0')
        return 0;
    *out = above ? (gdcs_codes_age){age + !equal, INFINITY} : (gdcs_codes_age){0.0, age - !equal};
    return 1;
}

static int from_to(const char *text, gdcs_codes_age *out)
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

int gdcs_i_age_parse(const char *label, gdcs_codes_age *out)
{
    char copy[LONGEST];
    gdcs_codes_age band = {0.0, 0.0};
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

int gdcs_i_age_is_unknown(const char *label)
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

gdcs_status gdcs_codes_parse_age(const char *label, gdcs_codes_age *out, gdcs_error *err)
{
    TRY(gdcs_i_need(label, "label", err));
    TRY(gdcs_i_need(out, "out", err));
    if (!gdcs_i_age_parse(label, out))
        return gdcs_i_fail(err, GDCS_E_NAME, "label", "\"%.60s\" is no band of age", label);
    return GDCS_OK;
}

int32_t gdcs_codes_find_overlap(const gdcs_codes_age *ages, int32_t n, int32_t *second)
{
    for (int32_t i = 0; ages != NULL && i < n; i++)
        for (int32_t j = i + 1; j < n; j++)
            if (ages[i].youngest <= ages[j].oldest && ages[j].youngest <= ages[i].oldest) {
                if (second != NULL)
                    *second = j;
                return i;
            }
    return -1;
}
