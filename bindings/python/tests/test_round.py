"""Rounding: additivity, distances and expectations, recomputed cell by cell."""
import itertools
import math
import random
import unittest

import gdcs


def cube(sizes, numbers, with_totals=None):
    """A table of random counts, and the same as a dictionary with every total added up."""
    with_totals = set(range(len(sizes))) if with_totals is None else with_totals
    table = gdcs.Table([gdcs.Axis(f"axis{i}", "group", total="T" if i in with_totals else None)
                        for i in range(len(sizes))])
    values = {}
    for place in itertools.product(*map(range, sizes)):
        x = int(numbers.expovariate(0.15))
        for labels in above(place, with_totals):
            values[labels] = values.get(labels, 0) + x
    for labels, x in values.items():
        table.set(labels, x)
    return table, values


def above(place, with_totals):
    return itertools.product(*([str(one), "T"] if i in with_totals else [str(one)]
                               for i, one in enumerate(place)))


class Round(unittest.TestCase):
    def check(self, sizes, base, seed, with_totals=None, hold=False):
        table, values = cube(sizes, random.Random(seed), with_totals)
        got = gdcs.round_table(table, base=base, seed=seed, hold=hold)
        sums, beyond, furthest = {}, 0, 0
        for place in itertools.product(*map(range, sizes)):
            labels = tuple(map(str, place))
            rounded = got.table[labels].value
            self.assertIn(rounded, {values[labels] // base * base, -(-values[labels] // base) * base})
            for one in above(place, with_totals or set(range(len(sizes)))):
                sums[one] = sums.get(one, 0) + rounded
        for labels, x in values.items():
            rounded, said = got.table[labels].value, got.intervals[labels]
            self.assertEqual(rounded, sums[labels])
            self.assertTrue(said.lower <= x <= said.upper)
            furthest = max(furthest, abs(rounded - x))
            beyond += abs(rounded - x) >= base
        self.assertEqual((got.beyond, got.furthest), (beyond, furthest))
        self.assertEqual(got.cells, len(values))
        return got

    def test_two_axes_hold_every_total(self):
        for seed, (rows, columns, base) in enumerate([(1, 1, 5), (1, 9, 3), (12, 7, 5), (4, 4, 10),
                                                      (30, 3, 2), (20, 20, 7)]):
            self.assertEqual(self.check((rows, columns), base, seed).beyond, 0)

    def test_more_axes_add_up_too(self):
        for seed in range(10):
            got = self.check((5, 4, 3), 5, seed)
            self.assertLessEqual(got.beyond, got.totals // 10)
        self.check((3, 3, 3, 3), 3, 1)

    def test_a_programme_holds_every_total(self):
        before = after = 0
        for seed in range(3):
            before += self.check((6, 5, 4), 5, seed).beyond
            after += self.check((6, 5, 4), 5, seed, hold=True).beyond
        self.assertGreater(before, 0)
        self.assertEqual(after, 0)

    def test_totals_of_two_of_three_axes_are_held(self):
        for seed in range(5):
            self.assertEqual(self.check((6, 5, 4), 5, seed, {0, 1}).beyond, 0)

    def test_one_seed_one_table(self):
        table, values = cube((6, 5, 4), random.Random(3))
        a, b, c = (gdcs.round_table(table, seed=seed).table for seed in (1, 1, 2))
        self.assertEqual([x.value for _, x in a], [x.value for _, x in b])
        self.assertNotEqual([x.value for _, x in a], [x.value for _, x in c])

    def test_numbers(self):
        got = gdcs.round_each([0, 1, 2, 3, 12, 13], method="conventional")
        self.assertEqual(list(got.value), [0, 0, 0, 5, 10, 15])
        self.assertEqual(list(got.lower), [0, 0, 0, 3, 8, 13])
        self.assertEqual(list(got.upper), [2, 2, 2, 7, 12, 17])

    def test_random_numbers_keep_their_mean(self):
        for rest in range(5):
            got = gdcs.round_each([50.0 + rest] * 10000, seed=rest)
            self.assertLessEqual(set(got.value), {50, 55})
            self.assertLessEqual(abs(sum(got.value) / 10000 - 50 - rest),
                                 5 * math.sqrt(rest * (5 - rest) / 10000))

    def test_variance(self):
        table, _ = cube((3, 2), random.Random(3))
        for base in range(2, 9):
            got = gdcs.round_table(table, base=base)
            rests = [r * (base - r) for r in range(base)]
            self.assertAlmostEqual(got.variance, sum(rests) / base)
            self.assertEqual(got.variance_most, max(rests))

    def test_refusals(self):
        with self.assertRaises(gdcs.ArgumentError):
            gdcs.round_each([1], base=1)
        with self.assertRaises(gdcs.DataError):
            gdcs.round_each([-1])


if __name__ == "__main__":
    unittest.main()
