"""Suppression, attacked: the rule's unsafe cells found by rules.py, the equations by the attacker."""
import gdcs
from attacker import INF, Attacker, key, name, rounded_inwards, table_of
from rules import Amounts, behind, draw_rule, unsafe_cells
from worlds import draw_case, give_holders

MOST_FOR_WHOLE = 40  # open quantities where whole-number programmes are tried ...
MOST_PERSONS = 1e5  # ... and persons: HiGHS takes 1e-6 of a large number for none
TIGHT = 1e-6


class Leak(AssertionError):
    """Somebody can work out what was to be protected."""


def is_met(need, low, high):
    value, below, above, width = need
    slack = TIGHT * max(1.0, abs(value))
    return low <= max(0, value - below) + slack and high >= value + above - slack and \
        high - low >= max(width, slack) - slack and high > low


def slack_of(need, low, high):
    """By how much the interval is wider than it has to be, on its tightest side."""
    value, below, above, width = need
    return min(max(0, value - below) - low, high - value - above, high - low - width)


class Attempt:
    """One case under one rule: what is handed in, and what an attacker sees of what comes out."""

    def __init__(self, draw, method):
        self.draw, self.method = draw, method
        self.case = draw_case(draw, small=method == "exact")
        is_amount = draw.random() < 0.25
        if is_amount:
            give_holders(draw, self.case)
        self.amounts = Amounts(draw, self.case) if is_amount else None
        self.rule = draw_rule(draw, is_amount)
        self.unsafe = {of: (value, min(below, value - self.least(of, value)), above, width)
                       for of, (value, below, above, width)
                       in unsafe_cells(self.case, self.rule, self.amounts).items()}
        self.shows_zeros = self.rule.zeros or self.rule.groups or draw.random() < 0.3
        self.known = self.draw_known() if draw.random() < 0.15 else None

    def cells(self, names):
        return self.case.world.cells(names, self.case.open_axes)

    def least(self, of, value):
        """What others know of a hidden number that knows the rule: somebody, where a zero would stay."""
        may_be_zero = self.rule.zeros or not value or (
            self.rule.groups and dict(of).get("sex") in ("F", "M"))
        return 0.0 if may_be_zero else 1.0

    def draw_known(self):
        """A smaller table that is out already, without what is unsafe."""
        names = self.draw.choice(self.case.shapes)
        kept = tuple(axis for axis in names if axis in self.case.open_axes or
                     self.draw.random() < 0.6) or names
        return kept, {labels: (value, value) for labels, value in self.cells(kept)
                      if key(kept, labels) not in self.unsafe and self.draw.random() < 0.7}

    def handed(self):
        tables = []
        for names in self.case.shapes:
            cells = {labels: (value, value) for labels, value in self.cells(names)
                     if value or self.shows_zeros}
            tables.append(table_of(names, cells, open_axes=self.case.open_axes))
        return tables

    def trees(self):
        """Of the labels that some cell is set for."""
        there = {(axis, label) for names in self.case.shapes for labels, value in self.cells(names)
                 if value or self.shows_zeros for axis, label in zip(names, labels)}
        if self.known:
            there |= {pair for labels in self.known[1] for pair in zip(self.known[0], labels)}
        return {axis: {child: parent for child, parent in pairs.items() if (axis, child) in there}
                for axis, pairs in self.case.tree().items() if any(axis in shape for shape in self.case.shapes)}

    def options(self):
        given = {"method": self.method, "trees": self.trees(),
                 "cost": self.draw.choice([None, "value", "cells", "log"]),
                 **behind(self.case, self.rule, self.amounts)}
        if self.known:
            names, cells = self.known
            given["published"] = [table_of(names, cells, "missing", self.case.open_axes)]
        return given

    def attacker(self, seen):
        """seen: of the names and labels of a cell with its value, the limits others know."""
        made = Attacker(self.case.world)
        for names in self.case.shapes:
            made.read(names, {labels: seen(names, labels, value)
                              for labels, value in self.cells(names)})
        if self.known:
            made.read(*self.known)
        return made

    def sees(self, tables):
        by_names = dict(zip(self.case.shapes, tables))

        def seen(names, labels, value):
            if not value and not self.shows_zeros:
                return 0.0, 0.0
            cell = by_names[names].get([name(axis, one) for axis, one in zip(names, labels)])
            if cell.lower == cell.upper:
                return cell.lower, cell.upper
            return max(cell.lower, self.least(key(names, labels), value)), cell.upper
        return self.attacker(seen)

    def hides(self, is_hidden):
        """As if just these were hidden."""
        return self.attacker(lambda names, labels, value: (
            self.least(key(names, labels), value), INF) if is_hidden(
                key(names, labels), value) else (value, value))

    def intervals(self, attacker):
        is_whole = all(one == int(one) for one in self.case.world.leaf.values())
        for of, need in self.unsafe.items():
            low, high = attacker.interval(attacker.number[of])
            if is_whole:
                low, high = rounded_inwards(low, high)
            yield of, need, low, high

    def exposed(self, attacker):
        return [of for of, need, low, high in self.intervals(attacker)
                if not is_met(need, low, high)]


