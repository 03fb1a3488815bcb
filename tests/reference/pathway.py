"""Categories compared by sex: statsmodels 0.13.5, SciPy 1.10, mpmath 1.2 on Python 3.11.

    python3 tests/reference/pathway.py > tests/reference/pathway.csv

A line per category: set, counts of women, counts of men, alpha, category, then
  goodman_*     statsmodels multinomial_proportions_confint(method="goodman")
  sison_*       the same, "sison-glaz", women
  difference_*, ratio_*   Miettinen-Nurminen limits, alpha / k, from their definition by mpmath: likelihood and
                score by bisection.  statsmodels 0.13.5 has lower limits above upper ones here, or fails
  newcombe_*    statsmodels confint_proportions_2indep(method="newcomb"), alpha / k
  share_*       statsmodels proportion_confint(method="wilson"), alpha / k
  scheffe_*     Goodman (1964) by mpmath
  residual, log10_p   mpmath, 40 digits
  fisher        SciPy fisher_exact
  holm, bh, by, bonferroni, hommel   statsmodels multipletests
Empty: ratios with a zero, Sison-Glaz limits of 10^9 persons, exact tests of more than 10^5.

Counts: 2 gender by party identification, Agresti (2007), p. 39, as R's chisq.test shows it; others made for several
sizes, zeroes, a category of women alone, few persons, 10^9 persons, and p near 1e-300 and below it."""
import warnings

import mpmath as mp
from scipy.stats import chi2, fisher_exact, norm
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import (confint_proportions_2indep, multinomial_proportions_confint,
                                          proportion_confint)

warnings.simplefilter("ignore")
mp.mp.dps = 40

SETS = [
    ([91, 49, 37, 43], [40, 62, 51, 30], 0.05),
    ([56, 72, 73, 59, 62, 87, 68], [61, 66, 40, 70, 75, 52, 90], 0.05),
    ([762, 327, 468], [484, 239, 477], 0.05),
    ([41, 12, 0, 7], [18, 60, 33, 9], 0.05),
    ([9, 30, 4], [0, 55, 80], 0.01),
    ([3, 1, 2], [1, 4, 6], 0.1),
    ([120, 0, 3, 44, 10, 8], [300, 4, 0, 21, 90, 11], 0.05),
    ([400000000, 350000000, 250000000], [399950000, 350010000, 250040000], 0.05),
    ([5600, 1400, 3000], [3000, 4000, 3000], 0.05),
    ([17, 23], [31, 12], 0.05),
]


def z_of(x, w, y, m):
    p = mp.mpf(x + y) / (w + m)
    if p in (0, 1):
        return None
    return (mp.mpf(x) / w - mp.mpf(y) / m) / mp.sqrt(p * (1 - p) * (mp.mpf(1) / w + mp.mpf(1) / m))


def shown(*values):
    return ["" if v is None else repr(float(v)) for v in values]


def bisect(f, low, high, steps=80):
    """Where f changes its sign, being positive at low."""
    for _ in range(steps):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) > 0 else (low, middle)
    return (low + high) / 2


def score(x, w, y, m, first, slope, low, high):
    """z of p1 = first(p2), p2 being the most likely in (low, high); slope = dp1 / dp2."""
    p2 = bisect(lambda q: slope * (x / first(q) - (w - x) / (1 - first(q))) + y / q - (m - y) / (1 - q), low, high)
    p1, n = first(p2), w + m
    variance = (p1 * (1 - p1) / w + slope ** 2 * p2 * (1 - p2) / m) * n / (n - 1)
    return (mp.mpf(x) / w - slope * mp.mpf(y) / m - (first(p2) - slope * p2)) / mp.sqrt(variance)


def of_difference(x, w, y, m, d):
    d = mp.mpf(d)
    return score(x, w, y, m, lambda q: q + d, mp.mpf(1), max(mp.mpf(0), -d), min(mp.mpf(1), 1 - d))


def of_ratio(x, w, y, m, theta):
    return score(x, w, y, m, lambda q: theta * q, theta, mp.mpf(0), min(mp.mpf(1), 1 / theta))


def difference(x, w, y, m, z):
    d = mp.mpf(x) / w - mp.mpf(y) / m
    return (bisect(lambda t: z - of_difference(x, w, y, m, t) < 0, mp.mpf(-1), d),
            bisect(lambda t: -z - of_difference(x, w, y, m, t) < 0, d, mp.mpf(1)))


def ratio(x, w, y, m, z):
    r = mp.log(mp.mpf(x) * m / w / y)
    return (mp.exp(bisect(lambda t: of_ratio(x, w, y, m, mp.exp(t)) > z, r - 12, r)),
            mp.exp(bisect(lambda t: of_ratio(x, w, y, m, mp.exp(t)) > -z, r, r + 12)))


def scheffe(x, w, y, m, k, alpha):
    c = mp.sqrt(mp.mpf(chi2.isf(alpha, k - 1)))
    p, q = mp.mpf(x) / w, mp.mpf(y) / m
    half = c * mp.sqrt(p * (1 - p) / w + q * (1 - q) / m)
    return max(p - q - half, -1), min(p - q + half, 1)


names = ["goodman_women", "goodman_men", "sison", "difference", "newcombe", "ratio", "share", "scheffe"]
print(",".join(["set", "women", "men", "alpha", "category"]
               + [n + end for n in names for end in ("_lower", "_upper")]
               + ["residual", "log10_p", "fisher", "holm", "bh", "by", "bonferroni", "hommel"]))
for number, (women, men, alpha) in enumerate(SETS):
    k, w, m = len(women), sum(women), sum(men)
    good_w = multinomial_proportions_confint(women, alpha, "goodman")
    good_m = multinomial_proportions_confint(men, alpha, "goodman")
    sison = multinomial_proportions_confint(women, alpha, "sison-glaz") if w < 1e6 else None
    z = [z_of(x, w, y, m) for x, y in zip(women, men)]
    p = [mp.erfc(abs(one) / mp.sqrt(2)) for one in z]
    adjusted = [multipletests([float(one) for one in p], method=how)[1]
                for how in ("holm", "fdr_bh", "fdr_by", "bonferroni", "hommel")]
    for i, (x, y) in enumerate(zip(women, men)):
        zero, upper = x == 0 or y == 0, mp.mpf(norm.isf(alpha / k / 2))
        row = shown(*good_w[i], *good_m[i]) + (shown(*sison[i]) if sison is not None else ["", ""])
        row += shown(*difference(x, w, y, m, upper))
        row += shown(*confint_proportions_2indep(x, w, y, m, alpha=alpha / k, method="newcomb", compare="diff"))
        row += ["", ""] if zero else shown(*ratio(x, w, y, m, upper))
        row += shown(*proportion_confint(x, x + y, alpha / k, "wilson"), *scheffe(x, w, y, m, k, alpha))
        log_p = mp.log10(p[i])
        exact = None if w > 1e5 else fisher_exact([[x, w - x], [y, m - y]])[1]
        row += shown(z[i], log_p, exact, *(one[i] for one in adjusted))
        print(",".join([str(number), " ".join(map(str, women)), " ".join(map(str, men)), repr(alpha), str(i)] + row))
