"""Suppression against an attacker who knows nothing of the library, and against all patterns there are."""
import itertools
import math
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import elimination
import gdcs
from gdcs import _abi
from attacker import (DEEP, FLAT, INF, TOTAL, Attacker, World, key, name, needs_scipy, table_of,
                      tree)

RULE = gdcs.DisclosureRule(minimum=4)


def whole(world, names):
    """Every cell of the table, exact; what is zero stays away, as in a counted table."""
    return {labels: (float(value), float(value)) for labels, value in world.cells(names) if value}


def seen(world, names, protected):
    """What others know of each cell: labels to (lower, upper); that nobody is there, too."""
    published = {}
    for labels, value in world.cells(names):
        if not value:
            published[labels] = (0.0, 0.0)
            continue
        cell = protected.get([name(axis, label) for axis, label in zip(names, labels)])
        published[labels] = (max(1.0, cell.lower), cell.upper)  # a zero would not be hidden
    return published


def filled(axes, digits):
    """A world with these counts, the last axis running fastest."""
    world = World(random.Random(0), axes)
    world.leaf = dict(zip(world.leaf, map(int, digits)))
    return world


def labels_of(frame, axes, row):
    found = (frame[axis].to_list()[row] if axis in frame else TOTAL for axis in axes)
    return tuple(TOTAL if label in ("_T", "total") else label for label in found)


