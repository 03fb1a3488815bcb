/* Lines of the sex axis that tell that all are of one sex. */
#include "core/fail.h"
#include "core/memory.h"
#include "privacy/audit/audit.h"

#include <stdlib.h>
#include <string.h>

enum { WOMEN = 0, MEN = 1, OTHERS = 2 };

/* What an attacker knows of the persons of a line. */
struct line {
    int64_t variable[2]; /* of WOMEN, MEN */
    double lower[3];
    double upper[3];
};

static int kind_of(const char *label)
{
    return strcmp(label, "F") == 0 ? WOMEN : strcmp(label, "M") == 0 ? MEN : OTHERS;
}

static int has_groups(const gdcs_i_audit *a)
{
    return gdcs_i_system_sex(a->system) >= 0 && a->has_rule &&
           a->rule.groups != GDCS_DISCLOSURE_GROUPS_NONE;
}

static int kind_at(const gdcs_i_system *s, int64_t v)
{
    const int32_t sex = gdcs_i_system_sex(s), node = gdcs_i_system_nodes(s, v)[sex];
    return node == 0 ? OTHERS : kind_of(gdcs_i_system_label(s, sex, node));
}

/* The variables of women and men in the line of v; 0 if one of them is in no table. */
static int find_line(const gdcs_i_system *s, int64_t v, int64_t *variable)
{
    const int32_t sex = gdcs_i_system_sex(s);
    int32_t nodes[GDCS_I_AXES] = {0};
    memcpy(nodes, gdcs_i_system_nodes(s, v), (size_t)s->width * sizeof *nodes);
    variable[WOMEN] = variable[MEN] = -1;
    for (nodes[sex] = 1; nodes[sex] < s->axes[sex].nodes; nodes[sex]++) {
        const int kind = kind_of(gdcs_i_system_label(s, sex, nodes[sex]));
        if (kind != OTHERS)
            variable[kind] = gdcs_i_system_at(s, nodes);
    }
    return variable[WOMEN] >= 0 && variable[MEN] >= 0;
}

/* Of other and unknown sex there may be several numbers. */
static int read_line(const gdcs_i_audit *a, int64_t v, struct line *line)
{
    const gdcs_i_system *s = a->system;
    const int32_t sex = gdcs_i_system_sex(s);
    int32_t nodes[GDCS_I_AXES] = {0};
    memcpy(nodes, gdcs_i_system_nodes(s, v), (size_t)s->width * sizeof *nodes);
    *line = (struct line){.lower = {0}};
    for (nodes[sex] = 1; nodes[sex] < s->axes[sex].nodes; nodes[sex]++) {
        const char *label = gdcs_i_system_label(s, sex, nodes[sex]);
        const int64_t at = gdcs_i_system_at(s, nodes);
        if (at < 0 || strcmp(label, "_Z") == 0)
            continue;
        line->lower[kind_of(label)] += a->attack->bound[GDCS_I_LOW][at];
        line->upper[kind_of(label)] += a->attack->bound[GDCS_I_HIGH][at];
    }
    return find_line(s, v, line->variable);
}

/* Does the rule forbid to know that all are of this sex? */
static int is_forbidden(const gdcs_i_audit *a, const struct line *line, int sex)
{
    const double limit = a->rule.group_limit;
    return (sex == MEN || a->rule.groups == GDCS_DISCLOSURE_GROUPS_ONE_SEX) &&
           (limit == 0.0 || line->lower[sex] <= limit);
}

/* Is it known? */
static int shows_group(const gdcs_i_audit *a, const struct line *line, int sex)
{
    return is_forbidden(a, line, sex) && line->lower[sex] > 0.5 && line->upper[!sex] < 0.5 &&
           line->upper[OTHERS] < 0.5;
}

/* If it is so, is the number of the other sex, 0, less open than the rule asks? */
static int exposes_group(const gdcs_i_audit *a, const struct line *line, int sex)
{
    const gdcs_i_number nobody = {.is_group = 1};
    const gdcs_i_finding asked = gdcs_i_rule_judge(&a->rule, &nobody);
    return is_forbidden(a, line, sex) && line->upper[sex] > 0.5 && line->lower[!sex] < 0.5 &&
           line->lower[OTHERS] < 0.5 && !gdcs_i_finding_is_met(&asked, 0.0, 0.0, line->upper[!sex]);
}

