/** @file gdcs/microdata.h
 *  Records of persons: how easily somebody is found in them, and how they are made safe.
 *
 *  Keys (quasi-identifiers) are the columns that others may know of a person: sex, age, area, citizenship,
 *  offence.  Records with the same keys make a class; with f_k of them, whoever knows the keys of one finds
 *  f_k candidates.  A person whose recorded sex is neither of the two is nearly always alone in a class:
 *  gdcs_microdata_measure_labels() shows it.
 *
 *  Nothing here lowers a sensitivity: frames that come out are as sensitive as those that went in. */
#ifndef GDCS_MICRODATA_H
#define GDCS_MICRODATA_H

#include <gdcs/error.h>
#include <gdcs/frame.h>
#include <gdcs/table.h>
#include <gdcs/tree.h>

GDCS_BEGIN

/** How a missing key is compared. */
enum {
    GDCS_MICRODATA_MISSING_DEFAULT = 0, /**< ANY */
    GDCS_MICRODATA_MISSING_ANY =
        1, /**< it may be any value, so it matches each (sdcMicro, mu-Argus) */
    GDCS_MICRODATA_MISSING_CATEGORY =
        2 /**< it is a value of its own, and matches the missing only */
};

/** What makes the values of a sensitive column in a class diverse enough. */
enum {
    GDCS_MICRODATA_DIVERSITY_DEFAULT = 0,  /**< DISTINCT */
    GDCS_MICRODATA_DIVERSITY_DISTINCT = 1, /**< there are l values */
    GDCS_MICRODATA_DIVERSITY_ENTROPY = 2,  /**< exp(entropy) >= l */
    GDCS_MICRODATA_DIVERSITY_RECURSIVE = 3 /**< r_1 < c (r_l + r_(l+1) + ...), r falling */
};

/** How far apart two values of a sensitive column are. */
enum {
    GDCS_MICRODATA_DISTANCE_DEFAULT = 0, /**< ORDERED for numbers, EQUAL for texts */
    GDCS_MICRODATA_DISTANCE_EQUAL = 1,   /**< 1 */
    GDCS_MICRODATA_DISTANCE_ORDERED =
        2 /**< steps between them in the order of numbers, or of the words of the
                                            column, over the most there are */
};

/** What a rule asks for and does not get.  Bits. */
enum {
    GDCS_MICRODATA_BROKEN_K = 1,
    GDCS_MICRODATA_BROKEN_L = 2,
    GDCS_MICRODATA_BROKEN_T = 4,
    GDCS_MICRODATA_BROKEN_RISK = 8,
    GDCS_MICRODATA_BROKEN_IDENTIFIER =
        16 /**< a column identifies persons by its concept (audit only) */
};

/** Columns of a frame by what they do. */
typedef struct gdcs_microdata_keys {
    uint32_t struct_size;       /**< sizeof(gdcs_microdata_keys) */
    int32_t missing;            /**< GDCS_MICRODATA_MISSING_* */
    const char *const *columns; /**< names of the keys, each once */
    int64_t count;              /**< 1 to 31 */
    const char *sensitive;      /**< a column that nobody may learn of a person; NULL: none */
    const char *weight; /**< a column of numbers: persons that each record stands for; NULL: none */
    double population;  /**< persons the records were drawn from; 0: the sum of weights */
} gdcs_microdata_keys;

/** What records must fulfil.  Zeroes: what is not said is not asked for. */
typedef struct gdcs_microdata_rule {
    uint32_t struct_size; /**< sizeof(gdcs_microdata_rule) */
    int32_t diversity;    /**< GDCS_MICRODATA_DIVERSITY_* of l */
    int32_t distance;     /**< GDCS_MICRODATA_DISTANCE_* of t */
    uint32_t padding;     /**< 0 */
    int64_t k;            /**< f_k at least; 0 or 1: any */
    double l;             /**< 0, or >= 1 */
    double c;             /**< of RECURSIVE, > 0; default 2 */
    double t;             /**< in [0, 1]; 0: any */
    double risk;          /**< of a record at most, in [0, 1]; 0: any */
} gdcs_microdata_rule;

