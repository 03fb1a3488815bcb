/* The proportional-odds model of one table of counts. */
#ifndef GDCS_STATS_HIERARCHY_MODEL_H
#define GDCS_STATS_HIERARCHY_MODEL_H

#include "num/ladder.h"
#include "num/ordered_logit.h"
#include "stats/hierarchy/plan.h"

#include <gdcs/hierarchy.h>

/* Rows of women, then of men, each by strata; sex is the first covariate, 1 of women. */
typedef struct gdcs_i_model {
    gdcs_i_ordered data;
    int32_t n;                    /* levels of the caller */
    int32_t place[GDCS_I_LEVELS]; /* of the caller's level among those with somebody, or -1 */
    int64_t strata;
    double women;
    double men;
    double *count;
    double *x;
    double *room;      /* as many as count */
    int32_t separated; /* 1: women all at or above men, -1: at or below */
} gdcs_i_model;

/* Cuts of the levels with somebody: log odds ratios with their errors, and Brant's test. */
typedef struct gdcs_i_cuts {
    double value[GDCS_I_LEVELS]; /* NaN where infinite */
    double error[GDCS_I_LEVELS];
    gdcs_test proportional;
} gdcs_i_cuts;

gdcs_status gdcs_i_cuts_fit(const gdcs_i_model *model, gdcs_i_cuts *out, gdcs_error *err);

/* The largest minus the smallest value of a covariate. */
double gdcs_i_model_range(const gdcs_i_model *model, int32_t covariate);

/* Checked options. */
typedef struct gdcs_i_fit_plan {
    double alpha;
    int32_t limits; /* never DEFAULT */
} gdcs_i_fit_plan;

gdcs_status gdcs_i_fit_plan_new(const gdcs_hierarchy_fit_options *options, gdcs_i_fit_plan *out,
                                gdcs_error *err);

/* n levels of checked counts without covariates.  GDCS_E_EMPTY: no women, no men, all at one level. */
gdcs_status gdcs_i_fit_levels(const gdcs_i_fit_plan *plan, const gdcs_sex_arrays *in, int64_t n,
                              gdcs_hierarchy_fitted *out, gdcs_error *err);

/* The log odds alone. */
gdcs_status gdcs_i_fit_log_odds(const gdcs_sex_arrays *in, int64_t n, double *out, gdcs_error *err);

/* The odds ratio of a hierarchy with what it can be, its tests, and the notes of all. */
typedef struct gdcs_i_fitted_rungs {
    gdcs_estimate odds_ratio;
    gdcs_bounds bounds;
    gdcs_test likelihood_ratio;
    gdcs_test proportional;
    int64_t levels; /* with women or men */
    uint32_t notes;
} gdcs_i_fitted_rungs;

gdcs_status gdcs_i_fit_rungs(const gdcs_i_fit_plan *plan, const gdcs_i_rungs *rungs,
                             gdcs_i_fitted_rungs *out, gdcs_error *err);
#endif
