/** @file gdcs/suppress.h
 *  Hiding cells, so that nobody can work out what is unsafe.
 *
 *  Unsafe cells are hidden, and with them others, since totals and their parts give away what is hidden
 *  alone: of two sexes beside their total both go, or one and the total.  What is hidden becomes
 *  missing, status 'Q'; nothing that stays is changed. */
#ifndef GDCS_SUPPRESS_H
#define GDCS_SUPPRESS_H

#include <gdcs/audit.h>
#include <gdcs/disclosure.h>
#include <gdcs/error.h>
#include <gdcs/frame.h>
#include <gdcs/table.h>
#include <gdcs/tree.h>

GDCS_BEGIN

/** Methods. */
enum {
    GDCS_SUPPRESS_METHOD_DEFAULT = 0,   /**< HEURISTIC */
    GDCS_SUPPRESS_METHOD_HEURISTIC = 1, /**< fast, for tables of any size */
    GDCS_SUPPRESS_METHOD_EXACT = 2      /**< the cheapest there is: for hundreds of cells */
};

/** What it costs to hide a cell that is safe. */
enum {
    GDCS_SUPPRESS_COST_DEFAULT = 0, /**< VALUE */
    GDCS_SUPPRESS_COST_VALUE = 1,   /**< its number: small cells go first */
    GDCS_SUPPRESS_COST_CELLS = 2,   /**< 1: as few cells as possible */
    GDCS_SUPPRESS_COST_LOG = 3      /**< log(1 + its number) */
};

/** Options.  NULL or zeroes: the defaults. */
typedef struct gdcs_suppress_options {
    uint32_t struct_size;               /**< sizeof(gdcs_suppress_options) */
    int32_t method;                     /**< GDCS_SUPPRESS_METHOD_* */
    int32_t cost;                       /**< GDCS_SUPPRESS_COST_* */
    int32_t tree_count;                 /**< of `trees` */
    int32_t published_count;            /**< of `published` */
    int32_t insiders;                   /**< GDCS_AUDIT_INSIDERS_* */
    int64_t milliseconds;               /**< for the search, and for each programme: then a
                                                       safe answer that hides more; 0: no limit */
    const gdcs_tree *const *trees;      /**< hierarchies of axes */
    const gdcs_table *const *published; /**< what others know already: stays as it is */
    const gdcs_table *costs;            /**< of hiding a cell, 0 to 1e15, by its labels;
                                                       NULL: as `cost` says */
    const gdcs_disclosure_options *contributions; /**< for the rule; may be NULL */
} gdcs_suppress_options;

/** What was hidden. */
typedef struct gdcs_suppress_result {
    uint32_t struct_size; /**< sizeof(gdcs_suppress_result), set by the caller */
    int32_t method;       /**< the method used */
    int64_t quantities;   /**< distinct cells of all tables, and what follows from them */
    int64_t equations;    /**< totals and their parts */
    int64_t unsafe;       /**< hidden since the rule finds them unsafe */
    int64_t secondary;    /**< hidden to protect these */
    int64_t repairs;      /**< secondary ones that intervals too narrow asked for */
    int64_t attacks;      /**< unsafe cells whose interval took a linear programme to work out */
    double cost;          /**< of the secondary ones */
    double bound;         /**< no pattern costs less; EXACT only, else NaN */
    uint32_t notes;       /**< GDCS_NOTE_NOT_REACHED: out of time, safe all the same */
    uint32_t padding;     /**< 0 */
} gdcs_suppress_result;

