"""Steps from stage to stage against slow, obvious versions; arrays and tables against scalars."""
import math
import unittest

import gdcs
import slow
from support import needs_numpy, numpy

CASES = [((50, 400), (12, 150)), ((20, 30), (10, 5)), ((9, 1000), (3, 4))]


class Scalar(unittest.TestCase):
    def assertNear(self, got, expected, message):
        for one, other in zip(got, expected):
            self.assertTrue(math.isclose(one, other, rel_tol=1e-8, abs_tol=1e-10),
                            f"{message}: {got} is not {expected}")

    def test_values(self):
        for start, end in CASES:
            got = gdcs.pipeline(start, end)
            women, men = end[0] / start[0], end[1] / start[1]
            self.assertNear((got.women.value, got.men.value, got.index.value, got.attrition_women,
                             got.attrition_men),
                            (women, men, women / men, 1 - women, 1 - men), (start, end))

    def test_linked_stages_have_score_limits(self):
        for start, end in CASES:
            got = gdcs.pipeline(start, end, design="linked")
            self.assertEqual((got.method, got.design), ("score", "linked"))
            self.assertNear(got.women[1:3], slow.wilson(end[0], start[0]), (start, end))
            self.assertNear(got.men[1:3], slow.wilson(end[1], start[1]), (start, end))
            self.assertNear(got.index[1:3], slow.miettinen_nurminen_ratio(
                end[0], start[0], end[1], start[1]), (start, end))

    def test_linked_stages_on_the_log_scale(self):
        for start, end in CASES:
            got = gdcs.pipeline(start, end, design="linked", method="log")
            self.assertNear(got.index[1:3], slow.katz(end[0], start[0], end[1], start[1]),
                            (start, end))

    def test_counts_of_different_persons(self):
        for start, end in CASES + [((10, 20), (15, 40))]:
            got = gdcs.pipeline(start, end, method="log")
            self.assertEqual(got.design, "cross_sectional")
            self.assertNear(got.women[1:3], slow.log_ratio(end[0], start[0]), (start, end))
            half = slow.normal(0.05) * math.sqrt(sum(1 / count for count in start + end))
            self.assertNear(got.index[1:3], (got.index.value * math.exp(-half),
                                             got.index.value * math.exp(half)), (start, end))

    def test_bounds_are_those_of_every_way_to_allot_the_unknown(self):
        for start, end in (((5, 8, 3), (2, 4, 2)), ((5, 8, 0), (2, 4, 2)), ((5, 8, 3), (2, 4, 0))):
            got = gdcs.pipeline({"women": start[0], "men": start[1], "unknown": start[2]},
                                (end[0], end[1], 0, end[2]))
            for one, bounds in zip((got.women, got.men, got.index), slow.step_bounds(start, end)):
                self.assertNear((one.bound_lower, one.bound_upper), bounds, (start, end))

    def test_refusals(self):
        for name, call in [("GDCS_E_VALUE", dict(start=(1, 2), end=(2, 1), design="linked")),
                           ("GDCS_E_VALUE", dict(start=(-1, 2), end=(2, 1))),
                           ("GDCS_E_EMPTY", dict(start=(0, 0), end=(0, 0))),
                           ("GDCS_E_OPTION", dict(start=(5, 2), end=(2, 1), design="crossed")),
                           ("GDCS_E_OPTION", dict(start=(5, 2), end=(2, 1), method="wald"))]:
            with self.subTest(call), self.assertRaises(gdcs.Error) as caught:
                gdcs.pipeline(**call)
            self.assertEqual(caught.exception.name, name)


class Arrays(unittest.TestCase):
    def assertEach(self, got):
        for row, (start, end) in enumerate(CASES):
            scalar = gdcs.pipeline(start, end)
            for many, one in zip(got, scalar):
                self.assertEqual([field[row] for field in many[:6]], list(one))

    def arrays(self, kind):
        return [gdcs.Counts(*(kind(column) for column in zip(*stage)))
                for stage in zip(*CASES)]

    def test_they_are_the_scalars(self):
        self.assertEach(gdcs.pipeline(*self.arrays(list)))

    @needs_numpy
    def test_numpy(self):
        got = gdcs.pipeline(*self.arrays(numpy.array))
        self.assertIsInstance(got.index.value, numpy.ndarray)
        self.assertEach(got)


