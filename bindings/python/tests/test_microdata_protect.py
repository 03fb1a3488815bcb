"""Records made safe, against slow, obvious versions."""
import itertools
import math
import random
import unittest

import gdcs
from gdcs import MicrodataHierarchy, MicrodataKeys, MicrodataRule
from test_microdata import matches

NAN = float("nan")
TREE = {"A1": "A", "A2": "A", "B1": "B", "B2": "B", "A": "X", "B": "X"}
AREAS = ["A1", "A2", "B1", "B2", "C"]


def frequencies(keys, missing="any"):
    return [sum(matches(a, b, missing) for b in keys) for a in keys]


def draw_columns(draw, n, gaps):
    def pick(values):
        return None if draw.random() < gaps else draw.choice(values)

    return {"sex": [pick(["F", "M", "M", "_O"]) for _ in range(n)],
            "age": [pick([21, 22, 27, 33, 39, 44]) for _ in range(n)],
            "area": [pick(AREAS) for _ in range(n)],
            "health": [pick(["bad", "fair", "good"]) for _ in range(n)],
            "number": list(range(n))}


def frame_of(columns):
    return gdcs.Frame(columns, types={"age": "int64"})


def rows_of(frame, names):
    return list(zip(*(frame[name] for name in names)))


class Collapse(unittest.TestCase):
    def test_words_join(self):
        frame = gdcs.Frame({"area": ["a", "b", None, "c", "a"], "n": [1, 2, 3, 4, 5]})
        got = gdcs.microdata_collapse(frame, "area", {"a": "b", "b": "a", "c": None})
        self.assertEqual(list(got["area"]), ["b", "a", None, None, "b"])
        self.assertEqual(list(got["n"]), [1, 2, 3, 4, 5])
        with self.assertRaises(gdcs.MissingNameError):
            gdcs.microdata_collapse(frame, "area", {"z": "a"})

    def test_bands_hold_their_numbers(self):
        frame = gdcs.Frame({"age": [14, 15, 29, 30, 31, 64, 65, None]}, types={"age": "int64"})
        got = gdcs.microdata_collapse_bands(frame, "age", [15, 30, 31, 65])
        self.assertEqual(list(got["age"]), ["<15", "15-29", "15-29", "30", "31-64", "31-64", "65+",
                                            None])
        got = gdcs.microdata_collapse_bands(gdcs.Frame({"x": [0.5, 1.5, NAN, 3.0]}), "x", [1.5, 3])
        self.assertEqual(list(got["x"]), ["<1.5", "1.5-<3", None, "3+"])

    def test_ends_are_coded(self):
        frame = gdcs.Frame({"age": [3, 50, 99, None]}, types={"age": "int64"})
        self.assertEqual(list(gdcs.microdata_collapse_ends(frame, "age", 18, 90)["age"]),
                         [18, 50, 90, None])
        self.assertEqual(list(gdcs.microdata_collapse_ends(frame, "age", upper=60)["age"]),
                         [3, 50, 60, None])


