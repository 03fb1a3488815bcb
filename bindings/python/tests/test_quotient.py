"""Over-representation against slow, obvious versions; arrays and tables against scalars."""
import math
import unittest

import gdcs
import slow

CASES = [((7, 18), (19, 86)), ((1, 11), (4, 17)), ((30, 26), (138, 888))]


class Scalar(unittest.TestCase):
    def test_score_limits_and_test(self):
        for part, whole in CASES:
            rest = (whole[0] - part[0], whole[1] - part[1])
            n, m = sum(part), sum(rest)
            f, s = n / (n + m), whole[0] / sum(whole)
            low, high = slow.miettinen_nurminen_ratio(part[0], n, rest[0], m, 0.05)
            got = gdcs.quotient(part, whole)
            for value, wanted in zip(got.quotient[:3], (
                    part[0] / n / s, low / (f * low + 1 - f), high / (f * high + 1 - f))):
                self.assertTrue(math.isclose(value, wanted, rel_tol=1e-8), (part, whole))
            z = (part[0] / n - rest[0] / m) / math.sqrt(
                s * (1 - s) * (1 / n + 1 / m) * (n + m) / (n + m - 1))
            self.assertAlmostEqual(got.test.statistic, z, places=10)
            self.assertAlmostEqual(got.test.p_value, math.erfc(abs(z) / math.sqrt(2)), places=13)

    def test_log_limits(self):
        for (a, b), (c, d) in CASES:
            value = a / (a + b) / (c / (c + d))
            x, n = c - a, c + d - a - b
            va, vx = a * b / (a + b), x * (n - x) / n
            error = math.sqrt((1 / a - 1 / c) ** 2 * va + vx / c ** 2)
            got = gdcs.quotient((a, b), (c, d), method="log").quotient
            self.assertAlmostEqual(got.upper, value * math.exp(1.959963984540054 * error),
                                   places=9)

    def test_refusals(self):
        with self.assertRaises(gdcs.Error):
            gdcs.quotient((5, 1), (4, 9))
        with self.assertRaises(gdcs.Error):
            gdcs.quotient((5, 1), (5, 1))


class Many(unittest.TestCase):
    def test_arrays_are_the_scalars(self):
        got, tests = gdcs.quotients(*zip(*(part + whole for part, whole in CASES)))
        for row, case in enumerate(CASES):
            one = gdcs.quotient(*case)
            self.assertEqual([field[row] for field in got[:6]], list(one.quotient))
            self.assertEqual(tests.p_value[row], one.test.p_value)
            self.assertEqual(tests.log10_p[row], one.test.log10_p)

    def test_a_table_has_every_label(self):
        table = gdcs.Table(["offence", "sex"])
        cells = {"trafficking": (30, 45), "drugs": (20, 310), "extortion": (3, 90)}
        for offence, (women, men) in cells.items():
            table[offence, "F"] = women
            table[offence, "M"] = men
        rows = table.quotient("offence", adjust="bonferroni").to_dict()
        for row, offence in enumerate(rows["offence"]):
            one = gdcs.quotient(cells[offence], (53, 445))
            self.assertAlmostEqual(rows["value"][row], one.quotient.value, places=12)
            self.assertAlmostEqual(rows["p_adjusted"][row], min(3 * one.test.p_value, 1.0),
                                   places=12)


if __name__ == "__main__":
    unittest.main(verbosity=2)
