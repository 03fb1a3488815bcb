/* The rule that rounds one number. */
#ifndef GDCS_PRIVACY_ROUND_RULE_H
#define GDCS_PRIVACY_ROUND_RULE_H

#include <gdcs/round.h>

typedef struct gdcs_i_round {
    int32_t method;
    int32_t whole; /* are all numbers whole? */
    int32_t hold;
    int32_t milliseconds;
    uint64_t seed;
    double base;
    const gdcs_tree *const *trees;
    int32_t tree_count;
    int32_t padding;
} gdcs_i_round;

/* Largest number that is rounded: to it the multiples of every base are exact. */
#define GDCS_I_ROUND_LARGEST 1e15

/* usual: the method of DEFAULT.  GDCS_E_STRUCT, GDCS_E_OPTION. */
gdcs_status gdcs_i_round_take(const gdcs_round_options *options, int32_t usual, gdcs_i_round *out,
                              gdcs_error *err);

/* x rounded, CONVENTIONAL or RANDOM, the latter by this stream. */
double gdcs_i_round_one(const gdcs_i_round *rule, double x, uint64_t stream);

/* What a published number says: [*lower, *upper].  times: of the base, 1 as a rule. */
void gdcs_i_round_limits(const gdcs_i_round *rule, double published, double times, double *lower,
                         double *upper);

/* Variances for every rest of division as likely as any other, and for the worst one. */
double gdcs_i_round_variance(const gdcs_i_round *rule);
double gdcs_i_round_variance_most(const gdcs_i_round *rule);

/* Round the cells of a complete copy of a table so that totals are sums.  Adds to `totals`, sets `beyond` and
   `furthest` of the result.  is_sum: by slot. */
gdcs_status gdcs_i_round_controlled(const gdcs_i_round *rule, gdcs_table *table, char *is_sum,
                                    gdcs_round_result *result, gdcs_error *err);
#endif
