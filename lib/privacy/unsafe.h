/* Which numbers a rule finds unsafe. */
#ifndef GDCS_PRIVACY_UNSAFE_H
#define GDCS_PRIVACY_UNSAFE_H

#include "privacy/system.h"

#include <gdcs/disclosure.h>

/* The caller's rule in our size, checked.  GDCS_E_ARGUMENT, GDCS_E_STRUCT, GDCS_E_OPTION. */
gdcs_status gdcs_i_rule_take(const gdcs_disclosure_rule *theirs, gdcs_disclosure_rule *ours,
                             gdcs_error *err);

/* Does the rule look at contributions? */
int gdcs_i_rule_needs_contributions(const gdcs_disclosure_rule *rule);

enum { GDCS_I_LARGEST_KNOWN = 4 };

/* One number and what is behind it. */
typedef struct gdcs_i_number {
    double value;
    double contributors;
    double largest[GDCS_I_LARGEST_KNOWN];
    double requested; /* 0: nobody asked */
    int32_t has_contributions;
    int32_t is_group; /* its line is of one sex, and that is unsafe */
} gdcs_i_number;

typedef struct gdcs_i_finding {
    int32_t why;      /* GDCS_DISCLOSURE_* bits */
    int32_t is_alone; /* one person or unit makes it up */
    double
        own; /* what its largest contributor, or any person in it, knows to be in it; 0: nothing */
    double below;
    double above;
    double width;
} gdcs_i_finding;

gdcs_i_finding gdcs_i_rule_judge(const gdcs_disclosure_rule *rule, const gdcs_i_number *number);

/* Is [lower, upper], which others can work out, as wide around the value as it must be? */
int gdcs_i_finding_is_met(const gdcs_i_finding *finding, double value, double lower, double upper);

/* Are all persons of this line of one sex, where that is unsafe? */
int gdcs_i_rule_is_group(const gdcs_disclosure_rule *rule, double women, double men, double total);

/* Is a zero there published, whatever else is? */
int gdcs_i_rule_shows_zero(const gdcs_disclosure_rule *rule, const gdcs_i_system *system,
                           int64_t variable);

/* CONF_STATUS for it: 'F' if it is safe. */
char gdcs_i_rule_letter(const gdcs_disclosure_rule *rule, int32_t why);

/* "small+group" and the like. */
enum { GDCS_I_WHY_SIZE = 64 };
void gdcs_i_rule_words(int32_t why, char out[GDCS_I_WHY_SIZE]);

/* Findings on the variables of a system whose bounds are the true numbers; safe where a variable is not
   exact or was not published. */
typedef struct gdcs_i_unsafe {
    gdcs_i_finding *finding; /* by variable */
    int64_t count;           /* unsafe ones */
} gdcs_i_unsafe;

/* rule in our size; options may be NULL.  GDCS_E_STRUCT, GDCS_E_NAME, GDCS_E_SHAPE, GDCS_E_VALUE,
   GDCS_E_MEMORY. */
gdcs_status gdcs_i_unsafe_find(const gdcs_i_system *system, const gdcs_disclosure_rule *rule,
                               const gdcs_disclosure_options *options, gdcs_i_unsafe *out,
                               gdcs_error *err);

/* As above, of numbers among which are others than those that the contributions are of, with other labels. */
gdcs_status gdcs_i_unsafe_find_some(const gdcs_i_system *system, const gdcs_disclosure_rule *rule,
                                    const gdcs_disclosure_options *options, gdcs_i_unsafe *out,
                                    gdcs_error *err);
void gdcs_i_unsafe_free(gdcs_i_unsafe *unsafe);
#endif
