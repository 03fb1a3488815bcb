/* Letters of hidden cells, and what the tables with them say of the truth. */
#include "core/fail.h"
#include "data/leave.h"
#include "privacy/cell_key/design.h"
#include "privacy/perturb.h"
#include "privacy/release/release.h"
#include "privacy/round/rule.h"

#include <math.h>
#include <string.h>

/* What there is to say of one cell. */
struct cell {
    gdcs_i_range published;
    gdcs_i_range truth;
    int64_t v;   /* of the originals' system, or -1 */
    int32_t why; /* GDCS_DISCLOSURE_* of the original */
};

static int is_hidden(const struct cell *c)
{
    return c->published.inexact && !c->truth.inexact;
}

/* A letter that the caller gave stays if it says what is so. */
static char letter_of(const gdcs_i_release *r, const struct cell *c, int32_t letters)
{
    const char given = c->published.confidentiality;
    if (letters == GDCS_RELEASE_LETTERS_ONE)
        return 'C';
    if (c->why != 0)
        return (char)(given != 'F' && strchr("AOTMN", given) != NULL
                          ? given
                          : gdcs_i_rule_letter(&r->rule, c->why));
    return (char)(given == 'S' ? 'S' : 'D');
}

/* What an exact number says of the truth. */
static void blur(const gdcs_i_release *r, int whole, double x, double *lower, double *upper)
{
    const gdcs_release_options *o = &r->options;
    const gdcs_i_round rule = {.method = o->rounding_kind == GDCS_DISCLOSURE_ROUNDING_NEAREST
                                             ? GDCS_ROUND_METHOD_CONVENTIONAL
                                             : GDCS_ROUND_METHOD_RANDOM,
                               .whole = whole,
                               .base = o->base};
    *lower = *upper = x;
    if (o->method == GDCS_RELEASE_METHOD_ROUNDING)
        gdcs_i_round_limits(&rule, x, 1.0, lower, upper);
    else if (o->method == GDCS_RELEASE_METHOD_CELL_KEY)
        gdcs_i_cell_key_limits(o->design, x, lower, upper);
    else if (o->method == GDCS_RELEASE_METHOD_NOISE) {
        *lower = 0.0;
        *upper = INFINITY;
    }
}

/* A letter of small numbers says that the number is small, one of the others that it is not. */
static void listen(const gdcs_i_release *r, int whole, const struct cell *c, double *lower,
                   double *upper)
{
    const double minimum = r->rule.minimum, x = gdcs_i_range_lower(&c->truth);
    if (!(minimum > 0.0) ||
        (r->options.contributions != NULL && r->options.contributions->contributors != NULL))
        return;
    if (c->why == GDCS_DISCLOSURE_SMALL || c->why == GDCS_DISCLOSURE_ZERO) {
        *upper = fmin(*upper, whole ? ceil(minimum) - 1.0 : minimum);
        *lower = fmax(*lower, whole && !r->rule.zeros ? 1.0 : 0.0);
    } else if (c->why == 0 && x > 0.0) {
        *lower = fmax(*lower, whole ? ceil(minimum) : minimum);
    }
}

/* Where zeroes stay, and none is hidden, everybody knows that somebody is in what is hidden. */
static int is_nonzero(const gdcs_i_release *r, int whole, const struct cell *c)
{
    return r->shows_zeros && whole && c->v >= 0 && gdcs_i_range_lower(&c->truth) >= 1.0 &&
           gdcs_i_rule_shows_zero(&r->rule, r->truth, c->v);
}

/* One table, the letters of what is made, or NULL, and the numbers of what is seen. */
struct marking {
    const gdcs_i_release *r;
    gdcs_table *made;
    gdcs_table *seen;
    int32_t says; /* GDCS_I_RELEASE_* */
    int whole;
    int64_t hidden;
};

/* What is said of a hidden cell. */
static void limit(const struct marking *m, const struct cell *c, double *lower, double *upper)
{
    if (m->says == GDCS_I_RELEASE_LETTERS) {
        *lower = 0.0;
        *upper = INFINITY;
    }
    if (m->says == GDCS_I_RELEASE_LIMITS)
        return;
    if (m->r->letters == GDCS_RELEASE_LETTERS_KINDS)
        listen(m->r, m->whole, c, lower, upper);
    if (is_nonzero(m->r, m->whole, c))
        *lower = fmax(*lower, fmin(1.0, *upper));
}

