/* What a log keeps of a release. */
#ifndef GDCS_PRIVACY_RELEASE_LOG_ENTRY_H
#define GDCS_PRIVACY_RELEASE_LOG_ENTRY_H

#include <gdcs/release_log.h>

/* Texts, in an array of pointers that stays where it is. */
typedef struct gdcs_i_log_texts {
    char **text;
    int64_t count;
} gdcs_i_log_texts;

/* An entry with all that it lends. */
typedef struct gdcs_i_log_entry {
    gdcs_release_entry entry;
    gdcs_disclosure_rule rule;
    gdcs_microdata_keys keys;
    gdcs_microdata_rule microdata;
    char *texts[5]; /* id, time, producer, source, note */
    gdcs_table **tables;
    gdcs_audit_fact *facts;
    const gdcs_audit_fact **pointers;
    gdcs_i_log_texts labels; /* of facts */
    gdcs_i_log_texts names;  /* of keys, then the sensitive column */
    gdcs_tree *trees;
    const gdcs_tree **tree_pointers;
    gdcs_i_log_texts *nodes; /* by tree: its axis, children, parents */
} gdcs_i_log_entry;

/* given: in our size, its counts and method checked.  GDCS_E_ARGUMENT, GDCS_E_STRUCT, GDCS_E_OPTION, GDCS_E_SHAPE,
   GDCS_E_DISCLOSURE, GDCS_E_MEMORY. */
gdcs_status gdcs_i_log_entry_new(const gdcs_release_entry *given, gdcs_i_log_entry **out,
                                 gdcs_error *err);
void gdcs_i_log_entry_free(gdcs_i_log_entry *entry);
#endif
