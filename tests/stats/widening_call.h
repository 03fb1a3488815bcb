/* What a table form is called with in the test that who knows less is told no more. */
#ifndef GDCS_TESTS_STATS_WIDENING_CALL_H
#define GDCS_TESTS_STATS_WIDENING_CALL_H

#include "stats/widening.h"

#include <gdcs/gdcs.h>

/* What a call gets. */
typedef struct input {
    const gdcs_table *table, *whole, *weights;
    const gdcs_population *population;
    gdcs_frame **out;
    gdcs_error *err;
} input;

/* What a table that is possible has to be like, beside its cells. */
enum {
    ANY,
    RECORDED, /* those of unknown sex are counted as such */
    SHOWN,    /* what nobody set is not shown, and says less than an interval */
    NESTED    /* some numbers are of persons among others: the truth is, a table drawn is not */
};

typedef struct form {
    const char *name;
    gdcs_status (*call)(const input *in, int32_t option);
    int32_t option;
    int kind;
} form;

static const char *const area[] = {"area"};
static const gdcs_gap_pair second_first = {sizeof second_first, 0, "stage", "second", "first"};
static const gdcs_gap_pair second = {sizeof second, 0, "stage", "second", NULL};
#endif
