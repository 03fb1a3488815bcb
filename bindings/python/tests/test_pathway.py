"""Pathways against slow, obvious versions; tables against arrays."""
import itertools
import math
import unittest
from statistics import NormalDist

import gdcs
from support import needs_numpy, numpy

WOMEN, MEN = [41, 12, 0, 7, 20, 22, 9, 4], [18, 60, 33, 9, 30, 18, 20, 4]
BELOW = ("a", "b", "c", "d")


def z_of(alpha):
    return NormalDist().inv_cdf(1 - alpha / 2)


def wilson(x, n, z):
    middle, half = x + z * z / 2, z * math.sqrt(x * (n - x) / n + z * z / 4)
    return (middle - half) / (n + z * z), (middle + half) / (n + z * z)


def newcombe(x, w, y, m, z):
    (low, high), (less, more) = wilson(x, w, z), wilson(y, m, z)
    p, q = x / w, y / m
    return (p - q - math.hypot(p - low, more - q), p - q + math.hypot(high - p, q - less))


def residual(x, w, y, m):
    p = (x + y) / (w + m)
    return (x / w - y / m) / math.sqrt(p * (1 - p) * (1 / w + 1 / m))


def holm(p):
    order, out, most = sorted(range(len(p)), key=p.__getitem__), [0.0] * len(p), 0.0
    for rank, i in enumerate(order):
        most = out[i] = max(most, min(1.0, (len(p) - rank) * p[i]))
    return out


class Arrays(unittest.TestCase):
    def test_one_family(self):
        got = gdcs.pathway_each_categories(WOMEN, MEN, 4, measure="women")
        newcombes = gdcs.pathway_each_categories(WOMEN, MEN, 4, contrast="newcombe")
        p = []
        for i in range(8):
            w, m = sum(WOMEN[i // 4 * 4:][:4]), sum(MEN[i // 4 * 4:][:4])
            low, high = wilson(WOMEN[i], w, z_of(0.05 / 8))
            self.assertAlmostEqual(got.values.lower[i], low, 12)
            self.assertAlmostEqual(got.values.upper[i], high, 12)
            low, high = newcombe(WOMEN[i], w, MEN[i], m, z_of(0.05 / 8))
            self.assertAlmostEqual(newcombes.values.lower[i], low, 12)
            self.assertAlmostEqual(newcombes.values.upper[i], high, 12)
            z = residual(WOMEN[i], w, MEN[i], m)
            self.assertAlmostEqual(got.tests.statistic[i], z, 12)
            p.append(math.erfc(abs(z) / math.sqrt(2)))
            self.assertAlmostEqual(got.tests.p_value[i], p[-1], 13)
        for one, other in zip(got.adjusted, holm(p)):
            self.assertAlmostEqual(one, other, 13)

    def test_several_answers(self):
        got = gdcs.pathway_each_categories(WOMEN[:4], MEN[:4], answers="several", measure="ratio",
                                           persons={"women": 50, "men": 100}, together="none")
        self.assertAlmostEqual(got.values.value[0], 41 / 50 / (18 / 100), 13)
        self.assertAlmostEqual(got.tests.statistic[1], residual(12, 50, 60, 100), 12)

    def test_bounds_over_all_ways(self):
        """Two categories; persons of unknown sex in the first, women unstated."""
        women, men, unknown, unstated = (5, 4), (3, 6), 2, 3
        got = gdcs.pathway_each_categories(women, men, unknown=[unknown, 0],
                                           unstated={"women": unstated})
        ways = []
        for sex, pathway in itertools.product(range(unknown + 1), range(unstated + 1)):
            x, y = women[0] + sex + pathway, men[0] + unknown - sex
            ways.append(x / (sum(women) + sex + unstated) - y / (sum(men) + unknown - sex))
        # nor need the unstated have any of these pathways, or the unknown be of either sex
        self.assertLessEqual(got.values.bound_lower[0], min(ways) + 1e-12)
        self.assertAlmostEqual(got.values.bound_upper[0], max(ways), 12)

    def test_refusals(self):
        for how in ({"measure": "gap"}, {"method": "wald"}, {"together": "holm"}, {"level": 2}):
            with self.assertRaises(gdcs.ArgumentError):
                gdcs.pathway_each_categories(WOMEN, MEN, **how)
        with self.assertRaises(gdcs.ArgumentError):
            gdcs.pathway_each_categories(WOMEN, MEN, answers="several")
        with self.assertRaises(gdcs.DataError):
            gdcs.pathway_each_categories(WOMEN, MEN, 3)
        with self.assertRaises(gdcs.DataError):
            gdcs.pathway_each_categories(WOMEN, MEN, 4, unstated={"women": [1, 2, 3]})

    @needs_numpy
    def test_numpy(self):
        got = gdcs.pathway_each_categories(numpy.array(WOMEN), numpy.array(MEN), 4)
        plain = gdcs.pathway_each_categories(WOMEN, MEN, 4)
        self.assertIsInstance(got.values.value, numpy.ndarray)
        self.assertEqual(list(got.adjusted), list(plain.adjusted))
        self.assertEqual(list(got.values.upper), list(plain.values.upper))


class Tables(unittest.TestCase):
    def test_table(self):
        table = gdcs.Table([gdcs.Axis("sex", concept="sex"), gdcs.Axis("market"),
                            gdcs.Axis("pathway")])
        for i, (market, pathway) in enumerate(itertools.product(("drugs", "arms"), BELOW)):
            table.add(("F", market, pathway), WOMEN[i])
            table.add(("M", market, pathway), MEN[i])
        got = table.pathway_categories("pathway", "market", measure="difference")
        plain = gdcs.pathway_each_categories(WOMEN, MEN, 4)
        self.assertEqual(list(got["value"]), list(plain.values.value))
        self.assertEqual(list(got["adjusted"]), list(plain.adjusted))
        self.assertEqual(list(got["label"]), list(BELOW) * 2)
        self.assertEqual(got["more"][0], "F")
        table.add(("F", "drugs", "not stated"), 6)
        wide = table.pathway_categories("pathway", "market", unstated="not stated")
        self.assertEqual(len(wide["value"]), 40)
        self.assertLess(wide["bound_lower"][0], plain.values.value[0])


if __name__ == "__main__":
    unittest.main()
