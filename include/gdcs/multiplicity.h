/** @file gdcs/multiplicity.h
 *  Many tests at once: p-values adjusted for their number. */
#ifndef GDCS_MULTIPLICITY_H
#define GDCS_MULTIPLICITY_H

#include <gdcs/error.h>

GDCS_BEGIN

/** How p-values are adjusted.  m is the number of tests, p_(i) the i-th smallest.
 *
 *  The familywise error rate is the chance of any false alarm, the false discovery rate the expected
 *  share of false ones among alarms.  HOLM keeps the first whatever the tests have to do with each
 *  other, hence is the default; BONFERRONI is never better than it.
 *
 *  - HOLM: max over j <= i of (m - j + 1) p_(j); familywise
 *  - BONFERRONI: m p; familywise
 *  - SIDAK: 1 - (1 - p)^m; familywise, independent tests (or positively dependent two-sided ones)
 *  - HOLM_SIDAK: max over j <= i of 1 - (1 - p_(j))^(m - j + 1); as SIDAK
 *  - HOCHBERG: min over j >= i of (m - j + 1) p_(j); familywise, independent or positively dependent
 *  - HOMMEL: the closed test of Simes's; as HOCHBERG, never larger; at most 20 000 tests
 *  - BENJAMINI_HOCHBERG: min over j >= i of m p_(j) / j; false discovery rate, as HOCHBERG
 *  - BENJAMINI_YEKUTIELI: that times 1 + 1/2 + ... + 1/m; false discovery rate, any dependence */
enum {
    GDCS_MULTIPLICITY_METHOD_DEFAULT = 0, /**< HOLM */
    GDCS_MULTIPLICITY_METHOD_HOLM = 1,
    GDCS_MULTIPLICITY_METHOD_BONFERRONI = 2,
    GDCS_MULTIPLICITY_METHOD_SIDAK = 3,
    GDCS_MULTIPLICITY_METHOD_HOLM_SIDAK = 4,
    GDCS_MULTIPLICITY_METHOD_HOCHBERG = 5,
    GDCS_MULTIPLICITY_METHOD_HOMMEL = 6,
    GDCS_MULTIPLICITY_METHOD_BENJAMINI_HOCHBERG = 7,
    GDCS_MULTIPLICITY_METHOD_BENJAMINI_YEKUTIELI = 8
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_multiplicity_options {
    uint32_t struct_size; /**< sizeof(gdcs_multiplicity_options) */
    int32_t method;       /**< GDCS_MULTIPLICITY_METHOD_* */
    int64_t family; /**< m, those tests included whose p-value is not given here, as if it were
                               above all others; default: as many as are not NaN */
} gdcs_multiplicity_options;

/**
 * Adjust n p-values for their number.
 *
 * An adjusted p-value at most alpha is significant with the error rate of the method held at alpha
 * over all tests.  The order is kept.  NaN stays NaN and does not count: a test that could not be made
 * is none.
 *
 * @param p        array of n in [0, 1], or NaN
 * @param n        >= 0
 * @param options  may be NULL
 * @param out      array of n; may be p
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    probability
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is negative
 *           GDCS_E_OPTION    unknown method; family negative, below the number of p-values, or above 1e15
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_VALUE     a p-value below 0 or above 1
 *           GDCS_E_LIMIT     more than 20 000 tests for HOMMEL
 *           GDCS_E_MEMORY
 * @source   Holm (1979) Scand. J. Stat. 6:65.  Sidak (1967) JASA 62:626.  Hochberg (1988) Biometrika
 *           75:800.  Hommel (1988) Biometrika 75:383, computed as Wright (1992) Biometrics 48:1005.
 *           Benjamini & Hochberg (1995) J. R. Stat. Soc. B 57:289.  Benjamini & Yekutieli (2001) Ann.
 *           Stat. 29:1165.
 * @checked  tests/reference/multiplicity.csv (R 4.2.2, p.adjust)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_multiplicity_each(const double *p, int64_t n,
                                                       const gdcs_multiplicity_options *options,
                                                       double *out, gdcs_error *err);

GDCS_END
#endif
