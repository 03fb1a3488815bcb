/* A heading is short and a pattern has few axes, so all ways of cutting one by the other are counted
   from the end; two are as bad as many. */
#include "io/schema/pattern.h"
#include "core/fail.h"
#include "core/text.h"
#include "data/sex.h"
#include "data/sex/words.h"

#include <gdcs/concept.h>
#include <gdcs/sex.h>

#include <string.h>

enum { LONGEST = 255 };

gdcs_schema_wide_axis gdcs_i_wide_axis(const gdcs_schema_wide *wide, int64_t axis)
{
    gdcs_schema_wide_axis a = {.concept_id = wide->concept_id,
                               .scheme = wide->scheme,
                               .as = wide->as,
                               .total = wide->total};
    if (axis > 0)
        a = wide->also[axis - 1];
    if (a.as == NULL)
        a.as = gdcs_concept_name(a.concept_id);
    return a;
}

/* --- parsing --- */

static gdcs_status refuse(const char *pattern, const char *what, gdcs_error *err)
{
    return gdcs_i_fail(err, GDCS_E_SCHEMA, "wide", "wide: pattern '%.80s': %s", pattern, what);
}

static int32_t find_axis(const gdcs_schema_wide *wide, const char *name, size_t size)
{
    for (int64_t i = 0; i <= wide->also_count; i++) {
        const char *as = gdcs_i_wide_axis(wide, i).as;
        if (strlen(as) == size && memcmp(as, name, size) == 0)
            return (int32_t)i;
    }
    return -1;
}

static gdcs_status add_letters(gdcs_i_pattern *p, const char *text, size_t size, gdcs_error *err)
{
    if (size == 0)
        return GDCS_OK;
    if (memchr(text, '}', size) != NULL)
        return refuse(p->text, "a brace is closed that was not opened", err);
    p->pieces[p->count++] = (gdcs_i_piece){.text = text, .size = size, .axis = -1};
    p->letters += size;
    return GDCS_OK;
}

static gdcs_status add_axis(const gdcs_schema_wide *wide, gdcs_i_pattern *p, const char *text,
                            size_t size, gdcs_error *err)
{
    const int32_t axis = find_axis(wide, text, size);
    if (axis < 0)
        return gdcs_i_fail(err, GDCS_E_SCHEMA, "wide",
                           "wide: pattern '%.80s': '%.*s' is the name of no axis of it", p->text,
                           (int)(size < 40 ? size : 40), text);
    for (int32_t i = 0; i < p->count; i++)
        if (p->pieces[i].axis == axis)
            return refuse(p->text, "it names an axis twice", err);
    p->pieces[p->count++] = (gdcs_i_piece){.text = text, .size = size, .axis = axis};
    return GDCS_OK;
}

static gdcs_status cut(const gdcs_schema_wide *wide, gdcs_i_pattern *p, gdcs_error *err)
{
    const char *at = p->text;
    for (;;) {
        const char *open = strchr(at, '{');
        if (open == NULL)
            return add_letters(p, at, strlen(at), err);
        const char *close = strchr(open, '}');
        TRY(add_letters(p, at, (size_t)(open - at), err));
        if (close == NULL)
            return refuse(p->text, "a brace is opened and not closed", err);
        TRY(add_axis(wide, p, open + 1, (size_t)(close - open) - 1, err));
        at = close + 1;
    }
}

/* The one axis that the pattern does not name has the label that is given, and only then. */
static gdcs_status settle_label(const gdcs_schema_wide *wide, gdcs_i_pattern *p, gdcs_error *err)
{
    int named[GDCS_I_PATTERN_AXES] = {0}, left = 0, any = 0;
    for (int32_t i = 0; i < p->count; i++)
        if (p->pieces[i].axis >= 0)
            any = named[p->pieces[i].axis] = 1;
    for (int32_t i = 0; i <= wide->also_count; i++)
        if (!named[i]) {
            p->given = i;
            left++;
        }
    if (!any)
        return refuse(p->text, "it names no axis; a heading goes into columns", err);
    if (left == (p->label != NULL))
        return GDCS_OK;
    return refuse(p->text,
                  p->label == NULL ? "it leaves out an axis, whose label is to be given"
                  : left == 0      ? "it names all axes, and so has no label of its own"
                                   : "it leaves out several axes, but has one label",
                  err);
}