static gdcs_status mark_cell(struct marking *m, int64_t slot, const struct cell *c, gdcs_error *err)
{
    double lower = gdcs_i_range_lower(&c->published), upper = gdcs_i_range_upper(&c->published);
    if (is_hidden(c)) {
        gdcs_i_range range = c->published;
        range.status = 'Q';
        range.confidentiality = letter_of(m->r, c, m->r->letters);
        m->hidden++;
        if (m->made != NULL)
            TRY(gdcs_i_cells_put(m->made->cells, slot, &range, err));
        TRY(gdcs_i_cells_put(m->seen->cells, slot, &range, err));
        limit(m, c, &lower, &upper);
    } else if (!c->published.inexact) {
        blur(m->r, m->whole, lower, &lower, &upper);
    }
    return gdcs_i_perturb_limit(m->seen, slot, lower, upper, err);
}

/* The cell of table t in this slot.  GDCS_E_INTERNAL. */
static gdcs_status read_cell(const gdcs_i_release *r, int32_t t, const gdcs_i_release_map *map,
                             int64_t slot, struct cell *c, gdcs_error *err)
{
    const gdcs_table *original = r->originals[t], *table = r->tables[t];
    int32_t codes[GDCS_I_AXES] = {0}, theirs[GDCS_I_AXES] = {0};
    gdcs_i_cells_codes(table->cells, slot, codes);
    if (!gdcs_i_release_map_codes(map, table, codes, theirs))
        return gdcs_i_fail(err, GDCS_E_INTERNAL, "tables", "labels differ after comparison");
    const int64_t v = gdcs_i_system_find(r->truth, t, theirs);
    const int64_t found = gdcs_i_cells_find(original->cells, theirs);
    *c = (struct cell){.published = gdcs_i_cells_get(table->cells, slot),
                       .truth = found < 0 ? *gdcs_i_table_absent(original)
                                          : gdcs_i_cells_get(original->cells, found),
                       .v = v,
                       .why = v < 0 ? 0 : r->unsafe.finding[v].why};
    return GDCS_OK;
}

static gdcs_status mark_cells(struct marking *m, int32_t t, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_release_map map;
    m->whole = gdcs_i_perturb_whole(m->r->originals[t]);
    TRY(gdcs_i_release_map_new(m->seen, m->r->originals[t], &map, err));
    for (int64_t slot = 0; slot < gdcs_i_cells_count(m->seen->cells); slot++) {
        struct cell c;
        GO(read_cell(m->r, t, &map, slot, &c, err));
        GO(mark_cell(m, slot, &c, err));
    }
done:
    gdcs_i_release_map_free(&map, m->seen);
    return status;
}

static gdcs_status look_for_zeros(gdcs_i_release *r, int32_t t, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_release_map map;
    TRY(gdcs_i_release_map_new(r->tables[t], r->originals[t], &map, err));
    for (int64_t slot = 0; slot < gdcs_i_cells_count(r->tables[t]->cells); slot++) {
        struct cell c;
        GO(read_cell(r, t, &map, slot, &c, err));
        if (is_hidden(&c) && c.why == 0 && gdcs_i_range_upper(&c.truth) == 0.0)
            r->shows_zeros = 0;
    }
done:
    gdcs_i_release_map_free(&map, r->tables[t]);
    return status;
}

static gdcs_status mark_table(gdcs_i_release *r, int32_t t, gdcs_error *err)
{
    struct marking m = {.r = r, .says = GDCS_I_RELEASE_ALL};
    gdcs_table_free(r->made[t]);
    gdcs_table_free(r->seen[t]);
    r->made[t] = r->seen[t] = NULL;
    TRY(gdcs_table_copy(r->tables[t], &r->made[t], err));
    TRY(gdcs_table_copy(r->tables[t], &r->seen[t], err));
    m.made = r->made[t];
    m.seen = r->seen[t];
    TRY(mark_cells(&m, t, err));
    r->hidden += m.hidden;
    return GDCS_OK;
}

gdcs_status gdcs_i_release_say(const gdcs_i_release *r, int32_t t, int32_t says, gdcs_table **out,
                               gdcs_error *err)
{
    struct marking m = {.r = r, .says = says};
    TRY(gdcs_table_copy(r->tables[t], &m.seen, err));
    const gdcs_status status = mark_cells(&m, t, err);
    if (status != GDCS_OK) {
        gdcs_table_free(m.seen);
        return status;
    }
    gdcs_i_lower_table(m.seen, r->options.sensitivity);
    *out = m.seen;
    return GDCS_OK;
}

gdcs_status gdcs_i_release_mark(gdcs_i_release *r, int32_t letters, gdcs_error *err)
{
    r->hidden = 0;
    r->letters = letters;
    r->shows_zeros = r->options.method == GDCS_RELEASE_METHOD_SUPPRESSION && r->truth->whole;
    for (int32_t t = 0; t < r->n && r->shows_zeros; t++)
        TRY(look_for_zeros(r, t, err));
    for (int32_t t = 0; t < r->n; t++)
        TRY(mark_table(r, t, err));
    return GDCS_OK;
}