@needs_scipy
class Attack(unittest.TestCase):
    """No unsafe number is known more closely than the rule allows, ever."""

    def check(self, world, shapes, rule, trees=None, **options):
        handed = [table_of(names, whole(world, names)) for names in shapes]
        made = gdcs.suppress(handed, rule, trees=trees, **options)
        attacker = Attacker(world)
        for names, protected in zip(shapes, made.tables):
            attacker.read(names, seen(world, names, protected))
        unsafe = 0
        for row in range(len(made.hidden)):
            if made.hidden["why"].to_list()[row] == "secondary":
                continue
            where = labels_of(made.hidden, world.axes, row)
            true = made.hidden["value"][row]
            self.assertEqual(true, world.value(dict(zip(world.axes, where))))
            low, high = attacker.whole_interval(
                attacker.number[key(tuple(world.axes), where)])
            self.assertLessEqual(low, max(1, true - rule.below))
            self.assertGreaterEqual(high, true + rule.above)
            self.assertGreaterEqual(high - low, max(1, rule.width))
            unsafe += 1
        self.assertEqual(unsafe, made.unsafe)
        self.assertTrue(gdcs.audit(made.tables, rule, originals=handed, trees=trees).is_safe)
        return made

    def is_hopeless(self, world, shapes, rule):
        """Is somebody exposed even if all but zeroes is hidden?"""
        attacker = Attacker(world)
        for names in shapes:
            attacker.read(names, {labels: (1.0, INF) if value else (0.0, 0.0)
                                  for labels, value in world.cells(names)})
        for names in shapes:
            for labels, true in world.cells(names):
                if not 0 < true < rule.minimum:
                    continue
                low, high = attacker.whole_interval(attacker.number[key(names, labels)])
                if (low > max(1, true - rule.below) or high < true + rule.above
                        or high - low < max(1, rule.width)):
                    return True
        return False

    def many(self, axes, shapes, rule, seeds, trees=None, **options):
        unsafe = secondary = 0
        for seed in seeds:
            world = World(random.Random(seed), axes)
            with self.subTest(seed=seed):
                try:
                    made = self.check(world, shapes, rule, trees, **options)
                except gdcs.DisclosureError:
                    self.assertTrue(self.is_hopeless(world, shapes, rule))
                    continue
                unsafe += made.unsafe
                secondary += made.secondary
        self.assertGreater(unsafe, len(seeds))
        self.assertGreater(secondary, 0)

    def test_tables_of_two_to_four_axes(self):
        rounds = int(os.environ.get("GDCS_ATTACKS", "25"))
        for count in (2, 3, 4):
            names = tuple(FLAT)[:count]
            self.many({axis: FLAT[axis] for axis in names}, [names], RULE,
                      range(100 * count, 100 * count + rounds))

    def test_hierarchies(self):
        rounds = int(os.environ.get("GDCS_ATTACKS", "25"))
        self.many(DEEP, [tuple(DEEP)], RULE, range(1000, 1000 + rounds), tree(DEEP))

    def test_linked_tables(self):
        rounds = int(os.environ.get("GDCS_ATTACKS", "25"))
        shapes = [("area", "sex"), ("sex", "age"), ("area", "age")]
        axes = {axis: FLAT[axis] for axis in ("area", "sex", "age")}
        self.many(axes, shapes, RULE, range(2000, 2000 + rounds))

    def test_wide_protection(self):
        rounds = int(os.environ.get("GDCS_ATTACKS", "25"))
        axes = {axis: FLAT[axis] for axis in ("area", "sex", "age")}
        wide = gdcs.DisclosureRule(minimum=4, below=3, above=3, width=6)
        self.many(axes, [tuple(axes)], wide, range(3000, 3000 + rounds))

    def test_out_of_time_all_is_hidden_or_the_limit_is_named(self):
        """Linked tables whose protection takes programmes."""
        wide = gdcs.DisclosureRule(minimum=4, below=3, above=9, width=6)
        axes = {"area": {TOTAL: [f"A{i}" for i in range(12)]}, "sex": {TOTAL: ["F", "M"]},
                "age": {TOTAL: [f"G{i}" for i in range(9)]}}
        for seed in range(1, 8, 2):
            world = World(random.Random(seed), axes, (0, 0, 0, 1, 1, 2, 3, 4, 6))
            handed = [table_of(names, whole(world, names))
                      for names in (("area", "sex"), ("sex", "age"), ("area", "age"))]
            slow = gdcs.suppress(handed, wide)
            fast = gdcs.suppress(handed, wide, milliseconds=1)
            self.assertGreaterEqual(fast.secondary, slow.secondary)
            self.assertTrue(gdcs.audit(fast.tables, wide, originals=handed).is_safe)
        for seed in range(0, 6, 2):
            world = World(random.Random(seed), axes, (0, 0, 0, 1, 1, 2, 3, 4, 6))
            table = table_of(("area", "age", "sex"), whole(world, ("area", "age", "sex")))
            with self.assertRaises(gdcs.DisclosureError):
                gdcs.suppress(table, wide)
            with self.assertRaises(gdcs.Error) as caught:
                gdcs.suppress(table, wide, milliseconds=1)
            self.assertIn(caught.exception.name, ("GDCS_E_LIMIT", "GDCS_E_DISCLOSURE"))

    def test_the_exact_method_protects_too(self):
        axes = {axis: FLAT[axis] for axis in ("area", "sex")}
        self.many(axes, [tuple(axes)], RULE, range(4000, 4020), method="exact")


