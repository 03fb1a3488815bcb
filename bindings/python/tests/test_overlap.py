"""The overlap against slow, obvious versions and statsmodels; arrays against scalars."""
import math
import random
import unittest

import gdcs

CASES = [(10, 30, 20, 140), (7, 3, 4, 20), (40, 60, 60, 90), (2, 30, 25, 3), (325, 45, 60, 820)]
Z = 1.959963984540054


def measures(a, b, c, d):
    n = a + b + c + d
    seen = (a + d) / n
    chance = ((a + b) * (a + c) + (c + d) * (b + d)) / n ** 2
    return {"victim_only": b / (a + b + c), "offender_only": c / (a + b + c),
            "both": a / (a + b + c), "offenders_victims": a / (a + c),
            "victims_offenders": a / (a + b), "odds_ratio": a * d / (b * c),
            "lift": a * n / ((a + b) * (a + c)), "kappa": (seen - chance) / (1 - chance),
            "phi": (a * d - b * c) / math.sqrt((a + b) * (c + d) * (a + c) * (b + d)),
            "yules_q": (a * d - b * c) / (a * d + b * c)}


def zelen(x, y):
    """Every split of those who are both, by binomial coefficients."""
    def mass(a, one):
        v, o, n = one[0] + one[1], one[0] + one[2], sum(one)
        if a < max(0, v + o - n) or a > min(v, o):
            return 0
        return math.comb(v, a) * math.comb(n - v, o - a)
    s = x[0] + y[0]
    all_masses = [mass(a, x) * mass(s - a, y) for a in range(s + 1)]
    seen = mass(x[0], x) * mass(y[0], y)
    return sum(m for m in all_masses if m <= seen) / sum(all_masses)


class Scalar(unittest.TestCase):
    def test_values(self):
        for case in CASES:
            got = gdcs.overlap(*case)
            for name, value in measures(*case).items():
                self.assertAlmostEqual(getattr(got, name).value, value, places=12, msg=name)

    def test_kappa_as_statsmodels(self):
        try:
            from statsmodels.stats.inter_rater import cohens_kappa
        except ImportError:
            self.skipTest("needs statsmodels")
        for a, b, c, d in CASES:
            theirs = cohens_kappa([[a, b], [c, d]])
            got = gdcs.overlap(a, b, c, d).kappa
            self.assertAlmostEqual(got.value, theirs.kappa, places=12)
            self.assertAlmostEqual(got.std_error, theirs.std_kappa, places=12)
            self.assertAlmostEqual(got.lower, theirs.kappa_low, places=12)
            self.assertAlmostEqual(got.upper, theirs.kappa_upp, places=12)

    def test_jaccard_is_a_share_by_wilson(self):
        for a, b, c, d in CASES:
            n, p = a + b + c, a / (a + b + c)
            middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
            half = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
            got = gdcs.overlap(a, b, c, d).both
            self.assertAlmostEqual(got.lower, middle - half, places=12)
            self.assertAlmostEqual(got.upper, middle + half, places=12)

    def test_tetrachoric_as_scipy(self):
        try:
            from scipy.stats import multivariate_normal, norm
        except ImportError:
            self.skipTest("needs scipy")
        for a, b, c, d in CASES:
            n, r = a + b + c + d, gdcs.overlap(a, b, c, d).tetrachoric.value
            at = norm.ppf([(a + b) / n, (a + c) / n])
            both = multivariate_normal.cdf(at, cov=[[1, r], [r, 1]])
            self.assertAlmostEqual(both, a / n, places=12)

    def test_neither_may_be_unknown(self):
        got = gdcs.overlap(10, 30, 20)
        self.assertAlmostEqual(got.both.value, 1 / 6)
        self.assertTrue(math.isnan(got.phi.value))
        self.assertIn("missing_cell", got.notes)
        self.assertEqual((got.odds_ratio.bound_lower, got.odds_ratio.bound_upper), (0, math.inf))

    def test_refusals(self):
        for name, call in (("GDCS_E_EMPTY", lambda: gdcs.overlap(0, 0, 0, 5)),
                           ("GDCS_E_VALUE", lambda: gdcs.overlap(-1, 0, 0, 5)),
                           ("GDCS_E_OPTION", lambda: gdcs.overlap(1, 1, 1, 1, odds_method="no"))):
            with self.assertRaises(gdcs.Error) as caught:
                call()
            self.assertEqual(caught.exception.name, name)


