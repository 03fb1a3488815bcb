/** @file gdcs/ratio.h
 *  Two groups by an outcome, the 2x2 table: risk ratio, odds ratio, difference, and tests.  The same
 *  pooled over strata (Mantel-Haenszel, inverse variance, exact): gdcs/strata.h. */
#ifndef GDCS_RATIO_H
#define GDCS_RATIO_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/sex.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Interval methods.  Each serves all three measures but those that name fewer; a measure that a
 *  method does not serve has MIETTINEN_NURMINEN with GDCS_NOTE_METHOD_CHANGED.
 *
 *  Odds ratio at 95 %, over all pairs of risks and outcomes of samples of 8 to 25 (tests/coverage/ratio.c),
 *  mean and least coverage: MIETTINEN_NURMINEN 0.957 and 0.917, SCORE 0.954 and 0.912, MOVER 0.954 and
 *  0.915, EXACT 0.987 and 0.967, MID_P 0.973 and 0.950, BLAKER 0.977 and 0.956, ADJUSTED 0.961 and 0.873.
 *  The default is near the level on average and seldom far below, a sixth narrower than EXACT; whoever
 *  must never be below the level takes BLAKER.
 *
 *  Risk ratio and difference, mean and least: MIETTINEN_NURMINEN 0.955 and 0.845, 0.957 and 0.933; SCORE 0.951 and
 *  0.845, 0.952 and 0.928; MOVER 0.952 and 0.845, 0.953 and 0.892; ADJUSTED 0.941 and 0.794, 0.959 and 0.920;
 *  PRICE_BONETT 0.954 and 0.810 of the ratio, WALD 0.905 and 0.343 of the difference; EXACT, of 10 and 10,
 *  0.976 and 0.953, 0.973 and 0.954.  No ratio but EXACT's is safe where a risk of 2 % meets a high one in few
 *  persons. */
enum {
    GDCS_RATIO_METHOD_DEFAULT = 0,            /**< Miettinen-Nurminen */
    GDCS_RATIO_METHOD_MIETTINEN_NURMINEN = 1, /**< score, variance with N / (N - 1) */
    GDCS_RATIO_METHOD_SCORE = 2,    /**< without: Mee; Koopman; Cornfield without correction */
    GDCS_RATIO_METHOD_MOVER = 3,    /**< from Wilson limits: Newcombe's method 10; MOVER-R */
    GDCS_RATIO_METHOD_EXACT = 4,    /**< difference and risk ratios unconditional (Chan & Zhang),
                                                 n_a n_b at most 250 000, n_a + n_b at most 5000; odds
                                                 ratio conditional (Cornfield), persons at most 1e10.
                                                 Never below the level, so wide */
    GDCS_RATIO_METHOD_MID_P = 5,    /**< odds ratio: conditional, half of the table observed */
    GDCS_RATIO_METHOD_BLAKER = 6,   /**< odds ratio: conditional, never below the level, within
                                                 those of EXACT */
    GDCS_RATIO_METHOD_ADJUSTED = 7, /**< Agresti-Caffo; Walter; Gart: with a half or one added,
                                                 so next to the ends not around the value */
    GDCS_RATIO_METHOD_PRICE_BONETT = 8, /**< risk ratios: logarithm, a quarter added */
    GDCS_RATIO_METHOD_INVERSE_SINH = 9, /**< ratios, no count 0: Newcombe 2001 */
    GDCS_RATIO_METHOD_WALD = 10         /**< Wald; Katz; Woolf, no count 0.  Too narrow for small
                                                 samples: for comparison with older work */
};

/** Tests of equal risks, which is an odds ratio of 1.  Largest size at 5 % over common risks, samples of 25
 *  and 25 (tests/coverage/ratio.c): N_MINUS_1 and PEARSON 0.065, YATES 0.033, G 0.084, FISHER,
 *  FISHER_CENTRAL and BLAKER 0.033, MID_P 0.033, MID_P_CENTRAL, BOSCHLOO and BARNARD 0.046. */
