"""Suppression, attacked: the rule's unsafe cells found by rules.py, the equations by the attacker."""
import gdcs
import insiders
from attacker import INF, TOTAL, Attacker, key, name, rounded_inwards, table_of
from rules import Amounts, behind, draw_rule, unsafe_cells
from worlds import draw_case, give_holders, mar, soften

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
        self.has_insiders = method == "insiders" or (method == "exact" and draw.random() < 0.25)
        self.insiders = draw.choice([1, 2]) if self.has_insiders else 0  # 2: the largest in a cell, too
        self.case = draw_case(draw, small=method == "exact" or
                              (method == "insiders" and draw.random() < 0.3), marred=True)
        is_amount = draw.random() < (0.25, 0.4, 0.8)[self.insiders]
        if is_amount:
            give_holders(draw, self.case)
        mar(draw, self.case)
        self.amounts = Amounts(draw, self.case) if is_amount else None
        self.rule = draw_rule(draw, is_amount, looks_for_groups=self.case.is_plain)
        self.unsafe = {of: (value, min(below, value - self.least(of, value)), above, width)
                       for of, (value, below, above, width)
                       in unsafe_cells(self.case, self.rule, self.amounts).items()}
        self.shows_zeros = self.rule.zeros or self.rule.groups or self.case.absent == "missing" or \
            draw.random() < 0.3
        self.revised = {}  # what is out already, and was not so: nobody knows which
        self.known = self.draw_known() if draw.random() < 0.15 else None

    def least(self, of, value):
        """What others know of a hidden number that knows the rule: somebody, where a zero would stay."""
        may_be_zero = self.rule.zeros or not value or (
            self.rule.groups and dict(of).get("sex") in ("F", "M"))
        return 0.0 if may_be_zero else 1.0

    def draw_known(self):
        """A table that is out already, smaller or with other axes, without what is unsafe; of that, perhaps, an
        interval."""
        names = tuple(self.case.world.axes) if self.draw.random() < 0.3 else self.draw.choice(self.case.shapes)
        kept = tuple(axis for axis in names if axis in self.case.open_axes or
                     self.draw.random() < 0.6) or names
        cells, rough, revised = {}, self.draw.random() < 0.5, self.draw.random() < 0.3
        for labels, value in self.case.world.cells(kept, self.case.open_axes):
            of = key(kept, labels)
            if of not in self.unsafe and of not in self.case.soft and self.draw.random() < 0.7:
                cells[labels] = (value, value)
            elif rough and self.draw.random() < 0.5:
                cells[labels] = soften(self.draw, value)
            elif revised and of not in self.case.soft and self.draw.random() < 0.5:
                self.revised[labels] = (value + self.draw.randint(1, 9),) * 2
        return kept, cells

    def handed(self):
        tables = []
        for names in self.case.shapes:
            cells = {labels: self.case.limits(names, labels, value)
                     for labels, value in self.case.cells(names)
                     if value or self.shows_zeros or key(names, labels) in self.case.soft}
            tables.append(table_of(names, cells, self.case.absent, open_axes=self.case.open_axes))
        return tables

    def trees(self):
        """Of the labels that some cell is set for: below the nearest that there is."""
        there = {(axis, label) for names in self.case.shapes for labels, value in self.case.cells(names)
                 if value or self.shows_zeros or key(names, labels) in self.case.soft
                 for axis, label in zip(names, labels)}
        if self.known:
            there |= {pair for labels in {**self.known[1], **self.revised}
                      for pair in zip(self.known[0], labels)}
        made = {}
        for axis in self.case.tree():
            if any(axis in shape for shape in self.case.shapes):
                chains = [[one for one in self.case.world.above(axis, label)
                           if one != TOTAL and (axis, one) in there] for label in self.case.world.leaves(axis)]
                made[axis] = {child: parent for chain in chains for child, parent in zip(chain, chain[1:])}
        return made

    def options(self):
        given = {"method": "exact" if self.method == "exact" else "heuristic", "trees": self.trees(),
                 "cost": self.draw.choice([None, "value", "cells", "log"]),
                 **behind(self.case, self.rule, self.amounts)}
        if self.known:
            names, cells = self.known
            given["published"] = [table_of(names, {**cells, **self.revised}, "missing",
                                           self.case.open_axes)]
        return given

    def attacker(self, seen):
        """seen: of the names and labels of a cell with its value, the limits others know.  A total that is left out
        says nothing where parts are there whose number nobody knows."""
        made = Attacker(self.case.world)
        for names in self.case.shapes:
            open_totals = set() if self.shows_zeros else self.above_soft(names)
            made.read(names, {labels: self.case.limits(names, labels, value)
                              if key(names, labels) in self.case.soft else
                              (0.0, INF) if not value and labels in open_totals else seen(names, labels, value)
                              for labels, value in self.case.cells(names)})
        if self.known:
            made.read(*self.known)
        return made

    def above_soft(self, names):
        world = self.case.world
        return {labels for labels, _ in self.case.cells(names)
                if any(world.is_part(one, key(names, labels)) for one in self.case.soft)}

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

    def hides_all(self):
        return self.hides(lambda of, value: value > 0 or of in self.unsafe)

    def intervals(self, attacker):
        is_whole = all(one == int(one) for one in self.case.world.leaf.values())
        for of, need in self.unsafe.items():
            low, high = attacker.interval(attacker.number[of])
            if is_whole:
                low, high = rounded_inwards(low, high)
            yield of, need, low, high

    @property
    def is_rough(self):
        """Is an interval of some cell out already?"""
        return bool(self.revised) or (
            bool(self.known) and any(low < high for low, high in self.known[1].values()))

    def for_audit(self, options):
        return {one: options[one] for one in options if one not in ("method", "cost", "published")}

    def is_met(self, of, low, high, closest=None):
        """closest: as far up as the lower end may be, whatever the rule says."""
        value, below, above, width = self.unsafe[of]
        if closest is not None:
            below = min(below, value - closest)
        return is_met((value, below, above, width), low, high)

    @property
    def is_small(self):
        return self.case.world.value({}) <= MOST_PERSONS

    def exposed(self, attacker):
        return [of for of, need, low, high in self.intervals(attacker)
                if not is_met(need, low, high)]


