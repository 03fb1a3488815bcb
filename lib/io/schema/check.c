#include "io/schema/check.h"
#include "core/fail.h"
#include "core/pool.h"
#include "core/text.h"
#include "data/cells.h"
#include "data/sex.h"
#include "io/record/number.h"
#include "io/record/range.h"
#include "io/schema/names.h"
#include "io/schema/plan.h"

#include <gdcs/frame.h>
#include <gdcs/meta.h>
#include <gdcs/table.h>

#include <string.h>

enum { MOST_FOOTER = 1000000 };

static gdcs_status refuse(gdcs_error *err, const char *field, const char *what)
{
    return gdcs_i_fail(err, GDCS_E_SCHEMA, field, "%s", what);
}

static gdcs_status refuse_column(gdcs_error *err, const gdcs_schema_column *column,
                                 const char *what)
{
    char room[32];
    const char *title = gdcs_i_plan_title(column, room);
    return gdcs_i_fail(err, GDCS_E_SCHEMA, title, "column '%.80s': %s", title, what);
}

static int is_text(const char *text)
{
    const size_t size = text == NULL ? 0 : strlen(text);
    return gdcs_i_utf8_valid(text, size) == size;
}

static int is_mark(char c)
{
    return c == '\t' || (c >= ' ' && c < 0x7F);
}

static gdcs_status check_marks(const gdcs_schema *s, gdcs_error *err)
{
    const char delimiter = (char)(s->delimiter != 0 ? s->delimiter : ',');
    const char quote = (char)(s->quote != 0 ? s->quote : '"');
    const char decimal = (char)(s->decimal != 0 ? s->decimal : '.');
    if (!is_mark(delimiter))
        return refuse(err, "delimiter", "the delimiter is not a printing ASCII character or a tab");
    if (!is_mark(quote))
        return refuse(err, "quote", "the quote is not a printing ASCII character");
    if (delimiter == quote)
        return refuse(err, "quote", "delimiter and quote are the same");
    if (decimal != '.' && decimal != ',')
        return refuse(err, "decimal", "the decimal mark is neither '.' nor ','");
    if (s->grouping != 0 && (s->grouping == decimal || s->grouping == '-' || s->grouping == '+' ||
                             !is_mark(s->grouping) || (s->grouping >= '0' && s->grouping <= '9')))
        return refuse(err, "grouping", "the grouping mark cannot stand between digits");
    return GDCS_OK;
}

static gdcs_status check_meta(const gdcs_schema *s, gdcs_error *err)
{
    if (s->meta_count > 0)
        TRY(gdcs_i_need(s->meta, "meta", err));
    for (int64_t i = 0; i < s->meta_count; i++) {
        if (gdcs_meta_name(s->meta[i].key)[0] == '\0')
            return gdcs_i_fail(err, GDCS_E_SCHEMA, "meta", "there is no meta key %d",
                               (int)s->meta[i].key);
        if (!is_text(s->meta[i].text))
            return refuse(err, "meta", "a text is not UTF-8");
    }
    return GDCS_OK;
}

static gdcs_status check_file(const gdcs_schema *s, gdcs_error *err)
{
    if (s->header < -1)
        return gdcs_i_fail(err, GDCS_E_SCHEMA, "header", "header is %d; it is a line, or -1",
                           (int)s->header);
    if (s->footer < 0 || s->footer > MOST_FOOTER)
        return gdcs_i_fail(err, GDCS_E_SCHEMA, "footer", "footer is %d, not in 0 to %d",
                           (int)s->footer, MOST_FOOTER);
    if (s->ragged < 0 || s->ragged > GDCS_RAGGED_REPAIR)
        return gdcs_i_fail(err, GDCS_E_SCHEMA, "ragged", "ragged is %d, not in 0 to %d",
                           (int)s->ragged, (int)GDCS_RAGGED_REPAIR);
    if (s->absent < -1 || s->absent > GDCS_ABSENT_MISSING)
        return gdcs_i_fail(err, GDCS_E_SCHEMA, "absent", "absent is %d, not -1, 0 or 1",
                           (int)s->absent);
    if (s->sensitivity < 0 || s->sensitivity > GDCS_SENSITIVITY_PROTECTED)
        return gdcs_i_fail(err, GDCS_E_SCHEMA, "sensitivity", "there is no sensitivity %d",
                           (int)s->sensitivity);
    if (!is_text(s->encoding))
        return refuse(err, "encoding", "the name of the encoding is not UTF-8");
    TRY(check_marks(s, err));
    return check_meta(s, err);
}

