#include "core/fail.h"
#include "data/cells.h"
#include "io/record/number.h"
#include "io/record/range.h"
#include "io/schema/check/parts.h"
#include "io/schema/names.h"
#include "io/schema/plan.h"

#include <gdcs/frame.h>

#include <string.h>

/* The plan holds an empty constant for what the file will say. */
static gdcs_status check_file(const gdcs_schema_column *c, gdcs_error *err)
{
    const char *at = strstr(c->file, "{}");
    if (c->constant != NULL && c->constant[0] != '\0')
        return gdcs_i_refuse_column(err, c,
                                    "its constant is given, and taken from the file's name");
    if (at == NULL || strpbrk(at + 2, "{}") != NULL ||
        strcspn(c->file, "{}") < (size_t)(at - c->file))
        return gdcs_i_refuse_column(err, c, "\"file\" has not one {} and no other brace");
    return gdcs_i_is_text(c->file) ? GDCS_OK : gdcs_i_refuse_column(err, c, "a text is not UTF-8");
}

static gdcs_status check_place(const gdcs_schema *s, const gdcs_schema_column *c, gdcs_error *err)
{
    if (c->position < 0)
        return gdcs_i_refuse_column(err, c, "the position is negative");
    if (c->file != NULL)
        TRY(check_file(c, err));
    if (c->constant != NULL || c->file != NULL) {
        if (c->position > 0 || c->name != NULL)
            return gdcs_i_refuse_column(err, c, "a constant has neither name nor position");
        if (c->as == NULL && c->concept_id == GDCS_CONCEPT_NONE)
            return gdcs_i_refuse_column(err, c, "a constant needs a concept");
    } else if (s->header == -1 && c->position == 0) {
        return gdcs_i_refuse_column(err, c, "without a header it needs a position");
    }
    if (!gdcs_i_is_text(c->name) || !gdcs_i_is_text(c->as) || !gdcs_i_is_text(c->title) ||
        !gdcs_i_is_text(c->unit) || !gdcs_i_is_text(c->total) || !gdcs_i_is_text(c->constant) ||
        !gdcs_i_is_text(c->titles))
        return gdcs_i_refuse_column(err, c, "a text is not UTF-8");
    const char *as = gdcs_i_plan_as(c);
    if (c->concept_id != GDCS_CONCEPT_NONE && (as == NULL || as[0] == '\0'))
        return gdcs_i_refuse_column(err, c, "it has no name: give \"name\" or \"as\"");
    return GDCS_OK;
}

/* How it is found by its name. */
static gdcs_status check_finding(const gdcs_schema_column *c, gdcs_error *err)
{
    const int named = c->name != NULL && c->position == 0;
    TRY(gdcs_i_check_list(c, c->aliases, c->alias_count, "aliases", err));
    if (c->alias_count > 0 && !named)
        return gdcs_i_refuse_column(err, c, "aliases are for a column that is found by its name");
    if (c->optional < 0 || c->optional > 1)
        return gdcs_i_refuse_column(err, c, "optional is not 0 or 1");
    if (c->optional &&
        (!named || (c->concept_id != GDCS_CONCEPT_NONE && !gdcs_i_concept_is_axis(c->concept_id))))
        return gdcs_i_refuse_column(err, c, "only an axis or a filter by name is optional");
    return GDCS_OK;
}

static gdcs_status check_meaning(const gdcs_schema *s, const gdcs_schema_column *c, gdcs_error *err)
{
    const int32_t type = gdcs_i_plan_type(c);
    if (c->concept_id != GDCS_CONCEPT_NONE && gdcs_concept_name(c->concept_id)[0] == '\0')
        return gdcs_i_refuse_column(err, c, "its concept is unknown");
    if (c->type < 0 || c->type > GDCS_TYPE_INT64)
        return gdcs_i_refuse_column(err, c, "its type is unknown");
    if (c->sensitivity < 0 || c->sensitivity > GDCS_SENSITIVITY_PROTECTED)
        return gdcs_i_refuse_column(err, c, "its sensitivity is unknown");
    if (gdcs_i_concept_is_value(c->concept_id) && type == GDCS_TYPE_TEXT)
        return gdcs_i_refuse_column(err, c, "a count, weight or population cannot be text");
    if (c->total != NULL && !gdcs_i_concept_is_axis(c->concept_id))
        return gdcs_i_refuse_column(err, c, "only an axis has a total");
    if (c->titles != NULL && !gdcs_i_concept_is_axis(c->concept_id))
        return gdcs_i_refuse_column(err, c, "only an axis has titles");
    if (c->titles != NULL && s->header == -1)
        return gdcs_i_refuse_column(err, c, "without a header there is no column of titles");
    if (c->map_open < 0 || c->map_open > 1)
        return gdcs_i_refuse_column(err, c, "map_open is not 0 or 1");
    return GDCS_OK;
}

static gdcs_status check_sex(const gdcs_schema_column *c, gdcs_error *err)
{
    if (c->concept_id != GDCS_CONCEPT_SEX)
        return c->scheme == 0
                   ? GDCS_OK
                   : gdcs_i_refuse_column(err, c, "only a sex column is read by a scheme");
    if (c->scheme != 0 && gdcs_i_scheme_name(c->scheme) == NULL)
        return gdcs_i_refuse_column(err, c, "its scheme is unknown");
    if (c->scheme != 0 && c->map_count > 0)
        return gdcs_i_refuse_column(err, c,
                                    "a sex column is read by a map or by a scheme, one of them");
    if (c->map_open)
        return gdcs_i_refuse_column(err, c, "the map of a sex column is never open");
    if (gdcs_i_plan_type(c) != GDCS_TYPE_TEXT)
        return gdcs_i_refuse_column(err, c, "sex is text");
    return GDCS_OK;
}

