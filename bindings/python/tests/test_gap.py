"""Gaps against slow, obvious versions; arrays against scalars; tables against both."""
import math
import unittest

import gdcs
import slow
from support import needs_numpy, numpy

CASES = [(7, 25, 12, 80), (1, 12, 3, 9), (30, 40, 10, 40), (5, 100, 5, 100)]


class Scalar(unittest.TestCase):
    def assertNear(self, got, expected, message):
        for one, other in zip(got, expected):
            self.assertTrue(math.isclose(one, other, rel_tol=1e-8, abs_tol=1e-10),
                            f"{message}: {got} is not {expected}")

    def test_score_limits(self):
        for case in CASES:
            for level in (0.9, 0.95):
                got = gdcs.gap(*case, level=level)
                self.assertEqual(got.method, "miettinen_nurminen")
                for estimate, limits in (
                        (got.difference, slow.miettinen_nurminen_difference),
                        (got.ratio, slow.miettinen_nurminen_ratio)):
                    self.assertNear((estimate.lower, estimate.upper), limits(*case, 1 - level),
                                    (case, level, limits.__name__))

    def test_square_and_add(self):
        for case in CASES + [(0, 10, 3, 9), (10, 10, 3, 9)]:
            got = gdcs.gap(*case, method="newcombe").difference
            self.assertNear((got.lower, got.upper), slow.newcombe(*case), case)

    def test_values_are_difference_and_quotient(self):
        for part_a, whole_a, part_b, whole_b in CASES:
            got = gdcs.gap(part_a, whole_a, part_b, whole_b)
            a, b = part_a / whole_a, part_b / whole_b
            self.assertNear((got.share_a, got.share_b, got.difference.value, got.ratio.value),
                            (a, b, a - b, a / b), "values")

    def test_women_and_bounds_of_every_way_to_allot_the_unknown(self):
        for a, b in (((3, 7, 2), (5, 5, 1)), ((1, 9, 0), (4, 16, 3)), ((2, 2, 3), (2, 2, 3))):
            got = gdcs.gap_women((a[0], a[1], 0, a[2]), gdcs.Counts(b[0], b[1], unknown=b[2]))
            plain = gdcs.gap(a[0], a[0] + a[1], b[0], b[0] + b[1])
            self.assertEqual(got.difference[:4], plain.difference[:4])
            self.assertEqual(got.ratio[:4], plain.ratio[:4])
            self.assertEqual((got.unknown_a, got.unknown_b), (a[2], b[2]))
            for estimate, bounds in zip((got.difference, got.ratio), slow.gap_bounds(a, b)):
                self.assertNear((estimate.bound_lower, estimate.bound_upper), bounds, (a, b))

    def test_against_a_known_share(self):
        women, men, unknown = 42, 850, 31
        got = gdcs.gap_known((women, men, 0, unknown), 0.2)
        n, limits = women + men, slow.wilson(women, women + men)
        self.assertNear(got.difference[:3], [x - 0.2 for x in (women / n, *limits)], "difference")
        self.assertNear(got.ratio[:3], [x / 0.2 for x in (women / n, *limits)], "ratio")
        self.assertNear((got.difference.bound_lower, got.difference.bound_upper),
                        (women / (n + unknown) - 0.2, (women + unknown) / (n + unknown) - 0.2), "")
        within = gdcs.gap_known((women, men), (0.0, 0.4))
        self.assertTrue(math.isnan(within.difference.value))
        self.assertNear((within.difference.bound_lower, within.ratio.bound_lower),
                        (women / n - 0.4, women / n / 0.4), "interval")
        self.assertIn("interval_cell", within.notes)
        table = gdcs.Table([gdcs.Axis("sex")])
        for code, count in zip(("F", "M", "_U"), (women, men, unknown)):
            table.add((code,), count)
        frame = table.gap_known(0.2).to_dict()
        self.assertEqual(frame["measure"], ["difference", "ratio"])
        self.assertEqual(frame["value"], [got.difference.value, got.ratio.value])
        with self.assertRaises(gdcs.DataError):
            gdcs.gap_known((1, 2), 1.5)

    def test_nested_is_part_against_rest(self):
        for part_a, whole_a, part_b, whole_b in [(7, 25, 19, 105), (1, 12, 4, 21), (5, 5, 9, 40)]:
            got = gdcs.gap_nested(part_a, whole_a, part_b, whole_b)
            f = whole_a / whole_b
            rest = (part_b - part_a, whole_b - whole_a)
            low, high = slow.miettinen_nurminen_difference(part_a, whole_a, *rest, 0.05)
            self.assertNear(got.difference[:3], (part_a / whole_a - part_b / whole_b,
                                                 low * (1 - f), high * (1 - f)), "difference")
            low, high = slow.miettinen_nurminen_ratio(part_a, whole_a, *rest, 0.05)
            self.assertNear(got.ratio[1:3], [1 / (f + (1 - f) / r) if r else 0.0
                                             for r in (low, high)], "ratio")
            self.assertEqual(gdcs.gap_women_nested((part_a, whole_a - part_a),
                                                   (part_b, whole_b - part_b))[:2], got[:2])
        with self.assertRaises(gdcs.Error):
            gdcs.gap_nested(5, 9, 4, 20)

    def test_nested_bounds_of_every_way_to_allot(self):
        (w, m, u), (x, y, v) = (3, 8, 2), (10, 12, 3)
        values = []
        for i in range(u + 1):
            for j in range(u + 1 - i):
                for k in range(v + 1):
                    for n in range(v + 1 - k):
                        a, b = w + i, m + j
                        values.append(a / (a + b) - (a + x + k) / (a + b + x + k + y + n))
        got = gdcs.gap_women_nested((w, m, 0, u), (w + x, m + y, 0, u + v)).difference
        self.assertNear((got.bound_lower, got.bound_upper), (min(values), max(values)), "bounds")

    def test_against_an_estimated_share(self):
        women, men, share = 42, 350, 0.2
        p, limits = women / (women + men), slow.wilson(women, women + men)
        got = gdcs.gap_reference((women, men), share, limits=(0.15, 0.26)).difference
        self.assertNear(got[:3], (p - share,
                                  p - share - math.hypot(p - limits[0], 0.26 - share),
                                  p - share + math.hypot(limits[1] - p, share - 0.15)), "mover")
        n = share * (1 - share) / 0.02 ** 2
        low, high = slow.miettinen_nurminen_difference(women, women + men, share * n, n, 0.05)
        for known in ({"std_error": 0.02}, {"effective_n": n}):
            got = gdcs.gap_reference((women, men), share, **known)
            self.assertNear(got.difference[1:3], (low, high), known)
        table = gdcs.Table([gdcs.Axis("sex")])
        for code, count in zip(("F", "M"), (women, men)):
            table.add((code,), count)
        rows = table.gap_reference(share, std_error=0.02).to_dict()
        self.assertEqual(rows["value"][0], got.difference.value)
        with self.assertRaises(gdcs.Error):
            gdcs.gap_reference((women, men), share)

    def test_exact_covers_what_is_seen(self):
        for case in CASES[:3]:
            got = gdcs.gap(*case, method="exact")
            self.assertLess(got.difference.lower, got.difference.value)
            self.assertGreater(got.difference.upper, got.difference.value)
            self.assertEqual(got.method, "exact")

    def test_refusals(self):
        for name, call in [("GDCS_E_VALUE", dict(part_a=3, whole_a=2, part_b=1, whole_b=2)),
                           ("GDCS_E_VALUE", dict(part_a=-1, whole_a=2, part_b=1, whole_b=2)),
                           ("GDCS_E_EMPTY", dict(part_a=0, whole_a=0, part_b=1, whole_b=2)),
                           ("GDCS_E_LIMIT", dict(part_a=1, whole_a=1e6, part_b=1, whole_b=1e6,
                                                 method="exact")),
                           ("GDCS_E_OPTION", dict(part_a=1, whole_a=2, part_b=1, whole_b=2,
                                                  method="wald"))]:
            with self.subTest(call), self.assertRaises(gdcs.Error) as caught:
                gdcs.gap(**call)
            self.assertEqual(caught.exception.name, name)
        for wrong in ((1,), (1, 2, 3, 4, 5, 6), 7, {"women": 1, "males": 2}):
            with self.assertRaises(TypeError):
                gdcs.gap_women(wrong, (1, 2))
        with self.assertRaises(gdcs.ArgumentError):
            gdcs.gap_women(([1, 2], [3, 4]), (1, 2))


