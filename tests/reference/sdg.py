"""Writes sdg.csv: SDG indicators over countries in 40 digits.

    python3 sdg.py > sdg.csv

From the definitions: ratio of sums, mean weighted by population, Garwood's and Wilson's limits.
"""
from mpmath import mpf, nstr, sqrt

from exact import normal_upper_point
from standard import garwood

HOMICIDE, TRAFFICKING, UNSENTENCED, PARTNER = 1, 2, 3, 4
# (indicator, alpha, [(numerator, denominator, population)])
CASES = [
    (HOMICIDE, 0.05, [(70, 4.4e6, 4.4e6), (12, 5.8e6, 5.8e6), (401, 41.6e6, 41.6e6)]),
    (HOMICIDE, 0.01, [(0, 3e5, 3e5), (0, 2e5, 2e5)]),
    (HOMICIDE, 0.05, [(4 * 10**8, 3e9, 3e9), (6 * 10**8, 4e9, 4e9)]),
    (HOMICIDE, 1e-11, [(3, 1e6, 1e6)]),
    (TRAFFICKING, 0.05, [(133, 4.4e6, 4.4e6)]),
    (TRAFFICKING, 0.1, [(133, 4.4e6, 4.4e6), (900, 42e6, 42e6)]),
    (UNSENTENCED, 0.05, [(120, 506, 506), (33, 710, 710), (1600, 3990, 3990)]),
    (UNSENTENCED, 0.05, [(0, 40, 40), (0, 2, 2)]),
    (UNSENTENCED, 0.05, [(7, 7, 7)]),
    (UNSENTENCED, 0.001, [(5 * 10**8, 10**9, 10**9), (3, 9, 9)]),
    (PARTNER, 0.05, [(62, 1450, 3.1e6), (240, 2200, 21e6), (9, 800, 0.9e6)]),
    (PARTNER, 0.05, [(0, 1450, 3.1e6), (0, 2200, 21e6)]),
    (PARTNER, 0.01, [(50, 1000, 1), (900, 1000, 3)]),
    (PARTNER, 0.05, [(62, 1450, 3.1e6)])]


def wilson(p, n, z):
    centre, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (centre - half) / (1 + z * z / n), (centre + half) / (1 + z * z / n)


def main():
    print("indicator,alpha,countries,value,lower,upper,std_error,(numerator,denominator,population)...")
    for indicator, alpha, rows in CASES:
        rows = [tuple(map(mpf, row)) for row in rows]
        tail = mpf(alpha) / 2
        x, n, total = (sum(row[i] for row in rows) for i in range(3))
        if indicator in (HOMICIDE, TRAFFICKING):
            per, value, error = 10**5, x / n, sqrt(x) / n
            limits = [limit / n for limit in garwood(x, tail)]
        elif indicator == UNSENTENCED:
            per, value = 100, x / n
            error, limits = sqrt(value * (1 - value) / n), wilson(value, n, normal_upper_point(tail))
        else:
            per, value = 100, sum(w * a / b for a, b, w in rows) / total
            error = sqrt(sum(w * w * a / b * (1 - a / b) / b for a, b, w in rows)) / total
            asked = total ** 2 / sum(w * w / b for a, b, w in rows)
            limits = wilson(value, asked, normal_upper_point(tail))
        cells = [nstr(c, 17) for row in rows for c in row]
        print(indicator, repr(alpha), len(rows),
              *(nstr(per * v, 17) for v in (value, *limits, error)), *cells, sep=",")


main()
