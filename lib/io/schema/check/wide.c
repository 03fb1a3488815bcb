#include "core/fail.h"
#include "io/schema/check.h"
#include "io/schema/check/parts.h"
#include "io/schema/names.h"
#include "io/schema/pattern.h"
#include "io/schema/plan.h"

#include <string.h>

/* An axis that wide columns make, whose labels come by `label_of`. */
static gdcs_status check_wide_axis(const gdcs_schema *s, const gdcs_schema_wide_axis *w,
                                   gdcs_error *err)
{
    if (!gdcs_i_concept_is_axis(w->concept_id) || gdcs_concept_name(w->concept_id)[0] == '\0')
        return gdcs_i_refuse(err, "wide", "wide: its concept is not that of an axis");
    if (w->as[0] == '\0')
        return gdcs_i_refuse(err, "wide", "wide: the name of an axis is empty");
    if (!gdcs_i_is_text(w->as) || !gdcs_i_is_text(w->total))
        return gdcs_i_refuse(err, "wide", "wide: a text is not UTF-8");
    if (w->scheme != 0 &&
        (w->concept_id != GDCS_CONCEPT_SEX || gdcs_i_scheme_name(w->scheme) == NULL))
        return gdcs_i_refuse(err, "wide", "wide: a scheme is for sex, and must exist");
    for (int64_t i = 0; i < s->column_count; i++) {
        const char *as = gdcs_i_plan_as(&s->columns[i]);
        if (gdcs_i_concept_is_value(s->columns[i].concept_id))
            return gdcs_i_refuse(err, "wide", "wide columns and a count column exclude each other");
        if (as != NULL && strcmp(as, w->as) == 0)
            return gdcs_i_refuse(err, "wide", "wide: another column has the same name");
        if (w->concept_id == GDCS_CONCEPT_SEX && s->columns[i].concept_id == GDCS_CONCEPT_SEX)
            return gdcs_i_refuse(err, "wide", "wide: there is a sex column already");
    }
    return GDCS_OK;
}

static gdcs_status check_label(const char *label, gdcs_error *err)
{
    TRY(gdcs_i_need(label, "labels", err));
    if (!gdcs_i_is_text(label))
        return gdcs_i_refuse(err, "wide", "wide: a text is not UTF-8");
    return GDCS_OK;
}

/* An axis behind the first; `axis` as gdcs_i_wide_axis() has it. */
static gdcs_status check_also(const gdcs_schema *schema, const gdcs_schema_wide *wide, int64_t axis,
                              gdcs_error *err)
{
    const gdcs_schema_wide_axis a = gdcs_i_wide_axis(wide, axis);
    int sexes = 0;
    TRY(check_wide_axis(schema, &a, err));
    for (int64_t i = 0; i < axis; i++) {
        const gdcs_schema_wide_axis other = gdcs_i_wide_axis(wide, i);
        sexes += other.concept_id == GDCS_CONCEPT_SEX;
        if (strcmp(a.as, other.as) == 0)
            return gdcs_i_refuse(err, "wide", "wide: two axes have the same name");
    }
    if (sexes > 0 && a.concept_id == GDCS_CONCEPT_SEX)
        return gdcs_i_refuse(err, "wide", "wide: there is a sex axis already");
    if (a.label_count != wide->column_count)
        return gdcs_i_fail(err, GDCS_E_SCHEMA, "wide",
                           "wide: axis '%.60s' has %lld labels for %lld columns", a.as,
                           (long long)a.label_count, (long long)wide->column_count);
    if (wide->column_count > 0)
        TRY(gdcs_i_need(a.labels, "labels", err));
    for (int64_t i = 0; i < wide->column_count; i++)
        TRY(check_label(a.labels[i], err));
    return GDCS_OK;
}

/* How the numbers are read: no place of its own, and nothing that would leave a row out. */
gdcs_status gdcs_i_schema_check_number(const gdcs_schema_column *number, gdcs_error *err)
{
    if (number->name != NULL || number->position != 0 || number->constant != NULL ||
        number->file != NULL)
        return gdcs_i_refuse(err, "wide", "wide: its number has no place of its own");
    if (number->keep_count > 0 || number->drop_count > 0)
        return gdcs_i_refuse(err, "wide", "wide: its number cannot filter");
    for (int64_t i = 0; number->map != NULL && i < number->map_count; i++)
        if (number->map[i].to == NULL)
            return gdcs_i_refuse(err, "wide", "wide: its number cannot leave a row out");
    gdcs_schema_column column = *number;
    const gdcs_schema one = {.columns = &column, .column_count = 1};
    if (column.concept_id == GDCS_CONCEPT_NONE)
        column.concept_id = GDCS_CONCEPT_COUNT;
    if (!gdcs_i_concept_is_value(column.concept_id))
        return gdcs_i_refuse(err, "wide",
                             "wide: its number is no count, weight, population or value");
    column.name = "wide";
    return gdcs_i_check_column(&one, &column, err);
}

static gdcs_status check_patterns(const gdcs_schema_wide *wide, gdcs_error *err)
{
    const gdcs_schema_column title = {.name = "wide"};
    gdcs_i_pattern ignored;
    if (wide->others < 0 || wide->others > GDCS_OTHERS_REFUSE)
        return gdcs_i_fail(err, GDCS_E_SCHEMA, "wide", "wide: others is %d, not in 0 to %d",
                           (int)wide->others, (int)GDCS_OTHERS_REFUSE);
    TRY(gdcs_i_check_words(wide->patterns, wide->pattern_count, 0, "wide", err));
    TRY(gdcs_i_check_list(&title, wide->drop, wide->drop_count, "drop", err));
    for (int64_t i = 0; i < wide->pattern_count; i++)
        TRY(gdcs_i_pattern_parse(wide, i, &ignored, err));
    return GDCS_OK;
}

gdcs_status gdcs_i_schema_check_wide(const gdcs_schema *schema, const gdcs_schema_wide *wide,
                                     gdcs_error *err)
{
    const gdcs_schema_column title = {.name = "wide"};
    const gdcs_schema_wide_axis first = gdcs_i_wide_axis(wide, 0);
    TRY(check_wide_axis(schema, &first, err));
    if (schema->header == -1)
        return gdcs_i_refuse(err, "wide", "wide: without a header there are no headings");
    if (wide->column_count < 0 || wide->pattern_count < 0 ||
        wide->column_count + wide->pattern_count < 1)
        return gdcs_i_refuse(err, "wide", "wide: it names no columns");
    TRY(gdcs_i_check_words(wide->columns, wide->column_count, 0, "wide", err));
    TRY(gdcs_i_check_list(&title, wide->missing, wide->missing_count, "missing", err));
    for (int64_t i = 0; i < wide->column_count; i++) {
        const gdcs_schema_word word = wide->columns[i];
        TRY(check_label(word.to != NULL ? word.to : word.from, err));
    }
    if (wide->also_count < 0 || wide->also_count > INT32_MAX)
        return gdcs_i_refuse(err, "wide", "wide: a count is negative or too large");
    if (wide->also_count > 0)
        TRY(gdcs_i_need(wide->also, "also", err));
    for (int64_t i = 1; i <= wide->also_count; i++)
        TRY(check_also(schema, wide, i, err));
    return check_patterns(wide, err);
}
