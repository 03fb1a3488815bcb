"""Access ratios against slow, obvious versions; arrays and tables against scalars."""
import math
import unittest

import gdcs


def odds(p):
    return p / (1 - p)


class Scalar(unittest.TestCase):
    def test_points(self):
        got = gdcs.access(0.08, 0.4, n_programme=300, n_eligible=500)
        value = odds(0.08) / odds(0.4)
        error = math.sqrt(1 / (300 * 0.08 * 0.92) + 1 / (500 * 0.4 * 0.6))
        self.assertAlmostEqual(got.ratio.value, value, places=12)
        self.assertAlmostEqual(got.ratio.upper, value * math.exp(1.959963984540054 * error),
                               places=9)
        self.assertEqual(got.notes, frozenset())

    def test_intervals(self):
        got = gdcs.access((0.05, 0.1), (0.3, 0.4), n_programme=200)
        values = [odds(p) / odds(q) for p in (0.05, 0.1) for q in (0.3, 0.4)]
        self.assertAlmostEqual(got.ratio.bound_lower, min(values), places=12)
        self.assertAlmostEqual(got.ratio.bound_upper, max(values), places=12)
        self.assertLess(got.ratio.lower, min(values))
        self.assertTrue(math.isnan(got.ratio.value))
        self.assertIn("interval_cell", got.notes)

    def test_up_to_40_and_under_10_per_cent(self):
        got = gdcs.access((0.0, 0.1), (0.0, 0.4)).ratio
        self.assertEqual((got.bound_lower, got.bound_upper), (0.0, math.inf))
        self.assertAlmostEqual(gdcs.access((0.0, 0.1), 0.4).ratio.bound_upper, 1 / 6)

    def test_counts(self):
        got = gdcs.access_counts((4, 50, 0, 3), (40, 90)).ratio
        self.assertAlmostEqual(got.value, 4 / 50 / (40 / 90))
        self.assertAlmostEqual(got.bound_upper, 7 / 50 / (40 / 90))
        table = gdcs.Table(["role", "sex"])
        for labels, count in {("protected", "F"): 4, ("protected", "M"): 50,
                              ("protected", "_U"): 3, ("member", "F"): 40,
                              ("member", "M"): 90}.items():
            table[labels] = count
        rows = table.access("role", "protected", "member").to_dict()
        self.assertEqual([rows[name][0] for name in gdcs.Estimate._fields], list(got))

    def test_arrays_are_the_scalars(self):
        many = gdcs.access_each([0.05, 0.0], [0.1, 0.1], 0.3, 0.4, n_programme=[200, 50])
        for row, one in enumerate((gdcs.access((0.05, 0.1), (0.3, 0.4), n_programme=200),
                                   gdcs.access((0.0, 0.1), (0.3, 0.4), n_programme=50))):
            for field, wanted in zip(many[:6], one.ratio):
                self.assertTrue(field[row] == wanted or math.isnan(wanted))

    def test_refusals(self):
        with self.assertRaises(gdcs.Error):
            gdcs.access(1.2, 0.3)
        with self.assertRaises(gdcs.Error):
            gdcs.access((0.5, 0.3), 0.3)


if __name__ == "__main__":
    unittest.main(verbosity=2)
