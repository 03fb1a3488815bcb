/* Bounds of single rows, until nothing moves: what a reader with a pencil finds. */
#include "core/fail.h"
#include "core/memory.h"
#include "privacy/attack.h"

#include <math.h>
#include <stdlib.h>

enum { VISITS = 40 }; /* of a row: what creeps is left to the linear programmes */

/* The smallest or largest sum of a row, its infinite terms counted apart. */
struct activity {
    double sum;
    int64_t infinite;
};

struct queue {
    int32_t *row;
    char *waits;
    unsigned char *visits;
    int64_t head, count, room;
};

static double term(const gdcs_i_attack *a, int64_t k, int side)
{
    const double x = a->system->value[k];
    const int32_t v = a->system->column[k];
    return x * a->bound[x > 0.0 ? side : 1 - side][v];
}

static struct activity add_up(const gdcs_i_attack *a, int64_t row, int side)
{
    struct activity all = {0.0, 0};
    for (int64_t k = a->system->start[row]; k < a->system->start[row + 1]; k++) {
        const double t = term(a, k, side);
        if (isinf(t))
            all.infinite++;
        else
            all.sum += t;
    }
    return all;
}

/* What the others in the row leave at least or at most: minus their smallest or largest sum. */
static double without(const gdcs_i_attack *a, struct activity all, int64_t k, int side)
{
    const double t = term(a, k, side);
    const double none = side == GDCS_I_LOW ? -INFINITY : INFINITY;
    if (isinf(t))
        return all.infinite > 1 ? none : all.sum;
    return all.infinite > 0 ? none : all.sum - t;
}

static double rounding_of(const gdcs_i_attack *a, int64_t row)
{
    double size = fabs(a->system->row_lower[row]);
    for (int64_t k = a->system->start[row]; k < a->system->start[row + 1]; k++)
        for (int side = 0; side < 2; side++) {
            const double t = fabs(term(a, k, side));
            if (t > size && !isinf(t))
                size = t;
        }
    return 1e-9 * (1.0 + size);
}

/* Can the row not hold, whatever its cells are within their bounds? */
static int is_impossible(const gdcs_i_attack *a, int64_t row)
{
    const struct activity low = add_up(a, row, GDCS_I_LOW), high = add_up(a, row, GDCS_I_HIGH);
    const double slack = rounding_of(a, row);
    return (low.infinite == 0 && low.sum > a->system->row_upper[row] + slack) ||
           (high.infinite == 0 && high.sum < a->system->row_lower[row] - slack);
}

/* A gain that is worth going on for, or the end of the interval. */
static int is_gain(const gdcs_i_attack *a, int32_t v, int side, double x)
{
    const double was = a->bound[side][v], other = a->bound[1 - side][v];
    const double gain = side == GDCS_I_LOW ? x - was : was - x;
    if (isnan(x) || isinf(x))
        return 0;
    if (isinf(was))
        return 1;
    if (a->system->whole)
        return gain >= 0.5;
    return gain > 1e-9 * (1.0 + fabs(x)) && (isinf(other) || gain > 1e-3 * fabs(other - was));
}

static void wake(gdcs_i_attack *a, struct queue *q, int32_t v)
{
    for (int64_t i = a->row_start[v]; i < a->row_start[v + 1]; i++) {
        const int32_t r = a->row_list[i];
        if (q->waits[r] || a->dropped[r] || q->visits[r] >= VISITS)
            continue;
        q->waits[r] = 1;
        q->row[(q->head + q->count++) % q->room] = r;
    }
}

int32_t gdcs_i_attack_root(const gdcs_i_attack *a, int32_t v)
{
    while (a->group[v] != v) {
        a->group[v] = a->group[a->group[v]];
        v = a->group[v];
    }
    return v;
}

/* A row in contradiction with others spoils all that is connected with it. */
static void contradict(gdcs_i_attack *a, int64_t row)
{
    int news = 0;
    for (int64_t k = a->system->start[row]; k < a->system->start[row + 1]; k++) {
        const int32_t top = gdcs_i_attack_root(a, a->system->column[k]);
        news |= (a->flags[top] & GDCS_I_ATTACK_SPOILT) == 0;
        a->flags[top] |= GDCS_I_ATTACK_SPOILT;
    }
    a->contradictions += news;
}

/* One side of one variable by one row: value x < what the row allows less what the others need. */
static void tighten(gdcs_i_attack *a, struct queue *q, int64_t row, int64_t k, int side,
                    const struct activity all[2])
{
    const gdcs_i_system *s = a->system;
    const int32_t v = s->column[k];
    const double c = s->value[k];
    const int from = c > 0.0 ? side : 1 - side; /* which limit of the row this bound comes from */
    const double limit = from == GDCS_I_LOW ? s->row_lower[row] : s->row_upper[row];
    double x = (limit - without(a, all[1 - from], k, 1 - from)) / c;
    x = gdcs_i_attack_whole(a, x, side);
    if (!is_gain(a, v, side, x))
        return;
    if (side == GDCS_I_LOW ? x > a->bound[GDCS_I_HIGH][v] : x < a->bound[GDCS_I_LOW][v]) {
        const double slack = a->system->whole ? 0.5 : rounding_of(a, row);
        if (fabs(x - a->bound[1 - side][v]) > slack) {
            contradict(a, row);
            return;
        }
        x = a->bound[1 - side][v];
    }
    a->bound[side][v] = x;
    a->proof[side][v].row = (int32_t)row;
    wake(a, q, v);
}

