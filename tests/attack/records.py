"""Records of persons as others read them: whose they may be, where in a table their persons may be counted, and
who is found in them, in one release or in some together.  By definitions alone, every record of all tried."""
import itertools
import math
from collections import Counter

from office import Item
from worlds import below

BLANK = (None, "*")
MARK = "+"  # between labels that a group is made of


def diversity(rule, counts):
    """Of the values that are known; None: there is none."""
    n = sorted((counts[value] for value in counts if value not in BLANK), reverse=True)
    if not n:
        return None
    if rule.diversity == "entropy":
        return math.exp(-sum(x / sum(n) * math.log(x / sum(n)) for x in n))
    if rule.diversity == "recursive":
        return max([l for l in range(1, len(n) + 1) if n[0] < (rule.c or 2.0) * sum(n[l - 1:])], default=0)
    return len(n)


def is_diverse(rule, counts, everything):
    found = diversity(rule, counts)
    if found is None:
        return True
    known, every = ({v: x for v, x in some.items() if v not in BLANK} for some in (counts, everything))
    apart = sum(abs(known.get(v, 0) / sum(known.values()) - every[v] / sum(every.values())) for v in every) / 2
    return (rule.l <= 1 or found >= rule.l * (1 - 1e-12)) and (not rule.t or apart <= rule.t * (1 + 1e-12))


def risk_of(f, persons):
    """E(1 / F), F - f being negative binomial: the integral of its generating function, by Simpson's rule."""
    p, steps = min(1.0, f / persons), 2000
    at = [p * (i / steps) ** (f - 1) / (p + (1 - p) * i / steps) for i in range(steps + 1)]
    return (at[0] + 4 * sum(at[1::2]) + 2 * sum(at[2:-1:2]) + at[-1]) / (3 * steps)


class Records(Item):
    """A release of records: rows are labels of `names`, each with the number of those who have them."""

    def __init__(self, office, names, keys, rule, sensitive=None, missing="any", is_part=False):
        super().__init__("records")
        self.office, self.names, self.keys, self.microdata = office, names, keys, rule
        self.sensitive, self.missing, self.is_part = sensitive, missing, is_part
        self.guarded = []  # columns besides of which the rule asks for as much
        self.numbers = set()  # of the persons, where these are some of them
        self.beyond = []  # earlier releases, in none of which any of these persons is: they are not added up
        self.count, self.written = {}, {}  # "*" is what it stands for, or as it is written
        self.weight = None  # by row, as it is written: persons that it stands for
        self.given = []  # tables that are out, of which the door got the true numbers again

    def read(self, rows):
        self.written = Counter(rows)
        self.count = Counter(tuple(None if label == "*" else label for label in row) for row in rows)
        if self.weight is not None:
            self.weight = {row: self.office.draw.choice((1, 1, 2, 5, 20)) for row in self.written}

    def originals(self):
        return self.given

    def may_be(self, axis, label):
        """Leaves that the label may be of; all where it is blank."""
        if label in BLANK:
            return self.office.world.leaves(axis)
        if MARK in label:
            return label.split(MARK)
        nodes = self.office.world.axes[axis]
        return [one for one in [label, *below(nodes, label)] if one not in nodes]

    def tell(self, attacker):
        """Each kind of row is as many persons somewhere among the cells that they may be of."""
        attacker.read(self.names, {})
        found = {}
        for number, (row, count) in enumerate(sorted(self.count.items(), key=str)):
            here = []
            for at in itertools.product(*map(self.may_be, self.names, row)):
                v = attacker.quantity(("of", "row", "at"), (str(id(self)), str(number), str(at)))
                attacker.upper[v] = float(count)
                here.append(v)
                found.setdefault(at, []).append(v)
            attacker.rows.append((here, [1.0] * len(here), count, count))
        for at in itertools.product(*map(self.office.world.leaves, self.names)):
            parts = found.get(at, [])
            attacker.rows.append(([attacker.quantity(self.names, at)] + parts,
                                  [1.0] + [-1.0] * len(parts), 0.0, math.inf if self.is_part else 0.0))
        attacker.made = None

    def of(self, pattern, is_written=True):
        """The records that match by their keys, as the rule counts them: to it "*" is a word."""
        places = [self.names.index(one) for one in self.keys]
        return {row: n for row, n in (self.written if is_written else self.count).items()
                if all(row[i] == pattern[i] or (self.missing == "any" and None in (row[i], pattern[i]))
                       for i in places)}

    def classes(self, is_written=False):
        """By keys: the records that match them."""
        places = [self.names.index(one) for one in self.keys]
        made = {}
        for row in self.written if is_written else self.count:
            made.setdefault(tuple(row[i] for i in places), row)
        return [(row, self.of(row, is_written)) for row in made.values()]

    def columns(self, is_earlier):
        """Of which the rule asks for l or t: the log keeps one."""
        return [self.sensitive] * (self.sensitive is not None) + self.guarded * (not is_earlier)

    def values(self, column, some):
        place, counts = self.names.index(column), Counter()
        for row, n in some.items():
            counts[row[place]] += n
        return counts

    def fails(self, some, is_earlier):
        """What the rule says of these records that is not so."""
        if sum(some.values()) < self.microdata.k:
            return "k"
        if self.microdata.l > 1 or self.microdata.t:
            for column in self.columns(is_earlier):
                if not is_diverse(self.microdata, self.values(column, some), self.values(column, self.count)):
                    return column
        return None

    def alone(self):
        """Classes that do not fulfil the rule."""
        every = [(row, self.fails(some, False) or self.is_risky(some)) for row, some in self.classes(True)]
        return [(row, why) for row, why in every if why]

    def is_risky(self, some):
        """Who finds a person of the population in these records, is he right too often?"""
        f = sum(some.values())
        risk = risk_of(f, f if self.weight is None else sum(n * self.weight[row] for row, n in some.items()))
        return "risk" if self.microdata.risk and risk > self.microdata.risk * (1 + 1e-6) else None


