/* Variables and sums of a table. */
#ifndef GDCS_PRIVACY_SYSTEM_BUILD_H
#define GDCS_PRIVACY_SYSTEM_BUILD_H

#include "privacy/system.h"

/* What the tables publish becomes bounds of variables. */
gdcs_status gdcs_i_system_publish(gdcs_i_system *system, int32_t table, gdcs_error *err);

/* Of what the tables say of a number that was revised, what is true stays, or else what the last says.  Once all
   are published.  GDCS_E_MEMORY. */
gdcs_status gdcs_i_system_keep_true(gdcs_i_system *system, const gdcs_i_system *truth,
                                    gdcs_error *err);

/* Labels that the table lacks become GDCS_I_COUNTED where the numbers say so, of `truth` as far as it has them:
   it may be the system itself; is_exact: what is more gets a node.  Before the sums are made.  GDCS_E_MEMORY. */
gdcs_status gdcs_i_system_note_counted(gdcs_i_system *system, int32_t table,
                                       const gdcs_i_system *truth, int is_exact, gdcs_error *err);

/* All sums that the table's cells are in.  truth: or NULL; done: room for a bit per axis of each variable, grown. */
typedef struct gdcs_i_system_done {
    uint32_t *axes;
    int64_t room;
} gdcs_i_system_done;
gdcs_status gdcs_i_system_add_sums(gdcs_i_system *system, int32_t table, const gdcs_i_system *truth,
                                   gdcs_i_system_done *done, gdcs_error *err);

/* What a counted table has no cell for, though other tables speak of it, is 0, unless it is true or published
   elsewhere that it is more. */
gdcs_status gdcs_i_system_note_zeros(gdcs_i_system *system, int32_t table,
                                     const gdcs_i_system *truth, gdcs_error *err);

/* Are these labels, or totals over axes, of the table?  most: up to GDCS_I_FOLLOWS or GDCS_I_COUNTED. */
int gdcs_i_system_covers(const gdcs_i_system *system, const gdcs_i_system_view *view,
                         const int32_t *nodes, char most);

/* The variable of these nodes, made if it is not there. */
gdcs_status gdcs_i_system_place(gdcs_i_system *system, const int32_t *nodes, int32_t *variable,
                                gdcs_error *err);

gdcs_status gdcs_i_system_reserve_row(gdcs_i_system *system, int64_t entries, gdcs_error *err);
void gdcs_i_system_put(gdcs_i_system *system, int32_t column, double value);
void gdcs_i_system_end_row(gdcs_i_system *system, double lower, double upper,
                           gdcs_i_system_origin origin);
#endif
