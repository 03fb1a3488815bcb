"""Suppression against the largest in each hidden cell, who knows that it is not less than its own part: beside an
attacker who knows nothing of the library, the audit, and all patterns there are."""
import itertools
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import gdcs
from attacker import FLAT, INF, TOTAL, Attacker, World, key, name, needs_scipy, table_of

RULES = (gdcs.DisclosureRule(p_percent=20), gdcs.DisclosureRule(p_percent=20, below=1, width=2),
         gdcs.DisclosureRule(dominance_n=1, dominance_k=70, below=3))


class Business:
    """Amounts of units, each in one leaf."""

    def __init__(self, draw, axes, how_many=(1, 2, 3, 5, 9)):
        self.names, self.world = tuple(axes), World(draw, axes)
        units = {at: [draw.choice((1, 2, 5, 20, 90)) for _ in range(draw.choice(how_many))]
                 for at in self.world.leaf}
        self.world.leaf = {at: sum(some) for at, some in units.items()}
        self.units = {labels: sorted(some, reverse=True)
                      for labels, some in self.world.gather(units, lambda a, b: a + b).items()}

    def top(self, labels, n):
        return sum(self.units[labels][:n])

    def table(self, of=None):
        return table_of(self.names, {labels: (float(x if of is None else of(self.units[labels])),) * 2
                                     for labels, x in self.world.cells(self.names)})

    def behind(self):
        return {"largest": self.table(lambda some: some[0]), "contributors": self.table(len),
                "second": self.table(lambda some: some[1] if len(some) > 1 else 0)}

    def need(self, rule):
        """Unsafe cells: labels to (value, below, above, width)."""
        found = {}
        for labels, x in self.world.cells(self.names):
            most, rest = self.units[labels][0], x - self.top(labels, 2)
            above = rule.p_percent / 100 * most - rest if rule.p_percent else \
                100 / rule.dominance_k * most - x
            if above > 0:
                found[labels] = x, min(rule.below, x - 1), above, rule.width
        return found

    def attacker(self, shown):
        made = Attacker(self.world)
        made.read(self.names, shown)
        return made

    def shown(self, protected):
        cells = {labels: protected.get([name(axis, one) for axis, one in zip(self.names, labels)])
                 for labels in self.units}
        return {labels: (max(1.0, cell.lower), cell.upper) for labels, cell in cells.items()}

    def number(self, attacker, labels):
        return attacker.number[key(self.names, labels)]

    def is_part(self, part, labels):
        return self.world.is_part(key(self.names, part), key(self.names, labels))

    def exposed(self, attacker, rule):
        """Pairs: whose part it is, and what is found by it."""
        found, need = [], self.need(rule)
        before = {of: attacker.whole_interval(self.number(attacker, of)) for of in need}
        for who, some in self.units.items():
            v, is_alone = self.number(attacker, who), len(some) == 1
            if attacker.lower[v] == attacker.upper[v] or not (is_alone or some[0] > attacker.lower[v]):
                continue
            with attacker.knowing({v: (some[0], some[0] if is_alone else INF)}):
                found += [(who, of) for of in need if of != who and not self.is_kept(
                    who, of, need[of], before[of], attacker.whole_interval(self.number(attacker, of)))]
        return found

    def is_kept(self, who, of, need, before, after):
        x, below, above, width = need
        if self.is_part(who, of) and after[0] <= before[0] + self.units[who][0]:
            below = min(below, x - after[0])  # the insider counts in it
        if len(self.units[who]) == len(self.units[of]) == 1 and (
                self.is_part(who, of) or self.is_part(of, who)):
            return True
        return after[0] < after[1] and after[0] <= x - below + 1e-6 and \
            after[1] >= x + above - 1e-6 and after[1] - after[0] >= width - 1e-6


