"""Writes share.csv: limits of a proportion in 40 digits.

    python3 share.py > share.csv

Every value is computed here from the definition of the method.  Where statsmodels has the method
and is right, its limits are compared, and the largest relative difference goes to stderr.  It is
not asked about x = 0 and x = n of Jeffreys' interval (it has no rule for the ends), nor about
samples above 1e6 (scipy 1.10's upper beta quantile is off by 1e-8 there).
"""
import sys

from mpmath import log, exp, mpf, nstr, sqrt
from scipy.special import betaincinv
from statsmodels.stats.proportion import proportion_confint

from exact import beta_density, beta_lower, normal_upper_point, solve

WILSON, CLOPPER_PEARSON, MID_P, JEFFREYS, AGRESTI_COULL = 1, 2, 3, 4, 5
PEER = {WILSON: "wilson", CLOPPER_PEARSON: "beta", JEFFREYS: "jeffreys", AGRESTI_COULL: "agresti_coull"}

SMALL = [(0, 1), (1, 0), (1, 1), (0, 10), (1, 9), (5, 5), (9, 1), (10, 0), (3, 17), (41, 174),
         (174, 41), (0, 500), (1, 499), (3, 997), (2.5, 7.25), (0.3, 4),
         (1000, 999000), (500000, 500000)]
LARGE = [(123456789, 876543211), (5 * 10**8, 5 * 10**8), (0, 10**9), (1, 10**9 - 1), (20, 10**9 - 20), (10**9 - 1, 1), (10**9, 0)]


def wilson(yes, no, alpha):
    n, z = mpf(yes) + mpf(no), normal_upper_point(mpf(alpha) / 2)
    root = z * sqrt(mpf(yes) * no / n + z * z / 4)
    low = (yes + z * z / 2 - root) / (n + z * z) if yes else mpf(0)
    high = (yes + z * z / 2 + root) / (n + z * z) if no else mpf(1)
    return low, high


def agresti_coull(yes, no, alpha):
    z = normal_upper_point(mpf(alpha) / 2)
    n = mpf(yes) + no + z * z
    p = (yes + z * z / 2) / n
    half = z * sqrt(p * (1 - p) / n)
    return max(mpf(0), p - half), min(mpf(1), p + half)


def beta_point(a, b, tail):
    """P(X <= point) = tail of Beta(a, b), and the end of the range where a or b is 0."""
    if a == 0 or b == 0:
        return mpf(0) if a == 0 else mpf(1)
    start = betaincinv(float(a), float(b), float(tail)) or 1e-12
    return solve(lambda x: beta_lower(a, b, x), lambda x: beta_density(a, b, x), tail,
                 min(start, 0.999999), mpf(1))


def clopper_pearson_lower(yes, no, tail):
    return mpf(0) if yes == 0 else beta_point(yes, no + 1, tail)


def jeffreys_lower(yes, no, tail):
    return mpf(0) if yes == 0 else beta_point(yes + 0.5, no + 0.5, tail)


def mid_p_lower(yes, no, tail):
    if yes == 0:
        return mpf(0)
    if no == 0:
        return exp(log(2 * tail) / yes)
    half = mpf(1) / 2
    return solve(
        lambda x: half * (beta_lower(yes, no + 1, x) + beta_lower(yes + 1, no, x)),
        lambda x: half * (beta_density(yes, no + 1, x) + beta_density(yes + 1, no, x)), tail,
        min(betaincinv(float(yes), float(no + 1), float(tail)), 0.999999), mpf(1))


def tails(lower):
    """Both limits of a method whose upper limit mirrors its lower."""
    return lambda yes, no, alpha: (lower(yes, no, mpf(alpha) / 2), 1 - lower(no, yes, mpf(alpha) / 2))


METHODS = {WILSON: wilson, CLOPPER_PEARSON: tails(clopper_pearson_lower), MID_P: tails(mid_p_lower),
           JEFFREYS: tails(jeffreys_lower), AGRESTI_COULL: agresti_coull}


def comparable(method, yes, no, alpha):
    if method not in PEER or yes + no > 1e6 or alpha < 1e-6:
        return False
    return method != JEFFREYS or (yes > 0 and no > 0)


def peer_difference(method, yes, no, alpha, limits):
    peer = proportion_confint(yes, yes + no, alpha, PEER[method])
    return max(abs(p - float(l)) / float(l) if l else abs(p) for p, l in zip(peer, limits))


def main():
    worst = 0.0
    print("method,yes,no,alpha,lower,upper")
    jobs = [(c, a) for c in SMALL for a in (0.05, 0.1, 0.002, 1e-11)]
    jobs += [(c, a) for c in LARGE for a in (0.05, 1e-11)]
    for (yes, no), alpha in jobs:
        for method, limits_of in METHODS.items():
            limits = limits_of(yes, no, alpha)
            if comparable(method, yes, no, alpha):
                worst = max(worst, peer_difference(method, yes, no, alpha, limits))
            print(method, yes, no, repr(alpha), *(nstr(l, 17) for l in limits), sep=",")
    print("largest relative difference from statsmodels:", worst, file=sys.stderr)


main()
