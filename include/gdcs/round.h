/** @file gdcs/round.h
 *  Rounding to a base, so that small counts cannot be read off.
 *
 *  - CONVENTIONAL: to the nearest multiple of the base, a half up.  Who knows a part rounded by itself
 *    and its total learns more; sums do not add up.
 *  - RANDOM: up with probability rest / base, else down.  Each cell keeps its expectation; sums do not
 *    add up.  What counts the same persons goes the same way in every table rounded with the same seed,
 *    so that no averaging over tables undoes it.
 *  - CONTROLLED: as RANDOM, and every declared total, and every node of a tree, is the sum of its rounded
 *    parts.
 *
 *  Rounding alone makes nothing safe: gaps, shares and sums of what was rounded tell more than each
 *  cell.  The result is as sensitive as the input until an audited release. */
#ifndef GDCS_ROUND_H
#define GDCS_ROUND_H

#include <gdcs/table.h>
#include <gdcs/tree.h>

GDCS_BEGIN

/** Methods. */
enum {
    GDCS_ROUND_METHOD_DEFAULT = 0, /**< CONTROLLED for a table, RANDOM for arrays */
    GDCS_ROUND_METHOD_CONVENTIONAL = 1,
    GDCS_ROUND_METHOD_RANDOM = 2,
    GDCS_ROUND_METHOD_CONTROLLED = 3
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_round_options {
    uint32_t struct_size; /**< sizeof(gdcs_round_options) */
    int32_t method;       /**< GDCS_ROUND_METHOD_* */
    int64_t base;         /**< 2 to 1e9; default 5 */
    int64_t seed;         /**< of RANDOM and CONTROLLED; to be kept secret */
    int32_t hold; /**< of CONTROLLED: 1: bring totals that are `beyond` back by a whole-number
                               programme; 0: expectations are kept */
    int32_t milliseconds;          /**< for that; default 10 000 */
    const gdcs_tree *const *trees; /**< hierarchies of the axes, of CONTROLLED */
    int32_t tree_count;
    int32_t padding; /**< 0 */
} gdcs_round_options;

/** How a table was rounded. */
typedef struct gdcs_round_result {
    uint32_t struct_size; /**< sizeof(gdcs_round_result), set by the caller */
    int32_t method;       /**< the method used */
    int64_t base;
    int64_t cells;   /**< that were rounded, totals included */
    int64_t totals;  /**< declared totals among them, and sums along trees of CONTROLLED */
    int64_t beyond;  /**< totals a whole base or more from their value; of CONTROLLED only */
    double furthest; /**< of a cell from its value; for the producer, not to be published */
    double variance; /**< of a cell about its value, every rest of division being as likely as
                               any other */
    double
        variance_most; /**< of the worst rest; exact and published alike, since no value enters */
} gdcs_round_result;

/**
 * Round n numbers to a base.
 *
 * With q the multiple of the base b next below x and r = x - q: CONVENTIONAL gives q if r < b / 2, else
 * q + b; RANDOM gives q + b with probability r / b, else q, so that its mean is x and its variance
 * r (b - r).  Number i is drawn from stream i of the seed.  What is published says that the truth
 * lies in [lower, upper], cut off at 0: if all x are whole, [v - b / 2, v + (b - 1) / 2] rounded
 * inwards to whole numbers for CONVENTIONAL and [v - b + 1, v + b - 1] for RANDOM, else
 * [v - b / 2, v + b / 2] and [v - b, v + b].
 *
 * @param x        array of n in [0, 1e15]
 * @param n        >= 0
 * @param options  may be NULL
 * @param out      array of n: what is published; may be x
 * @param lower    array of n; may be NULL
 * @param upper    array of n; may be NULL
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    as x
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is negative
 *           GDCS_E_OPTION    unknown method, or CONTROLLED; base outside [2, 1e9]
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_VALUE     a number is not in [0, 1e15]
 * @source   Nargundkar & Saveland (1972) Proc. Social Statistics Section, Am. Stat. Assoc., 382
 * @checked  tests/privacy/test_round.c, mean and variance by enumeration
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_round_each(const double *x, int64_t n,
                                                const gdcs_round_options *options, double *out,
                                                double *lower, double *upper, gdcs_error *err);

/**
 * Round the cells of a table.
 *
 * CONVENTIONAL and RANDOM round declared totals like any cell.  CONTROLLED rounds the cells that are no
 * totals, zeroes and other multiples of the base staying what they are, such that each total, their
 * sum, is one of the two multiples next to its value (or its value): always possible for totals
 * over one or two axes, trees of them too; over more it may not be, and totals of the fewest cells give
 * way first (`beyond`).  Every cell and every total keeps its expectation.  At most 1024 totals are held
 * that near: those over the most axes and levels first and, of as many, those of one kind all or none.  With
 * `hold`, as few cells as can nearly be then go the other way, so that every total is next to its value:
 * expectations are no longer quite kept, the same seed gives the same table unless time runs
 * out, and `beyond` says whether there is such a table and it was found.
 *
 * A cell that is an interval becomes [the multiple below its lower limit, that above its upper];
 * CONTROLLED refuses it.  Where nobody set means nobody, every combination of labels gets a cell, so that
 * a 0 does not tell whether it was rounded.  Letters, texts and sensitivity stay.
 *
 * `intervals` holds what the published number says of the truth, as gdcs_round_each(), for shares and
 * gaps: their bounds are then those over all tables that round to the published one.  With
 * `beyond`, totals have as many times the base as the furthest needs.
 *
 * @param table      not NULL
 * @param options    may be NULL
 * @param out        the rounded table
 * @param intervals  a table of intervals; may be NULL
 * @param result     struct_size set by the caller; may be NULL
 * @param err        may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_OPTION    unknown method; base outside [2, 1e9]; hold is neither 0 nor 1, or milliseconds or
 *                            tree_count is negative
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_NAME      CONTROLLED: a tree names an axis or a label that is not there
 *           GDCS_E_DUPLICATE CONTROLLED: a tree has a label under two others
 *           GDCS_E_VALUE     CONTROLLED: a cell is no exact number, the parts of a total do not add up to
 *                            it (gdcs_quality_reconcile() looks for the slip); a number above 1e15
 *           GDCS_E_SHAPE     CONTROLLED: a total has parts along two axes that are not made of the same
 *                            cells; a tree with a circle or the total
 *           GDCS_E_LIMIT     the labels make more than 2^31 - 1 cells
 *           GDCS_E_MEMORY
 * @source   Cox (1987) JASA 82:520.  Deville & Tille (2004) Biometrika 91:893.
 * @checked  tests/privacy/test_round_table.c; bindings/python/tests/test_round.py
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_round_table(const gdcs_table *table,
                                                 const gdcs_round_options *options,
                                                 gdcs_table **out, gdcs_table **intervals,
                                                 gdcs_round_result *result, gdcs_error *err);

GDCS_END
#endif
