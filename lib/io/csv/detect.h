/* What a schema leaves open about a file, found in its first part. */
#ifndef GDCS_IO_CSV_DETECT_H
#define GDCS_IO_CSV_DETECT_H

#include "io/csv/source.h"
#include "io/record/sentences.h"
#include "io/schema/plan.h"

/* Fill encoding, delimiter, header, decimal and grouping of a plan where its schema has zeroes.  What
   cannot be told keeps its default, so that reading says what is wrong and where; only a number that
   may mean two things is refused here, with GDCS_E_VALUE. */
gdcs_status gdcs_i_detect(gdcs_i_source *source, gdcs_i_plan *plan, gdcs_i_sentences *sentences,
                          gdcs_error *err);
#endif
