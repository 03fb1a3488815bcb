"""Pooled strata against slow, obvious versions."""
import itertools
import math
import unittest

import gdcs

SMALL = [(2, 5, 1, 6), (0, 4, 2, 7), (3, 3, 1, 4), (1, 8, 0, 3), (5, 9, 2, 9)]
LARGE = [(89, 108, 512, 825), (17, 25, 353, 560), (202, 593, 120, 325), (131, 375, 138, 417)]


def pooled(strata, **options):
    return gdcs.strata_pool(*map(list, zip(*strata)), **options)


def odds_ratio(strata):
    """Mantel and Haenszel, with Robins, Breslow and Greenland's limits"""
    r = [x * (m - y) / (n + m) for x, n, y, m in strata]
    s = [(n - x) * y / (n + m) for x, n, y, m in strata]
    p = [(x + m - y) / (n + m) for x, n, y, m in strata]
    odds = sum(r) / sum(s)
    variance = (sum(a * b for a, b in zip(p, r)) / (2 * sum(r) ** 2)
                + sum(a * c + (1 - a) * b for a, b, c in zip(p, r, s)) / (2 * sum(r) * sum(s))
                + sum((1 - a) * c for a, c in zip(p, s)) / (2 * sum(s) ** 2))
    step = 1.959963984540054 * math.sqrt(variance)
    return odds, odds * math.exp(-step), odds * math.exp(step)


def cmh(strata):
    excess = sum(x - n * (x + y) / (n + m) for x, n, y, m in strata)
    variance = sum(n * m * (x + y) * (n + m - x - y) / (n + m) ** 2 / (n + m - 1)
                   for x, n, y, m in strata)
    return excess ** 2 / variance


def exact_p(strata):
    """Every set of tables with these sums"""
    ways = []
    for x, n, y, m in strata:
        both = x + y
        ways.append([(k, math.comb(n, k) * math.comb(m, both - k))
                     for k in range(max(0, both - m), min(n, both) + 1)])
    mass = {}
    for one in itertools.product(*ways):
        total = sum(k for k, _ in one)
        mass[total] = mass.get(total, 0) + math.prod(w for _, w in one)
    found = mass[sum(x for x, _, _, _ in strata)]
    return sum(w for w in mass.values() if w <= found) / sum(mass.values())


class Pool(unittest.TestCase):
    def assertNear(self, got, expected):
        self.assertTrue(math.isclose(got, expected, rel_tol=1e-11), f"{got} is not {expected}")

    def test_odds_ratio_and_test(self):
        for strata in (SMALL, LARGE):
            got = pooled(strata)
            for one, other in zip(got.odds_ratio[:3], odds_ratio(strata)):
                self.assertNear(one, other)
            self.assertNear(got.test.statistic, cmh(strata))
            self.assertNear(got.test.p_value, math.erfc(math.sqrt(cmh(strata) / 2)))
            weight = [n * m / (n + m) for _, n, _, m in strata]
            gap = [x / n - y / m for x, n, y, m in strata]
            self.assertNear(got.difference.value,
                            sum(w * d for w, d in zip(weight, gap)) / sum(weight))
            self.assertEqual((got.method, got.strata, got.empty), ("mantel_haenszel", len(strata), 0))

    def test_exact(self):
        self.assertNear(pooled(SMALL, test="exact").test.p_value, exact_p(SMALL))
        exact, mid = pooled(SMALL, method="exact").odds_ratio, pooled(SMALL, method="mid-p").odds_ratio
        self.assertLess(exact.lower, mid.lower)
        self.assertGreater(exact.upper, mid.upper)

    def test_inverse_variance(self):
        got = pooled(LARGE, method="inverse_variance").difference
        rows = [(x / n - y / m, x * (n - x) / n ** 3 + y * (m - y) / m ** 3) for x, n, y, m in LARGE]
        total = sum(1 / v for _, v in rows)
        self.assertNear(got.value, sum(d / v for d, v in rows) / total)
        self.assertNear(got.std_error, total ** -0.5)
        self.assertIn("continuity", pooled(SMALL, method="inverse_variance").notes)

    def test_empty_and_refused(self):
        got = pooled(SMALL + [(0, 0, 2, 5)])
        self.assertEqual(got.empty, 1)
        self.assertIn("empty_unit", got.notes)
        with self.assertRaises(gdcs.DataError):
            pooled([(3, 2, 1, 4)])
        with self.assertRaises(gdcs.ArgumentError):
            pooled(SMALL, test="fisher")


class Tables(unittest.TestCase):
    def test_table(self):
        table = gdcs.Table([gdcs.Axis("sex", concept="sex"), gdcs.Axis("court"), gdcs.Axis("end")])
        for k, (x, n, y, m) in enumerate(SMALL):
            for label, count in ((("F", k, "guilty"), x), (("F", k, "free"), n - x),
                                 (("M", k, "guilty"), y), (("M", k, "free"), m - y)):
                table.add(label, count)
        got, one = table.strata("end", "guilty", "court", "free"), pooled(SMALL)
        self.assertEqual(list(got["measure"]), ["difference", "risk_ratio", "odds_ratio"])
        self.assertEqual(list(got["value"]),
                         [one.difference.value, one.risk_ratio.value, one.odds_ratio.value])
        self.assertEqual(list(got["p_value"]), [one.test.p_value] * 3)
        self.assertEqual(list(got["bound_upper"]), list(got["value"]))
        table.add(("_U", 0, "free"), 2)
        self.assertGreater(gdcs.strata_table(table, "end", "guilty", "court")["bound_upper"][0],
                           one.difference.value)
        with self.assertRaises(gdcs.ArgumentError):
            table.strata("end", "hanged", "court")


class Sets(unittest.TestCase):
    def assertSets(self, got, sets, **options):
        for row, strata in enumerate(sets):
            one = pooled(strata, **options)
            for name in gdcs.ManyStrata._fields:
                many = getattr(got, name)
                for field, want in getattr(one, name)._asdict().items():
                    have = getattr(many, field)[row]
                    self.assertTrue(have == want or (math.isnan(have) and math.isnan(want)),
                                    f"{name}.{field} of set {row}: {have}, not {want}")

    def test_each_set_is_pooled_alone(self):
        sets, offsets = [SMALL, LARGE, SMALL[:1], SMALL[1:]], [0, 5, 9, 10, 14]
        rows = [stratum for strata in sets for stratum in strata]
        for options in ({}, {"method": "exact", "test": "exact"}, {"method": "inverse_variance"}):
            got = gdcs.strata_each(*map(list, zip(*rows)), offsets=offsets, **options)
            if not options.get("test"):
                self.assertSets(got, sets, **options)
            else:
                self.assertSets(gdcs.ManyStrata(*(type(one)(*(f[::2] for f in one)) for one in got)),
                                sets[::2], **options)
        self.assertAlmostEqual(gdcs.strata_each(*map(list, zip(*rows)), offsets=offsets)
                               .odds_ratio.value[1], odds_ratio(LARGE)[0], 12)

    def test_refusals(self):
        columns = list(map(list, zip(*SMALL)))
        for offsets in ([], [0, 3], [1, 5], [0, 4, 2, 5]):
            with self.assertRaises((gdcs.ArgumentError, gdcs.DataError)):
                gdcs.strata_each(*columns, offsets=offsets)


if __name__ == "__main__":
    unittest.main()
