"""Random small tables, held against a slow model of what gdcs/table.h says."""
import math
import random
import unittest

import gdcs
from model import CONFIDENTIALITY, STATUS, Axis, Model, completions

CODES = ("F", "M", "_O", "_U", "_Z", "_T")


def random_axes(rng):
    axes = []
    if rng.random() < 0.85:
        axes.append(Axis("sex", sex=True,
                         labels=rng.sample(CODES, rng.randint(0, 6)) if rng.random() < 0.3 else ()))
    for name in rng.sample(("area", "age", "year"), rng.randint(0 if axes else 1, 2)):
        total = "ALL" if rng.random() < 0.5 else None
        pool = ["a", "b", "c"] + (["ALL"] if total else [])
        axes.append(Axis(name, labels=rng.sample(pool, rng.randint(0, 3))
                         if rng.random() < 0.3 else (), total=total))
    rng.shuffle(axes)
    return axes


def random_cell(rng):
    """(lower, upper, status, confidentiality)"""
    kind = rng.random()
    lower = rng.randint(0, 6)
    upper = lower
    if kind < 0.2:
        upper = lower + rng.randint(1, 5)
    elif kind < 0.3:
        upper = math.inf
    elif kind < 0.4:
        lower, upper = 0, math.inf
    status = rng.choice(STATUS) if rng.random() < 0.3 else "A"
    if (lower, upper) == (0, math.inf) and status == "A":
        status = "O"
    return lower, upper, status, rng.choice(CONFIDENTIALITY) if rng.random() < 0.3 else "F"


def given(cell):
    lower, upper, status, confidentiality = cell
    value = lower if lower == upper else math.nan
    return gdcs.Cell(value, lower, upper, status, confidentiality)


def random_pair(rng, axes=None, missing=None):
    """The same table twice: of the library, and of the model."""
    missing = rng.random() < 0.5 if missing is None else missing
    model = Model(axes or random_axes(rng), missing)
    table = gdcs.Table([gdcs.Axis(axis.name, labels=axis.labels,
                                  total=None if axis.sex else axis.total,
                                  concept="sex" if axis.sex else "group") for axis in model.axes],
                       absent="missing" if missing else "zero")
    for _ in range(rng.randint(0, 14)):
        labels = tuple(rng.choice(CODES if axis.sex else
                                  ("a", "b", "c", axis.total or "a")) for axis in model.axes)
        if rng.random() < 0.6:
            cell = random_cell(rng)
            table[labels] = given(cell)
            model.set(labels, cell)
        else:
            value = rng.randint(0, 5)
            table.add(labels, value)
            model.add(labels, value)
    return table, model


def shown(table):
    cells = {}
    for labels, cell in table.cells():
        assert cell.present and (cell.value == cell.lower == cell.upper or
                                 (cell.value != cell.value and cell.lower < cell.upper)), cell
        cells[labels] = (cell.lower, cell.upper, cell.status, cell.confidentiality)
    return cells


class Tables(unittest.TestCase):
    def same(self, table, model, what):
        self.assertEqual([axis.name for axis in table.axes], [axis.name for axis in model.axes],
                         what)
        self.assertEqual(shown(table), model.cells, what)

    def run_with(self, check, seed, times=400):
        for turn in range(times):
            rng = random.Random(f"{seed} {turn}")
            table, model = random_pair(rng)
            before = shown(table)
            check(rng, table, model, f"turn {turn}: {[(a.name, a.labels, a.total) for a in model.axes]}"
                  f" missing={model.missing} {model.cells}")
            self.assertEqual(shown(table), before)

    def test_cells(self):
        self.run_with(lambda rng, table, model, what: self.same(table, model, what), "cells")

    def test_margins(self):
        def check(rng, table, model, what):
            names = [axis.name for axis in model.axes]
            keep = rng.sample(names, rng.randint(0, len(names)))
            self.same(table.margin(keep), model.margin(keep), f"{what} keep {keep}")
        self.run_with(check, "margin", 1500)

    def test_slices(self):
        def check(rng, table, model, what):
            for axis in model.axes:
                for label in axis.labels:
                    self.same(table.slice(axis.name, label), model.slice(axis.name, label),
                              f"{what} {axis.name}={label}")
        self.run_with(check, "slice", 100)

    def test_collapses(self):
        def check(rng, table, model, what):
            for axis in model.axes:
                old = [label for label in axis.labels if label != axis.total]
                old = rng.sample(old, rng.randint(0, len(old)))
                new = CODES[:5] if axis.sex else ("a", "b", "z")
                to = {label: rng.choice([*new, None]) for label in old}
                if axis.total in axis.labels and rng.random() < 0.2:
                    to[axis.total] = None
                self.same(table.collapse(axis.name, to), model.collapse(axis.name, to),
                          f"{what} {axis.name}: {to}")
        self.run_with(check, "collapse")

    def test_merges(self):
        def check(rng, table, model, what):
            axes = [axis.copy() for axis in model.axes]
            rng.shuffle(axes)
            other, slow = random_pair(rng, axes, model.missing)
            both = table.copy()
            both.merge(other)
            model.merge(slow)
            self.same(both, model, f"{what} + {slow.cells}")
            other.merge(table)
            self.same(other, model.ordered([axis.name for axis in axes]), f"{what} reversed")
            keep = rng.sample([axis.name for axis in axes], rng.randint(0, len(axes)))
            self.same(both.margin(keep), model.margin(keep), f"{what} merged, keep {keep}")
        self.run_with(check, "merge")


