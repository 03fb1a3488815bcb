"""The share of women against slow, obvious versions; arrays against scalars."""
import array
import math
import unittest

import gdcs
import slow
from support import needs_numpy, needs_pandas, numpy, pandas

METHODS = {"wilson": slow.wilson, "clopper_pearson": slow.clopper_pearson, "mid_p": slow.mid_p,
           "jeffreys": slow.jeffreys, "agresti_coull": slow.agresti_coull, "blaker": slow.blaker,
           "scas": slow.scas, "likelihood_ratio": slow.likelihood_ratio, "logit": slow.logit,
           "wilson_continuity": slow.wilson_continuity, "arcsine": slow.arcsine, "wald": slow.wald}
CASES = [(0, 1), (1, 0), (0, 12), (12, 0), (1, 1), (3, 17), (7, 3), (25, 25), (40, 2)]


class Scalar(unittest.TestCase):
    def assertNear(self, got, expected, message, digits=10):
        for one, other in zip(got, expected):
            self.assertTrue(math.isclose(one, other, rel_tol=10 ** -digits, abs_tol=1e-12),
                            f"{message}: {got} is not {expected}")

    def test_every_method_at_every_level(self):
        for method, limits in METHODS.items():
            for women, men in CASES:
                for level in (0.8, 0.95, 0.99):
                    got = gdcs.share(women, men, method=method, level=level)
                    where = f"{method}({women}, {men}) at {level}"
                    self.assertEqual((got.value, got.method), (women / (women + men), method))
                    self.assertNear((got.lower, got.upper), limits(women, women + men, 1 - level),
                                    where, 8 if method == "jeffreys" else 10)

    def test_denominators(self):
        counts = (3, 5, 2, 10, 7)
        for of, n in (("women_and_men", 8), ("recorded", 10), ("persons", 20)):
            got = gdcs.share(*counts, of=of)
            self.assertEqual((got.value, got.n, got.of, got.unknown), (3 / n, n, of, 10))
        self.assertEqual(gdcs.share(*counts).notes & {"unknown_present", "other_present",
                                                      "not_persons"},
                         {"unknown_present", "other_present", "not_persons"})

    def test_bounds_are_those_of_every_way_to_allot_the_unknown(self):
        for women, men, unknown in ((3, 5, 4), (0, 5, 1), (7, 0, 3), (2, 2, 0)):
            got = gdcs.share(women, men, unknown=unknown)
            self.assertNear((got.bound_lower, got.bound_upper),
                            slow.share_bounds(women, men, unknown), (women, men, unknown), 14)

    def test_defaults(self):
        self.assertEqual(gdcs.share(3, 5), gdcs.share(3, 5, method="wilson", of="women_and_men",
                                                      alpha=0.05))
        self.assertEqual(gdcs.share(3, 5, method="Mid-P").method, "mid_p")
        self.assertAlmostEqual(gdcs.share(3, 5, alpha=0.01).lower,
                               gdcs.share(3, 5, level=0.99).lower, 13)

    def test_refusals(self):
        cases = {
            "GDCS_E_EMPTY": (gdcs.DataError, [dict(women=0, men=0)]),
            "GDCS_E_VALUE": (gdcs.DataError, [dict(women=-1, men=0), dict(women=math.nan, men=1),
                                              dict(women=math.inf, men=1)]),
            "GDCS_E_OPTION": (gdcs.ArgumentError, [dict(women=1, men=1, method="walt"),
                                                   dict(women=1, men=1, method=3),
                                                   dict(women=1, men=1, of="all"),
                                                   dict(women=1, men=1, level=0),
                                                   dict(women=1, men=1, level=1),
                                                   dict(women=1, men=1, level=95),
                                                   dict(women=1, men=1, alpha=0.0),
                                                   dict(women=1, men=1, level=0.9, alpha=0.1)]),
        }
        for name, (kind, calls) in cases.items():
            for call in calls:
                with self.subTest(call), self.assertRaises(kind) as caught:
                    gdcs.share(**call)
                self.assertEqual(caught.exception.name, name)

    def test_bounds_of_intervals_are_those_of_every_count_between(self):
        low, high = (1, 2, 0, 0), (3, 4, 1, 2)
        seen = [slow.share_bounds(women, men, unknown) for women in range(1, 4)
                for men in range(2, 5) for unknown in range(3)]
        got = gdcs.share_bounds(low, high)
        self.assertNear(got, (min(one for one, _ in seen), max(one for _, one in seen)), "", 14)
        self.assertLess(gdcs.share_bounds(low, high, of="persons").lower, got.lower)
        self.assertEqual(gdcs.share_bounds((0, 1), (math.inf, math.inf)), (0, 1))
        with self.assertRaises(gdcs.DataError):
            gdcs.share_bounds(high, low)


