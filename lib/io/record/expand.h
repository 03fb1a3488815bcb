/* Patterns of wide columns become the headings of a file. */
#ifndef GDCS_IO_RECORD_EXPAND_H
#define GDCS_IO_RECORD_EXPAND_H

#include "io/record/record.h"
#include "io/record/sentences.h"
#include "io/schema/arena.h"
#include "io/schema/plan.h"

/* Add the headings that a pattern takes to the wide columns of the plan, in memory of the arena, and
   say which are passed over.  GDCS_E_SCHEMA, GDCS_E_MEMORY. */
gdcs_status gdcs_i_expand(gdcs_i_plan *plan, const gdcs_i_record *header, gdcs_i_arena *arena,
                          gdcs_i_sentences *passed, gdcs_error *err);

/* Does the pattern take a heading?  known: only if its sex is one that a list holds. */
int gdcs_i_expand_takes(const gdcs_i_plan *plan, int64_t pattern, const char *heading, int known);
#endif
