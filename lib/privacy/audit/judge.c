#include "privacy/audit/audit.h"

#include <math.h>
#include <string.h>

const char *gdcs_i_verdict_name(int verdict)
{
    static const char *const names[GDCS_I_VERDICTS] = {"protected", "published", "group",
                                                       "exact",     "narrow",    "contradicted",
                                                       "undecided", "recovered", "insider"};
    return names[verdict];
}

int64_t gdcs_i_audit_find_truth(const gdcs_i_audit *a, int64_t v)
{
    int32_t nodes[GDCS_I_AXES] = {0};
    const int32_t *own = gdcs_i_system_nodes(a->system, v);
    for (int32_t i = 0; i < a->system->width; i++) {
        const gdcs_i_system_axis *axis = &a->system->axes[i];
        int32_t k = 0;
        while (k < a->truth->width && strcmp(a->truth->axes[k].name, axis->name) != 0)
            k++;
        if (k == a->truth->width) {
            if (own[i] != 0)
                return -1;
            continue;
        }
        if (own[i] == 0)
            continue;
        const char *label = gdcs_i_system_label(a->system, i, own[i]);
        nodes[k] = gdcs_i_pool_find(a->truth->axes[k].labels, label, strlen(label)) + 1;
        if (nodes[k] == 0)
            return -1;
    }
    return gdcs_i_system_at(a->truth, nodes);
}

static double slack_of(double x)
{
    return 1e-6 + 1e-9 * fabs(x);
}

static int is_exact(double lower, double upper)
{
    return upper - lower <= slack_of(lower);
}

/* Letters of cells that were hidden for their own sake. */
static int is_primary(char letter)
{
    return strchr("CAOTGMN", letter) != NULL;
}

/* The true number is known, and with it what protects it. */
int gdcs_i_audit_judge_true(const gdcs_i_audit *a, int64_t t, double lower, double upper)
{
    const double x = a->truth->lower[t], slack = slack_of(x);
    const gdcs_i_finding *f = &a->unsafe.finding[t];
    const int was_exact = a->truth->lower[t] == a->truth->upper[t];
    if (was_exact && (x < lower - slack || x > upper + slack))
        return GDCS_I_VERDICT_CONTRADICTED;
    if (f->why == 0)
        return is_exact(lower, upper) && was_exact ? GDCS_I_VERDICT_RECOVERED
                                                   : GDCS_I_VERDICT_PROTECTED;
    if (is_exact(lower, upper))
        return f->why == GDCS_DISCLOSURE_GROUP ? GDCS_I_VERDICT_GROUP : GDCS_I_VERDICT_EXACT;
    if (lower > fmax(0.0, x - f->below) + slack || upper < x + f->above - slack ||
        upper - lower < f->width - slack)
        return GDCS_I_VERDICT_NARROW;
    return GDCS_I_VERDICT_PROTECTED;
}

static int judge_number(const gdcs_i_audit *a, int64_t v, double x)
{
    const gdcs_i_number number = {.value = x, .contributors = x};
    if (!a->has_rule || is_primary(a->system->letter[v]) ||
        gdcs_i_rule_judge(&a->rule, &number).why)
        return GDCS_I_VERDICT_EXACT;
    return GDCS_I_VERDICT_RECOVERED;
}

/* Only what is published is known. */
static int judge_blind(const gdcs_i_audit *a, int64_t v)
{
    const double lower = a->attack->bound[GDCS_I_LOW][v], upper = a->attack->bound[GDCS_I_HIGH][v];
    if (is_exact(lower, upper))
        return judge_number(a, v, lower);
    if (!a->has_rule)
        return GDCS_I_VERDICT_PROTECTED;
    const double asked = fmax(a->rule.width, a->rule.below + a->rule.above);
    const int may_be_unsafe =
        lower < a->rule.minimum || a->rule.minimum == 0.0 || is_primary(a->system->letter[v]);
    return may_be_unsafe && upper - lower < asked - slack_of(upper) ? GDCS_I_VERDICT_NARROW
                                                                    : GDCS_I_VERDICT_PROTECTED;
}

static int judge_one(const gdcs_i_audit *a, int64_t v)
{
    const gdcs_i_system *s = a->system;
    const int64_t t = a->truth != NULL ? gdcs_i_audit_find_truth(a, v) : -1;
    const int is_known = t >= 0 && (a->truth->flags[t] & GDCS_I_PUBLISHED) != 0;
    if (s->lower[v] == s->upper[v]) {
        const int unsafe =
            is_known ? a->unsafe.finding[t].why != 0
                     : a->has_rule && a->exposed.finding != NULL && a->exposed.finding[v].why != 0;
        return unsafe ? GDCS_I_VERDICT_PUBLISHED : GDCS_I_VERDICT_PROTECTED;
    }
    const int found = is_known ? gdcs_i_audit_judge_true(a, t, a->attack->bound[GDCS_I_LOW][v],
                                                         a->attack->bound[GDCS_I_HIGH][v])
                               : judge_blind(a, v);
    if (found != GDCS_I_VERDICT_PROTECTED)
        return found;
    if ((a->attack->flags[v] & (GDCS_I_ATTACK_CONTRADICTED | GDCS_I_ATTACK_DISPUTED)) != 0)
        return GDCS_I_VERDICT_CONTRADICTED;
    if (is_known && a->unsafe.finding[t].why == 0)
        return GDCS_I_VERDICT_PROTECTED; /* whatever its interval is */
    return gdcs_i_attack_is_met(a->attack, v, GDCS_I_LOW) &&
                   gdcs_i_attack_is_met(a->attack, v, GDCS_I_HIGH)
               ? GDCS_I_VERDICT_PROTECTED
               : GDCS_I_VERDICT_UNDECIDED;
}

