"""Durations against slow, obvious versions."""
import math
import random
import unittest

import gdcs
from support import needs_numpy, numpy

Z = 1.959963984540054


def people(seed, n=40):
    r = random.Random(seed)
    return ([r.randint(1, 12) for _ in range(n)], [r.choice([0, 1, 1, 2]) for _ in range(n)],
            [r.choice("FM") for _ in range(n)])


def of(sex, time, event, sexes):
    return [(t, e) for t, e, s in zip(time, event, sexes) if s == sex]


def kaplan_meier(persons, at):
    """The value at a time, and Greenwood's sum."""
    value, spread = 1.0, 0.0
    for t in sorted({t for t, e in persons if e and t <= at}):
        risk = sum(u >= t for u, _ in persons)
        dead = sum(u == t and e > 0 for u, e in persons)
        value *= 1 - dead / risk
        spread += dead / risk / (risk - dead) if dead < risk else math.inf
    return value, spread


def area(persons, tau):
    """By small steps: times are whole."""
    return sum(kaplan_meier(persons, t)[0] for t in range(tau))


def log_rank(time, event, sexes):
    observed = expected = variance = 0.0
    for t in sorted({t for t, e in zip(time, event) if e}):
        at = [(u, e, s) for u, e, s in zip(time, event, sexes) if u >= t]
        dead = [x for x in at if x[0] == t and x[1]]
        r, d, w = len(at), len(dead), sum(s == "F" for _, _, s in at)
        observed += sum(s == "F" for _, _, s in dead)
        expected += d * w / r
        if r > 1:
            variance += d * w * (r - w) * (r - d) / (r * r * (r - 1))
    return observed, expected, variance


def actuarial(persons, ends):
    """Survival to each end."""
    left, value, out, begin = len(persons), 1.0, [], 0
    for end in ends:
        here = [e for t, e in persons if begin <= t < end]
        dead = sum(e > 0 for e in here)
        risk = left - (len(here) - dead) / 2
        value *= 1 - dead / risk
        left -= len(here)
        out.append(value)
        begin = end
    return out


class Arrays(unittest.TestCase):
    def test_survival_mean_and_quantile(self):
        for seed in range(10):
            given = people(seed)
            got = gdcs.duration(*given, at=4, tau=8)
            for sex, survival, mean, middle in (
                    ("F", got.women_survival, got.women_mean, got.women_quantile),
                    ("M", got.men_survival, got.men_mean, got.men_quantile)):
                persons = of(sex, *given)
                value, spread = kaplan_meier(persons, 4)
                self.assertAlmostEqual(survival.value, value, places=13)
                self.assertAlmostEqual(survival.std_error, value * math.sqrt(spread), places=13)
                half = Z * math.sqrt(spread) / math.log(value)
                self.assertAlmostEqual(survival.lower, value ** math.exp(-half), places=12)
                self.assertAlmostEqual(mean.value, area(persons, 8), places=12)
                below = [t for t in range(1, 13) if kaplan_meier(persons, t)[0] < 0.5 - 1e-9]
                if below and not math.isnan(middle.value):
                    self.assertLessEqual(middle.value, below[0])

    def test_log_rank(self):
        for seed in range(10):
            time, event, sex = people(seed)
            got = gdcs.duration_test(time, event, sex)
            observed, expected, variance = log_rank(time, event, sex)
            self.assertAlmostEqual(got.women_observed, observed)
            self.assertAlmostEqual(got.women_expected, expected)
            chi = (observed - expected) ** 2 / variance
            self.assertAlmostEqual(got.test.statistic, chi)
            self.assertAlmostEqual(got.test.p_value, math.erfc(math.sqrt(chi / 2)), places=13)
            dealt = gdcs.duration_test(time, event, sex, p_method="simulated", seed=seed)
            self.assertLess(abs(dealt.test.p_value - got.test.p_value), 0.08)
            self.assertEqual(dealt.replicates, 9999)

    def test_bounds_hold_the_values(self):
        time, event, sex = people(3)
        sex[:4] = ["_U", None, "_U", "_U"]
        got = gdcs.duration(time, event, sex, at=4, tau=8)
        self.assertEqual(got.unknown, 4)
        for way in range(16):
            sex[:4] = ["FM"[way >> i & 1] for i in range(4)]
            one = gdcs.duration(time, event, sex, at=4, tau=8)
            for wide, value in zip(got[:11], one[:11]):
                self.assertLessEqual(wide.bound_lower, value.value + 1e-12)
                self.assertGreaterEqual(wide.bound_upper, value.value - 1e-12)

    def test_causes_and_survival_add_up(self):
        given = people(5)
        curve = gdcs.duration_curve(*given).to_dict()
        causes = gdcs.duration_causes(*given).to_dict()
        left = {}
        for sex, time, value in zip(causes["sex"], causes["time"], causes["value"]):
            left[sex, time] = left.get((sex, time), 0.0) + value
        for sex, time, value in zip(curve["sex"], curve["time"], curve["value"]):
            self.assertAlmostEqual(value + left[sex, time], 1.0, places=13)

    def test_life_table(self):
        survival, hazard = gdcs.duration_intervals(100, [10, 5, 0], [4, 6, 10])
        first = 1 - 10 / 98
        self.assertAlmostEqual(survival.value[0], first)
        self.assertAlmostEqual(survival.value[1], first * (1 - 5 / 83))
        self.assertAlmostEqual(hazard.value[0], 2 * (10 / 98) / (2 - 10 / 98))

    def test_refusals(self):
        for name, wrong in (("GDCS_E_VALUE", lambda: gdcs.duration([-1], [1], ["F"])),
                            ("GDCS_E_SEX", lambda: gdcs.duration([1], [1], ["X"])),
                            ("GDCS_E_SHAPE", lambda: gdcs.duration([1], [1, 0], ["F"])),
                            ("GDCS_E_OPTION",
                             lambda: gdcs.duration([1], [1], ["F"], limits="wald")),
                            ("GDCS_E_EMPTY", lambda: gdcs.duration([1], [1], ["_U"]))):
            with self.assertRaises(gdcs.Error) as caught:
                wrong()
            self.assertEqual(caught.exception.name, name)

    @needs_numpy
    def test_numpy(self):
        time, event, sex = people(2)
        got = gdcs.duration(numpy.array(time, dtype=float), numpy.array(event), sex)
        self.assertEqual(repr(got), repr(gdcs.duration(time, event, sex)))


