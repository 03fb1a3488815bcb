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
                                           persons={"women": 50, "men": 100}, simultaneous="none")
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
        for how in ({"measure": "gap"}, {"method": "wald"}, {"simultaneous": "holm"}, {"level": 2}):
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


def unlike(counts):
    """All pairs of persons: the share of those in unlike categories."""
    persons = [i for i, count in enumerate(counts) for _ in range(count)]
    pairs = list(itertools.combinations(persons, 2))
    return sum(a != b for a, b in pairs) / len(pairs)


class Wholes(unittest.TestCase):
    A, B = [4, 9, 2, 0], [8, 1, 6, 3]

    def assertNear(self, got, expected):
        self.assertTrue(math.isclose(got, expected, rel_tol=1e-12, abs_tol=1e-15),
                        f"{got} is not {expected}")

    def test_by_definition(self):
        got = gdcs.pathway(self.A, self.B, replicates=10)
        w, m = sum(self.A), sum(self.B)
        total = w + m
        chi = sum((count - of * (x + y) / total) ** 2 / (of * (x + y) / total)
                  for x, y in zip(self.A, self.B) for count, of in ((x, w), (y, m)))
        self.assertNear(got.test.statistic, chi)
        self.assertNear(got.v.value, math.sqrt(chi / total))
        self.assertNear(got.dissimilarity.value,
                        sum(abs(x / w - y / m) for x, y in zip(self.A, self.B)) / 2)
        self.assertNear(got.diversity_women.value, unlike(self.A))
        self.assertNear(got.diversity_men.value, unlike(self.B))
        self.assertNear(got.diversity_difference.value, unlike(self.A) - unlike(self.B))
        self.assertEqual((got.mode_women, got.mode_men, got.categories), (1, 0, 4))
        self.assertEqual((got.test_method, got.method, got.replicates),
                         ("pearson", "inversion", 10))

    def test_arrays_are_as_one_by_one(self):
        one = gdcs.pathway(self.A, self.B, replicates=10, level=0.9)
        for measure, name in (("cramers_v", "v"), ("dissimilarity", "dissimilarity"),
                              ("diversity_men", "diversity_men")):
            got = gdcs.pathway_each(self.B + self.A, self.A + self.B, 4, measure=measure,
                                    replicates=10, level=0.9)
            self.assertEqual([getattr(got.values, key)[1] for key in ("value", "lower", "upper")],
                             list(getattr(one, name)[:3]))
            self.assertNear(got.tests.p_value[0], one.test.p_value)

    def test_bounds_over_all_ways(self):
        women, men, unknown = [2, 3, 1], [1, 4, 3], [2, 0, 1]
        got = gdcs.pathway(women, men, unknown=unknown, unstated={"women": 1}, replicates=10)
        for first, last, place in itertools.product(((2, 0), (1, 1), (0, 2), (0, 0)),
                                                    ((1, 0), (0, 1), (0, 0)), range(3)):
            w = [women[0] + first[0], women[1], women[2] + last[0]]
            w[place] += 1
            m = [men[0] + first[1], men[1], men[2] + last[1]]
            one = gdcs.pathway(w, m, replicates=10)
            for name in ("v", "dissimilarity", "diversity_women", "diversity_men",
                         "diversity_difference"):
                bounds, value = getattr(got, name), getattr(one, name).value
                self.assertLessEqual(bounds.bound_lower, value + 1e-12)
                self.assertGreaterEqual(bounds.bound_upper, value - 1e-12)

    def test_table(self):
        table = gdcs.Table([gdcs.Axis("sex"), gdcs.Axis("way")])
        for i, way in enumerate(BELOW):
            table.add(("F", way), self.A[i])
            table.add(("M", way), self.B[i])
        frame = table.pathway("way", replicates=10).to_dict()
        one = gdcs.pathway(self.A, self.B, replicates=10)
        self.assertEqual(frame["value"], [one.v.value, one.dissimilarity.value,
                                          one.diversity_women.value, one.diversity_men.value,
                                          one.diversity_difference.value])
        self.assertEqual((frame["mode_women"][0], frame["mode_men"][0]), ("b", "a"))

    def test_refusals(self):
        for name, ask in [("GDCS_E_EMPTY", lambda: gdcs.pathway([1, 2], [0, 0])),
                          ("GDCS_E_OPTION", lambda: gdcs.pathway([1, 2], [2, 2], test="t")),
                          ("GDCS_E_OPTION", lambda: gdcs.pathway([1, 2], [2, 2], replicates=3)),
                          ("GDCS_E_SHAPE", lambda: gdcs.pathway_each([1, 2, 3], 1, 2))]:
            with self.assertRaises(gdcs.Error) as caught:
                ask()
            self.assertEqual(caught.exception.name, name)

    @needs_numpy
    def test_numpy(self):
        got = gdcs.pathway_each(numpy.array([1.0, 2, 3, 4]), [2, 2, 1, 9], 2)
        self.assertEqual(got.values.value.shape, (2,))


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
        self.assertEqual(list(got["p_adjusted"]), list(plain.adjusted))
        self.assertEqual(list(got["label"]), list(BELOW) * 2)
        self.assertEqual(got["more"][0], "F")
        table.add(("F", "drugs", "not stated"), 6)
        wide = table.pathway_categories("pathway", "market", unstated="not stated")
        self.assertEqual(len(wide["value"]), 40)
        self.assertLess(wide["bound_lower"][0], plain.values.value[0])


if __name__ == "__main__":
    unittest.main()