@needs_scipy
class Insiders(unittest.TestCase):
    """Persons who are alone in a hidden cell, each tried in turn, learn nothing more."""

    def given_away(self, attacker, world, cells):
        """Unsafe cells that somebody finds; cells: (axes, labels)."""
        numbers = {attacker.number[key(names, labels)]: world.value(dict(zip(names, labels)))
                   for names, labels in cells}
        unsafe = {v for v, true in numbers.items() if 0 < true < RULE.minimum}
        single = [v for v, true in numbers.items()
                  if true == 1 and attacker.lower[v] < attacker.upper[v]]
        named, found = {attacker.number[of]: of for of in attacker.number}, set()
        for own in single:
            same = {v for v in unsafe if numbers[v] == 1 and (  # it is this person there, too
                world.is_part(named[own], named[v]) or world.is_part(named[v], named[own]))}
            with attacker.knowing({own: (1.0, 1.0)}):
                for v in unsafe - same:
                    low, high = attacker.whole_interval(v)
                    if low == high:
                        found.add(v)
        return found

    def check(self, world, shapes, trees=None):
        handed = [table_of(names, whole(world, names)) for names in shapes]
        cells = [(names, labels) for names in shapes for labels, _ in world.cells(names)]
        attacker = Attacker(world)
        try:
            made = gdcs.suppress(handed, RULE, trees=trees, insiders=True)
        except gdcs.DisclosureError:
            for names in shapes:
                attacker.read(names, {labels: (0.0, INF if value else 0.0)
                                      for labels, value in world.cells(names)})
            self.assertTrue(self.given_away(attacker, world, cells)
                            or Attack().is_hopeless(world, shapes, RULE))
            return 0
        for names, protected in zip(shapes, made.tables):
            attacker.read(names, seen(world, names, protected))
        self.assertEqual(self.given_away(attacker, world, cells), set())
        self.assertTrue(gdcs.audit(made.tables, RULE, originals=handed, trees=trees,
                                   insiders=True).is_safe)
        plain = gdcs.suppress(handed, RULE, trees=trees).tables
        return not gdcs.audit(plain, RULE, originals=handed, trees=trees, insiders=True).is_safe

    def many(self, axes, shapes, seeds, trees=None):
        needed = 0
        for seed in seeds:
            with self.subTest(seed=seed):
                needed += self.check(World(random.Random(seed), axes), shapes, trees)
        self.assertGreater(needed, 0)

    def test_tables_of_two_and_three_axes(self):
        for names in (("area", "sex"), ("area", "age"), ("area", "sex", "age")):
            self.many({axis: FLAT[axis] for axis in names}, [names], range(40))

    def test_hierarchies(self):
        self.many(DEEP, [tuple(DEEP)], range(1000, 1006), tree(DEEP))

    def test_linked_tables(self):
        axes = {axis: FLAT[axis] for axis in ("area", "sex", "age")}
        self.many(axes, [("area", "sex"), ("sex", "age")], range(200, 212))

    def test_three_singletons_need_a_fourth(self):
        """Beside a known sum who is A = 1 knows B; so do three, once two are one group."""
        cells = {("A",): (1, 1), ("B",): (2, 2), ("C",): (30, 30), ("D",): (40, 40),
                 (TOTAL,): (73, 73)}
        table = table_of(("area",), cells)
        self.assertEqual(gdcs.suppress(table, RULE).secondary, 0)
        self.assertFalse(gdcs.audit(gdcs.suppress(table, RULE).table, RULE, originals=table,
                                    insiders=True).is_safe)
        with self.assertRaisesRegex(gdcs.Error, "'all' is none of none, alone, largest"):
            gdcs.suppress(table, RULE, insiders="all")
        made = gdcs.suppress(table, RULE, insiders="alone")
        self.assertEqual(made.secondary, 1)
        self.assertTrue(math.isnan(made.table.get(["C"]).value))
        three = table_of(("area", "sex"), {
            ("A", "F"): (1, 1), ("A", "M"): (20, 20), ("A", TOTAL): (21, 21),
            ("B", "F"): (1, 1), ("B", "M"): (2, 2), ("B", TOTAL): (3, 3),
            ("C", "F"): (25, 25), ("C", "M"): (30, 30), ("C", TOTAL): (55, 55),
            (TOTAL, "F"): (27, 27), (TOTAL, "M"): (52, 52), (TOTAL, TOTAL): (79, 79)})
        made = gdcs.suppress(three, RULE, insiders=True)
        self.assertTrue(gdcs.audit(made.table, RULE, originals=three, insiders=True).is_safe)

    def test_units_of_contributions_are_alone(self):
        """(1, 80) dominance: A and B have one unit each, and merged they are no group of two."""
        axes = ("area",)
        table = table_of(axes, {("A",): (90, 90), ("B",): (60, 60), ("C",): (500, 500),
                                ("D",): (700, 700), (TOTAL,): (1350, 1350)})
        largest = table_of(axes, {("A",): (90, 90), ("B",): (60, 60), ("C",): (100, 100),
                                  ("D",): (100, 100), (TOTAL,): (100, 100)})
        units = table_of(axes, {("A",): (1, 1), ("B",): (1, 1), ("C",): (20, 20), ("D",): (30, 30),
                                (TOTAL,): (52, 52)})
        rule = gdcs.DisclosureRule(dominance_n=1, dominance_k=80)
        behind = {"largest": largest, "contributors": units}
        self.assertEqual(gdcs.suppress(table, rule, **behind).secondary, 0)
        made = gdcs.suppress(table, rule, insiders=True, **behind)
        self.assertEqual(made.secondary, 1)
        self.assertTrue(math.isnan(made.table.get(["C"]).value))


