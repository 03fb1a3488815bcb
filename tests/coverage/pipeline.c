/* Coverage of the intervals in gdcs/pipeline.h, by simulation under seeds: pipelines drawn anew as their design
   says.  Of the parts of the gap: how often each interval holds the truth, and its mean width.  Of a family:
   how often all indexes of the steps hold theirs at once.

   pipeline_coverage        few pipelines; exit status 1 if a promise is broken
   pipeline_coverage long   all pipelines, a table by part */
#include "num/rng.h"

#include <gdcs/pipeline.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { STAGES = 4, STEPS = STAGES - 1, KINDS = 3, HOWS = 3 };

struct pipeline {
    const char *name;
    double women[STAGES]; /* means */
    double men[STAGES];
};

static const struct pipeline pipelines[] = {{"large", {900, 400, 130, 60}, {5100, 2600, 1400, 800}},
                                            {"middling", {200, 120, 60, 30}, {900, 600, 330, 200}},
                                            {"small", {60, 40, 24, 12}, {300, 210, 140, 90}},
                                            {"even", {200, 120, 60, 30}, {900, 540, 270, 135}}};
enum { PIPELINES = (int)(sizeof pipelines / sizeof *pipelines) };

static const char *const kind_name[KINDS] = {"log_index", "share", "gap"};
static const char *const how_name[HOWS] = {"delta", "bootstrap", "delta, log"};

/* What was seen of one kind of interval. */
struct seen {
    int intervals;
    int held;
    int open; /* without limits */
    double width;
};

static gdcs_pipeline_options options(int32_t design, int how)
{
    const gdcs_pipeline_options o = {
        .struct_size = sizeof o,
        .design = design,
        .method = how == 2 ? GDCS_PIPELINE_METHOD_LOG : GDCS_PIPELINE_METHOD_SCORE,
        .parts = how == 1 ? GDCS_PIPELINE_PARTS_BOOTSTRAP : GDCS_PIPELINE_PARTS_DELTA,
        .replicates = 400,
        .seed = 7};
    return o;
}

static int decompose(const gdcs_sex_counts *stages, const gdcs_pipeline_options *o,
                     double x[KINDS][3][STEPS])
{
    gdcs_estimate_arrays out[KINDS];
    for (int kind = 0; kind < KINDS; kind++) {
        const gdcs_estimate_arrays a = {
            .struct_size = sizeof a, .value = x[kind][0], .lower = x[kind][1], .upper = x[kind][2]};
        out[kind] = a;
    }
    return gdcs_pipeline_decompose(stages, STAGES, o, &out[0], &out[1], &out[2], NULL, NULL) ==
           GDCS_OK;
}

/* Of a Poisson count: thrown into 2^53 boxes. */
static double draw_one(gdcs_i_rng *rng, int linked, double before, double from, double to)
{
    return linked ? gdcs_i_rng_binomial(rng, before, to / from)
                  : gdcs_i_rng_binomial(rng, 9007199254740992.0, to / 9007199254740992.0);
}

static void draw(const struct pipeline *p, int linked, int k, gdcs_sex_counts *out)
{
    gdcs_i_rng rng = gdcs_i_rng_at(UINT64_C(0x9199), (uint64_t)k);
    memset(out, 0, STAGES * sizeof *out);
    for (int s = 0; s < STAGES; s++) {
        if (s == 0 && linked) {
            out[0].women = p->women[0];
            out[0].men = p->men[0];
            continue;
        }
        const int before = s > 0 ? s - 1 : 0;
        out[s].women = draw_one(&rng, linked, out[before].women, p->women[before], p->women[s]);
        out[s].men = draw_one(&rng, linked, out[before].men, p->men[before], p->men[s]);
    }
}