enum {
    GDCS_RATIO_TEST_DEFAULT = 0,   /**< N_MINUS_1 */
    GDCS_RATIO_TEST_N_MINUS_1 = 1, /**< chi-square times (N - 1) / N: below alpha exactly where the
                                                Miettinen-Nurminen limits exclude equality */
    GDCS_RATIO_TEST_PEARSON = 2,   /**< chi-square, uncorrected */
    GDCS_RATIO_TEST_YATES = 3,     /**< chi-square with continuity correction: conservative */
    GDCS_RATIO_TEST_G = 4,         /**< likelihood ratio */
    GDCS_RATIO_TEST_FISHER = 5,    /**< exact, margins given: tables no more probable */
    GDCS_RATIO_TEST_FISHER_CENTRAL = 6, /**< exact: twice the smaller tail.  Agrees with EXACT odds
                                                 limits, as FISHER does not */
    GDCS_RATIO_TEST_BLAKER = 7, /**< exact: smaller tail and what of the other is no larger */
    GDCS_RATIO_TEST_MID_P = 8,  /**< FISHER less half the probability of the table observed */
    GDCS_RATIO_TEST_MID_P_CENTRAL = 9, /**< FISHER_CENTRAL with half of it in each tail */
    GDCS_RATIO_TEST_BOSCHLOO = 10, /**< exact unconditional, ordered by the P-value of FISHER: never
                                                above that */
    GDCS_RATIO_TEST_BARNARD = 11   /**< exact unconditional, ordered by PEARSON's statistic */
};