/* The sums of the row move with the bounds of one of its variables. */
static void move(struct activity *all, double was, double now)
{
    if (isinf(was))
        all->infinite--;
    else
        all->sum -= was;
    if (isinf(now))
        all->infinite++;
    else
        all->sum += now;
}

static void visit(gdcs_i_attack *a, struct queue *q, int32_t row)
{
    const gdcs_i_system *s = a->system;
    struct activity all[2] = {add_up(a, row, GDCS_I_LOW), add_up(a, row, GDCS_I_HIGH)};
    q->visits[row]++;
    for (int64_t k = s->start[row]; k < s->start[row + 1]; k++) {
        const int32_t v = s->column[k];
        if (!(a->bound[0][v] < a->bound[1][v]) ||
            (a->flags[gdcs_i_attack_root(a, v)] & GDCS_I_ATTACK_SPOILT) != 0)
            continue;
        for (int side = 0; side < 2; side++) {
            const double was[2] = {term(a, k, GDCS_I_LOW), term(a, k, GDCS_I_HIGH)};
            tighten(a, q, row, k, side, all);
            move(&all[0], was[0], term(a, k, GDCS_I_LOW));
            move(&all[1], was[1], term(a, k, GDCS_I_HIGH));
        }
    }
    if (is_impossible(a, row))
        contradict(a, row);
}

/* Rows that contradict what is published of their cells alone are set aside, and connect nothing. */
static void set_aside(gdcs_i_attack *a, int64_t row)
{
    const gdcs_i_system *s = a->system;
    a->dropped[row] = 1;
    a->contradictions++;
    for (int64_t k = s->start[row]; k < s->start[row + 1]; k++)
        a->flags[s->column[k]] |= GDCS_I_ATTACK_DISPUTED;
}

void gdcs_i_attack_connect(gdcs_i_attack *a)
{
    const gdcs_i_system *s = a->system;
    for (int64_t v = 0; v < s->count; v++)
        a->group[v] = (int32_t)v;
    for (int64_t r = 0; r < s->rows; r++) {
        int32_t first = -1;
        for (int64_t k = s->start[r]; k < s->start[r + 1] && !a->dropped[r]; k++) {
            const int32_t v = s->column[k];
            if (!gdcs_i_attack_is_open(a, v))
                continue;
            if (first >= 0)
                a->group[gdcs_i_attack_root(a, v)] = gdcs_i_attack_root(a, first);
            first = v;
        }
    }
}

static gdcs_status make_queue(const gdcs_i_attack *a, struct queue *q, gdcs_error *err)
{
    void *memory[3] = {NULL};
    static const size_t size[] = {sizeof(int32_t), 1, 1};
    gdcs_status status = GDCS_OK;
    for (int i = 0; i < 3 && status == GDCS_OK; i++)
        status = gdcs_i_alloc(&memory[i], a->system->rows, size[i], err);
    *q = (struct queue){memory[0], memory[1], memory[2], 0, 0, a->system->rows};
    return status;
}

/* What is spoilt goes back to what is published. */
static void spread(gdcs_i_attack *a)
{
    const gdcs_i_system *s = a->system;
    for (int64_t v = 0; v < s->count; v++) {
        if ((a->flags[gdcs_i_attack_root(a, (int32_t)v)] & GDCS_I_ATTACK_SPOILT) != 0 &&
            s->lower[v] < s->upper[v])
            a->flags[v] |= GDCS_I_ATTACK_CONTRADICTED;
        if ((a->flags[v] & GDCS_I_ATTACK_CONTRADICTED) == 0)
            continue;
        for (int side = 0; side < 2; side++)
            a->proof[side][v].row = -1;
        a->bound[0][v] = s->lower[v];
        a->bound[1][v] = s->upper[v];
    }
}

gdcs_status gdcs_i_attack_propagate(gdcs_i_attack *a, gdcs_error *err)
{
    struct queue q;
    const gdcs_status status = make_queue(a, &q, err);
    if (status == GDCS_OK) {
        for (int64_t r = 0; r < a->system->rows; r++)
            if (is_impossible(a, r))
                set_aside(a, r);
        gdcs_i_attack_connect(a);
        for (int64_t r = 0; r < a->system->rows; r++)
            if (!a->dropped[r]) {
                q.waits[r] = 1;
                q.row[q.count++] = (int32_t)r;
            }
        while (q.count > 0) {
            const int32_t r = q.row[q.head];
            q.head = (q.head + 1) % q.room;
            q.count--;
            q.waits[r] = 0;
            visit(a, &q, r);
        }
        spread(a);
    }
    free(q.row);
    free(q.waits);
    free(q.visits);
    return status;
}
