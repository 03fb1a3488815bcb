/* Columns in a coarser form. */
#ifndef GDCS_PRIVACY_MICRODATA_RECODED_H
#define GDCS_PRIVACY_MICRODATA_RECODED_H

#include "core/pool.h"
#include "privacy/microdata/records.h"

/* A text column that takes the place of another. */
typedef struct gdcs_i_recoded {
    gdcs_i_pool *words;
    int32_t *codes;
    gdcs_column column;
} gdcs_i_recoded;

/* Without words, and with room for n codes; then, with all words and codes there, the column, as `like` but for
   its values.  Ended by gdcs_i_recoded_free(), also on failure. */
gdcs_status gdcs_i_recoded_open(gdcs_i_recoded *recoded, int64_t n, gdcs_error *err);
void gdcs_i_recoded_close(gdcs_i_recoded *recoded, const gdcs_column *like, int64_t n);

/* words: what each word of the column becomes, NULL for missing. */
gdcs_status gdcs_i_recoded_new(const gdcs_column *column, const char *const *words,
                               gdcs_i_recoded *out, gdcs_error *err);
void gdcs_i_recoded_free(gdcs_i_recoded *recoded);

/* Are all numbers of the column whole? */
int gdcs_i_column_is_whole(const gdcs_column *column);

/* "15-29", "65+", "<15", "1.5-<3": numbers from `from` to below `to`. */
enum { GDCS_I_BAND_SIZE = 80 };
void gdcs_i_band_name(double from, double to, int is_whole, char out[GDCS_I_BAND_SIZE]);

/* A key at every level of its hierarchy. */
typedef struct gdcs_i_ladder {
    int32_t top;      /* the highest level; 0: the key stays as it is */
    int32_t values;   /* of level 0 */
    int32_t is_whole; /* numbers without fractions */
    int32_t padding;
    int32_t **value;  /* by level from 0: what value 0 (missing) to `values` becomes there */
    int32_t *count;   /* by level: of values there */
    double **loss;    /* by level: of a record with value 0 to `values` */
    int32_t *steps;   /* of numbers: the band of each value at level 1 */
    int32_t *nodes;   /* of texts: the label of each value in labels */
    int32_t *parents; /* by label, -1 of roots */
    gdcs_i_pool *labels;
    const gdcs_microdata_hierarchy *of;
} gdcs_i_ladder;

/* hierarchy: in our size; NULL: the key stays as it is.  GDCS_E_OPTION, GDCS_E_DUPLICATE, GDCS_E_SHAPE,
   GDCS_E_MEMORY. */
gdcs_status gdcs_i_ladder_new(const gdcs_i_coded *key, const gdcs_microdata_hierarchy *hierarchy,
                              gdcs_i_ladder *out, gdcs_error *err);
void gdcs_i_ladder_free(gdcs_i_ladder *ladder);

/* The column of a key at a level above 0, at these rows. */
gdcs_status gdcs_i_ladder_column(const gdcs_i_ladder *ladder, const gdcs_i_coded *key,
                                 int32_t level, const int32_t *rows, int64_t n, gdcs_i_recoded *out,
                                 gdcs_error *err);
#endif
