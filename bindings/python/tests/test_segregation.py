"""Segregation against slow, obvious versions; arrays and tables against scalars."""
import itertools
import math
import unittest

import gdcs
import slow
from support import needs_numpy, numpy

CASES = [([12, 3, 40, 7, 5], [30, 60, 22, 9, 14]), ([4, 9], [9, 2]), ([0, 3, 20], [8, 0, 7]),
         ([0, 5, 0, 6], [0, 9, 4, 1])]
INDICES = sorted(slow.SEGREGATION)


class Scalar(unittest.TestCase):
    def assertNear(self, got, expected, message):
        self.assertTrue(math.isclose(got, expected, rel_tol=1e-12, abs_tol=1e-14),
                        f"{message}: {got} is not {expected}")

    def test_every_index(self):
        for women, men in CASES:
            got = gdcs.segregation_measures(women, men)
            for index in INDICES:
                expected = slow.SEGREGATION[index](women, men)
                self.assertNear(getattr(got, index), expected, (index, women))
                one = gdcs.segregation(women, men, index=index, method="basic", replicates=20)
                self.assertEqual(one.segregation.value, getattr(got, index))
                self.assertEqual((one.index, one.method, one.replicates), (index, "basic", 20))

    def test_defaults(self):
        women, men = CASES[0]
        got = gdcs.segregation(women, men, replicates=200)
        self.assertEqual((got.index, got.method, got.correction, got.alpha),
                         ("dissimilarity", "inversion", "median", 0.05))
        self.assertEqual(got, gdcs.segregation(women, men, index="dissimilarity", sample="persons",
                                               replicates=200, seed=0))
        self.assertNotEqual(got, gdcs.segregation(women, men, replicates=200, seed=1))
        self.assertLessEqual(got.segregation.lower, got.corrected)
        self.assertLessEqual(got.corrected, got.segregation.upper)

    def test_bounds_hold_for_every_sex_of_the_unknown(self):
        women, men, unknown = [3, 5, 1], [4, 2, 6], [2, 0, 1]
        for index in INDICES:
            got = gdcs.segregation(women, men, unknown=unknown, index=index, method="delta",
                                   replicates=10).segregation
            seen = [getattr(gdcs.segregation_measures([w + a for w, a in zip(women, more)],
                                                      [m + u - a for m, u, a in
                                                       zip(men, unknown, more)]), index)
                    for more in itertools.product(*(range(u + 1) for u in unknown))]
            self.assertLessEqual(got.bound_lower, min(seen) + 1e-14, index)
            self.assertGreaterEqual(got.bound_upper, max(seen) - 1e-14, index)
        limits = gdcs.segregation_bounds((women, men, 0, unknown), (women, men, 0, unknown))
        one = gdcs.segregation(women, men, unknown=unknown, replicates=10).segregation
        self.assertEqual(limits, (one.bound_lower, one.bound_upper))

    def test_no_segregation(self):
        women, men = [3, 1, 2], [2, 4, 5]
        got = gdcs.segregation_test(women, men, index="gini", permutations=4000, seed=2)
        exact = slow.permutation_p("gini", women, men)
        self.assertEqual((got.index, got.permutations), ("gini", 4000))
        self.assertAlmostEqual(got.p_value, exact, delta=0.04)
        mean = slow.permutation_mean("dissimilarity", women, men)
        self.assertNear(gdcs.segregation_test(women, men, permutations=10).expected, mean, "mean")

    def test_refusals(self):
        cases = {
            "GDCS_E_EMPTY": (gdcs.DataError, [dict(women=[0, 0], men=[1, 2])]),
            "GDCS_E_VALUE": (gdcs.DataError, [dict(women=[-1, 3], men=[1, 2])]),
            "GDCS_E_SHAPE": (gdcs.DataError, [dict(women=[1, 3], men=[1, 2, 3])]),
            "GDCS_E_OPTION": (gdcs.ArgumentError, [
                dict(women=[1, 3], men=[1, 2], index="duncan"),
                dict(women=[1, 3], men=[1, 2], method="exact"),
                dict(women=[1, 3], men=[1, 2], sample="all"),
                dict(women=[1, 3], men=[1, 2], replicates=3),
                dict(women=[1, 3], men=[1, 2], level=2)]),
        }
        for name, (kind, calls) in cases.items():
            for call in calls:
                with self.subTest(call), self.assertRaises(kind) as caught:
                    gdcs.segregation(**call)
                self.assertEqual(caught.exception.name, name)


