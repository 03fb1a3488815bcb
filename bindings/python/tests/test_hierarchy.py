"""Hierarchies against slow, obvious versions: every pair of persons, every table."""
import itertools
import math
import unittest

import gdcs
from support import needs_numpy, numpy

TABLES = [([3, 4, 1], [5, 2, 6]), ([0, 2, 5], [4, 1, 0]), ([2, 0, 1, 4], [1, 3, 0, 2])]
RANKS = ["associate", "member", "organiser", "leader"]


def persons(counts):
    return [j for j, count in enumerate(counts) for _ in range(count)]


def by_pairs(women, men):
    """Pairs of a woman and a man: she above, he above, neither."""
    pairs = [(w > m) - (w < m) for w in persons(women) for m in persons(men)]
    return pairs.count(1), pairs.count(-1), pairs.count(0)


def by_tables(women, men, scores):
    """Two-sided exact and mid-P: all ways in which the women may be chosen among the persons."""
    sizes, all_women = [w + m for w, m in zip(women, men)], sum(women)
    seen = sum(w * x for w, x in zip(women, scores))
    mean = all_women * sum(t * x for t, x in zip(sizes, scores)) / sum(sizes)
    total = beyond = at = 0
    for drawn in itertools.product(*[range(t + 1) for t in sizes]):
        if sum(drawn) == all_women:
            ways = math.prod(math.comb(t, i) for t, i in zip(sizes, drawn))
            distance = abs(sum(i * x for i, x in zip(drawn, scores)) - mean) - abs(seen - mean)
            total += ways
            beyond += ways * (distance > 1e-9)
            at += ways * (abs(distance) <= 1e-9)
    return (beyond + at) / total, (beyond + at / 2) / total


class Scalar(unittest.TestCase):
    def assertNear(self, got, expected):
        self.assertTrue(math.isclose(got, expected, rel_tol=1e-10, abs_tol=1e-13),
                        f"{got} is not {expected}")

    def test_values_are_those_of_all_pairs(self):
        for women, men in TABLES:
            above, below, tied = by_pairs(women, men)
            pairs = above + below + tied
            everybody = persons(women) + persons(men)
            apart = sum(a != b for a, b in itertools.combinations(everybody, 2))
            for measure, expected in (("superiority", (above + tied / 2) / pairs),
                                      ("somers_level", (above - below) / pairs),
                                      ("somers_sex", (above - below) / apart),
                                      ("gamma", (above - below) / (above + below)),
                                      ("tau_b", (above - below) / math.sqrt(pairs * apart))):
                got = gdcs.hierarchy(women, men, measure=measure)
                self.assertNear(got.measured.value, expected)
                self.assertEqual(got.measure, measure)

    def test_slope_is_least_squares_over_persons(self):
        for women, men in TABLES:
            x = persons(women) + persons(men)
            y = [1] * sum(women) + [0] * sum(men)
            mx, my = sum(x) / len(x), sum(y) / len(y)
            expected = (sum((a - mx) * (b - my) for a, b in zip(x, y))
                        / sum((a - mx) ** 2 for a in x))
            self.assertNear(gdcs.hierarchy(women, men, measure="slope").measured.value, expected)
            scores = [2 * j for j in range(len(women))]
            got = gdcs.hierarchy(women, men, measure="slope", scores=scores)
            self.assertNear(got.measured.value, expected / 2)

    def test_top(self):
        women, men = [10, 14, 8], [20, 40, 49]
        share, top = 32 / 141, 8 / 57
        got = gdcs.hierarchy(women, men, measure="glass_ceiling_index").measured
        self.assertNear(got.value, share / top)
        gap = gdcs.gap(24, 84, 8, 57)
        self.assertNear(got.lower, (57 + 84 * gap.ratio.lower) / 141)
        got = gdcs.hierarchy(women, men, measure="top_odds_ratio").measured.value
        self.assertNear(got, 8 / 24 / (49 / 60))

    def test_tests_count_every_table(self):
        for women, men in TABLES:
            sizes = [w + m for w, m in zip(women, men)]
            ranks = [sum(sizes[:j]) + (t + 1) / 2 for j, t in enumerate(sizes)]
            for scores, given in ((list(range(len(women))), "integer"), (ranks, "midrank"),
                                  ([0, 1, 5, 6][:len(women)], None)):
                exact, mid_p = by_tables(women, men, scores)
                for name, expected in (("exact", exact), ("mid_p", mid_p)):
                    got = gdcs.hierarchy_test(women, men, test=name, scores=given or scores)
                    self.assertNear(got.tested.p_value, expected)
                    self.assertEqual(got.test, name)

    def test_smoothing_is_the_nearest_monotone_sequence(self):
        women, men = [4, 1, 3, 2, 6], [6, 9, 3, 4, 2]
        shares = [w / (w + m) for w, m in zip(women, men)]
        # Ayer et al.: the largest, over starts, of the least mean up to an end.
        def mean(a, b):
            return sum(women[a:b]) / (sum(women[a:b]) + sum(men[a:b]))
        expected = [max(min(mean(a, b) for b in range(j + 1, 6)) for a in range(j + 1))
                    for j in range(5)]
        got = gdcs.hierarchy_levels(women, men, smooth="rising")
        for one, other, value, share in zip(got.smoothed, expected, got.share.value, shares):
            self.assertNear(one, other)
            self.assertNear(value, share)

    def test_bounds_grow_with_the_unknown(self):
        women, men = [10, 14, 6, 2], [20, 40, 31, 18]
        before = gdcs.hierarchy(women, men).measured
        for unknown in (1, 3, 9):
            got = gdcs.hierarchy(women, men, unknown=[0, unknown, 0, unknown])
            self.assertIn("unknown_present", got.notes)
            self.assertLess(got.measured.bound_lower, before.bound_lower)
            self.assertGreater(got.measured.bound_upper, before.bound_upper)
            before = got.measured

    def test_refusals(self):
        for name, call in [("GDCS_E_VALUE", lambda: gdcs.hierarchy([1, -1], [2, 2])),
                           ("GDCS_E_EMPTY", lambda: gdcs.hierarchy([0, 0], [2, 2])),
                           ("GDCS_E_OPTION", lambda: gdcs.hierarchy([1, 1], [2, 2], top=2)),
                           ("GDCS_E_OPTION", lambda: gdcs.hierarchy([1, 1], [2, 2], scores=[1])),
                           ("GDCS_E_SHAPE", lambda: gdcs.hierarchy_each([1, 1, 1], 2, levels=2)),
                           ("GDCS_E_LIMIT", lambda: gdcs.hierarchy_test([1e9] * 5, 1e9,
                                                                        test="exact"))]:
            with self.assertRaises(gdcs.Error) as caught:
                call()
            self.assertEqual(caught.exception.name, name)


