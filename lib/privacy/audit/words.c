/* Leaks in words: names of axes and labels, and never a number of a cell. */
#include "core/fail.h"
#include "privacy/audit/audit.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { ROWS = 50, SHOWN = 4, ROW_SIZE = 600 };

struct text {
    char *to;
    size_t size;
    size_t used;
};

static void put(struct text *t, const char *format, ...) GDCS_PRINTF(2, 3);
static void put(struct text *t, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int n = vsnprintf(t->to + t->used, t->size - t->used, format, arguments);
    va_end(arguments);
    if (n > 0)
        t->used += (size_t)n < t->size - t->used ? (size_t)n : t->size - t->used - 1;
}

/* ", area North, year 2020": where the sum is, but for the axis it runs over. */
static void put_place(struct text *t, const gdcs_i_system *s, int64_t v, int32_t axis)
{
    for (int32_t i = 0; i < s->width; i++) {
        const int32_t node = gdcs_i_system_nodes(s, v)[i];
        if (i != axis && node != 0)
            put(t, ", %.40s %.60s", s->axes[i].name, gdcs_i_system_label(s, i, node));
    }
}

/* "sex: _T = F + M" */
static void put_sum(struct text *t, const gdcs_i_system *s, int32_t row)
{
    const gdcs_i_system_origin o = s->origin[row];
    const int64_t first = s->start[row] + 1, parts = s->start[row + 1] - first;
    put(t, "%.40s: %.60s = ", s->axes[o.axis].name,
        gdcs_i_system_label(s, o.axis, gdcs_i_system_nodes(s, o.variable)[o.axis]));
    if (parts > SHOWN)
        put(t, "its %lld parts", (long long)parts);
    for (int64_t k = first; parts <= SHOWN && k < first + parts; k++)
        put(t, "%s%.60s", k > first ? " + " : "",
            gdcs_i_system_label(s, o.axis, gdcs_i_system_nodes(s, s->column[k])[o.axis]));
    put_place(t, s, o.variable, o.axis);
}

static void put_row(struct text *t, const gdcs_i_system *s, int32_t row)
{
    if (s->origin[row].axis >= 0)
        put_sum(t, s, row);
    else
        put(t, "fact %d", (int)s->origin[row].variable + 1);
}

/* A fact of two limits is two rows, and one to the reader. */
static int is_repeated(const gdcs_i_system *s, const int32_t *rows, int32_t i)
{
    for (int32_t k = 0; k < i; k++)
        if (s->origin[rows[k]].axis < 0 && s->origin[rows[i]].axis < 0 &&
            s->origin[rows[k]].variable == s->origin[rows[i]].variable)
            return 1;
    return 0;
}

/* "known to the one in area North, sex F", or to the largest contributor there */
static void put_insider(struct text *t, const gdcs_i_audit *a, int64_t v)
{
    const gdcs_i_system *s = a->system;
    const int is_alone = a->unsafe.finding[gdcs_i_audit_find_truth(a, v)].is_alone;
    const char *mark = is_alone ? "known to the one in " : "known to the largest contributor in ";
    for (int32_t i = 0; i < s->width; i++) {
        const int32_t node = gdcs_i_system_nodes(s, v)[i];
        if (node == 0)
            continue;
        put(t, "%s%.40s %.60s", mark, s->axes[i].name, gdcs_i_system_label(s, i, node));
        mark = ", ";
    }
}

gdcs_status gdcs_i_audit_words(const gdcs_i_audit *a, int64_t variable, char *out, size_t size,
                               gdcs_error *err)
{
    int32_t rows[ROWS], count = 0;
    const int32_t most = a->options.equations > 0 ? a->options.equations : 5;
    struct text all = {out, size, 0};
    out[0] = '\0';
    if (a->verdict[variable] == GDCS_I_VERDICT_INSIDER) {
        put_insider(&all, a, a->insider[variable]);
        return GDCS_OK;
    }
    TRY(gdcs_i_attack_explain(a->attack, variable, rows, most, &count, err));
    const int32_t named = count < most ? count : most;
    for (int32_t i = 0; i < named; i++) {
        char one[ROW_SIZE];
        struct text row = {one, sizeof one, 0};
        if (is_repeated(a->system, rows, i))
            continue;
        put_row(&row, a->system, rows[i]);
        if (all.used + row.used + 32 > size)
            break;
        put(&all, "%s%s", all.used > 0 ? "; " : "", one);
    }
    if (count > named)
        put(&all, "; and %d more", (int)(count - named));
    return GDCS_OK;
}
