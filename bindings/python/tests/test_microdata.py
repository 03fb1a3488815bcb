"""Risk in records against a slow, obvious version."""
import itertools
import math
import random
import unittest

import gdcs
from gdcs import MicrodataKeys, MicrodataRule

NAN = float("nan")


def matches(a, b, missing):
    return all(x == y or (missing != "category" and None in (x, y)) for x, y in zip(a, b))


def slow_risk(f, p):
    """E(1 / F) by summing the negative binomial."""
    total, x = 0.0, f
    term = p ** f
    while term > 1e-18 * total or x < 10 * f / p:
        total += term / x
        term *= x / (x - f + 1) * (1 - p)
        x += 1
    return total


def slow_recursive(counts, c):
    falling = sorted(counts, reverse=True)
    held = [l for l in range(1, len(falling) + 1) if falling[0] < c * sum(falling[l - 1:])]
    return max(held, default=0)


def slow_closeness(near, far, ordered, order):
    share = [near.count(v) / len(near) - far.count(v) / len(far) for v in order]
    if not ordered:
        return sum(map(abs, share)) / 2
    if len(order) < 2:
        return 0.0
    return sum(abs(sum(share[:i + 1])) for i in range(len(order) - 1)) / (len(order) - 1)


def slow(rows, keys, missing, weight, sensitive, ordered, order, c):
    """By record: f, F, risk, distinct, exp(entropy), recursive l, t."""
    out, known = [], [v for v in sensitive if v is not None]
    for row in keys:
        near = [i for i, other in enumerate(keys) if matches(row, other, missing)]
        f, big = len(near), math.fsum(weight[i] for i in near)
        values = [sensitive[i] for i in near if sensitive[i] is not None]
        counts = [values.count(v) for v in set(values)]
        entropy = math.exp(-sum(n / len(values) * math.log(n / len(values)) for n in counts)) \
            if values else 0.0
        out.append((f, big, slow_risk(f, f / big) if f < big else 1 / f, len(counts), entropy,
                    slow_recursive(counts, c),
                    slow_closeness(values, known, ordered, order) if values else 0.0))
    return out


def draw_frame(draw, n, gaps):
    def pick(values):
        return None if draw.random() < gaps else draw.choice(values)

    columns = {"sex": [pick(["F", "M", "M", "_O", "_U"]) for _ in range(n)],
               "age": [pick([20, 30, 40, 50]) for _ in range(n)],
               "area": [pick("ABC") for _ in range(n)],
               "weight": [draw.choice([1.0, 2.5, 7.0]) for _ in range(n)],
               "health": [pick(["bad", "fair", "good"]) for _ in range(n)],
               "income": [pick([1.0, 2.0, 4.0, 8.0, 16.0]) for _ in range(n)]}
    return columns, gdcs.Frame(columns, concepts={"health": None})


