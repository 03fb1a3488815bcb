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


if __name__ == "__main__":
    unittest.main(verbosity=2)
