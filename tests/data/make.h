/* Short words for making and reading small tables in tests. */
#ifndef GDCS_TESTS_DATA_MAKE_H
#define GDCS_TESTS_DATA_MAKE_H

#include <criterion/criterion.h>
#include <gdcs/table.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 40 };

/* The words of a text, parted by blanks. */
typedef struct words {
    char bytes[1024];
    const char *word[WORDS];
    int count;
} words;

static inline const char *const *split(const char *text, words *w)
{
    w->count = 0;
    cr_assert(strlen(text) < sizeof w->bytes);
    strcpy(w->bytes, text);
    for (char *p = w->bytes; *p != '\0';) {
        w->word[w->count++] = p;
        while (*p != '\0' && *p != ' ')
            p++;
        while (*p == ' ')
            *p++ = '\0';
    }
    return w->word;
}

static inline void good(gdcs_status status, const gdcs_error *err, const char *what)
{
    cr_assert(status == GDCS_OK, "%s: %s %s: %s", what, gdcs_status_name(status), err->field,
              err->message);
}

/* A table with an axis per word of "area sex year* kind=role": the concept is that of the name or
   of what follows the equals sign, else a group; a star gives the declared total "TOTAL". */
static inline gdcs_table *make_table(int32_t absent, const char *axes)
{
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_table_options o = {.struct_size = sizeof o, .absent = absent};
    gdcs_table *table = NULL;
    words w;
    split(axes, &w);
    good(gdcs_table_new(&o, &table, &err), &err, axes);
    for (int i = 0; i < w.count; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s", w.word[i]);
        char *star = strchr(name, '*'), *equals = strchr(name, '=');
        if (star != NULL)
            *star = '\0';
        if (equals != NULL)
            *equals = '\0';
        const int32_t concept = gdcs_concept_find(equals != NULL ? equals + 1 : name);
        const gdcs_axis axis = {.struct_size = sizeof axis,
                                .concept_id = concept != 0 ? concept : GDCS_CONCEPT_GROUP,
                                .name = name,
                                .total = star != NULL ? "TOTAL" : NULL};
        good(gdcs_table_add_axis(table, &axis, &err), &err, axes);
    }
    return table;
}

static inline void add(gdcs_table *table, const char *labels, double value)
{
    gdcs_error err = {.struct_size = sizeof err};
    words w;
    good(gdcs_table_add(table, split(labels, &w), value, &err), &err, labels);
}

static inline void set(gdcs_table *table, const char *labels, double value, double lower,
                       double upper, char status)
{
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_cell c = {
        .struct_size = sizeof c, .status = status, .value = value, .lower = lower, .upper = upper};
    words w;
    good(gdcs_table_set(table, split(labels, &w), &c, &err), &err, labels);
}

static inline void set_range(gdcs_table *table, const char *labels, double lower, double upper,
                             char status)
{
    set(table, labels, NAN, lower, upper, status);
}

static inline void set_missing(gdcs_table *table, const char *labels, char status)
{
    set(table, labels, NAN, 0, 0, status);
}

static inline gdcs_cell cell(const gdcs_table *table, const char *labels)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_cell c = {.struct_size = sizeof c};
    words w;
    good(gdcs_table_get(table, split(labels, &w), &c, &err), &err, labels);
    return c;
}

/* "12", "[3,inf] Q", "5 E"; "-" before a cell that nobody set. */
static inline void write_cell(gdcs_cell c, char *out, size_t size)
{
    char letter[3] = "";
    if (c.status != 'A')
        snprintf(letter, sizeof letter, " %c", (char)c.status);
    if (isnan(c.value))
        snprintf(out, size, "%s[%g,%g]%s", c.present ? "" : "-", c.lower, c.upper, letter);
    else
        snprintf(out, size, "%s%g%s", c.present ? "" : "-", c.value, letter);
    cr_assert(isnan(c.value) || (c.lower == c.value && c.upper == c.value));
}

static inline void expect_cell(const gdcs_table *table, const char *labels, const char *wanted)
{
    char got[80];
    write_cell(cell(table, labels), got, sizeof got);
    cr_expect(strcmp(got, wanted) == 0, "%s is %s, wanted %s", labels, got, wanted);
}

