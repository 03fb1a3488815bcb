/* A pattern of wide headings, "{sex}_{year}", and what of a heading it takes. */
#ifndef GDCS_IO_SCHEMA_PATTERN_H
#define GDCS_IO_SCHEMA_PATTERN_H

#include <gdcs/schema.h>
#include <stddef.h>

enum { GDCS_I_PATTERN_AXES = 8, GDCS_I_PATTERN_PIECES = 2 * GDCS_I_PATTERN_AXES + 1 };

/* Letters, or an axis. */
typedef struct gdcs_i_piece {
    const char *text; /* in the pattern; of an axis its name */
    size_t size;
    int32_t axis; /* 0 is that of `wide`, then those of `also`; -1: letters */
    int32_t padding;
} gdcs_i_piece;

typedef struct gdcs_i_pattern {
    const char *text;
    const char *label; /* of the axis it does not name; NULL: it names all */
    gdcs_i_piece pieces[GDCS_I_PATTERN_PIECES];
    int32_t count;
    int32_t given;  /* the axis of `label`, or -1 */
    size_t letters; /* bytes of its own */
} gdcs_i_pattern;

/* A text inside another. */
typedef struct gdcs_i_span {
    const char *text;
    size_t size;
} gdcs_i_span;

/* GDCS_E_SCHEMA, GDCS_E_ARGUMENT. */
gdcs_status gdcs_i_pattern_parse(const gdcs_schema_wide *wide, int64_t number, gdcs_i_pattern *out,
                                 gdcs_error *err);

/* In how many ways, 0, 1 or 2 for more, a heading is of the pattern, and its labels by axis in one of
   them.  known: a label of sex is one that a list holds. */
int gdcs_i_pattern_match(const gdcs_schema_wide *wide, const gdcs_i_pattern *pattern,
                         const char *text, size_t size, int known,
                         gdcs_i_span labels[GDCS_I_PATTERN_AXES]);

/* A wide axis, without its labels. */
gdcs_schema_wide_axis gdcs_i_wide_axis(const gdcs_schema_wide *wide, int64_t axis);
#endif
