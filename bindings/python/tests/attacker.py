"""Somebody who wants to know what was hidden, and knows nothing of the library: equations written down
from labels and trees alone, linear and whole-number programmes of HiGHS (scipy), and elimination in
fractions.  The tests of audits and suppression share it with the suite of tests/attack."""
import contextlib
import itertools
import math
import unittest
from fractions import Fraction

import gdcs

try:
    import numpy
    from scipy.optimize import Bounds, LinearConstraint, linprog, milp
    from scipy.sparse import csr_matrix
except ImportError:
    linprog = None

needs_scipy = unittest.skipUnless(linprog, "SciPy is not installed")
INF = math.inf
TOTAL = "T"


class World:
    """True counts over axes, and tables made of them.  An axis is {parent: [children]}, TOTAL its root."""

    def __init__(self, draw, axes, counts=(0, 0, 1, 2, 3, 5, 8, 20, 60)):
        self.draw, self.axes = draw, axes
        self.leaf = {at: draw.choice(counts) for at in itertools.product(*map(self.leaves, axes))}

    def labels(self, axis):
        children = self.axes[axis]
        return [TOTAL] + [child for parent in children for child in children[parent]]

    def leaves(self, axis):
        return [label for label in self.labels(axis) if label not in self.axes[axis]]

    def above(self, axis, label):
        """The label and all that it is a part of."""
        found = [label]
        for parent, children in self.axes[axis].items():
            if label in children:
                found += self.above(axis, parent)
        return found

    def is_part(self, part, whole):
        """Are all who are counted in the one counted in the other?  Keys."""
        at = dict(part)
        return all(axis in at and label in self.above(axis, at[axis]) for axis, label in whole)

    def gather(self, leaf, add):
        """What the leaves come to in every cell: labels over all axes to it."""
        sums, above = {}, [{one: self.above(axis, one) for one in self.leaves(axis)}
                           for axis in self.axes]
        for at, one in leaf.items():
            for labels in itertools.product(*(ways[label] for ways, label in zip(above, at))):
                sums[labels] = add(sums[labels], one) if labels in sums else one
        return sums

    def value(self, where):
        """The count at {axis: label}; an axis that is not named is at its total."""
        if getattr(self, "summed", None) is not self.leaf:
            self.sums, self.summed = self.gather(self.leaf, lambda a, b: a + b), self.leaf
        return self.sums[tuple(where.get(axis, TOTAL) for axis in self.axes)]

    def cells(self, names, open_axes=()):
        """Every cell of the table over these axes, with its true value; no total of an open axis."""
        for labels in itertools.product(*(self.labels(axis)[axis in open_axes:] for axis in names)):
            yield labels, self.value(dict(zip(names, labels)))


def name(axis, label):
    """As the library has it: the total of sex is _T."""
    return "_T" if label == TOTAL and axis == "sex" else label


def plain(label):
    """As we have it."""
    return TOTAL if label in ("_T", "total") else label


def table_of(names, published, absent="zero", open_axes=()):
    """A table with these cells: labels to (lower, upper)."""
    made = gdcs.Table([axis if axis == "sex" else
                       gdcs.Axis(axis, total=None if axis in open_axes else TOTAL)
                       for axis in names], absent=absent)
    for labels, (lower, upper) in published.items():
        where = [name(axis, label) for axis, label in zip(names, labels)]
        if lower == upper:
            made.set(where, lower)
        elif lower == 0 and upper == INF:
            made.set(where, None)
        else:
            made.set(where, gdcs.Cell(math.nan, lower=lower, upper=upper, status="Q"))
    return made


def key(names, labels):
    return frozenset((axis, label) for axis, label in zip(names, labels) if label != TOTAL)


def tree(axes):
    """Of the library: roots are named by no one."""
    return {axis: {child: parent for parent in nodes if parent != TOTAL for child in nodes[parent]}
            for axis, nodes in axes.items() if len(nodes) > 1}


class Attacker:
    """What is published, as equations between quantities named by their labels."""

    def __init__(self, world):
        self.world, self.number, self.lower, self.upper, self.rows = world, {}, [], [], []
        self.made, self.far, self.whole = None, 100.0, True

    def quantity(self, names, labels):
        of = key(names, labels)
        if of not in self.number:
            self.number[of] = len(self.lower)
            self.lower.append(0.0)
            self.upper.append(INF)
            self.made = None
        return self.number[of]

    def read(self, names, published):
        """Cells of a table, and that in each line and branch the parts make the whole."""
        for labels, (lower, upper) in published.items():
            v = self.quantity(names, labels)
            self.lower[v], self.upper[v] = max(self.lower[v], lower), min(self.upper[v], upper)
        for labels in itertools.product(*map(self.world.labels, names)):
            for place, axis in enumerate(names):
                parts = self.world.axes[axis].get(labels[place])
                if parts:
                    moved = [labels[:place] + (part,) + labels[place + 1:] for part in parts]
                    self.rows.append(([self.quantity(names, labels)]
                                      + [self.quantity(names, one) for one in moved],
                                      [1.0] + [-1.0] * len(moved), 0.0, 0.0))
        self.made = None

    @contextlib.contextmanager
    def knowing(self, limits):
        """While it lasts, quantities lie in these limits too: number to (lower, upper)."""
        before = list(self.lower), list(self.upper)
        for v, (lower, upper) in limits.items():
            self.lower[v], self.upper[v] = max(self.lower[v], lower), min(self.upper[v], upper)
        self.made = None
        yield
        self.lower, self.upper = before
        self.made = None

    def programme(self):
        if self.made is None:
            self.made = Programme(self)
        return self.made

    def interval(self, v):
        """Without rounding."""
        return self.programme().interval(v)

    def limits(self, v):
        """Rounded inwards where all are whole numbers; else one number where only rounding errors make it two."""
        low, high = self.interval(v)
        if self.whole:
            return rounded_inwards(low, high)
        return (high, high) if high < INF and high - low <= 1e-6 * max(1.0, high) else (low, high)

    def whole_interval(self, v):
        return rounded_inwards(*self.interval(v))

    def integer_interval(self, v):
        """All quantities being whole numbers."""
        return self.programme().interval(v, whole=True)


