"""Writes share_design.csv: the share of women from clusters and from weighted persons.

    python3 share_design.py > share_design.csv

From the definitions, in 40 digits (mpmath): the ratio estimator with its residuals, Student's quantile by
inverting the beta tail, Wilson's limits and those of Korn and Graubard.  A row: method (1 Wilson, 2
Clopper-Pearson), number of units, then share, std_error, effective_n, design_effect, lower, upper, then
women and men of each unit; weighted persons are those of whom one is 0, "w" in the first column.
"""
from mpmath import findroot, mpf, nstr, sqrt
from scipy.stats import t as student

from exact import beta_lower
from share import clopper_pearson_lower

CLUSTERS = [[(3, 17), (5, 9), (0, 12), (8, 2)], [(1, 1), (2, 2), (3, 3)], [(0, 5), (0, 9), (0, 2)], [(4, 0), (6, 0)],
            [(41, 174), (12, 30), (7, 90), (22, 41), (3, 3), (19, 77)], [(2, 8), (1, 9), (3, 7), (2, 8), (2, 8)],
            [(100000, 900000), (130000, 870000), (90000, 910000)], [(1, 0), (0, 1), (1, 0), (0, 1), (1, 0), (0, 1)]]
WEIGHTED = [[(2.5, 0), (0, 1.5), (0, 3), (1, 0), (0, 2), (0, 0.5), (0, 4)], [(1, 0), (1, 0), (0, 1), (0, 1), (0, 1)],
            [(0, 3), (0, 1), (0, 2)], [(0.25, 0), (0, 8), (0, 8), (0, 8), (0, 8), (0, 8), (0.5, 0), (0, 8)]]


def t_point(df, tail):
    """P(T > t) = tail, by the tail of a beta."""
    df = mpf(df)
    return findroot(lambda t: beta_lower(df / 2, mpf(1) / 2, df / (df + t * t)) / 2 - tail,
                    student.isf(float(tail), float(df)))


def wilson(yes, no, z):
    n = yes + no
    root = z * sqrt(yes * no / n + z * z / 4)
    return ((yes + z * z / 2 - root) / (n + z * z) if yes else mpf(0),
            (yes + z * z / 2 + root) / (n + z * z) if no else mpf(1))


def design(units, method, alpha, weighted):
    units = [(mpf(y), mpf(n)) for y, n in units]
    yes, no, k = sum(u[0] for u in units), sum(u[1] for u in units), len(units)
    n, persons = yes + no, mpf(k) if weighted else yes + no
    p, q = yes / n, no / n
    variance = mpf(k) / (k - 1) * sum((y - p * (y + m)) ** 2 for y, m in units) / n ** 2
    free = p * q / variance if p and q and variance else (
        n * n / sum((y + m) ** 2 for y, m in units) if not (p and q) else mpf("inf"))
    size = min(free, persons)
    t = t_point(k - 1, mpf(alpha) / 2)
    if method == 1:
        limits = wilson(size * p, size * q, t)
    else:
        n_star = min(size * (t_point(persons - 1, mpf(alpha) / 2) / t) ** 2, persons)
        tail = mpf(alpha) / 2
        limits = (clopper_pearson_lower(n_star * p, n_star * q, tail),
                  1 - clopper_pearson_lower(n_star * q, n_star * p, tail))
    return p, sqrt(variance), size, persons / free, *limits


print("kind,method,alpha,units,share,std_error,effective_n,design_effect,lower,upper,women and men of each")
for kind, samples in (("c", CLUSTERS), ("w", WEIGHTED)):
    for units in samples:
        for method in (1, 2):
            for alpha in (0.05, 0.01):
                got = design(units, method, alpha, kind == "w")
                print(kind, method, repr(alpha), len(units), *(nstr(v, 17) for v in got),
                      *(x for u in units for x in u), sep=",")
