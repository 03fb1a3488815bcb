"""Writes coverage.csv: mean coverage of the intervals, by scipy and statsmodels.

    python3 coverage.py > coverage.csv

The mean over p = (j + 1/2) / 400 of the probability that the interval of X ~ Binomial(n, p) holds p;
for counts, over 400 means m = 0.05 * 1.02^j of X ~ Poisson(m).  statsmodels' Jeffreys interval is given
the ends 0 and 1; mid-P limits are found here by bisection on scipy's tails.
"""
import numpy as np
from scipy.optimize import brentq
from scipy.stats import binom, chi2, norm, poisson
from statsmodels.stats.proportion import proportion_confint

ALPHAS = (0.1, 0.05, 0.01)


def mid_p_share(x, n, alpha):
    def upper(p):
        return binom.sf(x, n, p) + binom.pmf(x, n, p) / 2 - alpha / 2

    def lower(p):
        return binom.cdf(x, n, p) - binom.pmf(x, n, p) / 2 - alpha / 2

    return (brentq(upper, 0, 1, xtol=1e-14) if x > 0 else 0.0,
            brentq(lower, 0, 1, xtol=1e-14) if x < n else 1.0)


def share_limits(method, n, alpha):
    x = np.arange(n + 1)
    if method == "mid-P":
        return np.array([mid_p_share(k, n, alpha) for k in x]).T
    low, high = proportion_confint(x, n, alpha, method)
    low[0], high[n] = 0.0, 1.0
    return low, high


def share_coverage(method, n, alpha):
    low, high = share_limits(method, n, alpha)
    x, p = np.arange(n + 1), (np.arange(400) + 0.5) / 400
    held = (low[:, None] <= p) & (p <= high[:, None])
    return (binom.pmf(x[:, None], n, p) * held).sum(axis=0).mean()


def mid_p_count(x, alpha):
    def upper(m):
        return poisson.sf(x, m) + poisson.pmf(x, m) / 2 - alpha / 2

    def lower(m):
        return poisson.cdf(x, m) - poisson.pmf(x, m) / 2 - alpha / 2

    top = 2 * x + 100
    return (brentq(upper, 0, top, xtol=1e-13) if x > 0 else 0.0,
            brentq(lower, 0, top, xtol=1e-13) if x > 0 else -np.log(alpha))


def count_limits(method, x, alpha):
    z = norm.isf(alpha / 2)
    y = x + 1.0
    if method == "exact":
        low, high = chi2.ppf(alpha / 2, 2 * x) / 2, chi2.isf(alpha / 2, 2 * y) / 2
    elif method == "Byar":
        with np.errstate(divide="ignore", invalid="ignore"):
            root = 1 - 1 / (9.0 * x) - z / (3 * np.sqrt(x))
        low, high = x * np.maximum(root, 0) ** 3, y * (1 - 1 / (9 * y) + z / (3 * np.sqrt(y))) ** 3
    else:
        low, high = np.array([mid_p_count(k, alpha) for k in x]).T
    low[0] = 0.0
    return low, high


def count_coverage(method, alpha):
    x, m = np.arange(400), 0.05 * 1.02 ** np.arange(400)
    low, high = count_limits(method, x, alpha)
    held = (low[:, None] <= m) & (m <= high[:, None])
    return (poisson.pmf(x[:, None], m) * held).sum(axis=0).mean()


print("what,method,n,alpha,mean")
for n in (1, 5, 10, 50, 200):
    for a in ALPHAS:
        for number, name in enumerate(("wilson", "beta", "mid-P", "jeffreys", "agresti_coull"), 1):
            print("share", number, n, a, f"{share_coverage(name, n, a):.17g}", sep=",")
for a in ALPHAS:
    for number, name in enumerate(("exact", "Byar", "mid-P"), 1):
        print("count", number, 0, a, f"{count_coverage(name, a):.17g}", sep=",")
