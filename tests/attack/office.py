"""An office that lets tables and figures out through one door, gdcs.release, under a log of what is out already, or,
where it has lost that, with all tables that are out handed in: what it asks for, and what others read of what they
get.  Noise is not asked for: it has no limits, so that no number of it excludes any truth."""
import math
from types import SimpleNamespace

import gdcs
from attacker import INF, TOTAL, World, key, name, plain, table_of
from rules import Amounts, behind, draw_rule, needs
from worlds import COUNTS, axes_of, below, give_holders, leaves

MOST = 36  # leaves
ROOM = 40  # times to draw a world that is small enough


class Item:
    """What others get at once: tables, as names of axes with the limits of each cell, and rows of figures."""

    def __init__(self, kind, beside=()):
        self.kind, self.tables, self.rows = kind, [], []
        self.rule = self.world = None  # under which it is let out, and what was true then
        self.listed = []  # tables for the library of what it tells, as far as tables can say it
        self.apart = []  # as tables: what limits say alone, and what letters do
        self.beside = beside  # the table that figures are made from, and others, as they are to be published

    def originals(self):
        """What was handed in of which the door has the true numbers."""
        return self.tables + list(self.beside or ())

    def quantities(self):
        return {key(names, labels) for names, limits in self.originals() for labels in limits}

    def tell(self, attacker):
        """As far as it is still so: who wants to know is lucky, and takes nothing for true that was revised."""
        true = attacker.world
        for names, limits in self.tables + (self.apart if self.world not in (None, true) else []):
            attacker.read(names, {labels: (low, high) if self.world in (None, true) or
                                  low <= true.value(dict(zip(names, labels))) <= high else (0.0, INF)
                                  for labels, (low, high) in limits.items()})
        for terms, low, high in self.rows:
            if self.world not in (None, true) and not low - 1e-9 <= sum(
                    times * true.value(dict(zip(*of))) for of, times in terms) <= high + 1e-9:
                continue
            attacker.rows.append(([attacker.quantity(*of) for of, _ in terms],
                                  [times for _, times in terms], low, high))
            attacker.made = None


