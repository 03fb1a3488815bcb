#include "privacy/audit/part.h"
#include "core/fail.h"
#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PASSES = 6 };

gdcs_status gdcs_i_part_make(gdcs_i_attack *a, gdcs_i_part *p, gdcs_error *err)
{
    const int64_t n = a->system->count, m = a->system->rows, e = a->system->entries;
    memset(p, 0, sizeof *p);
    p->a = a;
    const struct {
        void *place;
        int64_t count;
        size_t size;
    } all[] = {{&p->local, n, sizeof(int32_t)},
               {&p->stamp, m, sizeof(int32_t)},
               {&p->variable, n, sizeof(int32_t)},
               {&p->parent, n, sizeof(int32_t)},
               {&p->sign, n, sizeof(double)},
               {&p->offset, n, sizeof(double)},
               {&p->link, n, sizeof(int32_t)},
               {&p->size, n, sizeof(int32_t)},
               {&p->where, n, sizeof(int32_t)},
               {&p->least, n, sizeof(double)},
               {&p->most, n, sizeof(double)},
               {&p->rows, m, sizeof(int32_t)},
               {&p->used, m, 1},
               {&p->bound[0], n, sizeof(double)},
               {&p->bound[1], n, sizeof(double)},
               {&p->met[0], n, 1},
               {&p->met[1], n, 1},
               {&p->wanted, n, 1},
               {&p->row, m, sizeof(int32_t)},
               {&p->start, m + 1, sizeof(int64_t)},
               {&p->column, e, sizeof(int32_t)},
               {&p->value, e, sizeof(double)},
               {&p->row_lower, m, sizeof(double)},
               {&p->row_upper, m, sizeof(double)},
               {&p->sum, n, sizeof(double)},
               {&p->touched, n, sizeof(int32_t)},
               {&p->objective, n, sizeof(int32_t)},
               {&p->seen[0], n, sizeof(double)},
               {&p->seen[1], n, sizeof(double)},
               {&p->need, n, sizeof(gdcs_i_enough)}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        void *memory = NULL;
        TRY(gdcs_i_alloc(&memory, all[i].count, all[i].size, err));
        memcpy(all[i].place, &memory, sizeof memory);
    }
    void *weight = NULL;
    TRY(gdcs_i_alloc(&weight, n, sizeof(double), err));
    p->weight = weight;
    return GDCS_OK;
}

void gdcs_i_part_release(gdcs_i_part *p)
{
    void *const all[] = {p->local, p->stamp,    p->variable,  p->parent, p->sign,      p->offset,
                         p->link,  p->size,     p->where,     p->least,  p->most,      p->rows,
                         p->used,  p->bound[0], p->bound[1],  p->met[0], p->met[1],    p->wanted,
                         p->row,   p->start,    p->column,    p->value,  p->row_lower, p->row_upper,
                         p->sum,   p->touched,  p->objective, p->weight, p->seen[0],   p->seen[1],
                         p->need};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        free(all[i]);
}

/* The root of a member, and how the member depends on it. */
static int32_t find(const gdcs_i_part *p, int32_t j, double *sign, double *offset)
{
    *sign = 1.0;
    *offset = 0.0;
    while (p->parent[j] != j) {
        *offset += *sign * p->offset[j];
        *sign *= p->sign[j];
        j = p->parent[j];
    }
    return j;
}

/* A row in roots: their coefficients in sum[], their numbers in touched[]; *constant is what the rest
   adds. */
