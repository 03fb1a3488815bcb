"""The 2x2 table against slow, obvious versions; arrays against scalars."""
import math
import unittest
from itertools import product
from math import comb

import gdcs
from support import needs_numpy, numpy

CASES = [(7, 25, 12, 80), (1, 12, 3, 9), (30, 40, 10, 40), (5, 100, 5, 100), (9, 13, 4, 14)]
FIELDS = ("difference", "risk_ratio", "risk_ratio_absence", "odds_ratio")


def tail(x, n, y, m, log_odds, share=1.0):
    """P(X >= x) given the margins, of the point x only a share."""
    s = x + y
    weights = {k: comb(n, k) * comb(m, s - k) * math.exp((k - x) * log_odds)
               for k in range(max(0, s - m), min(n, s) + 1)}
    return (sum(w for k, w in weights.items() if k > x) + share * weights[x]) / sum(weights.values())


def limits(x, n, y, m, alpha, share=1.0):
    """Of the odds ratio, by bisection."""
    def root(f):
        low, high = -30.0, 30.0
        for _ in range(100):
            middle = (low + high) / 2
            low, high = (middle, high) if f(middle) else (low, middle)
        return math.exp(low)
    return (root(lambda v: tail(x, n, y, m, v, share) < alpha / 2),
            root(lambda v: tail(y, m, x, n, -v, share) > alpha / 2))


class Scalar(unittest.TestCase):
    def assertNear(self, got, expected, message=""):
        for one, other in zip(got, expected):
            self.assertTrue(math.isclose(one, other, rel_tol=1e-8, abs_tol=1e-12),
                            f"{message}: {got} is not {expected}")

    def test_values(self):
        for x, n, y, m in CASES:
            got = gdcs.ratio(x, n, y, m)
            p, q = x / n, y / m
            self.assertNear([getattr(got, field).value for field in FIELDS],
                            (p - q, p / q, (1 - p) / (1 - q), p / (1 - p) / (q / (1 - q))))
            self.assertEqual((got.n_a, got.n_b, got.risk_a), (n, m, p))

    def test_conditional_limits(self):
        for case, alpha in product(CASES, (0.05, 0.2)):
            for method, share in (("exact", 1.0), ("mid_p", 0.5)):
                got = gdcs.ratio(*case, method=method, alpha=alpha).odds_ratio
                self.assertNear((got.lower, got.upper), limits(*case, alpha, share), (case, method))
                self.assertEqual(got.method, method)

    def test_logarithmic_limits(self):
        for x, n, y, m in CASES:
            odds = gdcs.ratio(x, n, y, m, method="wald").odds_ratio
            width = 1.959963984540054 * math.sqrt(1 / x + 1 / (n - x) + 1 / y + 1 / (m - y))
            self.assertNear((math.log(odds.upper / odds.value), odds.std_error),
                            (width, odds.value * width / 1.959963984540054))

    def test_women_and_men_and_every_way_to_allot_the_unknown(self):
        got = gdcs.ratio_sexes((3, 7, 0, 2), gdcs.Counts(5, 6, unknown=1))
        plain = gdcs.ratio(3, 8, 7, 13)
        ways = [(3 + i, 5 + k, 7 + j, 6 + l) for i in range(3) for j in range(3 - i)
                for k in range(2) for l in range(2 - k)]
        versions = (lambda a, b, c, d: a / (a + b) - c / (c + d),
                    lambda a, b, c, d: a / (a + b) / (c / (c + d)),
                    lambda a, b, c, d: b / (a + b) / (d / (c + d)),
                    lambda a, b, c, d: a * d / (b * c))
        for field, version in zip(FIELDS, versions):
            one, other = getattr(got, field), getattr(plain, field)
            self.assertEqual(one[:4], other[:4])
            values = [version(*way) for way in ways]
            self.assertNear((one.bound_lower, one.bound_upper), (min(values), max(values)), field)
        self.assertEqual(got.unknown, 3)
        self.assertIn("unknown_present", got.notes)

    def test_framings(self):
        self.assertIn("framings", gdcs.ratio(20, 1000, 10, 1000).notes)
        self.assertNotIn("framings", gdcs.ratio(20, 1000, 10, 1000, rule=0.4).notes)

    def test_refusals(self):
        for name, call in [("GDCS_E_VALUE", dict(part_a=3, whole_a=2, part_b=1, whole_b=2)),
                           ("GDCS_E_EMPTY", dict(part_a=0, whole_a=0, part_b=1, whole_b=2)),
                           ("GDCS_E_OPTION", dict(part_a=1, whole_a=2, part_b=1, whole_b=2, rule=2)),
                           ("GDCS_E_OPTION", dict(part_a=1, whole_a=2, part_b=1, whole_b=2,
                                                  method="exactly"))]:
            with self.subTest(call), self.assertRaises(gdcs.Error) as caught:
                gdcs.ratio(**call)
            self.assertEqual(caught.exception.name, name)


def fisher(x, n, y, m):
    s = x + y
    weights = {k: comb(n, k) * comb(m, s - k) for k in range(max(0, s - m), min(n, s) + 1)}
    return (sum(w for w in weights.values() if w <= weights[x] * (1 + 1e-7))
            / sum(weights.values()), sum(w for k, w in weights.items() if k >= x)
            / sum(weights.values()))