static int64_t find_truth(const gdcs_i_audit *a, int64_t v)
{
    const int64_t t = a->truth != NULL ? gdcs_i_audit_find_truth(a, v) : -1;
    return t >= 0 && (a->truth->flags[t] & GDCS_I_PUBLISHED) != 0 ? t : -1;
}

/* Originals that have one sex without the other cannot say what the line is. */
static int is_half_known(const gdcs_i_audit *a, const int64_t *variable)
{
    return a->truth != NULL &&
           (find_truth(a, variable[WOMEN]) < 0 || find_truth(a, variable[MEN]) < 0);
}

int gdcs_i_audit_may_be_group(const gdcs_i_audit *a, int64_t v)
{
    int64_t variable[2];
    return has_groups(a) && kind_at(a->system, v) != OTHERS && find_line(a->system, v, variable) &&
           is_half_known(a, variable);
}

/* Is it known to whoever asks that the rule has nothing against the line, as it truly is? */
static int is_allowed(const gdcs_i_audit *a, int64_t v)
{
    const int64_t t = find_truth(a, v);
    return t >= 0 && (a->unsafe.finding[t].why & GDCS_DISCLOSURE_GROUP) == 0;
}

static void mark_group(gdcs_i_audit *a, const struct line *line)
{
    const gdcs_i_system *s = a->system;
    const int64_t women = line->variable[WOMEN], men = line->variable[MEN];
    const int hidden = s->lower[women] < s->upper[women] || s->lower[men] < s->upper[men];
    for (int sex = 0; sex < 2; sex++) {
        const int64_t v = line->variable[sex];
        if (!gdcs_i_audit_is_judged(a, v) || is_allowed(a, v))
            continue;
        if (a->verdict[v] == GDCS_I_VERDICT_PROTECTED ||
            a->verdict[v] == GDCS_I_VERDICT_RECOVERED || a->verdict[v] == GDCS_I_VERDICT_UNDECIDED)
            a->verdict[v] = hidden ? GDCS_I_VERDICT_GROUP : GDCS_I_VERDICT_PUBLISHED;
        a->wanted[v] = 1;
    }
}

/* May it be that all are of this sex, for all that is known of what the other sex was hidden for? */
static int may_be(const gdcs_i_audit *a, const struct line *line, const char *hides, int sex)
{
    return a->truth == NULL ? hides[line->variable[!sex]] : is_half_known(a, line->variable);
}

static int leaks_group(const gdcs_i_audit *a, const struct line *line, const char *hides)
{
    for (int sex = 0; sex < 2; sex++)
        if (shows_group(a, line, sex) ||
            (may_be(a, line, hides, sex) && exposes_group(a, line, sex)))
            return 1;
    return 0;
}

/* By variable: does a table that is judged hide it? */
static void list_hidden(const gdcs_i_audit *a, char *hides)
{
    for (int32_t t = 0; t < a->judged; t++) {
        const gdcs_i_cells *cells = a->tables[t]->cells;
        for (int64_t slot = 0; slot < gdcs_i_cells_count(cells); slot++) {
            int32_t codes[GDCS_I_AXES];
            gdcs_i_cells_codes(cells, slot, codes);
            if (gdcs_i_cells_get(cells, slot).inexact)
                hides[gdcs_i_system_find(a->system, t, codes)] = 1;
        }
    }
}

gdcs_status gdcs_i_audit_judge_groups(gdcs_i_audit *a, gdcs_error *err)
{
    struct line line;
    void *hides = NULL;
    if (!has_groups(a))
        return GDCS_OK;
    TRY(gdcs_i_alloc(&hides, a->system->count, 1, err));
    list_hidden(a, hides);
    for (int64_t v = 0; v < a->system->count; v++)
        if (kind_at(a->system, v) == WOMEN && read_line(a, v, &line) &&
            leaks_group(a, &line, hides))
            mark_group(a, &line);
    free(hides);
    return GDCS_OK;
}