class Parts(unittest.TestCase):
    def test_units_add_up(self):
        women, men = CASES[0]
        got, all_of_them = gdcs.segregation_units(women, men), gdcs.segregation_measures(women, men)
        self.assertAlmostEqual(sum(got.mutual_information), all_of_them.mutual_information, 14)
        self.assertAlmostEqual(sum(got.dissimilarity), all_of_them.dissimilarity, 14)
        self.assertAlmostEqual(sum(got.share), 1, 14)
        self.assertAlmostEqual(got.share_women[0], 12 / 42, 15)

    def test_groups(self):
        women, men = CASES[0]
        got = gdcs.segregation_nested(women, men, [0, 1, 0, 1, 2])
        between = gdcs.segregation_measures([52, 10, 5], [52, 69, 14])
        self.assertAlmostEqual(got.mutual_information_between, between.mutual_information, 14)
        self.assertAlmostEqual(sum(got.groups.within), got.mutual_information_within, 14)
        inside = gdcs.segregation_measures([12, 40], [30, 22])
        self.assertAlmostEqual(got.groups.mutual_information[0], inside.mutual_information, 14)
        self.assertAlmostEqual(got.groups.theil[0], inside.theil, 14)
        with self.assertRaises(gdcs.DataError):
            gdcs.segregation_nested(women, men, [0, 1])
        with self.assertRaises(gdcs.DataError):
            gdcs.segregation_nested(women, men, [0, 1, 0, -1, 2])

    def test_change(self):
        before, after = CASES[0], ([20, 9, 33, 2, 6], [22, 51, 30, 17, 6])
        for index in ("mutual_information", "dissimilarity"):
            got = gdcs.segregation_change(before, after, index=index)
            parts = got.entered + got.left + got.women + got.units + got.structure
            self.assertAlmostEqual(got.change, parts, 13)
            self.assertAlmostEqual(got.structure, slow.structural_change(index, before, after), 10)
        self.assertEqual(gdcs.segregation_change(before, after).index, "mutual_information")


class Many(unittest.TestCase):
    def test_each_is_the_scalar_form(self):
        women, men = [4, 9, 2, 0, 0, 0, 30, 2, 5], [9, 3, 3, 4, 5, 6, 9, 20, 4]
        got = gdcs.segregation_each(women, men, units=3, index="theil", replicates=50)
        self.assertTrue(math.isnan(got.segregation.value[1]))
        self.assertIn("not_estimable", gdcs.notes(got.segregation.notes[1]))
        for k in (0, 2):
            one = gdcs.segregation(women[3 * k:3 * k + 3], men[3 * k:3 * k + 3], index="theil",
                                   replicates=50)
            self.assertEqual([field[k] for field in got.segregation][:6], list(one.segregation))
            self.assertEqual(got.corrected[k], one.corrected)
        with self.assertRaises(gdcs.DataError):
            gdcs.segregation_each(women, men, units=4)

    @needs_numpy
    def test_numpy(self):
        women, men = map(numpy.array, CASES[0])
        self.assertIsInstance(gdcs.segregation_units(women, men).linkage, numpy.ndarray)
        got = gdcs.segregation_each(women, men, units=5, method="basic", replicates=20)
        self.assertIsInstance(got.corrected, numpy.ndarray)
        self.assertEqual(got.segregation.value.shape, (1,))


class Tables(unittest.TestCase):
    def setUp(self):
        self.table = gdcs.Table([gdcs.Axis("year"), gdcs.Axis("sex", concept="sex"),
                                 gdcs.Axis("region"), gdcs.Axis("court")])
        self.times = {"1": CASES[0], "2": ([20, 9, 33, 2, 6], [22, 51, 30, 17, 6])}
        for year, (women, men) in self.times.items():
            for i, (w, m) in enumerate(zip(women, men)):
                self.table.add((year, "F", "ns"[i % 2], f"c{i}"), w)
                self.table.add((year, "M", "ns"[i % 2], f"c{i}"), m)

    def test_indices(self):
        got = self.table.segregation("court", ["year"], index="gini", replicates=30,
                                     permutations=20)
        for row, (women, men) in enumerate(self.times.values()):
            one = gdcs.segregation(women, men, index="gini", replicates=30)
            self.assertEqual(got["value"][row], one.segregation.value)
            self.assertEqual(got["lower"][row], one.segregation.lower)
            tested = gdcs.segregation_test(women, men, index="gini", permutations=20)
            self.assertEqual(got["p_value"][row], tested.p_value)
        self.assertEqual(len(self.table.segregation("court", replicates=10)["value"]), 15)

    def test_parts(self):
        units = self.table.segregation_units("court", "year")
        self.assertEqual(list(units["linkage"])[:5], list(gdcs.segregation_units(*CASES[0]).linkage))
        nested = self.table.segregation_nested("court", "region", "year")
        one = gdcs.segregation_nested(*CASES[0], [0, 1, 0, 1, 0])
        self.assertAlmostEqual(nested["value"][0], one.mutual_information, 14)
        change = self.table.segregation_change("court", "year", 1, 2, index="theil")
        two = gdcs.segregation_change(*self.times.values(), index="theil")
        self.assertEqual(list(change["value"]), list(two[:8]))
        with self.assertRaises(gdcs.ArgumentError):
            self.table.segregation("nothing")


if __name__ == "__main__":
    unittest.main()