WOMEN, MEN, UNKNOWN = [0.0, 3.0, 0.0, 25.0], [12.0, 17.0, 0.0, 25.0], [0.0, 2.0, 5.0, 0.0]


class Arrays(unittest.TestCase):
    def assertEach(self, got, **options):
        """Every element is that of the scalar form."""
        for row, (women, men, unknown) in enumerate(zip(WOMEN, MEN, UNKNOWN)):
            one = [field[row] for field in got]
            if not women + men:
                self.assertTrue(math.isnan(one[0]))
                self.assertIn("not_estimable", gdcs.notes(one[6]))
                continue
            scalar = gdcs.share(women, men, unknown=unknown, **options)
            self.assertEqual(one[:6], list(scalar[:6]))
            self.assertEqual(gdcs.notes(one[6]), scalar.notes)

    def test_lists_and_arrays_of_python(self):
        for kind in (list, tuple, lambda values: array.array("d", values), iter):
            got = gdcs.share(kind(WOMEN), kind(MEN), unknown=kind(UNKNOWN))
            self.assertIsInstance(got.value, array.array)
            self.assertEach(got)

    def test_options_hold_for_all(self):
        for method in METHODS:
            self.assertEach(gdcs.share(WOMEN, MEN, unknown=UNKNOWN, method=method, level=0.9),
                            method=method, level=0.9)

    def test_a_number_stands_for_each(self):
        self.assertEqual(gdcs.share([1, 2], 10, unknown=3),
                         gdcs.share([1, 2], [10, 10], unknown=[3, 3]))

    def test_a_column_of_a_frame(self):
        frame = gdcs.Frame({"w": WOMEN, "m": [12, 17, 0, 25], "u": UNKNOWN})
        self.assertEach(gdcs.share(frame["w"], frame["m"], unknown=frame["u"]))

    def test_nothing(self):
        self.assertEqual([len(field) for field in gdcs.share([], [])], [0] * 7)

    def test_refusals(self):
        with self.assertRaises(gdcs.DataError) as caught:
            gdcs.share([1, 2], [1, 2, 3])
        self.assertEqual((caught.exception.name, caught.exception.field), ("GDCS_E_SHAPE", "men"))
        with self.assertRaises(gdcs.DataError) as caught:
            gdcs.share([1, 2, -3], [1, 2, 3])
        self.assertEqual((caught.exception.name, caught.exception.row), ("GDCS_E_VALUE", 3))

    def test_a_missing_count_has_a_note_and_no_share(self):
        given = [[1.0, None], [1.0, math.nan]]
        if numpy:
            given.append(numpy.ma.array([1.0, 2.0], mask=[False, True]))
        for women in given:
            got = gdcs.share(women, [1, 2])
            self.assertTrue(math.isnan(got.value[1]))
            self.assertEqual(gdcs.notes(got.notes[1]) & {"not_estimable", "missing_cell"},
                             {"not_estimable", "missing_cell"})
            self.assertEqual(got.value[0], 0.5)

    @needs_numpy
    def test_numpy(self):
        arrays = [numpy.array(values) for values in (WOMEN, MEN, UNKNOWN)]
        got = gdcs.share(arrays[0], arrays[1], unknown=arrays[2])
        self.assertEqual([type(field) for field in got], [numpy.ndarray] * 7)
        self.assertEqual((got.value.dtype, got.notes.dtype), (numpy.float64, numpy.uint32))
        self.assertEach(got)

    @needs_numpy
    def test_other_types_and_layouts_of_numpy(self):
        wide = numpy.zeros((4, 2))
        wide[:, 0] = WOMEN
        bytes_ = b"x" + numpy.array(MEN).tobytes()
        unaligned = numpy.frombuffer(bytes_, dtype=numpy.float64, offset=1)
        self.assertEach(gdcs.share(wide[:, 0], unaligned, unknown=numpy.array(UNKNOWN, "i2")))
        self.assertEach(gdcs.share(numpy.array(WOMEN, ">f8"), numpy.array(MEN, "f4"),
                                   unknown=UNKNOWN))
        self.assertEqual(gdcs.share(numpy.float64(3), numpy.array(5)), gdcs.share(3, 5))
        for wrong in (numpy.array(["a"]), numpy.array([[1.0]]), numpy.array([1j])):
            with self.assertRaises(TypeError):
                gdcs.share(wrong, [1])

    @needs_numpy
    def test_doubles_are_read_where_they_lie(self):
        from gdcs.estimate import hold
        for given in (numpy.array(WOMEN), array.array("d", WOMEN),
                      gdcs.Frame({"x": WOMEN})["x"].to_numpy()):
            held = hold("women", given)
            self.assertIs(held.keep, given)
            self.assertEqual(held.address, numpy.asarray(given).__array_interface__["data"][0])
        series = numpy.array(WOMEN)
        if pandas:
            held = hold("women", pandas.Series(series))
            self.assertEqual(held.address, series.__array_interface__["data"][0])
        self.assertNotEqual(hold("women", series[::2]).address,
                            series.__array_interface__["data"][0])

    @needs_pandas
    def test_pandas(self):
        frame = pandas.DataFrame({"w": WOMEN, "m": pandas.array([12, 17, 0, 25], dtype="Int64"),
                                  "u": UNKNOWN}, index=list("abcd"))
        got = gdcs.share(frame.w, frame.m, unknown=frame.u)
        self.assertEach(got)
        frame["share"] = got.value
        self.assertEqual(frame["share"]["d"], 0.5)
        self.assertEqual(pandas.DataFrame(got._asdict()).shape, (4, 7))