/** What is true of the records; NaN where keys name no weight or no sensitive column. */
typedef struct gdcs_microdata_result {
    uint32_t struct_size;     /**< sizeof(gdcs_microdata_result), set by the caller */
    int32_t broken;           /**< GDCS_MICRODATA_BROKEN_* bits */
    int64_t records;          /**< rows of the frame */
    int64_t classes;          /**< distinct combinations of keys */
    int64_t k;                /**< the smallest f_k; 0 without records */
    int64_t uniques;          /**< records with f_k = 1 */
    int64_t below;            /**< records with f_k < k of the rule */
    int64_t below_l;          /**< records in classes that are less diverse than l of the rule */
    double population;        /**< of the keys, or the sum of weights */
    double risk;              /**< the highest of a record */
    double reidentifications; /**< sum of risks: how many are found, if somebody looks for each */
    double
        population_uniques; /**< records alone with their keys in the population: sum of f_k / F_k over
                                  uniques */
    double population_uniques_zayatz; /**< all persons alone in the population, after Zayatz */
    double l_distinct;                /**< the fewest values of the sensitive column in a class */
    double l_entropy;                 /**< the smallest exp(entropy) */
    double l_recursive;               /**< the smallest l that holds, for c of the rule */
    double t;                         /**< the largest distance of a class from all records */
} gdcs_microdata_result;

/**
 * Measure how easily persons are found in records.
 *
 * f_k is the number of records whose keys match those of the record, itself among them; F_k the sum of their
 * weights.  With ANY a missing key matches everything, so records may match that are in no common class:
 * f_k may then overstate the candidates, since each missing value is taken for several at once.
 *
 * Risk, that who matches a person of the population to the record is right: E(1 / F | f_k) where F - f_k is
 * negative binomial, with p = f_k / F_k (1 at most):
 *
 *     risk = integral from 0 to 1 of p y^(f - 1) / (p + (1 - p) y) dy
 *          = p^f / f  2F1(f, f; f + 1; 1 - p),     f = 1: p ln(1 / p) / (1 - p).
 *
 * Without weights the records are taken for the population: risk = 1 / f_k.
 *
 * Zayatz: with s_i classes of size i, u in all, n records of N persons, H(i) = C(i, 1) C(N - i, n - 1) / C(N, n),
 *
 *     P = s_1 H(1) / sum of s_i H(i),     population_uniques_zayatz = s_1 P N / n,
 *
 * by classes of equal keys, a missing key being a value of its own; whole N (rounded), N >= n.
 *
 * Diversity of the sensitive column over the records that match; its missing values are no values, and records
 * without any known value around them are not counted.  RECURSIVE: the largest l for which r_1 < c (r_l + ...),
 * 0 if none.  t: earth mover's distance between the values that match and those of all records.
 *
 * @param frame  not NULL
 * @param keys   not NULL
 * @param rule   may be NULL: nothing is asked for
 * @param out    struct_size set by the caller
 * @param err    may be NULL; row is the 1-based record
 *
 * @units    records, persons
 * @errors   GDCS_E_ARGUMENT   a pointer is missing; weight is a text
 *           GDCS_E_OPTION     a number of keys outside 1 to 31; no such kind; k is negative, l below 1, c not
 *                             positive, t or risk outside [0, 1], population negative or not finite; l or t
 *                             without a sensitive column
 *           GDCS_E_STRUCT     struct_size missing or too small
 *           GDCS_E_NAME       no such column
 *           GDCS_E_DUPLICATE  a column twice
 *           GDCS_E_VALUE      a weight is missing, negative or above 1e15; a key is infinite; the population is
 *                             smaller than the records
 *           GDCS_E_LIMIT      more than 2^31 - 2 records
 *           GDCS_E_MEMORY
 * @source   Benedetti & Franconi (1998) Pre-proc. NTTS, 225; Polettini (2003), CASC deliverable 1.2-D3.  Zayatz
 *           (1991), Census Bureau SRD RR-91/08.  Machanavajjhala, Kifer, Gehrke & Venkitasubramaniam (2007) ACM TKDD
 *           1:3, defs. 4.1 to 4.3.  Li, Li & Venkatasubramanian (2007) ICDE, 106.  Samarati & Sweeney (1998)
 *           SRI-CSL-98-04.
 * @checked  tests/reference/microdata.csv (mpmath, scipy); tables of the SDC Practice Guide (IHSN) in
 *           tests/privacy/test_microdata.c; bindings/python/tests/test_microdata.py
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_microdata_measure(const gdcs_frame *frame,
                                                       const gdcs_microdata_keys *keys,
                                                       const gdcs_microdata_rule *rule,
                                                       gdcs_microdata_result *out, gdcs_error *err);

/** What is true of each record: arrays as long as the frame; NULL: not wanted. */
typedef struct gdcs_microdata_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_microdata_arrays) */
    uint32_t padding;     /**< 0 */
    double *
        class_number; /**< from 1, by the keys, missing first, numbers and texts (by bytes) in order */
    double *frequency;  /**< f_k */
    double *population; /**< F_k; NaN without weights */
    double *risk;
    double *
        distinct; /**< values of the sensitive column that match; NaN without one, as are the next */
    double *entropy;   /**< exp(entropy) */
    double *recursive; /**< l */
    double *closeness; /**< t */
} gdcs_microdata_arrays;

