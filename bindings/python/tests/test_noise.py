"""Differentially private noise: distributions, budgets, fitted tables against quadratic programming."""
import itertools
import math
import random
import unittest

import gdcs
from test_round import above, cube

try:
    import scipy.optimize
except ImportError:
    scipy = None


class Budget(unittest.TestCase):
    def test_pure_adds_epsilons(self):
        budget = gdcs.Budget(epsilon=1)
        budget.add("first", epsilon=0.25)
        budget.add("second", epsilon=0.75)
        self.assertEqual(budget.state[1:5], (2, 1, 1, 0))
        with self.assertRaises(gdcs.DisclosureError):
            budget.add(epsilon=2 ** -30)
        self.assertEqual(budget.to_frame()["release"].to_list(), ["first", "second"])

    def test_zcdp(self):
        budget = gdcs.Budget(epsilon=1, delta=1e-6)
        total = budget.state.total
        self.assertAlmostEqual(total + 2 * math.sqrt(total * math.log(1e6)), 1, 6)
        budget.add(rho=total)
        self.assertAlmostEqual(budget.state.epsilon, 1, 6)
        budget = gdcs.Budget(rho=1)
        budget.add(epsilon=1)
        self.assertEqual(budget.state.spent, 0.5)
        self.assertEqual(budget.state.epsilon, math.inf)


class Noise(unittest.TestCase):
    def test_moments(self):
        for law in ({"epsilon": 0.5}, {"rho": 0.02}):
            budget = gdcs.Budget(**law) if "rho" in law else gdcs.Budget(epsilon=0.5)
            got = gdcs.noise_each([100.0] * 20000, budget, seed=7, **law)
            errors = [x - 100 for x in got.value]
            variance = sum(x * x for x in errors) / len(errors)
            self.assertLess(abs(sum(errors) / len(errors)), 5 * math.sqrt(got.noise.variance / 2e4))
            self.assertLess(abs(variance / got.noise.variance - 1), 5 * math.sqrt(5 / 2e4))
            self.assertEqual(budget.state.left, 0)
            outside = sum(not a <= 100 <= b for a, b in zip(got.lower, got.upper)) / 2e4
            self.assertLess(outside, 0.05 + 5 * math.sqrt(0.05 * 0.95 / 2e4))

    def test_an_overdrawn_budget_pays_nothing(self):
        budget = gdcs.Budget(epsilon=1)
        for seed in range(4):
            gdcs.noise_each([1, 2], budget, epsilon=0.25, seed=seed)
        with self.assertRaises(gdcs.DisclosureError):
            gdcs.noise_each([1, 2], budget, epsilon=0.01, seed=9)
        self.assertEqual(budget.state.releases, 4)

    def test_tables_are_additive_whole_and_not_negative(self):
        for seed, totals in itertools.product(range(4), ("measured", "sum")):
            table, values = cube((5, 4, 2), random.Random(seed), {0, 1})
            got = gdcs.noise_table(table, gdcs.Budget(epsilon=4), epsilon=1, seed=seed,
                                   totals=totals)
            sums = {}
            for place in itertools.product(range(5), range(4), range(2)):
                x = got.table[tuple(map(str, place))].value
                self.assertTrue(x >= 0 and x == int(x))
                for labels in above(place, {0, 1}):
                    sums[labels] = sums.get(labels, 0) + x
            self.assertEqual({labels: got.table[labels].value for labels in values}, sums)
            self.assertEqual(got.noise.sensitivity, 4 if totals == "measured" else 1)
            self.assertEqual(got.noise.measured, len(values) if totals == "measured" else 40)

    @unittest.skipUnless(scipy, "SciPy is not installed")
    def test_fitted_tables_are_near_those_of_nnls(self):
        """The noisy numbers are the middles of the intervals, where those are not cut off."""
        table, values = cube((5, 4), random.Random(3))
        got = gdcs.noise_table(table, gdcs.Budget(epsilon=4), epsilon=0.5, seed=2)
        places = list(itertools.product(range(5), range(4)))
        noisy = {}
        for labels in values:
            cell = got.intervals[labels]
            noisy[labels] = cell.upper - got.noise.distance
        rows = [[float(labels in above_all) for above_all in
                 (set(above(place, {0, 1})) for place in places)] for labels in noisy]
        fitted, _ = scipy.optimize.nnls(rows, list(noisy.values()))
        if all(value > -got.noise.distance for value in noisy.values()):
            for place, x in zip(places, fitted):
                self.assertLess(abs(got.table[tuple(map(str, place))].value - x), 1 + 1e-6)

    def test_intervals_hold_the_truth_as_often_as_the_level_says(self):
        for law, totals in itertools.product(({"epsilon": 1.0}, {"rho": 0.1}), ("measured", "sum")):
            table, values = cube((4, 3), random.Random(1))
            missed = count = 0
            for seed in range(150):
                got = gdcs.noise_table(table, gdcs.Budget(rho=9), seed=seed, totals=totals,
                                       level=0.9, **law)
                for labels, x in values.items():
                    cell = got.intervals[labels]
                    missed += not cell.lower <= x <= cell.upper
                    count += 1
            self.assertLess(missed / count, 0.1 + 5 * math.sqrt(0.1 * 0.9 / 150))
            self.assertGreater(missed / count, 0.02)

    def test_one_seed_one_release(self):
        table, _ = cube((4, 3), random.Random(1))
        a, b, c = (gdcs.noise_table(table, gdcs.Budget(rho=9), rho=0.01, seed=seed).table
                   for seed in (1, 1, 2))
        self.assertEqual([x.value for _, x in a], [x.value for _, x in b])
        self.assertNotEqual([x.value for _, x in a], [x.value for _, x in c])


if __name__ == "__main__":
    unittest.main()