/** Alternatives to equal risks. */
enum {
    GDCS_RATIO_ALTERNATIVE_TWO_SIDED = 0,
    GDCS_RATIO_ALTERNATIVE_GREATER = 1, /**< the risk in a is greater */
    GDCS_RATIO_ALTERNATIVE_LESS = 2     /**< it is less */
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_ratio_options {
    uint32_t struct_size; /**< sizeof(gdcs_ratio_options) */
    int32_t method;       /**< GDCS_RATIO_METHOD_* */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
    double rule;          /**< in (0, 1): a ratio below it, or above 1 / rule, is a disparity by the
                                   rule that GDCS_NOTE_FRAMINGS applies; default 0.8 */
    int32_t test;    /**< of a table's p-values, GDCS_RATIO_TEST_*; default the one that agrees with
                          the limits of the odds ratio: SCORE with PEARSON, EXACT FISHER_CENTRAL,
                          MID_P MID_P_CENTRAL, BLAKER BLAKER, all others N_MINUS_1 */
    int32_t padding; /**< 0 */
} gdcs_ratio_options;

/** One measure of the table.  Frozen. */
typedef struct gdcs_ratio_measure {
    gdcs_estimate estimate;
    gdcs_bounds bounds; /**< whatever the sex of the unknown */
    int32_t method;     /**< GDCS_RATIO_METHOD_* of its limits */
    uint32_t notes;     /**< GDCS_NOTE_* */
} gdcs_ratio_measure;

/** The table of groups a and b by an outcome, in both framings.
 *
 *  Notes of a measure: GDCS_NOTE_ZERO_CELL if a count is 0, GDCS_NOTE_AT_BOUNDARY if its value is
 *  at an end of the range, GDCS_NOTE_UPPER_INFINITE, GDCS_NOTE_NOT_ESTIMABLE for 0 / 0,
 *  GDCS_NOTE_SMALL_BASE, GDCS_NOTE_NOT_WHOLE, GDCS_NOTE_METHOD_CHANGED. */
typedef struct gdcs_ratio_result {
    uint32_t struct_size; /**< sizeof(gdcs_ratio_result), set by the caller */
    uint32_t notes;       /**< of all measures, and GDCS_NOTE_FRAMINGS */
    double alpha;         /**< 1 - the level used */
    double n_a;
    double n_b;
    double unknown; /**< persons of unknown sex */
    double risk_a;  /**< with the outcome in a, of n_a */
    double risk_b;
    gdcs_ratio_measure
        difference; /**< risk_a - risk_b; std_error with each sample's own variance */
    gdcs_ratio_measure risk_ratio; /**< risk_a / risk_b; std_error by the delta method, as below NaN
                                            if a count it divides by is 0 */
    gdcs_ratio_measure risk_ratio_absence; /**< (1 - risk_a) / (1 - risk_b) */
    gdcs_ratio_measure odds_ratio; /**< risk_ratio / risk_ratio_absence; for EXACT, MID_P and BLAKER
                                            the conditional maximum likelihood estimate */
} gdcs_ratio_result;

/**
 * Estimate how the risk of an outcome differs between two independent groups.
 *
 * With x of n in a, y of m in b: difference = x / n - y / m, risk ratio = (x / n) / (y / m), that of the
 * absence of the outcome = ((n - x) / n) / ((m - y) / m), odds ratio = x (m - y) / ((n - x) y), the
 * quotient of the two.  Which of an outcome and its absence is named is a choice of words, yet the
 * relative measures differ: the rarer the outcome, the larger its ratio and the nearer to 1 that of
 * its absence.  GDCS_NOTE_FRAMINGS says that the rule of four fifths (or that of options) finds a
 * disparity in one of them only: one of the two ratios lies within [rule, 1 / rule], the other does
 * not.  Report then both, or the difference.
 *
 * A count of 0 below makes a ratio and its upper limit infinite (GDCS_NOTE_UPPER_INFINITE); 0 / 0 is not
 * estimable: NaN with limits [0, infinity].  Counts that are not whole are legal but for EXACT, MID_P
 * and BLAKER (GDCS_NOTE_NOT_WHOLE).  Nothing is unknown here: the bounds equal the measures as defined
 * above.  The odds ratio of EXACT, MID_P and BLAKER is conditional, nearer to 1, and so may lie outside.
 *
 * @param a        with the outcome among all of the first group, not NULL
 * @param b        of the second, with whom the first is compared; not NULL
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    difference in [-1, 1] (not percentage points), ratios in [0, infinity]
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     not in [0, 1e15], part above whole, or not whole for an exact method
 *           GDCS_E_OPTION    unknown method; level, alpha or rule outside (0, 1), or level and alpha
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     a whole is 0
 * @source   Miettinen & Nurminen (1985) Stat. Med. 4:213.  Mee (1984) Biometrics 40:1175.  Koopman (1984)
 *           Biometrics 40:513.  Cornfield (1956) Proc. 3rd Berkeley Symp. 4:135.  Newcombe (1998)
 *           Stat. Med. 17:873; (2001) Am. Stat. 55:200.  Donner & Zou (2012) Stat. Methods Med. Res.
 *           21:347.  Chan & Zhang (1999) Biometrics 55:1202.  Blaker (2000) Can. J. Stat. 28:783.
 *           Agresti & Caffo (2000) Am. Stat. 54:280.  Walter (1975) Biometrika 62:371.  Price & Bonett
 *           (2008) Stat. Med. 27:5497.  Gart (1966) J. R. Stat. Soc. B 28:164.  Scanlan (2006) Chance 19:47.
 *           Rule: 29 CFR 1607.4 D (1978).
 * @checked  tests/reference/ratio.csv, contrast.csv (mpmath, 50 and 60 digits)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_ratio_estimate(const gdcs_part *a, const gdcs_part *b,
                                                    const gdcs_ratio_options *options,
                                                    gdcs_ratio_result *out, gdcs_error *err);

/**
 * Estimate how the risk of an outcome differs between women and men.
 *
 * As gdcs_ratio_estimate() with women as a and men as b: women per man, so above 1 where the outcome is
 * more frequent among women.  Persons of other sex enter neither; those of unknown sex enter the bounds
 * only, which hold however they are allotted to women, men or neither.  Where a group may be
 * empty its risk may be anything.
 *
 * @param outcome  counts of those with the outcome, for instance the convicted
 * @param absence  counts of those without, for instance the acquitted
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    as gdcs_ratio_estimate()
 * @errors   as gdcs_ratio_estimate()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_ratio_estimate_sexes(const gdcs_sex_counts *outcome,
                                                          const gdcs_sex_counts *absence,
                                                          const gdcs_ratio_options *options,
                                                          gdcs_ratio_result *out, gdcs_error *err);

/**
 * Estimate n tables at once.
 *
 * An element that cannot be estimated is NaN with GDCS_NOTE_NOT_ESTIMABLE, a NaN among the counts is
 * missing (GDCS_NOTE_MISSING_CELL), and counts not whole for an exact method take Miettinen-Nurminen
 * (GDCS_NOTE_METHOD_CHANGED); the call goes on.  Notes are those of the measure; GDCS_NOTE_FRAMINGS is with
 * both risk ratios if both are asked for.
 *
 * @param counts              arrays of n, none NULL
 * @param n                   >= 0
 * @param options             may be NULL
 * @param difference          may be NULL: not computed; so the three after it
 * @param risk_ratio          may be NULL
 * @param risk_ratio_absence  may be NULL
 * @param odds_ratio          may be NULL
 * @param err                 may be NULL; row is the 1-based element
 *
 * @units    as gdcs_ratio_estimate()
 * @errors   as gdcs_ratio_estimate() but for EMPTY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_ratio_each(const gdcs_part_arrays *counts, int64_t n,
                                                const gdcs_ratio_options *options,
                                                const gdcs_estimate_arrays *difference,
                                                const gdcs_estimate_arrays *risk_ratio,
                                                const gdcs_estimate_arrays *risk_ratio_absence,
                                                const gdcs_estimate_arrays *odds_ratio,
                                                gdcs_error *err);

/** Options of tests.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_ratio_test_options {
    uint32_t struct_size; /**< sizeof(gdcs_ratio_test_options) */
    int32_t test;         /**< GDCS_RATIO_TEST_* */
    int32_t alternative;  /**< GDCS_RATIO_ALTERNATIVE_* */
    int32_t padding;      /**< 0 */
    double
        berger_boos; /**< of BOSCHLOO and BARNARD: gamma in (0, 0.1], such as 0.001; the common risk
                                   is taken from its Clopper-Pearson limits of level 1 - gamma, and
                                   gamma added to the P-value; 0: from all of [0, 1] */
} gdcs_ratio_test_options;

