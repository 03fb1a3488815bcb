/* Persons and units in hidden cells, who know their own number, or that a number is not less than their part.

   While all others are thought of, whoever is the largest in a cell, and not alone, is so too: no decoy, movement
   or interval has a number below its largest part.  What that does not protect, and what those who are alone
   find, is looked at for each of them by itself. */
#ifndef GDCS_PRIVACY_SUPPRESS_INSIDER_H
#define GDCS_PRIVACY_SUPPRESS_INSIDER_H

#include "privacy/suppress/shield.h"

typedef struct gdcs_i_insiders {
    gdcs_i_suppression *p;
    int32_t level;     /* GDCS_AUDIT_INSIDERS_* */
    int32_t has_parts; /* of somebody who is not alone */
    double *part;      /* by variable: of the largest in it, if not alone */
    double *below;     /* by variable: as the rule asks */
    char *done;        /* by variable, unsafe: who is kept from it already */
    char *put_off;     /* by variable: not protected from all at once */
    char *kept_out;  /* by variable: all are protected from who is in it, whatever else is hidden */
    double deadline; /* gdcs_i_lp_milliseconds(); INFINITY: none */
} gdcs_i_insiders;

/* Ask of the suppression that it protects from the largest too, all at once; from_one: by variable.
   GDCS_E_MEMORY. */
gdcs_status gdcs_i_insiders_new(gdcs_i_suppression *p, int32_t level, const char *from_one,
                                gdcs_i_insiders *out, gdcs_error *err);
void gdcs_i_insiders_free(gdcs_i_insiders *x);

/* Hide more until none of them finds an interval closer than the rule asks.  Errors as
   gdcs_i_suppress_repair(). */
gdcs_status gdcs_i_insiders_protect_from(gdcs_i_insiders *x, gdcs_error *err);
#endif
