"""Rules of disclosure control, drawn at random, and which cells they make unsafe: by their definitions,
without the library."""
import gdcs
from attacker import TOTAL, key, table_of


def draw_rule(draw, is_amount, looks_for_groups=True):
    """A rule for counts of persons, or for amounts with holders."""
    room = draw.choice([{}, {}, {"width": draw.choice([2, 4])}, {"below": 1, "above": 2},
                        {"below": 2, "above": 2, "width": 5}])
    if is_amount:
        return draw.choice([
            lambda: gdcs.DisclosureRule(dominance_n=draw.randint(1, 3),
                                        dominance_k=draw.choice([60, 75, 90]), **room),
            lambda: gdcs.DisclosureRule(p_percent=draw.choice([10, 25]),
                                        pq_percent=draw.choice([0, 50]), **room),
            lambda: gdcs.DisclosureRule(request_percent=30, **room)])()
    return draw.choice([
        lambda: gdcs.DisclosureRule(minimum=draw.choice([3, 4, 6, 11]), **room),
        lambda: gdcs.DisclosureRule(minimum=draw.choice([3, 5]), zeros=True, **room),
        lambda: gdcs.DisclosureRule(minimum=4, groups=draw.choice(["one_sex", "no_women"]),
                                    group_limit=draw.choice([0, 20]), **room)]
        [:3 if looks_for_groups else 2])()


class Amounts:
    """What of each cell is whose, by labels over all axes of the world."""

    def __init__(self, draw, case):
        asked = {f"h{i}" for i in range(0, 30, 3)}

        def merge(a, b):
            return {who: a.get(who, 0) + b.get(who, 0) for who in {**a, **b}}
        leaf = {}
        for at, some in case.holders.items():
            leaf[at] = {}
            for who, amount in some:
                leaf[at][who] = leaf[at].get(who, 0) + amount
        self.of = case.world.gather(leaf, merge)
        self.asked = asked

    def largest(self, at):
        return (sorted(self.of[at].values(), reverse=True) + [0, 0, 0, 0])[:4]

    def contributors(self, at):
        return len(self.of[at])

    def requested(self, at):
        return max([amount for who, amount in self.of[at].items() if who in self.asked], default=0)


def needs(rule, value, amounts, at, group):
    """(below, above, width) that protect the number, or None where it is safe."""
    below, above, hit = rule.below, rule.above, group
    if amounts is None:
        hit |= 0 < value < rule.minimum or (rule.zeros and value == 0)
    else:
        largest = amounts.largest(at)
        top = sum(largest[:rule.dominance_n])
        if rule.dominance_n and top > rule.dominance_k / 100 * value:
            hit, above = True, max(above, 100 / rule.dominance_k * top - value)
        p, rest = rule.p_percent / (rule.pq_percent or 100), value - sum(largest[:2])
        if p and value and rest < p * largest[0]:
            hit, above = True, max(above, p * largest[0] - rest)
        asked = amounts.requested(at)
        hit |= bool(rule.request_percent and asked and
                    asked >= rule.request_percent / 100 * value)
    if not hit:
        return None
    if group:
        below, above = (below, max(above, 1)) if value == 0 else (max(below, 1), above)
    width = rule.width
    if below == above == width == 0:
        width = 1 if value == int(value) else 0.01 * value
    return below, above, width


def is_group(rule, line):
    """Are all persons of these cells of one sex, by sex, where the rule forbids it?"""
    total = sum(line.values())
    if not rule.groups or not total or (rule.group_limit and total > rule.group_limit):
        return False
    return line["M"] == total or (rule.groups == "one_sex" and line["F"] == total)


def unsafe_cells(case, rule, amounts=None):
    """key of the cell to (value, below, above, width), of those that are handed in as exact numbers."""
    world, found = case.world, {}
    for names in case.shapes:
        for labels, value in case.cells(names):
            if key(names, labels) in case.soft:
                continue
            where, group = dict(zip(names, labels)), False
            if rule.groups and where.get("sex") in ("F", "M"):
                line = {sex: world.value({**where, "sex": sex}) for sex in world.leaves("sex")}
                group = is_group(rule, line)
            at = tuple(where.get(axis, TOTAL) for axis in world.axes)
            need = needs(rule, value, amounts, at, group)
            if need:
                found[key(names, labels)] = (value, *need)
    return found


def behind(case, rule, amounts):
    """Tables of contributions for the library, over all axes of the world."""
    if amounts is None:
        return {}
    made = {}
    axes = list(case.world.axes)
    used = [axis for axis in axes if any(axis in shape for shape in case.shapes)]
    for i, one in enumerate(("largest", "second", "third", "fourth", "requested", "contributors")):
        cells = {}
        for at in amounts.of:
            where = dict(zip(axes, at))
            if all(where[axis] == TOTAL for axis in axes if axis not in used):
                x = getattr(amounts, one)(at) if i > 3 else amounts.largest(at)[i]
                cells[tuple(where[axis] for axis in used)] = (x, x)
        made[one] = table_of(used, cells)
    return made