class Arrays(unittest.TestCase):
    def assertEach(self, got, cases=CASES, function=gdcs.gap):
        for row, case in enumerate(cases):
            scalar = function(*case)
            for many, one in ((got.difference, scalar.difference), (got.ratio, scalar.ratio)):
                self.assertEqual([field[row] for field in many[:6]], list(one))

    def test_they_are_the_scalars(self):
        self.assertEach(gdcs.gap(*zip(*CASES)))
        inside = [(7, 25, 19, 105), (1, 12, 4, 21), (5, 5, 9, 40)]
        self.assertEach(gdcs.gap_nested(*zip(*inside)), inside, gdcs.gap_nested)

    @needs_numpy
    def test_numpy(self):
        got = gdcs.gap(*numpy.array(CASES, dtype=float).T)
        self.assertIsInstance(got.ratio.upper, numpy.ndarray)
        self.assertEach(got)


class AgainstShares(unittest.TestCase):
    WOMEN, MEN, UNKNOWN = [7, 1, 30], [18, 11, 10], [0, 2, 0]

    def assertEach(self, got, function):
        for row, counts in enumerate(zip(self.WOMEN, self.MEN, [0] * 3, self.UNKNOWN)):
            one = function(counts, row)
            for many, scalar in ((got.difference, one.difference), (got.ratio, one.ratio)):
                self.assertEqual([field[row] for field in many[:6]], list(scalar))

    def test_known_shares(self):
        a, known = (self.WOMEN, self.MEN, 0, self.UNKNOWN), [0.2, 0.5, 0.3]
        self.assertEach(gdcs.gap_known(a, known),
                        lambda counts, row: gdcs.gap_known(counts, known[row]))
        self.assertEach(gdcs.gap_known(a, 0.25), lambda counts, _: gdcs.gap_known(counts, 0.25))
        got = gdcs.gap_known(a, (0.1, [0.2, 0.5, 0.3]))
        self.assertTrue(math.isnan(got.difference.value[1]))
        self.assertEqual(got.difference.bound_lower[0],
                         gdcs.gap_known((7, 18), (0.1, 0.2)).difference.bound_lower)
        self.assertEqual(list(gdcs.gap_known((7, 18), known).difference.value),
                         [gdcs.gap_known((7, 18), one).difference.value for one in known])
        with self.assertRaises(gdcs.DataError):
            gdcs.gap_known(a, [0.2, 1.5, 0.3])

    def test_estimated_shares(self):
        a, shares = (self.WOMEN, self.MEN, 0, self.UNKNOWN), [0.2, 0.5, 0.3]
        self.assertEach(gdcs.gap_reference(a, shares, std_error=0.02),
                        lambda counts, row: gdcs.gap_reference(counts, shares[row], std_error=0.02))
        self.assertEach(
            gdcs.gap_reference(a, shares, limits=([0.1, 0.4, 0.2], 0.9), method="newcombe"),
            lambda counts, row: gdcs.gap_reference(
                counts, shares[row], limits=((0.1, 0.4, 0.2)[row], 0.9), method="newcombe"))
        mixed = gdcs.gap_reference(a, shares, std_error=[0.1, 0, 0], effective_n=[0, 70, 9])
        self.assertEqual(mixed.ratio.upper[1],
                         gdcs.gap_reference((1, 11), 0.5, effective_n=70).ratio.upper)
        with self.assertRaises(gdcs.DataError):
            gdcs.gap_reference(a, shares, std_error=[0.1, 0, 0])


