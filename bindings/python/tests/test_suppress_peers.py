"""Tables on which other programmes have given away what they had hidden, each as it was published, with what
they hid as a control: an attacker finds it."""
import math
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import gdcs
from attacker import INF, TOTAL, Attacker, World, key, name, needs_scipy, table_of


def world_of(axes, counts):
    """Counts by labels of the leaves; what is not named is zero."""
    made = World(random.Random(0), axes, counts=(0,))
    made.leaf = {at: counts.get(at, 0) for at in made.leaf}
    return made


def flat(labels):
    return {TOTAL: list(labels)}


class Peers(unittest.TestCase):
    def show(self, world, shapes, hidden):
        """Tables with zeroes published, and these cells hidden: keys, or a function of them."""
        return [table_of(names, {labels: (0.0, INF) if key(names, labels) in hidden else (x, x)
                                 for labels, x in world.cells(names)}) for names in shapes]

    def intervals(self, world, shapes, tables, wanted):
        attacker = Attacker(world)
        for names, table in zip(shapes, tables):
            published = {}
            for labels, x in world.cells(names):
                cell = table.get([name(axis, label) for axis, label in zip(names, labels)])
                limits = (x, x) if cell.lower == cell.upper else (min(x, 1), INF)
                published[labels] = limits
            attacker.read(names, published)
        return {of: attacker.integer_interval(attacker.number[of]) for of in wanted}

    def unsafe(self, world, shapes, rule):
        return {key(names, labels): x for names in shapes for labels, x in world.cells(names)
                if 0 < x < rule.minimum}

    def check(self, world, shapes, minimum, given_away):
        """given_away: keys that are known where the unsafe cells alone are hidden."""
        rule = gdcs.DisclosureRule(minimum=minimum)
        unsafe = self.unsafe(world, shapes, rule)
        originals = self.show(world, shapes, ())
        naive = self.show(world, shapes, unsafe)
        found = self.intervals(world, shapes, naive, unsafe)
        known = {of for of, (low, high) in found.items() if low == high}
        self.assertLessEqual(given_away, known)
        self.assertFalse(gdcs.audit(naive, rule, originals=originals).is_safe)
        for method in ("heuristic", "exact"):
            made = gdcs.suppress(originals, rule, method=method)
            for of, (low, high) in self.intervals(world, shapes, made.tables, unsafe).items():
                self.assertLess(low, high, (method, sorted(of)))
            self.assertTrue(gdcs.audit(made.tables, rule, originals=originals).is_safe)
        return originals, naive

    @needs_scipy
    def test_three_singletons_in_a_row(self):
        """sdcTools/UserSupport 135: A, B and M of the first row add up to 3."""
        counts = dict(zip(((row, column) for row in "12" for column in "ABHMW"),
                          (1, 1, 7, 1, 0, 1, 0, 0, 2, 8)))
        world = world_of({"var1": flat("12"), "var2": flat("ABHMW")}, counts)
        shapes = [("var1", "var2")]
        self.check(world, shapes, 3, {frozenset({("var1", "1"), ("var2", column)}) for column in "ABM"})

    @needs_scipy
    def test_tables_that_were_protected_one_after_the_other(self):
        """sdcTools/UserSupport 136: regions by county, and by size; each is safe, both together give K."""
        regions = dict(zip("ABIJKLMN", (2, 2, 8, 8, 3, 3, 3, 7)))
        counts = {(region, "1" if region in "ABIJ" else "2", "BIG" if region in "LM" else "small"): n
                  for region, n in regions.items()}
        world = world_of({"region": flat("ABIJKLMN"), "county": flat("12"),
                          "group": flat(["BIG", "small"])}, counts)
        shapes = [("region", "county"), ("region", "group")]
        originals, naive = self.check(world, shapes, 4, {frozenset({("region", "K")})})
        for one, true in zip(naive, originals):
            self.assertTrue(gdcs.audit(one, gdcs.DisclosureRule(minimum=4), originals=true).is_safe)

    @needs_scipy
    def test_ones_that_are_hidden_for_each_other(self):
        """sdcTools/UserSupport 194: 15 = 10 + 3 + 1 + 1 is no protection of the ones."""
        world = world_of({"area": flat("ABCD")}, dict(zip([(one,) for one in "ABCD"], (10, 3, 1, 1))))
        self.check(world, [("area",)], 3, {frozenset({("area", one)}) for one in "CD"})

    def test_zeroes_that_are_hidden_for_each_other(self):
        """sdcTools/UserSupport 194: 15 = 10 + 5 + 0 + 0, and one of the zeroes is secret."""
        rule = gdcs.DisclosureRule(minimum=1, zeros=True)
        cells = {("A",): (10, 10), ("B",): (5, 5), ("C",): (0, 0), ("D",): (0, 0), (TOTAL,): (15, 15)}
        table = table_of(("area",), cells)
        alone = table_of(("area",), {**cells, ("C",): (0.0, INF), ("D",): (0.0, INF)})
        self.assertEqual(gdcs.audit(alone, rule, originals=table).exact, 2)
        made = gdcs.suppress(table, rule)
        self.assertTrue(any(math.isnan(made.table.get([one]).value) for one in ("A", "B", TOTAL)))
        self.assertTrue(gdcs.audit(made.table, rule, originals=table).is_safe)

    def test_groups_that_one_dominates_when_they_are_merged(self):
        """sdcTools/UserSupport 160: (2,80); with B05 to B07, B09 is too little to hide one enterprise, and
        B08 is enough."""
        parts = {"B05": (900, 80, 20), "B06": (30, 15, 5), "B07": (20, 8, 2),
                 "B08": (40,) * 10, "B09": (10,) * 6}
        cells = {(one,): (sum(some),) * 2 for one, some in parts.items()}
        cells[(TOTAL,)] = (sum(x for x, _ in cells.values()),) * 2
        top = {**parts, TOTAL: sorted(sum(parts.values(), ()), reverse=True)}
        behind = {one: table_of(("nace",), {(label,): (some[i], some[i]) for label, some in top.items()})
                  for i, one in enumerate(("largest", "second"))}
        rule = gdcs.DisclosureRule(dominance_n=2, dominance_k=80)
        table = table_of(("nace",), cells)
        for extra in ((), ("B09",)):
            hidden = {("B05",), ("B06",), ("B07",), *((one,) for one in extra)}
            peer = table_of(("nace",), {labels: (0.0, INF) if labels in hidden else pair
                                        for labels, pair in cells.items()})
            self.assertEqual(gdcs.audit(peer, rule, originals=table, **behind).narrow, 1)
        for method in ("heuristic", "exact"):
            made = gdcs.suppress(table, rule, method=method, **behind)
            merged = [label for label in parts if math.isnan(made.table.get([label]).value)]
            self.assertIn("B08", merged)
            all_of = sorted(sum((parts[label] for label in merged), ()), reverse=True)
            self.assertLessEqual(sum(all_of[:2]), 0.8 * sum(all_of))
            self.assertTrue(gdcs.audit(made.table, rule, originals=table, **behind).is_safe)


if __name__ == "__main__":
    unittest.main()
