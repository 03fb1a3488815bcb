/* The distribution of S level by level, as a product of binomials given their sum: of all levels but two
   the masses of every (yes so far, sum so far) are kept, and the last two are closed at once, since yes
   on one of them is what is left over by the other.  The binomials are tilted so that the sum asked for
   is the expected one: then masses near it are of the order of 1 however small its tail is, all terms
   are positive, and tables more than 11 standard deviations away are nothing beside them. */
#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "num/dist.h"
#include "num/trend/exact.h"

#include <math.h>
#include <stdlib.h>

static const double most_states = 8e6, most_steps = 1e8, negligible = 1e-27;

/* Yes on one level: from `low`, `count` masses at `mass`. */
struct level {
    double low;
    int64_t count;
    double score;
    int32_t number; /* in the lattice */
    double *mass;
};

/* Masses of yes from `low` (rows) and sums from `base` (columns). */
struct states {
    double low;
    double base;
    int64_t rows;
    int64_t columns;
    double *mass;
};

static double mass_at(double yes, double size, double p, double q)
{
    return p <= 0.5 ? gdcs_i_binomial_pmf(yes, size, p) : gdcs_i_binomial_pmf(size - yes, size, q);
}

/* Where the masses of a level are nothing beside its largest; beyond it by less than a quarter. */
static void find_window(double size, double p, double q, double *low, double *high)
{
    const double mode = fmin(floor((size + 1.0) * p), size), top = mass_at(mode, size, p, q);
    *low = *high = mode;
    for (double step = 1.0; *low > 0.0 && mass_at(*low, size, p, q) > negligible * top;
         step = floor(1.25 * step + 1.0))
        *low = fmax(*low - step, 0.0);
    for (double step = 1.0; *high < size && mass_at(*high, size, p, q) > negligible * top;
         step = floor(1.25 * step + 1.0))
        *high = fmin(*high + step, size);
}

static gdcs_status too_large(gdcs_error *err)
{
    return gdcs_i_fail(err, GDCS_E_LIMIT, "levels",
                       "there are too many tables for an exact test: at most 8e6 sums at once and "
                       "1e8 steps");
}

/* Where the level begins and ends; its masses are filled in once it is known that they are not too many. */
static struct level level_of(const gdcs_i_lattice *l, const gdcs_i_tilt *t, int32_t j)
{
    double low, high;
    find_window(l->size[j], t->p[j], t->q[j], &low, &high);
    const struct level level = {low, (int64_t)(high - low) + 1, l->score[j], j, NULL};
    return level;
}

static gdcs_status fill(const gdcs_i_lattice *l, const gdcs_i_tilt *t, struct level *level,
                        gdcs_error *err)
{
    void *mass = NULL;
    TRY(gdcs_i_alloc(&mass, level->count, sizeof(double), err));
    level->mass = mass;
    for (int64_t i = 0; i < level->count; i++)
        level->mass[i] = mass_at(level->low + (double)i, l->size[level->number],
                                 t->p[level->number], t->q[level->number]);
    return GDCS_OK;
}

static double high_of(const struct level *level)
{
    return level->low + (double)(level->count - 1);
}

/* States after this level, without masses: yes is not more than all yes, nor less than what the levels
   after it can make good. */
static struct states states_after(const struct states *from, const struct level *level,
                                  int32_t rest, double yes)
{
    double rest_low = 0.0, rest_high = 0.0;
    for (int32_t k = 1; k <= rest; k++) {
        rest_low += level[k].low;
        rest_high += high_of(&level[k]);
    }
    const double low = fmax(from->low + level->low, yes - rest_high);
    const double high = fmin(from->low + (double)(from->rows - 1) + high_of(level), yes - rest_low);
    const struct states to = {low, from->base + level->score * level->low,
                              high >= low ? (int64_t)(high - low) + 1 : 0,
                              from->columns + (int64_t)level->score * (level->count - 1), NULL};
    return to;
}

static gdcs_status check_size(const struct level *level, int32_t n, double yes, gdcs_error *err)
{
    struct states states = {0.0, 0.0, 1, 1, NULL};
    double steps = 0.0;
    for (int32_t j = 0; j < n; j++) {
        steps += (double)level[j].count;
        if ((double)level[j].count > most_states)
            return too_large(err);
    }
    for (int32_t j = 0; j < n - 2 && steps <= most_steps; j++) {
        steps += (double)states.rows * (double)states.columns * (double)level[j].count;
        states = states_after(&states, &level[j], n - 1 - j, yes);
        if ((double)states.rows * (double)states.columns > most_states)
            return too_large(err);
    }
    steps += (double)states.rows * (double)(states.columns + level[n - 1].count);
    return steps > most_steps ? too_large(err) : GDCS_OK;
}

static void convolve(const struct states *from, const struct level *level, struct states *to)
{
    for (int64_t a = 0; a < from->rows; a++)
        for (int64_t i = 0; i < level->count; i++) {
            const double row = from->low + (double)a + level->low + (double)i - to->low;
            if (row < 0.0 || row >= (double)to->rows)
                continue;
            const double mass = level->mass[i];
            const double *x = from->mass + a * from->columns;
            double *y = to->mass + (int64_t)row * to->columns + (int64_t)level->score * i;
            for (int64_t s = 0; s < from->columns; s++)
                y[s] += mass * x[s];
        }
}

