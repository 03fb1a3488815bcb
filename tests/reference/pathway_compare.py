"""Reference values of women and men compared over categories: prints pathway_compare.csv.

/usr/bin/python3 tests/reference/pathway_compare.py > tests/reference/pathway_compare.csv

Fractions of whole numbers, and mpmath 1.2 with 40 digits where there are roots; chi-square of SciPy 1.10.

columns: women men what value
"""
from fractions import Fraction

import mpmath as mp
from scipy.stats import chi2_contingency

mp.mp.dps = 40
CASES = [([10, 14, 6, 2], [20, 40, 31, 18]), ([5, 0, 0], [1, 2, 3]), ([1, 1, 1, 1], [0, 7, 3, 9]),
         ([0, 3, 0, 8], [0, 5, 0, 1]), ([10**9, 2 * 10**9, 5 * 10**8], [10**9, 10**9, 10**9]),
         ([3, 0], [0, 4]), ([25, 25, 25, 25], [100, 1, 1, 1]), ([2, 1], [1, 1]),
         ([999, 1, 0, 0, 3], [1, 1, 1, 1, 1000]), ([4, 9, 2, 7, 0, 3, 1], [8, 1, 6, 2, 5, 0, 3])]


def diversity(counts):
    n = sum(counts)
    return 1 - Fraction(sum(x * (x - 1) for x in counts), n * (n - 1))


def error(counts):
    """Simpson (1949), the variance of sum x (x - 1) / (n (n - 1))."""
    n = sum(counts)
    p = [Fraction(x, n) for x in counts]
    two, three = sum(q * q for q in p), sum(q ** 3 for q in p)
    top = 4 * n * (n - 1) * (n - 2) * three + 2 * n * (n - 1) * two \
        - 2 * n * (n - 1) * (2 * n - 3) * two * two
    return mp.sqrt(mp.mpf(top.numerator) / top.denominator) / (n * (n - 1))


def limits(counts):
    n, d, e = sum(counts), diversity(counts), error(counts)
    alpha = mp.mpf(1) / 20
    z = mp.sqrt(2) * mp.erfinv(1 - alpha)
    if d == 0:
        return mp.mpf(0), 1 - (alpha / 2) ** (mp.mpf(2) / n)
    value = mp.mpf(d.numerator) / d.denominator
    if d == 1:
        return max(1 - z * e, mp.mpf(0)), mp.mpf(1)
    step = z * e / (value * (1 - value))
    logit = mp.log(value / (1 - value))
    return 1 / (1 + mp.exp(step - logit)), 1 / (1 + mp.exp(-step - logit))


def dissimilarity(women, men):
    w, m = sum(women), sum(men)
    return sum(abs(Fraction(x, w) - Fraction(y, m)) for x, y in zip(women, men)) / 2


def row(women, men, what, value):
    if isinstance(value, Fraction):
        value = mp.mpf(value.numerator) / value.denominator
    print(" ".join(map(str, women)), " ".join(map(str, men)), what, mp.nstr(mp.mpf(value), 17),
          sep=",")


print("women,men,what,value")
for women, men in CASES:
    kept = [(x, y) for x, y in zip(women, men) if x + y]
    chi = chi2_contingency(list(zip(*kept)), correction=False)
    row(women, men, "statistic", chi[0])
    row(women, men, "cramers_v", mp.sqrt(mp.mpf(float(chi[0])) / (sum(women) + sum(men))))
    row(women, men, "dissimilarity", dissimilarity(women, men))
    for name, counts in (("women", women), ("men", men)):
        row(women, men, f"diversity_{name}", diversity(counts))
        row(women, men, f"error_{name}", error(counts))
        low, high = limits(counts)
        row(women, men, f"lower_{name}", low)
        row(women, men, f"upper_{name}", high)
    row(women, men, "difference", diversity(women) - diversity(men))
