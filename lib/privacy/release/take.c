#include "core/fail.h"
#include "core/text.h"
#include "privacy/release/release.h"

#include <math.h>
#include <string.h>

enum {
    OPTIONS_V1 = 176,
    RESULT_V1 = 56,
    TABLES = 100,
    PUBLISHED = 90,
    EQUATIONS = 50,
    DIGITS = 9,
    USUAL_DIGITS = 3,
    USUAL_TRIES = 500
};

static gdcs_status between(int32_t number, int32_t least, int32_t most, const char *field,
                           gdcs_error *err)
{
    if (number < least || number > most)
        return gdcs_i_fail(err, GDCS_E_OPTION, field, "%d is not between %d and %d", (int)number,
                           (int)least, (int)most);
    return GDCS_OK;
}

static gdcs_status check_text(const char *text, const char *field, gdcs_error *err)
{
    if (text != NULL && gdcs_i_utf8_valid(text, strlen(text)) < strlen(text))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, field, "a text is not UTF-8");
    return GDCS_OK;
}

/* Arrays are there where their counts say so. */
static gdcs_status check_lists(const gdcs_release_options *o, gdcs_error *err)
{
    const struct {
        int32_t count;
        const void *list;
        const char *name;
    } lists[] = {{o->tree_count, o->trees, "trees"},
                 {o->fact_count, o->facts, "facts"},
                 {o->published_count, o->published, "published"},
                 {o->axis_count, o->axes, "axes"}};
    for (int i = 0; i < 4; i++) {
        TRY(between(lists[i].count, 0, INT32_MAX, lists[i].name, err));
        if (lists[i].count > 0)
            TRY(gdcs_i_need(lists[i].list, lists[i].name, err));
    }
    if (o->published_count > PUBLISHED)
        return gdcs_i_fail(err, GDCS_E_OPTION, "published", "more than %d tables", (int)PUBLISHED);
    for (int32_t i = 0; i < o->published_count; i++)
        TRY(gdcs_i_need(o->published[i], "published", err));
    for (int32_t i = 0; i < o->axis_count; i++)
        TRY(gdcs_i_need(o->axes[i], "axes", err));
    TRY(check_text(o->id, "id", err));
    return check_text(o->time, "time", err);
}

static gdcs_status check_method(const gdcs_release_options *o, gdcs_error *err)
{
    const int rounds = o->method == GDCS_RELEASE_METHOD_ROUNDING;
    if (!(o->base >= 0.0 && o->base <= 1e9) || rounds != (o->base > 0.0) ||
        rounds != (o->rounding_kind != GDCS_DISCLOSURE_ROUNDING_NONE))
        return gdcs_i_fail(err, GDCS_E_OPTION, "base",
                           "rounding needs a base up to 1e9 and its kind, other methods neither");
    if (o->method == GDCS_RELEASE_METHOD_CELL_KEY)
        TRY(gdcs_i_need(o->design, "design", err));
    if (o->method != GDCS_RELEASE_METHOD_NOISE)
        return GDCS_OK;
    if (o->fact_count > 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "facts",
                           "no figure of true numbers goes out beside noisy ones");
    TRY(gdcs_i_need(o->noise, "noise", err));
    TRY(gdcs_i_need(o->budget, "budget", err));
    return o->epsilon > 0.0 && isfinite(o->epsilon)
               ? GDCS_OK
               : gdcs_i_fail(err, GDCS_E_OPTION, "epsilon",
                             "what the budget may guarantee at most is not positive");
}

