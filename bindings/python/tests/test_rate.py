"""Rates against slow, obvious versions; arrays against scalars; tables against both."""
import math
import unittest

import gdcs
import slow
from support import needs_numpy, numpy

METHODS = {"exact": slow.garwood, "byar": slow.byar, "mid_p": slow.rate_mid_p,
           "score": slow.rate_score, "scas": slow.rate_scas, "jeffreys": slow.rate_jeffreys,
           "byar_half": slow.byar_half}


class Scalar(unittest.TestCase):
    def test_every_method(self):
        for method, limits in METHODS.items():
            for events in (0, 1, 5, 30, 200):
                for level in (0.9, 0.95):
                    got = gdcs.rate(events, 5000, method=method, level=level)
                    self.assertEqual((got.value, got.method, got.per),
                                     (events / 5000 * 1e5, method, 1e5))
                    for one, mean in zip((got.lower, got.upper), limits(events, 1 - level)):
                        self.assertTrue(math.isclose(one, mean / 5000 * 1e5, rel_tol=1e-9,
                                                     abs_tol=1e-12), (method, events, level))

    def test_bounds_without_and_with_all_unknown(self):
        got = gdcs.rate(10, 2000, unknown=4, per=1000)
        self.assertEqual((got.value, got.bound_lower, got.bound_upper), (5.0, 5.0, 7.0))
        self.assertIn("unknown_present", got.notes)

    def test_refusals(self):
        for name, kind, call in [
                ("GDCS_E_EMPTY", gdcs.DataError, dict(events=1, population=0)),
                ("GDCS_E_VALUE", gdcs.DataError, dict(events=-1, population=1)),
                ("GDCS_E_OPTION", gdcs.ArgumentError, dict(events=1, population=9, method="wald")),
                ("GDCS_E_OPTION", gdcs.ArgumentError, dict(events=1, population=9, per=0)),
                ("GDCS_E_OPTION", gdcs.ArgumentError, dict(events=1, population=9, per=-1))]:
            with self.subTest(call), self.assertRaises(kind) as caught:
                gdcs.rate(**call)
            self.assertEqual(caught.exception.name, name)


class Arrays(unittest.TestCase):
    EVENTS, POPULATION = [0, 5, 30, 2], [1000, 2000, 0, 10]

    def assertEach(self, got, **options):
        for row, (events, population) in enumerate(zip(self.EVENTS, self.POPULATION)):
            if not population:
                self.assertTrue(math.isnan(got.value[row]))
                continue
            scalar = gdcs.rate(events, population, 1, **options)
            self.assertEqual([field[row] for field in got[:6]], list(scalar[:6]))
            self.assertEqual(gdcs.notes(got.notes[row]), scalar.notes)

    def test_they_are_the_scalars(self):
        for method in METHODS:
            self.assertEach(gdcs.rate(self.EVENTS, self.POPULATION, 1, method=method, per=10),
                            method=method, per=10)

    @needs_numpy
    def test_numpy(self):
        got = gdcs.rate(numpy.array(self.EVENTS), numpy.array(self.POPULATION), 1)
        self.assertIsInstance(got.value, numpy.ndarray)
        self.assertEach(got)


class Tables(unittest.TestCase):
    def test_women_men_and_everybody_by_their_own_population(self):
        table = gdcs.Table(["sex", gdcs.Axis("country", "area")])
        people = gdcs.Table(["sex", gdcs.Axis("country", "area")])
        for country, women, men in (("FR", 4, 100), ("IT", 5, 90)):
            table[("F", country)], table[("M", country)] = women, men
            people[("F", country)], people[("M", country)] = women * 1000, men * 300
        people = gdcs.Population(people, scale=10)
        rows = table.rate(people, ["country"]).to_dict()
        self.assertEqual(rows["country"], ["FR"] * 3 + ["IT"] * 3)
        self.assertEqual(rows["sex"], ["F", "M", "_T"] * 2)
        for row, (country, sex) in enumerate(zip(rows["country"], rows["sex"])):
            counts = table.counts(country=country).counts
            events = {"F": counts.women, "M": counts.men, "_T": counts.women + counts.men}[sex]
            one = gdcs.rate(events, people.get(sex, area=country).persons)
            self.assertEqual([rows[name][row] for name in ("events", "population", "value",
                                                           "lower", "upper")],
                             [one.events, one.population, one.value, one.lower, one.upper])


