/* What the forms of hierarchy have in common: options, levels with what they can be. */
#ifndef GDCS_STATS_HIERARCHY_PLAN_H
#define GDCS_STATS_HIERARCHY_PLAN_H

#include "data/groups.h"
#include "num/ladder.h"

#include <gdcs/hierarchy.h>
#include <gdcs/share.h>

enum { GDCS_I_HIERARCHY_MEASURES = 9 };

/* Checked options. */
typedef struct gdcs_i_hierarchy_plan {
    int32_t measure; /* 0: not said */
    int32_t method;  /* never DEFAULT */
    int32_t scores;  /* never DEFAULT */
    int32_t test;    /* 0: not said */
    int32_t alternative;
    int32_t top;
    int32_t simultaneous;
    int32_t smooth;
    const double *score; /* of SCORES_GIVEN */
    double alpha;
    double z; /* upper alpha / 2 point of the normal */
} gdcs_i_hierarchy_plan;

/* A copy, unchecked. */
gdcs_status gdcs_i_hierarchy_options_take(const gdcs_hierarchy_options *options,
                                          gdcs_hierarchy_options *out, gdcs_error *err);

/* n: levels.  GDCS_E_ARGUMENT, GDCS_E_LIMIT for n out of range. */
gdcs_status gdcs_i_hierarchy_plan_new(const gdcs_hierarchy_options *options, int64_t n,
                                      gdcs_i_hierarchy_plan *out, gdcs_error *err);

/* "superiority" and the like; "" for what is none. */
const char *gdcs_i_hierarchy_name(int32_t measure);

/* What a count can be: as recorded, and with the unknown of its level. */
typedef struct gdcs_i_rung {
    gdcs_bounds women;
    gdcs_bounds men;
    double unknown; /* at most */
} gdcs_i_rung;

/* Levels.  Women and men are NaN where they are not exact. */
typedef struct gdcs_i_rungs {
    int32_t n;
    int32_t exact;   /* are all women and men? */
    int32_t certain; /* and is nobody unknown? */
    uint32_t notes;  /* of the counts */
    double women[GDCS_I_LEVELS];
    double men[GDCS_I_LEVELS];
    double all_women;
    double all_men;
    double unknown;
    gdcs_i_rung rung[GDCS_I_LEVELS];
} gdcs_i_rungs;

/* Begin anew, then add the levels from the lowest to the highest, at most GDCS_I_LEVELS. */
void gdcs_i_rungs_clear(gdcs_i_rungs *rungs);
void gdcs_i_rungs_add(gdcs_i_rungs *rungs, const gdcs_i_group *group);

/* n levels of a caller's arrays from element `first` on. */
void gdcs_i_rungs_read(gdcs_i_rungs *rungs, const gdcs_sex_arrays *levels, int64_t first,
                       int64_t n);
gdcs_status gdcs_i_rungs_check(const gdcs_sex_arrays *levels, int64_t count, int missing,
                               gdcs_sex_arrays *out, gdcs_error *err);

gdcs_i_ladder gdcs_i_rungs_ladder(const gdcs_i_rungs *rungs);

/* Those of the counts, and EMPTY_UNIT, ZERO_CELL, SMALL_BASE, NOT_WHOLE. */
uint32_t gdcs_i_rungs_notes(const gdcs_i_rungs *rungs);

/* Are all counts whole numbers? */
int gdcs_i_rungs_are_whole(const gdcs_i_rungs *rungs);

/* Scores into out; MIDRANK and RIDIT are those of the women and men counted. */
void gdcs_i_hierarchy_scores(const gdcs_i_hierarchy_plan *plan, int32_t scores,
                             const gdcs_i_rungs *rungs, double out[GDCS_I_LEVELS]);

/* All of out but struct_size.  Where there is no value it is NaN with GDCS_NOTE_NOT_ESTIMABLE. */
void gdcs_i_hierarchy_estimate(const gdcs_i_hierarchy_plan *plan, int32_t measure,
                               const gdcs_i_rungs *rungs, gdcs_hierarchy_result *out);

/* In a column of methods. */
const char *gdcs_i_hierarchy_method_text(const gdcs_i_hierarchy_plan *plan, int32_t measure);

/* Bounds of the measure over all that the counts can be; `scores` is of the slope. */
gdcs_bounds gdcs_i_hierarchy_bounds(const gdcs_i_hierarchy_plan *plan, int32_t measure,
                                    const gdcs_i_rungs *rungs, const double *scores);

/* The test with these scores; NaN with GDCS_NOTE_NOT_ESTIMABLE in out->notes if counts are not exact.
   strict: errors where an exact test cannot be had, else METHOD_CHANGED.  All but struct_size. */
gdcs_status gdcs_i_hierarchy_test(const gdcs_i_hierarchy_plan *plan, int32_t scores,
                                  const gdcs_i_rungs *rungs, int strict, gdcs_hierarchy_tested *out,
                                  gdcs_error *err);

/* The shares of all levels, as gdcs_hierarchy_estimate_levels(): one group, share and smoothed share
   for each. */
gdcs_status gdcs_i_hierarchy_levels(const gdcs_i_hierarchy_plan *plan, const gdcs_i_rungs *rungs,
                                    const gdcs_i_group *groups, gdcs_share_result *shares,
                                    double *smoothed, gdcs_error *err);
#endif
