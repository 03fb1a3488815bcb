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
 *           (1991), Census Bureau SRD RR-91/08.  Machanavajjhala, Kifer, Gehrke & Venkitasubramaniam (2007) ACM
 *           TKDD 1:3, defs. 4.1 to 4.3.  Li, Li & Venkatasubramanian (2007) ICDE, 106.  Samarati & Sweeney (1998)
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

/** Special uniques: arrays as long as the frame; NULL: not wanted. */
typedef struct gdcs_microdata_uniques {
    uint32_t struct_size; /**< sizeof(gdcs_microdata_uniques) */
    uint32_t padding;     /**< 0 */
    double *count;        /**< minimal sets of keys by which the record is alone */
    double *smallest;     /**< keys in the smallest of them; 0 if there is none */
    double *score;
} gdcs_microdata_uniques;

/**
 * Measure how few keys single out each record (SUDA).
 *
 * A minimal sample unique (MSU) is a set of keys by which the record matches no other, and by no part of the
 * set.  With m keys and MSUs of s <= most keys,
 *
 *     score = sum over MSUs of product from i = s to most of (m - i).
 *
 * Every set of up to `most` keys is counted once over all records.
 *
 * @param frame  not NULL
 * @param keys   not NULL; 2 at least
 * @param most   largest set, 1 to m - 1; 0: the smaller of 3 and m - 1
 * @param out    not NULL
 * @param err    may be NULL; row is the 1-based record
 *
 * @units    sets, keys
 * @errors   as gdcs_microdata_measure(), and
 *           GDCS_E_OPTION  one key, or most outside its range
 *           GDCS_E_LIMIT   more than 100 000 sets
 * @source   Elliot, Manning, Mayes, Gurd & Bane (2005) UNECE work session on confidentiality; Manning, Haglin &
 *           Keane (2008) Data Min. Knowl. Disc. 16:165
 * @checked  table 4.5 of the SDC Practice Guide (IHSN) in tests/privacy/test_microdata_uniques.c;
 *           bindings/python/tests/test_microdata.py
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_microdata_each_uniques(const gdcs_frame *frame,
                                                            const gdcs_microdata_keys *keys,
                                                            int32_t most,
                                                            const gdcs_microdata_uniques *out,
                                                            gdcs_error *err);

/**
 * Join words of a text column: each word of `from` becomes that of `to`.
 *
 * All change at once; words that are not named stay, missing values too.
 *
 * @param frame   not NULL
 * @param column  of texts
 * @param from    words of the column
 * @param to      what each becomes; NULL: missing
 * @param n       length of from and to, >= 0
 * @param out     the frame
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT   a pointer is missing, n is negative, the column is no text, a new word is not UTF-8
 *           GDCS_E_NAME       no such column, or it does not have a word of `from`
 *           GDCS_E_DUPLICATE  a word is named twice in `from`
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_microdata_collapse(const gdcs_frame *frame, const char *column,
                                                        const char *const *from,
                                                        const char *const *to, int64_t n,
                                                        gdcs_frame **out, gdcs_error *err);

/**
 * Make bands of a column of numbers: a text column in its place.
 *
 * With rising breaks b_1 < ... < b_n a number x is in band i if b_i <= x < b_(i+1); below b_1 and from b_n on
 * there are two more.  Bands are called "<15", "15-29", "65+" where breaks and numbers are whole, a band of one
 * number by it; else "<1.5", "1.5-<3", "3+".
 *
 * @param frame   not NULL
 * @param column  of numbers
 * @param breaks  rising, finite
 * @param n       their number, >= 1
 * @param out     the frame
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is below 1, the column is a text, breaks do not rise or are
 *                            not finite
 *           GDCS_E_NAME      no such column
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_microdata_collapse_bands(const gdcs_frame *frame,
                                                              const char *column,
                                                              const double *breaks, int64_t n,
                                                              gdcs_frame **out, gdcs_error *err);

/**
 * Code the ends of a column of numbers: what is below becomes `lower`, what is above `upper`.
 *
 * @param frame   not NULL
 * @param column  of numbers
 * @param lower   -infinity: none (bottom coding)
 * @param upper   infinity: none (top coding); at least lower; for whole numbers both are whole or infinite
 * @param out     the frame
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, the column is a text, lower > upper, one of them is no
 *                            number or not whole
 *           GDCS_E_NAME      no such column
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_microdata_collapse_ends(const gdcs_frame *frame,
                                                             const char *column, double lower,
                                                             double upper, gdcs_frame **out,
                                                             gdcs_error *err);

/** How a key is made coarser.  Level 0 is the key as it is. */
typedef struct gdcs_microdata_hierarchy {
    uint32_t struct_size; /**< sizeof(gdcs_microdata_hierarchy) */
    int32_t most;         /**< the highest level that may be used; 0: the last */
    const char *column;   /**< a key */
    const gdcs_tree *
        tree; /**< of texts: level i is the ancestor i steps up; NULL: none; its axis is not used */
    const double
        *widths; /**< of numbers: level i has bands this wide, each a multiple of the one before */
    int64_t count; /**< of widths */
    double start;  /**< where a band begins */
} gdcs_microdata_hierarchy;