static gdcs_status check_numbers(const gdcs_schema_column *c, gdcs_error *err)
{
    char room[32];
    const char *title = gdcs_i_plan_title(c, room);
    if (c->concept_id == GDCS_CONCEPT_NONE || gdcs_i_concept_is_axis(c->concept_id) ||
        gdcs_i_plan_type(c) == GDCS_TYPE_TEXT)
        return GDCS_OK;
    for (int64_t i = 0; i < c->map_count; i++)
        if (c->map[i].to != NULL && !gdcs_i_number_is_mapped(c->map[i].to))
            return gdcs_i_fail(err, GDCS_E_SCHEMA, title,
                               "column '%.80s': '%.40s' is mapped to '%.40s', no number and no "
                               "interval like 1..4",
                               title, c->map[i].from, c->map[i].to);
    return GDCS_OK;
}

static gdcs_status check_letters(const gdcs_schema_column *c, const gdcs_schema_word *words,
                                 int64_t count, int (*is_letter)(int32_t), const char *list,
                                 gdcs_error *err)
{
    char room[32];
    const char *title = gdcs_i_plan_title(c, room);
    TRY(gdcs_i_check_words(words, count, 0, title, err));
    for (int64_t i = 0; i < count; i++) {
        const char *to = words[i].to;
        if (to == NULL || to[0] == '\0' || to[1] != '\0' || !is_letter(to[0]))
            return gdcs_i_fail(err, GDCS_E_SCHEMA, title,
                               "column '%.80s': '%.40s' becomes '%.40s', no letter of %s", title,
                               words[i].from, to != NULL ? to : "null", list);
    }
    return GDCS_OK;
}

/* Ways of telling less than a number. */
static gdcs_status check_reasons(const gdcs_schema_column *c, gdcs_error *err)
{
    char room[32];
    int about = 0;
    const int any = c->range_count != 0 || c->status_count != 0 || c->confidentiality_count != 0 ||
                    c->rounding != 0 || c->noise != 0;
    if (!any)
        return GDCS_OK;
    if (c->concept_id == GDCS_CONCEPT_NONE || gdcs_i_plan_type(c) == GDCS_TYPE_TEXT)
        return gdcs_i_refuse_column(err, c, "ranges, rounding, noise and letters are for numbers");
    if (c->rounding < 0 || c->noise < 0)
        return gdcs_i_refuse_column(err, c, "rounding or noise is below 0");
    TRY(gdcs_i_check_list(c, c->ranges, c->range_count, "ranges", err));
    for (int64_t i = 0; i < c->range_count; i++) {
        if (!gdcs_i_range_is_way(c->ranges[i], &about))
            return gdcs_i_fail(err, GDCS_E_SCHEMA, gdcs_i_plan_title(c, room),
                               "column '%.80s': '%.40s' is not one of <n <=n >n >=n n+ a-b up to n "
                               "~n",
                               gdcs_i_plan_title(c, room), c->ranges[i]);
        if (about && c->rounding == 0 && c->noise == 0)
            return gdcs_i_refuse_column(err, c, "\"~n\" needs rounding or noise");
    }
    TRY(check_letters(c, c->status, c->status_count, gdcs_i_is_status, "OBS_STATUS", err));
    return check_letters(c, c->confidentiality, c->confidentiality_count, gdcs_i_is_confidentiality,
                         "CONF_STATUS", err);
}

static gdcs_status check_labels(const gdcs_schema_column *c, gdcs_error *err)
{
    char room[32];
    const int takes = gdcs_i_concept_is_axis(c->concept_id) && !gdcs_i_plan_is_open_sex(c);
    if (c->label_count != 0 && !takes)
        return gdcs_i_refuse_column(err, c,
                                    "only an axis, of sex one with map or scheme, has labels");
    return gdcs_i_check_words(c->labels, c->label_count, 0, gdcs_i_plan_title(c, room), err);
}

gdcs_status gdcs_i_check_column(const gdcs_schema *s, const gdcs_schema_column *c, gdcs_error *err)
{
    char room[32];
    TRY(check_place(s, c, err));
    TRY(check_finding(c, err));
    TRY(check_meaning(s, c, err));
    TRY(check_sex(c, err));
    TRY(gdcs_i_check_words(c->map, c->map_count, c->concept_id == GDCS_CONCEPT_SEX,
                           gdcs_i_plan_title(c, room), err));
    TRY(check_numbers(c, err));
    TRY(check_labels(c, err));
    TRY(gdcs_i_check_list(c, c->keep, c->keep_count, "keep", err));
    TRY(gdcs_i_check_list(c, c->drop, c->drop_count, "drop", err));
    TRY(gdcs_i_check_list(c, c->missing, c->missing_count, "missing", err));
    TRY(check_reasons(c, err));
    if (c->concept_id == GDCS_CONCEPT_NONE && c->keep_count == 0 && c->drop_count == 0 &&
        c->map_count == 0)
        return gdcs_i_refuse_column(err, c, "it has no concept and no filter, so it says nothing");
    return GDCS_OK;
}
