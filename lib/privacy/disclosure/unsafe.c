#include "core/fail.h"
#include "core/memory.h"
#include "privacy/disclosure/contributions.h"
#include "privacy/unsafe.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_V1 = 56 };

/* The tables of contributions: count, the four largest, requested. */
enum { CONTRIBUTORS = 0, FIRST = 1, REQUESTED = 5, GIVEN = 6 };

struct given {
    const gdcs_table *table[GIVEN];
    int is_some; /* cells without contributions are not looked at for these */
};

gdcs_status gdcs_i_contributions_check(const gdcs_i_number *x, int64_t row, gdcs_error *err)
{
    double sum = 0.0, last = INFINITY;
    for (int i = 0; i < GDCS_I_LARGEST_KNOWN; i++) {
        const double y = x->largest[i];
        if (!(y >= 0.0 && y <= last))
            return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "largest",
                                  "contributions are not in falling order");
        sum += y;
        last = y;
    }
    if (sum > x->value * (1.0 + 1e-12))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "largest",
                              "contributions add up to more than the cell");
    return GDCS_OK;
}

int gdcs_i_rule_shows_zero(const gdcs_disclosure_rule *rule, const gdcs_i_system *s, int64_t v)
{
    const int32_t sex = gdcs_i_system_sex(s);
    if (rule->zeros)
        return 0;
    if (rule->groups == GDCS_DISCLOSURE_GROUPS_NONE || sex < 0)
        return 1;
    const char *label = gdcs_i_system_label(s, sex, gdcs_i_system_nodes(s, v)[sex]);
    return strcmp(label, "F") != 0 && strcmp(label, "M") != 0;
}

static gdcs_status look_up(const gdcs_i_system *s, const struct given *g, int which,
                           const int32_t *nodes, double *out, gdcs_error *err)
{
    if (g->table[which] == NULL)
        return GDCS_OK;
    const gdcs_status status =
        gdcs_i_system_look_up(s, g->table[which], nodes, out, g->is_some ? NULL : err);
    return g->is_some && status == GDCS_E_NAME ? GDCS_OK : status;
}

static gdcs_status describe(const gdcs_i_system *s, const struct given *g, int64_t v,
                            gdcs_i_number *x, gdcs_error *err)
{
    const int32_t *nodes = gdcs_i_system_nodes(s, v);
    *x = (gdcs_i_number){.value = s->lower[v], .contributors = s->lower[v]};
    TRY(look_up(s, g, CONTRIBUTORS, nodes, &x->contributors, err));
    TRY(look_up(s, g, REQUESTED, nodes, &x->requested, err));
    if (g->table[FIRST] == NULL)
        return GDCS_OK;
    x->has_contributions = 1;
    for (int i = 0; i < GDCS_I_LARGEST_KNOWN; i++)
        TRY(look_up(s, g, FIRST + i, nodes, &x->largest[i], err));
    if (g->is_some)
        return GDCS_OK; /* of an earlier number they need not be the parts */
    return gdcs_i_contributions_check(x, v + 1, err);
}

/* What the one who knows most of a number has put into it: a person, one. */
static double own(const gdcs_i_number *x)
{
    if (x->contributors == 1.0)
        return x->value;
    if (x->has_contributions)
        return x->largest[0];
    return x->contributors == x->value && x->value >= 1.0 ? 1.0 : 0.0;
}

static int is_exact(const gdcs_i_system *s, int64_t v)
{
    return s->lower[v] == s->upper[v] && (s->flags[v] & GDCS_I_PUBLISHED) != 0;
}

/* The persons of a line of the sex axis by node; 0 if it has an interval or lacks F or M.  Whom nobody publishes
   besides may be nobody. */
static int read_line(const gdcs_i_system *s, int32_t sex, int64_t v, int64_t *variable,
                     double *women, double *men, double *total)
{
    int32_t nodes[GDCS_I_AXES] = {0};
    memcpy(nodes, gdcs_i_system_nodes(s, v), (size_t)s->width * sizeof *nodes);
    int found = 0;
    *total = 0.0;
    for (int32_t n = 1; n < s->axes[sex].nodes; n++) {
        const char *label = gdcs_i_system_label(s, sex, n);
        nodes[sex] = n;
        const int64_t at = gdcs_i_system_at(s, nodes);
        if (at < 0 || (s->flags[at] & GDCS_I_PUBLISHED) == 0 || strcmp(label, "_Z") == 0)
            continue;
        if (!is_exact(s, at))
            return 0;
        *total += s->lower[at];
        const int is_woman = strcmp(label, "F") == 0, is_man = strcmp(label, "M") == 0;
        if (is_woman || is_man) {
            *(is_woman ? women : men) = s->lower[at];
            variable[is_man] = at;
            found |= 1 << is_man;
        }
    }
    return found == 3;
}

