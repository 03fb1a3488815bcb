"""Own right against slow, obvious versions; arrays and tables against scalars."""
import itertools
import math
import unittest

import gdcs

OWN, RELATIVES, BASIS = (2, 5, 0, 1), (6, 3, 0, 2), (1, 1, 0, 2)
DEPENDANTS = (3, 9, 0, 1)


def slow(a, b, c, d):
    """Women own, women relatives, men own, men relatives."""
    share = lambda yes, no: yes / (yes + no)
    return {"women": share(a, b), "men": share(c, d), "difference": share(a, b) - share(c, d),
            "ratio": share(a, b) / share(c, d), "odds_ratio": a * d / (b * c),
            "women_own": share(a, c), "women_relatives": share(b, d),
            "women_difference": share(a, c) - share(b, d),
            "women_ratio": share(a, c) / share(b, d), "women_all": (a + b) / (a + b + c + d)}


def allotments():
    """Every way to send each unknown person somewhere."""
    choices = [(0, 2, None)] * OWN[3] + [(1, 3, None)] * RELATIVES[3]
    choices += [(0, 1)] * BASIS[0] + [(2, 3)] * BASIS[1] + [(0, 1, 2, 3, None)] * BASIS[3]
    for places in itertools.product(*choices):
        cells = [OWN[0], RELATIVES[0], OWN[1], RELATIVES[1]]
        for place in places:
            if place is not None:
                cells[place] += 1
        yield slow(*cells)


class Scalar(unittest.TestCase):
    def setUp(self):
        self.got = gdcs.own_right(OWN, RELATIVES, unknown_basis=BASIS, dependants=DEPENDANTS)

    def test_values(self):
        for name, value in slow(2, 6, 5, 3).items():
            if name == "women_all":
                value = 9 / 18
            self.assertAlmostEqual(getattr(self.got, name).value, value, places=13, msg=name)
        self.assertAlmostEqual(self.got.dependants_women.value, 3 / 2)
        self.assertAlmostEqual(self.got.dependants_ratio.value, (3 / 2) / (9 / 5))
        self.assertEqual((self.got.unknown_sex, self.got.unknown_basis), (5, 4))

    def test_bounds(self):
        seen = list(allotments())
        for name in seen[0]:
            low, high = min(one[name] for one in seen), max(one[name] for one in seen)
            got = getattr(self.got, name)
            self.assertLessEqual(got.bound_lower, low + 1e-12, name)
            self.assertGreaterEqual(got.bound_upper, high - 1e-12, name)
            self.assertAlmostEqual(got.bound_lower, low, delta=0.03 * abs(low), msg=name)
            self.assertAlmostEqual(got.bound_upper, high, delta=0.03 * abs(high), msg=name)
        self.assertAlmostEqual(self.got.dependants_women.bound_upper, 4 / 2)
        self.assertAlmostEqual(self.got.dependants_women.bound_lower, 3 / 6)

    def test_without_dependants(self):
        got = gdcs.own_right(OWN, RELATIVES)
        self.assertTrue(math.isnan(got.dependants_women.value))
        self.assertIn("missing_cell", got.notes["dependants_women"])
        self.assertNotIn("missing_cell", got.notes["women"])
        self.assertEqual(got.difference.value, gdcs.gap(2, 8, 5, 8).difference.value)

    def test_arrays_are_the_scalars(self):
        for name in gdcs.OwnRight._fields[:13]:
            many = gdcs.own_right_each(
                name, [2, 7], [5, 8], 6, 3, own_unknown=1, relatives_unknown=2, basis_women=1,
                basis_men=1, basis_unknown=2, dependants_women=3, dependants_men=9,
                dependants_unknown=1)
            self.assertEqual([field[0] for field in many[:6]], list(getattr(self.got, name)))

    def test_table_is_the_scalar(self):
        table = gdcs.Table(["basis", "sex"])
        for label, counts in (("own", OWN), ("relative", RELATIVES), ("?", BASIS),
                              ("dependants", DEPENDANTS)):
            for sex, count in zip(("F", "M", "_O", "_U"), counts):
                table[label, sex] = count
        rows = table.own_right("basis", "own", unknown_basis="?", dependants="dependants").to_dict()
        for row, name in enumerate(rows["measure"]):
            self.assertEqual([rows[field][row] for field in gdcs.Estimate._fields],
                             list(getattr(self.got, name)))

    def test_refusals(self):
        with self.assertRaises(gdcs.Error):
            gdcs.own_right((-1, 2), (3, 4))
        with self.assertRaises(gdcs.Error):
            gdcs.own_right_each("mean", [1], [1], [1], [1])


if __name__ == "__main__":
    unittest.main(verbosity=2)