/** A test of equal risks. */
typedef struct gdcs_ratio_test_result {
    uint32_t struct_size; /**< sizeof(gdcs_ratio_test_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t test;         /**< the test used */
    int32_t alternative;
    gdcs_test
        test_result; /**< one-sided large-sample tests: statistic the signed root, df infinite */
} gdcs_ratio_test_result;

/**
 * Test whether the risk of an outcome is the same in two independent groups.
 *
 * Large samples: N_MINUS_1 and PEARSON are N (ad - bc)^2 over the product of the four margins, the
 * first times (N - 1) / N; YATES takes N / 2 off |ad - bc|; G is 2 sum x log(x / expected).  They
 * have one degree of freedom; one-sided the root is normal with the sign of ad - bc.
 * GDCS_NOTE_SPARSE if an expected count is below 5.  With a margin of 0 the statistic is 0 and
 * p 1.
 *
 * Exact: see the constants.  Probabilities that differ by less than 1e-7 of their size count as
 * equal.  FISHER never rejects more often than its level, and seldom near it; BOSCHLOO is uniformly
 * more powerful.  One-sided FISHER, FISHER_CENTRAL and BLAKER are the same.  BOSCHLOO and BARNARD take
 * the largest P-value over the common risk; below 1e-290 they give 0, and minus infinity as its
 * logarithm.
 *
 * @param a        with the outcome among all of the first group, not NULL
 * @param b        of the second; not NULL
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    probability; log10_p its decimal logarithm, also where p itself is 0
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     not in [0, 1e15], part above whole, or not whole for an exact test
 *           GDCS_E_OPTION    unknown test or alternative; berger_boos outside [0, 0.1]
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     a whole is 0
 *           GDCS_E_LIMIT     more than 1e10 persons in an exact test; for BOSCHLOO and BARNARD n_a n_b
 *                            above 250 000 or n_a + n_b above 5000
 *           GDCS_E_MEMORY
 * @source   Campbell (2007) Stat. Med. 26:3661.  Fisher (1934); Irwin (1935) Metron 12:83.  Blaker (2000)
 *           Can. J. Stat. 28:783.  Lancaster (1961) JASA 56:223.  Boschloo (1970) Stat. Neerl. 24:1.
 *           Barnard (1947) Biometrika 34:123.  Berger & Boos (1994) JASA 89:1012.  Fagerland, Lydersen &
 *           Laake (2017) Statistical Analysis of Contingency Tables, chapter 4.
 * @checked  tests/reference/ratio.csv (whole numbers of any size); R 4.2 fisher.test
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_ratio_test(const gdcs_part *a, const gdcs_part *b,
                                                const gdcs_ratio_test_options *options,
                                                gdcs_ratio_test_result *out, gdcs_error *err);

/**
 * Test n tables at once.
 *
 * What cannot be tested, counts too large or not whole for the test among it, is NaN with
 * GDCS_NOTE_NOT_ESTIMABLE; a NaN among the counts is missing (GDCS_NOTE_MISSING_CELL).
 *
 * @param counts   arrays of n, none NULL
 * @param n        >= 0
 * @param options  may be NULL
 * @param out      arrays of n; may be NULL
 * @param notes    n numbers of GDCS_NOTE_*; may be NULL
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    as gdcs_ratio_test()
 * @errors   as gdcs_ratio_test() but for EMPTY and LIMIT
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_ratio_test_each(const gdcs_part_arrays *counts, int64_t n,
                                                     const gdcs_ratio_test_options *options,
                                                     const gdcs_test_arrays *out, uint32_t *notes,
                                                     gdcs_error *err);

/** Which label of which axis is the outcome. */
typedef struct gdcs_ratio_outcome {
    uint32_t struct_size; /**< sizeof(gdcs_ratio_outcome) */
    uint32_t padding;     /**< 0 */
    const char *axis;     /**< name of an axis other than sex */
    const char *label;    /**< of the outcome */
    const char *against;  /**< of its absence; NULL: all other labels but a declared total */
} gdcs_ratio_outcome;