class Tables(unittest.TestCase):
    def setUp(self):
        self.table = gdcs.Table(["sex", "role"])
        for labels, value in {("F", "protected"): 30, ("M", "protected"): 170,
                              ("_U", "protected"): 4, ("F", "arrested"): 90,
                              ("M", "arrested"): 910}.items():
            self.table[labels] = value

    def test_share_of_women_between_labels(self):
        rows = self.table.gap("role", "protected", "arrested").to_dict()
        one = gdcs.gap_women((30, 170, 0, 4), (90, 910))
        self.assertEqual(rows["measure"], ["difference", "ratio"])
        for row, estimate in enumerate((one.difference, one.ratio)):
            self.assertEqual([rows[name][row] for name in gdcs.Estimate._fields], list(estimate))

    def test_share_of_women_in_a_label_and_in_all(self):
        rows = self.table.gap_nested("role", "protected").to_dict()
        one = gdcs.gap_women_nested((30, 170, 0, 4), (120, 1080, 0, 4))
        for row, estimate in enumerate((one.difference, one.ratio)):
            self.assertEqual([rows[name][row] for name in gdcs.Estimate._fields], list(estimate))

    def test_share_of_a_label_between_women_and_men(self):
        for b in ("arrested", None):
            rows = self.table.gap_by_sex("role", "protected", b).to_dict()
            one = gdcs.gap(30, 120, 170, 1080)
            for row, estimate in enumerate((one.difference, one.ratio)):
                self.assertEqual([rows[name][row] for name in ("value", "lower", "upper")],
                                 list(estimate[:3]))


if __name__ == "__main__":
    unittest.main(verbosity=2)
