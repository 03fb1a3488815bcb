/** @file gdcs/budget.h
 *  A privacy budget: what all releases together may tell of any one person.
 *
 *  Composition is how releases add up, whichever of them are chosen after seeing earlier ones:
 *
 *  - PURE: epsilons add up; the whole is epsilon-differentially private.  Laplace noise only.
 *  - ZCDP: rhos add up (zero-concentrated differential privacy); Laplace noise of epsilon counts
 *    epsilon^2 / 2.  For any delta the whole is then (epsilon, delta)-differentially private with
 *    epsilon = rho + 2 sqrt(rho ln(1 / delta)).
 *
 *  Neighbours are data with one person more or less.  What is spent is kept in whole units of 2^-30, charges
 *  rounded up: no rounding overdraws it. */
#ifndef GDCS_BUDGET_H
#define GDCS_BUDGET_H

#include <gdcs/frame.h>

GDCS_BEGIN

/** A budget with its ledger.  Opaque. */
typedef struct gdcs_budget gdcs_budget;

/** Compositions. */
enum {
    GDCS_BUDGET_COMPOSITION_DEFAULT = 0, /**< PURE if neither delta nor rho is given, else ZCDP */
    GDCS_BUDGET_COMPOSITION_PURE = 1,
    GDCS_BUDGET_COMPOSITION_ZCDP = 2
};

/** What may be spent: `epsilon` (PURE), `rho` (ZCDP), or `epsilon` with `delta` (ZCDP, the rho that gives
 *  them). */
typedef struct gdcs_budget_options {
    uint32_t struct_size; /**< sizeof(gdcs_budget_options) */
    int32_t composition;  /**< GDCS_BUDGET_COMPOSITION_* */
    double epsilon;       /**< at least 2^-30, at most 1e6 */
    double delta;         /**< in (0, 1): at which epsilon is stated; 0: it is not */
    double rho;           /**< at least 2^-30, at most 1e6 */
} gdcs_budget_options;

/** What one release costs: `epsilon` of Laplace noise, or `rho` of Gaussian; the other is 0. */
typedef struct gdcs_budget_charge {
    uint32_t struct_size; /**< sizeof(gdcs_budget_charge) */
    uint32_t padding;     /**< 0 */
    double epsilon;
    double rho;
} gdcs_budget_charge;

/** How a budget stands. */
typedef struct gdcs_budget_result {
    uint32_t struct_size; /**< sizeof(gdcs_budget_result), set by the caller */
    int32_t composition;
    int64_t releases;
    double total; /**< epsilon of PURE, rho of ZCDP; as the next two */
    double spent;
    double left;    /**< never negative */
    double delta;   /**< 0: none was given */
    double epsilon; /**< what all releases guarantee: of ZCDP at delta, infinite without one */
} gdcs_budget_result;

/**
 * Make a budget of which nothing is spent.
 *
 * With epsilon and delta, rho = (sqrt(ln(1 / delta) + epsilon) - sqrt(ln(1 / delta)))^2.
 *
 * @param options  not NULL
 * @param out      the budget; ended by gdcs_budget_free()
 * @param err      may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_OPTION    unknown composition; a member is outside its range; what the composition needs
 *                            is not given, or more than that
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_MEMORY
 * @source   Dwork & Roth (2014) Found. Trends Theor. Comput. Sci. 9:211, theorem 3.16.  Bun & Steinke (2016)
 *           TCC 2016-B, 635, propositions 1.3, 1.4 and 1.7.
 * @checked  tests/privacy/test_budget.c
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_budget_new(const gdcs_budget_options *options,
                                                gdcs_budget **out, gdcs_error *err);

/**
 * Free a budget with its ledger.
 *
 * @param budget  may be NULL
 * @threads  any, one at a time for a budget
 * @since    0.1
 */
GDCS_API void gdcs_budget_free(gdcs_budget *budget);

/**
 * Add a release to the ledger: one made elsewhere, or before.
 *
 * Noise of this library charges its budget itself.
 *
 * @param budget  not NULL
 * @param label   what it is called, UTF-8; may be NULL
 * @param charge  not NULL
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, the label is not UTF-8
 *           GDCS_E_VALUE     not exactly one of epsilon and rho is above 0, or one is not finite
 *           GDCS_E_BUDGET    less than that is left, or Gaussian noise is charged to a pure budget; nothing
 *                            is spent then
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_MEMORY
 * @threads  any, one at a time for a budget
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_budget_add(gdcs_budget *budget, const char *label,
                                                const gdcs_budget_charge *charge, gdcs_error *err);

/**
 * Get how the budget stands.
 *
 * @param budget  not NULL
 * @param out     struct_size set by the caller
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_STRUCT    struct_size missing or too small
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_budget_get(const gdcs_budget *budget, gdcs_budget_result *out,
                                                gdcs_error *err);

/**
 * Get the ledger as a frame: columns release, epsilon, rho, and charged, in the unit of the composition; a
 * row per release.
 *
 * @param budget  not NULL
 * @param out     the frame
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_budget_get_frame(const gdcs_budget *budget, gdcs_frame **out,
                                                      gdcs_error *err);

GDCS_END
#endif
