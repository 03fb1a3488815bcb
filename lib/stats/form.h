/* What table forms begin and end with: groups by the axes to keep, and the frame of one text (sex, measure),
   numbers and the estimate that each row is. */
#ifndef GDCS_STATS_FORM_H
#define GDCS_STATS_FORM_H

#include "stats/result.h"

enum { GDCS_I_FORM_NUMBERS = 12 };

typedef struct gdcs_i_form {
    gdcs_i_groups *groups; /* by the axes to keep, then the further one, if any */
    gdcs_i_result *result;
    gdcs_axis axis; /* the further one, as the groups have it; label_count 0: none */
    int32_t total;  /* the code of its declared total, or -1 */
    int32_t keys;   /* axes to keep */
    int32_t text;   /* columns */
    int32_t count;
    int32_t numbers[GDCS_I_FORM_NUMBERS];
} gdcs_i_form;

/* axis: the name of the further axis, of the labels of which a row is made (strata, units), or NULL.  source:
   a further table that numbers come from, or NULL.  On failure out is to be freed too: start from {0}. */
gdcs_status gdcs_i_form_new(const gdcs_table *table, const char *const *keep, int32_t n,
                            const char *axis, const gdcs_table *source, gdcs_i_form *out,
                            gdcs_error *err);
void gdcs_i_form_free(gdcs_i_form *form);

/* The columns of a row after its keys; text may be NULL: none; unit is that of the estimate, may be NULL. */
gdcs_status gdcs_i_form_add_columns(gdcs_i_form *form, const char *text, int32_t concept,
                                    const gdcs_i_heading *headings, int32_t count, const char *unit,
                                    gdcs_error *err);

/* The next combination of the axes to keep, from *group = -1 on; 0 after the last.  codes are of a group,
   the first with them. */
int gdcs_i_form_next(const gdcs_i_form *form, int64_t *group, const int32_t **codes);

/* Append a row, all of its cells; text is NULL where there is no such column. */
gdcs_status gdcs_i_form_add_row(gdcs_i_form *form, int64_t group, const char *text,
                                const double *numbers, const gdcs_estimate *estimate,
                                const gdcs_bounds *bounds, const char *method, uint32_t notes,
                                gdcs_error *err);
#endif