class Sexes(unittest.TestCase):
    def test_homogeneity(self):
        for x in CASES:
            for y in CASES:
                got = gdcs.overlap_sexes(x, y)
                self.assertAlmostEqual(got.exact.p_value, zelen(x, y), places=9)
                ratio = measures(*x)["odds_ratio"] / measures(*y)["odds_ratio"]
                error = math.sqrt(sum(1 / v for v in x + y))
                self.assertAlmostEqual(got.odds_ratio.lower / (ratio * math.exp(-Z * error)), 1)

    def test_breslow_day_as_statsmodels(self):
        try:
            import numpy
            from statsmodels.stats.contingency_tables import StratifiedTable
        except ImportError:
            self.skipTest("needs statsmodels")
        for x in CASES:
            for y in CASES:
                table = StratifiedTable([numpy.array(v, float).reshape(2, 2) for v in (x, y)])
                theirs = table.test_equal_odds(adjust=True)
                got = gdcs.overlap_sexes(x, y).homogeneity
                if not math.isnan(theirs.statistic):  # theirs is 0 / 0 where the common ratio is 1
                    self.assertAlmostEqual(got.statistic, theirs.statistic, places=6)


class Arrays(unittest.TestCase):
    def test_each_agrees_with_scalar(self):
        a, b, c, d = map(list, zip(*CASES))
        for name in ("offenders_victims", "both", "odds_ratio", "kappa", "tetrachoric", "lift"):
            got = gdcs.overlap(a, b, c, d, measure=name)
            for i, case in enumerate(CASES):
                one = getattr(gdcs.overlap(*case), name)
                self.assertEqual((got.value[i], got.lower[i], got.upper[i]), one[:3])


def linked(victims, offenders, first):
    """Every person looked up in both registers, the slow way: counts by victim, offender, sex."""
    cells = {}

    def count(victim, offender, sex):
        cells[victim, offender, sex] = cells.get((victim, offender, sex), 0) + 1

    for key, sex, _ in victims:
        if key is None:
            count("yes", "", sex)
    for key, sex, _ in offenders:
        if key is None:
            count("", "yes", sex)
    for person in sorted({key for key, _, _ in victims + offenders if key is not None}):
        mine = [row for row in victims if row[0] == person]
        his = [row for row in offenders if row[0] == person]
        known = {row[1] for row in mine + his} - {"_U"}
        sex = known.pop() if len(known) == 1 else "_U"
        victim = "yes" if mine else "no"
        if first and mine and his:
            dates = [row[2] for row in mine + his]
            victim = ("" if None in dates else
                      "yes" if min(r[2] for r in mine) < min(r[2] for r in his) else "no")
        count(victim, "yes" if his else "no", sex)
    return cells


def frame_of(rows):
    keys, sexes, dates = (list(column) for column in zip(*rows))
    return gdcs.Frame({"person_key": keys, "sex": sexes, "date": dates})