class SexesTogether(unittest.TestCase):
    def test_goodman_is_wilson_with_a_fourth_of_alpha(self):
        got = gdcs.share_sexes(41, 174, 0, 26)
        for one, count in zip(got[:4], (41, 174, 0, 26)):
            self.assertEqual(one.value, count / 241)
            for mine, other in zip(one[1:3], slow.wilson(count, 241, 0.05 / 4)):
                self.assertAlmostEqual(mine, other, 12)

    def test_sison_glaz_agrees_with_the_definition(self):
        for counts in ((41, 174, 0, 26), (3, 2, 1, 4), (91, 49, 37, 43), (10, 0, 0, 0)):
            got = gdcs.share_sexes(*counts, method="sison-glaz")
            for one, limits in zip(got[:4], slow.sison_glaz(counts, 0.05)):
                for mine, other in zip(one[1:3], limits):
                    self.assertAlmostEqual(mine, other, 9, counts)

    def test_categories_and_bounds(self):
        got = gdcs.share_sexes(3, 5, 2, 10, categories="women_and_men")
        self.assertEqual((got.women.value, got.other, got.unknown, got.n), (3 / 8, None, None, 8))
        all_ = gdcs.share_sexes(3, 5, 2, 10)
        self.assertEqual((all_.men.bound_lower, all_.men.bound_upper), (5 / 20, 15 / 20))
        self.assertEqual(all_.unknown.bound_lower, 0.5)
        self.assertIn("unknown_present", all_.notes)

    def test_arrays_are_the_scalar_form(self):
        got = gdcs.share_sexes(WOMEN, MEN, unknown=UNKNOWN, method="quesenberry_hurst")
        for i in (0, 1, 3):
            one = gdcs.share_sexes(WOMEN[i], MEN[i], unknown=UNKNOWN[i], method="quesenberry_hurst")
            for many, single in zip(got, one[:4]):
                self.assertEqual([field[i] for field in many[:6]], list(single))
        self.assertEqual(gdcs.share_sexes(WOMEN, MEN, categories="recorded").unknown, None)

    def test_refusals(self):
        for given in (dict(method="wald"), dict(categories="two"), dict(level=2)):
            with self.assertRaises(gdcs.ArgumentError):
                gdcs.share_sexes(1, 2, **given)


class Samples(unittest.TestCase):
    def test_finite_populations_by_trying_every_number_of_women(self):
        for women, men, population in ((0, 5, 20), (7, 23, 60), (12, 28, 41), (30, 70, 400)):
            got = gdcs.share_finite(women, men, population, method="clopper_pearson")
            for mine, other in zip(got[1:3], slow.share_finite(women, men, population, 0.05)):
                self.assertAlmostEqual(mine, other, 13)
        census = gdcs.share_finite(3, 5, 8)
        self.assertEqual((census.lower, census.upper, census.std_error), (3 / 8, 3 / 8, 0))

    def test_finite_arrays_are_the_scalar_form(self):
        for method in ("wilson", "mid_p"):
            got = gdcs.share_finite(WOMEN, MEN, [20, 60, 9, 70], unknown=UNKNOWN, method=method)
            for i, population in ((0, 20), (1, 60), (3, 70)):
                one = gdcs.share_finite(WOMEN[i], MEN[i], population, unknown=UNKNOWN[i],
                                        method=method)
                self.assertEqual([field[i] for field in got[:6]], list(one[:6]))
        with self.assertRaises(gdcs.DataError):
            gdcs.share_finite([3], [5], [7])
        with self.assertRaises(gdcs.ArgumentError):
            gdcs.share_finite(3, 5, 9, method="jeffreys")

    def test_clusters(self):
        women, men = [3, 5, 0, 8], [17, 9, 12, 2]
        size, error = slow.effective_n(women, men)
        got = gdcs.share_clustered(women, men, unknown=[0, 1, 0, 0])
        self.assertAlmostEqual(got.effective_n, size, 10)
        self.assertAlmostEqual(got.std_error, error, 13)
        self.assertAlmostEqual(got.design_effect, 56 / size, 10)
        self.assertEqual((got.value, got.units, got.persons), (16 / 56, 4, 56))
        self.assertEqual((got.bound_lower, got.bound_upper), (16 / 57, 17 / 57))
        self.assertIn("overdispersed", got.notes)
        exact = gdcs.share_clustered(women, men, method="clopper_pearson")
        self.assertGreater(exact.upper - exact.lower, 0)
        self.assertEqual(exact.method, "clopper_pearson")

    def test_weights_are_clusters_of_one(self):
        sexes = ["female", "male", "male", "female", "male", "unknown"]
        weights = [2.5, 1.5, 3.0, 1.0, 2.0, 4.0]
        got = gdcs.share_weighted(sexes, weights)
        same = gdcs.share_clustered([2.5, 0, 0, 1, 0], [0, 1.5, 3, 0, 2])
        self.assertAlmostEqual(got.std_error, same.std_error, 14)
        self.assertAlmostEqual(got.value, 0.35, 14)
        self.assertEqual((got.persons, got.unknown), (5, 4))
        self.assertLessEqual(got.effective_n, 5)
        with self.assertRaises(gdcs.DataError):
            gdcs.share_weighted(sexes, [1, 2])
        with self.assertRaises(gdcs.DataError):
            gdcs.share_weighted([1, 77], [1, 2])
        with self.assertRaises(gdcs.ArgumentError):
            gdcs.share_weighted(["woman"], [1])


