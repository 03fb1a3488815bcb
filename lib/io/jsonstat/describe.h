/* What a JSON-stat data set says of itself, as a schema of the records it becomes. */
#ifndef GDCS_IO_JSONSTAT_DESCRIBE_H
#define GDCS_IO_JSONSTAT_DESCRIBE_H

#include "io/jsonstat/dataset.h"
#include "io/record/cube.h"
#include "io/record/reading.h"

/* The tail ends with "status" unless this library wrote the document. */
typedef struct gdcs_i_description {
    gdcs_i_cube cube;
    int has_own;
} gdcs_i_description;

/* Distinct texts, and how many cells have each. */
typedef struct gdcs_i_statuses {
    const char *const *texts;
    const int64_t *cells;
    int64_t count;
} gdcs_i_statuses;

/* Decisions are said to the reading. */
gdcs_status gdcs_i_dataset_describe(const gdcs_i_dataset *dataset, const gdcs_i_statuses *statuses,
                                    gdcs_i_reading *reading, gdcs_i_description *out,
                                    gdcs_error *err);

/* GDCS_CONCEPT_* and label of the total of a dimension, by what it says or is called. */
typedef struct gdcs_i_guess {
    int32_t concept_id;
    int32_t total;       /* number of the category, -1: none */
    const char *because; /* of the concept: "its role"; NULL: nothing says so */
    const char *total_because;
} gdcs_i_guess;

gdcs_status gdcs_i_dataset_guess(const gdcs_i_dataset *dataset, const gdcs_i_reading *reading,
                                 gdcs_i_guess *guesses, gdcs_error *err);
#endif