class Frames(unittest.TestCase):
    def test_groups_are_the_arrays(self):
        time, event, sex = people(8, 60)
        area_of = ["north" if i % 2 else "south" for i in range(60)]
        frame = gdcs.Frame({"time": [float(t) for t in time], "event": event, "sex": sex,
                            "area": area_of}, sensitivity={"event": "protected"})
        got = gdcs.duration_frame(frame, "area", at=5, tau=7)
        self.assertEqual(got.sensitivity, "protected")
        rows = got.to_dict()
        for place in ("north", "south"):
            kept = [i for i in range(60) if area_of[i] == place]
            one = gdcs.duration([time[i] for i in kept], [event[i] for i in kept],
                                [sex[i] for i in kept], at=5, tau=7)
            value = {(s, m): v for a, s, m, v in zip(rows["area"], rows["sex"], rows["measure"],
                                                     rows["value"]) if a == place}
            self.assertEqual(value["F", "mean"], one.women_mean.value)
            self.assertEqual(value["", "hazard_ratio"], one.hazard_ratio.value)
        tested = gdcs.duration_test_frame(frame, "area")
        same = gdcs.duration_test(time, event, sex, stratum=[a == "north" for a in area_of])
        self.assertAlmostEqual(tested.test.statistic, same.test.statistic)
        self.assertEqual(len(gdcs.duration_frame_curve(frame)),
                         len(gdcs.duration_curve(time, event, sex)))
        self.assertEqual(len(gdcs.duration_frame_causes(frame, cause=1)),
                         len(gdcs.duration_causes(time, event, sex, cause=1)))


class Intervals(unittest.TestCase):
    def test_life_tables_of_a_frame(self):
        ends = [3, 6, 9]
        for seed in range(5):
            time, event, sexes = people(seed, 60)
            frame = gdcs.Frame({"time": [float(t) for t in time], "event": event,
                                "sex": sexes})
            got = gdcs.duration_frame_intervals(frame, ends).to_dict()
            for i, sex in enumerate("FM"):
                persons = of(sex, time, event, sexes)
                for j, value in enumerate(actuarial(persons, ends)):
                    row = 2 * i * len(ends) + j
                    self.assertEqual((got["sex"][row], got["measure"][row]), (sex, "survival"))
                    self.assertAlmostEqual(got["value"][row], value, places=13)
                    self.assertEqual(got["bound_lower"][row], got["value"][row])
        with self.assertRaises(gdcs.Error):
            gdcs.duration_frame_intervals(frame, [3, 3])


if __name__ == "__main__":
    unittest.main(verbosity=2)