class SamplesEach(unittest.TestCase):
    """Many samples of clusters or of weighted persons, and samples of a table drawn from another."""

    OFFSETS = [0, 4, 4, 6]

    def assertRow(self, got, row, one):
        self.assertEqual([field[row] for field in got.share[:6]], list(one[:6]))
        self.assertEqual((got.effective_n[row], got.design_effect[row]),
                         (one.effective_n, one.design_effect))

    def test_clusters(self):
        women, men = [3, 5, 0, 8, 2, 9], [17, 9, 12, 2, 2, 1]
        for method in ("wilson", "clopper_pearson"):
            got = gdcs.share_clustered_each(women, men, offsets=self.OFFSETS, method=method)
            self.assertRow(got, 0, gdcs.share_clustered(women[:4], men[:4], method=method))
            self.assertRow(got, 2, gdcs.share_clustered(women[4:], men[4:], method=method))
            self.assertTrue(math.isnan(got.share.value[1]))
        self.assertAlmostEqual(gdcs.share_clustered_each(women, men, offsets=self.OFFSETS)
                               .effective_n[0], slow.effective_n(women[:4], men[:4])[0], 10)
        for offsets in ([], [0, 4], [1, 6], [0, 5, 4, 6]):
            with self.assertRaises((gdcs.ArgumentError, gdcs.DataError)):
                gdcs.share_clustered_each(women, men, offsets=offsets)

    @needs_numpy
    def test_numpy(self):
        got = gdcs.share_clustered_each(numpy.array([3.0, 5, 2]), numpy.array([1.0, 2, 3]),
                                        offsets=numpy.array([0, 2, 3]))
        self.assertIsInstance(got.effective_n, numpy.ndarray)
        self.assertEqual(len(got.share.value), 2)

    def test_weights(self):
        sexes, weights = ["female", "male", "male", "female", 1, 2], [2.5, 1.5, 3, 1, 2, 4]
        got = gdcs.share_weighted_each(sexes, weights, offsets=self.OFFSETS)
        self.assertRow(got, 0, gdcs.share_weighted(sexes[:4], weights[:4]))
        self.assertRow(got, 2, gdcs.share_weighted(sexes[4:], weights[4:]))
        with self.assertRaises(gdcs.DataError):
            gdcs.share_weighted_each(sexes, [1, 2], offsets=[0, 2])

    def test_table_of_finite_populations(self):
        drawn, cases = gdcs.Table(["sex", "area"]), gdcs.Table(["sex", "area"])
        for label, count in ((("F", "AT"), 7), (("M", "AT"), 13), (("F", "BE"), 2), (("M", "BE"), 2)):
            drawn.add(label, count)
        for label, count in ((("F", "BE"), 3), (("_U", "BE"), 8), (("F", "AT"), 10), (("M", "AT"), 30)):
            cases.add(label, count)
        got = gdcs.share_finite_table(drawn, cases, "area", method="clopper_pearson")
        self.assertEqual(list(got["population"]), [40, 11])
        for row, counts in enumerate(((7, 13, 40), (2, 2, 11))):
            one = gdcs.share_finite(*counts, method="clopper_pearson")
            self.assertEqual([got[name][row] for name in ("value", "lower", "upper")],
                             [one.value, one.lower, one.upper])


if __name__ == "__main__":
    unittest.main(verbosity=2)