/** Options of recoding.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_microdata_recode_options {
    uint32_t struct_size;     /**< sizeof(gdcs_microdata_recode_options) */
    uint32_t padding;         /**< 0 */
    int64_t most_left_out;    /**< records that may be left out */
    const double *importance; /**< of each key, >= 0, not all 0; NULL: 1 each */
} gdcs_microdata_recode_options;

/** What was recoded. */
typedef struct gdcs_microdata_recode_result {
    uint32_t struct_size; /**< sizeof(gdcs_microdata_recode_result), set by the caller */
    int32_t levels[31];   /**< of each key */
    int64_t k;            /**< reached by the records that are left; 0 if none is */
    int64_t left_out;     /**< records */
    int64_t nodes;        /**< combinations of levels */
    int64_t evaluated;    /**< of which the records were counted */
    double loss;          /**< in [0, 1] */
} gdcs_microdata_recode_result;

/**
 * Recode keys for the whole frame so that each record matches k - 1 others, at the least loss.
 *
 * Every combination of levels is a node of a lattice; keys without a hierarchy stay at level 0.  After the last
 * level of a tree or of widths comes one in which all is "*".  A node is allowed if at most `most_left_out`
 * records must be left out for the rest to have f_k >= k among themselves (the largest such rest).  Of these
 * the node of least loss is taken, the lower sum of levels and then the first in the order of levels where they
 * are equal: the optimum, no heuristic, for its time grows with the nodes.  With v values of a key, of which m
 * become the same,
 *
 *     loss = mean over records of sum of importance (m - 1) / (v - 1) / sum of importance;  1 if left out.
 *
 * Missing keys lose nothing, and become "*" with all others.  Rows that are left out are not in the frame that
 * comes out, nor are words that no row has any more in its dictionaries.
 *
 * @param frame        not NULL
 * @param keys         not NULL; sensitive and weight are not used
 * @param k            >= 1
 * @param hierarchies  not NULL
 * @param n            their number, >= 1
 * @param options      may be NULL
 * @param out          the frame
 * @param result       struct_size set by the caller; may be NULL
 * @param err          may be NULL; row is the 1-based record
 *
 * @units    records
 * @errors   GDCS_E_ARGUMENT    a pointer is missing, n or k is below 1
 *           GDCS_E_OPTION      as gdcs_microdata_measure() for keys; most is negative or above the last level;
 *                              widths do not rise by multiples, or start is not finite; most_left_out is
 *                              negative; importance is negative, not finite or 0 for all; a tree for numbers,
 *                              or widths for texts
 *           GDCS_E_STRUCT      struct_size missing or too small
 *           GDCS_E_NAME        no such column, or a hierarchy of a column that is no key
 *           GDCS_E_DUPLICATE   a column or a hierarchy twice, a child twice in a tree
 *           GDCS_E_SHAPE       a tree in which a label is above itself
 *           GDCS_E_VALUE       a key is infinite
 *           GDCS_E_LIMIT       more than 100 000 nodes, or 2^31 - 2 records
 *           GDCS_E_DISCLOSURE  no node is allowed
 *           GDCS_E_MEMORY
 * @source   Samarati (2001) IEEE TKDE 13:1010; LeFevre, DeWitt & Ramakrishnan (2005) SIGMOD, 49; loss: Iyengar
 *           (2002) KDD, 279, by values that occur.
 * @checked  bindings/python/tests/test_microdata_protect.py (all nodes)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status
gdcs_microdata_protect_recode(const gdcs_frame *frame, const gdcs_microdata_keys *keys, int64_t k,
                              const gdcs_microdata_hierarchy *hierarchies, int64_t n,
                              const gdcs_microdata_recode_options *options, gdcs_frame **out,
                              gdcs_microdata_recode_result *result, gdcs_error *err);

/** Options of local suppression.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_microdata_suppress_options {
    uint32_t struct_size;     /**< sizeof(gdcs_microdata_suppress_options) */
    uint32_t padding;         /**< 0 */
    const double *importance; /**< what a cell of each key costs, > 0; NULL: 1 each */
} gdcs_microdata_suppress_options;

