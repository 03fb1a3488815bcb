"""Adjusted p-values against slow, obvious versions."""
import itertools
import math
import random
import unittest

import gdcs
from support import needs_numpy, numpy

METHODS = ["holm", "bonferroni", "sidak", "holm_sidak", "hochberg", "hommel", "benjamini_hochberg",
           "benjamini_yekutieli"]


def closed(p, local):
    """The closed test: the largest local p-value over all sets of hypotheses that hold one."""
    sets = [s for size in range(1, len(p) + 1) for s in itertools.combinations(range(len(p)), size)]
    value = {s: min(1, local([p[i] for i in s])) for s in sets}
    return [max(value[s] for s in sets if i in s) for i in range(len(p))]


def simes(p):
    return min(len(p) * x / (i + 1) for i, x in enumerate(sorted(p)))


def ranked(p, of):
    """of(rank from 1, value), then the least of those at least as large."""
    order = sorted(p)
    at = [of(i + 1, x) for i, x in enumerate(order)]
    return [min([1] + [a for a, y in zip(at, order) if y >= x]) for x in p]


def slow(method, p):
    m = len(p)
    total = sum(1 / (k + 1) for k in range(m))
    return {
        "holm": lambda: closed(p, lambda s: len(s) * min(s)),
        "bonferroni": lambda: [min(1, m * x) for x in p],
        "sidak": lambda: [1 - (1 - x) ** m for x in p],
        "holm_sidak": lambda: closed(p, lambda s: 1 - (1 - min(s)) ** len(s)),
        "hochberg": lambda: ranked(p, lambda i, x: (m - i + 1) * x),
        "hommel": lambda: closed(p, simes),
        "benjamini_hochberg": lambda: ranked(p, lambda i, x: m * x / i),
        "benjamini_yekutieli": lambda: ranked(p, lambda i, x: total * m * x / i),
    }[method]()


class Multiplicity(unittest.TestCase):
    def assertAll(self, got, expected, message):
        for one, other in itertools.zip_longest(got, expected):
            self.assertTrue(math.isclose(one, other, rel_tol=1e-11), f"{message}: {got}")

    def test_every_method(self):
        numbers = random.Random(7)
        for run in range(12):
            p = [numbers.random() ** (1 + run % 4) for _ in range(1 + run % 8)]
            for method in METHODS:
                self.assertAll(gdcs.multiplicity(p, method=method), slow(method, p), (method, p))

    def test_none_is_no_test(self):
        got = gdcs.multiplicity([0.01, None, 0.2, float("nan")])
        self.assertEqual(list(got)[::2], [0.02, 0.2])
        self.assertTrue(math.isnan(got[1]) and math.isnan(got[3]))

    def test_family(self):
        self.assertEqual(list(gdcs.multiplicity([0.01], method="bonferroni", family=7)), [0.07])
        with self.assertRaises(gdcs.ArgumentError):
            gdcs.multiplicity([0.01, 0.02], family=1)

    def test_refusals(self):
        for bad in ([1.5], [-0.1]):
            with self.assertRaises(gdcs.DataError) as caught:
                gdcs.multiplicity(bad)
            self.assertEqual(caught.exception.row, 1)
        with self.assertRaises(gdcs.ArgumentError):
            gdcs.multiplicity([0.1], method="none")

    @needs_numpy
    def test_numpy_in_numpy_out(self):
        p = numpy.array([0.04, 0.01, 0.03])
        got = gdcs.multiplicity(p)
        self.assertIsInstance(got, numpy.ndarray)
        self.assertAll(got, slow("holm", list(p)), "numpy")


if __name__ == "__main__":
    unittest.main()