class Office:
    WIDE = ("three axes",)
    PERSONS = tuple(COUNTS[one] for one in ("sparse", "small", "mixed", "dense"))  # in a cell, as they are drawn

    def __init__(self, draw):
        self.draw = draw
        self.kind = draw.choice(("two axes", "three axes", "hierarchies"))
        self.world, self.is_whole = self.draw_world(), True
        self.world.amounts = None  # what is whose; of persons None
        self.draw_amounts()
        self.insiders, self.revises, self.keeps_file, self.loses_log = self.draw_ways()
        self.kind += "" if not self.amounts else ", amounts" if self.is_whole else ", fractions"
        self.kind += ", revised" if self.revises else ", insiders" if self.insiders else ""
        self.kind += ", no log" if self.loses_log else ""
        self.rules = [draw_rule(draw, self.amounts is not None)
                      for _ in range(draw.choice((1, 1, 1, 2)) if not self.loses_log else 1)]
        self.rule = self.rules[0]
        needs_zeros = any(rule.zeros or rule.groups for rule in self.rules)
        self.shows_zeros = needs_zeros or draw.random() < 0.7
        hides_zeros = needs_zeros or draw.random() < 0.3 or not self.is_whole
        self.least = 0.0 if hides_zeros else 1.0
        self.design = gdcs.CellKey(deviation=draw.choice([2, 3, 5]), threshold=draw.choice([0, 1]))
        self.keys = World(draw, self.world.axes)
        self.keys.leaf = {at: self.draw_key(n) for at, n in self.world.leaf.items()}
        self.is_forgetful = draw.random() < 0.3 and not self.loses_log  # of trees that were given before
        self.log, self.listed = gdcs.ReleaseLog(), []
        self.out, self.refused, self.in_vain = [], [], []
        self.labels = set()  # that are out, with their axes

    def draw_world(self):
        for _ in range(ROOM):
            axes = axes_of(self.draw, 3 if self.kind in self.WIDE else 2, self.kind)
            if "sex" in axes and math.prod(map(leaves, axes.values())) <= MOST:
                break
        else:
            axes = {"area": {TOTAL: ["a", "b", "c"]}, "sex": {TOTAL: ["F", "M"]}}
        return World(self.draw, axes, self.draw.choice(self.PERSONS))

    @property
    def amounts(self):
        return self.world.amounts

    def draw_amounts(self):
        """Perhaps amounts: whole ones, or in halves or cents."""
        if self.draw.random() > 0.25:
            return
        case = SimpleNamespace(world=self.world)
        give_holders(self.draw, case)
        self.parts = self.draw.choice((1, 1, 2, 100))
        self.is_whole = self.parts == 1
        self.hold({at: [(who, self.draw_part(amount)) for who, amount in some] for at, some in case.holders.items()})

    def draw_part(self, amount):
        return amount if self.is_whole else amount - self.draw.randrange(self.parts) / self.parts

    def hold(self, holders):
        self.world.leaf = {at: sum(amount for _, amount in some) for at, some in holders.items()}
        self.world.amounts = Amounts(self.draw, SimpleNamespace(world=self.world, holders=holders))
        self.world.holders = holders

    def truth(self, world, at):
        """The number, and whose it is."""
        place = tuple(at.get(axis, TOTAL) for axis in world.axes)
        return world.value(at), world.amounts and world.amounts.of[place]

    def draw_ways(self):
        """Insiders to think of, does it revise numbers, does it keep a file of the log, which is read each time, and
        how often is the log lost?"""
        insiders, ways, log = self.draw.choice((0, 0, 0, 0, 1, 2)), self.draw.random(), self.draw.random()
        return insiders, not insiders and ways < 0.2, log < 0.2, self.draw.choice((0.4, 1.0)) if log > 0.8 else 0.0

    def contributions(self, *shapes):
        """Tables of them over the axes of some tables."""
        return behind(SimpleNamespace(world=self.world, shapes=shapes), None, self.amounts)

    def more(self, *shapes):
        """What the library is told of persons, holders and tables that are in no log, whatever is asked for."""
        return {"insiders": self.insiders, "contributions": self.contributions(*shapes) or None,
                "published": self.listed}

    def draw_key(self, n):
        return sum(self.draw.randrange(1 << 32) for _ in range(min(int(n), 50)))

    def revise(self):
        """Some numbers were not so."""
        before, self.world = self.world, World(self.draw, self.world.axes)
        self.world.leaf, self.world.amounts = dict(before.leaf), None
        wrong = self.draw.sample(sorted(before.leaf), min(self.draw.choice((1, 1, 2, 4)), len(before.leaf)))
        if before.amounts:
            self.hold({**before.holders, **{at: self.revised(before.holders[at]) for at in wrong}})
        for at in wrong:
            if not before.amounts:
                self.world.leaf[at] = max(0, before.leaf[at] + self.draw.choice((-3, -1, -1, 1, 2, 9)))
            self.keys.leaf = {**self.keys.leaf, at: self.draw_key(self.world.leaf[at])}

    def revised(self, some):
        """One is gone, or has another amount, or there is one more."""
        some, amount = list(some), self.draw_part(self.draw.choice((1, 2, 3, 5, 10, 40, 200)))
        who, _ = some.pop(self.draw.randrange(len(some))) if some and self.draw.random() < 0.7 else ("h1", 0)
        return some + [(who, amount)] * self.draw.choice((0, 1, 1))

    def place(self, of):
        at = dict(of)
        return tuple(at.get(axis, TOTAL) for axis in self.world.axes)

    def need(self, rule, of, group=False):
        """(below, above, width) that protect the number, or None where it is safe."""
        return needs(rule, self.world.value(dict(of)), self.amounts, self.place(of), group)

    def whole(self, names):
        return {labels: float(value) for labels, value in self.world.cells(names)}

    def draw_cells(self):
        """Names of axes and true numbers of a table, and which of these stay behind: all labels, some, or one
        sex alone.  What a published total counts besides mostly keeps its labels, whose cells are hidden."""
        names = tuple(axis for axis in self.world.axes if self.draw.random() < 0.75) or ("sex",)
        cells, kept = self.whole(names), set()
        if self.draw.random() < 0.35:
            axis = self.draw.choice(names)
            left_out, needs_labels = self.draw_left_out(axis)
            gone = {labels for labels in cells if labels[names.index(axis)] in left_out}
            if needs_labels and self.shows_zeros and self.draw.random() < 0.7:
                kept = gone
            elif not needs_labels or self.shows_zeros:
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

    def exact(self, names, cells):
        return self.table(names, {labels: (x, x) for labels, x in cells.items()})

    def sets_zeros(self, names, cells):
        return self.shows_zeros or len(cells) < len(self.whole(names))

    def labels_there(self, names, cells):
        """With their axes: of some cell that is set."""
        return {(axis, one) for labels in cells
                if self.sets_zeros(names, cells) or self.world.value(dict(zip(names, labels)))
                for axis, one in zip(names, labels)}

    def trees(self, several, beside=True):
        """Of the labels of these tables, and beside them of what is out."""
        there = set().union(*(self.labels_there(names, cells) for names, cells in several))
        if beside and not self.is_forgetful:
            there |= self.labels
        made = {}
        for axis, nodes in self.world.axes.items():
            if len(nodes) > 1:
                chains = [[one for one in self.world.above(axis, label)
                           if one != TOTAL and (axis, one) in there] for label in self.world.leaves(axis)]
                made[axis] = {child: parent for chain in chains for child, parent in zip(chain, chain[1:])}
        return {axis: pairs for axis, pairs in made.items() if pairs}

    def protect_together(self, several):
        """Of each the original, a table as it is to be published, and its limits by labels; no tables if they cannot
        be.  What several have is hidden in all of them, mostly."""
        how = self.draw.choice(("suppress", "suppress", "by hand", "as it is"))
        originals = [self.exact(names, cells) for names, cells, _ in several]
        every = [{labels: (x, x) for labels, x in cells.items()} for _, cells, _ in several]
        if how == "suppress":
            try:
                made = gdcs.suppress(originals, self.rule, insiders=self.insiders,
                                     **self.contributions(*(one[0] for one in several)),
                                     trees=self.trees([one[:2] for one in several], beside=False)).tables
            except gdcs.Error:
                return [(original, None, None) for original in originals]
            every = [{labels: limits_of(table, names, labels) if x or self.sets_zeros(names, cells) else (x, x)
                      for labels, x in cells.items()} for table, (names, cells, _) in zip(made, several)]
        elif how == "by hand":
            by_hand = self.hide_by_hand(several)
            every = [next(by_hand) for _ in several]
        for limits, (_, _, kept) in zip(every, several):
            limits.update((labels, (0.0, INF)) for labels in kept)
        return [(original, self.table(names, limits), limits)
                for original, limits, (names, _, _) in zip(originals, every, several)]

    def hide_by_hand(self, several):
        share, done = self.draw.choice((0.1, 0.3, 0.6)), {}
        forgets = len(several) > 1 and self.draw.random() < 0.3
        for names, cells, _ in several:
            may_be_zero = not self.least and self.sets_zeros(names, cells)
            limits = {}
            for labels, x in cells.items():
                of = key(names, labels)
                limits[labels] = x, x
                if of in done and (x or may_be_zero) and not forgets:
                    limits[labels] = done[of]
                elif (x or may_be_zero) and (self.need(self.rule, of) or self.draw.random() < share):
                    limits[labels] = self.soften(x)
                done.setdefault(of, limits[labels])
            yield limits

    def least_of(self, several):
        """What others know of a hidden number of some tables, names of axes and limits: somebody, unless a zero
        is hidden that the rule leaves published."""
        hides_zero = any(low < high and not self.world.value(dict(zip(names, labels)))
                         for names, limits in several for labels, (low, high) in limits.items())
        return 0.0 if hides_zero else self.least

    def soften(self, x):
        kind = self.draw.random()
        if kind < 0.7:
            return 0.0, INF
        return max(self.least, x - self.draw.randint(0, 4)), x + self.draw.randint(1, 6)

    def ask(self, do, item, is_table=True):
        """Through the door, or not."""
        if self.loses_log and self.draw.random() < self.loses_log:
            self.log, self.listed = gdcs.ReleaseLog(), [one for out in self.out for one in out.listed]
        if self.keeps_file:
            self.log = gdcs.ReleaseLog.parse(self.log.write())
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

    def let_out(self, item, tables=()):
        """Tables: as they came out; of a frame there are none, but what its rows tell."""
        self.out.append(item)
        if not self.loses_log:
            return
        item.listed = [as_told(table, *told) for table, told in zip(tables, item.tables)]
        told = {}
        for names, limits in item.tables if not tables else ():
            told.setdefault(names, {}).update(limits)
        for names, limits in told.items():
            item.listed.append(table_of(names, limits, "missing"))
            self.labels |= self.labels_there(names, limits)


def as_told(table, names, told):
    """A table that came out, with what is known of its numbers besides: by letters, by how they were rounded, and
    that somebody is in what is hidden."""
    made = table.copy()
    for labels, cell in table.cells():
        low, high = told[tuple(map(plain, labels))]
        if (cell.lower, cell.upper) != (low, high):
            made.set(labels, gdcs.Cell(math.nan, lower=low, upper=high, status="Q",
                                       confidentiality=cell.confidentiality))
    return made


def labels_of(names, labels):
    return [name(axis, one) for axis, one in zip(names, labels)]


def limits_of(table, names, labels):
    cell = table.get(labels_of(names, labels))
    return cell.lower, cell.upper