/** What was suppressed. */
typedef struct gdcs_microdata_suppress_result {
    uint32_t struct_size; /**< sizeof(gdcs_microdata_suppress_result), set by the caller */
    uint32_t padding;     /**< 0 */
    int64_t cells;        /**< made missing */
    int64_t by_key[31];   /**< of each key */
    int64_t records;      /**< with a cell made missing */
    int64_t k;            /**< reached, as gdcs_microdata_measure() counts with ANY */
    double l;             /**< values of the sensitive column, the fewest; NaN without one */
    double cost;          /**< sum of importance over the cells */
} gdcs_microdata_suppress_result;

/**
 * Suppress cells of keys until each record matches k - 1 others, and l values of the sensitive column.
 *
 * A suppressed cell is missing and matches any value (ANY).  The fewest cells are hard to find (NP-hard,
 * Meyerson & Williams 2004); here sets of keys are tried in the order of their cost, of equal ones those with
 * more values first, so that sex is spared.  A record that is still unsafe loses such a set if it is safe then;
 * or, where that takes fewer cells, records do that agree with it in the other keys, since with the set missing
 * they match it.  At last cells are given back, the dearest first, where nobody becomes unsafe (for k alone).
 * Law: suppressing never lowers an f_k.  The result is counted anew, as gdcs_microdata_measure() does, before it
 * is given out.
 *
 * With l, every record has l values around it, also where its own is missing, and records of equal keys lose the
 * same cells.
 * Only keys become missing; of the rule k and l (DISTINCT) can be asked for.
 *
 * @param frame    not NULL
 * @param keys     not NULL; at most 16; missing: ANY
 * @param rule     not NULL
 * @param options  may be NULL
 * @param out      the frame
 * @param result   struct_size set by the caller; may be NULL
 * @param err      may be NULL; row is the 1-based record
 *
 * @units    records, cells
 * @errors   as gdcs_microdata_measure(), and
 *           GDCS_E_ARGUMENT    rule is NULL
 *           GDCS_E_OPTION      CATEGORY; more than 16 keys; the rule asks for t, risk or another l; or for
 *                              nothing; importance is not positive and finite
 *           GDCS_E_DISCLOSURE  there are not k records, or not l values
 * @source   Samarati & Sweeney (1998) SRI-CSL-98-04; Meyerson & Williams (2004) PODS, 223
 * @checked  bindings/python/tests/test_microdata_protect.py (all patterns of small frames)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_microdata_protect_suppress(
    const gdcs_frame *frame, const gdcs_microdata_keys *keys, const gdcs_microdata_rule *rule,
    const gdcs_microdata_suppress_options *options, gdcs_frame **out,
    gdcs_microdata_suppress_result *result, gdcs_error *err);

/** What a partition made. */
typedef struct gdcs_microdata_partition_result {
    uint32_t struct_size; /**< sizeof(gdcs_microdata_partition_result), set by the caller */
    uint32_t padding;     /**< 0 */
    int64_t parts;
    int64_t k;   /**< the smallest part */
    double l;    /**< values of the sensitive column, the fewest; NaN without one */
    double loss; /**< in [0, 1] */
} gdcs_microdata_partition_result;

