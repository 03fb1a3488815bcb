/* The inside of a log of releases. */
#ifndef GDCS_PRIVACY_RELEASE_LOG_H
#define GDCS_PRIVACY_RELEASE_LOG_H

#include <gdcs/release_log.h>

/* How many tables and facts all its entries have, but for those of records; 0 for NULL. */
int32_t gdcs_i_release_log_tables(const gdcs_release_log *log);
int32_t gdcs_i_release_log_facts(const gdcs_release_log *log);

/* How many tables of records, and trees. */
int32_t gdcs_i_release_log_records(const gdcs_release_log *log);
int32_t gdcs_i_release_log_trees(const gdcs_release_log *log);

/* Everything of it in arrays of that size; tables of facts count from `first`. */
void gdcs_i_release_log_list(const gdcs_release_log *log, int32_t first, const gdcs_table **tables,
                             gdcs_audit_fact *facts);
void gdcs_i_release_log_list_records(const gdcs_release_log *log, const gdcs_table **tables);
void gdcs_i_release_log_list_trees(const gdcs_release_log *log, const gdcs_tree **trees);
#endif
