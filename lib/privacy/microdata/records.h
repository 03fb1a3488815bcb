/* Records seen as classes of equal keys. */
#ifndef GDCS_PRIVACY_MICRODATA_RECORDS_H
#define GDCS_PRIVACY_MICRODATA_RECORDS_H

#include <gdcs/microdata.h>

enum { GDCS_I_KEYS = 31 };

/* A column as numbers in the order of its values: 1 to values, 0 for what is missing. */
typedef struct gdcs_i_coded {
    gdcs_column column;
    int32_t *codes; /* by row */
    int64_t *first; /* a row with each value, from value 1 at 0 */
    int32_t values;
} gdcs_i_coded;

enum { GDCS_I_CODED_BY_BYTES = 0, GDCS_I_CODED_BY_DICTIONARY = 1 };

/* Texts in the order of their bytes, whatever their dictionary, or of the dictionary.  GDCS_E_NAME;
   GDCS_E_VALUE for an infinity; GDCS_E_LIMIT above 2^31 - 2 rows. */
gdcs_status gdcs_i_coded_new(const gdcs_frame *frame, const char *name, int32_t order,
                             gdcs_i_coded *out, gdcs_error *err);
void gdcs_i_coded_free(gdcs_i_coded *coded);

/* Value 1 to values as text: the word, or the number. */
enum { GDCS_I_VALUE_SIZE = 32 };
const char *gdcs_i_coded_text(const gdcs_i_coded *coded, int32_t value,
                              char room[GDCS_I_VALUE_SIZE]);

/* Columns of codes of equal length. */
typedef struct gdcs_i_codes {
    const int32_t *codes[GDCS_I_KEYS + 1];
    int32_t values[GDCS_I_KEYS + 1];
    int32_t width;
} gdcs_i_codes;

/* Number, from 0, what n items have in the columns of the mask; items: their rows; NULL: 0 to n - 1. */
gdcs_status gdcs_i_codes_project(const gdcs_i_codes *codes, uint32_t mask, const int32_t *items,
                                 int64_t n, int32_t *numbers, int64_t *count, gdcs_error *err);

/* Distinct combinations of keys, in the order of values of the first key, then the second, ... */
typedef struct gdcs_i_classes {
    gdcs_i_codes codes; /* by class */
    int32_t *memory;    /* of these */
    int64_t count;
    int32_t *of;      /* by row */
    double *size;     /* records */
    double *weight;   /* their sum; NULL without weights */
    uint32_t *mask;   /* bit j: key j takes part, being there or MISSING_CATEGORY */
    int32_t is_whole; /* every mask has every key */
    int32_t padding;
} gdcs_i_classes;

/* size: records that each row stands for; NULL: one. */
gdcs_status gdcs_i_classes_new(const gdcs_i_codes *rows, int64_t n, const double *size,
                               const double *weight, int32_t missing, gdcs_i_classes *out,
                               gdcs_error *err);
void gdcs_i_classes_free(gdcs_i_classes *classes);

/* Classes that match and agree on some of the keys. */
typedef struct gdcs_i_span {
    const int32_t *items;
    int64_t count;
    double size;
    double weight;
} gdcs_i_span;

typedef gdcs_status (*gdcs_i_match_see)(void *data, int64_t query, const gdcs_i_span *spans,
                                        int32_t count, gdcs_error *err);

/* Show, for each query, the classes whose keys match those that class row[query] has in mask[query], a part of
   its own: classes with a key missing match on the others. */
gdcs_status gdcs_i_match(const gdcs_i_classes *classes, const int32_t *row, const uint32_t *mask,
                         int64_t queries, gdcs_i_match_see see, void *data, gdcs_error *err);

/* The same for each class by its own keys; `query` is its number. */
gdcs_status gdcs_i_match_each(const gdcs_i_classes *classes, gdcs_i_match_see see, void *data,
                              gdcs_error *err);

/* The caller's structs in our size, checked. */
gdcs_status gdcs_i_keys_take(const gdcs_microdata_keys *theirs, gdcs_microdata_keys *ours,
                             gdcs_error *err);
gdcs_status gdcs_i_microrule_take(const gdcs_microdata_rule *theirs,
                                  const gdcs_microdata_keys *keys, gdcs_microdata_rule *ours,
                                  gdcs_error *err);

/* importance of n keys, 1 each where it is NULL.  GDCS_E_OPTION. */
gdcs_status gdcs_i_importance(const double *importance, int64_t n, int may_be_zero, double *out,
                              gdcs_error *err);

/* What keys name. */
typedef struct gdcs_i_records {
    gdcs_microdata_keys keys;
    gdcs_i_coded key[GDCS_I_KEYS];
    int64_t rows;
    double *weight;     /* NULL: none */
    double weights;     /* their sum */
    gdcs_i_codes codes; /* of the rows */
    gdcs_i_classes classes;
} gdcs_i_records;

/* keys are ours. */
gdcs_status gdcs_i_records_new(const gdcs_frame *frame, const gdcs_microdata_keys *keys,
                               gdcs_i_records *out, gdcs_error *err);
void gdcs_i_records_free(gdcs_i_records *records);

/* By class. */
typedef struct gdcs_i_measured {
    double *frequency;
    double *population; /* NULL without weights */
    double *risk;
    double *distinct; /* NULL without a sensitive column, as the others */
    double *entropy;
    double *recursive;
    double *closeness;
} gdcs_i_measured;

gdcs_status gdcs_i_measured_new(const gdcs_frame *frame, const gdcs_i_records *records,
                                const gdcs_microdata_rule *rule, gdcs_i_measured *out,
                                gdcs_error *err);
void gdcs_i_measured_free(gdcs_i_measured *measured);

/* f of every class. */
gdcs_status gdcs_i_frequencies(const gdcs_i_classes *classes, double *out, gdcs_error *err);

/* Is the class less diverse than the rule asks for? */
int gdcs_i_measured_is_plain(const gdcs_i_measured *measured, const gdcs_microdata_rule *rule,
                             int64_t class_number);

/* Diversity of a sensitive column. */
gdcs_status gdcs_i_diversity(const gdcs_frame *frame, const gdcs_i_records *records,
                             const gdcs_microdata_rule *rule, gdcs_i_measured *out,
                             gdcs_error *err);

/* measured and rule may be of any records: the result without the classes of zayatz. */
gdcs_status gdcs_i_microdata_sum(const gdcs_i_records *records, const gdcs_i_measured *measured,
                                 const gdcs_microdata_rule *rule, gdcs_microdata_result *out,
                                 gdcs_error *err);

/* The concept, label, unit and sensitivity of a column, for another of `rows` rows. */
gdcs_column gdcs_i_column_like(const gdcs_column *column, int64_t rows);
#endif