def boschloo(x, n, y, m):
    """The largest probability of what Fisher's test finds as extreme, over a grid of risks."""
    seen = fisher(x, n, y, m)[0] * (1 + 1e-9)
    extreme = [(i, j) for i in range(n + 1) for j in range(m + 1) if fisher(i, n, j, m)[0] <= seen]
    return max(sum(comb(n, i) * comb(m, j) * p ** (i + j) * (1 - p) ** (n + m - i - j)
                   for i, j in extreme) for p in (k / 2000 for k in range(1, 2000)))


class Tests(unittest.TestCase):
    def test_fisher(self):
        for case in CASES:
            both, greater = fisher(*case)
            self.assertAlmostEqual(gdcs.ratio_test(*case, test="fisher").p_value, both, 12)
            got = gdcs.ratio_test(*case, test="fisher", alternative="greater")
            self.assertAlmostEqual(got.p_value, greater, 12)
            self.assertEqual((got.test, got.alternative), ("fisher", "greater"))
            self.assertAlmostEqual(10 ** got.log10_p, got.p_value, 12)

    def test_boschloo(self):
        for case in ((3, 9, 1, 7), (7, 10, 2, 12)):
            got = gdcs.ratio_test(*case, test="boschloo").p_value
            self.assertTrue(0 <= got - boschloo(*case) < 1e-6, case)

    def test_chi_square(self):
        for x, n, y, m in CASES:
            b, d, total = n - x, m - y, n + m
            pearson = total * (x * d - b * y) ** 2 / (n * m * (x + y) * (b + d))
            got = gdcs.ratio_test(x, n, y, m)
            self.assertAlmostEqual(got.statistic, pearson * (total - 1) / total, 10)
            self.assertAlmostEqual(got.p_value, math.erfc(math.sqrt(got.statistic / 2)), 12)

    def test_arrays_are_the_scalars(self):
        for name in ("fisher", "g", "barnard"):
            many = gdcs.ratio_test(*zip(*CASES), test=name)
            for row, case in enumerate(CASES):
                one = gdcs.ratio_test(*case, test=name)
                self.assertEqual((many.p_value[row], many.log10_p[row]), one[2:4])
                self.assertEqual(gdcs.notes(many.notes[row]), one.notes)

    @needs_numpy
    def test_numpy(self):
        got = gdcs.ratio_test(*numpy.array(CASES, dtype=float).T, test="mid_p")
        self.assertIsInstance(got.p_value, numpy.ndarray)
        self.assertEqual(got.p_value[1], gdcs.ratio_test(*CASES[1], test="mid_p").p_value)

    def test_refusals(self):
        for name, call in [("GDCS_E_LIMIT", dict(test="barnard", whole_a=1e4)),
                           ("GDCS_E_OPTION", dict(test="z")),
                           ("GDCS_E_OPTION", dict(berger_boos=0.5))]:
            call = {**dict(part_a=1, whole_a=9, part_b=1, whole_b=800), **call}
            with self.subTest(call), self.assertRaises(gdcs.Error) as caught:
                gdcs.ratio_test(**call)
            self.assertEqual(caught.exception.name, name)


class Tables(unittest.TestCase):
    def test_women_and_men_by_group(self):
        table = gdcs.Table(["sex", "role"])
        for labels, value in {("F", "convicted"): 30, ("M", "convicted"): 170,
                              ("_U", "convicted"): 4, ("F", "acquitted"): 90,
                              ("M", "acquitted"): 210}.items():
            table[labels] = value
        one = gdcs.ratio_sexes((30, 170, 0, 4), (90, 210))
        for against in ("acquitted", None):
            rows = table.ratio("role", "convicted", against, test="fisher").to_dict()
            self.assertEqual(rows["measure"], list(FIELDS))
            for row, field in enumerate(FIELDS):
                self.assertEqual([rows[name][row] for name in gdcs.Estimate._fields],
                                 list(getattr(one, field)[:6]))
            self.assertAlmostEqual(rows["p_value"][0], fisher(30, 120, 170, 380)[0], 12)


class Arrays(unittest.TestCase):
    def assertEach(self, got, method):
        for row, case in enumerate(CASES):
            scalar = gdcs.ratio(*case, method=method)
            for field in FIELDS:
                many, one = getattr(got, field), getattr(scalar, field)
                self.assertEqual([values[row] for values in many[:6]], list(one[:6]))
                self.assertEqual(gdcs.notes(many.notes[row]), one.notes)

    def test_they_are_the_scalars(self):
        for method in (None, "exact", "blaker"):
            self.assertEach(gdcs.ratio(*zip(*CASES), method=method), method)

    @needs_numpy
    def test_numpy(self):
        got = gdcs.ratio(*numpy.array(CASES, dtype=float).T)
        self.assertIsInstance(got.odds_ratio.upper, numpy.ndarray)
        self.assertEach(got, None)


if __name__ == "__main__":
    unittest.main(verbosity=2)