class Microdata(unittest.TestCase):
    def near(self, got, wanted, what):
        self.assertTrue(math.isclose(got, wanted, rel_tol=1e-9, abs_tol=1e-12), (got, wanted, what))

    def test_each_record_agrees_with_the_definitions(self):
        draw = random.Random(6)
        for turn in range(60):
            n, gaps = draw.choice([1, 5, 30, 60]), draw.choice([0, 0.1, 0.4])
            columns, frame = draw_frame(draw, n, gaps)
            names = draw.sample(["sex", "age", "area"], draw.randint(1, 3))
            missing, sensitive = draw.choice([None, "any", "category"]), draw.choice(
                ["health", "income"])
            ordered, c = sensitive == "income", draw.choice([0.5, 1, 2, 3])
            distance = draw.choice([None, "ordered" if ordered else "equal"])
            keys = list(zip(*(columns[name] for name in names)))
            order = sorted({v for v in columns[sensitive] if v is not None})
            wanted = slow(range(n), keys, missing, columns["weight"], columns[sensitive], ordered,
                          order, c)
            said = MicrodataKeys(names, sensitive, "weight", missing=missing)
            rule = MicrodataRule(k=3, l=2, c=c, distance=distance)
            got = gdcs.microdata_each(frame, said, rule)
            for i, row in enumerate(wanted):
                for name, value in zip(("frequency", "population", "risk", "distinct", "entropy",
                                        "recursive", "closeness"), row):
                    self.near(getattr(got, name)[i], value, (turn, i, name))
            self.sums(gdcs.microdata(frame, said, rule), wanted, keys)

    def sums(self, got, wanted, keys):
        self.assertEqual(got.records, len(wanted))
        self.assertEqual(got.classes, len(set(keys)))
        self.assertEqual(got.k, min(row[0] for row in wanted))
        self.assertEqual(got.uniques, sum(row[0] == 1 for row in wanted))
        self.assertEqual(got.below, sum(row[0] < 3 for row in wanted))
        self.assertEqual(got.below_l, sum(0 < row[3] < 2 for row in wanted))
        self.near(got.risk, max(row[2] for row in wanted), "risk")
        self.near(got.reidentifications, sum(row[2] for row in wanted), "reidentifications")
        self.near(got.population_uniques, sum(1 / row[1] for row in wanted if row[0] == 1), "pu")
        known = [row for row in wanted if row[3]]
        if known:
            self.near(got.l_distinct, min(row[3] for row in known), "distinct")
            self.near(got.l_entropy, min(row[4] for row in known), "entropy")
            self.near(got.l_recursive, min(row[5] for row in known), "recursive")
            self.near(got.t, max(row[6] for row in known), "t")

    def test_rows_in_another_order_change_nothing(self):
        draw = random.Random(7)
        for _ in range(20):
            columns, _ = draw_frame(draw, 40, 0.2)
            keys = MicrodataKeys(["sex", "age", "area"], "income", "weight")
            places = draw.sample(range(40), 40)
            first = gdcs.microdata_each(gdcs.Frame(columns), keys)
            then = gdcs.microdata_each(gdcs.Frame({name: [values[i] for i in places]
                                                   for name, values in columns.items()}), keys)
            for one, other in zip(first, then):
                self.assertEqual([one[i] for i in places], list(other))

    def test_fewer_keys_and_more_gaps_never_lower_f(self):
        draw = random.Random(8)
        for _ in range(40):
            columns, frame = draw_frame(draw, 50, draw.choice([0, 0.2]))
            fine = gdcs.microdata_each(frame, ["sex", "age", "area"]).frequency
            for fewer in (["sex", "age"], ["area"]):
                coarse = gdcs.microdata_each(frame, fewer).frequency
                self.assertTrue(all(a <= b for a, b in zip(fine, coarse)))
            name = draw.choice(["sex", "age", "area"])
            columns[name] = [None if draw.random() < 0.3 else v for v in columns[name]]
            gaps = gdcs.microdata_each(gdcs.Frame(columns), ["sex", "age", "area"]).frequency
            self.assertTrue(all(a <= b for a, b in zip(fine, gaps)))

    def test_many_wide_keys_are_told_apart(self):
        draw = random.Random(9)
        names = [f"key{j}" for j in range(12)]
        columns = {name: [draw.choice([0, 1, draw.randint(0, 10 ** 9)]) for _ in range(3000)]
                   for name in names}
        for name in names:  # so that some records are equal
            columns[name] = (columns[name][:1000] + columns[name])[:3000]
        rows = list(zip(*columns.values()))
        got = gdcs.microdata_each(gdcs.Frame(columns), names)
        tally = {row: rows.count(row) for row in set(rows)}
        self.assertEqual(list(got.frequency), [tally[row] for row in rows])
        order = {row: i + 1 for i, row in enumerate(sorted(tally))}
        self.assertEqual(list(got.class_number), [order[row] for row in rows])

    def test_labels_add_up(self):
        draw = random.Random(10)
        for _ in range(20):
            columns, frame = draw_frame(draw, 60, 0.1)
            each = gdcs.microdata_each(frame, MicrodataKeys(["sex", "age"], weight="weight"))
            labels = gdcs.microdata_labels(frame, MicrodataKeys(["sex", "age"], weight="weight"),
                                           MicrodataRule(k=4))
            wanted = []
            for name in ("sex", "age"):
                values = sorted({v for v in columns[name] if v is not None})
                for value in ([None] if None in columns[name] else []) + values:
                    rows = [i for i in range(60) if columns[name][i] == value]
                    wanted.append((name, None if value is None else str(value), len(rows),
                                   sum(each.frequency[i] == 1 for i in rows),
                                   sum(each.frequency[i] < 4 for i in rows),
                                   max(each.risk[i] for i in rows)))
            got = list(zip(*(labels[name] for name in ("column", "label", "records", "uniques",
                                                       "below", "risk"))))
            self.assertEqual(got, wanted)

    def test_an_audit_says_what_each_column_does(self):
        draw = random.Random(11)
        columns, frame = draw_frame(draw, 80, 0.1)
        got = gdcs.microdata_audit(frame, MicrodataKeys(["sex", "age"], "health"),
                                   MicrodataRule(k=3, l=2))
        for i, name in enumerate(got.report["column"]):
            def below(names):
                rows = list(zip(*(columns[one] for one in names)))
                return sum(sum(matches(a, b, "any") for b in rows) < 3 for a in rows)

            others = [one for one in ("sex", "age") if one != name]
            self.assertEqual(got.report["below_alone"][i], below([name]))
            self.assertEqual(got.report["below_without"][i], below(others))
            self.assertEqual(got.report["below_with"][i], below(others + [name]))
        self.assertEqual(list(got.report["role"]),
                         ["key", "key", "other", "other", "sensitive", "other"])
        self.assertEqual("k" in got.result.broken, got.result.below > 0)

    def test_uniques_are_the_minimal_sets(self):
        draw = random.Random(12)
        names = ["sex", "age", "area", "health"]
        for _ in range(25):
            columns, frame = draw_frame(draw, draw.choice([8, 25]), draw.choice([0, 0.15]))
            most, missing = draw.choice([1, 2, 3]), draw.choice(["any", "category"])
            rows = list(zip(*(columns[name] for name in names)))
            alone = {}
            for size in range(1, most + 1):
                for keys in itertools.combinations(range(4), size):
                    short = [tuple(row[j] for j in keys) for row in rows]
                    alone[keys] = {i for i, a in enumerate(short)
                                   if sum(matches(a, b, missing) for b in short) == 1}
            got = gdcs.microdata_uniques(frame, MicrodataKeys(names, missing=missing), most=most)
            for i in range(len(rows)):
                sets = [keys for keys in alone if i in alone[keys] and not any(
                    set(part) < set(keys) and i in alone[part] for part in alone)]
                self.assertEqual(got.count[i], len(sets))
                self.assertEqual(got.smallest[i], min(map(len, sets), default=0))
                self.assertEqual(got.score[i], sum(
                    math.prod(4 - j for j in range(len(keys), most + 1)) for keys in sets))

    def test_what_is_no_key_is_refused(self):
        _, frame = draw_frame(random.Random(1), 5, 0)
        with self.assertRaises(gdcs.MissingNameError):
            gdcs.microdata(frame, ["nobody"])
        with self.assertRaises(gdcs.ArgumentError):
            gdcs.microdata(frame, [])
        with self.assertRaises(gdcs.ArgumentError):
            gdcs.microdata(frame, ["sex"], MicrodataRule(k=-1))
        with self.assertRaises(gdcs.ArgumentError):
            gdcs.microdata_audit(frame, ["sex"], MicrodataRule())


if __name__ == "__main__":
    unittest.main()