class Contrast(unittest.TestCase):
    SAMPLES = [(5, 10, 8, 20), (0, 30, 4, 25), (3, 5, 0, 7), (12, 40, 31, 55), (1, 2, 1, 2)]
    RATIO = {"exact": slow.rate_ratio_exact, "mid_p": slow.rate_ratio_mid_p,
             "score": slow.rate_ratio_score}
    TEST = {"exact": slow.rate_test_exact, "mid_p": slow.rate_test_mid_p,
            "likelihood": slow.rate_test_likelihood, "e": slow.rate_test_e}

    def assertLimits(self, got, wanted, *what):
        for one, two in zip((got.lower, got.upper), wanted):
            self.assertTrue(math.isclose(one, two, rel_tol=1e-8, abs_tol=1e-10),
                            (one, two, *what))

    def test_ratios(self):
        for sample in self.SAMPLES:
            for method, limits in self.RATIO.items():
                got = gdcs.rate_contrast(sample[0], sample[1], *sample[2:], method=method, level=0.9)
                self.assertLimits(got.ratio, limits(*sample, alpha=0.1), method, sample)

    def test_differences(self):
        components = {"exact": slow.garwood, "mid_p": slow.rate_mid_p, "mover": slow.rate_score}
        for sample in self.SAMPLES:
            for method, limits in components.items():
                got = gdcs.rate_contrast(*sample, method=method, per=1)
                self.assertLimits(got.difference,
                                  slow.rate_difference_mover(*sample, limits=limits), method)
            self.assertLimits(gdcs.rate_contrast(*sample, per=1).difference,
                              slow.rate_difference_score(*sample), sample)

    def test_tests(self):
        for sample in self.SAMPLES:
            for name, slowly in self.TEST.items():
                for ratio in (1.0, 0.5):
                    got = gdcs.rate_contrast(*sample, test=name, null_ratio=ratio)
                    self.assertEqual(got.test_method, name)
                    self.assertTrue(math.isclose(got.test.p_value, slowly(*sample, ratio),
                                                 rel_tol=1e-9), (name, sample, ratio))

    def test_arrays_are_the_scalars(self):
        columns = list(zip(*self.SAMPLES))
        got = gdcs.rate_contrast(*map(list, columns), 1, method="mid_p")
        for row, sample in enumerate(self.SAMPLES):
            one = gdcs.rate_contrast(*sample, 1, method="mid_p")
            for many, single in ((got.ratio, one.ratio), (got.difference, one.difference)):
                for left, right in zip(many[:6], single):
                    self.assertTrue(left[row] == right or math.isnan(right))
            self.assertEqual(got.test.p_value[row], one.test.p_value)

    @needs_numpy
    def test_numpy(self):
        got = gdcs.rate_contrast(*map(numpy.array, zip(*self.SAMPLES)))
        self.assertIsInstance(got.test.log10_p, numpy.ndarray)
        self.assertEqual(got.ratio.upper[0], gdcs.rate_contrast(*self.SAMPLES[0]).ratio.upper)

    def test_tables(self):
        table, people = gdcs.Table(["sex"]), gdcs.Table(["sex"])
        table["F"], table["M"], people["F"], people["M"] = 4, 100, 4000, 3900
        rows = table.rate_contrast(gdcs.Population(people), method="exact").to_dict()
        one = gdcs.rate_contrast(4, 4000, 100, 3900, method="exact")
        self.assertEqual(rows["measure"], ["ratio_women_per_man", "difference_women_minus_men"])
        self.assertEqual(rows["upper"], [one.ratio.upper, one.difference.upper])
        self.assertEqual(rows["p_value"], [one.test.p_value] * 2)

    def test_refusals(self):
        for call in (dict(null_ratio=0), dict(per=0), dict(test="t"), dict(method="byar")):
            with self.subTest(call), self.assertRaises(gdcs.ArgumentError) as caught:
                gdcs.rate_contrast(1, 2, 3, 4, **call)
            self.assertEqual(caught.exception.name, "GDCS_E_OPTION")


