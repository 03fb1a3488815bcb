/* The two ends of an interval. */
#ifndef GDCS_NUM_INTERVAL_LIMITS_H
#define GDCS_NUM_INTERVAL_LIMITS_H

struct gdcs_i_limits {
    double lower;
    double upper;
};
#endif