class Eligible(unittest.TestCase):
    def test_known_and_between(self):
        got = gdcs.overlap_eligible((8, 2, 5), (6, 10))
        self.assertAlmostEqual(got.women.value, 0.8)
        self.assertAlmostEqual(got.women.bound_lower, 8 / 15)
        self.assertAlmostEqual(got.women.bound_upper, 13 / 15)
        self.assertAlmostEqual(got.difference.value, 0.8 - 6 / 16)
        self.assertAlmostEqual(got.ratio.value, 0.8 / (6 / 16))
        got = gdcs.overlap_eligible(((5, 9), 2), (6, 10))
        self.assertTrue(math.isnan(got.women.value))
        self.assertIn("interval_cell", got.notes)
        self.assertAlmostEqual(got.women.bound_lower, 5 / 7)


    def test_arrays_are_as_one_by_one(self):
        low, high, nots, undetermined = [8, 6, 0], [8, 9, 0], [2, 2, 0], [5, 0, 0]
        for measure in ("women", "men", "difference", "ratio"):
            got = gdcs.overlap_each_eligible(((low, high), nots, undetermined), ([6] * 3, 10),
                                             measure=measure)
            for i in range(3):
                one = getattr(gdcs.overlap_eligible(((low[i], high[i]), nots[i], undetermined[i]),
                                                    (6, 10)), measure)
                for name in one._fields:
                    ours, theirs = getattr(got, name)[i], getattr(one, name)
                    self.assertTrue(ours == theirs or ours != ours and theirs != theirs,
                                    f"{measure} {name} {i}: {ours}, not {theirs}")
        missing = gdcs.overlap_each_eligible(([None], [2]), ([6], [10]))
        self.assertIn("missing_cell", gdcs.notes(missing.notes[0]))
        self.assertEqual((missing.bound_lower[0], missing.bound_upper[0]), (0, 1))

    def test_table(self):
        table = gdcs.Table([gdcs.Axis("sex"), gdcs.Axis("forced")])
        for sex, word, count in (("F", "ja", 8), ("F", "nein", 2), ("F", "", 5), ("M", "ja", 6),
                                 ("M", "nein", 10), ("_U", "ja", 1)):
            table.add((sex, word), count)
        frame = gdcs.overlap_table_eligible(table, axis="forced", yes="ja").to_dict()
        one = gdcs.overlap_eligible((8, 2, 5), (6, 10))
        self.assertEqual(frame["value"], [getattr(one, name).value for name in
                                          ("women", "men", "difference", "ratio")])
        self.assertEqual(frame["bound_upper"][0], 14 / 16)
        self.assertEqual(frame["bound_lower"][1], 6 / 16)
        self.assertEqual(frame["undetermined"], [5, 0, 5, 5])


class Linked(unittest.TestCase):
    def test_random_registers(self):
        chance = random.Random(7)
        for round_ in range(60):
            def register(texts):
                return [(None if chance.random() < 0.1 else
                         ("p%d" % chance.randrange(25) if texts else chance.randrange(25)),
                         chance.choice(["F", "F", "F", "M", "_U"]) if round_ % 3 else "F",
                         None if chance.random() < 0.05 else "20%02d-01-01" % chance.randrange(99))
                        for _ in range(chance.randrange(1, 40))]
            one, two, first = register(round_ % 2), register(round_ % 2), round_ % 4 > 1
            if not any(row[0] for row in one) or not any(row[0] for row in two):
                continue
            table, report = gdcs.overlap_tabulate(frame_of(one), frame_of(two),
                                                  order="victim_first" if first else None,
                                                  date=("date", "date"))
            slow = linked(one, two, first)
            got = {}
            frame = table.to_frame()
            for victim, offender, sex, value in zip(frame["victim"], frame["offender"],
                                                    frame["sex"], frame["value"]):
                if value is not None and not math.isnan(value) and value > 0:
                    got[victim, offender, sex] = value
            self.assertEqual(got, slow)
            self.assertEqual(report.unkeyed_victims, sum(row[0] is None for row in one))
            self.assertEqual(report.persons, len({r[0] for r in one + two} - {None}))
            self.assertEqual(table.sensitivity, "protected")
            rows = gdcs.overlap_table(table)
            self.assertEqual(len(rows["value"]), 25)


if __name__ == "__main__":
    unittest.main()
