/** @file gdcs/pathway.h
 *  How women and men came in, and what they do there: pathways, markets, functions compared by sex. */
#ifndef GDCS_PATHWAY_H
#define GDCS_PATHWAY_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/sex.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Measures of one category j of k.  x_j women and y_j men are in it, W women and M men in all: the sums
 *  over categories, or where a person may have several, the persons asked.
 *
 *  - DIFFERENCE: x_j / W - y_j / M
 *  - RATIO: (x_j / W) / (y_j / M), how many times as frequent among women as among men
 *  - WOMEN: x_j / W, the share of women who have it
 *  - MEN: y_j / M, the share of men
 *  - SHARE_WOMEN: x_j / (x_j + y_j), the share of women among those who have it */
enum {
    GDCS_PATHWAY_MEASURE_DEFAULT = 0, /**< DIFFERENCE; in gdcs_pathway_table_categories() all */
    GDCS_PATHWAY_MEASURE_DIFFERENCE = 1,
    GDCS_PATHWAY_MEASURE_RATIO = 2,
    GDCS_PATHWAY_MEASURE_WOMEN = 3,
    GDCS_PATHWAY_MEASURE_MEN = 4,
    GDCS_PATHWAY_MEASURE_SHARE_WOMEN = 5
};

/** Simultaneous limits of the distribution of a sex over k categories.
 *
 *  At 95 %, 30 to 200 persons over 3 to 8 categories, they hold all together (tests/coverage/pathway.c):
 *
 *  - GOODMAN: Wilson's with alpha / k (or Sidak's) for each category; 93 to 97 %, least for thirty
 *    persons and rare categories.  Serves several answers too, as it asks nothing of how categories hang
 *    together
 *  - SISON_GLAZ: one width for all; 90 to 94 %, hence not the default
 *  - QUESENBERRY_HURST: Wilson's with chi-square on k - 1 degrees of freedom; 96 to 99.7 %, wider from
 *    k = 4 on
 *  - CLOPPER_PEARSON: exact with alpha / k; never below its level, 96 to 99 %; several answers too
 *
 *  Where one does not apply (several answers, counts not whole, more than 1e12 persons) GOODMAN takes its
 *  place with GDCS_NOTE_METHOD_CHANGED.  The limits of SHARE_WOMEN are CLOPPER_PEARSON with that
 *  method, else Wilson's, for each category with alpha / k. */
enum {
    GDCS_PATHWAY_METHOD_DEFAULT = 0, /**< GOODMAN */
    GDCS_PATHWAY_METHOD_GOODMAN = 1,
    GDCS_PATHWAY_METHOD_SISON_GLAZ = 2,
    GDCS_PATHWAY_METHOD_QUESENBERRY_HURST = 3,
    GDCS_PATHWAY_METHOD_CLOPPER_PEARSON = 4
};

/** Simultaneous limits of differences and ratios, as above with 30 to 1000 men.
 *
 *  - MIETTINEN_NURMINEN: score limits with alpha / k (or Sidak's); 95 to 98 % for differences, 94.5 to
 *    96 % for ratios: near the level in both, and near the test of residuals, hence the default
 *  - NEWCOMBE: his method 10 for differences, MOVER-R for ratios, both from Wilson's, with alpha / k; 95
 *    to 99 % and 94 to 97 %, a little narrower for thirty persons
 *  - GOODMAN: d -+ sqrt(c) se(d), c the upper alpha point of chi-square on k - 1 degrees of freedom, for
 *    all contrasts at once; log ratio likewise; 94 to 99.8 %.  Without width where a category has
 *    nobody; wider from k = 4 on.  For several answers, and ratios with a zero, MIETTINEN_NURMINEN takes
 *    its place (GDCS_NOTE_METHOD_CHANGED) */
enum {
    GDCS_PATHWAY_CONTRAST_DEFAULT = 0, /**< MIETTINEN_NURMINEN */
    GDCS_PATHWAY_CONTRAST_MIETTINEN_NURMINEN = 1,
    GDCS_PATHWAY_CONTRAST_NEWCOMBE = 2,
    GDCS_PATHWAY_CONTRAST_GOODMAN = 3
};