static void find_groups(const gdcs_i_system *s, const gdcs_disclosure_rule *rule, char *is_group)
{
    const int32_t sex = gdcs_i_system_sex(s);
    if (sex < 0 || rule->groups == GDCS_DISCLOSURE_GROUPS_NONE)
        return;
    for (int64_t v = 0; v < s->count; v++) {
        const int32_t node = gdcs_i_system_nodes(s, v)[sex];
        int64_t variable[2] = {-1, -1};
        double women = 0.0, men = 0.0, total = 0.0;
        if (node == 0 || strcmp(gdcs_i_system_label(s, sex, node), "F") != 0)
            continue;
        if (read_line(s, sex, v, variable, &women, &men, &total) &&
            gdcs_i_rule_is_group(rule, women, men, total))
            is_group[variable[0]] = is_group[variable[1]] = 1;
    }
}

/* Contributions are to be known for the cells of one table; of several, for some. */
static gdcs_status check_axes(const gdcs_i_system *s, const gdcs_table *table, gdcs_error *err)
{
    int64_t shared = 0;
    for (int32_t a = 0; a < s->width; a++)
        shared += gdcs_table_find_axis(table, s->axes[a].name) >= 0;
    if (shared < gdcs_table_count_axes(table) || (s->tables == 1 && shared < s->width))
        return gdcs_i_fail(err, GDCS_E_NAME, "options",
                           "a table of contributions has other axes than the cells");
    return GDCS_OK;
}

static gdcs_status take(const gdcs_i_system *s, const gdcs_disclosure_rule *rule,
                        const gdcs_disclosure_options *options, struct given *g, gdcs_error *err)
{
    gdcs_disclosure_options o;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    const gdcs_table *const all[GIVEN] = {o.contributors, o.largest, o.second,
                                          o.third,        o.fourth,  o.requested};
    memcpy(g->table, all, sizeof all);
    for (int i = 0; i < GIVEN; i++)
        if (g->table[i] != NULL && !g->is_some)
            TRY(check_axes(s, g->table[i], err));
    return gdcs_i_contributions_need(rule, o.largest != NULL, o.second != NULL, o.third != NULL,
                                     o.fourth != NULL, err);
}

gdcs_status gdcs_i_contributions_need(const gdcs_disclosure_rule *rule, int first, int second,
                                      int third, int fourth, gdcs_error *err)
{
    const int given[] = {first, second, third, fourth};
    int32_t need = rule->p_percent > 0.0 ? 2 : 0;
    if (rule->dominance_n > need)
        need = rule->dominance_n;
    for (int32_t i = 0; i < need; i++)
        if (!given[i])
            return gdcs_i_fail(err, GDCS_E_SHAPE, "largest",
                               "the rule needs the %d largest contributions", (int)need);
    return GDCS_OK;
}

static gdcs_status find(const gdcs_i_system *s, const gdcs_disclosure_rule *rule,
                        const gdcs_disclosure_options *options, int is_some, gdcs_i_unsafe *out,
                        gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct given given = {.is_some = is_some};
    void *findings = NULL, *groups = NULL;
    int64_t count = 0;
    TRY(take(s, rule, options, &given, err));
    GO(gdcs_i_alloc(&findings, s->count, sizeof(gdcs_i_finding), err));
    GO(gdcs_i_alloc(&groups, s->count, 1, err));
    find_groups(s, rule, groups);
    for (int64_t v = 0; v < s->count; v++) {
        gdcs_i_number x;
        if (!is_exact(s, v))
            continue;
        GO(describe(s, &given, v, &x, err));
        x.is_group = ((char *)groups)[v];
        gdcs_i_finding *f = &((gdcs_i_finding *)findings)[v];
        *f = gdcs_i_rule_judge(rule, &x);
        f->is_alone = x.contributors == 1.0;
        f->own = own(&x);
        count += f->why != 0;
    }
    *out = (gdcs_i_unsafe){findings, count};
    findings = NULL;
done:
    free(findings);
    free(groups);
    return status;
}

gdcs_status gdcs_i_unsafe_find(const gdcs_i_system *s, const gdcs_disclosure_rule *rule,
                               const gdcs_disclosure_options *options, gdcs_i_unsafe *out,
                               gdcs_error *err)
{
    return find(s, rule, options, 0, out, err);
}

gdcs_status gdcs_i_unsafe_find_some(const gdcs_i_system *s, const gdcs_disclosure_rule *rule,
                                    const gdcs_disclosure_options *options, gdcs_i_unsafe *out,
                                    gdcs_error *err)
{
    return find(s, rule, options, 1, out, err);
}

void gdcs_i_unsafe_free(gdcs_i_unsafe *unsafe)
{
    free(unsafe->finding);
    unsafe->finding = NULL;
}

int gdcs_i_finding_is_met(const gdcs_i_finding *f, double value, double lower, double upper)
{
    const double slack = 1e-6 + 1e-9 * fabs(value);
    return upper - lower > slack && lower <= fmax(0.0, value - f->below) + slack &&
           upper >= value + f->above - slack && upper - lower >= f->width - slack;
}
