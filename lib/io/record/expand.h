/* A schema becomes that of one file by its header: patterns of wide columns become its headings, and what
   it may lack and does is left out. */
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

/* Must the header be known before the schema is? */
int gdcs_i_expand_waits(const gdcs_i_plan *plan);

/* Leave the optional columns out that are not in the header, and say which. */
void gdcs_i_expand_leave_out(gdcs_i_plan *plan, const gdcs_i_record *header,
                             gdcs_i_sentences *left_out);

/* Does the pattern take a heading?  known: only if its sex is one that a list holds. */
int gdcs_i_expand_takes(const gdcs_i_plan *plan, int64_t pattern, const char *heading, int known);
#endif