/** How alpha is parted over the limits of a family of m. */
enum {
    GDCS_PATHWAY_SIMULTANEOUS_DEFAULT = 0,    /**< BONFERRONI */
    GDCS_PATHWAY_SIMULTANEOUS_BONFERRONI = 1, /**< alpha / m */
    GDCS_PATHWAY_SIMULTANEOUS_SIDAK = 2,      /**< 1 - (1 - alpha)^(1 / m) */
    GDCS_PATHWAY_SIMULTANEOUS_NONE = 3        /**< alpha: each limit by itself */
};

/** Over what limits hold together and p-values are adjusted. */
enum {
    GDCS_PATHWAY_FAMILY_ALL = 0,  /**< all categories of all sets of the call: pathway by market */
    GDCS_PATHWAY_FAMILY_EACH = 1, /**< those of each set */
};

/** How many categories a person may have. */
enum {
    GDCS_PATHWAY_ANSWERS_ONE = 0,    /**< one: women and men are two multinomial samples */
    GDCS_PATHWAY_ANSWERS_SEVERAL = 1 /**< several: each category is a 2x2 table of persons */
};

/** The test of a category: are x_j / W and y_j / M equal?
 *
 *  - RESIDUAL: the standardised residual, (x - e) / sqrt(e (1 - row share)(1 - column share)), as a
 *    standard normal
 *  - FISHER: exact, two-sided by probability; whole counts, at most 1e10 persons, else RESIDUAL
 *  - FISHER_MID_P: less half the probability of what was found */
