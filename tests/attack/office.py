"""An office that lets tables and figures out through one door, gdcs.release, under a log of what is out already:
what it asks for, and what others read of what they get."""
import math

import gdcs
from attacker import INF, TOTAL, World, key, name, table_of
from rules import draw_rule
from worlds import COUNTS, axes_of, below, leaves

MOST = 36  # leaves
ROOM = 40  # times to draw a world that is small enough


class Item:
    """What others get at once: tables, as names of axes with the limits of each cell, and rows of figures."""

    def __init__(self, kind, beside=None):
        self.kind, self.tables, self.rows = kind, [], []
        self.rule = None  # under which it is let out
        self.beside = beside  # the table that figures are made from, as it is to be published

    def tell(self, attacker):
        for names, limits in self.tables:
            attacker.read(names, limits)
        for terms, low, high in self.rows:
            attacker.rows.append(([attacker.quantity(*of) for of, _ in terms],
                                  [times for _, times in terms], low, high))
            attacker.made = None


class Office:
    def __init__(self, draw):
        self.draw = draw
        self.kind = draw.choice(("two axes", "three axes", "hierarchies"))
        self.world = self.draw_world()
        self.rules = [draw_rule(draw, False) for _ in range(draw.choice((1, 1, 1, 2)))]
        self.rule = self.rules[0]
        needs_zeros = any(rule.zeros or rule.groups for rule in self.rules)
        self.shows_zeros = needs_zeros or draw.random() < 0.7
        hides_zeros = needs_zeros or draw.random() < 0.3
        self.least = 0.0 if hides_zeros else 1.0
        self.design = gdcs.CellKey(deviation=draw.choice([2, 3, 5]), threshold=draw.choice([0, 1]))
        self.keys = World(draw, self.world.axes)
        self.keys.leaf = {at: sum(draw.randrange(1 << 32) for _ in range(min(n, 50)))
                          for at, n in self.world.leaf.items()}
        self.is_forgetful = draw.random() < 0.3  # of trees that were given before
        self.log = gdcs.ReleaseLog()
        self.out, self.refused, self.in_vain = [], [], []
        self.labels = set()  # that are out, with their axes

    def draw_world(self):
        for _ in range(ROOM):
            axes = axes_of(self.draw, 3 if self.kind == "three axes" else 2, self.kind)
            if "sex" in axes and math.prod(map(leaves, axes.values())) <= MOST:
                break
        else:
            axes = {"area": {TOTAL: ["a", "b", "c"]}, "sex": {TOTAL: ["F", "M"]}}
        return World(self.draw, axes, COUNTS[self.draw.choice(("sparse", "small", "mixed", "dense"))])

    def whole(self, names):
        return {labels: float(value) for labels, value in self.world.cells(names)}

    def draw_cells(self):
        """Names of axes and true numbers of a table, and which of these stay behind: all labels, some, or one
        sex alone.  What a published total counts besides keeps its labels, whose cells are hidden."""
        names = tuple(axis for axis in self.world.axes if self.draw.random() < 0.75) or ("sex",)
        cells, kept = self.whole(names), set()
        if self.draw.random() < 0.35:
            axis = self.draw.choice(names)
            left_out, needs_labels = self.draw_left_out(axis)
            gone = {labels for labels in cells if labels[names.index(axis)] in left_out}
            if needs_labels and self.shows_zeros:
                kept = gone
            elif not needs_labels:
                cells = {labels: x for labels, x in cells.items() if labels not in gone}
        return names, cells, kept

    def draw_left_out(self, axis):
        nodes, every = self.world.axes[axis], self.world.labels(axis)
        tops = [one for one in nodes if one != TOTAL]
        if axis == "sex" and self.draw.random() < 0.5:
            return set(every) - {self.draw.choice("FM")}, False
        if tops and self.draw.random() < 0.6:
            top = self.draw.choice(tops)
            return self.draw.choice([set(below(nodes, top)), {top}]), False
        if len(every) > 3:
            return set(self.draw.sample(every[1:], self.draw.randint(1, len(every) - 2))), True
        return {TOTAL}, False

    def table(self, names, limits):
        """Zeroes are set, or left out of a counted table; what is no cell is in a published one unknown."""
        sets = self.sets_zeros(names, limits)
        open_axes = [axis for axis in names
                     if all(labels[names.index(axis)] != TOTAL for labels in limits)]
        return table_of(names, {labels: pair for labels, pair in limits.items()
                                  if pair != (0.0, 0.0) or sets},
                        "zero" if len(limits) == len(self.whole(names)) else "missing", open_axes)

    def sets_zeros(self, names, cells):
        return self.shows_zeros or len(cells) < len(self.whole(names))

    def labels_there(self, names, cells):
        """With their axes: of some cell that is set."""
        return {(axis, one) for labels in cells
                if self.sets_zeros(names, cells) or self.world.value(dict(zip(names, labels)))
                for axis, one in zip(names, labels)}

    def trees(self, names, cells, beside=True):
        """Of the labels of this table, and beside it of what is out."""
        there = self.labels_there(names, cells) | (self.labels if beside and not self.is_forgetful else set())
        made = {}
        for axis, nodes in self.world.axes.items():
            if len(nodes) > 1:
                chains = [[one for one in self.world.above(axis, label)
                           if one != TOTAL and (axis, one) in there] for label in self.world.leaves(axis)]
                made[axis] = {child: parent for chain in chains for child, parent in zip(chain, chain[1:])}
        return {axis: pairs for axis, pairs in made.items() if pairs}

    def is_small(self, value):
        return value == 0 if self.rule.zeros and value == 0 else 0 < value < self.rule.minimum

    def protect(self, names, cells, kept=()):
        """The original, a table as it is to be published, and its limits by labels; no table if it cannot be."""
        original = self.table(names, {labels: (x, x) for labels, x in cells.items()})
        how = self.draw.choice(("suppress", "suppress", "by hand", "as it is"))
        limits = {labels: (x, x) for labels, x in cells.items()}
        if how == "suppress":
            try:
                made = gdcs.suppress(original, self.rule, trees=self.trees(names, cells, beside=False)).table
            except gdcs.Error:
                return original, None, None
            limits = {labels: limits_of(made, names, labels) if x or self.sets_zeros(names, cells) else (x, x)
                      for labels, x in cells.items()}
        elif how == "by hand":
            share, may_be_zero = self.draw.choice((0.1, 0.3, 0.6)), not self.least and self.sets_zeros(names, cells)
            limits = {labels: self.soften(x) if (x or may_be_zero) and (
                self.is_small(x) or self.draw.random() < share) else (x, x) for labels, x in cells.items()}
        limits.update((labels, (0.0, INF)) for labels in kept)
        return original, self.table(names, limits), limits

    def least_of(self, names, cells, limits):
        """What others know of a hidden number: somebody, unless a zero is hidden that the rule leaves published."""
        hides_zero = any(low < high and not cells[labels] for labels, (low, high) in limits.items())
        return 0.0 if hides_zero else self.least

    def soften(self, x):
        kind = self.draw.random()
        if kind < 0.7:
            return 0.0, INF
        return max(self.least, x - self.draw.randint(0, 4)), x + self.draw.randint(1, 6)

    def ask(self, do, item, is_table=True):
        """Through the door, or not."""
        try:
            got = do()
        except gdcs.Error as error:
            if error.name not in ("GDCS_E_DISCLOSURE", "GDCS_E_DUPLICATE"):
                raise
            self.refused.append((item, str(error)))
            return None
        for names, cells in item.tables if is_table else ():
            self.labels |= self.labels_there(names, cells)
        return got


def limits_of(table, names, labels):
    cell = table.get([name(axis, one) for axis, one in zip(names, labels)])
    return cell.lower, cell.upper
