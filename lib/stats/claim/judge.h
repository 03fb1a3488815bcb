/* Does a value give a printed number? */
#ifndef GDCS_STATS_CLAIM_JUDGE_H
#define GDCS_STATS_CLAIM_JUDGE_H

#include <gdcs/claim.h>
#include <gdcs/estimate.h>

typedef struct gdcs_i_verdict {
    const char *reproduces; /* "yes", "possible", "no" */
    const char *rounding;   /* "" where there is none */
    double difference;      /* what is printed less the value, between the nearest ends */
} gdcs_i_verdict;

gdcs_i_verdict gdcs_i_claim_judge(const gdcs_claim *claim, gdcs_bounds value, double base);
#endif
