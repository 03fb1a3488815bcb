"""Standardised rates against slow, obvious versions; rows against scalars."""
import math
import unittest

import gdcs
import slow
from support import needs_numpy, numpy

# Down syndrome by maternal age, birth orders 5 and 1: Fleiss (1981), table 14.4
EVENTS, PERSONS = [0, 8, 63, 112, 262, 295], [327, 30666, 123419, 149919, 104088, 34392]
FIRST = [107, 141, 60, 40, 39, 25], [230061, 329449, 114920, 39487, 14208, 3052]
WEIGHTS = [319933, 931318, 786511, 488235, 237863, 61313]


def parts(events, persons, weights):
    """The rate, its variance and the weights of single events."""
    w = [weight / sum(weights) / n for weight, n in zip(weights, persons)]
    return (math.fsum(a * x for a, x in zip(w, events)),
            math.fsum(a * a * x for a, x in zip(w, events)), w)


def gamma_lower(shape, x):
    """P(X <= x): the series of the incomplete gamma function."""
    term = total = 1 / shape
    k = 1
    while term > total * 1e-18:
        term *= x / (shape + k)
        total += term
        k += 1
    return total * math.exp(shape * math.log(x) - x - math.lgamma(shape))


def gamma_limits(events, persons, weights, alpha, more):
    y, v, w = parts(events, persons, weights)
    up, up_variance = y + more(w), v + more([a * a for a in w])
    low = slow.bisect(lambda x: gamma_lower(y * y / v, x * y / v), 1e-12 * y, y, alpha / 2)
    high = slow.bisect(lambda x: gamma_lower(up * up / up_variance, x * up / up_variance), y,
                       up + 12 * math.sqrt(up_variance), 1 - alpha / 2)
    return low, high


def mean(numbers):
    return sum(numbers) / len(numbers)


class Direct(unittest.TestCase):
    def assertNear(self, got, wanted, what=None):
        for a, b in zip(got, wanted):
            self.assertTrue(math.isclose(a, b, rel_tol=1e-9), (what, a, b))

    def test_gamma_and_tiwari(self):
        for method, more in (("gamma", max), ("tiwari", mean)):
            for x, n in ((EVENTS, PERSONS), FIRST, ([1, 0, 2], [50, 60, 5])):
                weights = WEIGHTS[:len(x)]
                got = gdcs.standard(x, n, weights, method=method, per=1)
                y, v, _ = parts(x, n, weights)
                self.assertNear((got.value, got.std_error), (y, math.sqrt(v)), method)
                self.assertNear((got.lower, got.upper), gamma_limits(x, n, weights, 0.05, more),
                                method)

    def test_dobson_log_and_normal(self):
        y, v, _ = parts(EVENTS, PERSONS, WEIGHTS)
        total, z = sum(EVENTS), slow.normal(0.05)
        for method, count in (("dobson", slow.garwood), ("dobson_byar", slow.byar)):
            got = gdcs.standard(EVENTS, PERSONS, WEIGHTS, method=method, per=1)
            self.assertNear((got.lower, got.upper),
                            [y + math.sqrt(v / total) * (limit - total)
                             for limit in count(total, 0.05)], method)
        got = gdcs.standard(EVENTS, PERSONS, WEIGHTS, method="wald", per=1)
        self.assertNear((got.lower, got.upper), (y - z * math.sqrt(v), y + z * math.sqrt(v)))
        got = gdcs.standard(EVENTS, PERSONS, WEIGHTS, method="log", per=1)
        factor = math.exp(z * math.sqrt(v) / y)
        self.assertNear((got.lower, got.upper), (y / factor, y * factor))

    def test_mid_p_lies_inside_the_mixture(self):
        got = gdcs.standard(EVENTS, PERSONS, WEIGHTS, method="mid_p")
        self.assertAlmostEqual(got.lower, 59.71632, delta=2e-5)
        self.assertAlmostEqual(got.upper, 173.08170, delta=2e-5)

    def test_unknown_sex_and_age(self):
        got = gdcs.standard([4, 9], [1000, 3000], [3, 5], unknown=[1, 0], unknown_age=2, per=8)
        self.assertNear((got.value, got.bound_lower, got.bound_upper, got.crude),
                        ((12 / 1000 + 45 / 3000) * 15 / 13, 12 / 1000 + 45 / 3000 + 2 * 5 / 3000,
                         15 / 1000 + 45 / 3000 + 2 * 3 / 1000, 8 * 15 / 4000))
        self.assertEqual((got.unknown, got.unknown_age), (1, 2))

    def test_rows_are_the_scalars(self):
        rows = [EVENTS, FIRST[0]], [PERSONS, FIRST[1]]
        got = gdcs.standard(*rows, WEIGHTS, unknown_age=[0, 3])
        for i, age in enumerate((0, 3)):
            one = gdcs.standard(rows[0][i], rows[1][i], WEIGHTS, unknown_age=age)
            self.assertEqual([field[i] for field in got[:6]], list(one[:6]))
            self.assertEqual(gdcs.notes(got.notes[i]), one.notes)

    @needs_numpy
    def test_numpy(self):
        got = gdcs.standard(numpy.array([EVENTS, EVENTS]), numpy.array([PERSONS, PERSONS]), WEIGHTS)
        self.assertIsInstance(got.value, numpy.ndarray)
        self.assertEqual(got.upper[1], gdcs.standard(EVENTS, PERSONS, WEIGHTS).upper)

    def test_refusals(self):
        for name, call in [
                ("GDCS_E_EMPTY", dict(events=[1], population=[0], weights=[1])),
                ("GDCS_E_VALUE", dict(events=[-1], population=[1], weights=[1])),
                ("GDCS_E_SHAPE", dict(events=[1, 2], population=[5, 5], weights=[1])),
                ("GDCS_E_SHAPE", dict(events=[1, 2], population=[5], weights=[1, 2])),
                ("GDCS_E_OPTION", dict(events=[1], population=[9], weights=[1], method="byar")),
                ("GDCS_E_OPTION", dict(events=[1], population=[9], weights=[1], per=0))]:
            with self.subTest(call), self.assertRaises(gdcs.Error) as caught:
                gdcs.standard(**call)
            self.assertEqual(caught.exception.name, name)


