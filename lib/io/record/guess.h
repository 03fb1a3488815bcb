/* What an axis is about, by its name and its labels, where the file does not say it. */
#ifndef GDCS_IO_RECORD_GUESS_H
#define GDCS_IO_RECORD_GUESS_H

#include <gdcs/concept.h>
#include <gdcs/error.h>

typedef struct gdcs_i_facts {
    const char *name;
    const char *title; /* NULL: none */
    const char *const *labels;
    const char *const *titles; /* of the labels, an element NULL: none */
    int64_t count;
} gdcs_i_facts;

/* GDCS_CONCEPT_* by the name or the title; NONE.  Never SEX. */
int32_t gdcs_i_guess_concept(const gdcs_i_facts *axis);

/* Is it called sex? */
gdcs_status gdcs_i_guess_is_called_sex(const gdcs_i_facts *axis, int *is, gdcs_error *err);

/* Do some of its few labels stand for women, others for men?  Numbers alone do not.  GDCS_E_MEMORY. */
gdcs_status gdcs_i_guess_holds_sexes(const gdcs_i_facts *axis, int *holds, gdcs_error *err);

/* The label that is called total, if only one is; -1. */
int32_t gdcs_i_guess_total(const gdcs_i_facts *axis);
#endif
