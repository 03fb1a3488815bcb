/* Coverage of the limits of Cramer's V, which are those of the noncentral chi-square: from drawn
   multinomial tables, whose V is known.

   association        a few truths; exit status 1 if a promise is broken
   association long   more of them, with widths */
#include "num/cross.h"
#include "num/rng.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 40 };

/* Shares of a table with equal margins: (1 - a) spread evenly and a on the diagonal blocks. */
static void truth(int rows, int columns, double a, double *share)
{
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++) {
            const int mine = i % columns == j;
            share[i * columns + j] = ((1.0 - a) / columns + (mine ? a : 0.0)) / rows;
        }
}

static double v_of(const double *share, int rows, int columns)
{
    double room[4 * MOST];
    const gdcs_i_cross_table t = gdcs_i_cross_of(share, rows, columns, room);
    const struct gdcs_i_cross_fit fit = gdcs_i_cross_fit_of(&t);
    return gdcs_i_cross_effect_of(&t, &fit, 0.05).v;
}

/* Promised at 95 %: at least `least`. */
static int run(int rows, int columns, double a, double n, int times, double least)
{
    double share[MOST], drawn[MOST], room[4 * MOST], width = 0.0, mean = 0.0, corrected = 0.0;
    int held = 0, above = 0, used = 0;
    truth(rows, columns, a, share);
    const double v = v_of(share, rows, columns);
    for (int k = 0; k < times; k++) {
        gdcs_i_rng rng = gdcs_i_rng_at(20261121, (uint64_t)k);
        gdcs_i_rng_multinomial(&rng, n, share, 1.0, rows * columns, drawn);
        const gdcs_i_cross_table t = gdcs_i_cross_of(drawn, rows, columns, room);
        if (t.used_rows < rows || t.used_columns < columns)
            continue;
        const struct gdcs_i_cross_fit fit = gdcs_i_cross_fit_of(&t);
        const struct gdcs_i_cross_effect e = gdcs_i_cross_effect_of(&t, &fit, 0.05);
        held += e.limits.lower <= v + 1e-12 && v <= e.limits.upper;
        above += e.limits.lower > v + 1e-12;
        width += e.limits.upper - e.limits.lower;
        mean += e.v;
        corrected += e.corrected;
        used++;
    }
    const double coverage = (double)held / used;
    const int ok = coverage >= least;
    printf("%d x %d  n %6g  V %.3f  coverage %.4f  too high %.4f  width %.3f  mean V %.3f  "
           "corrected %.3f%s\n",
           rows, columns, n, v, coverage, (double)above / used, width / used, mean / used,
           corrected / used, ok ? "" : "  BROKEN");
    return !ok;
}

int main(int argc, char **argv)
{
    const int is_long = argc > 1 && strcmp(argv[1], "long") == 0, times = is_long ? 4000 : 1000;
    static const int shape[][2] = {{2, 2}, {4, 2}, {9, 2}, {6, 3}, {4, 4}};
    static const double a[] = {0.0, 0.1, 0.3, 0.5, 0.8};
    static const double n[] = {60, 200, 1000};
    int broken = 0;
    for (int s = 0; s < 5; s++)
        for (int i = 0; i < 5; i++)
            for (int k = 0; k < 3; k++)
                if (is_long || k == 1)
                    broken += run(shape[s][0], shape[s][1], a[i], n[k], times,
                                  shape[s][1] == 2 ? 0.925 : 0.88);
    return broken > 0;
}