/**
 * Measure how easily each record is found.
 *
 * As gdcs_microdata_measure().
 *
 * @param frame  not NULL
 * @param keys   not NULL
 * @param rule   may be NULL; c and distance are used
 * @param out    not NULL
 * @param err    may be NULL; row is the 1-based record
 *
 * @units    records, persons
 * @errors   as gdcs_microdata_measure()
 * @source   as gdcs_microdata_measure()
 * @checked  as gdcs_microdata_measure()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_microdata_each(const gdcs_frame *frame,
                                                    const gdcs_microdata_keys *keys,
                                                    const gdcs_microdata_rule *rule,
                                                    const gdcs_microdata_arrays *out,
                                                    gdcs_error *err);

/**
 * Measure by label which values of the keys make persons easy to find.
 *
 * Columns: column, label (missing for missing keys), records, uniques, below (records with f_k < k of the rule),
 * risk (the highest), reidentifications.  A row per key and value, in the order of keys and values.
 *
 * @param frame  not NULL
 * @param keys   not NULL
 * @param rule   may be NULL; k is used
 * @param out    the frame, as sensitive as the records
 * @param err    may be NULL; row is the 1-based record
 *
 * @units    records
 * @errors   as gdcs_microdata_measure()
 * @source   as gdcs_microdata_measure()
 * @checked  bindings/python/tests/test_microdata.py
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_microdata_measure_labels(const gdcs_frame *frame,
                                                              const gdcs_microdata_keys *keys,
                                                              const gdcs_microdata_rule *rule,
                                                              gdcs_frame **out, gdcs_error *err);

/**
 * Audit records against a rule: does it hold, and which columns are to blame.
 *
 * `broken` of the result is 0 if all that the rule asks for holds and no column of the frame has the concept
 * GDCS_CONCEPT_PERSON_KEY.  It says nothing of columns that are not named among the keys; the report does.
 *
 * Columns of the report: column, role ("key", "sensitive", "weight", "identifier", "other"), distinct (values),
 * below_alone (records with f_k < max(k, 2) by this column alone), below_without (of a key: by the other keys;
 * of another column: by the keys as they are), below_with (by all keys and this column).  A row per column of the
 * frame: an "other" whose below_with is above its below_without should be a key, or go.
 *
 * @param frame   not NULL
 * @param keys    not NULL
 * @param rule    not NULL
 * @param result  struct_size set by the caller; may be NULL
 * @param report  the frame, as sensitive as the records; may be NULL
 * @param err     may be NULL; row is the 1-based record
 *
 * @units    records
 * @errors   as gdcs_microdata_measure(), and
 *           GDCS_E_ARGUMENT  result and report are both NULL
 *           GDCS_E_OPTION    the rule asks for nothing
 *           GDCS_E_VALUE     a column is infinite, for a report
 * @source   as gdcs_microdata_measure()
 * @checked  bindings/python/tests/test_microdata.py
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_microdata_audit(const gdcs_frame *frame,
                                                     const gdcs_microdata_keys *keys,
                                                     const gdcs_microdata_rule *rule,
                                                     gdcs_microdata_result *result,
                                                     gdcs_frame **report, gdcs_error *err);

GDCS_END
#endif
