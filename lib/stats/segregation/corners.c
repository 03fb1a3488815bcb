#include "stats/segregation/bounds.h"

#include <math.h>

enum { MOST = 16 };

/* D is the largest, over all sets S of units, of W_S / W - M_S / M.  For one S this rises with women in S
   and men outside, and falls with men in S and women outside, so its ends are corners; that of the
   largest is the most D can be, and the largest of the lower ends is one that D never goes below.

   Counts of units that are certain do not move W and M, whatever S is: of them S holds those with
   w_i / W > m_i / M.  Only the uncertain units are tried in and out. */
struct side {
    double women;
    double men;
};

struct hunt {
    struct side in[MOST];  /* of an uncertain unit in S */
    struct side out[MOST]; /* and outside */
    int count;
    const struct gdcs_i_rank *certain; /* sums over them, by falling share of women */
    int64_t certain_count;
    struct side certain_all;
    double best;
};

/* Sums over the certain units whose share of women is above this. */
static struct side certain_above(const struct hunt *h, double share)
{
    int64_t low = 0, high = h->certain_count;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (h->certain[middle].share > share)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return (struct side){0.0, 0.0};
    return (struct side){h->certain[low - 1].women, h->certain[low - 1].men};
}

static void try_all(struct hunt *h, int depth, struct side in, struct side out)
{
    if (depth < h->count) {
        const struct side with = {in.women + h->in[depth].women, in.men + h->in[depth].men};
        const struct side without = {out.women + h->out[depth].women, out.men + h->out[depth].men};
        try_all(h, depth + 1, with, out);
        try_all(h, depth + 1, in, without);
        return;
    }
    const double women = in.women + out.women + h->certain_all.women;
    const double men = in.men + out.men + h->certain_all.men;
    if (!(women > 0.0 && men > 0.0))
        return;
    const struct side more = certain_above(h, women / (women + men));
    h->best = fmax(h->best, (in.women + more.women) / women - (in.men + more.men) / men);
}

/* Falling shares, and sums. */
static void add_certain(struct hunt *h, const gdcs_i_problem *p)
{
    struct gdcs_i_rank *rank = p->rank;
    for (int64_t i = 0; i < p->n; i++) {
        const gdcs_i_box b = gdcs_i_box_of_counts(p, i);
        const double t = b.women.lower + b.men.lower;
        if (t > 0.0 && b.women.lower == b.women.upper && b.men.lower == b.men.upper)
            rank[h->certain_count++] =
                (struct gdcs_i_rank){-b.women.lower / t, b.women.lower, b.men.lower};
    }
    gdcs_i_rank_sort(rank, h->certain_count);
    for (int64_t i = 0; i < h->certain_count; i++) {
        h->certain_all.women += rank[i].women;
        h->certain_all.men += rank[i].men;
        rank[i] = (struct gdcs_i_rank){-rank[i].share, h->certain_all.women, h->certain_all.men};
    }
    h->certain = rank;
}

/* Upper: in S all the women and none of the men that may be there.  Lower: the other way round. */
static int add_uncertain(struct hunt *h, const gdcs_i_problem *p, int upper)
{
    for (int64_t i = 0; i < p->n; i++) {
        const gdcs_i_box b = gdcs_i_box_of_counts(p, i);
        if (b.women.lower == b.women.upper && b.men.lower == b.men.upper)
            continue;
        if (h->count == MOST || !(b.women.upper < INFINITY && b.men.upper < INFINITY))
            return 0;
        const struct side most = {b.women.upper, b.men.lower}, least = {b.women.lower, b.men.upper};
        h->in[h->count] = upper ? most : least;
        h->out[h->count++] = upper ? least : most;
    }
    return 1;
}

static double search(const gdcs_i_problem *p, int upper, double otherwise)
{
    const struct side nobody = {0.0, 0.0};
    struct hunt h = {.count = 0};
    if (!add_uncertain(&h, p, upper))
        return otherwise;
    add_certain(&h, p);
    try_all(&h, 0, nobody, nobody);
    return h.best;
}

gdcs_bounds gdcs_i_dissimilarity_corners(const gdcs_i_problem *p)
{
    const gdcs_bounds out = {search(p, 0, 0.0), search(p, 1, 1.0)};
    return out;
}