enum {
    GDCS_PATHWAY_TEST_DEFAULT = 0, /**< RESIDUAL, with GDCS_NOTE_SPARSE where it is rough */
    GDCS_PATHWAY_TEST_RESIDUAL = 1,
    GDCS_PATHWAY_TEST_FISHER = 2,
    GDCS_PATHWAY_TEST_FISHER_MID_P = 3
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_pathway_options {
    uint32_t struct_size; /**< sizeof(gdcs_pathway_options) */
    int32_t measure;      /**< GDCS_PATHWAY_MEASURE_* */
    int32_t method;       /**< GDCS_PATHWAY_METHOD_* */
    int32_t contrast;     /**< GDCS_PATHWAY_CONTRAST_* */
    int32_t simultaneous; /**< GDCS_PATHWAY_SIMULTANEOUS_* */
    int32_t family;       /**< GDCS_PATHWAY_FAMILY_* */
    int32_t answers;      /**< GDCS_PATHWAY_ANSWERS_* */
    int32_t test;         /**< GDCS_PATHWAY_TEST_*, of categories */
    int32_t adjust;       /**< of their p-values: GDCS_MULTIPLICITY_METHOD_*; default Holm */
    int32_t padding;      /**< 0 */
    const char
        *unstated; /**< table forms: label of the axis for who came in nobody knows how; default
                               "_U"; that the axis lacks it is no error */
    const char *persons; /**< table forms, several answers: label of the axis that counts persons;
                               default its declared total */
    double level;        /**< confidence level in (0, 1), of all together; default 0.95 */
    double alpha;        /**< 1 - level given directly; 0: by level */
} gdcs_pathway_options;

/** Sets of k categories, one after the other: category j of set i is element k i + j. */
typedef struct gdcs_pathway_counts {
    uint32_t struct_size;              /**< sizeof(gdcs_pathway_counts) */
    uint32_t padding;                  /**< 0 */
    const gdcs_sex_arrays *categories; /**< k n */
    const gdcs_sex_arrays *unstated;   /**< n: those of unknown category; NULL: nobody */
    const gdcs_sex_arrays
        *persons; /**< n: persons, whatever they answered, those of unknown category
                                          included; needed for several answers, else NULL */
} gdcs_pathway_counts;

/**
 * Compare women and men category by category, n sets of k categories at once.
 *
 * The limits of k categories hold together; with FAMILY_ALL those of all n k (each sex's distribution
 * with alpha / n).  p-values are adjusted over the same family, tests that could not be made left out.
 * Bounds hold over whatever sex the unknown have, whatever category the unstated have, and whatever a
 * missing count is; with one answer these are not in W and M, with several the unstated are, and answers of
 * unknown sex may be those of persons whose sex is known.
 *
 * A set or category that cannot be estimated is NaN with GDCS_NOTE_NOT_ESTIMABLE; a count above its
 * number of persons too (GDCS_NOTE_PARTS_EXCEED).  Notes: EMPTY_UNIT nobody has the category; ZERO_CELL
 * no women or no men have it; SPARSE less than 5 expected; SMALL_BASE W, M or, for SHARE_WOMEN, x + y below
 * 20; AT_BOUNDARY; UPPER_INFINITE; NOT_WHOLE.
 *
 * @param counts    categories not NULL; elements 0 to 1e15, or NaN: missing
 * @param n         sets, >= 0
 * @param k         categories, >= 1
 * @param options   may be NULL
 * @param out       arrays of k n; may be NULL
 * @param tests     arrays of k n, statistic the standardised residual, positive where women have it more
 *                  often; may be NULL
 * @param adjusted  k n adjusted p-values; may be NULL
 * @param err       may be NULL; row is the 1-based element
 *
 * @units    proportions; ratio
 * @errors   GDCS_E_ARGUMENT  counts or categories is missing, n is negative, k below 1; persons is missing
 *                            with several answers
 *           GDCS_E_OPTION    unknown measure, method, contrast, simultaneous, family, answers, test or
 *                            adjust; level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_VALUE     a count is negative or above 1e15
 *           GDCS_E_LIMIT     n k above 2^50; more than 20 000 tests to adjust by Hommel's method
 *           GDCS_E_MEMORY
 * @source   Goodman (1965) Technometrics 7:247; (1964) Ann. Math. Stat. 35:716.  Sison & Glaz (1995) JASA
 *           90:366.  Miettinen & Nurminen (1985) Stat. Med. 4:213.  Newcombe (1998) Stat. Med. 17:873.
 *           Haberman (1973) Biometrics 29:205.  Sidak (1967) JASA 62:626.
 * @checked  tests/reference/pathway.csv (statsmodels 0.13.5, SciPy 1.10, mpmath 1.2)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pathway_each_categories(const gdcs_pathway_counts *counts,
                                                             int64_t n, int64_t k,
                                                             const gdcs_pathway_options *options,
                                                             const gdcs_estimate_arrays *out,
                                                             const gdcs_test_arrays *tests,
                                                             double *adjusted, gdcs_error *err);

/**
 * Compare women and men over the labels of an axis, per combination of axes to keep.
 *
 * As gdcs_pathway_each_categories(), each combination a set: with axis "pathway" and keep "market", all
 * pathways of all markets are one family.  Categories are all labels but the declared total, that of the
 * unstated and that of persons.  With one answer a declared total above its categories counts the rest as
 * unstated (GDCS_NOTE_TOTAL_EXCEEDS); with several it is the number of persons.  Interval cells have no value
 * and go into the bounds.
 *
 * Columns: one per axis kept, label, measure ("difference", "ratio", "women", "men", "share_women"),
 * women, men, unknown (sex, of the category), base_women, base_men (W and M), unstated (persons, of
 * whatever sex, of the set), residual, p_value, log10_p, p_adjusted, family (tests adjusted over), more (sex
 * code of those who have it more often, adjusted p-value at most alpha; missing where neither), value,
 * lower, upper, std_error, bound_lower, bound_upper, method, notes.
 *
 * @param table    has a sex axis
 * @param axis     name of another axis
 * @param keep     names of further axes; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    proportions; ratio
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY, GDCS_E_LIMIT
 *           GDCS_E_NAME       no such axis; several answers and no label of persons
 *           GDCS_E_DUPLICATE  an axis twice, or one with the name of a column
 *           GDCS_E_SHAPE      no sex axis, or sex among the axes
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pathway_table_categories(const gdcs_table *table,
                                                              const char *axis,
                                                              const char *const *keep, int32_t n,
                                                              const gdcs_pathway_options *options,
                                                              gdcs_frame **out, gdcs_error *err);

/** Measures of two distributions as wholes.  x_j women and y_j men have category j; W, M, T = W + M.
 *
 *  - CRAMERS_V: of sex by category, as gdcs_association_estimate()
 *  - DISSIMILARITY: D = sum |x_j / W - y_j / M| / 2, as gdcs_segregation_estimate(): the share of either sex
 *    that would have to take another pathway for both to be alike
 *  - DIVERSITY_WOMEN: 1 - sum x_j (x_j - 1) / (W (W - 1)), Simpson's: the chance that two women have unlike
 *    categories; DIVERSITY_MEN likewise
 *  - DIVERSITY_DIFFERENCE: of women less of men */
enum {
    GDCS_PATHWAY_COMPARISON_CRAMERS_V = 1,
    GDCS_PATHWAY_COMPARISON_DISSIMILARITY = 2,
    GDCS_PATHWAY_COMPARISON_DIVERSITY_WOMEN = 3,
    GDCS_PATHWAY_COMPARISON_DIVERSITY_MEN = 4,
    GDCS_PATHWAY_COMPARISON_DIVERSITY_DIFFERENCE = 5
};

/** Options of the comparison.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_pathway_comparison_options {
    uint32_t struct_size; /**< sizeof(gdcs_pathway_comparison_options) */
    int32_t test;         /**< GDCS_ASSOCIATION_METHOD_*; default Pearson's chi-square */
    int32_t permutations; /**< of simulated tests: 10 to 1 000 000; default 9999 */
    int32_t method;       /**< GDCS_SEGREGATION_METHOD_*, of dissimilarity */
    int32_t replicates;   /**< of its limits: 10 to 1 000 000; default 1000 */
    int32_t padding;      /**< 0 */
    int64_t seed;         /**< any number */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
    const char *unstated; /**< table form: as in gdcs_pathway_options */
} gdcs_pathway_comparison_options;