class Ratio(unittest.TestCase):
    women = dict(events=EVENTS, population=PERSONS, weights=WEIGHTS)
    men = dict(events=FIRST[0], population=FIRST[1], weights=WEIGHTS)

    def test_log_normal(self):
        got = gdcs.standard_ratio(self.women, self.men, method="log", per=1)
        (w, vw, _), (m, vm, _) = parts(EVENTS, PERSONS, WEIGHTS), parts(*FIRST, WEIGHTS)
        factor = math.exp(slow.normal(0.05) * math.sqrt(vw / w ** 2 + vm / m ** 2))
        for a, b in zip(got.ratio_women_per_man[:3], (w / m, w / m / factor, w / m * factor)):
            self.assertTrue(math.isclose(a, b, rel_tol=1e-10))

    def test_difference_by_square_and_add(self):
        for method in ("gamma", "dobson", "wald"):
            got = gdcs.standard_ratio(self.women, self.men, method=method)
            w, m = (gdcs.standard(**one, method=method) for one in (self.women, self.men))
            d = w.value - m.value
            self.assertEqual((got.women[:3], got.men[:3]), (w[:3], m[:3]))
            for a, b in zip(got.difference_women_minus_men[:3],
                            (d, d - math.hypot(w.value - w.lower, m.upper - m.value),
                             d + math.hypot(w.upper - w.value, m.value - m.lower))):
                self.assertTrue(math.isclose(a, b, rel_tol=1e-10))

    def test_rows_are_the_scalars(self):
        rows = [dict(one, events=[one["events"]], population=[one["population"]])
                for one in (self.women, self.men)]
        many, one = gdcs.standard_ratio(*rows), gdcs.standard_ratio(self.women, self.men)
        for got, wanted in zip(many, (one.ratio_women_per_man, one.difference_women_minus_men)):
            self.assertEqual([field[0] for field in got[:6]], list(wanted))


class Indirect(unittest.TestCase):
    def test_observed_over_expected(self):
        got = gdcs.standard_indirect(4, [1000, 2000], [0.0013, 0.001], crude=0.002)
        low, high = slow.garwood(4, 0.05)
        self.assertEqual(got.expected, 3.3)
        for a, b in zip(got.ratio[:3], (4 / 3.3, low / 3.3, high / 3.3)):
            self.assertTrue(math.isclose(a, b, rel_tol=1e-9))
        self.assertTrue(math.isclose(got.rate.upper, 200 * high / 3.3, rel_tol=1e-9))

    def test_each_is_one_by_one(self):
        people, rates = [[1000, 2000], [0, 0], [500, None]], [0.0013, 0.001]
        many = gdcs.standard_indirect_each([4, 1, 2], people, rates, [2, 0, 0], 0.002)
        one = gdcs.standard_indirect(4, people[0], rates, 2, 0.002)
        for got, wanted in ((many.ratio, one.ratio), (many.rate, one.rate)):
            for a, b in zip(got[:6], wanted):
                self.assertTrue(math.isclose(a[0], b, rel_tol=1e-15))
            self.assertTrue(math.isnan(got.value[1]) and math.isnan(got.value[2]))
        self.assertIn("not_estimable", gdcs.notes(many.ratio.notes[1]))
        self.assertIn("no_population", gdcs.notes(many.ratio.notes[2]))
        self.assertIsNone(gdcs.standard_indirect_each([4], [1000, 2000], rates).rate)
        with self.assertRaises(gdcs.DataError):
            gdcs.standard_indirect_each([4, 5], [1000, 2000], rates)