/**
 * Part records into groups of near keys, and give all of a group the same range of each (Mondrian).
 *
 * Records are cut at the median of the key whose values spread the widest, relative to all of them, into those
 * up to it and those above, or those below it and the rest, as long as both sides have k records and l values
 * of the sensitive column; then the next key is tried, and each side is cut again.  Equal keys stay together.
 * Numbers become "20-24", the least and the largest of the group, or the one number; texts, cut in the order of
 * their bytes, the words of the group, "A|B".
 *
 *     loss = mean over records and keys of (largest - least) / that of all records, for texts (m - 1) / (v - 1)
 *     for
 *            m of v words.
 *
 * Of the rule k and l (DISTINCT) can be asked for; a key without a value is refused.
 *
 * @param frame   not NULL
 * @param keys    not NULL
 * @param rule    not NULL
 * @param out     the frame
 * @param result  struct_size set by the caller; may be NULL
 * @param err     may be NULL; row is the 1-based record
 *
 * @units    records
 * @errors   as gdcs_microdata_measure(), and
 *           GDCS_E_ARGUMENT    rule is NULL
 *           GDCS_E_OPTION      the rule asks for t, risk or another l; or for nothing
 *           GDCS_E_VALUE       a key is missing
 *           GDCS_E_DISCLOSURE  there are not k records, or not l values
 * @source   LeFevre, DeWitt & Ramakrishnan (2006) ICDE, 25, strict partitioning
 * @checked  bindings/python/tests/test_microdata_protect.py
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_microdata_protect_partition(
    const gdcs_frame *frame, const gdcs_microdata_keys *keys, const gdcs_microdata_rule *rule,
    gdcs_frame **out, gdcs_microdata_partition_result *result, gdcs_error *err);

/** Options of synthetic records.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_microdata_synthetic_options {
    uint32_t struct_size;          /**< sizeof(gdcs_microdata_synthetic_options) */
    int32_t tree_count;            /**< of trees */
    const gdcs_tree *const *trees; /**< of axes with hierarchies: only leaves become records */
    int64_t seed;
    int64_t milliseconds; /**< for drawing; default 60 000 */
} gdcs_microdata_synthetic_options;

/** What was made. */
typedef struct gdcs_microdata_synthetic_result {
    uint32_t struct_size; /**< sizeof(gdcs_microdata_synthetic_result), set by the caller */
    uint32_t padding;     /**< 0 */
    int64_t records;
    int64_t cells; /**< that are no totals, with records or without */
    int64_t drawn; /**< of which the number was not known */
    int64_t
        distance; /**< how far, summed over these, the numbers had to go from those drawn to make sums right */
} gdcs_microdata_synthetic_result;

/**
 * Make records that a table could come from: one for each person counted, and nothing that the table does not say.
 *
 * Exact numbers become as many records.  A cell that is an interval or suppressed is first drawn, uniformly
 * among the whole numbers between the least and the most that the table allows it; then the numbers that come
 * nearest to those drawn (sum of absolute differences) while every declared total is the sum of its parts,
 * within its own interval.  Tabulated again, the records give every exact cell and total, and a number inside
 * every interval.
 *
 * The records are no persons: what is drawn says nothing of the truth, and no interval of shares or gaps holds
 * that takes drawn numbers for counts.  Columns: one per axis, as sensitive as the table; records in the order
 * of labels.
 *
 * @param table    not NULL; protected, and released if the records are to be public
 * @param options  may be NULL
 * @param out      the frame
 * @param result   struct_size set by the caller; may be NULL
 * @param err      may be NULL
 *
 * @units    persons
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_OPTION    milliseconds or tree_count is negative
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_NAME      a tree of no axis, or with no label of it
 *           GDCS_E_DUPLICATE  a child twice in a tree
 *           GDCS_E_SHAPE     a tree with a circle or with the total in it
 *           GDCS_E_VALUE     an exact number is not whole, a cell may be any number, or no whole numbers
 *                            fulfil the table
 *           GDCS_E_LIMIT     more than 2^31 - 2 records
 *           GDCS_E_NUMERIC   no whole numbers were found in time
 *           GDCS_E_MEMORY
 * @source   Rubin (1993) J. Official Statistics 9:461 for the idea
 * @checked  bindings/python/tests/test_microdata_protect.py
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_microdata_new_synthetic(
    const gdcs_table *table, const gdcs_microdata_synthetic_options *options, gdcs_frame **out,
    gdcs_microdata_synthetic_result *result, gdcs_error *err);

GDCS_END
#endif