gdcs_status gdcs_i_pattern_parse(const gdcs_schema_wide *wide, int64_t number, gdcs_i_pattern *out,
                                 gdcs_error *err)
{
    const gdcs_schema_word word = wide->patterns[number];
    gdcs_i_pattern p = {.text = word.from, .label = word.to, .given = -1};
    if (wide->also_count >= GDCS_I_PATTERN_AXES)
        return gdcs_i_fail(err, GDCS_E_SCHEMA, "wide",
                           "wide: patterns are for up to %d axes, not %lld",
                           (int)GDCS_I_PATTERN_AXES, (long long)wide->also_count + 1);
    TRY(cut(wide, &p, err));
    TRY(settle_label(wide, &p, err));
    *out = p;
    return GDCS_OK;
}

/* --- matching --- */

static int is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static int has_digit(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] >= '0' && text[i] <= '9')
            return 1;
    return 0;
}

static int is_sex(const gdcs_schema_wide_axis *axis, const char *text, size_t size)
{
    char token[LONGEST + 1], folded[GDCS_I_FOLD_SIZE];
    int32_t sex = GDCS_SEX_NONE;
    int count = 0;
    memcpy(token, text, size);
    token[size] = '\0';
    if (axis->total != NULL && strcmp(token, axis->total) == 0)
        return 1;
    if (axis->scheme != 0)
        return gdcs_sex_parse(token, axis->scheme, &sex, NULL) == GDCS_OK;
    if (gdcs_i_sex_fold(text, size, folded) <= 0)
        return 0;
    gdcs_i_sex_senses(folded, &count);
    return count > 0;
}

static int is_label(const gdcs_schema_wide *wide, int32_t axis, const char *text, size_t size,
                    int known)
{
    const gdcs_schema_wide_axis a = gdcs_i_wide_axis(wide, axis);
    const int inside = ((unsigned char)text[size] & 0xC0) == 0x80; /* a character is cut */
    if (inside || is_blank(text[0]) || is_blank(text[size - 1]))
        return 0;
    if (a.concept_id == GDCS_CONCEPT_PERIOD)
        return has_digit(text, size);
    return !known || a.concept_id != GDCS_CONCEPT_SEX || is_sex(&a, text, size);
}

/* ways[k][i]: in how many ways the heading from i on is of the pieces from k on, 2 for more. */
typedef unsigned char ways[GDCS_I_PATTERN_PIECES + 1][LONGEST + 1];

static int count_from(const gdcs_schema_wide *wide, const gdcs_i_piece *piece,
                      const unsigned char *next, const char *text, size_t at, size_t size,
                      int known)
{
    int sum = 0;
    if (piece->axis < 0)
        return size - at >= piece->size && memcmp(text + at, piece->text, piece->size) == 0
                   ? next[at + piece->size]
                   : 0;
    for (size_t end = at + 1; end <= size && sum < 2; end++)
        if (next[end] > 0 && is_label(wide, piece->axis, text + at, end - at, known))
            sum += next[end];
    return sum < 2 ? sum : 2;
}

static void take_labels(const gdcs_schema_wide *wide, const gdcs_i_pattern *p, ways w,
                        const char *text, int known, gdcs_i_span labels[GDCS_I_PATTERN_AXES])
{
    size_t at = 0;
    for (int32_t k = 0; k < p->count; k++) {
        const gdcs_i_piece *piece = &p->pieces[k];
        size_t end = at + (piece->axis < 0 ? piece->size : 1);
        while (piece->axis >= 0 &&
               (w[k + 1][end] == 0 || !is_label(wide, piece->axis, text + at, end - at, known)))
            end++;
        if (piece->axis >= 0)
            labels[piece->axis] = (gdcs_i_span){.text = text + at, .size = end - at};
        at = end;
    }
    if (p->given >= 0)
        labels[p->given] = (gdcs_i_span){.text = p->label, .size = strlen(p->label)};
}

int gdcs_i_pattern_match(const gdcs_schema_wide *wide, const gdcs_i_pattern *p, const char *text,
                         size_t size, int known, gdcs_i_span labels[GDCS_I_PATTERN_AXES])
{
    ways w;
    text = gdcs_i_trim(text, &size);
    if (size > LONGEST)
        return 0;
    memset(w[p->count], 0, size);
    w[p->count][size] = 1;
    for (int32_t k = p->count - 1; k >= 0; k--)
        for (size_t at = 0; at <= (k > 0 ? size : 0); at++)
            w[k][at] =
                (unsigned char)count_from(wide, &p->pieces[k], w[k + 1], text, at, size, known);
    if (w[0][0] > 0)
        take_labels(wide, p, w, text, known, labels);
    return w[0][0];
}