@needs_scipy
class Optimum(unittest.TestCase):
    """On small tables all patterns can be tried."""

    def cheapest(self, world, names, rule):
        true = whole(world, names)
        handed = table_of(names, true)
        unsafe = {labels for labels, (x, _) in true.items() if x < rule.minimum}
        zeros = {labels: (0.0, 0.0) for labels, value in world.cells(names) if not value}
        others = [labels for labels in true if labels not in unsafe]
        best = INF
        for count in range(len(others) + 1):
            for hidden in itertools.combinations(others, count):
                cost = sum(true[labels][0] for labels in hidden)
                if cost >= best:
                    continue
                published = {labels: (1.0, INF) if labels in unsafe or labels in hidden else pair
                             for labels, pair in true.items()}
                attacker = Attacker(world)
                attacker.read(names, {**published, **zeros})
                if all(self.is_safe(attacker, names, labels) for labels in unsafe):
                    best = cost
        return handed, best

    @staticmethod
    def is_safe(attacker, names, labels):
        low, high = attacker.whole_interval(attacker.number[key(names, labels)])
        return high - low >= 1

    def test_the_exact_method_finds_the_cheapest_pattern(self):
        tried = 0
        for seed in range(40):
            world = World(random.Random(seed), {"area": {TOTAL: ["A", "B"]},
                                                "sex": {TOTAL: ["F", "M"]}})
            handed, best = self.cheapest(world, ("area", "sex"), RULE)
            try:
                exact = gdcs.suppress(handed, RULE, method="exact")
            except gdcs.DisclosureError:
                self.assertEqual(best, INF)
                continue
            self.assertAlmostEqual(exact.cost, best, msg=str(seed))
            heuristic = gdcs.suppress(handed, RULE)
            self.assertGreaterEqual(heuristic.cost, best - 1e-9)
            tried += exact.unsafe > 0
        self.assertGreater(tried, 10)


class Elimination(unittest.TestCase):
    """What is hidden for protection, beside what is hidden only so that no equation determines it."""

    @staticmethod
    def cells(rng, smallest):
        cells = {}
        for at in itertools.product(range(9), range(6), range(3)):
            value = smallest + int(rng.expovariate(1 / 12))
            for total in itertools.product((False, True), repeat=3):
                labels = tuple("total" if whole else f"{axis}{label}"
                               for whole, axis, label in zip(total, "abc", at))
                cells[labels] = cells.get(labels, 0) + value
        return cells

    @staticmethod
    def table(cells, hidden=()):
        return table_of(tuple("abc"), {
            tuple(TOTAL if label == "total" else label for label in labels):
            (1.0, INF) if labels in hidden else (value, value) for labels, value in cells.items()})

    def test_hides_as_few_cells_where_nobody_is_alone(self):
        ours = theirs = 0
        for seed in range(8):
            cells = self.cells(random.Random(seed), 2)
            made = gdcs.suppress(self.table(cells), RULE)
            unsafe, hidden = elimination.hide(RULE.minimum, cells)
            self.assertEqual(made.unsafe, len(unsafe))
            ours += made.secondary
            theirs += len(hidden)
        self.assertGreater(theirs, 200)
        self.assertLessEqual(ours, 1.05 * theirs)

    def test_elimination_alone_gives_persons_away(self):
        """Of those who are alone in their cells some are found, since nobody is less than one."""
        found = 0
        for seed in range(4):
            cells = self.cells(random.Random(seed), 1)
            table = self.table(cells)
            unsafe, hidden = elimination.hide(RULE.minimum, cells)
            published = self.table(cells, {*unsafe, *hidden})
            found += gdcs.audit(published, RULE, originals=table).exact
            self.assertTrue(gdcs.audit(gdcs.suppress(table, RULE).table, RULE,
                                       originals=table).is_safe)
        self.assertGreater(found, 0)