class Recode(unittest.TestCase):
    """All nodes, by the definitions."""

    WIDTHS = [5, 10, 20]

    def coarse(self, name, value, level):
        if name == "age":
            if level == 4:
                return "*"
            if level == 0 or value is None:
                return value
            return 20 + math.floor((value - 20) / self.WIDTHS[level - 1]) * self.WIDTHS[level - 1]
        top = {"area": 3, "sex": 1}[name]
        if level == top:
            return "*"
        for _ in range(level):
            value = TREE.get(value, value)
        return value

    def rest(self, keys, k, missing):
        left = list(range(len(keys)))
        while True:
            f = frequencies([keys[i] for i in left], missing)
            fewer = [i for i, n in zip(left, f) if n >= k]
            if len(fewer) == len(left):
                return left
            left = fewer

    def loss(self, columns, names, levels, left, weight):
        n, total = len(columns["sex"]), 0.0
        merged = {}
        for name, level in zip(names, levels):
            values = {v for v in columns[name] if v is not None}
            for v in values:
                same = sum(self.coarse(name, v, level) == self.coarse(name, other, level)
                           for other in values)
                merged[name, v] = (same - 1) / (len(values) - 1) if len(values) > 1 else 0.0
            merged[name, None] = 0.0
        for i in range(n):
            total += sum(weight[name] * merged[name, columns[name][i]] for name in names) / sum(
                weight[name] for name in names) if i in left else 1.0
        return total / n

    def test_the_least_loss_of_all_nodes_is_found(self):
        draw = random.Random(3)
        tops = {"sex": 1, "age": 4, "area": 3}
        evaluated = nodes = 0
        for turn in range(40):
            n, gaps = draw.choice([4, 12, 30]), draw.choice([0, 0, 0.2])
            columns = draw_columns(draw, n, gaps)
            columns["area"][0] = "A1"  # so that the tree has its height
            names = draw.sample(["sex", "age", "area"], draw.randint(1, 3))
            k, most = draw.choice([1, 2, 3]), draw.choice([0, 0, 1, 4])
            missing = draw.choice(["any", "category"])
            weight = {name: draw.choice([1.0, 1.0, 3.0]) for name in names}
            best = None
            for levels in itertools.product(*(range(tops[name] + 1) for name in names)):
                keys = list(zip(*([self.coarse(name, v, level) for v in columns[name]]
                                  for name, level in zip(names, levels))))
                left = self.rest(keys, k, missing)
                if n - len(left) > most:
                    continue
                found = (round(self.loss(columns, names, levels, set(left), weight), 11),
                         sum(levels), levels, left, keys)
                best = found if best is None or found[:3] < best[:3] else best
            given = [MicrodataHierarchy(name, **{"sex": {}, "age": dict(widths=self.WIDTHS,
                                                                        start=20),
                                                 "area": dict(tree=TREE)}[name]) for name in names]
            said = MicrodataKeys(names, missing=missing)
            if best is None:
                with self.assertRaises(gdcs.DisclosureError):
                    gdcs.microdata_recode(frame_of(columns), said, k, given, most_left_out=most)
                continue
            got = gdcs.microdata_recode(frame_of(columns), said, k, given, most_left_out=most,
                                        importance=weight)
            self.assertEqual(tuple(got.levels.values()), best[2], turn)
            self.assertAlmostEqual(got.loss, best[0], 9)
            self.assertEqual(got.left_out, n - len(best[3]))
            self.assertEqual(list(got.frame["number"]), best[3])
            measured = gdcs.microdata(got.frame, said)
            self.assertEqual(got.k, measured.k)
            self.assertTrue(measured.k >= k or not best[3])
            evaluated, nodes = evaluated + got.evaluated, nodes + got.nodes
        self.assertLess(evaluated, nodes)

    def test_values_are_named_by_their_level(self):
        frame = frame_of({"age": [21, 22, 33, 39], "area": ["A1", "A2", "B1", "B2"],
                          "sex": ["F", "F", "M", "M"]})
        got = gdcs.microdata_recode(frame, ["sex", "age", "area"], 2, [
            MicrodataHierarchy("age", widths=[5, 10], start=20),
            MicrodataHierarchy("area", tree=TREE)]).frame
        self.assertEqual(rows_of(got, ["sex", "age", "area"]),
                         [("F", "20-24", "A")] * 2 + [("M", "30-39", "B")] * 2
                         if got["age"][0] == "20-24" else
                         [("F", "20-29", "A")] * 2 + [("M", "30-39", "B")] * 2)

    def test_no_word_of_who_is_left_out_stays(self):
        frame = gdcs.Frame({"sex": ["F", "F", "_O"], "name": ["x", "y", "secret"]})
        got = gdcs.microdata_recode(frame, ["sex"], 2, [MicrodataHierarchy("sex")],
                                    most_left_out=1)
        self.assertEqual(got.levels, {"sex": 0})
        self.assertEqual(list(got.frame["sex"].words), ["F"])
        self.assertEqual(list(got.frame["name"].words), ["x", "y"])


