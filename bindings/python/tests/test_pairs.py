"""Paired shares against slow, obvious versions; arrays against scalars."""
import math
import unittest

import gdcs
from support import needs_numpy, numpy

CASES = [(1, 1, 7, 12), (20, 12, 2, 16), (36, 14, 6, 80), (4, 9, 9, 5)]
Z = 1.959963984540054


def tango(both, first, second, neither):
    """Every value of a grid that the score test, maximised on another grid, does not reject."""
    n = both + first + second + neither
    kept = []
    for i in range(-1998, 1999):
        delta = i / 2000
        a, b = 2 * n, -first - second + (2 * n - first + second) * delta
        q = (math.sqrt(b * b + 4 * a * second * delta * (1 - delta)) - b) / (2 * a)
        v = n * (2 * q + delta * (1 - delta))
        if abs(first - second - n * delta) <= Z * math.sqrt(v):
            kept.append(delta)
    return min(kept), max(kept)


def mc_nemar(first, second, mid):
    n, k = first + second, min(first, second)
    if first == second:
        return 1.0
    mass = [math.comb(n, i) / 2 ** n for i in range(k + 1)]
    return 2 * sum(mass) - (mass[k] if mid else 0)


class Scalar(unittest.TestCase):
    def test_values(self):
        for both, first, second, neither in CASES:
            n = both + first + second + neither
            got = gdcs.pairs(both, first, second, neither)
            self.assertAlmostEqual(got.difference.value, (both + first) / n - (both + second) / n)
            self.assertAlmostEqual(got.ratio.value, (both + first) / (both + second))
            self.assertAlmostEqual(got.odds.value, first / second)
            self.assertEqual(got.n, n)

    def test_score_limits(self):
        for case in CASES:
            got, slow = gdcs.pairs(*case).difference, tango(*case)
            self.assertLessEqual(abs(got.lower - slow[0]), 1 / 2000)
            self.assertLessEqual(abs(got.upper - slow[1]), 1 / 2000)

    def test_bonett_price(self):
        for case in CASES:
            both, first, second, neither = case
            n = sum(case) + 2
            p, q = (first + 1) / n, (second + 1) / n
            half = Z * math.sqrt((p + q - (p - q) ** 2) / n)
            got = gdcs.pairs(*case, method="bonett_price").difference
            self.assertAlmostEqual(got.lower, p - q - half, places=12)
            self.assertAlmostEqual(got.upper, p - q + half, places=12)

    def test_newcombe_prints_what_he_printed(self):
        got = gdcs.pairs(1, 1, 7, 12, method="newcombe").difference
        self.assertEqual((round(got.lower, 3), round(got.upper, 3)), (-0.507, -0.026))

    def test_tests(self):
        for both, first, second, neither in CASES:
            for name, mid in (("exact", False), ("mid_p", True)):
                got = gdcs.pairs_test(both, first, second, neither, test=name)
                self.assertAlmostEqual(got.p_value, mc_nemar(first, second, mid), places=13)
            got = gdcs.pairs_test(both, first, second, neither, test="score")
            chi = (first - second) ** 2 / (first + second)
            self.assertAlmostEqual(got.statistic, chi)
            self.assertAlmostEqual(got.p_value, math.erfc(math.sqrt(chi / 2)), places=13)

    def test_refusals(self):
        for name, call in (("GDCS_E_EMPTY", lambda: gdcs.pairs(0, 0, 0, 0)),
                           ("GDCS_E_VALUE", lambda: gdcs.pairs(0, -1, 0, 0)),
                           ("GDCS_E_OPTION", lambda: gdcs.pairs(1, 1, 1, 1, method="wald")),
                           ("GDCS_E_VALUE", lambda: gdcs.pairs_test(1, 1.5, 1, 1))):
            with self.assertRaises(gdcs.Error) as caught:
                call()
            self.assertEqual(caught.exception.name, name)


class Arrays(unittest.TestCase):
    def test_they_are_the_scalars(self):
        got, tests = gdcs.pairs(*zip(*CASES)), gdcs.pairs_test(*zip(*CASES))
        for row, case in enumerate(CASES):
            one = gdcs.pairs(*case)
            for many, alone in zip(got, one[:3]):
                self.assertEqual([field[row] for field in many[:6]], list(alone))
            self.assertEqual(tests.p_value[row], gdcs.pairs_test(*case).p_value)

    @needs_numpy
    def test_numpy(self):
        got = gdcs.pairs(*numpy.array(CASES, dtype=float).T)
        self.assertIsInstance(got.odds.upper, numpy.ndarray)


class Tables(unittest.TestCase):
    def setUp(self):
        self.table = gdcs.Table(["sex", "before", "after"])
        for sex, counts in (("F", (21, 9, 2, 12)), ("M", (30, 5, 6, 11))):
            for (before, after), count in zip(((1, 1), (1, 0), (0, 1), (0, 0)), counts):
                self.table.add((sex, before, after), count)

    def test_rows_are_those_of_women_and_of_men(self):
        got = gdcs.pairs_table(self.table, ("before", 1), ("after", 1, 0), method="newcombe")
        self.assertEqual(list(got["group"]), ["women"] * 3 + ["men"] * 3)
        for row, counts in ((0, (21, 9, 2, 12)), (3, (30, 5, 6, 11))):
            one = gdcs.pairs(*counts, method="newcombe")
            for at, estimate in enumerate((one.difference, one.ratio, one.odds)):
                self.assertEqual([got[name][row + at] for name in ("value", "lower", "upper")],
                                 list(estimate[:3]))
            self.assertEqual(got["p_value"][row], gdcs.pairs_test(*counts).p_value)

    def test_bounds_of_every_way_to_allot_the_unknown(self):
        self.table.add(("_U", 1, 0), 2)
        self.table.add(("_U", 0, 0), 1)
        got = gdcs.pairs_table(self.table, ("before", 1), ("after", 1))
        ways = [gdcs.pairs(21, 9 + i, 2, 12 + j) for i in range(3) for j in range(2)]
        for row, of in enumerate(([w.difference.value for w in ways], [w.ratio.value for w in ways],
                                  [w.odds.value for w in ways])):
            self.assertAlmostEqual(got["bound_lower"][row], min(of), 13)
            self.assertAlmostEqual(got["bound_upper"][row], max(of), 13)

    def test_refusals(self):
        for first, second in ((("no", 1), ("after", 1)), (("before", 7), ("after", 1)),
                              (("before", 1), ("before", 1)), (("before", 1, 1), ("after", 1))):
            with self.assertRaises((gdcs.ArgumentError, gdcs.DataError)):
                gdcs.pairs_table(self.table, first, second)


if __name__ == "__main__":
    unittest.main(verbosity=2)
