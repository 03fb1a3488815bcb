/** @file gdcs/disclosure.h
 *  Rules of disclosure control, and the cells that they find unsafe.
 *
 *  A rule is data: a struct, or the same as JSON.  It says which numbers tell too much of a person, and
 *  how wide the interval must stay that others can work out for them. */
#ifndef GDCS_DISCLOSURE_H
#define GDCS_DISCLOSURE_H

#include <gdcs/error.h>
#include <gdcs/frame.h>
#include <gdcs/sink.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Why a cell is unsafe.  Bits. */
enum {
    GDCS_DISCLOSURE_SMALL = 1,     /**< 0 < persons < minimum */
    GDCS_DISCLOSURE_ZERO = 2,      /**< nobody, where that is unsafe */
    GDCS_DISCLOSURE_DOMINANCE = 4, /**< the largest contributors make up too much of it */
    GDCS_DISCLOSURE_PERCENT = 8,   /**< a contributor learns another's contribution too closely */
    GDCS_DISCLOSURE_GROUP = 16,    /**< all persons of a line are of one sex */
    GDCS_DISCLOSURE_REQUEST = 32   /**< a contributor asked for it, and is large enough in it */
};

/** Which lines of the sex axis disclose a group. */
enum {
    GDCS_DISCLOSURE_GROUPS_NONE = 0,
    GDCS_DISCLOSURE_GROUPS_ONE_SEX = 1, /**< all are women, or all are men */
    GDCS_DISCLOSURE_GROUPS_NO_WOMEN = 2 /**< all are men */
};

/** How numbers are rounded. */
enum {
    GDCS_DISCLOSURE_ROUNDING_NONE = 0,
    GDCS_DISCLOSURE_ROUNDING_NEAREST = 1,   /**< to the nearest multiple of the base */
    GDCS_DISCLOSURE_ROUNDING_RANDOM = 2,    /**< to one of the two multiples around it */
    GDCS_DISCLOSURE_ROUNDING_CONTROLLED = 3 /**< the same, so that sums still hold */
};

/** A rule.  Zeroes: what is not said is not asked for. */
typedef struct gdcs_disclosure_rule {
    uint32_t struct_size; /**< sizeof(gdcs_disclosure_rule) */
    int32_t zeros;        /**< 1: a cell with nobody is unsafe */
    double minimum;       /**< the smallest number of persons that is safe */
    double group_limit;   /**< a line with more persons discloses no group; 0: none is too large */
    int32_t groups;       /**< GDCS_DISCLOSURE_GROUPS_* */
    int32_t dominance_n;  /**< (n,k): the n largest contributors, 1 to 4, ... */
    double dominance_k;   /**< ... make up more than k % of the cell, 0 < k <= 100 */
    double p_percent;     /**< the largest contribution is learnt to within p % by the second */
    double pq_percent;    /**< what contributors know of each other before, in %; 0 is 100 */
    double request_percent; /**< a contributor who asks has at least this % of the cell */
    double minimum_base;    /**< percentages of fewer persons than this are not published */
    double below;           /**< the interval must reach this far below the value (or to 0), ... */
    double above;           /**< ... this far above it, ... */
    double width;           /**< ... and be this wide; all 0: it may not be one number */
    double rounding;        /**< base of rounding; 0: none */
    int32_t rounding_kind;  /**< GDCS_DISCLOSURE_ROUNDING_* */
    int32_t is_recalled;    /**< 1: as remembered, not seen in a source */
    const char *producer;   /**< whose rule it is; NULL: nobody's */
    const char *source;     /**< where it is written */
    const char *note;       /**< what to know of it */
} gdcs_disclosure_rule;

/**
 * Name a preset: the rule of an office.
 *
 * @param index  from 0
 * @return static text; "" beyond the last
 *
 * @threads  any
 * @since    0.1
 */
GDCS_API const char *gdcs_disclosure_name(int64_t index);

/**
 * Make the rule of an office, by its name.
 *
 * @param name  as gdcs_disclosure_name() returns it
 * @param out   the rule; ended by gdcs_disclosure_free()
 * @param err   may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_NAME      there is no such preset
 *           GDCS_E_MEMORY
 * @source   the member `source` of each
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_disclosure_new(const char *name, gdcs_disclosure_rule **out,
                                                    gdcs_error *err);

/**
 * Parse a rule that is written as JSON.
 *
 * An object whose members are those of gdcs_disclosure_rule: numbers; zeros and is_recalled as true or
 * false; groups as "one_sex", "no_women"; rounding_kind as "nearest", "random", "controlled"; texts.
 *
 * @param text  UTF-8
 * @param size  in bytes; -1: up to its NUL
 * @param out   the rule; ended by gdcs_disclosure_free()
 * @param err   may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, or size is below -1
 *           GDCS_E_SYNTAX    no JSON
 *           GDCS_E_ENCODING  no UTF-8
 *           GDCS_E_SCHEMA    a member that there is not, or of another kind
 *           GDCS_E_OPTION    as gdcs_disclosure_each() for the rule
 *           GDCS_E_LIMIT     more than 1 MB
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_disclosure_parse(const char *text, int64_t size,
                                                      gdcs_disclosure_rule **out, gdcs_error *err);

/**
 * Write a rule as JSON; members that are zero are left out.
 *
 * @param rule  not NULL
 * @param sink  not NULL
 * @param err   may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_STRUCT    struct_size
 *           GDCS_E_OPTION    as gdcs_disclosure_each() for the rule
 *           GDCS_E_WRITE     the sink does not take it
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_disclosure_write(const gdcs_disclosure_rule *rule,
                                                      gdcs_sink *sink, gdcs_error *err);

/**
 * Free a rule that was made here.
 *
 * @param rule  may be NULL
 * @threads  any
 * @since    0.1
 */