class Suppress(unittest.TestCase):
    def check(self, columns, names, rule, weight=None):
        frame = frame_of(columns)
        got = gdcs.microdata_suppress(frame, MicrodataKeys(names, "health"), rule,
                                      importance=weight)
        before, after = (rows_of(one, names) for one in (frame, got.frame))
        for old, new in zip(before, after):
            self.assertTrue(all(a is None or a == b for a, b in zip(new, old)))
        cells = sum(a != b for old, new in zip(before, after) for a, b in zip(old, new))
        self.assertEqual(got.cells, cells)
        self.assertEqual(got.cells, sum(got.by_key.values()))
        self.assertEqual(got.records, sum(a != b for a, b in zip(before, after)))
        f = frequencies(after)
        self.assertEqual(got.k, min(f))
        self.assertGreaterEqual(got.k, rule.k)
        self.assertTrue(all(a <= b for a, b in zip(frequencies(before), f)))
        if rule.l > 1:
            for row in after:
                near = {h for other, h in zip(after, columns["health"])
                        if h is not None and matches(row, other, "any")}
                self.assertGreaterEqual(len(near), rule.l)
        for other in ("health", "number"):
            self.assertEqual(list(got.frame[other]), columns[other])
        return got

    def test_k_and_l_are_reached(self):
        draw = random.Random(4)
        for _ in range(150):
            n, gaps = draw.choice([6, 20, 60, 120]), draw.choice([0, 0, 0.1, 0.3])
            columns = draw_columns(draw, n, gaps)
            columns["health"][:3] = ["bad", "fair", "good"]
            names = draw.sample(["sex", "age", "area"], draw.randint(1, 3))
            rule = MicrodataRule(k=draw.choice([2, 3, 5]), l=draw.choice([0, 0, 2, 3]))
            weight = {name: draw.choice([1.0, 2.0, 5.0]) for name in names}
            self.check(columns, names, rule, draw.choice([None, weight]))

    def optimum(self, rows, k, weight):
        """The least cost of all patterns."""
        places = [(i, j) for i, row in enumerate(rows) for j, v in enumerate(row) if v is not None]
        for count in range(len(places) + 1):
            best = None
            for gone in itertools.combinations(places, count):
                made = [tuple(None if (i, j) in gone else v for j, v in enumerate(row))
                        for i, row in enumerate(rows)]
                if min(frequencies(made)) >= k:
                    cost = sum(weight[j] for _, j in gone)
                    best = cost if best is None or cost < best else best
            if best is not None:
                return best  # of equal weights: fewer cells cost less
        return None

    def test_few_cells_more_than_needed_are_suppressed(self):
        draw = random.Random(5)
        ours = least = worst = 0
        for _ in range(60):
            columns = draw_columns(draw, draw.choice([4, 5, 6]), 0)
            for name, few in (("sex", ["F", "M"]), ("area", ["A1", "B1"])):
                columns[name] = [draw.choice(few) for _ in columns[name]]
            columns["age"] = [draw.choice([21, 33]) for _ in columns["age"]]
            got = self.check(columns, ["sex", "age", "area"], MicrodataRule(k=2))
            best = self.optimum(rows_of(frame_of(columns), ["sex", "age", "area"]), 2, [1, 1, 1])
            self.assertGreaterEqual(got.cells, best)
            ours, least, worst = ours + got.cells, least + best, max(worst, got.cells - best)
        self.assertLessEqual(ours, 1.1 * least)
        self.assertLessEqual(worst, 2)

    def test_two_uniques_that_differ_in_one_key_need_one_cell(self):
        got = gdcs.microdata_suppress(gdcs.Frame({"sex": ["F", "M"], "age": [30, 30]}),
                                      ["sex", "age"], MicrodataRule(k=2))
        self.assertEqual((got.cells, got.by_key), (1, {"sex": 1, "age": 0}))

    def test_what_is_dear_stays(self):
        columns = {"sex": ["F", "M", "F", "M"], "area": ["A", "A", "B", "B"],
                   "health": ["bad"] * 4, "number": list(range(4))}
        got = gdcs.microdata_suppress(gdcs.Frame(columns), ["sex", "area"], MicrodataRule(k=2),
                                      importance={"sex": 10})
        self.assertEqual(got.by_key["sex"], 0)
        got = gdcs.microdata_suppress(gdcs.Frame(columns), ["sex", "area"], MicrodataRule(k=2),
                                      importance={"area": 10})
        self.assertEqual(got.by_key["area"], 0)

    def test_sex_is_spared_where_others_do_as_well(self):
        draw = random.Random(16)
        columns = draw_columns(draw, 400, 0)
        got = self.check(columns, ["sex", "age", "area"], MicrodataRule(k=5))
        self.assertGreater(got.cells, 10)
        self.assertLess(got.by_key["sex"], 0.2 * got.cells)

    def test_rows_in_another_order_need_as_many_cells(self):
        draw = random.Random(6)
        for _ in range(20):
            columns = draw_columns(draw, 50, 0.05)
            places = draw.sample(range(50), 50)
            then = {name: [values[i] for i in places] for name, values in columns.items()}
            names = ["sex", "age", "area"]
            one, other = (gdcs.microdata_suppress(frame_of(c), names, MicrodataRule(k=3))
                          for c in (columns, then))
            self.assertEqual(one[1:5], other[1:5])
            self.assertEqual(sorted(map(str, rows_of(one.frame, names))),
                             sorted(map(str, rows_of(other.frame, names))))

    def test_no_suppressed_word_stays_in_a_dictionary(self):
        frame = gdcs.Frame({"sex": ["F", "F", "F", "_O"], "area": ["A", "A", "A", "A"]})
        got = gdcs.microdata_suppress(frame, ["sex", "area"], MicrodataRule(k=2))
        self.assertEqual(list(got.frame["sex"]), ["F", "F", "F", None])
        self.assertEqual(list(got.frame["sex"].words), ["F"])

    def test_what_cannot_be_reached_is_refused(self):
        frame = gdcs.Frame({"sex": ["F", "M"], "health": ["bad", "bad"]})
        with self.assertRaises(gdcs.DisclosureError):
            gdcs.microdata_suppress(frame, ["sex"], MicrodataRule(k=3))
        with self.assertRaises(gdcs.DisclosureError):
            gdcs.microdata_suppress(frame, MicrodataKeys(["sex"], "health"), MicrodataRule(l=2))