/* What an attacker knows of the persons of a line of the sex axis. */
struct line {
    int64_t variable[2]; /* women, men */
    double lower[2];
    double upper[2];
    double others; /* at most: of other and unknown sex */
};

static int read_line(const gdcs_i_audit *a, int32_t sex, int64_t v, struct line *line)
{
    const gdcs_i_system *s = a->system;
    int32_t nodes[GDCS_I_AXES] = {0};
    memcpy(nodes, gdcs_i_system_nodes(s, v), (size_t)s->width * sizeof *nodes);
    *line = (struct line){{-1, -1}, {0, 0}, {0, 0}, 0.0};
    for (int32_t n = 1; n < s->axes[sex].nodes; n++) {
        const char *label = gdcs_i_system_label(s, sex, n);
        nodes[sex] = n;
        const int64_t at = gdcs_i_system_at(s, nodes);
        const int side = strcmp(label, "F") == 0 ? 0 : strcmp(label, "M") == 0 ? 1 : 2;
        if (at < 0 || strcmp(label, "_Z") == 0)
            continue;
        if (side == 2) {
            line->others += a->attack->bound[GDCS_I_HIGH][at];
            continue;
        }
        line->variable[side] = at;
        line->lower[side] = a->attack->bound[GDCS_I_LOW][at];
        line->upper[side] = a->attack->bound[GDCS_I_HIGH][at];
    }
    return line->variable[0] >= 0 && line->variable[1] >= 0;
}

/* Are all, to the attacker's knowledge, of the sex `side`? */
static int shows_group(const gdcs_i_audit *a, const struct line *line, int side)
{
    const double least = line->lower[side], limit = a->rule.group_limit;
    if (side == 0 && a->rule.groups != GDCS_DISCLOSURE_GROUPS_ONE_SEX)
        return 0;
    return least > 0.5 && line->upper[1 - side] < 0.5 && line->others < 0.5 &&
           (limit == 0.0 || least <= limit);
}

/* Is it known to whoever asks that the rule has nothing against the line, as it truly is? */
static int is_allowed(const gdcs_i_audit *a, int64_t v)
{
    const int64_t t = a->truth != NULL ? gdcs_i_audit_find_truth(a, v) : -1;
    return t >= 0 && (a->truth->flags[t] & GDCS_I_PUBLISHED) != 0 &&
           (a->unsafe.finding[t].why & GDCS_DISCLOSURE_GROUP) == 0;
}

static void mark_group(gdcs_i_audit *a, const struct line *line)
{
    const gdcs_i_system *s = a->system;
    const int64_t women = line->variable[0], men = line->variable[1];
    const int hidden = s->lower[women] < s->upper[women] || s->lower[men] < s->upper[men];
    for (int side = 0; side < 2; side++) {
        const int64_t v = line->variable[side];
        if (!gdcs_i_audit_is_judged(a, v) || is_allowed(a, v))
            continue;
        if (a->verdict[v] == GDCS_I_VERDICT_PROTECTED ||
            a->verdict[v] == GDCS_I_VERDICT_RECOVERED || a->verdict[v] == GDCS_I_VERDICT_UNDECIDED)
            a->verdict[v] = hidden ? GDCS_I_VERDICT_GROUP : GDCS_I_VERDICT_PUBLISHED;
        a->wanted[v] = 1;
    }
}

static void judge_groups(gdcs_i_audit *a)
{
    const int32_t sex = gdcs_i_system_sex(a->system);
    struct line line;
    if (sex < 0 || !a->has_rule || a->rule.groups == GDCS_DISCLOSURE_GROUPS_NONE)
        return;
    for (int64_t v = 0; v < a->system->count; v++) {
        const int32_t node = gdcs_i_system_nodes(a->system, v)[sex];
        if (node == 0 || strcmp(gdcs_i_system_label(a->system, sex, node), "F") != 0 ||
            !read_line(a, sex, v, &line))
            continue;
        if (shows_group(a, &line, 0) || shows_group(a, &line, 1))
            mark_group(a, &line);
    }
}

void gdcs_i_audit_judge(gdcs_i_audit *a)
{
    for (int64_t v = 0; v < a->system->count; v++)
        if (a->wanted[v])
            a->verdict[v] = (char)judge_one(a, v);
    judge_groups(a);
}
