"""Association against slow, obvious versions; arrays and tables against scalars."""
import itertools
import math
import random
import unittest
from fractions import Fraction

import gdcs
from support import needs_numpy, numpy

TABLES = [[[12, 30], [3, 60], [40, 22]], [[3, 1, 4], [1, 5, 9]], [[2, 7, 1], [8, 2, 8], [1, 8, 2]],
          [[5, 5], [5, 5]], [[0, 4], [6, 0]]]


def expected(rows):
    down, n = [sum(column) for column in zip(*rows)], sum(map(sum, rows))
    return [[sum(row) * c / n for c in down] for row in rows]


def chi_square(rows):
    return sum((x - e) ** 2 / e for row, other in zip(rows, expected(rows)) for x, e in zip(row, other))


def likelihood(rows):
    return 2 * sum(x * math.log(x / e) for row, other in zip(rows, expected(rows))
                   for x, e in zip(row, other) if x)


def fillings(total, room):
    return [x for x in itertools.product(*(range(c + 1) for c in room)) if sum(x) == total]


def tables(sums, room):
    if not sums:
        yield []
        return
    for row in fillings(sums[0], room):
        for rest in tables(sums[1:], [c - x for c, x in zip(room, row)]):
            yield [row] + rest


def exact(rows):
    weight = lambda t: Fraction(1, math.prod(math.factorial(x) for row in t for x in row))
    all_of = [weight(t) for t in tables([sum(row) for row in rows], [sum(c) for c in zip(*rows)])]
    return float(sum(w for w in all_of if w <= weight(rows)) / sum(all_of))


class Scalar(unittest.TestCase):
    def test_statistics(self):
        for rows in TABLES:
            got, n, k = gdcs.association(rows), sum(map(sum, rows)), min(len(rows), len(rows[0])) - 1
            self.assertAlmostEqual(got.test.statistic, chi_square(rows), 11)
            self.assertAlmostEqual(got.v.value, math.sqrt(chi_square(rows) / n / k), 13)
            self.assertEqual(got.test.df, (len(rows) - 1) * (len(rows[0]) - 1))
            self.assertAlmostEqual(gdcs.association(rows, method="g").test.statistic,
                                   likelihood(rows), 11)
            if got.test.df == 2:
                self.assertAlmostEqual(got.test.p_value, math.exp(-got.test.statistic / 2), 13)
            self.assertEqual((got.method, got.alpha, got.n), ("pearson", 0.05, n))

    def test_exact(self):
        for rows in ([[3, 1], [1, 3]], [[2, 0, 3], [1, 4, 0]], [[1, 2], [3, 0], [0, 4]]):
            got = gdcs.association(rows, method="exact").test
            self.assertAlmostEqual(got.p_value, exact(rows), 12)
            drawn = gdcs.association(rows, method="simulated_exact", permutations=20000, seed=3)
            self.assertLess(abs(drawn.test.p_value - exact(rows)), 0.02)
            self.assertIn("simulated", drawn.notes)

    def test_cells(self):
        rows = TABLES[2]
        got, e, n = gdcs.association_cells(rows, adjust="bonferroni"), expected(rows), sum(map(sum, rows))
        for i, j in itertools.product(range(3), range(3)):
            r, c = sum(rows[i]), sum(row[j] for row in rows)
            z = (rows[i][j] - e[i][j]) / math.sqrt(e[i][j] * (1 - r / n) * (1 - c / n))
            self.assertAlmostEqual(got.expected[3 * i + j], e[i][j], 13)
            self.assertAlmostEqual(got.standardised[3 * i + j], z, 12)
            self.assertAlmostEqual(got.p_value[3 * i + j], math.erfc(abs(z) / math.sqrt(2)), 13)
            self.assertAlmostEqual(got.p_adjusted[3 * i + j], min(1, 9 * got.p_value[3 * i + j]), 13)

    def test_each(self):
        counts = [x for rows in (TABLES[0], TABLES[0][::-1]) for row in rows for x in row]
        got, one = gdcs.association_each(counts, 3, 2), gdcs.association(TABLES[0])
        for k in range(2):
            self.assertAlmostEqual(got.v.value[k], one.v.value, 14)
            self.assertAlmostEqual(got.tests.log10_p[k], one.test.log10_p, 12)

    def test_refusals(self):
        for bad in ([[1, 2], [3]], [[1, -2], [3, 4]], [[1, 2], [0, 0]]):
            with self.assertRaises(gdcs.DataError):
                gdcs.association(bad)
        with self.assertRaises(gdcs.ArgumentError):
            gdcs.association(TABLES[0], method="fisher")
        with self.assertRaises(gdcs.DataError):
            gdcs.association_each([1, 2, 3], 2, 2)

    @needs_numpy
    def test_numpy(self):
        rows = numpy.array(TABLES[0])
        self.assertEqual(gdcs.association(rows), gdcs.association(TABLES[0]))
        self.assertEqual(gdcs.association(rows.T).test.p_value, gdcs.association(list(zip(*TABLES[0]))).test.p_value)
        cells = gdcs.association_cells(rows)
        self.assertEqual(cells.expected.shape, (3, 2))
        self.assertIsInstance(gdcs.association_each(numpy.ones(8), 2, 2).v.value, numpy.ndarray)


class Tables(unittest.TestCase):
    def setUp(self):
        self.table = gdcs.Table([gdcs.Axis("sex", concept="sex"), gdcs.Axis("court")])
        for court, row in zip("abc", TABLES[0]):
            self.table.add(("F", court), row[0])
            self.table.add(("M", court), row[1])

    def test_table(self):
        got, one = gdcs.association_table(self.table, "court"), gdcs.association(TABLES[0])
        self.assertEqual((got["value"][0], got["p_value"][0], got["lower"][0]),
                         (one.v.value, one.test.p_value, one.v.lower))
        self.table.add(("_U", "a"), 5)
        wide = self.table.association("court", sexes="unknown")
        self.assertEqual(wide["columns"][0], 3)
        bounds = self.table.association("court")
        self.assertLess(bounds["bound_lower"][0], one.v.value)

    def test_cells(self):
        got, one = self.table.association_cells("court"), gdcs.association_cells(TABLES[0])
        self.assertEqual(list(got["standardised"]), list(one.standardised))
        self.assertEqual(list(got["sex"]), ["F", "M"] * 3)
        with self.assertRaises(gdcs.ArgumentError):
            self.table.association_cells("court", sexes="men")


if __name__ == "__main__":
    unittest.main()