class Partition(unittest.TestCase):
    """Cut by the definition, by lists of rows."""

    def spread(self, values, every):
        rank = every if isinstance(every[0], str) else None
        number = (lambda v: rank.index(v)) if rank else (lambda v: v)
        near, far = [number(v) for v in values], [number(v) for v in every]
        return (max(near) - min(near)) / (max(far) - min(far)) if max(far) > min(far) else 0.0

    def cut(self, rows, every, enough):
        order = sorted(range(len(every)),
                       key=lambda j: (-self.spread([r[j] for r in rows], every[j]), j))
        for j in order:
            if self.spread([r[j] for r in rows], every[j]) == 0:
                continue
            values = sorted(r[j] for r in rows)
            middle = values[(len(values) + 1) // 2 - 1]
            for low in ([r for r in rows if r[j] <= middle], [r for r in rows if r[j] < middle]):
                high = [r for r in rows if r not in low]
                if enough(low) and enough(high):
                    return self.cut(low, every, enough) + self.cut(high, every, enough)
        return [rows]

    def text(self, values):
        if isinstance(values[0], str):
            return "|".join(sorted(set(values)))
        low, high = (str(end) for end in (min(values), max(values)))
        return low if low == high else f"{low}-{high}"

    def test_groups_are_those_of_the_definition(self):
        draw = random.Random(13)
        for _ in range(60):
            n = draw.choice([6, 30, 80])
            columns = draw_columns(draw, n, 0)
            columns["health"][:3] = ["bad", "fair", "good"]
            names = draw.sample(["sex", "age", "area"], draw.randint(1, 3))
            k, l = draw.choice([2, 3, 5]), draw.choice([0, 0, 2])
            rows = list(zip(*(columns[name] for name in names), columns["health"],
                            columns["number"]))
            every = [sorted(set(columns[name])) for name in names]
            wanted = self.cut(rows, every, lambda part: len(part) >= k and len(
                {r[-2] for r in part}) >= l)
            got = gdcs.microdata_partition(frame_of(columns), MicrodataKeys(names, "health"),
                                           MicrodataRule(k=k, l=l))
            self.assertEqual(got.parts, len(wanted))
            made, loss = rows_of(got.frame, names), 0.0
            for part in wanted:
                texts = tuple(self.text([r[j] for r in part]) for j in range(len(names)))
                self.assertEqual({made[r[-1]] for r in part}, {texts})
                for j in range(len(names)):
                    values = [r[j] for r in part]
                    if isinstance(values[0], str):
                        loss += len(part) * (len(set(values)) - 1) / max(1, len(every[j]) - 1)
                    else:
                        loss += len(part) * self.spread(values, every[j])
            self.assertAlmostEqual(got.loss, loss / n / len(names), 12)
            self.assertGreaterEqual(got.k, k)


class Synthetic(unittest.TestCase):
    def test_records_make_the_table_again(self):
        draw = random.Random(14)
        for turn in range(40):
            areas, ages = ["A", "B", "C"], ["young", "old"]
            table = gdcs.Table(["sex", gdcs.Axis("area", total="all"), "age"])
            truth = {(s, a, g): draw.randint(0, 9) for s in "FM" for a in areas for g in ages}
            hidden = draw.random() < 0.7
            for (s, a, g), value in truth.items():
                if hidden and draw.random() < 0.4:
                    low = max(0, value - draw.randint(0, 3))
                    table.set((s, a, g), gdcs.Cell(NAN, low, value + draw.randint(1, 4)))
                else:
                    table.set((s, a, g), value)
            for s in "FM":
                for g in ages:
                    table.set((s, "all", g), sum(truth[s, a, g] for a in areas))
            got = gdcs.microdata_synthetic(table, seed=turn)
            made = rows_of(got.frame, ["sex", "area", "age"])
            self.assertEqual(made, sorted(made, key=lambda r: ("FM".index(r[0]),
                                                               areas.index(r[1]),
                                                               ages.index(r[2]))))
            for place, _ in truth.items():
                cell = table.get(place)
                n = made.count(place)
                if math.isnan(cell.value):
                    self.assertTrue(cell.lower <= n <= cell.upper, (place, n, cell))
                else:
                    self.assertEqual(n, cell.value)
            for s in "FM":
                for g in ages:
                    self.assertEqual(sum(made.count((s, a, g)) for a in areas),
                                     table.get((s, "all", g)).value)


class Release(unittest.TestCase):
    def test_only_records_that_fulfil_the_rule_go_out(self):
        draw = random.Random(15)
        names, went = ["sex", "age", "area"], 0
        for _ in range(40):
            columns = draw_columns(draw, 60, 0)
            columns["health"][:3] = ["bad", "fair", "good"]
            frame = gdcs.Frame(columns, sensitivity="protected", types={"age": "int64"})
            keys, rule = MicrodataKeys(draw.sample(names, 2), "health"), MicrodataRule(k=3, l=2)
            if gdcs.microdata(frame, keys, rule).broken:
                with self.assertRaises(gdcs.DisclosureError):
                    gdcs.release_microdata(frame, keys, rule)
                frame = gdcs.microdata_suppress(frame, keys, rule).frame
            else:
                went += 1
            with self.assertRaises(gdcs.DisclosureError):
                frame.write_csv()
            got = gdcs.release_microdata(frame, keys, rule)
            self.assertEqual(got.result.broken, [])
            shown = [*keys.columns, "health"]
            self.assertEqual(set(got.frame), set(shown))
            self.assertEqual(sorted(map(str, rows_of(got.frame, shown))),
                             sorted(map(str, rows_of(frame, shown))))
            self.assertTrue(got.frame.write_csv())
        self.assertLess(went, 40)


if __name__ == "__main__":
    unittest.main()