@needs_scipy
class Largest(unittest.TestCase):
    def attempt(self, case, rule, tally, **options):
        handed, behind = case.table(), case.behind()
        try:
            made = gdcs.suppress(handed, rule, insiders=2, **behind, **options)
        except gdcs.DisclosureError:
            everything = case.attacker({labels: (1.0, INF) for labels in case.units})
            tally["refused"] += 1
            tally["in vain"] += not case.exposed(everything, rule) and self.is_open(case, everything, rule)
            return
        attacker = case.attacker(case.shown(made.table))
        self.assertTrue(self.is_open(case, attacker, rule))
        self.assertEqual(case.exposed(attacker, rule), [])
        self.assertTrue(gdcs.audit(made.table, rule, originals=handed, insiders=2, **behind).is_safe)
        less = gdcs.suppress(handed, rule, insiders=1, **behind, **options)
        tally["found"] += len(case.exposed(case.attacker(case.shown(less.table)), rule))

    @staticmethod
    def is_open(case, attacker, rule):
        """To those who are in no cell."""
        for of, (x, below, above, width) in case.need(rule).items():
            low, high = attacker.whole_interval(case.number(attacker, of))
            if not (low < high and low <= x - below and high >= x + above - 1e-6
                    and high - low >= width):
                return False
        return True

    def many(self, names, seeds, **options):
        tally = dict.fromkeys(("refused", "in vain", "found"), 0)
        for seed in seeds:
            with self.subTest(seed=seed):
                case = Business(random.Random(seed), {axis: FLAT[axis] for axis in names})
                self.attempt(case, RULES[seed % len(RULES)], tally, **options)
        self.assertGreater(tally["found"], 0)
        self.assertEqual(tally["in vain"], 0)
        self.assertLess(tally["refused"], len(seeds) / 2)

    def test_two_axes(self):
        self.many(("area", "age"), range(24))

    def test_three_axes(self):
        self.many(("area", "sex", "age"), range(100, 105))

    def test_the_exact_method(self):
        self.many(("area", "sex"), range(200, 218), method="exact")



@needs_scipy
class Optimum(unittest.TestCase):
    """On small tables all patterns can be tried, against all who are the largest in their cells at once."""

    @staticmethod
    def is_safe(case, need, hidden):
        attacker = case.attacker({labels: (float(case.units[labels][0]), INF) if labels in hidden else
                                  (float(x),) * 2 for labels, x in case.world.cells(case.names)})
        for of, (x, _, above, _) in need.items():
            low, high = attacker.whole_interval(case.number(attacker, of))
            if not (low < high and high >= x + above - 1e-6):
                return False
        return True

    def cheapest(self, case, need):
        safe = {labels: sum(some) for labels, some in case.units.items() if labels not in need}
        patterns = [some for n in range(len(safe) + 1) for some in itertools.combinations(safe, n)]
        for some in sorted(patterns, key=lambda one: sum(map(safe.get, one))):
            if self.is_safe(case, need, {*need, *some}):
                return sum(map(safe.get, some))
        return INF

    def test_the_exact_method_finds_the_cheapest_pattern(self):
        tried = dearer = 0
        for seed in range(40):
            case = Business(random.Random(seed), {"area": {TOTAL: ["A", "B", "C"]},
                                                  "sex": {TOTAL: ["F", "M"]}}, (2, 3, 5, 9))
            need = case.need(RULES[0])
            if not need or not self.is_safe(case, need, case.units):
                continue
            best = self.cheapest(case, need)
            made = [gdcs.suppress(case.table(), RULES[0], method=method, insiders=2, **case.behind())
                    for method in ("exact", "heuristic")]
            self.assertAlmostEqual(made[0].cost, best, msg=str(seed))
            self.assertGreaterEqual(made[1].cost, best - 1e-9)
            dearer += best > gdcs.suppress(case.table(), RULES[0], method="exact", insiders=1,
                                           **case.behind()).cost
            tried += 1
        self.assertGreater(tried, 10)
        self.assertGreater(dearer, 3)


if __name__ == "__main__":
    unittest.main()
