"""Records beside tables, against an attacker who places each person wherever the records let them be."""
import itertools
import math
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import gdcs
from attacker import World, needs_scipy, plain, table_of
from test_audit import hide
from test_release import AXES, NAMES, RULE, attacker_of, counts_row, exact, leaks

COUNTS = (0, 2, 2, 3, 5, 8, 20)  # nobody is alone: records go out by themselves
K2 = gdcs.MicrodataRule(k=2)
COARSE = {"A": "North", "B": "North", "C": "South"}
MIXED = {"A": "A", "B": "B", "C": "South"}


def persons(draw, world, blank, coarse=None):
    """A row per person: labels, None where they are left blank."""
    rows = []
    for at, count in world.leaf.items():
        for _ in range(count):
            labels = [None if draw.random() < blank else label for label in at]
            if coarse and labels[0] is not None:
                labels[0] = coarse[labels[0]]
            rows.append(tuple(labels))
    return rows


def frame_of(rows):
    columns = {axis: [row[place] for row in rows] for place, axis in enumerate(NAMES)}
    return gdcs.Frame(columns, concepts={axis: axis for axis in NAMES})


def place(world, attacker, rows):
    """Each kind of row as so many persons somewhere among the cells that it may be of."""
    below = {label: [label] for axis in NAMES for label in world.leaves(axis)}
    for label, parent in COARSE.items():
        below.setdefault(parent, []).append(label)
    found = {at: [] for at in world.leaf}
    for number, row in enumerate(sorted(set(rows), key=str)):
        cells = itertools.product(*(world.leaves(axis) if label is None else below[label]
                                    for axis, label in zip(NAMES, row)))
        here = []
        for at in cells:
            v = attacker.quantity(("row", "at"), (str(number), str(at)))
            attacker.upper[v] = float(rows.count(row))
            here.append(v)
            found[at].append(v)
        attacker.rows.append((here, [1.0] * len(here), rows.count(row), rows.count(row)))
    for at, parts in found.items():
        attacker.rows.append(([attacker.quantity(NAMES, at)] + parts,
                              [1.0] + [-1.0] * len(parts), 0.0, 0.0))
    attacker.made = None


@needs_scipy
class Records(unittest.TestCase):
    def rounds(self):
        return range(int(os.environ.get("GDCS_ATTACKS", "60")))

    def worlds(self, coarse=None):
        for seed in self.rounds():
            draw = random.Random(seed)
            world = World(draw, AXES, COUNTS)
            rows = persons(draw, world, draw.choice([0.0, 0.02, 0.1, 0.3]), coarse)
            published = hide(draw, world, NAMES, draw.choice([0.3, 0.6, 0.9]))
            if len(rows) >= 2:
                yield seed, world, rows, published, table_of(NAMES, exact(world))

    def check_tables(self, coarse, trees):
        went = refused = 0
        for seed, world, rows, published, original in self.worlds(coarse):
            with self.subTest(seed=seed):
                log = gdcs.ReleaseLog()
                try:
                    gdcs.release_microdata(frame_of(rows), NAMES, K2, log=log, trees=trees)
                except gdcs.DisclosureError:
                    continue  # somebody is alone after recoding
                attacker = attacker_of(world, published)
                place(world, attacker, rows)
                known = leaks(world, attacker)
                try:
                    gdcs.release(original, table_of(NAMES, published), RULE, letters="one", log=log)
                    went += 1
                    self.assertEqual(known, [])
                except gdcs.DisclosureError as error:
                    refused += 1
                    self.assertNotEqual(known, [], str(error))
        self.assertGreater(went, 0)
        self.assertGreater(refused, 0)

    def test_stop_tables_whose_hidden_cells_they_tell(self):
        self.check_tables(None, None)

    def test_with_coarser_labels_stop_tables_too(self):
        self.check_tables(COARSE, {"area": COARSE})

    def test_of_areas_of_two_levels_stop_tables_too(self):
        self.check_tables(MIXED, {"area": {"C": "South"}})

    def check_records(self, coarse, trees):
        went = refused = 0
        for seed, world, rows, published, original in self.worlds(coarse):
            with self.subTest(seed=seed):
                log, frame = gdcs.ReleaseLog(), frame_of(rows)
                try:
                    gdcs.release(original, table_of(NAMES, published), RULE, letters="one", log=log)
                    gdcs.release_microdata(frame, NAMES, K2)
                except gdcs.DisclosureError:
                    continue
                attacker = attacker_of(world, published)
                place(world, attacker, rows)
                known = leaks(world, attacker)
                for originals in ((), original):
                    before = len(log)
                    try:
                        gdcs.release_microdata(frame, NAMES, K2, log=log, originals=originals,
                                               trees=trees)
                        went += 1
                        self.assertEqual(known, [])
                        self.assertEqual(len(log), before + 1)
                        log = gdcs.ReleaseLog([log[0]])
                    except gdcs.DisclosureError as error:
                        refused += 1
                        self.assertEqual(len(log), before)
                        if originals:  # without, what is safe by its number counts as hidden too
                            self.assertNotEqual(known, [], str(error))
        self.assertGreater(went, 0)
        self.assertGreater(refused, 0)

    def test_do_not_go_out_if_they_tell_hidden_cells_of_tables(self):
        self.check_records(None, None)

    def test_with_coarser_labels_do_not_either(self):
        self.check_records(COARSE, {"area": COARSE})

    def test_of_areas_of_two_levels_do_not_either(self):
        self.check_records(MIXED, {"area": {"C": "South"}})


