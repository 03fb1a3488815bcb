/** @file gdcs/audit.h
 *  What others can work out from what is published.
 *
 *  Everything published is a system of linear equations and inequalities in the cells: totals and
 *  their parts over every axis and tree, other tables with the same quantities, intervals, rounding,
 *  earlier releases, and figures made from the cells.  For each hidden cell the audit finds the
 *  smallest interval that nobody can do better than, by linear programming, whatever method hid it.
 *  Where two sexes have a published total, hiding one hides nothing: the audit says so. */
#ifndef GDCS_AUDIT_H
#define GDCS_AUDIT_H

#include <gdcs/disclosure.h>
#include <gdcs/error.h>
#include <gdcs/frame.h>
#include <gdcs/table.h>
#include <gdcs/tree.h>

GDCS_BEGIN

/** Kinds of figures that are published besides the cells.  a, b, c, d: cells, or known numbers. */
enum {
    GDCS_AUDIT_FACT_SHARE = 1, /**< per a / b; b need not be known */
    GDCS_AUDIT_FACT_RATE = 2,  /**< per a / population */
    GDCS_AUDIT_FACT_GAP = 3,   /**< per (a / b - c / d); b and d known */
    GDCS_AUDIT_FACT_RATIO = 4  /**< (a / b) / (c / d), a relative rate; b and d known */
};

/** A figure made from cells.  "12.5 %" is per 100, lower 12.45, upper 12.55. */
typedef struct gdcs_audit_fact {
    uint32_t struct_size;    /**< sizeof(gdcs_audit_fact) */
    int32_t kind;            /**< GDCS_AUDIT_FACT_* */
    int32_t table;           /**< number, from 0, of the table that the labels are of */
    int32_t padding;         /**< 0 */
    const char *const *a;    /**< labels, one per axis of that table */
    const char *const *b;    /**< of the denominator; NULL: population */
    const char *const *c;    /**< of GAP and RATIO */
    const char *const *d;    /**< NULL: other_population */
    double population;       /**< known denominator of a where b is NULL */
    double other_population; /**< of c where d is NULL */
    double per;              /**< 0 is 1 */
    double lower;            /**< the figure lies in [lower, upper]; */
    double upper;            /**< infinity: not limited */
} gdcs_audit_fact;

/** Which cells are audited. */
enum {
    GDCS_AUDIT_CELLS_HIDDEN =
        0, /**< intervals and missing ones, and exact ones that the rule forbids */
    GDCS_AUDIT_CELLS_ALL = 1
};

/** Who is thought to attack, besides those who only read. */
enum {
    GDCS_AUDIT_INSIDERS_NONE = 0,
    GDCS_AUDIT_INSIDERS_ALONE = 1,  /**< who alone makes up a hidden cell knows it */
    GDCS_AUDIT_INSIDERS_LARGEST = 2 /**< and the largest in it that it is not less than its part */
};

/** Options.  NULL or zeroes: nothing published besides, no rule, equations by name up to five. */
typedef struct gdcs_audit_options {
    uint32_t struct_size;             /**< sizeof(gdcs_audit_options) */
    int32_t cells;                    /**< GDCS_AUDIT_CELLS_* */
    const gdcs_disclosure_rule *rule; /**< NULL: only what becomes one number is a leak */
    const gdcs_table *const
        *originals;                /**< the true tables, as many as published; NULL: not known */
    const gdcs_tree *const *trees; /**< hierarchies of axes */
    const gdcs_audit_fact *const *facts; /**< figures published besides */
    int32_t tree_count;
    int32_t fact_count;
    double rounding; /**< all numbers published exactly are rounded to this base; 0: none is */
    int32_t rounding_kind; /**< GDCS_DISCLOSURE_ROUNDING_*, with a base */
    int32_t equations;     /**< how many are named for a leak; 0 is 5, at most 50 */
    int64_t milliseconds;  /**< time for linear programmes; 0: no limit */
    int32_t insiders;      /**< GDCS_AUDIT_INSIDERS_*; others than NONE need originals and a rule */
    int32_t is_brief;      /**< 1: only verdicts are wanted; needs originals and rule */
    const gdcs_disclosure_options *contributions; /**< to the originals, for a rule that asks for
                                                       them; may be NULL */
} gdcs_audit_options;

/** What the audit found. */
typedef struct gdcs_audit_result {
    uint32_t struct_size; /**< sizeof(gdcs_audit_result), set by the caller */
    int32_t is_safe;      /**< 1: all cells are protected or recovered */
    int64_t quantities;   /**< distinct cells of all tables, and what follows from them */
    int64_t equations;    /**< sums and facts */
    int64_t audited;      /**< rows of the frame */
    int64_t exact;        /**< by verdict */
    int64_t narrow;
    int64_t group;
    int64_t published;
    int64_t recovered;
    int64_t contradicted;
    int64_t undecided;
    int64_t insider;
    int64_t contradictions; /**< sums and facts that cannot be true of what is published */
    int64_t parts;          /**< of the system that are not connected, with cells still open */
    int64_t solved;         /**< linear programmes */
} gdcs_audit_result;