class Bands(unittest.TestCase):
    def test_standards(self):
        for name, total in (("europe_2013", 100000), ("europe_1976", 100000),
                            ("world_2000_2025", 100035)):
            bands = gdcs.standard_bands(name)
            self.assertEqual(sum(one.weight for one in bands), total)
            self.assertEqual(bands[-1].oldest, math.inf)
            self.assertIn("tandard", gdcs.standard_text(name))
        self.assertEqual(gdcs.standard_bands(), gdcs.standard_bands("europe_2013"))

    def test_collapsing_adds_what_is_inside(self):
        bands = gdcs.standard_bands()
        labels = ["Y_LT15", "15-44", "45-84", "85+"]
        wanted = [sum(one.weight for one in bands if low <= one.youngest and one.oldest <= high)
                  for low, high in map(gdcs.standard_age, labels)]
        self.assertEqual(gdcs.standard_weights(labels), wanted)
        self.assertEqual(gdcs.standard_weights(["15-44", "45+"], youngest=15), [38000, 46000])
        self.assertEqual(gdcs.standard_weights(["0-17", "18+"], [(0, 17, 3), (18, math.inf, 7)]),
                         [3, 7])
        with self.assertRaises(gdcs.Error) as caught:
            gdcs.standard_weights(["0-17", "18+"])
        self.assertEqual(caught.exception.name, "GDCS_E_SHAPE")


class Tables(unittest.TestCase):
    LABELS = ["0-14", "15-44", "45+"]
    WOMEN, MEN = [2, 11, 9], [1, 40, 20]
    PEOPLE = {"F": [600, 1450, 1950], "M": [615, 1465, 1800]}

    def setUp(self):
        self.table = gdcs.Table([gdcs.Axis("age", "age"), "sex"])
        people = gdcs.Table([gdcs.Axis("years", "age"), "sex"])
        for i, label in enumerate(self.LABELS):
            self.table[(label, "F")], self.table[(label, "M")] = self.WOMEN[i], self.MEN[i]
            for sex, counts in self.PEOPLE.items():
                people[("Y" + label, sex)] = counts[i]
        self.people = gdcs.Population(people, scale=1000)

    def test_rows_are_the_scalars(self):
        self.table[("UNK", "F")] = 3
        rows = self.table.standard(self.people).to_dict()
        weights = gdcs.standard_weights(self.LABELS)
        people = {sex: [1000 * n for n in counts] for sex, counts in self.PEOPLE.items()}
        people["_T"] = [w + m for w, m in zip(people["F"], people["M"])]
        events = {"F": self.WOMEN, "M": self.MEN,
                  "_T": [w + m for w, m in zip(self.WOMEN, self.MEN)]}
        self.assertEqual(rows["sex"], ["F", "M", "_T"])
        for i, sex in enumerate(rows["sex"]):
            one = gdcs.standard(events[sex], people[sex], weights,
                                unknown_age=0 if sex == "M" else 3)
            for name in ("value", "lower", "upper", "bound_lower", "bound_upper", "unknown_age"):
                self.assertTrue(math.isclose(rows[name][i], getattr(one, name), rel_tol=1e-13),
                                (sex, name))

    def test_ratio_and_a_standard_of_ones_own(self):
        bands = [(0, 14, 1), (15, 44, 1), (45, math.inf, 2)]
        rows = self.table.standard_ratio(self.people, standard=bands, method="log").to_dict()
        got = gdcs.standard_ratio(*(dict(events=events, weights=[1, 1, 2],
                                         population=[1000 * n for n in self.PEOPLE[sex]])
                                    for sex, events in (("F", self.WOMEN), ("M", self.MEN))),
                                  method="log")
        self.assertEqual(rows["measure"], ["ratio_women_per_man", "difference_women_minus_men"])
        for i, one in enumerate((got.ratio_women_per_man, got.difference_women_minus_men)):
            self.assertTrue(math.isclose(rows["value"][i], one.value, rel_tol=1e-13))
            self.assertTrue(math.isclose(rows["upper"][i], one.upper, rel_tol=1e-13))

    def test_indirect(self):
        rates = [(0, 14, 1e-6), (15, 44, 2e-5), (45, math.inf, 1e-5)]
        self.table[("UNK", "F")] = 3
        rows = self.table.standard_indirect(self.people, rates, crude=1.5e-5, per=1000).to_dict()
        for i, (sex, events) in enumerate((("F", sum(self.WOMEN) + 3), ("M", sum(self.MEN)))):
            people = [1000 * n for n in self.PEOPLE[sex]]
            one = gdcs.standard_indirect(events, people, [rate for *_, rate in rates],
                                         crude=1.5e-5, per=1000)
            self.assertTrue(math.isclose(rows["expected"][i],
                                         sum(n * r for n, (*_, r) in zip(people, rates))))
            for name in ("value", "lower", "upper"):
                self.assertTrue(math.isclose(rows[name][i], getattr(one.ratio, name),
                                             rel_tol=1e-13))
            self.assertTrue(math.isclose(rows["rate_upper"][i], one.rate.upper, rel_tol=1e-13))
        by_sex = self.table.standard_indirect(self.people, rates, women=[1e-6, 1e-5, 1e-5],
                                              men=[1e-6, 3e-5, 2e-5]).to_dict()
        self.assertTrue(math.isclose(by_sex["expected"][2], sum(by_sex["expected"][:2])))
        with self.assertRaises(gdcs.Error):
            self.table.standard_indirect(self.people, rates, women=[1], men=[1, 1, 1])


if __name__ == "__main__":
    unittest.main(verbosity=2)