PIPELINE = [(900, 5100), (400, 2600), (130, 1400), (21, 800)]


class Several(unittest.TestCase):
    def test_steps_and_reaches_are_the_scalars(self):
        got = gdcs.pipeline_stages(PIPELINE, design="linked", simultaneous="bonferroni")
        for k in range(3):
            one = dict(design="linked", alpha=0.05 / 3)
            self.assertEqual(got.steps[k], gdcs.pipeline(PIPELINE[k], PIPELINE[k + 1], **one))
            self.assertEqual(got.reach[k], gdcs.pipeline(PIPELINE[0], PIPELINE[k + 1], **one))

    def test_stages_that_count_different_things(self):
        got = gdcs.pipeline_stages(PIPELINE, basis=["flow", "flow", None, "stock"])
        self.assertEqual(["not_comparable" in step.notes for step in got.steps], [False] * 3)
        self.assertIn("not_comparable", got.reach[2].notes)
        with self.assertRaises(gdcs.Error) as caught:
            gdcs.pipeline_stages(PIPELINE, basis=["flow"])
        self.assertEqual(caught.exception.name, "GDCS_E_SHAPE")

    def test_parts_are_means_over_all_orders(self):
        for design in ("linked", "cross_sectional"):
            got = gdcs.pipeline_decompose(PIPELINE, design=design, method="log")
            logs, gaps = slow.pipeline_parts(PIPELINE)
            for k in range(3):
                self.assertAlmostEqual(got.log_index.value[k], logs[k], 13)
                self.assertAlmostEqual(got.share.value[k], logs[k] / sum(logs), 13)
                self.assertAlmostEqual(got.gap.value[k], gaps[k], 15)
            self.assertAlmostEqual(got.whole_gap.value, sum(gaps), 15)
            self.assertAlmostEqual(got.whole_log_index.value, sum(logs), 13)

    def test_many_pipelines(self):
        other = [(60, 300), (31, 190), (9, 70), (4, 60)]
        stages = [gdcs.Counts(*map(list, zip(*pair))) for pair in zip(PIPELINE, other)]
        got = gdcs.pipeline_decompose_each(stages, design="linked")
        for row, one in enumerate((PIPELINE, other)):
            want = gdcs.pipeline_decompose(one, design="linked")
            for kind in ("log_index", "share", "gap"):
                for field in ("value", "lower", "upper", "bound_lower"):
                    self.assertEqual(list(getattr(getattr(got, kind), field))[3 * row:3 * row + 3],
                                     list(getattr(getattr(want, kind), field)))

    def test_bootstrap(self):
        one, two = (gdcs.pipeline_decompose(PIPELINE, parts="bootstrap", replicates=500, seed=seed)
                    for seed in (1, 1))
        self.assertEqual(list(one.gap.lower), list(two.gap.lower))
        self.assertEqual(one.replicates, 500)
        self.assertIn("simulated", one.notes)

    def test_refusals(self):
        for name, call in [("GDCS_E_ARGUMENT", dict(stages=PIPELINE[:1])),
                           ("GDCS_E_ARGUMENT", dict(stages=[])),
                           ("GDCS_E_VALUE", dict(stages=[(1, 2), (-1, 2)])),
                           ("GDCS_E_OPTION", dict(stages=PIPELINE, simultaneous="holm")),
                           ("GDCS_E_OPTION", dict(stages=PIPELINE, replicates=5))]:
            with self.subTest(call), self.assertRaises(gdcs.Error) as caught:
                gdcs.pipeline_decompose(**call)
            self.assertEqual(caught.exception.name, name)