class Clusters(unittest.TestCase):
    def test_mantel_haenszel(self):
        a, n, b, m = [5, 0, 12], [100, 40, 210], [8, 3, 9], [120, 55, 160]
        rows = list(zip(a, n, b, m))
        got = gdcs.rate_pool(a, n, b, m, per=1)
        over = sum(x * q / (p + q) for x, p, _, q in rows)
        under = sum(y * p / (p + q) for _, p, y, q in rows)
        weight = sum(p * q / (p + q) for _, p, _, q in rows)
        spread = sum((x + y) * p * q / (p + q) ** 2 for x, p, y, q in rows)
        error = math.sqrt(spread / over / under)
        for one, two in [(got.ratio.value, over / under),
                         (got.ratio.upper, over / under * math.exp(slow.normal(0.05) * error)),
                         (got.difference.value, (over - under) / weight),
                         (got.test.statistic, (over - under) / math.sqrt(spread))]:
            self.assertTrue(math.isclose(one, two, rel_tol=1e-10))
        self.assertEqual((got.strata, got.method), (3, "mantel_haenszel"))

    def test_repeated(self):
        got = gdcs.rate_repeated([1, 2, 5], [30, 6, 2], 1000, method="dobson", per=1000)
        events, variance = 52, 30 + 24 + 50
        low, high = slow.garwood(events)
        stretch = math.sqrt(variance / events)
        self.assertTrue(math.isclose(got.dispersion, variance / events))
        self.assertTrue(math.isclose(got.rate.lower, events - stretch * (events - low), rel_tol=1e-9))
        self.assertTrue(math.isclose(got.rate.upper, events + stretch * (high - events), rel_tol=1e-9))
        self.assertEqual((got.events, got.clusters, got.rate.value), (52, 38, 52))
        self.assertEqual(gdcs.rate_repeated([1, 2, 5], [30, 6, 2], 1000).method, "gamma")

    def test_clustered(self):
        x, t = [5, 9, 2, 14], [100, 120, 80, 150]
        got = gdcs.rate_clustered(x, t, per=1)
        rate = sum(x) / sum(t)
        chi = sum((a - rate * b) ** 2 / (rate * b) for a, b in zip(x, t))
        self.assertTrue(math.isclose(got.test.statistic, chi) and got.test.df == 3)
        self.assertTrue(math.isclose(got.dispersion, chi / 3))
        drawn = gdcs.rate_clustered(x, t, method="bca", seed=3, replicates=500)
        self.assertEqual(drawn, gdcs.rate_clustered(x, t, method="bca", seed=3, replicates=500))
        self.assertIn("simulated", drawn.notes)

    def test_refusals(self):
        for kind, call in [(gdcs.ArgumentError, lambda: gdcs.rate_clustered([1, 2], 5, method="gamma")),
                           (gdcs.DataError, lambda: gdcs.rate_clustered([1], 5)),
                           (gdcs.DataError, lambda: gdcs.rate_repeated([0], [5], 9)),
                           (gdcs.DataError, lambda: gdcs.rate_pool([1], [0], [1], [2]))]:
            with self.assertRaises(kind):
                call()