TOP = 12  # numbers without an upper limit are tried up to here


class Bounds(unittest.TestCase):
    """Bounds of shares and rates against every completion of a line."""

    def lines(self, seed, times=600):
        for turn in range(times):
            rng = random.Random(f"{seed} {turn}")
            model = Model([Axis("sex", sex=True)], rng.random() < 0.5)
            table = gdcs.Table([gdcs.Axis("sex", labels=CODES)],
                               absent="missing" if model.missing else "zero")
            for code, chance in zip(CODES, (0.8, 0.8, 0.25, 0.25, 0.25, 0.6)):
                if rng.random() < chance:
                    cell = random_limits(rng, code == "_T")
                    model.set((code,), cell)
                    table[(code,)] = given(cell)
            if model.cells:
                cells, total = model.line(())
                if set_aside(cells, total, ("_T",) in model.cells and len(model.cells) == 1):
                    total = None
                limits = [total[1]] if total else [cell[1] for cell in cells.values()]
                finite = math.inf not in limits
                yield table, list(completions(cells, total, TOP)), finite, f"{turn}: {model.cells}"

    def hold(self, got, tried, finite, what):
        """Whatever the completion, the bounds hold it; where all were tried, they are reached."""
        if tried:
            self.assertLessEqual(got[0], min(tried) + 1e-12, what)
            self.assertGreaterEqual(got[1], max(tried) - 1e-12, what)
            if finite:
                self.assertAlmostEqual(got[0], min(tried), 12, what)
                self.assertAlmostEqual(got[1], max(tried), 12, what)

    def test_shares(self):
        for table, ways, finite, what in self.lines("share"):
            for of in ("women_and_men", "recorded", "persons"):
                frame = gdcs.share_table(table, of=of)
                got = frame["bound_lower"][0], frame["bound_upper"][0]
                tried = [women / whole for women, whole in shares(ways, of)]
                self.hold(got, tried, finite, f"{what} {of} {got}")

    def test_rates(self):
        people = gdcs.Table(["sex"], absent="missing")
        people["F"], people["M"] = 20, 50
        population = gdcs.Population(people)
        for table, ways, finite, what in self.lines("rate"):
            frame = gdcs.rate_table(table, population, per=1)
            got = dict(zip(frame["sex"], zip(frame["bound_lower"], frame["bound_upper"])))
            self.hold(got["F"], [number / 20 for women, _, _, unknown in ways
                                 for number in (women, women + unknown)], finite, f"F {what}")
            self.hold(got["M"], [number / 50 for _, men, _, unknown in ways
                                 for number in (men, men + unknown)], finite, f"M {what}")
            if not table["_T"].present or table["_T"].upper < math.inf:
                self.hold(got["_T"], [sum(way) / 70 for way in ways], finite, f"_T {what} {got}")

    def test_counts(self):
        for table, ways, finite, what in self.lines("counts"):
            counts, _ = table.counts()
            for place, name in enumerate(counts._fields[:4]):
                tried = {way[place] for way in ways}
                if counts[place] == counts[place]:
                    self.assertEqual(tried, {counts[place]}, f"{name} {what}")
                elif finite:
                    self.assertGreater(len(tried), 1, f"{name} {what}")


def random_limits(rng, total):
    lower = upper = rng.randint(0, 9 if total else 3)
    kind = rng.random()
    if kind < 0.25:
        upper = lower + rng.randint(1, 3)
    elif kind < 0.35:
        upper = math.inf
    return lower, upper, "O" if (lower, upper) == (0, math.inf) else "A", "F"


def set_aside(cells, total, alone):
    """A total below its parts, or one that says no more than they do."""
    if total is None:
        return True
    lower, upper = (sum(cell[limit] for cell in cells.values()) for limit in (0, 1))
    return lower > total[1] or total[1] == math.inf and total[0] <= upper and not alone


def shares(ways, of):
    """(women, all), the unknown being women, men or, unless only those count, other."""
    for women, men, other, unknown in ways:
        for more in range(unknown + 1):
            for else_ in range(1 if of == "women_and_men" else unknown - more + 1):
                whole = women + men + unknown + (0 if of == "women_and_men" else other)
                if whole:
                    yield women + more, whole


if __name__ == "__main__":
    unittest.main(verbosity=2)