/** One measure.  Frozen. */
typedef struct gdcs_pathway_compared {
    gdcs_estimate estimate;
    gdcs_bounds bounds; /**< whatever sex and category the unknown have */
    double corrected;   /**< less its bias in small tables; NaN of diversity, which has none */
    uint32_t notes;     /**< GDCS_NOTE_* */
    uint32_t padding;   /**< 0 */
} gdcs_pathway_compared;

/** Two distributions compared. */
typedef struct gdcs_pathway_result {
    uint32_t struct_size; /**< sizeof(gdcs_pathway_result), set by the caller */
    uint32_t notes;       /**< of all measures */
    int32_t test_method;  /**< GDCS_ASSOCIATION_METHOD_*, the one used */
    int32_t permutations; /**< random tables drawn; 0 where none were */
    int32_t method;       /**< GDCS_SEGREGATION_METHOD_*, of dissimilarity */
    int32_t replicates;
    double alpha; /**< 1 - the level used */
    double women;
    double men;
    double unknown;     /**< persons of unknown sex */
    double unstated;    /**< persons of unknown category, of whatever sex */
    int64_t categories; /**< with women or men */
    int64_t mode_women; /**< the category that most women have, from 0; -1: two have as many, or a
                             count is not exact */
    int64_t mode_men;   /**< of men */
    gdcs_test test;     /**< of no difference between women and men */
    gdcs_pathway_compared v;
    gdcs_pathway_compared dissimilarity;
    gdcs_pathway_compared diversity_women;
    gdcs_pathway_compared diversity_men;
    gdcs_pathway_compared diversity_difference;
} gdcs_pathway_result;