def attack(draw, method, tally):
    attempt = Attempt(draw, method)
    tally.case(attempt.case.kind)
    handed, options = attempt.handed(), attempt.options()
    try:
        made = gdcs.suppress(handed, attempt.rule, insiders=attempt.insiders, **options)
    except gdcs.DisclosureError:
        check_refusal(attempt, tally)
        return
    tally.add("hidden", len(made.hidden))
    if made.unsafe != len(attempt.unsafe):
        raise Leak(f"{made.unsafe} unsafe cells, not {len(attempt.unsafe)}")
    attacker = attempt.sees(made.tables)
    attack_cells(attempt, attacker, tally)
    if attempt.has_insiders:
        attack_from_inside(attempt, attacker, tally)
        see_without_protection(attempt, handed, options, tally)
    judge_as_the_audit(attempt, made.tables, handed, options, tally)


def check_refusal(attempt, tally):
    """Refused is what cannot be protected.  Beside numbers that the publisher does not know either, more may
    be refused: these count as known there."""
    tally.add("refused")
    everything = attempt.hides_all()
    if attempt.exposed(everything):
        return
    if attempt.has_insiders:
        pairs, are_all = insiders.pairs(attempt, everything, attempt.insiders)
        if not are_all or insiders.exposed(attempt, everything, pairs, attempt.insiders, with_own=True):
            return
    if attempt.case.is_plain and not attempt.is_rough:
        raise Leak("refused what can be protected")
    tally.add("in vain")


def attack_from_inside(attempt, attacker, tally):
    pairs, _ = insiders.pairs(attempt, attacker, attempt.insiders)
    found = insiders.exposed(attempt, attacker, pairs, attempt.insiders,
                             len(attacker.programme().place) <= MOST_FOR_WHOLE)
    tally.add("from inside", len(pairs))
    if found:
        raise Leak(f"somebody in {sorted(found[0][0])} knows {sorted(found[0][1])}")


def see_without_protection(attempt, handed, options, tally):
    """What those who are alone find where only others were thought of, and the largest where only those who
    are alone were.  Beside numbers that the publisher does not know, either may be refused alone: who is in
    what cell depends on what is hidden."""
    try:
        made = gdcs.suppress(handed, attempt.rule, insiders=attempt.insiders - 1, **options)
    except gdcs.DisclosureError:
        if attempt.case.is_plain:
            raise
        tally.add("in vain")
        return
    attacker, level = attempt.sees(made.tables), attempt.insiders
    pairs, are_all = insiders.pairs(attempt, attacker, level)
    found = insiders.exposed(attempt, attacker, pairs, level)
    word = "inside" if level == 1 else "largest"
    tally.add(f"{word} naive", len(pairs))
    tally.add(f"{word} found", len(found))
    if attempt.known or not attempt.case.is_plain:
        return
    is_safe = gdcs.audit(made.tables, attempt.rule, originals=handed, insiders=level,
                         **attempt.for_audit(options)).is_safe
    if is_safe if found else are_all and not is_safe:
        raise Leak(f"of {len(found)} cells found from inside the audit says otherwise")


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
    if not attempt.is_small:
        return
    for of, need in attempt.unsafe.items():
        low, high = attacker.integer_interval(attacker.number[of])
        if not is_met(need, low, high):
            raise Leak(f"{sorted(of)}: {need} within {low} to {high}, in whole numbers")
        tally.add("whole")


def judge_as_the_audit(attempt, tables, handed, options, tally):
    """The audit agrees, of what is protected and of what would come out if the unsafe cells alone were
    hidden.  Beside intervals that are out, cells of other axes, and cells that are not plain, it may find more."""
    if attempt.revised:
        return
    given, out = attempt.for_audit(options), options.get("published", [])
    is_plain = attempt.case.is_plain and not attempt.is_rough and (
        not attempt.known or any(set(attempt.known[0]) <= set(shape) for shape in attempt.case.shapes))
    if is_plain and not gdcs.audit(tables + out, attempt.rule, originals=handed + out,
                                   insiders=attempt.insiders, **given).is_safe:
        raise Leak("the audit finds a leak where there is none")
    if attempt.draw.random() > 0.5 or not attempt.unsafe:
        return
    exposed = attempt.exposed(attempt.hides(lambda of, value: of in attempt.unsafe))
    tally.add("naive", len(attempt.unsafe))
    tally.add("naive exposed", len(exposed))
    shown = [table_of(names, {
        labels: attempt.case.limits(names, labels, value) if key(names, labels) in attempt.case.soft
        else (0.0, INF) if key(names, labels) in attempt.unsafe else (value, value)
        for labels, value in attempt.case.cells(names)
        if value or attempt.shows_zeros or key(names, labels) in attempt.unsafe | attempt.case.soft.keys()},
        attempt.case.absent, attempt.case.open_axes) for names in attempt.case.shapes]
    is_safe = gdcs.audit(shown + out, attempt.rule, originals=handed + out, **given).is_safe
    if is_safe if exposed else is_plain and not is_safe:
        raise Leak(f"of {len(exposed)} exposed cells the audit says otherwise")
