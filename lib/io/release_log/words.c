#include "io/release_log/words.h"

const char *const gdcs_i_log_methods[] = {"",         "suppression", "rounding",
                                          "cell_key", "noise",       "records"};
const char *const gdcs_i_log_kinds[] = {"", "share", "rate", "gap", "ratio"};
const char *const gdcs_i_log_missing[] = {"", "any", "category"};
const char *const gdcs_i_log_diversities[] = {"", "distinct", "entropy", "recursive"};
const char *const gdcs_i_log_distances[] = {"", "equal", "ordered"};
const char *const gdcs_i_log_sides[] = {"a", "b", "c", "d"};