gdcs_status gdcs_i_release_take_options(const gdcs_release_options *theirs, gdcs_release_options *o,
                                        gdcs_error *err)
{
    TRY(gdcs_i_take(o, sizeof *o, theirs, OPTIONS_V1, err));
    TRY(between(o->method, 0, GDCS_RELEASE_METHOD_NOISE, "method", err));
    TRY(between(o->sensitivity, 0, GDCS_SENSITIVITY_INTERNAL, "sensitivity", err));
    TRY(between(o->letters, 0, GDCS_RELEASE_LETTERS_ONE, "letters", err));
    TRY(between(o->rounding_kind, 0, GDCS_DISCLOSURE_ROUNDING_CONTROLLED, "rounding_kind", err));
    TRY(between(o->insiders, 0, GDCS_AUDIT_INSIDERS_LARGEST, "insiders", err));
    TRY(between(o->tells, 0, GDCS_RELEASE_TELLS_SHARE, "tells", err));
    TRY(between(o->digits, 0, DIGITS, "digits", err));
    TRY(between(o->together, 0, 1, "together", err));
    TRY(between(o->tries, 0, INT32_MAX, "tries", err));
    TRY(between(o->equations, 0, EQUATIONS, "equations", err));
    if (o->method == GDCS_RELEASE_METHOD_DEFAULT)
        o->method = GDCS_RELEASE_METHOD_SUPPRESSION;
    if (o->sensitivity == GDCS_SENSITIVITY_DEFAULT)
        o->sensitivity = GDCS_SENSITIVITY_PUBLIC;
    if (o->tells == GDCS_RELEASE_TELLS_DEFAULT)
        o->tells = GDCS_RELEASE_TELLS_COUNTS;
    if (o->digits == 0)
        o->digits = USUAL_DIGITS;
    if (o->tries == 0)
        o->tries = USUAL_TRIES;
    TRY(check_lists(o, err));
    return check_method(o, err);
}

/* A release under a rule that asks for nothing would be one without a rule. */
static gdcs_status check_rule(const gdcs_disclosure_rule *r, const gdcs_release_options *o,
                              gdcs_error *err)
{
    if (!(r->minimum > 0.0) && !r->zeros && !r->groups && r->dominance_n == 0 &&
        !(r->p_percent > 0.0) && !(r->request_percent > 0.0) && !(r->rounding > 0.0) &&
        o->method != GDCS_RELEASE_METHOD_NOISE)
        return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "rule",
                           "the rule asks for nothing: it needs a minimum, groups, dominance, a "
                           "percentage or rounding");
    if (!(r->rounding > 0.0))
        return GDCS_OK;
    if (o->method != GDCS_RELEASE_METHOD_ROUNDING || fmod(o->base, r->rounding) != 0.0 ||
        o->rounding_kind < r->rounding_kind) {
        char base[GDCS_I_NUMBER_SIZE];
        gdcs_i_format_double(r->rounding, base);
        return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "rule",
                           "the rule asks for numbers rounded to base %s, of its kind or better",
                           base);
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_release_take(gdcs_i_release *r, const gdcs_disclosure_rule *rule,
                                const gdcs_release_options *options,
                                const gdcs_release_result *result, gdcs_release_result *found,
                                gdcs_error *err)
{
    TRY(gdcs_i_need(r->originals, "originals", err));
    TRY(gdcs_i_need(r->tables, "tables", err));
    if (r->n < 1 || r->n > TABLES)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "%d tables are not 1 to %d", (int)r->n,
                           (int)TABLES);
    for (int32_t i = 0; i < r->n; i++) {
        TRY(gdcs_i_need(r->originals[i], "originals", err));
        TRY(gdcs_i_need(r->tables[i], "tables", err));
    }
    TRY(gdcs_i_release_take_options(options, &r->options, err));
    TRY(gdcs_i_rule_take(rule, &r->rule, err));
    TRY(check_rule(&r->rule, &r->options, err));
    *found = (gdcs_release_result){.struct_size = sizeof *found};
    return result != NULL ? gdcs_i_take(found, sizeof *found, result, RESULT_V1, err) : GDCS_OK;
}

gdcs_status gdcs_i_release_tell(const gdcs_release_result *found, gdcs_release_result *result,
                                gdcs_error *err)
{
    gdcs_release_result told = *found;
    told.struct_size = sizeof told;
    return result != NULL ? gdcs_i_give(result, &told, sizeof told, RESULT_V1, err) : GDCS_OK;
}
