"""Writes share.csv: limits of a proportion in 40 digits.

    python3 share.py > share.csv

Every value is computed here from the definition of the method.  Where statsmodels has the method
and is right, its limits are compared, and the largest relative difference goes to stderr.  It is
not asked about x = 0 and x = n of Jeffreys' interval (it has no rule for the ends), nor about
samples above 1e6 (scipy 1.10's upper beta quantile is off by 1e-8 there).
"""
import sys

from mpmath import asin, exp, log, mpf, nstr, sin, sqrt
from scipy.special import betaincinv
from statsmodels.stats.proportion import proportion_confint

from exact import beta_density, beta_lower, normal_upper_point, solve

WILSON, CLOPPER_PEARSON, MID_P, JEFFREYS, AGRESTI_COULL = 1, 2, 3, 4, 5
BLAKER, SCAS, LIKELIHOOD_RATIO, LOGIT, WILSON_CONTINUITY, ARCSINE, WALD = 6, 7, 8, 9, 10, 11, 12
PEER = {WILSON: "wilson", CLOPPER_PEARSON: "beta", JEFFREYS: "jeffreys",
        AGRESTI_COULL: "agresti_coull", WALD: "normal"}

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


def at_least(x, n, p):
    """P(X >= x) of the binomial; P(X <= k) is at_least(n - k, n, 1 - p)."""
    return mpf(1) if x <= 0 else mpf(0) if x > n else beta_lower(x, n - x + 1, p)


def bisect(f, low, high):
    """Where f rises or falls through 0."""
    low, high = mpf(low), mpf(high)
    rises = f(high) > 0
    for _ in range(110):
        middle = (low + high) / 2
        if (f(middle) > 0) == rises:
            high = middle
        else:
            low = middle
    return high


def blaker_lower(x, no, tail):
    """The first p, from 0 up, with acceptability above 2 tail: interval by interval between the points
    where an opposite tail P(X <= k) comes to be no larger than P(X >= x), k = 0, 1, ...  Between them the
    acceptability falls and then rises, so looking at both ends is enough.  From n = 100 on the k are
    begun 3 before the one of Clopper and Pearson's limit, below which nothing is accepted."""
    n, alpha = x + no, 2 * tail
    if x == 0:
        return mpf(0)
    upper, lower = lambda p: at_least(x, n, p), lambda k, p: at_least(n - k, n, 1 - p)
    jump = lambda k: bisect(lambda p: upper(p) - lower(k, p), mpf(10) ** -30, 1 - mpf(10) ** -30)
    k = -1
    if n >= 100:
        point = clopper_pearson_lower(x, no, tail)
        k = max([-1] + [j - 3 for j in range(x) if lower(j, point) <= tail])
    start = jump(k) if k >= 0 else mpf(0)
    while True:
        if k >= 0 and upper(start) + lower(k, start) > alpha:
            return start
        end = jump(k + 1)
        accept = lambda p: upper(p) + (lower(k, p) if k >= 0 else 0) - alpha
        if accept(end) > 0:
            return bisect(accept, start, end)
        k, start = k + 1, end


def scas_lower(yes, no, z):
    """The score with its skewness taken off (Laud 2017), solved as it stands: its first crossing, for
    beside few of the other kind there is a second one, near 1, where z is the other root of the
    correction."""
    n = mpf(yes) + no
    if yes == 0 or 6 * mpf(yes) + 1 <= z * z:
        return mpf(0)
    excess = lambda p: ((yes / n - p) / sqrt(p * (1 - p) / n) - z -
                        (z * z - 1) * (1 - 2 * p) / (6 * sqrt(n * p * (1 - p))))
    if no and excess(yes / n) < 0:
        return bisect(lambda p: -excess(p), mpf(10) ** -40, yes / n)
    points = [1 / (1 + exp(-mpf(t) / 20)) for t in range(-1800, 1800)]
    first = next(i for i, p in enumerate(points) if excess(p) < 0)
    return bisect(lambda p: -excess(p), points[first - 1], points[first])


def likelihood_lower(yes, no, z):
    n = mpf(yes) + no
    if yes == 0:
        return mpf(0)
    term = lambda count, p: count * log(count / n / p) if count else mpf(0)
    depth = lambda t: term(yes, 1 / (1 + exp(t))) + term(no, 1 / (1 + exp(-t))) - z * z / 2
    start = log(mpf(no) / yes) if no else mpf(-100)
    return 1 / (1 + exp(bisect(depth, start, start + 2000)))


def logit_lower(yes, no, z):
    if yes == 0 or no == 0:
        return clopper_pearson_lower(yes, no, logit_lower.tail)
    odds = mpf(yes) / no * exp(-z * sqrt(mpf(1) / yes + mpf(1) / no))
    return odds / (1 + odds)


def wilson_continuity_lower(yes, no, z):
    """Newcombe (1998), method 4, as printed there."""
    n = mpf(yes) + no
    p, q = yes / n, no / n
    if yes <= 0.5:
        return mpf(0)
    return (2 * n * p + z * z - 1 - z * sqrt(z * z - 2 - 1 / n + 4 * p * (n * q + 1))) / (2 * (n + z * z))


def arcsine_lower(yes, no, z):
    n = mpf(yes) + no
    angle = asin(sqrt((yes + mpf(3) / 8) / (n + mpf(3) / 4))) - z / (2 * sqrt(n))
    return sin(angle) ** 2 if yes and angle > 0 else mpf(0)


def wald_lower(yes, no, z):
    n = mpf(yes) + no
    return max(mpf(0), yes / n - z * sqrt(mpf(yes) * no / n) / n)


def scores(lower):
    """Both limits of a method on the normal scale whose upper limit mirrors its lower."""
    def limits(yes, no, alpha):
        logit_lower.tail, z = mpf(alpha) / 2, normal_upper_point(mpf(alpha) / 2)
        return lower(yes, no, z), 1 - lower(no, yes, z)
    return limits


METHODS = {WILSON: wilson, CLOPPER_PEARSON: tails(clopper_pearson_lower), MID_P: tails(mid_p_lower),
           JEFFREYS: tails(jeffreys_lower), AGRESTI_COULL: agresti_coull, BLAKER: tails(blaker_lower),
           SCAS: scores(scas_lower), LIKELIHOOD_RATIO: scores(likelihood_lower),
           LOGIT: scores(logit_lower), WILSON_CONTINUITY: scores(wilson_continuity_lower),
           ARCSINE: scores(arcsine_lower), WALD: scores(wald_lower)}


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
            if method == BLAKER and (yes != int(yes) or min(yes, no) > 200 or yes + no > 1000):
                continue
            limits = limits_of(yes, no, alpha)
            if comparable(method, yes, no, alpha):
                worst = max(worst, peer_difference(method, yes, no, alpha, limits))
            print(method, yes, no, repr(alpha), *(nstr(l, 17) for l in limits), sep=",")
    print("largest relative difference from statsmodels:", worst, file=sys.stderr)


if __name__ == "__main__":
    main()