static gdcs_status check_list(const gdcs_schema_column *column, const char *const *list,
                              int64_t count, const char *name, gdcs_error *err)
{
    if (count < 0 || count > INT32_MAX)
        return refuse_column(err, column, "a count is negative or too large");
    if (count > 0)
        TRY(gdcs_i_need(list, name, err));
    for (int64_t i = 0; i < count; i++) {
        TRY(gdcs_i_need(list[i], name, err));
        if (!is_text(list[i]))
            return refuse_column(err, column, "a text is not UTF-8");
    }
    return GDCS_OK;
}

static int is_sex_code(const char *text)
{
    return gdcs_i_sex_find(text, strlen(text)) != GDCS_SEX_NONE;
}

static gdcs_status check_word(const gdcs_schema_word *word, int sex, const char *title,
                              gdcs_error *err)
{
    TRY(gdcs_i_need(word->from, "map", err));
    if (!is_text(word->from) || !is_text(word->to))
        return gdcs_i_fail(err, GDCS_E_SCHEMA, title, "column '%.80s': a text is not UTF-8", title);
    if (sex && word->to != NULL && !is_sex_code(word->to))
        return gdcs_i_fail(err, GDCS_E_SCHEMA, title,
                           "column '%.80s': '%.40s' is mapped to '%.40s', not to one of F M _O _U "
                           "_Z _T",
                           title, word->from, word->to);
    return GDCS_OK;
}

/* Every word says something, and none says two things. */
static gdcs_status check_words(const gdcs_schema_word *words, int64_t count, int sex,
                               const char *title, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_pool *seen = NULL;
    int32_t code = 0;
    if (count < 0 || count > INT32_MAX)
        return gdcs_i_fail(err, GDCS_E_SCHEMA, title, "column '%.80s': a count is negative", title);
    if (count > 0)
        TRY(gdcs_i_need(words, "map", err));
    TRY(gdcs_i_pool_new(&seen, err));
    for (int64_t i = 0; i < count; i++) {
        GO(check_word(&words[i], sex, title, err));
        GO(gdcs_i_pool_add(seen, words[i].from, strlen(words[i].from), &code, err));
        if (code < i)
            GO(gdcs_i_fail(err, GDCS_E_SCHEMA, title, "column '%.80s': '%.40s' is there twice",
                           title, words[i].from));
    }
done:
    gdcs_i_pool_free(seen);
    return status;
}

static gdcs_status check_place(const gdcs_schema *s, const gdcs_schema_column *c, gdcs_error *err)
{
    if (c->position < 0)
        return refuse_column(err, c, "the position is negative");
    if (c->constant != NULL) {
        if (c->position > 0 || c->name != NULL)
            return refuse_column(err, c, "a constant has neither name nor position");
        if (c->as == NULL)
            return refuse_column(err, c, "a constant needs \"as\"");
    } else if (s->header == -1 && c->position == 0) {
        return refuse_column(err, c, "without a header it needs a position");
    } else if (c->name == NULL && c->position == 0) {
        return refuse_column(err, c, "it has neither name nor position");
    }
    if (!is_text(c->name) || !is_text(c->as) || !is_text(c->title) || !is_text(c->unit) ||
        !is_text(c->total) || !is_text(c->constant) || !is_text(c->titles))
        return refuse_column(err, c, "a text is not UTF-8");
    const char *as = gdcs_i_plan_as(c);
    if (c->concept_id != GDCS_CONCEPT_NONE && (as == NULL || as[0] == '\0'))
        return refuse_column(err, c, "it has no name: give \"name\" or \"as\"");
    return GDCS_OK;
}