GDCS_API void gdcs_disclosure_free(gdcs_disclosure_rule *rule);

/** Cells as arrays of equal length; NULL where nothing is given. */
typedef struct gdcs_disclosure_arrays {
    uint32_t struct_size;       /**< sizeof(gdcs_disclosure_arrays) */
    uint32_t padding;           /**< 0 */
    const double *value;        /**< what is to be published; NaN: missing, which is safe */
    const double *contributors; /**< persons or units behind it; NULL: value */
    const double *largest;      /**< the largest contribution; NULL with those below: not known */
    const double *second;       /**< the second largest */
    const double *third;
    const double *fourth;
    const double *requested; /**< the largest contribution of one who asked not to be shown */
    const double *women;     /**< of the line of the sex axis; with men and total, for groups */
    const double *men;
    const double *total; /**< all persons of the line, those of unknown sex too */
} gdcs_disclosure_arrays;

/** What was found, of the same length; NULL: not wanted. */
typedef struct gdcs_disclosure_findings {
    uint32_t struct_size; /**< sizeof(gdcs_disclosure_findings) */
    uint32_t padding;     /**< 0 */
    int32_t *why;         /**< GDCS_DISCLOSURE_* bits; 0: safe */
    double *below;        /**< how far below the value the interval of an attacker must reach */
    double *above;        /**< and above */
    double *width;        /**< how wide it must be */
} gdcs_disclosure_findings;

/**
 * Find which of n cells are unsafe, and what protects them.
 *
 * SMALL: 0 < contributors < minimum.  ZERO: none, with `zeros`.  With contributions x1 >= x2 >= ... of
 * a cell X: DOMINANCE if x1 + ... + xn > k X / 100; PERCENT if X - x1 - x2 < (p / q) x1; REQUEST if the
 * contribution r of one who asked is at least its percentage of X.  GROUP: see gdcs_disclosure_table();
 * the cell itself, being women or men, is unsafe.
 *
 * Protection: `below`, `above` and `width` of the rule; for DOMINANCE above at least
 * (100 / k)(x1 + ... + xn) - X, for PERCENT above at least (p / q) x1 - (X - x1 - x2); for GROUP 1 above
 * where nobody is, else 1 below.  Where all would be 0, a width of 1 for whole values, else of 1 % of
 * the value.  A safe cell needs none.
 *
 * @param cells  not NULL; value not NULL
 * @param n      >= 0
 * @param rule   not NULL
 * @param out    not NULL
 * @param err    may be NULL; row is the 1-based element
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, or n is negative
 *           GDCS_E_STRUCT    struct_size
 *           GDCS_E_OPTION    a number of the rule is negative or not finite, a percentage above 100, n of
 *                            dominance above 4, one of n and k without the other, or no such kind
 *           GDCS_E_VALUE     a value is negative or infinite, or contributions are not in falling order
 *                            or add up to more than the value
 *           GDCS_E_SHAPE     the rule needs contributions that are not given
 * @source   Hundepool et al. (2012), Statistical Disclosure Control, 4.2; tau-ARGUS 4.2 manual, 2.4
 * @checked  bindings/python/tests/test_disclosure.py
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_disclosure_each(const gdcs_disclosure_arrays *cells, int64_t n,
                                                     const gdcs_disclosure_rule *rule,
                                                     const gdcs_disclosure_findings *out,
                                                     gdcs_error *err);

/** Contributions, each as a table with the axes of that of the cells.  NULL: the defaults. */
typedef struct gdcs_disclosure_options {
    uint32_t struct_size;           /**< sizeof(gdcs_disclosure_options) */
    uint32_t padding;               /**< 0 */
    const gdcs_table *contributors; /**< persons or units behind each cell; NULL: the cells */
    const gdcs_table *largest;      /**< the largest contribution */
    const gdcs_table *second;
    const gdcs_table *third;
    const gdcs_table *fourth;
    const gdcs_table *requested; /**< the largest of those who asked not to be shown */
} gdcs_disclosure_options;

/**
 * List the cells of a table that a rule finds unsafe.
 *
 * All cells that are set and exact are looked at, those of declared totals too; an interval or a missing
 * cell publishes no number.  GROUP: in a line of the sex axis (all other labels fixed) whose persons,
 * those of other and unknown sex included, all are men (or women, with ONE_SEX) the cells F and M are
 * unsafe.  Legal persons are not counted; F and M that nobody set are 0 in a counted table; no line is looked
 * at that otherwise misses F or M, or has an interval.
 *
 * Columns: one per axis, value, why ("small", "zero", "dominance", "percent", "group", "request", joined
 * by "+"), confidentiality (the letter of CONF_STATUS of the first that hit: A for small numbers, zeroes
 * and groups, O or T for dominance of one or two, M for that of more and for percent, N for request),
 * below, above, width.  A row per unsafe cell, in the order of gdcs_table_get_at().
 *
 * @param table    not NULL
 * @param rule     not NULL
 * @param options  may be NULL
 * @param out      the frame, as sensitive as the table
 * @param err      may be NULL
 *
 * @errors   as gdcs_disclosure_each(), and
 *           GDCS_E_NAME       a table of contributions lacks an axis or a label
 *           GDCS_E_DUPLICATE  an axis is named like a column
 *           GDCS_E_MEMORY
 * @source   as gdcs_disclosure_each(); SDMX code list CL_CONF_STATUS 1.2
 * @checked  bindings/python/tests/test_disclosure.py
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_disclosure_table(const gdcs_table *table,
                                                      const gdcs_disclosure_rule *rule,
                                                      const gdcs_disclosure_options *options,
                                                      gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
