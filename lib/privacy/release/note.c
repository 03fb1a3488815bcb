/* What a released table says of its release. */
#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "privacy/release/release.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 900 };

/* Parameters of dominance and percentages stay the office's secret: with them, contributions could be
   worked out.  A minimum is no number of a cell. */
static void put_rule(const gdcs_disclosure_rule *r, char *out, size_t size)
{
    char minimum[GDCS_I_NUMBER_SIZE];
    gdcs_i_format_double(r->minimum, minimum);
    snprintf(out, size, "a rule%s%.120s%s%s%s%s", r->producer != NULL ? " of " : "",
             r->producer != NULL ? r->producer : "", r->minimum > 0.0 ? ": no fewer than " : "",
             r->minimum > 0.0 ? minimum : "", r->minimum > 0.0 ? " persons" : "",
             r->groups != 0 ? ", no group of one sex" : "");
}

static void put_method(const gdcs_i_release *r, char *out, size_t size)
{
    const gdcs_release_options *o = &r->options;
    char number[GDCS_I_NUMBER_SIZE];
    switch (o->method) {
    case GDCS_RELEASE_METHOD_ROUNDING:
        gdcs_i_format_double(o->base, number);
        snprintf(out, size, "numbers are rounded to base %s%s", number,
                 r->hidden > 0 ? ", others hidden" : "");
        break;
    case GDCS_RELEASE_METHOD_CELL_KEY:
        snprintf(out, size, "numbers are perturbed by cell keys%s",
                 r->hidden > 0 ? ", others hidden" : "");
        break;
    case GDCS_RELEASE_METHOD_NOISE:
        gdcs_i_format_double(o->noise->epsilon > 0.0 ? o->noise->epsilon : o->noise->rho, number);
        snprintf(out, size, "numbers have differentially private noise, %s %s",
                 o->noise->epsilon > 0.0 ? "epsilon" : "rho", number);
        break;
    default: snprintf(out, size, "%s", r->hidden > 0 ? "numbers are hidden" : "nothing is hidden");
    }
}

gdcs_status gdcs_i_release_note(const gdcs_i_release *r, const char *before, char **out,
                                gdcs_error *err)
{
    char rule[256], method[256], text[ROOM];
    void *memory = NULL;
    put_rule(&r->rule, rule, sizeof rule);
    put_method(r, method, sizeof method);
    snprintf(text, sizeof text, "%sReleased under %s; %s.", before[0] != '\0' ? "; " : "", rule,
             method);
    const size_t size = strlen(before) + strlen(text) + 1;
    TRY(gdcs_i_alloc(&memory, (int64_t)size, 1, err));
    *out = strcat(strcpy(memory, before), text);
    return GDCS_OK;
}