/**
 * Compare the distribution of women over categories with that of men.
 *
 * Each person has one category.  Limits of V and D are those of their nouns; of diversity normal on the scale of
 * logits, with Simpson's variance for a multinomial sample, and where all have one category 0 to 1 - (alpha /
 * 2)^(2 / W).  At 95 % they hold 91 to 97 % with thirty to a thousand persons, more where categories are nearly
 * equally large, 99 % and more where they are (tests/coverage/pathway.c).  The difference has MOVER limits.
 *
 * Bounds hold over whatever sex the unknown have, whatever category the unstated have, and whatever a
 * missing count is; they need not be attained.  counts->persons, if there, are all persons: those above the
 * categories are unstated (GDCS_NOTE_TOTAL_EXCEEDS).  Missing counts make values NaN, with
 * GDCS_NOTE_NOT_ESTIMABLE; so does one person alone for diversity.
 *
 * @param counts   categories not NULL; elements 0 to 1e15, or NaN: missing
 * @param k        categories, >= 1
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL; row is the 1-based category
 *
 * @units    V, D and diversity in [0, 1]
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, k below 1
 *           GDCS_E_OPTION    unknown test or method; permutations or replicates outside 10 to 1 000 000;
 *                            level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_VALUE     a count is negative or above 1e15
 *           GDCS_E_EMPTY     no women or no men
 *           GDCS_E_LIMIT     k above 2^50
 *           GDCS_E_MEMORY
 * @source   Simpson (1949) Nature 163:688.  Zou & Donner (2008) Stat. Med. 27:1693.  And as
 *           gdcs_association_estimate() and gdcs_segregation_estimate().
 * @checked  tests/reference/pathway_compare.csv (fractions of whole numbers, mpmath); tests/stats/
 *           test_pathway_compare.c, against the two nouns
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pathway_estimate(
    const gdcs_pathway_counts *counts, int64_t k, const gdcs_pathway_comparison_options *options,
    gdcs_pathway_result *out, gdcs_error *err);

/**
 * Compare two distributions, n sets of k categories at once.
 *
 * A set that cannot be estimated is NaN with GDCS_NOTE_NOT_ESTIMABLE; the call goes on.
 *
 * @param counts   as in gdcs_pathway_each_categories()
 * @param n        sets, >= 0
 * @param k        categories, >= 1
 * @param measure  GDCS_PATHWAY_COMPARISON_*
 * @param options  may be NULL
 * @param out      arrays of n; may be NULL
 * @param tests    arrays of n, of no difference between women and men; may be NULL
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    as gdcs_pathway_estimate()
 * @errors   as gdcs_pathway_estimate() but for EMPTY
 *           GDCS_E_ARGUMENT  also if n is negative
 *           GDCS_E_OPTION    also if there is no such measure
 *           GDCS_E_LIMIT     n k above 2^50
 * @checked  tests/stats/test_pathway_compare.c, against gdcs_pathway_estimate()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pathway_each(const gdcs_pathway_counts *counts, int64_t n,
                                                  int64_t k, int32_t measure,
                                                  const gdcs_pathway_comparison_options *options,
                                                  const gdcs_estimate_arrays *out,
                                                  const gdcs_test_arrays *tests, gdcs_error *err);

/**
 * Compare the distributions of women and men over the labels of an axis, per combination of axes to keep.
 *
 * As gdcs_pathway_estimate(), a row for each measure ("cramers_v", "dissimilarity", "diversity_women",
 * "diversity_men", "diversity_difference"); category by category it is gdcs_pathway_table_categories().
 * Categories are all labels but the declared total and that of the unstated.
 *
 * Columns: one per axis kept, measure, mode_women, mode_men (labels; missing where two have as many, or a
 * count is not exact), women, men, unknown, unstated, categories, statistic, df, p_value, log10_p, corrected,
 * value, lower, upper, std_error, bound_lower, bound_upper, method (of the limits), notes.
 *
 * @param table    has a sex axis
 * @param axis     name of another axis
 * @param keep     names of further axes; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    as gdcs_pathway_estimate()
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_NAME       no such axis
 *           GDCS_E_DUPLICATE  an axis twice, or one with the name of a column
 *           GDCS_E_SHAPE      no sex axis, or sex among the axes
 * @checked  tests/stats/test_pathway_compare.c, against gdcs_pathway_estimate()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pathway_table(const gdcs_table *table, const char *axis,
                                                   const char *const *keep, int32_t n,
                                                   const gdcs_pathway_comparison_options *options,
                                                   gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
