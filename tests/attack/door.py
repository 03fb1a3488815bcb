"""The one way out, attacked: somebody has all that an office let out, table after table and figure after figure, and
nothing else.  What the door refused is tried, too: if it would have told nobody, it was refused in vain."""
from asks import ASKS
from attacker import TOTAL, Attacker, key, rounded_inwards
from office import Office
from rules import is_group, needs
from suppression import MOST_FOR_WHOLE, Leak, is_met

TURNS = (2, 3, 4, 6)
FAR = 1e5  # times all persons: small shares of a hidden number limit it to far more than there are


def unsafe_of(office, rule, of, has_line):
    """(value, below, above, width) of what the rule protects, or None.  A line whose sexes are in no table
    together is no group that an office could see."""
    at = dict(of)
    group = False
    if rule.groups and has_line:
        group = is_group(rule, {sex: office.world.value({**at, "sex": sex})
                               for sex in office.world.leaves("sex")})
    value = office.world.value(at)
    need = needs(rule, value, None, None, group)
    if need is None:
        return None
    below, above, width = need
    may_be_zero = rule.zeros or not value or (rule.groups and at.get("sex") in ("F", "M"))
    return value, min(below, value - (not may_be_zero)), above, width


def has_line(names, labels, limits):
    """Is it women or men, with the other sex and all persons beside them?"""
    if "sex" not in names or labels[names.index("sex")] not in ("F", "M"):
        return False
    place = names.index("sex")
    return all(labels[:place] + (sex,) + labels[place + 1:] in limits for sex in ("F", "M", TOTAL))


class Knowledge:
    """What some items tell together."""

    def __init__(self, office, items, beside=None):
        self.office, self.attacker = office, Attacker(office.world)
        self.attacker.far = FAR
        self.cells, self.rules = {}, {}  # that are in a table, or behind a figure, and unsafe
        self.shown = set()  # of these, that are in a table
        self.groups = set()  # and in a line of one sex there
        for item in items:
            item.tell(self.attacker)
            for names, limits in item.tables:
                self.look_at(item.rule or office.rule, names, limits, sees_lines=True)
            if item.beside:
                self.look_at(item.rule or office.rule, *item.beside, sees_lines=False)
        if beside:
            self.attacker.read(*beside)
        self.cells = {of: need for of, need in self.cells.items() if need and of in self.attacker.number and
                      not (len(items) > 1 and self.is_size_of_group(of))}

    def look_at(self, rule, names, limits, sees_lines):
        """What is behind a figure alone shows nobody a line of one sex.  What is let out again is so by the rule
        of that time, but one sex alone is no line."""
        for labels in limits:
            of = key(names, labels)
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
        return of in self.groups and value > 0 and not needs(self.rules[of], value, None, None, False)

    def limits(self, of, whole=False):
        v = self.attacker.number[of]
        if whole:
            return self.attacker.integer_interval(v)
        return rounded_inwards(*self.attacker.interval(v))

    def exposed(self, met, whole=False):
        if whole and len(self.attacker.programme().place) > MOST_FOR_WHOLE:
            return []
        found = [(of, *self.limits(of, whole)) for of in self.cells]
        return [one for one in found if not met(self.cells[one[0]], *one[1:])]


def is_met_blind(need, low, high):
    """As far as a later release can see that has not the true number: an interval, as wide as the rule asks."""
    value, below, above, width = need
    return is_met((value, 0, 0, max(below + above, width)), low, high)


def is_told_without(knows, of, met):
    """Is it so of a number that is in no table, whatever the figures are that it is behind?  Then others tell it,
    who never had it."""
    if of in knows.shown:
        return False
    others = Knowledge(knows.office, [item for item in knows.office.out if item.beside is None])
    for item in knows.office.out:
        if item.beside:
            others.attacker.read(item.beside[0], {})  # what adds up to what, without a number
    return not met(knows.cells[of], *others.limits(of))


def attack(draw, method, tally):
    office = Office(draw)
    tally.case(office.kind)
    for _ in range(draw.choice(TURNS)):
        office.rule = draw.choice(office.rules)
        what = draw.choice(ASKS)(office)
        tally.add("asked")
        for item in office.out + [one for one, _ in office.refused]:
            item.rule = item.rule or office.rule
        if what == "cannot be protected":
            tally.add("cannot")
    tally.add("out", len(office.out))
    look_at_refusals(office, tally)
    knows = Knowledge(office, office.out)
    tally.add("attacked", len(knows.cells))
    met = is_met if len(office.out) == 1 else is_met_blind
    for of, low, high in knows.exposed(met):
        if not is_told_without(knows, of, met):
            raise Leak(f"{sorted(of)}: {knows.cells[of]} within {low} to {high}")
    tally.add("in whole numbers", len(knows.exposed(is_met_blind, whole=True)))
    careless = Knowledge(office, office.out + [item for item, _ in office.refused])
    tally.add("naive", len(careless.cells))
    tally.add("naive exposed", len(careless.exposed(is_met)))


def look_at_refusals(office, tally):
    for item, why in office.refused:
        if not item.tables and not item.rows:
            continue
        tally.add("refused")
        knows = Knowledge(office, office.out + [item], item.beside)
        if not knows.exposed(is_met) and not knows.exposed(is_met, whole=True):
            tally.add("in vain")
            office.in_vain.append((item, why))
