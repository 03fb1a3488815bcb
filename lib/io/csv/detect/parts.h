/* The parts of detection, in the order in which they build on each other. */
#ifndef GDCS_IO_CSV_DETECT_PARTS_H
#define GDCS_IO_CSV_DETECT_PARTS_H

#include "io/csv/detect.h"
#include "io/csv/detect/excerpt.h"

/* plan->schema.encoding, and the excerpt decoded by it. */
gdcs_status gdcs_i_detect_encoding(const char *raw, size_t size, int whole, gdcs_i_plan *plan,
                                   gdcs_i_excerpt *excerpt, gdcs_i_sentences *sentences,
                                   gdcs_error *err);

/* plan->delimiter and plan->schema.header. */
gdcs_status gdcs_i_detect_header(gdcs_i_excerpt *excerpt, gdcs_i_plan *plan,
                                 gdcs_i_sentences *sentences, gdcs_error *err);

/* plan->decimal and plan->schema.grouping. */
gdcs_status gdcs_i_detect_numbers(gdcs_i_excerpt *excerpt, gdcs_i_plan *plan,
                                  gdcs_i_sentences *sentences, gdcs_error *err);
#endif