/**
 * Audit a published table.
 *
 * For each hidden cell x: min x and max x subject to everything published, rounded inwards where all
 * exact cells are whole.  Verdicts, the first that applies:
 *
 * - "published": exact, and unsafe by the rule; or women and men both are, where all are of one sex.
 * - "group": it follows that all persons of a line are of one sex, which the rule forbids; without originals, or
 *   where these have one sex alone, also that nobody is of a sex that was hidden.
 * - "exact": one number is left, and it is not known to be safe.
 * - "narrow": the interval is not what the rule asks for: with the originals, it does not reach `below`
 *   and `above` of an unsafe value, or is less than `width` wide; without, it is less than `width` or
 *   `below` + `above` wide and not wholly at or above the rule's minimum.
 * - "contradicted": what is published of it cannot be true, or the original lies outside, and by the rule and the
 *   original it is not safe; or it is in a sum with a safe one of which that is so.
 * - "insider": with `insiders`, what the rule asks for does not hold against a person or unit in another
 *   hidden cell, see below.
 * - "undecided": out of time; the interval holds, and may be too wide.
 * - "recovered": one number is left, but a safe one: by its original, or, without it, by the rule, if
 *   its confidentiality is that of secondary suppression or none.
 * - "protected": none of these.
 *
 * Columns: table (number from 1), one per axis, lower, upper (as published), bound_lower, bound_upper (as worked
 * out), verdict, equations: the sums and facts that lead to a leak, the nearest first, for instance
 * "sex: _T = F + M, area North; fact 1", without any number of a cell; of an insider, which cell it is
 * in.  A row per audited cell, in the
 * order of gdcs_table_get_at(), table by table; a quantity that several tables have comes once.
 * The frame is PROTECTED: it holds what was hidden.
 *
 * With `is_brief` an interval is worked out only as far as the verdict needs it: what is found wide enough
 * may be narrower than bound_lower to bound_upper, and hidden cells that are safe by their originals are
 * "protected" unseen.  Large tables take a fraction of the time.
 *
 * Insiders know their own number besides everything published, each by itself and of one hidden cell.
 * ALONE: who is the only contributor to it (`contributors` is 1; of counts without these, the original is 1)
 * knows that cell.  LARGEST: besides, the largest contribution to each hidden cell (`largest`; of persons, 1)
 * is known to be in it, so that the others in a sum with it are less than is thought; nobody else
 * in the cell knows more.  What counts this insider alone is its own; of what counts others too, only the
 * lower limit may be closer, by the own part.  Not modelled: one who is in several cells, insiders who tell
 * each other, cells of which the originals have no exact number.
 *
 * With originals and a rule that leaves zeroes published, hidden whole numbers are known to be 1 at least,
 * unless a safe zero is hidden too; `below` then never asks for 0.
 *
 * Labels of an axis are taken to be all there are where a total is published, and those that only other tables
 * have count in it where the numbers leave room for them: those of the originals, if given.  Who is in a total
 * besides needs a label, whose cells are missing: without it, it may be an error of rounding, that hides nothing.
 * A total that nobody set is not published, in a counted table, too, if it has parts that are.
 * Other and unknown sex, where another table has these, count in a total that the table does not publish
 * itself.  Sums that contradict the exact cells in them (rounded or
 * perturbed data) are left out and counted in `contradictions`.
 *
 * @param table    what is published; hidden cells are intervals or missing
 * @param options  may be NULL
 * @param result   struct_size set by the caller; may be NULL
 * @param out      the frame; may be NULL
 * @param err      may be NULL
 *
 * @errors   GDCS_E_ARGUMENT   a pointer is missing
 *           GDCS_E_STRUCT     struct_size
 *           GDCS_E_OPTION     no such kind, a negative number, insiders or is_brief without originals or
 *                             rule, the rule, as gdcs_disclosure_each() has it
 *           GDCS_E_NAME       a tree or a fact names an axis or label that is not there
 *           GDCS_E_DUPLICATE  a tree has a label under two others, or an axis is named like a column
 *           GDCS_E_SHAPE      a tree with a circle, axes of one name and two concepts, a rule that needs
 *                             contributions that are not given
 *           GDCS_E_VALUE      a fact with lower above upper, without a denominator, or with one that is not
 *                             exact where it must be
 *           GDCS_E_LIMIT      too large
 *           GDCS_E_NUMERIC    the solver found no stable basis
 *           GDCS_E_INTERNAL   the solver gave up
 *           GDCS_E_MEMORY
 * @source   Fischetti & Salazar 2001, Management Science 47, 1008-1027; Hundepool et al. (2012),
 *           Statistical Disclosure Control, 4.4
 * @checked  bindings/python/tests/test_audit.py, against scipy's HiGHS on random tables
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_audit_table(const gdcs_table *table,
                                                 const gdcs_audit_options *options,
                                                 gdcs_audit_result *result, gdcs_frame **out,
                                                 gdcs_error *err);

/**
 * Audit tables that were published together, or one after the other.
 *
 * Cells of different tables are the same quantity if they have the same labels on the axes that both
 * tables have and are totals over the others, or do not have these.  Of an earlier and a later release
 * both intervals hold; where they contradict each other, or the true number that `originals` have, it was
 * revised: what is true holds, for who guesses which that is; if none is, or without originals, what the
 * later table says.
 *
 * @param tables   not NULL, n of them
 * @param n        1 to 1000
 * @param options  may be NULL
 * @param result   struct_size set by the caller; may be NULL
 * @param out      the frame; may be NULL
 * @param err      may be NULL
 *
 * @errors   as gdcs_audit_table(), and
 *           GDCS_E_ARGUMENT  n is not 1 to 1000
 * @source   as gdcs_audit_table()
 * @checked  as gdcs_audit_table()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_audit_table_linked(const gdcs_table *const *tables, int32_t n,
                                                        const gdcs_audit_options *options,
                                                        gdcs_audit_result *result, gdcs_frame **out,
                                                        gdcs_error *err);

GDCS_END
#endif