class ClusterTables(unittest.TestCase):
    """Tables by an axis against the scalar forms."""

    YEARS = ["2018", "2019", "2020"]
    EVENTS = {"F": [5, 0, 12], "M": [80, 91, 70]}
    PEOPLE = {"F": [1000, 1100, 1200], "M": [1150, 1300, 900]}

    def setUp(self):
        self.table = gdcs.Table([gdcs.Axis("year", "period"), "sex"])
        people = gdcs.Table([gdcs.Axis("year", "period"), "sex"])
        for sex in "FM":
            for i, year in enumerate(self.YEARS):
                self.table[(year, sex)] = self.EVENTS[sex][i]
                people[(year, sex)] = self.PEOPLE[sex][i]
        self.table[("2020", "_U")] = 2
        self.people = gdcs.Population(people)

    def assertRow(self, rows, i, one):
        for name in ("value", "lower", "upper", "std_error"):
            self.assertTrue(math.isclose(rows[name][i], getattr(one, name), rel_tol=1e-13), name)

    def test_pool(self):
        rows = self.table.rate_pool(self.people, "year").to_dict()
        one = gdcs.rate_pool(self.EVENTS["F"], self.PEOPLE["F"], self.EVENTS["M"],
                             self.PEOPLE["M"], [0, 0, 2], [0, 0, 2])
        for i, got in enumerate((one.ratio, one.difference)):
            self.assertRow(rows, i, got)
            self.assertEqual(rows["bound_upper"][i], got.bound_upper)
        self.assertEqual(rows["p_value"], [one.test.p_value] * 2)
        parts = [(x, n, y, m) for x, n, y, m in zip(self.EVENTS["F"], self.PEOPLE["F"],
                                                    self.EVENTS["M"], self.PEOPLE["M"])]
        best = (sum((x + 2 * (i == 2)) * m / (n + m) for i, (x, n, y, m) in enumerate(parts))
                / sum(y * n / (n + m) for x, n, y, m in parts))
        self.assertTrue(math.isclose(rows["bound_upper"][0], best, rel_tol=1e-13))

    def test_clustered(self):
        rows = self.table.rate_clustered(self.people, "year").to_dict()
        self.assertEqual(rows["sex"], ["F", "M", "_T"])
        for i, sex in enumerate("FM"):
            one = gdcs.rate_clustered(self.EVENTS[sex], self.PEOPLE[sex], [0, 0, 2])
            self.assertRow(rows, i, one.rate)
            self.assertEqual((rows["dispersion"][i], rows["units"][i]), (one.dispersion, 3))
        everybody = [sum(two) for two in zip(*self.EVENTS.values())]
        everybody[2] += 2
        self.assertRow(rows, 2, gdcs.rate_clustered(
            everybody, [sum(two) for two in zip(*self.PEOPLE.values())]).rate)

    def test_repeated(self):
        table, people = gdcs.Table(["offences", "sex"]), gdcs.Table(["sex"])
        people["F"], people["M"] = 900, 800
        for times, women, men in (("1", 20, 100), ("2", 3, 31), ("6", 1, 0)):
            table[(times, "F")], table[(times, "M")] = women, men
        rows = table.rate_repeated(gdcs.Population(people), "offences", method="mid_p").to_dict()
        for i, (persons, of) in enumerate((([20, 3, 1], 900), ([100, 31, 0], 800),
                                           ([120, 34, 1], 1700))):
            one = gdcs.rate_repeated([1, 2, 6], persons, of, method="mid_p")
            self.assertRow(rows, i, one.rate)
            self.assertEqual((rows["persons"][i], rows["events"][i]), (sum(persons), one.events))

    def test_refusals(self):
        for call in (lambda: self.table.rate_pool(self.people, "court"),
                     lambda: self.table.rate_clustered(self.people, "year", method="gamma"),
                     lambda: self.table.rate_repeated(self.people, "year", per=0)):
            with self.assertRaises(gdcs.Error):
                call()


if __name__ == "__main__":
    unittest.main(verbosity=2)