def rounded_inwards(low, high):
    return math.ceil(low - 1e-6), math.floor(high + 1e-6) if high < INF else INF


class Programme:
    """The equations in what is open; what is known moved to the other side."""

    def __init__(self, attacker):
        self.lower, self.upper = attacker.lower, attacker.upper
        self.far = attacker.far * (1.0 + attacker.world.value({}))
        self.place = {}
        for v, (lower, upper) in enumerate(zip(self.lower, self.upper)):
            if lower < upper:
                self.place[v] = len(self.place)
        self.rows, self.low, self.high = [], [], []
        for columns, values, low, high in attacker.rows:
            row, known = {}, 0.0
            for v, value in zip(columns, values):
                if v in self.place:
                    row[self.place[v]] = row.get(self.place[v], 0.0) + value
                else:
                    known += value * self.lower[v]
            if row:
                self.rows.append(row)
                self.low.append(low - known)
                self.high.append(high - known)
        self.matrices = None

    def limits(self):
        """What nothing limits is limited all the same, far out: HiGHS 1.2 runs wild on some rays."""
        return numpy.array([(self.lower[v], min(self.upper[v], self.far)) for v in self.place])

    def matrix(self, rows, signs):
        i = [k for k, row in enumerate(rows) for _ in row]
        j = [column for row in rows for column in row]
        x = [sign * value for row, sign in zip(rows, signs) for value in row.values()]
        return csr_matrix((x, (i, j)), shape=(len(rows), len(self.place)))

    def prepare(self):
        equal = [k for k in range(len(self.rows)) if self.low[k] == self.high[k]]
        sided = [(k, sign) for k in range(len(self.rows)) for sign in (1.0, -1.0)
                 if self.low[k] != self.high[k]
                 and not math.isinf(self.high[k] if sign > 0 else self.low[k])]
        self.matrices = {
            "A_eq": self.matrix([self.rows[k] for k in equal], [1.0] * len(equal)),
            "b_eq": [self.high[k] for k in equal]} if equal else {}
        if sided:
            self.matrices["A_ub"] = self.matrix([self.rows[k] for k, _ in sided],
                                                [sign for _, sign in sided])
            self.matrices["b_ub"] = [self.high[k] if sign > 0 else -self.low[k] for k, sign in sided]
        self.bounds = self.limits()

    def interval(self, v, whole=False):
        if v not in self.place:
            return self.lower[v], self.upper[v]
        if self.matrices is None:
            self.prepare()
        found = []
        for sign in (1.0, -1.0):
            aim = numpy.zeros(len(self.place))
            aim[self.place[v]] = sign
            done = self.solve_whole(aim) if whole else self.solve(aim)
            assert done.status == 0, done.message
            far = self.far / 50 if whole else self.far / 10
            found.append(sign * done.fun if abs(done.fun) < far else sign * -INF)
        return found

    def solve(self, aim):
        """Without presolving where after it HiGHS 1.2 finds no point, though the truth is one, or does not know."""
        given = {"bounds": self.bounds, "method": "highs", **self.matrices}
        done = linprog(aim, **given)
        return linprog(aim, options={"presolve": False}, **given) if done.status in (2, 4) else done

    def solve_whole(self, aim):
        """Without presolving, after which HiGHS 1.2 has missed points that there are; with it, where it misses the
        truth without."""
        rows = LinearConstraint(self.matrix(self.rows, [1.0] * len(self.rows)), self.low, self.high)
        bounds = Bounds(self.bounds[:, 0], numpy.minimum(self.bounds[:, 1], self.far / 25))
        given = {"constraints": rows if self.rows else None, "bounds": bounds, "integrality": numpy.ones(len(aim))}
        done = milp(aim, options={"presolve": False}, **given)
        return milp(aim, **given) if done.status in (2, 4) else done

    def determined(self):
        """Which open quantities follow from the equations alone, whatever is not negative: by
        elimination in fractions until each row says what one quantity is."""
        pivots = {}
        for row, low, high in zip(self.rows, self.low, self.high):
            if low != high:
                continue
            row = {column: Fraction(value) for column, value in row.items()}
            for column in [one for one in row if one in pivots]:
                subtract(row, pivots[column], row.get(column, 0))
            if not row:
                continue
            first = min(row)
            scale = row[first]
            row = {column: value / scale for column, value in row.items()}
            for other in pivots.values():
                subtract(other, row, other.get(first, 0))
            pivots[first] = row
        named = {place: v for v, place in self.place.items()}
        return {named[column] for column, row in pivots.items() if len(row) == 1}


def subtract(row, other, times):
    """row -= times x other."""
    if not times:
        return
    for column, value in other.items():
        left = row.get(column, 0) - times * value
        if left:
            row[column] = left
        else:
            row.pop(column, None)


FLAT = {"area": {TOTAL: ["A", "B", "C"]}, "sex": {TOTAL: ["F", "M"]},
        "age": {TOTAL: ["young", "old"]}, "role": {TOTAL: ["w", "v"]}}
DEEP = {"area": {TOTAL: ["A", "B"], "A": ["A1", "A2"], "B": ["B1", "B2", "B3"]},
        "sex": {TOTAL: ["F", "M"]}, "age": {TOTAL: ["young", "old"]}}