/* The last two levels, the one of the lower score first, and what is looked for. */
struct close {
    const struct level *low;
    const struct level *high;
    double yes;
    double sum;
    double slope;
    double *suffix; /* room for high->count + 1 */
};

/* Yes on the higher level given how many are left for both: from `first` to `last`. */
static double mass_of_both(const struct close *c, double left, double i)
{
    return c->high->mass[(int64_t)(i - c->high->low)] *
           c->low->mass[(int64_t)(left - i - c->low->low)];
}

/* suffix[k] = sum over i >= first + k of mass e^(-slope gap (i - first - k)). */
static void close_row(const struct close *c, double left, const double *row, int64_t columns,
                      double base, gdcs_i_sum *tail, gdcs_i_sum *point)
{
    const double first = fmax(c->high->low, left - high_of(c->low));
    const double last = fmin(high_of(c->high), left - c->low->low);
    const double gap = c->high->score - c->low->score, fall = exp(-c->slope * gap);
    if (last < first)
        return;
    const int64_t count = (int64_t)(last - first) + 1;
    c->suffix[count] = 0.0;
    for (int64_t k = count - 1; k >= 0; k--)
        c->suffix[k] = mass_of_both(c, left, first + (double)k) + fall * c->suffix[k + 1];
    for (int64_t s = 0; s < columns; s++) {
        const double without = base + (double)s + c->low->score * left;
        const double wanted = ceil((c->sum - without) / gap);
        const double from = fmax(wanted, first);
        if (row[s] == 0.0 || from > last)
            continue;
        const double beyond = without + gap * from - c->sum;
        gdcs_i_sum_add(tail, row[s] * exp(-c->slope * beyond) * c->suffix[(int64_t)(from - first)]);
        if (beyond == 0.0)
            gdcs_i_sum_add(point, row[s] * mass_of_both(c, left, from));
    }
}

static gdcs_status close_all(const struct states *states, struct close *c, gdcs_i_sum *tail,
                             gdcs_i_sum *point, gdcs_error *err)
{
    void *room = NULL;
    TRY(gdcs_i_alloc(&room, c->high->count + 1, sizeof(double), err));
    c->suffix = room;
    for (int64_t a = 0; a < states->rows; a++)
        close_row(c, c->yes - states->low - (double)a, states->mass + a * states->columns,
                  states->columns, states->base, tail, point);
    free(room);
    return GDCS_OK;
}

/* Levels whose sums need most room come last: their masses are never spread. */
static void order_levels(struct level *level, int32_t n)
{
    for (int32_t i = 1; i < n; i++)
        for (int32_t k = i; k > 0 && level[k].score * (double)level[k].count <
                                         level[k - 1].score * (double)level[k - 1].count;
             k--) {
            const struct level swap = level[k];
            level[k] = level[k - 1];
            level[k - 1] = swap;
        }
}

static gdcs_status spread(const struct level *level, int32_t n, double yes, struct states *states,
                          gdcs_error *err)
{
    for (int32_t j = 0; j < n - 2; j++) {
        struct states next = states_after(states, &level[j], n - 1 - j, yes);
        void *mass = NULL;
        TRY(gdcs_i_alloc(&mass, next.rows * next.columns, sizeof(double), err));
        next.mass = mass;
        convolve(states, &level[j], &next);
        free(states->mass);
        *states = next;
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_lattice_tail(const gdcs_i_lattice *l, double sum, double *log_tail,
                                double *log_point, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const gdcs_i_tilt t = gdcs_i_tilt_of(l, sum);
    struct level level[GDCS_I_LEVELS] = {{0}};
    struct states states = {0.0, 0.0, 1, 1, NULL};
    gdcs_i_sum tail = {0}, point = {0};
    void *one = NULL;
    for (int32_t j = 0; j < l->n; j++)
        level[j] = level_of(l, &t, j);
    order_levels(level, l->n);
    TRY(check_size(level, l->n, l->yes, err));
    GO(gdcs_i_alloc(&one, 1, sizeof(double), err));
    states.mass = one;
    states.mass[0] = 1.0;
    for (int32_t j = 0; j < l->n; j++)
        GO(fill(l, &t, &level[j], err));
    GO(spread(level, l->n, l->yes, &states, err));
    const struct level *a = &level[l->n - 2], *b = &level[l->n - 1];
    struct close c = {.low = a->score < b->score ? a : b,
                      .high = a->score < b->score ? b : a,
                      .yes = l->yes,
                      .sum = sum,
                      .slope = t.slope};
    GO(close_all(&states, &c, &tail, &point, err));
    *log_tail = log(gdcs_i_sum_value(tail)) - t.log_excess;
    *log_point = log(gdcs_i_sum_value(point)) - t.log_excess;
done:
    free(states.mass);
    for (int32_t j = 0; j < l->n; j++)
        free(level[j].mass);
    return status;
}