class Tested(unittest.TestCase):
    def test_chi_square_is_summed_over_the_cells(self):
        for start, end in CASES:
            for design in ("linked", "cross_sectional"):
                got = gdcs.pipeline_test(start, end, design=design, test="score")
                statistic, p = slow.step_test(start, end, design)
                self.assertTrue(math.isclose(got.equality.statistic, statistic, rel_tol=1e-12))
                self.assertTrue(math.isclose(got.equality.p_value, p, rel_tol=1e-9))

    def test_the_exact_test_sums_all_tables(self):
        for start, end in CASES:
            got = gdcs.pipeline_test(start, end, design="linked", test="exact")
            self.assertTrue(math.isclose(got.equality.p_value, slow.fisher(start, end),
                                         rel_tol=1e-11))

    def test_both_framings(self):
        got = gdcs.pipeline_test((1000, 1000), (950, 980), design="linked")
        self.assertAlmostEqual(got.attrition_index.value, 2.5, 12)
        self.assertAlmostEqual(got.difference.value, -0.03, 12)
        self.assertIn("framings", got.notes)
        self.assertEqual(gdcs.pipeline_test((9, 40), (1, 22)).small, {"base"})

    def test_arrays_are_the_scalars(self):
        columns = [gdcs.Counts(*map(list, zip(*stage))) for stage in zip(*CASES)]
        got = gdcs.pipeline_test(*columns)
        for row, (start, end) in enumerate(CASES):
            one = gdcs.pipeline_test(start, end)
            self.assertEqual(got.difference.lower[row], one.difference.lower)
            self.assertEqual(got.equality.p_value[row], one.equality.p_value)
            self.assertGreaterEqual(got.p_adjusted[row], one.equality.p_value)

    def test_stages(self):
        got = gdcs.pipeline_test_stages(PIPELINE, design="linked")
        p = [step.equality.p_value for step in got.steps]
        order, least = sorted(range(3), key=p.__getitem__), 0.0
        for rank, k in enumerate(order):
            least = max(least, min(1.0, (3 - rank) * p[k]))
            self.assertTrue(math.isclose(got.steps[k].p_adjusted, least, rel_tol=1e-12))
        self.assertEqual(got.whole.index.value,
                         gdcs.pipeline_test(PIPELINE[0], PIPELINE[-1], design="linked").index.value)


class Tables(unittest.TestCase):
    def years(self):
        table = gdcs.Table(["year", "stage", "sex"])
        for year, scale in (("2016", 1), ("2017", 2)):
            for stage, (women, men) in zip(("reported", "charged", "tried"), PIPELINE):
                table[year, stage, "F"], table[year, stage, "M"] = scale * women, scale * men
        return table

    def test_stages_and_parts_are_the_scalars(self):
        rows = self.years().pipeline_stages("stage", ["reported", "charged", "tried"], "year",
                                            design="linked").to_dict()
        one = gdcs.pipeline_test_stages(PIPELINE[:3], design="linked")
        self.assertEqual(rows["measure"][:5], ["women", "men", "index", "attrition_index",
                                               "difference"])
        self.assertEqual(rows["value"][2:5], [one.steps[0].index.value,
                                              one.steps[0].attrition_index.value,
                                              one.steps[0].difference.value])
        self.assertEqual(rows["p_adjusted"][7], one.steps[1].p_adjusted)
        rows = self.years().pipeline_decomposed("stage", ["reported", "charged", "tried"], "year",
                                                design="linked").to_dict()
        parts = gdcs.pipeline_decompose(PIPELINE[:3], design="linked")
        self.assertEqual(rows["value"][2:6:3], list(parts.gap.value))
        self.assertEqual(rows["value"][7], parts.whole_gap.value)

    def test_lags(self):
        rows = self.years().pipeline("stage", ["reported", "charged"], "year", period="year",
                                     lags=[0, 1]).to_dict()
        self.assertAlmostEqual(rows["value"][0], 2 * PIPELINE[1][0] / PIPELINE[0][0], 14)
        self.assertIsNone(rows["value"][3])

    def test_every_step_and_the_whole_way(self):
        stages = {"suspected": (50, 400), "prosecuted": (30, 300), "convicted": (12, 150)}
        table = gdcs.Table(["stage", "sex"])
        for stage, (women, men) in stages.items():
            table[stage, "F"], table[stage, "M"] = women, men
        rows = table.pipeline("stage", list(stages)).to_dict()
        steps = [("suspected", "prosecuted"), ("prosecuted", "convicted"),
                 ("suspected", "convicted")]
        self.assertEqual(list(zip(rows["from"], rows["to"])), [s for s in steps for _ in range(3)])
        self.assertEqual(rows["measure"], ["women", "men", "index"] * 3)
        for place, (start, end) in enumerate(steps):
            one = gdcs.pipeline(stages[start], stages[end])
            for row, estimate in enumerate((one.women, one.men, one.index)):
                self.assertEqual([rows[name][3 * place + row] for name in ("value", "lower",
                                                                           "upper")],
                                 list(estimate[:3]))


if __name__ == "__main__":
    unittest.main(verbosity=2)