class Law(unittest.TestCase):
    def test_more_left_blank_never_tells_more(self):
        narrower = 0
        for seed in range(30):
            draw = random.Random(seed)
            world = World(draw, AXES, COUNTS)
            rows = persons(draw, world, 0.05)
            published = hide(draw, world, NAMES, 0.6)
            original, before = table_of(NAMES, exact(world)), None
            for blank in (0.0, 0.05, 0.2, 1.0):
                rows = [tuple(None if draw.random() < blank else label for label in row)
                        for row in rows]
                log = gdcs.ReleaseLog()
                try:
                    gdcs.release_microdata(frame_of(rows), NAMES, K2, log=log)
                except gdcs.DisclosureError:
                    break
                cells = gdcs.release_audit(original, table_of(NAMES, published), RULE,
                                           letters="one", log=log).cells
                now = {labels: limits for *labels, _, low, high in zip(
                    cells["area"], cells["sex"], cells["verdict"], cells["bound_lower"],
                    cells["bound_upper"]) for labels, limits in [(tuple(labels), (low, high))]}
                for at in set(now) & set(before or ()):
                    self.assertLessEqual(now[at][0], before[at][0] + 1e-6, (seed, at))
                    self.assertGreaterEqual(now[at][1], before[at][1] - 1e-6, (seed, at))
                    narrower += now[at] != before[at]
                before = now
        self.assertGreater(narrower, 0)


@needs_scipy
class Frames(unittest.TestCase):
    def test_rows_stay_back_that_tell_with_records(self):
        """Numbers of women and men of an area go out only if they tell no hidden cell with the records."""
        more = shown = 0
        for seed in range(150):
            draw = random.Random(seed)
            world = World(draw, AXES, COUNTS)
            published = hide(draw, world, NAMES, draw.choice([0.7, 0.9]))
            original, hidden = table_of(NAMES, exact(world)), table_of(NAMES, published)
            rows = persons(draw, world, draw.choice([0.2, 0.4, 0.7]))
            shares, log, known = gdcs.share_table(original, ["area"]), gdcs.ReleaseLog(), []
            try:
                gdcs.release_microdata(frame_of(rows), NAMES, K2, log=log)
                for one in (None, log):
                    known.append(gdcs.release_frame(shares, original, hidden, RULE, letters="one",
                                                    log=one))
            except gdcs.DisclosureError:
                continue
            self.assertGreaterEqual(known[1].hidden, known[0].hidden)
            more += known[1].hidden > known[0].hidden
            attacker = attacker_of(world, published)
            place(world, attacker, rows)
            for area, n in zip(known[1].frame["area"], known[1].frame["n"]):
                if n is not None and not math.isnan(n):
                    shown += 1
                    attacker.read(NAMES, {(plain(area), sex): limits for (_, sex), limits in
                                          counts_row(world, plain(area)).items()})
            self.assertEqual(leaks(world, attacker), [], seed)
        self.assertGreater(more, 0)
        self.assertGreater(shown, 0)


class Log(unittest.TestCase):
    def frame(self):
        rows = [("A", "F")] * 3 + [("B", "M")] * 2 + [(None, "M")] * 2
        return frame_of(rows)

    def test_keeps_records_with_their_keys_and_rule(self):
        log, trees = gdcs.ReleaseLog(), {"area": {"A": "North"}}
        rule = gdcs.MicrodataRule(k=2, l=1.5)
        keys = gdcs.MicrodataKeys(["area"], sensitive="sex")
        with self.assertRaises(gdcs.DisclosureError):
            gdcs.release_microdata(self.frame(), keys, rule, log=log)
        keys = gdcs.MicrodataKeys(NAMES)
        gdcs.release_microdata(self.frame(), keys, K2, log=log, id="r", time="2026", trees=trees)
        for one in (log, gdcs.ReleaseLog.parse(log.write()), gdcs.ReleaseLog([log[0]])):
            entry, = [one[i] for i in range(len(one))]
            self.assertIsNone(entry.rule)
            self.assertEqual((entry.method, entry.id, entry.time), ("records", "r", "2026"))
            self.assertEqual(entry.keys.columns, NAMES)
            self.assertEqual(entry.keys.missing, "any")
            self.assertEqual(entry.microdata.k, 2)
            self.assertEqual(entry.trees, trees)
            table, = entry.tables
            self.assertEqual(table.get(["A", "F"]).value, 3)
            self.assertEqual(table.get(["total", "M"]).value, 2)

    def test_of_part_of_the_persons_has_lower_limits(self):
        log = gdcs.ReleaseLog()
        gdcs.release_microdata(self.frame(), NAMES, K2, log=log, part=True)
        cell = log[0].tables[0].get(["A", "F"])
        self.assertTrue(math.isnan(cell.value))
        self.assertEqual((cell.lower, cell.upper), (3, math.inf))

    def test_of_numbers_are_counted_by_each(self):
        log = gdcs.ReleaseLog()
        frame = gdcs.Frame({"year": [2019.0, 2019.0, 2020.0, 2020.0], "age": [17, 17, 18, 18],
                            "days": [0.5, 1.5, 2.0, 2.0]}, types={"age": "int64"})
        gdcs.release_microdata(frame, ["year", "age"], K2, others=["days"], log=log)
        table, = log[0].tables
        self.assertEqual([axis.name for axis in table.axes], ["year", "age", "days"])
        self.assertEqual(table.get(["2020", "18", "2"]).value, 2)
        self.assertEqual(table.get(["2019", "17", "1.5"]).value, 1)


if __name__ == "__main__":
    unittest.main()