static gdcs_status check_meaning(const gdcs_schema *s, const gdcs_schema_column *c, gdcs_error *err)
{
    const int32_t type = gdcs_i_plan_type(c);
    if (c->concept_id != GDCS_CONCEPT_NONE && gdcs_concept_name(c->concept_id)[0] == '\0')
        return refuse_column(err, c, "its concept is unknown");
    if (c->type < 0 || c->type > GDCS_TYPE_INT64)
        return refuse_column(err, c, "its type is unknown");
    if (c->sensitivity < 0 || c->sensitivity > GDCS_SENSITIVITY_PROTECTED)
        return refuse_column(err, c, "its sensitivity is unknown");
    if (gdcs_i_concept_is_value(c->concept_id) && type == GDCS_TYPE_TEXT)
        return refuse_column(err, c, "a count, weight or population cannot be text");
    if (c->total != NULL && !gdcs_i_concept_is_axis(c->concept_id))
        return refuse_column(err, c, "only an axis has a total");
    if (c->titles != NULL && !gdcs_i_concept_is_axis(c->concept_id))
        return refuse_column(err, c, "only an axis has titles");
    if (c->titles != NULL && s->header == -1)
        return refuse_column(err, c, "without a header there is no column of titles");
    if (c->map_open < 0 || c->map_open > 1)
        return refuse_column(err, c, "map_open is not 0 or 1");
    return GDCS_OK;
}

