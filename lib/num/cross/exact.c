#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "num/cross.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Freeman-Halton's test by going through the tables, row after row, largest row first.

   In two columns what the rows left can add to the probability has a least and a most, by dynamic
   programming over the rows and what is left of the first column (Mehta & Patel 1983, JASA 78:427, call
   them shortest and longest path), and in all a closed form.  A branch whose tables are all no more
   probable than the one found is added whole, one whose tables are all more probable is left: only what
   lies between is gone through.  More columns are gone through as they are. */

enum { MOST_PERSONS = 1000000, MOST_CELLS = 10000 };

static const double MOST_VISITS = 1e8; /* about a second */
static const double MOST_PATHS = 2e7;  /* pairs of doubles */
static const double EQUAL = 1e-7;      /* of probabilities, as R's fisher.test has it */

struct search {
    int64_t rows;
    int64_t columns;  /* at most rows */
    int64_t *row;     /* sums, largest first */
    int64_t *column;  /* sums of what is left */
    double *log_fact; /* ln k! */
    double found;     /* sum of -ln x! of the table found, plus EQUAL */
    double scale;     /* found, without EQUAL */
    double sum;       /* of exp(that of a table - scale), tables no more probable */
    double visits;
    int64_t width; /* of the arrays below: column[0] + 1 */
    double *least; /* rows x width */
    double *most;
    int64_t *left;    /* sums of rows i, i + 1, ... */
    double *log_rows; /* sums of ln row! of the same */
    void *memory[3];
};

static double minus_log_fact(const struct search *s, int64_t a, int64_t b)
{
    return -s->log_fact[a] - s->log_fact[b];
}

/* Every way to fill row i and those after with `first` persons in the first column. */
static double all_of(const struct search *s, int64_t i, int64_t first)
{
    const int64_t n = s->left[i];
    return s->log_fact[n] - s->log_fact[first] - s->log_fact[n - first] - s->log_rows[i];
}

static void fill_paths(struct search *s)
{
    const int64_t last = s->rows - 1;
    for (int64_t i = last; i >= 1; i--)
        for (int64_t first = 0; first < s->width; first++) {
            double least = INFINITY, most = -INFINITY;
            const int64_t most_x = first < s->row[i] ? first : s->row[i];
            for (int64_t x = i == last ? first : 0; x <= most_x; x++) {
                const double here = minus_log_fact(s, x, s->row[i] - x);
                const int64_t at = (i + 1) * s->width + first - x;
                const double low = i == last ? 0.0 : s->least[at];
                const double high = i == last ? 0.0 : s->most[at];
                least = fmin(least, here + low);
                most = fmax(most, here + high);
            }
            s->least[i * s->width + first] = least;
            s->most[i * s->width + first] = most;
        }
}

/* Rows i and after, of two columns; past: of the rows before. */
static void go_two(struct search *s, int64_t i, int64_t first, double past)
{
    const int64_t rest = s->left[i] - s->row[i], low = first > rest ? first - rest : 0;
    const int64_t high = first < s->row[i] ? first : s->row[i];
    for (int64_t x = low; x <= high && s->visits <= MOST_VISITS; x++) {
        const double here = past + minus_log_fact(s, x, s->row[i] - x);
        const int64_t at = (i + 1) * s->width + first - x;
        s->visits++;
        if (i + 1 == s->rows)
            s->sum += here <= s->found ? exp(here - s->scale) : 0.0;
        else if (here + s->most[at] <= s->found)
            s->sum += exp(here + all_of(s, i + 1, first - x) - s->scale);
        else if (here + s->least[at] <= s->found)
            go_two(s, i + 1, first - x, here);
    }
}

static double last_row(const struct search *s)
{
    double sum = 0.0;
    for (int64_t j = 0; j < s->columns; j++)
        sum -= s->log_fact[s->column[j]];
    return sum;
}

/* Column j and after of row i, which has `more` persons to go; room: what the columns after j hold. */
static void go_many(struct search *s, int64_t i, int64_t j, int64_t more, int64_t room, double past)
{
    if (i + 1 == s->rows) {
        const double here = past + last_row(s);
        s->visits++;
        s->sum += here <= s->found ? exp(here - s->scale) : 0.0;
        return;
    }
    if (j + 1 == s->columns) {
        const int64_t n = s->left[i] - s->row[i];
        s->column[j] -= more;
        go_many(s, i + 1, 0, s->row[i + 1], n - s->column[0], past - s->log_fact[more]);
        s->column[j] += more;
        return;
    }
    const int64_t low = more > room ? more - room : 0;
    const int64_t high = more < s->column[j] ? more : s->column[j];
    const int64_t after = j + 2 < s->columns ? room - s->column[j + 1] : 0;
    for (int64_t x = low; x <= high && s->visits <= MOST_VISITS; x++) {
        s->visits++;
        s->column[j] -= x;
        go_many(s, i, j + 1, more - x, after, past - s->log_fact[x]);
        s->column[j] += x;
    }
}