def agree(first, second, names, a, b, is_value):
    for name in names:
        one, two = a[first.names.index(name)], b[second.names.index(name)]
        if is_value and None in (one, two):
            if one != two:
                return False
        elif not set(first.may_be(name, one)) & set(second.may_be(name, two)):
            return False
    return True


def joint(agreed, left):
    """Of each of the releases a record, any two of which agree?"""
    if not left:
        return True
    (i, rows), *rest = left
    return any(joint(agreed, [(j, some & agreed[i, row, j]) for j, some in rest]) for row in rows)


def records_that_agree(several, rest):
    """By release, its record and another release: the records there."""
    places = range(len(several))
    return {(i, row, j): {other for other in several[j].count
                          if agree(several[i], several[j], rest[i, j], row, other, False)}
            for i, j in itertools.permutations(places, 2) for row in several[i].count}


def classes_that_agree(several, known):
    """A class of each, any two of which may have somebody in common."""
    made = [()]
    for j, second in enumerate(several):
        made = [(*some, one) for some in made for one in second.classes()
                if all(agree(several[i], second, known[i, j], some[i][0], one[0],
                             several[i].missing == second.missing == "category") for i in range(j))]
    return made


def found_together(several):
    """Classes of some releases, in their order, which leave too few, or too equal, records of one of them."""
    known, rest = {}, {}
    for (i, first), (j, second) in itertools.permutations(enumerate(several), 2):
        shared = [name for name in first.names if name in second.names]
        known[i, j] = [name for name in shared if name in first.keys and name in second.keys]
        rest[i, j] = [name for name in shared if name not in known[i, j]]
    agreed, found = records_that_agree(several, rest), []
    for some in classes_that_agree(several, known):
        for i, one in enumerate(several):
            others = [(j, set(rows)) for j, (_, rows) in enumerate(some) if j != i]
            left = {row: n for row, n in some[i][1].items()
                    if joint(agreed, [(j, rows & agreed[i, row, j]) for j, rows in others])}
            why = left and len(left) < len(some[i][1]) and one.fails(left, one is not several[-1])
            if why:
                found.append((one.keys, *(row for row, _ in some), why, left))
    return found


def found_in(items):
    """Whom releases of records let find, one by one or two of them together."""
    found = [(one.keys, row, what) for one in items if isinstance(one, Records) for row, what in one.alone()]
    return found + found_in_some(items, 2)


def found_in_some(items, number):
    """So many releases together, of persons who may be in all of them."""
    records = [one for one in items if isinstance(one, Records)]
    return [one for several in itertools.combinations(records, number)
            if not any(first in second.beyond for first, second in itertools.combinations(several, 2))
            for one in found_together(several)]


def found_by_own_labels(first, second, persons):
    """As above, by somebody who knows a person's labels as they are, and not as the records have them."""
    world, known = first.office.world, set(first.keys) | set(second.keys)
    rest = [name for name in first.names if name in second.names and name not in known]

    def of(one, person):
        own = dict(zip(world.axes, person))
        return {row: n for row, n in one.count.items()
                if all(own[name] in one.may_be(name, label) for name, label in zip(one.names, row) if name in known)}
    found = []
    for person in sorted(set(persons)):
        mine, theirs = of(first, person), of(second, person)
        left = {a: n for a, n in mine.items() if any(agree(first, second, rest, a, b, False) for b in theirs)}
        back = {b: n for b, n in theirs.items() if any(agree(first, second, rest, a, b, False) for a in mine)}
        for one, some in ((first, left), (second, back)):
            if some and sum(some.values()) < one.microdata.k:
                found.append((person, some))
    return found
