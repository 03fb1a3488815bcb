/* Labels of an axis as answers: yes, no, or not known. */
#ifndef GDCS_STATS_OVERLAP_ANSWER_H
#define GDCS_STATS_OVERLAP_ANSWER_H

#include "data/groups.h"

/* NEITHER: a label that enters nothing. */
enum { GDCS_I_ANSWER_NO, GDCS_I_ANSWER_YES, GDCS_I_ANSWER_OPEN, GDCS_I_ANSWER_NEITHER };

typedef struct gdcs_i_answers {
    gdcs_axis axis;
    const char *yes;
    const char *no; /* NULL: all others but "" and a declared total */
} gdcs_i_answers;

/* Axis number `number` of the table; otherwise `yes` is "yes".  GDCS_E_NAME: no such label;
   GDCS_E_DUPLICATE: both are the same. */
gdcs_status gdcs_i_answers_new(const gdcs_table *table, int32_t number, const char *yes,
                               const char *no, gdcs_i_answers *out, gdcs_error *err);

int gdcs_i_answer_of(const gdcs_i_answers *answers, int32_t label);

/* The counts of one sex, and the most they can be with those of unknown sex. */
double gdcs_i_answer_sex(int32_t sex, const gdcs_sex_counts *counts);
double gdcs_i_answer_most(int32_t sex, const gdcs_i_group *group);
#endif