class KnownFailures(unittest.TestCase):
    def test_one_of_two_sexes_is_never_hidden_alone(self):
        made = gdcs.suppress(table_of(("area", "sex"), {
            ("A", "F"): (2, 2), ("A", "M"): (30, 30), ("A", TOTAL): (32, 32),
            ("B", "F"): (20, 20), ("B", "M"): (25, 25), ("B", TOTAL): (45, 45),
            (TOTAL, "F"): (22, 22), (TOTAL, "M"): (55, 55), (TOTAL, TOTAL): (77, 77)}), RULE)
        hidden = sum(math.isnan(made.table.get(["A", sex]).value) for sex in ("F", "M", "_T"))
        self.assertGreaterEqual(hidden, 2)
        self.assertTrue(gdcs.audit(made.table, RULE).is_safe)

    def test_three_singletons_are_not_hidden_alone(self):
        cells = {("A",): (1, 1), ("B",): (1, 1), ("C",): (1, 1), ("D",): (47, 47), (TOTAL,): (50, 50)}
        for method in ("heuristic", "exact"):
            made = gdcs.suppress(table_of(("area",), cells), RULE, method=method)
            self.assertTrue(math.isnan(made.table.get(["D"]).value))

    def test_what_is_published_already_stays_and_may_make_protection_impossible(self):
        cells = {("A",): (2, 2), ("B",): (30, 30), (TOTAL,): (32, 32)}
        table = table_of(("area",), cells)
        self.assertEqual(gdcs.suppress(table, RULE).secondary, 1)
        with self.assertRaises(gdcs.DisclosureError) as caught:
            gdcs.suppress(table, RULE, published=[table_of(("area",), {
                ("B",): (30, 30), (TOTAL,): (32, 32)})])
        self.assertNotIn("2", str(caught.exception).replace("A", ""))

    def test_a_table_that_is_out_and_leaves_out_a_label_does_not_blind(self):
        counts, cells = {("F", "A"): 200, ("F", "B"): 48, ("F", "C"): 1, ("M", "A"): 4,
                         ("M", "B"): 5, ("M", "C"): 5, ("_O", "A"): 612, ("_O", "B"): 11,
                         ("_O", "C"): 90}, {}
        for (sex, area), n in counts.items():
            for labels in itertools.product((sex, TOTAL), (area, TOTAL)):
                cells[labels] = (cells.get(labels, (0, 0))[0] + n,) * 2
        out = {labels: cells[labels] for labels in
               ((TOTAL, TOTAL), (TOTAL, "A"), (TOTAL, "B"), ("M", TOTAL))}
        with self.assertRaises(gdcs.DisclosureError):  # all that are in C, by subtraction
            gdcs.suppress(table_of(("sex", "area"), cells), gdcs.DisclosureRule(minimum=250, width=4),
                          published=[table_of(("sex", "area"), out, "missing")])

    def test_a_zero_that_is_known_stays_known_beside_a_table_that_leaves_it_out(self):
        axes = {"sex": {TOTAL: ["F", "M"]}, "area": {TOTAL: ["A", "B", "C", "D"]},
                "basis": {TOTAL: ["a", "b"]}}
        world, names = filled(axes, "0000100110310120"), tuple(axes)
        out = {tuple(labels): (world.value(dict(zip(names, labels))),) * 2 for labels in (
            "TTT TTb TAb TBa TDT FAT FAa FAb FBT FDa MTT MTa MAb MBT MBa MDb").split()}
        rule = gdcs.DisclosureRule(minimum=3, below=2, above=2, width=5)
        with self.assertRaises(gdcs.DisclosureError):
            gdcs.suppress(table_of(names, whole(world, names)), rule, method="exact",
                          published=[table_of(names, out, "missing")])

    def test_an_interval_that_is_out_already_limits_what_is_hidden_now(self):
        cells = {("A",): (2, 2), ("B",): (30, 30), ("C",): (40, 40), (TOTAL,): (72, 72)}
        table, out = table_of(("area",), cells), [table_of(("area",), {("A",): (1, 5)}, "missing")]
        made = gdcs.suppress(table, gdcs.DisclosureRule(minimum=4, width=4), published=out)
        self.assertEqual((made.unsafe, made.secondary), (1, 1))
        with self.assertRaises(gdcs.DisclosureError):
            gdcs.suppress(table, gdcs.DisclosureRule(minimum=4, width=5), published=out)

    def test_a_number_that_is_out_and_was_revised_does_not_excuse_the_one_that_comes_out_now(self):
        cells = {("A",): (2, 2), ("B",): (30, 30), ("C",): (40, 40), (TOTAL,): (72, 72)}
        for out in ((9, 9), (3, 3), (5, 8)):
            made = gdcs.suppress(table_of(("area",), cells), RULE, published=[
                table_of(("area",), {("A",): out}, "missing")])
            self.assertEqual((made.unsafe, made.secondary), (1, 1))
            self.assertTrue(math.isnan(made.table.get(["A"]).value))

    def test_tables_that_say_two_numbers_of_a_cell_are_not_protected_together(self):
        one = table_of(("area",), {("A",): (2, 2), ("B",): (30, 30), (TOTAL,): (32, 32)})
        for other in ((9, 9), (5, 8)):
            with self.assertRaises(gdcs.DataError) as caught:
                gdcs.suppress([one, table_of(("area",), {("A",): other, ("B",): (30, 30)})], RULE)
            self.assertIn("area A", str(caught.exception))

    def test_who_is_alone_in_a_cell_may_know_the_sums_of_it_alone(self):
        """No men are in A: one woman is all that is there, and knows both numbers."""
        cells = {("A", "F"): (1, 1), ("A", TOTAL): (1, 1)}
        for area, women, men in (("B", 2, 9), ("C", 30, 20), ("D", 40, 60)):
            cells.update({(area, "F"): (women,) * 2, (area, "M"): (men,) * 2,
                          (area, TOTAL): (women + men,) * 2})
        cells.update({(TOTAL, "F"): (73, 73), (TOTAL, "M"): (89, 89), (TOTAL, TOTAL): (162, 162)})
        table = table_of(("area", "sex"), cells)
        made = gdcs.suppress(table, RULE, insiders=True)
        self.assertEqual(made.unsafe, 3)
        self.assertTrue(gdcs.audit(made.table, RULE, originals=table, insiders=True).is_safe)

    def test_what_tables_contradict_each_other_about_is_not_taken_for_unknown(self):
        """Of 82 all but 80 are in aa, says the table; beside one without aa, whose own sum is false."""
        ages = {"aa": ((2, 2), (1, 1), (0, 2)), "ab": ((0, 0), (0, 2), (0, 0)),
                "ac": ((80, 80), (60, 60), (20, 20)), TOTAL: ((82, 82), (61, 61), (0, INF))}
        cells = {(sex, age): ages[age][i] for age in ages for i, sex in enumerate((TOTAL, "F", "M"))}
        known = {labels: limits for labels, limits in cells.items()
                 if labels[1] != "aa" and labels not in (("F", "ab"), ("M", TOTAL))}
        rule = gdcs.DisclosureRule(minimum=11, below=2, above=2, width=5)
        with self.assertRaises(gdcs.DisclosureError):
            gdcs.suppress(table_of(("sex", "age"), cells), rule,
                          published=[table_of(("sex", "age"), known, "missing")])

    def test_men_who_are_too_many_for_a_group_are_none_when_hidden(self):
        """The rule lets it be known that 40 are all men; hidden, they could be fewer, and it does no less."""
        rows = {"a": (1000000, 0, 1000000), "b": (50000, 25000, 25000), "c": (1000900, 1000000, 900),
                "d": (40, 0, 40), "e": (901, 900, 1)}
        rows[TOTAL] = tuple(map(sum, zip(*rows.values())))
        cells = {(area, sex): (row[i],) * 2 for area, row in rows.items()
                 for i, sex in enumerate((TOTAL, "F", "M"))}
        shown = {of: (0, INF) if of in (("d", TOTAL), ("d", "M"), ("e", TOTAL), ("e", "M")) else limits
                 for of, limits in cells.items()}
        rule = gdcs.DisclosureRule(minimum=4, groups="no_women", group_limit=20)
        self.assertTrue(gdcs.audit(table_of(("area", "sex"), shown), rule,
                                   originals=table_of(("area", "sex"), cells)).is_safe)

    def test_out_of_time_more_is_hidden_and_all_the_same_safe(self):
        draw = random.Random(4)
        cells = {}
        for area, kind, sex in itertools.product(range(60), range(20), "FM"):
            x = draw.choice((1, 2, 3, 5, 8, 13, 40))
            for of in itertools.product((f"a{area}", TOTAL), (f"k{kind}", TOTAL), (sex, TOTAL)):
                cells[of] = cells.get(of, 0) + x
        table = table_of(("area", "kind", "sex"), {of: (x, x) for of, x in cells.items()})
        in_time, late = (gdcs.suppress(table, RULE, milliseconds=given) for given in (0, 1))
        self.assertFalse(in_time.notes & _abi.NOTE_NOT_REACHED)
        self.assertTrue(late.notes & _abi.NOTE_NOT_REACHED)
        self.assertGreater(late.cost, in_time.cost)
        self.assertTrue(gdcs.audit(late.table, RULE, originals=table).is_safe)

    def test_what_nobody_publishes_is_not_less_than_nobody(self):
        """Women in B are not in the table, and are none: those in A are 3 at most, unless more is hidden."""
        rule = gdcs.DisclosureRule(minimum=4, above=2)
        table = gdcs.Table([gdcs.Axis("area", total=TOTAL), "sex"], absent="missing")
        for area, sex, x in (("A", "F", 3), ("C", "F", 7), (TOTAL, "F", 10), ("A", "M", 50),
                             ("B", "M", 60), ("C", "M", 70), (TOTAL, "M", 180)):
            table.set([area, sex], x)
        for method in ("heuristic", "exact"):
            made = gdcs.suppress(table, rule, method=method)
            self.assertTrue(gdcs.audit(made.table, rule, originals=table).is_safe)
            self.assertEqual(made.secondary, 1)

    def check_tables(self, world, tables, rule, trees=None):
        """tables: of names, what labels of which axis it leaves out."""
        handed, shown, unsafe = [], [], {}
        for names, left_out in tables:
            cells = {labels: (x, x) for labels, x in world.cells(names) if not any(
                label in left_out.get(axis, ()) for axis, label in zip(names, labels))}
            handed.append(table_of(names, cells))
            shown.append((names, cells))
            unsafe.update({key(names, labels): x for labels, (x, _) in cells.items() if x < rule.minimum})
        made, attacker = gdcs.suppress(handed, rule, trees=trees), Attacker(world)
        for (names, cells), table in zip(shown, made.tables):
            limits = {}
            for labels, pair in cells.items():
                cell = table.get([name(axis, label) for axis, label in zip(names, labels)])
                limits[labels] = pair if cell.lower == cell.upper else (1, INF)
            attacker.read(names, limits)
        for of, x in unsafe.items():
            low, high = attacker.whole_interval(attacker.number[of])
            self.assertLessEqual(low, max(1, x - rule.below), sorted(of))
            self.assertGreaterEqual(high, x + rule.above, sorted(of))
            self.assertGreaterEqual(high - low, max(1, rule.width), sorted(of))
        self.assertGreater(len(unsafe), 0)

    @needs_scipy
    def test_a_label_that_no_table_has_does_not_blind(self):
        """C is in the totals only: that these are not A + B says nothing against the other sums."""
        axes = {"area": {TOTAL: ["A", "B", "C"]}, "sex": {TOTAL: ["F", "M"]}}
        rule = gdcs.DisclosureRule(minimum=4, below=2, above=2, width=5)
        for counts in ((1, 5, 20, 20, 20, 1), (3, 5, 2, 2, 1, 1), (2, 2, 8, 8, 20, 20)):
            world = World(random.Random(0), axes)
            world.leaf = dict(zip(world.leaf, counts))
            self.check_tables(world, [(("area", "sex"), {"area": ["C"]})], rule)

    @needs_scipy
    def test_a_table_with_all_parts_of_a_label_has_the_label(self):
        """What is a in one table is a1 and a2 in the other."""
        axes = {"age": {TOTAL: ["a", "b"], "a": ["a1", "a2"]}, "sex": {TOTAL: ["F", "M"]},
                "area": {TOTAL: ["N", "S"]}}
        for counts in ((1, 5, 20, 20, 20, 1, 2, 1, 3, 20, 3, 3), (2, 1, 3, 8, 1, 1, 20, 5, 1, 2, 5, 1)):
            world = World(random.Random(0), axes)
            world.leaf = dict(zip(world.leaf, counts))
            self.check_tables(world, [(("age", "sex"), {"age": ["a1", "a2"]}),
                                      (("age", "area"), {"age": ["a"]})], RULE, tree(axes))

    @needs_scipy
    def test_persons_are_not_protected_by_halves_of_persons(self):
        """Between 1/3 and 3/2 is one person."""
        axes = {"age": {TOTAL: ["a", "b", "c"]}, "offence": {TOTAL: ["d", "e", "f"]},
                "area": {TOTAL: ["g", "h"]}, "basis": {TOTAL: ["i", "j", "k"]}}
        world, names = filled(
            axes, "037310202001000030002100701130000021301011302101007710"), tuple(axes)
        made = gdcs.suppress(table_of(names, {labels: (value, value) for labels, value
                                              in world.cells(names)}), RULE, cost="value")
        attacker = Attacker(world)
        attacker.read(names, seen(world, names, made.table))
        for labels, value in world.cells(names):
            if 0 < value < 4:
                low, high = attacker.integer_interval(attacker.number[key(names, labels)])
                self.assertLess(low, high, labels)

    def test_costs_and_letters(self):
        cells = {("A",): (2, 2), ("B",): (30, 30), ("C",): (40, 40), (TOTAL,): (72, 72)}
        table = table_of(("area",), cells)
        made = gdcs.suppress(table, RULE)
        self.assertEqual(made.table.get(["A"]).confidentiality, "A")
        self.assertEqual(made.table.get(["B"]).confidentiality, "D")
        self.assertEqual(made.table.get(["B"]).status, "Q")
        costs = table_of(("area",), {("B",): (9, 9), ("C",): (1, 1), (TOTAL,): (99, 99)})
        other = gdcs.suppress(table, RULE, costs=costs, method="exact")
        self.assertTrue(math.isnan(other.table.get(["C"]).value))
        self.assertEqual((other.cost, other.table.get(["B"]).value), (1.0, 30.0))

    def test_the_same_input_gives_the_same_pattern(self):
        world = World(random.Random(5), FLAT)
        table = table_of(tuple(FLAT), whole(world, tuple(FLAT)))
        one, two = gdcs.suppress(table, RULE), gdcs.suppress(table, RULE)
        self.assertEqual(one.hidden["value"].to_list(), two.hidden["value"].to_list())
        self.assertEqual(one.cost, two.cost)


if __name__ == "__main__":
    unittest.main()
