/* The parts of an audit. */
#ifndef GDCS_PRIVACY_AUDIT_AUDIT_H
#define GDCS_PRIVACY_AUDIT_AUDIT_H

#include "privacy/attack.h"
#include "privacy/sexes.h"
#include "privacy/unsafe.h"

#include <gdcs/audit.h>

enum {
    GDCS_I_VERDICT_PROTECTED = 0,
    GDCS_I_VERDICT_PUBLISHED = 1,
    GDCS_I_VERDICT_GROUP = 2,
    GDCS_I_VERDICT_EXACT = 3,
    GDCS_I_VERDICT_NARROW = 4,
    GDCS_I_VERDICT_CONTRADICTED = 5,
    GDCS_I_VERDICT_UNDECIDED = 6,
    GDCS_I_VERDICT_RECOVERED = 7,
    GDCS_I_VERDICT_INSIDER = 8,
    GDCS_I_VERDICTS = 9
};

typedef struct gdcs_i_audit {
    const gdcs_table *const *tables;
    int32_t n;
    int32_t own;    /* tables, the first, that go out now: figures of the others were out before */
    int32_t judged; /* tables, the first, whose cells are audited */
    uint32_t axes;  /* of the system, by bit, that these have */
    gdcs_audit_options options;
    gdcs_disclosure_rule rule;
    int32_t has_rule;
    gdcs_i_sexes sexes[2]; /* of the tables and of the originals */
    gdcs_i_system *system; /* what is published */
    gdcs_i_unsafe exposed; /* exact cells that the rule forbids */
    gdcs_i_system *truth;  /* of the originals, or NULL */
    gdcs_i_unsafe unsafe;  /* in it */
    gdcs_i_attack *attack;
    int64_t false_facts; /* of the tables that go out now: not what the originals say */
    char *wanted;        /* by variable */
    char *verdict;       /* by variable: GDCS_I_VERDICT_* */
    int32_t *insider;    /* by variable of that verdict: the cell of one that gives it away */
} gdcs_i_audit;

/* gdcs_audit_table_linked() of n tables of which those after the first `judged` are known, and no more: their own
   cells need no protection by the rule.  Facts of those after the first `own` count as far as they are what the
   originals say. */
gdcs_status gdcs_i_audit_beside(const gdcs_table *const *tables, int32_t n, int32_t own,
                                int32_t judged, const gdcs_audit_options *options,
                                gdcs_audit_result *result, gdcs_frame **out, gdcs_error *err);

/* Facts as rows of the system.  GDCS_E_ARGUMENT, GDCS_E_STRUCT, GDCS_E_OPTION, GDCS_E_NAME,
   GDCS_E_VALUE, GDCS_E_MEMORY. */
gdcs_status gdcs_i_audit_add_facts(gdcs_i_audit *audit, gdcs_error *err);

/* Numbers that are published rounded become the intervals that they stand for. */
void gdcs_i_audit_blur(gdcs_i_audit *audit);

/* Where a rule leaves zeroes published, and no zero that is safe is hidden, hidden numbers are known not to
   be zero. */
void gdcs_i_audit_see_nonzero(gdcs_i_audit *audit);

/* Does the variable speak of what the tables judged count? */
int gdcs_i_audit_is_judged(const gdcs_i_audit *audit, int64_t variable);

/* The verdicts on all wanted variables, among them those on lines of one sex.  GDCS_E_MEMORY. */
gdcs_status gdcs_i_audit_judge(gdcs_i_audit *audit, gdcs_error *err);
gdcs_status gdcs_i_audit_judge_groups(gdcs_i_audit *audit, gdcs_error *err);

/* Is the variable of women, or of men, in a line that may be all of one sex for all that the originals say, since
   they have one without the other? */
int gdcs_i_audit_may_be_group(const gdcs_i_audit *audit, int64_t variable);

/* The variable of the originals with the same labels, or -1; the verdict on it with these bounds, where
   it was published there. */
int64_t gdcs_i_audit_find_truth(const gdcs_i_audit *audit, int64_t variable);
int gdcs_i_audit_judge_true(const gdcs_i_audit *audit, int64_t truth, double lower, double upper);

/* The verdicts on what persons who are alone in their cell can work out. */
gdcs_status gdcs_i_audit_try_insiders(gdcs_i_audit *audit, gdcs_error *err);

gdcs_status gdcs_i_audit_give(const gdcs_i_audit *audit, gdcs_frame **out, gdcs_error *err);
gdcs_audit_result gdcs_i_audit_sum_up(const gdcs_i_audit *audit);

const char *gdcs_i_verdict_name(int verdict);

/* The sums and facts behind a leak in words, cut off at size - 1 bytes between two of them. */
gdcs_status gdcs_i_audit_words(const gdcs_i_audit *audit, int64_t variable, char *out, size_t size,
                               gdcs_error *err);
#endif
