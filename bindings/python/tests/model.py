"""Tables once more, from the comments of gdcs/table.h alone: slow, with fractions and no planes.

A cell is (lower, upper, status, confidentiality) and exact where lower == upper.
"""
import math
from itertools import product

STATUS, CONFIDENTIALITY = "QLOMHJSKWBDNUVEIFGPA", "CAOTGMDSNEF"
PARTS = ("F", "M", "_O", "_U", "_Z")
ZERO, MISSING = (0, 0, "A", "F"), (0, math.inf, "O", "F")


def graver(letters, order):
    return min(letters, key=order.index)


def added(cells):
    cells = [ZERO, *cells]
    return (sum(cell[0] for cell in cells), sum(cell[1] for cell in cells),
            graver([cell[2] for cell in cells], STATUS),
            graver([cell[3] for cell in cells], CONFIDENTIALITY))


class Axis:
    """labels: those that a list or a cell ever named."""

    def __init__(self, name, sex=False, labels=(), total=None):
        self.name, self.sex, self.labels = name, sex, list(labels)
        self.total = "_T" if sex else total

    def copy(self):
        return Axis(self.name, self.sex, self.labels, self.total)

    def declares(self):
        return self.total in self.labels

    def parts(self):
        return PARTS if self.sex else [label for label in self.labels if label != self.total]


class Model:
    def __init__(self, axes, missing):
        self.axes, self.missing, self.cells = axes, missing, {}

    def name(self, labels):
        for axis, label in zip(self.axes, labels):
            if label not in axis.labels:
                axis.labels.append(label)

    def set(self, labels, cell):
        self.name(labels)
        self.cells[labels] = cell

    def add(self, labels, value):
        self.name(labels)
        self.cells[labels] = added([self.cells.get(labels, ZERO), (value, value, "A", "F")])

    def sum_of(self, at, labels):
        """The cells of a line, at(label)."""
        return added([self.cells.get(at(label)) or self.unset(at(label)) for label in labels])

    def unset(self, labels):
        """What a cell that nobody set counts as in a sum."""
        published = all(label in ("F", "M", "_T") for axis, label in zip(self.axes, labels)
                        if axis.sex)
        return MISSING if self.missing and published else ZERO

    def completed(self, goes, key):
        """Where lines are added up and only some declare the total of an axis that stays, the parts
        of the others stand in for it.  key: where the cell of these labels goes, None if nowhere."""
        out = Model(self.axes, self.missing)
        out.cells = dict(self.cells)
        for place, axis in enumerate(self.axes):
            if axis.name == goes or not axis.declares():
                continue

            def at(labels, label):
                return labels[:place] + (label,) + labels[place + 1:]
            declared = {key(labels) for labels in out.cells if labels[place] == axis.total} - {None}
            lines = {at(labels, axis.total) for labels in out.cells if labels[place] != axis.total}
            made = {line: out.sum_of(lambda label: at(line, label), axis.parts()) for line in lines
                    if line not in out.cells and key(line) in declared}
            out.cells.update(made)
        return out

    def without(self, name):
        """Sum one axis away, line by line."""
        place = [axis.name for axis in self.axes].index(name)
        axis = self.axes[place]
        self = self.completed(name, lambda labels: None if labels[place] == axis.total else
                              labels[:place] + labels[place + 1:])
        out = Model([other.copy() for other in self.axes if other.name != name], self.missing)
        for rest in {labels[:place] + labels[place + 1:] for labels in self.cells}:
            def at(label):
                return rest[:place] + (label,) + rest[place:]
            total, parts = self.cells.get(at(axis.total)), self.sum_of(at, axis.parts())
            alone = not any(at(label) in self.cells for label in axis.parts())
            out.cells[rest] = total if total and alone else reconciled(total, parts)
        return out

    def margin(self, keep):
        goes = [axis for axis in self.axes if axis.name not in keep]
        goes.sort(key=lambda axis: (not axis.declares(), axis.sex))
        out = self
        for axis in goes:
            out = out.without(axis.name)
        return out.ordered(keep)

    def ordered(self, names):
        places = [[axis.name for axis in self.axes].index(name) for name in names]
        out = Model([self.axes[place].copy() for place in places], self.missing)
        out.cells = {tuple(labels[place] for place in places): cell
                     for labels, cell in self.cells.items()}
        return out

    def slice(self, name, label):
        place = [axis.name for axis in self.axes].index(name)
        out = Model([axis.copy() for axis in self.axes if axis.name != name], self.missing)
        out.cells = {labels[:place] + labels[place + 1:]: cell
                     for labels, cell in self.cells.items() if labels[place] == label}
        return out

    def collapse(self, name, to):
        place = [axis.name for axis in self.axes].index(name)
        axis = self.axes[place]
        new = {label: to.get(label, label) for label in axis.labels}
        made = axis.copy()
        made.labels = list(dict.fromkeys(label for label in new.values() if label is not None))
        if not axis.sex and axis.total in new:
            made.total = new[axis.total]
        self = self.completed(name, lambda labels: None if new[labels[place]] is None else
                              labels[:place] + (new[labels[place]],) + labels[place + 1:])
        out = Model([other.copy() for other in self.axes], self.missing)
        out.axes[place] = made
        for rest in {labels[:place] + labels[place + 1:] for labels in self.cells}:
            def at(label):
                return rest[:place] + (label,) + rest[place:]
            for label in made.labels:
                old = [one for one in axis.labels if new[one] == label]
                if any(at(one) in self.cells for one in old):
                    out.cells[at(label)] = self.sum_of(at, old)
        return out

    def merge(self, other):
        other = other.ordered([axis.name for axis in self.axes])
        for mine, its in zip(self.axes, other.axes):
            mine.labels += [label for label in its.labels if label not in mine.labels]
        for labels, cell in other.cells.items():
            self.cells[labels] = added([self.cells.get(labels, ZERO), cell])

    def get(self, labels):
        return self.cells.get(labels, MISSING if self.missing else ZERO)

    def line(self, rest):
        """The cells of a line of the sex axis by code, absent ones as the rules have them."""
        place = [axis.sex for axis in self.axes].index(True)

        def at(code):
            return rest[:place] + (code,) + rest[place:]
        cells = {code: self.cells.get(at(code)) or self.unset(at(code)) for code in PARTS}
        return cells, self.cells.get(at("_T"))


def reconciled(total, parts):
    """What a line sums to."""
    if total is None:
        return parts
    (a, b), (c, d) = total[:2], parts[:2]
    if a == b:
        return total
    if c > b or b == math.inf and a <= c == d:
        return parts
    return (max(a, c), d if b == math.inf and a <= d else b, *added([total, parts])[2:])


def completions(cells, total, top):
    """Every way to complete a line with whole numbers up to top: (F, M, O, U) with the rest of the
    total among U."""
    ranges = [range(int(cells[code][0]), int(min(cells[code][1], top)) + 1) for code in PARTS]
    for women, men, other, unknown, legal in product(*ranges):
        parts = women + men + other + unknown + legal
        if total is None or total[0] <= parts <= total[1]:
            yield women, men, other, unknown
        if total is not None and parts < total[1]:
            for rest in range(max(1, int(total[0]) - parts), int(min(total[1], top)) - parts + 1):
                yield women, men, other, unknown + rest