class Fit(unittest.TestCase):
    WOMEN, MEN = [10, 14, 6, 2], [20, 40, 31, 18]

    def likelihood(self, thresholds, b):
        """Of sex alone, from the definition."""
        total = 0.0
        for counts, x in ((self.WOMEN, 1), (self.MEN, 0)):
            below = [0.0] + [1 / (1 + math.exp(b * x - t)) for t in thresholds] + [1.0]
            total += sum(n * math.log(q - p) for n, p, q in zip(counts, below, below[1:]))
        return total

    def test_nothing_near_is_likelier(self):
        got = gdcs.hierarchy_fit(self.WOMEN, self.MEN)
        best = self.likelihood(got.threshold, got.log_odds.value)
        self.assertTrue(math.isclose(best, got.log_likelihood, rel_tol=1e-12))
        for step in (-1e-4, 1e-4):
            self.assertLess(self.likelihood(got.threshold, got.log_odds.value + step), best)
            for j in range(3):
                moved = list(got.threshold)
                moved[j] += step
                self.assertLess(self.likelihood(moved, got.log_odds.value), best)

    def test_two_levels_are_a_two_by_two_table(self):
        got = gdcs.hierarchy_fit([3, 4], [9, 2], limits="wald")
        self.assertTrue(math.isclose(got.odds_ratio.value, 4 * 9 / (3 * 2), rel_tol=1e-10))
        error = math.sqrt(1 / 3 + 1 / 4 + 1 / 9 + 1 / 2)
        self.assertTrue(math.isclose(got.log_odds.std_error, error, rel_tol=1e-9))
        self.assertTrue(math.isnan(got.proportional.p_value))

    def test_covariates_and_separation(self):
        got = gdcs.hierarchy_fit(self.WOMEN * 2, self.MEN * 2, covariates=[[0], [1]])
        self.assertLess(abs(got.coefficient[0]), 1e-9)
        self.assertEqual(len(got.cut), 3)
        apart = gdcs.hierarchy_fit([0, 0, 4], [5, 3, 0])
        self.assertIn("separated", apart.notes)
        self.assertEqual(apart.log_odds.value, math.inf)
        with self.assertRaises(gdcs.Error):
            gdcs.hierarchy_fit(self.WOMEN, self.MEN, covariates=[[0], [1], [2]])