/* All cells in the order of get_at: "FR F=3; FR M=[1,4] Q". */
static inline void expect_cells(const gdcs_table *table, const char *wanted)
{
    static char text[1 << 16];
    size_t used = 0;
    text[0] = '\0';
    for (int64_t i = 0; i < gdcs_table_count_cells(table); i++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_cell c = {.struct_size = sizeof c};
        int32_t codes[32];
        char number[80];
        good(gdcs_table_get_at(table, i, codes, &c, &err), &err, "get_at");
        for (int64_t a = 0; a < gdcs_table_count_axes(table); a++) {
            gdcs_axis axis = {.struct_size = sizeof axis};
            good(gdcs_table_get_axis(table, a, &axis, &err), &err, "get_axis");
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%s",
                                     a > 0 ? " " : (i > 0 ? "; " : ""), axis.labels[codes[a]]);
        }
        write_cell(c, number, sizeof number);
        used += (size_t)snprintf(text + used, sizeof text - used, "=%s", number);
        cr_assert(used < sizeof text);
    }
    cr_expect(strcmp(text, wanted) == 0, "got    %s\nwanted %s", text, wanted);
}

/* Equal cell by cell, bit by bit, whatever the order of labels. */
static inline int same_cells(const gdcs_table *a, const gdcs_table *b)
{
    if (gdcs_table_count_cells(a) != gdcs_table_count_cells(b) ||
        gdcs_table_count_axes(a) != gdcs_table_count_axes(b))
        return 0;
    for (int64_t i = 0; i < gdcs_table_count_cells(a); i++) {
        gdcs_cell x = {.struct_size = sizeof x}, y = {.struct_size = sizeof y};
        const char *labels[32];
        int32_t codes[32];
        if (gdcs_table_get_at(a, i, codes, &x, NULL) != GDCS_OK)
            return 0;
        for (int64_t k = 0; k < gdcs_table_count_axes(a); k++) {
            gdcs_axis axis = {.struct_size = sizeof axis};
            if (gdcs_table_get_axis(a, k, &axis, NULL) != GDCS_OK)
                return 0;
            labels[k] = axis.labels[codes[k]];
        }
        if (gdcs_table_get(b, labels, &y, NULL) != GDCS_OK || y.present != 1 ||
            x.status != y.status || x.confidentiality != y.confidentiality ||
            isnan(x.value) != isnan(y.value) || x.lower != y.lower || x.upper != y.upper)
            return 0;
    }
    return 1;
}

static inline gdcs_table *margin(const gdcs_table *table, const char *keep)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *out = NULL;
    words w;
    split(keep, &w);
    good(gdcs_table_margin(table, w.word, w.count, &out, &err), &err, keep);
    return out;
}

static inline gdcs_table *slice(const gdcs_table *table, const char *axis, const char *label)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *out = NULL;
    good(gdcs_table_slice(table, axis, label, &out, &err), &err, label);
    return out;
}

/* "a b" becomes "x x"; "-" drops. */
static inline gdcs_table *collapse(const gdcs_table *table, const char *axis, const char *from,
                                   const char *to)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *out = NULL;
    words f, t;
    split(from, &f);
    split(to, &t);
    for (int i = 0; i < t.count; i++)
        if (strcmp(t.word[i], "-") == 0)
            t.word[i] = NULL;
    good(gdcs_table_collapse(table, axis, f.word, t.word, f.count, &out, &err), &err, from);
    return out;
}

static inline gdcs_table *copied(const gdcs_table *table)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *out = NULL;
    good(gdcs_table_copy(table, &out, &err), &err, "copy");
    return out;
}

/* The same numbers on every machine (Steele, Lea & Flood 2014, splitmix64). */
static inline uint32_t draw(uint64_t *state, uint32_t below)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)(((z ^ (z >> 31)) >> 32) * below >> 32);
}

/* Sixty random additions to a small table of areas, sexes and ages. */
static inline gdcs_table *random_table(uint64_t *state, int32_t absent)
{
    static const char *const areas[] = {"A", "B", "C"}, *const sexes[] = {"F", "M", "_O", "_U"},
                             *const ages[] = {"1", "2", "3"};
    gdcs_table *t = make_table(absent, "area sex age");
    for (int i = 0; i < 60; i++) {
        char labels[32];
        snprintf(labels, sizeof labels, "%s %s %s", areas[draw(state, 3)], sexes[draw(state, 4)],
                 ages[draw(state, 3)]);
        add(t, labels, draw(state, 1000) + 1);
    }
    return t;
}
#endif