static int32_t express(gdcs_i_part *p, int32_t row, double *constant)
{
    const gdcs_i_system *s = p->a->system;
    int32_t n = 0, kept = 0;
    *constant = 0.0;
    for (int64_t k = s->start[row]; k < s->start[row + 1]; k++) {
        const int32_t v = s->column[k];
        double sign, offset;
        *constant += s->value[k] * p->a->bound[GDCS_I_LOW][v];
        if (!gdcs_i_attack_is_open(p->a, v))
            continue;
        const int32_t top = find(p, p->local[v], &sign, &offset);
        *constant += s->value[k] * offset;
        if (p->sum[top] == 0.0)
            p->touched[n++] = top;
        p->sum[top] += s->value[k] * sign;
    }
    for (int32_t i = 0; i < n; i++) { /* one that was 0 in between was touched twice */
        const int32_t top = p->touched[i];
        p->weight[kept] = p->sum[top];
        p->sum[top] = 0.0;
        if (fabs(p->weight[kept]) > 1e-12)
            p->touched[kept++] = top;
    }
    for (int32_t i = 0; i < kept; i++)
        p->sum[p->touched[i]] = p->weight[i];
    return kept;
}

static void clear(gdcs_i_part *p, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        p->sum[p->touched[i]] = 0.0;
}

/* child = sign x root + offset: the root keeps within the limits of both. */
static void attach(gdcs_i_part *p, int32_t child, int32_t root, double sign, double offset,
                   int32_t row)
{
    const double ends[2] = {(p->least[child] - offset) / sign, (p->most[child] - offset) / sign};
    p->parent[child] = root;
    p->sign[child] = sign;
    p->offset[child] = offset;
    p->link[child] = row;
    p->size[root] += p->size[child];
    p->least[root] = fmax(p->least[root], fmin(ends[0], ends[1]));
    p->most[root] = fmin(p->most[root], fmax(ends[0], ends[1]));
    if (p->least[root] > p->most[root]) { /* by rounding, or because nothing fits */
        p->impossible |= p->least[root] > p->most[root] + 1e-6 * (1.0 + fabs(p->most[root]));
        p->least[root] = p->most[root];
    }
}

/* Does the row make one of its two roots a function of the other? */
static int merge(gdcs_i_part *p, int32_t row)
{
    const gdcs_i_system *s = p->a->system;
    double constant;
    if (s->row_lower[row] != s->row_upper[row])
        return 0;
    const int32_t n = express(p, row, &constant);
    int merged = 0;
    if (n == 2) {
        int32_t a = p->touched[0], b = p->touched[1];
        if (p->size[a] < p->size[b]) {
            a = p->touched[1];
            b = p->touched[0];
        }
        merged = fabs(p->sum[a]) == fabs(p->sum[b]);
        if (merged)
            attach(p, b, a, -p->sum[a] / p->sum[b], (s->row_lower[row] - constant) / p->sum[b],
                   row);
    }
    clear(p, n);
    return merged;
}

static void reduce(gdcs_i_part *p)
{
    int64_t news = 1;
    for (int pass = 0; pass < PASSES && news > 0; pass++) {
        news = 0;
        for (int64_t i = 0; i < p->found; i++)
            if (!p->used[i] && merge(p, p->rows[i])) {
                p->used[i] = 1;
                news++;
            }
    }
}

static void put_row(gdcs_i_part *p, int32_t row)
{
    const gdcs_i_system *s = p->a->system;
    double constant;
    const int32_t n = express(p, row, &constant);
    const double lower = s->row_lower[row] - constant, upper = s->row_upper[row] - constant;
    int64_t at = p->start[p->count];
    if (n == 0) {
        const double slack = 1e-6 * (1.0 + fabs(constant));
        p->impossible |= lower > slack || upper < -slack;
        return;
    }
    for (int32_t i = 0; i < n; i++) {
        p->column[at] = p->where[p->touched[i]];
        p->value[at++] = p->sum[p->touched[i]];
    }
    p->row[p->count] = row;
    p->row_lower[p->count] = lower;
    p->row_upper[p->count] = upper;
    p->start[++p->count] = at;
    clear(p, n);
}

