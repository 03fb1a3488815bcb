/* A set of categories by sex, what its forms have in common. */
#ifndef GDCS_STATS_PATHWAY_SET_H
#define GDCS_STATS_PATHWAY_SET_H

#include "data/groups.h"
#include "num/interval/contrast.h"

#include <gdcs/pathway.h>

enum { GDCS_I_PATHWAY_MEASURES = 5 };

/* Checked options. */
typedef struct gdcs_i_pathway_plan {
    int32_t measure; /* 0: not said */
    int32_t method;  /* never DEFAULT, as the next four */
    int32_t contrast;
    int32_t simultaneous;
    int32_t test;
    int32_t adjust; /* GDCS_I_ADJUST_* */
    int32_t each;   /* is each set a family? */
    int32_t several;
    double alpha;
    double alpha_set; /* of the limits of one set */
    double alpha_one; /* of one limit */
    double z;         /* its upper alpha_one / 2 point of the normal */
    double z_all;     /* for all contrasts of a set at once */
} gdcs_i_pathway_plan;

gdcs_status gdcs_i_pathway_plan_new(const gdcs_pathway_options *options, gdcs_i_pathway_plan *out,
                                    gdcs_error *err);

/* Part alpha over n sets of k categories. */
void gdcs_i_pathway_plan_part(gdcs_i_pathway_plan *plan, int64_t n, int64_t k);

/* "difference" and the like. */
const char *gdcs_i_pathway_measure_name(int32_t measure);

/* Lower and upper sums over categories of women, men or unknown; infinite ones are counted. */
typedef struct gdcs_i_pathway_sum {
    double lower;
    double upper;
    int64_t infinite;
} gdcs_i_pathway_sum;

typedef struct gdcs_i_pathways {
    int64_t k;
    gdcs_i_group *cell; /* k categories */
    gdcs_i_group unstated;
    gdcs_i_group whole; /* persons of several answers, or the declared total */
    int32_t has_whole;
    uint32_t notes; /* of the set */
    /* made by gdcs_i_pathways_finish() */
    double women; /* W, NaN where not exact */
    double men;
    gdcs_i_pathway_sum sum[3]; /* women, men, unknown sex */
    double rest[3];            /* of them, how many may be in any category, by whom is unstated */
    int32_t certain;           /* is nothing left open? */
    double *count;             /* k to work in */
    /* made by gdcs_i_pathways_limits() */
    double *limit;       /* 4 k: of women from, to, of men from, to */
    uint32_t changed[2]; /* METHOD_CHANGED of the limits of women, men */
} gdcs_i_pathways;

gdcs_status gdcs_i_pathways_new(int64_t k, gdcs_i_pathways *out, gdcs_error *err);
void gdcs_i_pathways_free(gdcs_i_pathways *set);

/* What a caller gave in arrays: NULL ones are zeroes. */
typedef struct gdcs_i_pathway_input {
    gdcs_sex_arrays categories;
    gdcs_sex_arrays unstated;
    gdcs_sex_arrays persons;
    int32_t has_persons;
} gdcs_i_pathway_input;

/* Checked: n sets of k categories. */
gdcs_status gdcs_i_pathway_input_take(const gdcs_i_pathway_plan *plan,
                                      const gdcs_pathway_counts *counts, int64_t n, int64_t k,
                                      gdcs_i_pathway_input *in, gdcs_error *err);

/* Set i, finished. */
void gdcs_i_pathways_read(const gdcs_i_pathway_plan *plan, const gdcs_i_pathway_input *in,
                          int64_t i, gdcs_i_pathways *set);

/* Once cells, unstated and whole are in. */
void gdcs_i_pathways_finish(const gdcs_i_pathway_plan *plan, gdcs_i_pathways *set);

/* After that, and before a measure is taken. */
void gdcs_i_pathways_limits(const gdcs_i_pathway_plan *plan, gdcs_i_pathways *set);

/* p of n sets of k categories, in its place: over all of them or set by set. */
gdcs_status gdcs_i_pathways_adjust(const gdcs_i_pathway_plan *plan, double *p, int64_t n, int64_t k,
                                   gdcs_error *err);

/* Category i as two samples; NaN where not exact. */
struct gdcs_i_two gdcs_i_pathway_two(const gdcs_i_pathways *set, int64_t i);

/* What a measure of category i can be. */
gdcs_bounds gdcs_i_pathway_bounds(const gdcs_i_pathway_plan *plan, const gdcs_i_pathways *set,
                                  int64_t i, int32_t measure);

typedef struct gdcs_i_pathway_value {
    gdcs_estimate estimate;
    gdcs_bounds bounds;
    const char *method;
    uint32_t notes;
} gdcs_i_pathway_value;

gdcs_i_pathway_value gdcs_i_pathway_measure(const gdcs_i_pathway_plan *plan,
                                            const gdcs_i_pathways *set, int64_t i, int32_t measure);

/* statistic: the standardised residual.  All NaN where there is no test. */
gdcs_test gdcs_i_pathway_test(const gdcs_i_pathway_plan *plan, const gdcs_i_pathways *set,
                              int64_t i);
#endif