static void look(const struct pipeline *p, int32_t design, int how, int times,
                 struct seen seen[KINDS])
{
    gdcs_sex_counts mean[STAGES] = {{0}}, drawn[STAGES];
    double truth[KINDS][3][STEPS], x[KINDS][3][STEPS];
    const gdcs_pipeline_options o = options(design, how);
    for (int s = 0; s < STAGES; s++) {
        mean[s].women = p->women[s];
        mean[s].men = p->men[s];
    }
    if (!decompose(mean, &o, truth))
        return;
    for (int k = 0; k < times; k++) {
        draw(p, design == GDCS_PIPELINE_LINKED, k, drawn);
        if (!decompose(drawn, &o, x))
            continue;
        for (int kind = 0; kind < KINDS; kind++)
            for (int i = 0; i < STEPS; i++) {
                const double t = truth[kind][0][i], low = x[kind][1][i], high = x[kind][2][i];
                struct seen *s = &seen[kind];
                if (isnan(x[kind][0][i]) || isnan(t))
                    continue;
                s->intervals++;
                s->held += low <= t && t <= high;
                s->open += !(isfinite(low) && isfinite(high));
                s->width += isfinite(high - low) ? high - low : 0.0;
            }
    }
}

/* All three indexes of the steps at once. */
static double together(const struct pipeline *p, int32_t design, int32_t family, int times)
{
    int held = 0;
    for (int k = 0; k < times; k++) {
        gdcs_sex_counts drawn[STAGES];
        gdcs_pipeline_result step[STEPS] = {{.struct_size = sizeof *step}};
        const gdcs_pipeline_options o = {
            .struct_size = sizeof o, .design = design, .simultaneous = family};
        int all = 1;
        draw(p, design == GDCS_PIPELINE_LINKED, k, drawn);
        if (gdcs_pipeline_estimate_stages(drawn, STAGES, &o, step, NULL, NULL) != GDCS_OK)
            return NAN;
        for (int i = 0; i < STEPS; i++) {
            const double truth = p->women[i + 1] / p->women[i] / (p->men[i + 1] / p->men[i]);
            all = all && step[i].index.lower <= truth && truth <= step[i].index.upper;
        }
        held += all;
    }
    return (double)held / times;
}

static void report_parts(const struct pipeline *p, int32_t design, int how, int times, int *broken)
{
    struct seen seen[KINDS] = {{0}};
    look(p, design, how, times, seen);
    for (int kind = 0; kind < KINDS; kind++) {
        const struct seen *s = &seen[kind];
        const int bounded = s->intervals - s->open;
        if (s->intervals == 0)
            continue;
        const double held = (double)s->held / s->intervals;
        printf("%-9s %-7s %-10s %-9s  held %.3f  open %.3f  width %.4f\n", p->name,
               design == GDCS_PIPELINE_LINKED ? "linked" : "cross", how_name[how], kind_name[kind],
               held, (double)s->open / s->intervals, bounded > 0 ? s->width / bounded : 0.0);
        if (how == 0 && held < 0.925) {
            printf("    too few\n");
            ++*broken;
        }
    }
}

static void report_family(const struct pipeline *p, int32_t design, int times, int *broken)
{
    static const char *const name[] = {"each", "Bonferroni", "Sidak"};
    for (int32_t family = 0; family <= GDCS_PIPELINE_SIMULTANEOUS_SIDAK; family++) {
        const double held = together(p, design, family, times);
        printf("%-9s %-7s indexes of all steps, %-10s  held %.3f\n", p->name,
               design == GDCS_PIPELINE_LINKED ? "linked" : "cross", name[family], held);
        if (family > 0 ? !(held > 0.93) : !(held < 0.93)) {
            printf("    not what was promised\n");
            ++*broken;
        }
    }
}

int main(int argc, char **argv)
{
    const int is_long = argc > 1 && strcmp(argv[1], "long") == 0;
    const int times = is_long ? 4000 : 600;
    int broken = 0;
    for (int i = 0; i < PIPELINES; i++)
        for (int32_t design = GDCS_PIPELINE_LINKED; design <= GDCS_PIPELINE_CROSS_SECTIONAL;
             design++) {
            for (int how = 0; how < (is_long ? HOWS : 1); how++)
                report_parts(&pipelines[i], design, how, times, &broken);
            report_family(&pipelines[i], design, times, &broken);
        }
    return broken > 0;
}