static void put_columns(gdcs_i_part *p)
{
    p->columns = 0;
    for (int32_t j = 0; j < p->members; j++) {
        if (p->parent[j] != j)
            continue;
        const int64_t c = p->columns++;
        p->where[j] = (int32_t)c;
        p->bound[GDCS_I_LOW][c] = p->least[j];
        p->bound[GDCS_I_HIGH][c] = p->most[j];
        p->met[0][c] = p->met[1][c] = p->wanted[c] = 0;
        p->seen[GDCS_I_LOW][c] = INFINITY;
        p->seen[GDCS_I_HIGH][c] = -INFINITY;
        p->need[c] = (gdcs_i_enough){INFINITY, -INFINITY, 0.0};
    }
}

/* What is enough of a member, for the column that it is a function of. */
static void pass_on(gdcs_i_part *p, int32_t j, double sign, double offset)
{
    const gdcs_i_attack *a = p->a;
    gdcs_i_enough *need = &p->need[p->where[j]];
    const int32_t v = p->variable[j];
    if (a->need == NULL) {
        *need = (gdcs_i_enough){-INFINITY, INFINITY, 0.0};
        return;
    }
    const double origin = a->bound[GDCS_I_LOW][v] + offset;
    const double ends[2] = {(a->need[v].low - origin) / sign, (a->need[v].high - origin) / sign};
    need->low = fmin(need->low, fmin(ends[0], ends[1]));
    need->high = fmax(need->high, fmax(ends[0], ends[1]));
    need->width = fmax(need->width, a->need[v].width);
}

/* From here on sign and offset are those of the root; link and parent still are the way to it. */
static void flatten(gdcs_i_part *p)
{
    for (int32_t j = 0; j < p->members; j++) {
        double sign, offset;
        const int32_t top = find(p, j, &sign, &offset);
        p->where[j] = p->where[top];
        p->sum[j] = sign;
        p->weight[j] = offset;
        if ((p->a->flags[p->variable[j]] & GDCS_I_ATTACK_WANTED) == 0)
            continue;
        p->wanted[p->where[top]] = 1;
        pass_on(p, j, sign, offset);
    }
    for (int32_t j = 0; j < p->members; j++) {
        p->sign[j] = p->sum[j];
        p->offset[j] = p->weight[j];
        p->sum[j] = 0.0;
    }
}

static int list_members(gdcs_i_part *p, int32_t first, const int32_t *next)
{
    const gdcs_i_attack *a = p->a;
    int wanted = 0;
    p->members = 0;
    for (int32_t v = first; v >= 0; v = next[v]) {
        const int32_t j = (int32_t)p->members++;
        p->variable[j] = v;
        p->local[v] = j;
        p->parent[j] = j;
        p->size[j] = 1;
        p->link[j] = -1;
        p->sign[j] = 1.0;
        p->offset[j] = p->least[j] = 0.0;
        p->most[j] = a->bound[GDCS_I_HIGH][v] - a->bound[GDCS_I_LOW][v];
        wanted |= (a->flags[v] & GDCS_I_ATTACK_WANTED) != 0;
    }
    return wanted;
}

static void list_rows(gdcs_i_part *p, int32_t first)
{
    const gdcs_i_attack *a = p->a;
    p->found = 0;
    for (int64_t j = 0; j < p->members; j++)
        for (int64_t i = a->row_start[p->variable[j]]; i < a->row_start[p->variable[j] + 1]; i++) {
            const int32_t r = a->row_list[i];
            if (p->stamp[r] == first + 1 || a->dropped[r])
                continue;
            p->stamp[r] = first + 1;
            p->used[p->found] = 0;
            p->rows[p->found++] = r;
        }
}

int gdcs_i_part_build(gdcs_i_part *p, int32_t first, const int32_t *next)
{
    if (!list_members(p, first, next))
        return 0;
    list_rows(p, first);
    p->impossible = 0;
    reduce(p);
    put_columns(p);
    p->count = 0;
    p->start[0] = 0;
    for (int64_t i = 0; i < p->found; i++)
        if (!p->used[i])
            put_row(p, p->rows[i]);
    flatten(p);
    return 1;
}
