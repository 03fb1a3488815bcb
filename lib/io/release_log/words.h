/* Words of logs as JSON. */
#ifndef GDCS_IO_RELEASE_LOG_WORDS_H
#define GDCS_IO_RELEASE_LOG_WORDS_H

#include <stdint.h>

enum {
    GDCS_I_LOG_METHODS = 6,
    GDCS_I_LOG_KINDS = 5,
    GDCS_I_LOG_MISSING = 3,
    GDCS_I_LOG_DIVERSITIES = 4,
    GDCS_I_LOG_DISTANCES = 3,
    GDCS_I_LOG_SIDES = 4
};

/* By number; nothing is written for 0. */
extern const char *const gdcs_i_log_methods[GDCS_I_LOG_METHODS];
extern const char *const gdcs_i_log_kinds[GDCS_I_LOG_KINDS];
extern const char *const gdcs_i_log_missing[GDCS_I_LOG_MISSING];
extern const char *const gdcs_i_log_diversities[GDCS_I_LOG_DIVERSITIES];
extern const char *const gdcs_i_log_distances[GDCS_I_LOG_DISTANCES];

/* Of the sides of a fact. */
extern const char *const gdcs_i_log_sides[GDCS_I_LOG_SIDES];
#endif
