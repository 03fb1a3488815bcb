"""Suppression where so many cells are hidden that cubes come before programmes (more than 20 000): thousands
of small tables in one, each of which can be checked by trying every movement."""
import itertools
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import gdcs
from attacker import TOTAL, name

AREAS, LARGE = 5600, 20000
RULE = gdcs.DisclosureRule(minimum=4)
SEXES, AGES = ("F", "M"), ("young", "old")


def sums(inner):
    """Of four numbers, F and M by age: the nine cells."""
    cells = dict(zip(itertools.product(SEXES, AGES), inner))
    for age in AGES:
        cells[TOTAL, age] = cells["F", age] + cells["M", age]
    for sex in (*SEXES, TOTAL):
        cells[sex, TOTAL] = cells[sex, "young"] + cells[sex, "old"]
    return cells


MOVEMENTS = [sums(inner) for inner in itertools.product((-1, 0, 1), repeat=4) if any(inner)]


def is_found(cells, hidden, wanted):
    """Can nothing else be there, persons being whole and at least one?"""
    for movement in MOVEMENTS:
        if movement[wanted] and all(
                not step or (at in hidden and cells[at] + step >= 1) for at, step in movement.items()):
            return False
    return True


class Large(unittest.TestCase):
    def setUp(self):
        draw = random.Random(3)
        self.areas = {f"a{i}": sums([draw.choice((1, 1, 2, 3, 6, 9, 30)) for _ in range(4)])
                      for i in range(AREAS)}
        self.table = gdcs.Table([gdcs.Axis("area"), "sex", gdcs.Axis("age", total=TOTAL)])
        for area, cells in self.areas.items():
            for (sex, age), x in cells.items():
                self.table.set([area, name("sex", sex), age], x)

    def count_found(self, hidden):
        unsafe = [(area, at) for area, cells in self.areas.items() for at, x in cells.items()
                  if x < RULE.minimum]
        return len(unsafe), sum(is_found(self.areas[area], hidden[area], at) for area, at in unsafe)

    def test_nobody_is_found_in_a_table_with_many_hidden_cells(self):
        unsafe = {area: {at for at, x in cells.items() if x < RULE.minimum}
                  for area, cells in self.areas.items()}
        count, found = self.count_found(unsafe)
        self.assertGreater(found, count // 4)
        made = gdcs.suppress(self.table, RULE)
        self.assertGreater(len(made.hidden), LARGE)
        self.assertEqual(made.unsafe, count)
        hidden = {area: set() for area in self.areas}
        columns = [made.hidden[one].to_list() for one in ("area", "sex", "age")]
        for area, sex, age in zip(*columns):
            hidden[area].add((TOTAL if sex == "_T" else sex, age))
        self.assertEqual(self.count_found(hidden), (count, 0))
        self.assertTrue(gdcs.audit(made.table, RULE, originals=self.table, brief=True).is_safe)


if __name__ == "__main__":
    unittest.main()
