#!/usr/bin/env python3
"""Freeman-Halton's test in whole numbers, every table gone through: python3 association_exact.py > association_exact.csv

Columns: columns of the table, counts (row by row, blanks between), log10 of the p-value.
"""
from fractions import Fraction
from itertools import product
from math import comb, factorial, prod

from mpmath import log10, mp, mpf

mp.dps = 40


def rows_of(total, columns):
    if len(columns) == 1:
        if total <= columns[0]:
            yield (total,)
        return
    for x in range(min(total, columns[0]) + 1):
        for rest in rows_of(total - x, columns[1:]):
            yield (x,) + rest


def tables(rows, columns):
    if len(rows) == 1:
        yield (tuple(columns),)
        return
    for first in rows_of(rows[0], columns):
        left = [c - x for c, x in zip(columns, first)]
        for rest in tables(rows[1:], left):
            yield (first,) + rest


def weight(table):
    """Proportional to the probability: 1 / product of factorials"""
    return Fraction(1, prod(factorial(x) for row in table for x in row))


def p_value(table):
    rows, columns = [sum(row) for row in table], [sum(c) for c in zip(*table)]
    found = weight(table)
    least = total = Fraction(0)
    for other in tables(rows, columns):
        w = weight(other)
        total += w
        least += w if w <= found else 0
    return least / total


def two_by_two(a, b, c, d):
    n1, n2, m = a + b, c + d, a + c
    found = comb(n1, a) * comb(n2, c)
    ways = [comb(n1, x) * comb(n2, m - x) for x in range(max(0, m - n2), min(n1, m) + 1)]
    return Fraction(sum(w for w in ways if w <= found), sum(ways))


print("columns,counts,log10_p")
for columns, counts in [(2, [3, 1, 1, 3]), (2, [5, 0, 0, 4, 2, 3]), (2, [7, 1, 2, 8, 4, 4, 0, 3]), (3, [3, 0, 1, 1, 4, 0, 0, 2, 5]),
                        (3, [1, 1, 1, 1, 1, 1, 2, 0, 0, 0, 2, 1]), (2, [2, 2, 2, 2, 2, 2]), (2, [0, 6, 5, 1, 3, 3, 1, 5, 2, 2]),
                        (4, [2, 0, 3, 1, 0, 4, 1, 1])]:
    table = [tuple(counts[i:i + columns]) for i in range(0, len(counts), columns)]
    p = p_value(table)
    print(f"{columns},{' '.join(map(str, counts))},{mp.nstr(log10(mpf(p.numerator) / p.denominator), 17)}")
for counts in [(700, 20, 15, 690), (2000, 100, 90, 2500), (1, 2999, 12, 1988), (400, 600, 401, 599)]:
    p = two_by_two(*counts)
    print(f"2,{' '.join(map(str, counts))},{mp.nstr(log10(mpf(p.numerator) / p.denominator), 17)}")
