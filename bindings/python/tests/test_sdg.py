"""SDG indicators against slow, obvious versions."""
import math
import unittest

import gdcs
import slow

VICTIMS, PEOPLE = [70, 12, None, 401], [4.4e6, 5.8e6, 1e6, 41.6e6]


class Aggregates(unittest.TestCase):
    def assertNear(self, got, wanted):
        for a, b in zip(got, wanted):
            self.assertTrue(math.isclose(a, b, rel_tol=1e-9), (a, b))

    def test_rates_are_weighted_by_population(self):
        got = gdcs.sdg("16.1.1", VICTIMS, PEOPLE)
        known = [(x, n) for x, n in zip(VICTIMS, PEOPLE) if x is not None]
        people = sum(n for _, n in known)
        rates = [x / n * 1e5 for x, n in known]
        mean = sum(rate * n for rate, (_, n) in zip(rates, known)) / people
        low, high = slow.garwood(sum(x for x, _ in known), 0.05)
        self.assertNear(got[:3], (mean, low / people * 1e5, high / people * 1e5))
        self.assertEqual((got.countries, got.reporting, got.bound_upper), (4, 3, math.inf))
        self.assertNear((got.coverage,), (people / sum(PEOPLE),))
        self.assertEqual((got.aggregation, got.notes),
                         ("population_weighted", frozenset(["missing_cell"])))

    def test_shares_are_ratios_of_sums(self):
        got = gdcs.sdg("16.3.2", [20, 9], [50, 30], unknown=[3, 1], unknown_denominator=[5, 4])
        self.assertNear((got.value, got.bound_lower, got.bound_upper),
                        (2900 / 80, 2900 / 85, 3300 / 84))
        low, high = slow.wilson(29, 80, 0.05)
        self.assertNear((got.lower, got.upper), (100 * low, 100 * high))

    def test_prevalences_are_weighted_by_women(self):
        got = gdcs.sdg("5.2.1", [62, 240], [1450, 2200], population=[3.1e6, 21e6])
        self.assertNear((got.value,), (100 * (62 / 1450 * 3.1 + 240 / 2200 * 21) / 24.1,))

    def test_each(self):
        got = gdcs.sdg_each("16.1.1", VICTIMS, PEOPLE)
        for i, (x, n) in enumerate(zip(VICTIMS, PEOPLE)):
            if x is None:
                self.assertTrue(math.isnan(got.value[i]))
            else:
                self.assertEqual(got.upper[i], gdcs.sdg("16.1.1", [x], [n]).upper)

    def test_definitions(self):
        self.assertEqual(gdcs.sdg_definition("16.3.2").aggregation, "ratio_of_sums")
        self.assertEqual(gdcs.sdg_definition("16.2.2").per, 1e5)
        with self.assertRaises(gdcs.ArgumentError):
            gdcs.sdg_definition("16.9")

    def test_table(self):
        victims, people = (gdcs.Table([gdcs.Axis("country", "area"), "sex"]) for _ in range(2))
        for i, country in enumerate(["AT", "BE", "IT"]):
            for sex, share in (("F", 0.25), ("M", 0.75)):
                people[(country, sex)] = PEOPLE[i] * share
                if VICTIMS[i] is not None:
                    victims[(country, sex)] = VICTIMS[i] * (1 - share)
        victims[("AT", "_U")] = 3
        rows = gdcs.sdg_table("16.1.1", victims, people).to_dict()
        self.assertEqual(rows["sex"], ["F", "M", "_T"])
        for i, share in enumerate((0.25, 0.75)):
            one = gdcs.sdg("16.1.1", [70 * (1 - share), 12 * (1 - share), 0],
                           [n * share for n in PEOPLE[:3]], unknown=[3, 0, 0])
            for name in ("value", "lower", "upper", "bound_lower", "bound_upper", "coverage"):
                self.assertEqual(rows[name][i], getattr(one, name), name)


if __name__ == "__main__":
    unittest.main(verbosity=2)