class Many(unittest.TestCase):
    def test_each_is_as_one_by_one(self):
        women, men = [3, 4, 1, 0, 2, 5], [5, 2, 6, 4, 1, 0]
        got = gdcs.hierarchy_each(women, men, levels=3, measure="gamma")
        for i in range(2):
            one = gdcs.hierarchy(women[3 * i:3 * i + 3], men[3 * i:3 * i + 3], measure="gamma")
            self.assertEqual((got.value[i], got.lower[i]), one.measured[:2])

    OFFSETS = [0, 4, 6, 8, 11]
    WOMEN = [10, 14, 6, 2, 3, 4, 5, 1, 1, 0, 4]
    MEN = [20, 40, 31, 18, 9, 2, 0, 0, 5, 3, 2]

    def parts(self):
        for a, b in zip(self.OFFSETS, self.OFFSETS[1:]):
            yield self.WOMEN[a:b], self.MEN[a:b]

    def test_fits_of_unlike_lengths(self):
        got = gdcs.hierarchy_fit_each(self.WOMEN, self.MEN, offsets=self.OFFSETS, level=0.9)
        for i, (women, men) in enumerate(self.parts()):
            if not sum(men):
                self.assertTrue(math.isnan(got.odds_ratio.value[i]))
                self.assertIn("not_estimable", gdcs.notes(got.odds_ratio.notes[i]))
                continue
            one = gdcs.hierarchy_fit(women, men, level=0.9)
            self.assertEqual(got.odds_ratio.value[i], one.odds_ratio.value)
            self.assertEqual(got.odds_ratio.upper[i], one.odds_ratio.upper)
            self.assertEqual(got.odds_ratio.bound_lower[i], one.odds_ratio.value)
            self.assertEqual(got.likelihood_ratio.log10_p[i], one.likelihood_ratio.log10_p)

    def test_bounds_are_those_of_every_allotment_to_the_ends(self):
        women, men, unknown = [2, 3, 1], [1, 4, 3], [1, 0, 2]
        got = gdcs.hierarchy_fit_each(women, men, unknown=unknown, offsets=[0, 3]).odds_ratio
        values = [gdcs.hierarchy_fit([2 + a, 3, 1 + c], [1 + b, 4, 3 + d]).odds_ratio.value
                  for a, b in ((0, 0), (1, 0), (0, 1)) for c in range(3) for d in range(3 - c)]
        self.assertTrue(math.isclose(got.bound_lower[0], min(values), rel_tol=1e-9))
        self.assertTrue(math.isclose(got.bound_upper[0], max(values), rel_tol=1e-9))

    def test_tests_of_unlike_lengths(self):
        got = gdcs.hierarchy_test_each(self.WOMEN, self.MEN, offsets=self.OFFSETS, test="exact")
        for i, (women, men) in enumerate(self.parts()):
            one = gdcs.hierarchy_test(women, men, test="exact" if sum(men) else None)
            self.assertEqual(got.tested.p_value[i], one.tested.p_value)
            self.assertEqual(gdcs.notes(got.notes[i]), one.notes)
        with self.assertRaises(gdcs.Error):
            gdcs.hierarchy_test_each(self.WOMEN, self.MEN, offsets=[0, 4])

    @needs_numpy
    def test_numpy(self):
        women = numpy.array([3.0, 4, 1])
        self.assertEqual(gdcs.hierarchy_levels(women, 5, smooth="falling").smoothed.shape, (3,))
        self.assertEqual(len(gdcs.hierarchy_each(women, 5, levels=3).value), 1)


class Tables(unittest.TestCase):
    def setUp(self):
        self.table = gdcs.Table([gdcs.Axis("sex"), gdcs.Axis("level"), gdcs.Axis("area")])
        for rank, women, men in zip(reversed(RANKS), [2, 6, 14, 10], [18, 31, 40, 20]):
            for area in ("A", "B"):
                self.table.add(("F", rank, area), women)
                self.table.add(("M", rank, area), men)

    def test_rows_are_those_of_the_scalar(self):
        frame = self.table.hierarchy("level", "area", order=RANKS).to_dict()
        self.assertEqual(len(frame["measure"]), 18)
        for i, measure in enumerate(frame["measure"][:9]):
            one = gdcs.hierarchy([10, 14, 6, 2], [20, 40, 31, 18], measure=measure)
            self.assertEqual(frame["value"][i], one.measured.value)
        test = gdcs.hierarchy_test([10, 14, 6, 2], [20, 40, 31, 18], scores="midrank")
        self.assertEqual(frame["p_value"][0], test.tested.p_value)

    def test_fits(self):
        frame = self.table.hierarchy_fit("level", "area", order=RANKS).to_dict()
        one = gdcs.hierarchy_fit([10, 14, 6, 2], [20, 40, 31, 18])
        self.assertEqual(frame["value"], [one.odds_ratio.value] * 2)
        self.assertEqual(frame["p_proportional"], [one.proportional.p_value] * 2)

    def test_levels(self):
        frame = self.table.hierarchy_levels("level", order=RANKS, smooth="falling").to_dict()
        self.assertEqual(frame["level"], RANKS)
        self.assertEqual(frame["women"], [20, 28, 12, 4])
        self.assertEqual(frame["smoothed"], frame["value"])


if __name__ == "__main__":
    unittest.main()
