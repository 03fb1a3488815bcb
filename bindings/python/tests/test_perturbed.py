"""Shares and gaps of perturbed counts against a slow, obvious version."""
import math
import random
import unittest

import gdcs

Z = 1.959963984540054


def slow_share(women, men, variance_women, variance_men, sampling):
    """The ends of the p that are not refused, bisected from the published share outwards."""
    n = women + men

    def kept(p):
        spread = (1 - p) ** 2 * variance_women + p * p * variance_men
        spread += n * p * (1 - p) if sampling else 0
        return abs((1 - p) * women - p * men) <= Z * math.sqrt(spread) + 1e-13 * n

    ends = []
    for end in (0.0, 1.0):
        inside, outside = women / n, end
        if kept(end):
            ends.append(end)
            continue
        for _ in range(200):
            middle = (inside + outside) / 2
            inside, outside = (middle, outside) if kept(middle) else (inside, middle)
        ends.append(inside)
    return ends


class Perturbed(unittest.TestCase):
    def test_shares(self):
        numbers = random.Random(2)
        for run in range(300):
            scale = 10 ** numbers.uniform(0, 6)
            k = [math.floor(numbers.random() * scale), math.floor(numbers.random() * scale) + 1,
                 10 ** numbers.uniform(-1, 4), 10 ** numbers.uniform(-1, 4)]
            for sampling in (False, True):
                got = gdcs.perturbed_share(*k, sampling=sampling)
                lower, upper = slow_share(*k, sampling)
                self.assertAlmostEqual(got.lower, lower, 8, (k, sampling))
                self.assertAlmostEqual(got.upper, upper, 8, (k, sampling))
                self.assertAlmostEqual(got.value, k[0] / (k[0] + k[1]), 14)

    def test_gaps(self):
        a, b = (18, 38, 4, 4), (42, 850, 9, 9)
        got = gdcs.perturbed_gap(a, b)
        x, y = gdcs.perturbed_share(*a), gdcs.perturbed_share(*b)
        self.assertAlmostEqual(got.value, x.value - y.value, 14)
        self.assertAlmostEqual(got.lower, got.value - math.hypot(x.value - x.lower,
                                                                 y.upper - y.value), 12)
        self.assertAlmostEqual(got.upper, got.value + math.hypot(x.upper - x.value,
                                                                 y.value - y.lower), 12)

    def test_arrays(self):
        women, men = [3, 18, 0], [12, 38, 0]
        got = gdcs.perturbed_share(women, men, 2.0, [2.0, 3.0, 4.0])
        for i, (w, m) in enumerate(zip(women, men)):
            one = gdcs.perturbed_share(w, m, 2.0, 2.0 + i)
            self.assertEqual(got.lower[i], one.lower)
            self.assertEqual(gdcs.notes(got.notes[i]), one.notes)
        gaps = gdcs.perturbed_gap((women, men, 2.0), (5, 9))
        self.assertEqual(gaps.upper[1], gdcs.perturbed_gap((18, 38, 2.0), (5, 9)).upper)
        self.assertTrue(math.isnan(gaps.value[2]))

    def test_refusals(self):
        with self.assertRaises(gdcs.DataError):
            gdcs.perturbed_share(-1, 2)


if __name__ == "__main__":
    unittest.main()
