/* The parts of a release. */
#ifndef GDCS_PRIVACY_RELEASE_RELEASE_H
#define GDCS_PRIVACY_RELEASE_RELEASE_H

#include "data/table.h"
#include "privacy/release_log/release_log.h"
#include "privacy/unsafe.h"

#include <gdcs/release.h>

typedef struct gdcs_i_release {
    const gdcs_table *const *originals;
    const gdcs_table *const *tables;
    int32_t n;
    int32_t letters;     /* KINDS or ONE, as the made tables have them */
    int32_t shows_zeros; /* 1: no zero is hidden that the rule leaves published */
    gdcs_disclosure_rule rule;
    gdcs_release_options options;
    gdcs_i_system *truth; /* of the originals */
    gdcs_i_unsafe unsafe; /* in it */
    gdcs_table **made;    /* what is to be given out */
    gdcs_table **seen;    /* what that says of the truth */
    int64_t hidden;       /* cells of the made tables */

    const gdcs_table *told; /* what rows of a frame tell besides, or NULL, with its truth, ... */
    const gdcs_table *told_truth;
    const gdcs_audit_fact *told_facts; /* ... and facts, whose table is 0 for told */
    int32_t told_fact_count;
} gdcs_i_release;

/* The caller's options in our size, with defaults.  GDCS_E_ARGUMENT, GDCS_E_STRUCT, GDCS_E_OPTION. */
gdcs_status gdcs_i_release_take_options(const gdcs_release_options *theirs,
                                        gdcs_release_options *ours, gdcs_error *err);

/* Everything that has to be said right, and room for the result, which may be NULL.  GDCS_E_ARGUMENT,
   GDCS_E_STRUCT, GDCS_E_OPTION, GDCS_E_DISCLOSURE for a rule that asks for nothing or for what is not done. */
gdcs_status gdcs_i_release_take(gdcs_i_release *release, const gdcs_disclosure_rule *rule,
                                const gdcs_release_options *options,
                                const gdcs_release_result *result, gdcs_release_result *found,
                                gdcs_error *err);

/* To the caller, who may not want it. */
gdcs_status gdcs_i_release_tell(const gdcs_release_result *found, gdcs_release_result *result,
                                gdcs_error *err);

/* The originals' system, the tables compared with them and copied; ended by gdcs_i_release_end(), also
   on failure. */
gdcs_status gdcs_i_release_begin(gdcs_i_release *release, gdcs_error *err);
void gdcs_i_release_end(gdcs_i_release *release);

/* Are the numbers of table t what the method makes of the original's?  GDCS_E_SHAPE, GDCS_E_NAME,
   GDCS_E_VALUE. */
gdcs_status gdcs_i_release_compare(const gdcs_i_release *release, int32_t t, gdcs_error *err);

/* For each code of an axis of table t the code of the original, or -1; ended by free(). */
typedef struct gdcs_i_release_map {
    int32_t axis[GDCS_I_AXES]; /* of the original, by axis of the table */
    int32_t *code[GDCS_I_AXES];
} gdcs_i_release_map;
gdcs_status gdcs_i_release_map_new(const gdcs_table *table, const gdcs_table *original,
                                   gdcs_i_release_map *map, gdcs_error *err);
void gdcs_i_release_map_free(gdcs_i_release_map *map, const gdcs_table *table);

/* Codes of the original; 0 where it lacks a label. */
int gdcs_i_release_map_codes(const gdcs_i_release_map *map, const gdcs_table *table,
                             const int32_t *codes, int32_t *original);

/* Letters of hidden cells, and what the tables then say. */
gdcs_status gdcs_i_release_mark(gdcs_i_release *release, int32_t letters, gdcs_error *err);

/* One table as it goes out, with what is said of the truth: by all, or of hidden cells by their limits alone, or by
   their letters alone, and by what the rule leaves published.  GDCS_E_MEMORY, GDCS_E_INTERNAL. */
enum { GDCS_I_RELEASE_ALL = 0, GDCS_I_RELEASE_LIMITS = 1, GDCS_I_RELEASE_LETTERS = 2 };
gdcs_status gdcs_i_release_say(const gdcs_i_release *release, int32_t t, int32_t says,
                               gdcs_table **out, gdcs_error *err);

/* What is known with everything published.  The frame, which may be NULL, is that of the audit. */
gdcs_status gdcs_i_release_audit(const gdcs_i_release *release, int is_brief,
                                 gdcs_release_result *result, gdcs_frame **out, gdcs_error *err);

/* GDCS_E_DISCLOSURE, with the labels of the first cells of an audit that leak. */
gdcs_status gdcs_i_release_refuse(const gdcs_i_release *release, const gdcs_frame *audit,
                                  gdcs_error *err);

/* Is this row of an audit a leak, and is it of the tables that are to go out? */
int gdcs_i_release_leaks(const gdcs_frame *audit, int64_t row);
int gdcs_i_release_is_own(const gdcs_i_release *release, const gdcs_frame *audit, int64_t row);

/* Did the cell of a row of an audit leak in one before, by more than a contradiction?  Rows come in the same
   order, so that the search goes on where it ended: *at is 0 at first. */
int gdcs_i_release_leaked(const gdcs_frame *before, int64_t *at, const gdcs_frame *now,
                          int64_t row);

/* "area A, sex F (exact)": where a row of an audit is. */
enum { GDCS_I_RELEASE_PLACE_SIZE = 90 };
void gdcs_i_release_put_place(const gdcs_frame *audit, int64_t row,
                              char out[GDCS_I_RELEASE_PLACE_SIZE]);

/* Choose letters; GDCS_E_DISCLOSURE if the audit fails. */
gdcs_status gdcs_i_release_pass(gdcs_i_release *release, gdcs_release_result *result,
                                gdcs_error *err);

/* What NOISE needs instead of an audit. */
gdcs_status gdcs_i_release_check_noise(const gdcs_i_release *release, gdcs_error *err);

/* What the note says: after the texts that were there. */
gdcs_status gdcs_i_release_note(const gdcs_i_release *release, const char *before, char **out,
                                gdcs_error *err);

/* An entry for what goes out, in the log of the options; NULL: none.  On failure the log is as before. */
gdcs_status gdcs_i_release_enter(const gdcs_i_release *release, gdcs_error *err);
#endif
