#include "io/schema/check.h"
#include "core/fail.h"
#include "io/schema/check/parts.h"
#include "io/schema/plan.h"

#include <gdcs/meta.h>
#include <gdcs/table.h>

enum { MOST_FOOTER = 1000000 };

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
        return gdcs_i_refuse(err, "delimiter",
                             "the delimiter is not a printing ASCII character or a tab");
    if (!is_mark(quote))
        return gdcs_i_refuse(err, "quote", "the quote is not a printing ASCII character");
    if (delimiter == quote)
        return gdcs_i_refuse(err, "quote", "delimiter and quote are the same");
    if (decimal != '.' && decimal != ',')
        return gdcs_i_refuse(err, "decimal", "the decimal mark is neither '.' nor ','");
    if (s->grouping != 0 && (s->grouping == decimal || s->grouping == '-' || s->grouping == '+' ||
                             !is_mark(s->grouping) || (s->grouping >= '0' && s->grouping <= '9')))
        return gdcs_i_refuse(err, "grouping", "the grouping mark cannot stand between digits");
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
        if (!gdcs_i_is_text(s->meta[i].text))
            return gdcs_i_refuse(err, "meta", "a text is not UTF-8");
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
    if (!gdcs_i_is_text(s->encoding))
        return gdcs_i_refuse(err, "encoding", "the name of the encoding is not UTF-8");
    TRY(check_marks(s, err));
    return check_meta(s, err);
}

/* Names of what is made are distinct, and there is one sex axis and one number at most. */
static gdcs_status check_together(const gdcs_schema *s, int64_t *culprit, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_seen names = {.count = 0};
    int again = 0, sexes = 0;
    for (int64_t i = 0; i < s->column_count; i++) {
        const gdcs_schema_column *c = &s->columns[i];
        const char *as = gdcs_i_plan_as(c);
        *culprit = i;
        sexes += c->concept_id == GDCS_CONCEPT_SEX;
        if (sexes > 1)
            GO(gdcs_i_refuse_column(err, c, "there is a sex column already"));
        if (as == NULL)
            continue;
        GO(gdcs_i_seen_add(&names, as, &again, err));
        if (again)
            GO(gdcs_i_refuse_column(err, c, "another column has the same name"));
    }
    *culprit = -1;
done:
    gdcs_i_seen_free(&names);
    return status;
}

/* Without a name it is told by its number in the schema. */
static gdcs_status check_found(const gdcs_schema *s, int64_t i, gdcs_error *err)
{
    const gdcs_schema_column *c = &s->columns[i];
    if (c->constant == NULL && c->file == NULL && c->name == NULL && c->position == 0)
        return gdcs_i_fail(err, GDCS_E_SCHEMA, c->as != NULL ? c->as : "columns",
                           "column %lld of the schema has neither name nor position",
                           (long long)i + 1);
    return GDCS_OK;
}

gdcs_status gdcs_i_schema_check(const gdcs_schema *schema, int64_t *culprit, gdcs_error *err)
{
    TRY(check_file(schema, err));
    for (int64_t i = 0; i < schema->column_count; i++) {
        *culprit = i;
        TRY(check_found(schema, i, err));
        TRY(gdcs_i_check_column(schema, &schema->columns[i], err));
    }
    *culprit = -1;
    return check_together(schema, culprit, err);
}