def attack(draw, method, tally):
    attempt = Attempt(draw, method)
    tally.case(attempt.case.kind)
    handed = attempt.handed()
    options = attempt.options()
    try:
        made = gdcs.suppress(handed, attempt.rule, **options)
    except gdcs.DisclosureError:
        tally.add("refused")
        everything = attempt.hides(lambda of, value: value > 0 or of in attempt.unsafe)
        if not attempt.exposed(everything):
            raise Leak("refused what can be protected") from None
        return
    tally.add("hidden", len(made.hidden))
    if made.unsafe != len(attempt.unsafe):
        raise Leak(f"{made.unsafe} unsafe cells, not {len(attempt.unsafe)}")
    attacker = attempt.sees(made.tables)
    attack_cells(attempt, attacker, tally)
    judge_as_the_audit(attempt, made.tables, handed, options, tally)


def attack_cells(attempt, attacker, tally):
    least, attacked = INF, 0
    for of, need, low, high in attempt.intervals(attacker):
        if not is_met(need, low, high):
            raise Leak(f"{sorted(of)}: {need} within {low} to {high}")
        least, attacked = min(least, slack_of(need, low, high)), attacked + 1
    tally.add("attacked", attacked)
    tally.least("slack", least)
    numbers = {attacker.number[of] for of in attempt.unsafe}
    if len(attacker.programme().place) <= 150:
        found = numbers & attacker.programme().determined()
        if found:
            raise Leak(f"{len(found)} follow from the equations")
        tally.add("eliminated", attacked)
    if len(attacker.programme().place) <= MOST_FOR_WHOLE:
        attack_whole(attempt, attacker, tally)


def attack_whole(attempt, attacker, tally):
    """As above, all quantities being whole numbers."""
    if attempt.case.world.value({}) > MOST_PERSONS:
        return
    for of, need in attempt.unsafe.items():
        low, high = attacker.integer_interval(attacker.number[of])
        if not is_met(need, low, high):
            raise Leak(f"{sorted(of)}: {need} within {low} to {high}, in whole numbers")
        tally.add("whole")


def judge_as_the_audit(attempt, tables, handed, options, tally):
    """The audit agrees, of what is protected and of what would come out if the unsafe cells alone were
    hidden."""
    given = {name: options[name] for name in options if name in ("trees",)}
    if attempt.amounts is not None or attempt.known:
        return
    if not gdcs.audit(tables, attempt.rule, originals=handed, **given).is_safe:
        raise Leak("the audit finds a leak where there is none")
    if attempt.draw.random() > 0.3 or not attempt.unsafe:
        return
    naive = attempt.hides(lambda of, value: of in attempt.unsafe)
    exposed = attempt.exposed(naive)
    tally.add("naive", len(attempt.unsafe))
    tally.add("naive exposed", len(exposed))
    shown = [table_of(names, {labels: (0.0, INF) if key(names, labels) in attempt.unsafe
                              else (value, value) for labels, value in attempt.cells(names)
                              if value or attempt.shows_zeros or
                              key(names, labels) in attempt.unsafe},
                      open_axes=attempt.case.open_axes) for names in attempt.case.shapes]
    if gdcs.audit(shown, attempt.rule, originals=handed, **given).is_safe != (not exposed):
        raise Leak(f"of {len(exposed)} exposed cells the audit says otherwise")