static int falling(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x < y) - (x > y);
}

/* The sums that are not 0, largest first. */
static int64_t take(const double *from, int64_t count, int64_t *to)
{
    int64_t used = 0;
    for (int64_t i = 0; i < count; i++)
        if (from[i] > 0.0)
            to[used++] = (int64_t)from[i];
    if (used > 1)
        qsort(to, (size_t)used, sizeof *to, falling);
    return used;
}

static gdcs_status fill_factorials(struct search *s, int64_t n, gdcs_error *err)
{
    gdcs_i_sum sum = {0};
    TRY(gdcs_i_alloc(&s->memory[0], n + 1, sizeof(double), err));
    s->log_fact = s->memory[0];
    for (int64_t k = 2; k <= n; k++) {
        gdcs_i_sum_add(&sum, log((double)k));
        s->log_fact[k] = gdcs_i_sum_value(sum);
    }
    return GDCS_OK;
}

static gdcs_status fill_sums(struct search *s, const gdcs_i_cross_table *t, gdcs_error *err)
{
    const int turned = t->used_columns > t->used_rows;
    const int64_t more = t->rows + t->columns;
    TRY(gdcs_i_alloc(&s->memory[1], 4 * more + 4, sizeof(int64_t), err));
    s->row = s->memory[1];
    s->column = s->row + more;
    s->left = s->column + more;
    s->log_rows = (double *)(s->left + more + 1);
    s->rows = take(turned ? t->column : t->row, turned ? t->columns : t->rows, s->row);
    s->columns = take(turned ? t->row : t->column, turned ? t->rows : t->columns, s->column);
    for (int64_t i = s->rows - 1; i >= 0; i--) {
        s->left[i] = s->row[i] + (i + 1 < s->rows ? s->left[i + 1] : 0);
        s->log_rows[i] = s->log_fact[s->row[i]] + (i + 1 < s->rows ? s->log_rows[i + 1] : 0.0);
    }
    for (int64_t c = 0; c < t->rows * t->columns; c++)
        s->scale -= s->log_fact[(int64_t)t->count[c]];
    s->found = s->scale + EQUAL;
    return GDCS_OK;
}

static gdcs_status too_large(gdcs_error *err)
{
    return gdcs_i_fail(err, GDCS_E_LIMIT, "method",
                       "there are too many tables with these sums to go through");
}

/* The smaller column comes first. */
static gdcs_status prepare_two(struct search *s, gdcs_error *err)
{
    double work = 0.0;
    const int64_t small = s->column[1];
    s->column[1] = s->column[0];
    s->column[0] = small;
    s->width = small + 1;
    for (int64_t i = 1; i < s->rows - 1; i++)
        work += (double)s->width * (double)((small < s->row[i] ? small : s->row[i]) + 1);
    if (work > MOST_VISITS || (double)(s->rows + 1) * (double)s->width > MOST_PATHS)
        return too_large(err);
    TRY(gdcs_i_alloc(&s->memory[2], 2 * (s->rows + 1) * s->width, sizeof(double), err));
    s->least = s->memory[2];
    s->most = s->least + (s->rows + 1) * s->width;
    fill_paths(s);
    return GDCS_OK;
}

static gdcs_status search(struct search *s, const gdcs_i_cross_table *t, double *ln_p,
                          gdcs_error *err)
{
    const int64_t n = (int64_t)t->n;
    TRY(fill_factorials(s, n, err));
    TRY(fill_sums(s, t, err));
    double margins = -s->log_fact[n];
    for (int64_t i = 0; i < s->rows; i++)
        margins += s->log_fact[s->row[i]];
    for (int64_t j = 0; j < s->columns; j++)
        margins += s->log_fact[s->column[j]];
    if (s->columns == 2) {
        TRY(prepare_two(s, err));
        go_two(s, 0, s->column[0], 0.0);
    } else {
        go_many(s, 0, 0, s->row[0], n - s->column[0], 0.0);
    }
    if (s->visits > MOST_VISITS)
        return too_large(err);
    *ln_p = fmin(margins + s->scale + log(s->sum), 0.0);
    return GDCS_OK;
}

gdcs_status gdcs_i_cross_exact(const gdcs_i_cross_table *t, double *ln_p, gdcs_error *err)
{
    struct search s = {0};
    if (t->n > MOST_PERSONS || t->used_rows * t->used_columns > MOST_CELLS)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "method",
                           "an exact test takes at most %d persons in %d cells", (int)MOST_PERSONS,
                           (int)MOST_CELLS);
    const gdcs_status status = search(&s, t, ln_p, err);
    for (int i = 0; i < 3; i++)
        free(s.memory[i]);
    return status;
}