static gdcs_status check_sex(const gdcs_schema_column *c, gdcs_error *err)
{
    if (c->concept_id != GDCS_CONCEPT_SEX)
        return c->scheme == 0 ? GDCS_OK
                              : refuse_column(err, c, "only a sex column is read by a scheme");
    if (c->scheme != 0 && gdcs_i_scheme_name(c->scheme) == NULL)
        return refuse_column(err, c, "its scheme is unknown");
    if (c->scheme != 0 && c->map_count > 0)
        return refuse_column(err, c, "a sex column is read by a map or by a scheme, one of them");
    if (c->map_open)
        return refuse_column(err, c, "the map of a sex column is never open");
    if (gdcs_i_plan_type(c) != GDCS_TYPE_TEXT)
        return refuse_column(err, c, "sex is text");
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
    TRY(check_words(words, count, 0, title, err));
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
        return refuse_column(err, c, "ranges, rounding, noise and letters are for numbers");
    if (c->rounding < 0 || c->noise < 0)
        return refuse_column(err, c, "rounding or noise is below 0");
    TRY(check_list(c, c->ranges, c->range_count, "ranges", err));
    for (int64_t i = 0; i < c->range_count; i++) {
        if (!gdcs_i_range_is_way(c->ranges[i], &about))
            return gdcs_i_fail(err, GDCS_E_SCHEMA, gdcs_i_plan_title(c, room),
                               "column '%.80s': '%.40s' is not one of <n <=n >n >=n n+ a-b up to n "
                               "~n",
                               gdcs_i_plan_title(c, room), c->ranges[i]);
        if (about && c->rounding == 0 && c->noise == 0)
            return refuse_column(err, c, "\"~n\" needs rounding or noise");
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
        return refuse_column(err, c, "only an axis, of sex one with map or scheme, has labels");
    return check_words(c->labels, c->label_count, 0, gdcs_i_plan_title(c, room), err);
}

static gdcs_status check_column(const gdcs_schema *s, const gdcs_schema_column *c, gdcs_error *err)
{
    char room[32];
    TRY(check_place(s, c, err));
    TRY(check_meaning(s, c, err));
    TRY(check_sex(c, err));
    TRY(check_words(c->map, c->map_count, c->concept_id == GDCS_CONCEPT_SEX,
                    gdcs_i_plan_title(c, room), err));
    TRY(check_numbers(c, err));
    TRY(check_labels(c, err));
    TRY(check_list(c, c->keep, c->keep_count, "keep", err));
    TRY(check_list(c, c->drop, c->drop_count, "drop", err));
    TRY(check_list(c, c->missing, c->missing_count, "missing", err));
    TRY(check_reasons(c, err));
    if (c->concept_id == GDCS_CONCEPT_NONE && c->keep_count == 0 && c->drop_count == 0 &&
        c->map_count == 0)
        return refuse_column(err, c, "it has no concept and no filter, so it says nothing");
    return GDCS_OK;
}

/* Names of what is made are distinct, and there is one sex axis and one number at most. */
static gdcs_status check_together(const gdcs_schema *s, int64_t *culprit, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_pool *names = NULL;
    int32_t code = 0, made = 0, sexes = 0;
    TRY(gdcs_i_pool_new(&names, err));
    for (int64_t i = 0; i < s->column_count; i++) {
        const gdcs_schema_column *c = &s->columns[i];
        const char *as = gdcs_i_plan_as(c);
        *culprit = i;
        sexes += c->concept_id == GDCS_CONCEPT_SEX;
        if (sexes > 1)
            GO(refuse_column(err, c, "there is a sex column already"));
        if (as == NULL)
            continue;
        GO(gdcs_i_pool_add(names, as, strlen(as), &code, err));
        if (code < made++)
            GO(refuse_column(err, c, "another column has the same name"));
    }
    *culprit = -1;
done:
    gdcs_i_pool_free(names);
    return status;
}

gdcs_status gdcs_i_schema_check(const gdcs_schema *schema, int64_t *culprit, gdcs_error *err)
{
    TRY(check_file(schema, err));
    for (int64_t i = 0; i < schema->column_count; i++) {
        *culprit = i;
        TRY(check_column(schema, &schema->columns[i], err));
    }
    *culprit = -1;
    return check_together(schema, culprit, err);
}

/* An axis that wide columns make, whose labels come by `label_of`. */
static gdcs_status check_wide_axis(const gdcs_schema *s, const gdcs_schema_wide_axis *w,
                                   gdcs_error *err)
{
    if (!gdcs_i_concept_is_axis(w->concept_id) || gdcs_concept_name(w->concept_id)[0] == '\0')
        return refuse(err, "wide", "wide: its concept is not that of an axis");
    if (w->as == NULL || w->as[0] == '\0')
        return refuse(err, "wide", "wide: it needs \"as\"");
    if (!is_text(w->as) || !is_text(w->total))
        return refuse(err, "wide", "wide: a text is not UTF-8");
    if (w->scheme != 0 &&
        (w->concept_id != GDCS_CONCEPT_SEX || gdcs_i_scheme_name(w->scheme) == NULL))
        return refuse(err, "wide", "wide: a scheme is for sex, and must exist");
    for (int64_t i = 0; i < s->column_count; i++) {
        const char *as = gdcs_i_plan_as(&s->columns[i]);
        if (gdcs_i_concept_is_value(s->columns[i].concept_id))
            return refuse(err, "wide", "wide columns and a count column exclude each other");
        if (as != NULL && strcmp(as, w->as) == 0)
            return refuse(err, "wide", "wide: another column has the same name");
        if (w->concept_id == GDCS_CONCEPT_SEX && s->columns[i].concept_id == GDCS_CONCEPT_SEX)
            return refuse(err, "wide", "wide: there is a sex column already");
    }
    return GDCS_OK;
}

static gdcs_status check_label(const char *label, gdcs_error *err)
{
    TRY(gdcs_i_need(label, "labels", err));
    if (!is_text(label))
        return refuse(err, "wide", "wide: a text is not UTF-8");
    return GDCS_OK;
}

static gdcs_status check_also(const gdcs_schema *schema, const gdcs_schema_wide *wide, int64_t axis,
                              gdcs_error *err)
{
    const gdcs_schema_wide_axis *a = &wide->also[axis];
    int sexes = wide->concept_id == GDCS_CONCEPT_SEX;
    TRY(check_wide_axis(schema, a, err));
    if (strcmp(a->as, wide->as) == 0)
        return refuse(err, "wide", "wide: two axes have the same name");
    for (int64_t i = 0; i < axis; i++) {
        sexes += wide->also[i].concept_id == GDCS_CONCEPT_SEX;
        if (strcmp(a->as, wide->also[i].as) == 0)
            return refuse(err, "wide", "wide: two axes have the same name");
    }
    if (sexes > 0 && a->concept_id == GDCS_CONCEPT_SEX)
        return refuse(err, "wide", "wide: there is a sex axis already");
    if (a->label_count != wide->column_count)
        return gdcs_i_fail(err, GDCS_E_SCHEMA, "wide",
                           "wide: axis '%.60s' has %lld labels for %lld columns", a->as,
                           (long long)a->label_count, (long long)wide->column_count);
    TRY(gdcs_i_need(a->labels, "labels", err));
    for (int64_t i = 0; i < wide->column_count; i++)
        TRY(check_label(a->labels[i], err));
    return GDCS_OK;
}

/* How the numbers are read: no place of its own, and nothing that would leave a row out. */
gdcs_status gdcs_i_schema_check_number(const gdcs_schema_column *number, gdcs_error *err)
{
    if (number->name != NULL || number->position != 0 || number->constant != NULL)
        return refuse(err, "wide", "wide: its number has no place of its own");
    if (number->keep_count > 0 || number->drop_count > 0)
        return refuse(err, "wide", "wide: its number cannot filter");
    for (int64_t i = 0; number->map != NULL && i < number->map_count; i++)
        if (number->map[i].to == NULL)
            return refuse(err, "wide", "wide: its number cannot leave a row out");
    gdcs_schema_column column = *number;
    const gdcs_schema one = {.columns = &column, .column_count = 1};
    if (column.concept_id == GDCS_CONCEPT_NONE)
        column.concept_id = GDCS_CONCEPT_COUNT;
    if (!gdcs_i_concept_is_value(column.concept_id))
        return refuse(err, "wide", "wide: its number is no count, weight, population or value");
    column.name = "wide";
    return check_column(&one, &column, err);
}

gdcs_status gdcs_i_schema_check_wide(const gdcs_schema *schema, const gdcs_schema_wide *wide,
                                     gdcs_error *err)
{
    const gdcs_schema_column title = {.name = "wide"};
    const gdcs_schema_wide_axis first = {.concept_id = wide->concept_id,
                                         .scheme = wide->scheme,
                                         .as = wide->as,
                                         .total = wide->total};
    TRY(check_wide_axis(schema, &first, err));
    if (schema->header == -1)
        return refuse(err, "wide", "wide: without a header there are no headings");
    if (wide->column_count < 1)
        return refuse(err, "wide", "wide: it names no columns");
    TRY(check_words(wide->columns, wide->column_count, 0, "wide", err));
    TRY(check_list(&title, wide->missing, wide->missing_count, "missing", err));
    for (int64_t i = 0; i < wide->column_count; i++) {
        const gdcs_schema_word word = wide->columns[i];
        TRY(check_label(word.to != NULL ? word.to : word.from, err));
    }
    if (wide->also_count < 0 || wide->also_count > INT32_MAX)
        return refuse(err, "wide", "wide: a count is negative or too large");
    if (wide->also_count > 0)
        TRY(gdcs_i_need(wide->also, "also", err));
    for (int64_t i = 0; i < wide->also_count; i++)
        TRY(check_also(schema, wide, i, err));
    return GDCS_OK;
}