/**
 * Hide cells of a table until the unsafe ones are protected.
 *
 * Protected: the smallest interval that anybody can work out for an unsafe number x from all that stays,
 * knowing the rule but not the numbers, reaches from max(m, x - below) to x + above and is `width`
 * wide, as gdcs_disclosure_each() says of x.  m is 0; for whole numbers it is 1 where the rule leaves
 * zeroes published, since what is hidden then is none: three hidden cells that add up to 3 are known.  Before
 * the table is given out, whatever the method, this is proved for each: by a decoy, by a movement of hidden
 * numbers that no equation sees, or by linear programming.
 *
 * HEURISTIC: the least is hidden in which a few decoys can differ from the truth: tables that keep every
 * equation, so that nobody can tell them from it, and in which each unsafe number is far enough away.  It
 * gets there by the cheapest cube; then each hidden cell, the dearest first, is published again where
 * cubes and chains of them bring it back to its true number in all decoys and save more than they cost.  What
 * no cube protects is protected by the cheapest flow.  Time grows with the number of unsafe cells; up to
 * 1000 of them, several orders are tried.  Its cost is 0 to 2 % above the optimum in the mean, and 1.3 times it
 * at worst, on small tables of two and three axes, trees and linked ones; on some of 825 cells, up to 1.6
 * times a bound that no pattern is below.
 * With `milliseconds` the first cube found protects an unsafe number once half of them are over, which hides
 * about twice as many cells in a hundredth of the time, and nothing is published again once all are.  Where a
 * programme takes longer than all of them, all that may be hidden is.
 * EXACT: the cheapest pattern, by branch and cut on the attacker's own programmes, at most the cost of
 * HEURISTIC.
 *
 * With `insiders` the same holds against those in hidden cells, whom gdcs_audit_table() describes, and what
 * comes out passes its audit with the same insiders.  An insider's own part is no secret from it: a number
 * that counts it need not be able to be less than m and that part; what counts it alone is its own.
 * `contributors` may count a holding once, whatever it consists of; that one holding is in two cells, nobody
 * can tell.
 * ALONE: against each by itself (`contributors` is 1, or the number where these are not given), who knows the
 * cell besides all that stays: more is hidden, after either method, by up to one more search per such cell, of
 * which those are spared that cubes of hidden cells settle.  Once that took `milliseconds`, more is hidden for
 * cubes to settle nearly all; what they do not takes programmes still.
 * LARGEST: and against whoever is the largest in a hidden cell (`largest`; of persons, 1), and not alone, all
 * at once, which is more than against each: no cell is thought to be less than its largest part.  Both methods
 * reckon with that; EXACT is then the cheapest.  A number that cannot be protected from all at once, or has to
 * be able to be less than the largest part of it, is protected from each by itself after either method.
 *
 * Where the rule looks for groups, women and men whom nobody set in a counted table are 0 there, and get
 * cells.  A cell that is zero and not unsafe stays: that nobody is there is known.  So does one that is no exact
 * number, or that `published` has.  Cells of declared totals are hidden like others.
 * What `published` has as another number, or as an interval that is not around it, is taken to be revised:
 * the rule holds for the number that comes out now.  So is a number of a cell that the tables lack, where a
 * sum with theirs shows that it is another one by now.  Other intervals there limit what may be thought of
 * the cell when it is hidden.
 * What nobody publishes (unset where that is missing) is 0 at least.  A total that is more than its parts,
 * since a label is left out, counts what other tables have of that label, and what nobody has as one label
 * more; one over sexes is known to be no less than these.  An audit wants a label for whom nobody has.
 *
 * `hidden` has the columns: table (number from 1), one per axis, value, why ("small", ... or
 * "secondary"), confidentiality, cost; PROTECTED; a row per hidden quantity.
 *
 * @param table    not NULL
 * @param rule     not NULL
 * @param options  may be NULL
 * @param out      the protected table, as sensitive as before: a release lowers it
 * @param hidden   a frame of what was hidden; may be NULL
 * @param result   struct_size set by the caller; may be NULL
 * @param err      may be NULL
 *
 * @errors   GDCS_E_ARGUMENT    a pointer is missing
 *           GDCS_E_STRUCT      struct_size
 *           GDCS_E_OPTION      no such method, cost or insiders, a negative number, the rule as
 *                              gdcs_disclosure_each() has it
 *           GDCS_E_NAME        a tree, the costs or contributions name an axis or lack a label
 *           GDCS_E_DUPLICATE   a tree has a label under two others, or an axis is named like a column
 *           GDCS_E_SHAPE       a tree with a circle, axes of one name and two concepts, a rule that needs
 *                              contributions
 *           GDCS_E_VALUE       a cost outside 0 to 1e15, contributions as gdcs_disclosure_table(),
 *                              two tables to be protected say different numbers of one cell
 *           GDCS_E_DISCLOSURE  an unsafe cell stays known whatever else is hidden, since it follows from
 *                              what is published already, or, for an insider, from the own number
 *           GDCS_E_LIMIT       too large; or, with all hidden, `milliseconds` are not enough to say whether a
 *                              cell is protected
 *           GDCS_E_NUMERIC     the solver found no stable basis
 *           GDCS_E_INTERNAL    the solver gave up
 *           GDCS_E_MEMORY
 * @source   Fischetti & Salazar (2000) JASA 95:916, (2001) Management Science 47:1008; cubes: Repsilber (1994),
 *           Preservation of confidentiality in aggregated data; chains: Glover (1996) Discrete Applied
 *           Mathematics 65:223
 * @checked  bindings/python/tests/test_suppress.py, test_suppress_largest.py: an attacker by scipy's HiGHS;
 *           optimum by all patterns
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_suppress_table(const gdcs_table *table,
                                                    const gdcs_disclosure_rule *rule,
                                                    const gdcs_suppress_options *options,
                                                    gdcs_table **out, gdcs_frame **hidden,
                                                    gdcs_suppress_result *result, gdcs_error *err);

/**
 * Hide cells of tables that are published together: what one shows cannot undo another.
 *
 * Cells of different tables are the same quantity, and hidden in all or none, if they have the same
 * labels on the axes that both tables have and are totals over the others, or do not have these.
 *
 * @param tables   1 to 1000, none NULL
 * @param n        their number
 * @param rule     not NULL
 * @param options  may be NULL
 * @param out      array of n: the protected tables
 * @param hidden   as gdcs_suppress_table()
 * @param result   as gdcs_suppress_table()
 * @param err      may be NULL
 *
 * @errors   as gdcs_suppress_table(); GDCS_E_ARGUMENT also for n
 * @source   as gdcs_suppress_table()
 * @checked  as gdcs_suppress_table()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_suppress_table_linked(
    const gdcs_table *const *tables, int32_t n, const gdcs_disclosure_rule *rule,
    const gdcs_suppress_options *options, gdcs_table **out, gdcs_frame **hidden,
    gdcs_suppress_result *result, gdcs_error *err);

GDCS_END
#endif
