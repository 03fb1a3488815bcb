"""The one way out, attacked: somebody has all that an office let out, table after table and figure after figure, and
nothing else, or who is in a cell of what came out last.  What the door refused is tried, too: if it would have told
nobody, it was refused in vain."""
from types import SimpleNamespace

import insiders
from asks import ASKS
from attacker import TOTAL, Attacker, key
from office import Office
from rules import is_group
from suppression import MOST_FOR_WHOLE, Leak, is_met

TURNS = (2, 3, 4, 6)
FAR = 1e5  # times all persons: small shares of a hidden number limit it to far more than there are
FAR_OF_AMOUNTS = 1e3


def unsafe_of(office, rule, of, has_line):
    """(value, below, above, width) of what the rule protects, or None.  A line whose sexes are in no table
    together is no group that an office could see."""
    at = dict(of)
    group = False
    if rule.groups and has_line:
        group = is_group(rule, {sex: office.world.value({**at, "sex": sex})
                               for sex in office.world.leaves("sex")})
    value = office.world.value(at)
    need = office.need(rule, of, group)
    if need is None:
        return None
    below, above, width = need
    may_be_zero = rule.zeros or not value or not office.is_whole or (rule.groups and at.get("sex") in ("F", "M"))
    return value, min(below, value - (not may_be_zero)), above, width


def has_line(names, labels, limits):
    """Is it women or men, with the other sex and all persons beside them?"""
    if "sex" not in names or labels[names.index("sex")] not in ("F", "M"):
        return False
    place = names.index("sex")
    return all(labels[:place] + (sex,) + labels[place + 1:] in limits for sex in ("F", "M", TOTAL))


class Knowledge:
    """What some items tell together."""

    def __init__(self, office, items, beside=()):
        self.office, self.attacker = office, Attacker(office.world)
        self.attacker.far, self.attacker.whole = FAR if office.amounts is None else FAR_OF_AMOUNTS, office.is_whole
        self.cells, self.rules = {}, {}  # that are in a table, or behind a figure, and unsafe
        self.shown = set()  # of these, that are in a table
        self.groups = set()  # and in a line of one sex there
        self.last = set()  # that the item which came last has
        for item in items:
            item.tell(self.attacker)
            self.last = item.quantities()
            for names, limits in item.tables:
                self.look_at(item, names, limits, sees_lines=True)
            for names, limits in item.beside or ():
                self.look_at(item, names, limits, sees_lines=False)
        for names, limits in beside or ():
            self.attacker.read(names, limits)
        self.cells = {of: need for of, need in self.cells.items() if need and of in self.attacker.number and
                      not (len(items) > 1 and self.is_size_of_group(of)) and not self.is_revised_unseen(items, of)}

    def is_stale(self, item, of):
        """What the door was told of it, or of the other sex, is not true any more."""
        office, at = self.office, dict(of)
        return item.world not in (None, office.world) and any(
            office.truth(item.world, {**at, "sex": sex}) != office.truth(office.world, {**at, "sex": sex})
            for sex in (office.world.labels("sex") if "sex" in at else [TOTAL]))

    def is_revised_unseen(self, items, of):
        """Did an item have another number of it, and the last one none?  Then that counts as known there: to find
        out that it is not so any more, the door needs the cell."""
        return of not in self.last and any(
            key(names, labels) == of and low == high != self.office.world.value(dict(of))
            for item in items if item.world not in (None, self.office.world)
            for names, limits in item.tables for labels, (low, high) in limits.items())

    def look_at(self, item, names, limits, sees_lines):
        """What is behind a figure alone shows nobody a line of one sex.  What is let out again is so by the rule
        of that time, which may have something against a line of which one sex alone is let out now."""
        rule = item.rule
        for labels in limits:
            of = key(names, labels)
            if self.is_stale(item, of):
                continue
            has_both = has_line(names, labels, limits)
            is_line = sees_lines and has_both
            if sees_lines:
                self.shown.add(of)
            if self.cells.get(of) and (self.rules[of] == rule or (of in self.groups and not has_both)):
                continue
            self.cells[of] = unsafe_of(self.office, rule, of, is_line)
            self.rules[of] = rule
            is_group = is_line and self.cells[of] != unsafe_of(self.office, rule, of, False)
            (self.groups.add if is_group else self.groups.discard)(of)

    def is_size_of_group(self, of):
        """How many they are, all of one sex, is no secret of its own: that nobody is of the other sex is, and what
        one table hides of both, later ones of one sex need hide of nobody alone."""
        value = self.cells[of][0]
        return of in self.groups and value > 0 and not self.office.need(self.rules[of], of)

    def is_met(self, of, low, high):
        """What an office has handed in again is judged by its true number, else by the interval alone, which is
        to be as wide as the rule asks wherever the number lies."""
        return (self.is_met_fully if of in self.last else self.is_met_blind)(of, low, high)

    def is_met_fully(self, of, low, high):
        return is_met(self.cells[of], low, high)

    def is_met_blind(self, of, low, high):
        value, below, above, width = self.cells[of]
        rule = self.rules[of]
        room = max(below + above, width)
        if self.office.amounts:  # what the largest ask for besides, a rule alone does not say
            room = min(room, max(rule.below + rule.above, rule.width))
        return is_met((value, 0, 0, room), low, high)

    def limits(self, of, whole=False):
        v = self.attacker.number[of]
        if whole:
            return self.attacker.integer_interval(v)
        return self.attacker.limits(v)

    def exposed(self, met, whole=False):
        if whole and (not self.office.is_whole or len(self.attacker.programme().place) > MOST_FOR_WHOLE):
            return []
        found = [(of, *self.limits(of, whole)) for of in self.cells]
        return [one for one in found if not met(*one)]

    def inside(self):
        """For insiders.py: cells of what came out last, which alone are promised to be kept from who is in them."""
        office = self.office
        unsafe = {of: need for of, need in self.cells.items() if of in self.last}

        def met(of, low, high, closest=None):
            value, below, above, width = unsafe[of]
            return is_met((value, below if closest is None else min(below, value - closest), above, width),
                          low, high)
        cells = [(labels, office.world.value(dict(of))) for of in self.last & set(self.attacker.number)
                 for labels in [office.place(of)]]
        names = tuple(office.world.axes)
        case = SimpleNamespace(world=office.world, shapes=[names], cells=lambda _: cells, soft=())
        return SimpleNamespace(draw=office.draw, amounts=office.amounts, case=case, unsafe=unsafe, is_met=met,
                               is_small=office.is_whole)

    def exposed_from_inside(self, level, tally=None, word="", pairs=None):
        attempt = self.inside()
        if pairs is None:
            pairs, _ = insiders.pairs(attempt, self.attacker, level)
        if tally:
            tally.add(word, len(pairs))
        return insiders.exposed(attempt, self.attacker, pairs, level)


