/* Everything that is known with a release, as an audit takes it. */
#ifndef GDCS_PRIVACY_RELEASE_KNOWN_H
#define GDCS_PRIVACY_RELEASE_KNOWN_H

#include "privacy/release/release.h"

typedef struct gdcs_i_known {
    const gdcs_table **tables;
    const gdcs_table **originals;
    gdcs_audit_fact *facts;
    const gdcs_audit_fact **pointers; /* to facts */
    int32_t count;
    int32_t fact_count;
    int32_t own;    /* the first tables, that go out now */
    int32_t judged; /* the first tables, whose cells are audited: the others are only known */
    const gdcs_table **records; /* as the log has them */
    int32_t record_count;
    int32_t made_count;
    gdcs_table **made; /* of these: what they tell of the axes of the tables judged */
    gdcs_tree *trees;
    const gdcs_tree **tree_pointers;
    int32_t tree_count;
    const char **nodes; /* of trees that the log has */
} gdcs_i_known;

void gdcs_i_known_end(gdcs_i_known *known);

/* Tables and facts that are out already. */
int32_t gdcs_i_known_earlier(const gdcs_i_release *release);

/* What goes out beside what is out. */
gdcs_status gdcs_i_known_all(const gdcs_i_release *release, gdcs_i_known *known, gdcs_error *err);

/* What is out, with records that go out, of which there may be none. */
gdcs_status gdcs_i_known_before(const gdcs_i_release *release, const gdcs_table *records,
                                gdcs_i_known *known, gdcs_error *err);

/* Trees of the options and, as far as they do not contradict them, of the log.  is_strict: those of the options
   as they are; else the part of them whose labels the tables have. */
gdcs_status gdcs_i_known_relate(const gdcs_i_release *release, int is_strict, gdcs_i_known *known,
                                gdcs_error *err);

/* A caller's tree in our size, nothing of it missing. */
gdcs_status gdcs_i_known_take_tree(const gdcs_tree *given, gdcs_tree *tree, gdcs_error *err);

/* is_brief: verdicts alone, where there are originals. */
gdcs_status gdcs_i_known_audit(const gdcs_i_release *release, const gdcs_i_known *known,
                               int is_brief, gdcs_audit_result *result, gdcs_frame **out,
                               gdcs_error *err);
#endif