/**
 * Estimate how the risk of an outcome differs between women and men, per combination of axes to keep.
 *
 * As gdcs_ratio_estimate_sexes() for each group, by four rows: measure "difference", "risk_ratio",
 * "risk_ratio_absence", "odds_ratio".  Counts that are missing or an interval make value and p_value
 * NaN; the bounds hold over all they can be and all ways to allot the unknown.  Where
 * the test does not serve the counts, p_value is that of N_MINUS_1.
 *
 * GDCS_NOTE_FRAMINGS is with both risk ratios by the rule, and where a comparison with the group
 * listed before (all keys but the last the same: the period before, say) turns on the framing: the
 * ratio of the outcome is further from 1 than there, that of its absence nearer, or the reverse.
 *
 * Columns: one per axis kept, measure, risk_women, n_women, risk_men, n_men, unknown, p_value, value, lower,
 * upper, std_error, bound_lower, bound_upper, method, notes.
 *
 * @param table    has a sex axis and the axis of the outcome
 * @param outcome  not NULL
 * @param keep     names of axes other than sex and the outcome's; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    as gdcs_ratio_estimate(); p_value a probability, 0 below 1e-308
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_NAME       no such axis or label
 *           GDCS_E_DUPLICATE  an axis twice, or label and against the same
 *           GDCS_E_SHAPE      no sex axis, or sex among the axes
 * @source   Scanlan (2006) Chance 19:47
 * @checked  tests/stats/test_ratio_table.c, against the scalar form
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_ratio_table(const gdcs_table *table,
                                                 const gdcs_ratio_outcome *outcome,
                                                 const char *const *keep, int32_t n,
                                                 const gdcs_ratio_options *options,
                                                 gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