def is_told_without(knows, of):
    """Is it so of a number that is in no table, whatever the figures are that it is behind?  Then others tell it,
    who never had it."""
    if of in knows.shown:
        return False
    others = Knowledge(knows.office, [item for item in knows.office.out if of not in item.quantities()])
    for item in knows.office.out:
        for names, _ in item.beside or ():
            others.attacker.read(names, {})  # what adds up to what, without a number
    return not knows.is_met(of, *others.limits(of))


def attack(draw, method, tally):
    office = Office(draw)
    tally.case(office.kind)
    for _ in range(draw.choice(TURNS)):
        office.rule = draw.choice(office.rules)
        if office.revises and office.out and draw.random() < 0.5:
            office.revise()
        what = draw.choice(ASKS)(office)
        tally.add("asked")
        for item in office.out + [one for one, _ in office.refused]:
            item.rule, item.world = item.rule or office.rule, item.world or office.world
        if what == "cannot be protected":
            tally.add("cannot")
    tally.add("out", len(office.out))
    look_at_refusals(office, tally)
    if office.out:
        office.world = office.out[-1].world  # of what was revised since, nothing is out
    knows = Knowledge(office, office.out)
    tally.add("attacked", len(knows.cells))
    for of, low, high in knows.exposed(knows.is_met):
        if not is_told_without(knows, of):
            raise Leak(f"{sorted(of)}: {knows.cells[of]} within {low} to {high}")
    tally.add("in whole numbers", len(knows.exposed(knows.is_met, whole=True)))
    careless = Knowledge(office, office.out + [item for item, _ in office.refused])
    tally.add("naive", len(careless.cells))
    tally.add("naive exposed", len(careless.exposed(careless.is_met_fully)))
    attack_from_inside(office, knows, tally)


def attack_from_inside(office, knows, tally, before=()):
    """Those whom the door did not think of should find something: the control.  Beside tables that are out already
    what they find without the item that came last, by the items before it, is not its doing."""
    if office.insiders:
        found = knows.exposed_from_inside(office.insiders, tally, "from inside")
        if found and before and not office.out[-1].tables:
            earlier = Knowledge(office, before)
            earlier.last = knows.last
            known = earlier.exposed_from_inside(office.insiders, pairs=found)
            found = [one for one in found if one not in known]
        if found:
            raise Leak(f"somebody in {sorted(found[0][0])} knows {sorted(found[0][1])}")
    else:
        tally.add("inside found", len(knows.exposed_from_inside(1, tally, "inside naive")))


def look_at_refusals(office, tally):
    for item, why in office.refused:
        if (not item.tables and not item.rows) or item.world is not office.world:
            continue
        tally.add("refused")
        knows = Knowledge(office, office.out + [item], item.beside)
        if not knows.exposed(knows.is_met_fully) and not knows.exposed(knows.is_met_fully, whole=True) and not (
                office.insiders and knows.exposed_from_inside(office.insiders)):
            tally.add("in vain")
            office.in_vain.append((item, why))
