"""Tables and records of the same persons through the one way out, in any order, attacked by somebody who has all
of them: hidden cells are solved for, by those in them, too, persons whose keys he knows are looked for in one release
and in some together."""

import asks
import gdcs
from attacker import TOTAL
from door import TURNS, Knowledge, attack_from_inside
from office import Office
from records import BLANK, MARK, Records, found_by_own_labels, found_in, found_in_some
from suppression import Leak
from worlds import COUNTS


class Registry(Office):
    """An office that has records of persons, and tables of these."""
    WIDE = ("three axes", "hierarchies")
    PERSONS = (COUNTS["sparse"], COUNTS["small"], (0, 2, 2, 3, 4), (0, 0, 3, 4, 5), (0, 3, 5, 8))

    def __init__(self, draw):
        super().__init__(draw)
        self.originals = []  # of tables that are out
        self.persons = [at for at, n in self.world.leaf.items() for _ in range(n)]
        self.is_plain = draw.random() < 0.5  # tables and records alone

    def draw_amounts(self):
        pass

    def draw_ways(self):
        return self.draw.choice((0, 0, 0, 0, 1, 2)), False, False, 0.0

    def protect_together(self, several):
        made = super().protect_together(several)
        self.handed = [one[0] for one in made]
        return made

    def ask(self, do, item, is_table=True):
        """What contradicts tables is held back, too."""
        got = None
        try:
            got = super().ask(do, item, is_table)
        except gdcs.DataError as error:
            self.refused.append((item, str(error)))
        if got and item.kind == "table":
            self.originals += self.handed
        return got

    def draw_left_out(self, axis):
        """Totals stay: whether a blank may be of yet another label, is else anybody's guess."""
        left_out, needs_labels = super().draw_left_out(axis)
        return left_out - {TOTAL}, needs_labels

    def trees(self, several, beside=True):
        """Of axes that some table has: what records say of others is kept with them."""
        there = {axis for item in self.out for one, _ in item.tables for axis in one}.union(*(
            names for names, _ in several))
        return {axis: pairs for axis, pairs in super().trees(several, beside).items() if axis in there}

    def trees_of(self, labels):
        """Of the labels of records, beside those that are out."""
        there, made = labels | self.labels, {}
        for axis, label in sorted(labels):
            made.setdefault(axis, {}).update((part, label) for part in label.split(MARK) if MARK in label)
        for axis in self.world.axes:
            for leaf in self.world.leaves(axis):
                chain = [one for one in self.world.above(axis, leaf) if one != TOTAL and (axis, one) in there]
                if leaf not in made.get(axis, {}):
                    made.setdefault(axis, {}).update(zip(chain, chain[1:]))
        return {axis: pairs for axis, pairs in made.items() if pairs}


def recoding(office, axis):
    """What becomes of each leaf."""
    draw, world = office.draw, office.world
    nodes = world.axes[axis]
    tops = [one for one in nodes if one != TOTAL]
    kind = draw.random()
    if kind < 0.07:
        return {leaf: "*" for leaf in world.leaves(axis)}
    every = world.leaves(axis)
    if not tops and len(every) > 2 and kind < 0.25 and axis != "sex":
        one = draw.sample(every, draw.randint(1, len(every) - 1))
        two = [leaf for leaf in every if leaf not in one]
        return {leaf: MARK.join(sorted(some)) for some in (one, two) for leaf in some}
    if not tops or kind < 0.5:
        return {leaf: leaf for leaf in world.leaves(axis)}
    up = set(tops if kind < 0.75 else draw.sample(tops, draw.randint(1, len(tops))))
    return {leaf: ([leaf] + [one for one in world.above(axis, leaf) if one in up])[-1]
            for leaf in world.leaves(axis)}


def draw_records(office):
    """Columns by what they do, the rule, and rows as they are before they are protected."""
    draw, axes = office.draw, list(office.world.axes)
    names = [axis for axis in axes if draw.random() < 0.8] or [draw.choice(axes)]
    keys = draw.sample(names, draw.randint(1, max(1, len(names) - draw.choice((0, 1)))))
    rest = [one for one in names if one not in keys]
    sensitive = draw.choice(rest) if rest and draw.random() < 0.6 else None
    guarded = [one for one in rest if one != sensitive and draw.random() < 0.4]
    rule = gdcs.MicrodataRule(k=draw.choice((2, 2, 3, 4)))
    if guarded or sensitive:
        rule = rule._replace(l=draw.choice((1.2, 1.5, 2)), t=draw.choice((0, 0, 0.6)), distance="equal",
                             diversity=draw.choice(("distinct", "entropy", "recursive")))
    item = Records(office, names, keys, rule, sensitive, draw.choice(("any", "any", "category")))
    item.guarded = guarded
    if draw.random() < 0.15:
        item.weight, item.microdata = {}, rule._replace(risk=draw.choice((0, 0.2, 0.4)))
    ways, blank = {axis: recoding(office, axis) for axis in names}, draw.choice((0, 0, 0, 0.05, 0.2))
    mark = draw.choice((None, None, "*"))
    every, is_part = office.persons, draw.random() < 0.25
    item.is_part = is_part or item.weight is not None
    if is_part:
        share, out = draw.choice((0.4, 0.7)), [one for one in office.out if isinstance(one, Records)]
        those = [number for number in range(len(every)) if draw.random() < share]
        if out and all(one.is_part and one.numbers for one in out) and draw.random() < 0.5:
            item.beyond = out
            those = [number for number in range(len(every)) if all(number not in one.numbers for one in out)]
        item.numbers, every = set(those), [every[number] for number in those]
    return item, [tuple(mark if draw.random() < blank else ways[axis][one[axes.index(axis)]] for axis in names)
                  for one in every]


def keys_of(item):
    return gdcs.MicrodataKeys(item.keys, sensitive=item.sensitive, missing=item.missing,
                              weight="weight" if item.weight else None)


def frame_of(item, rows):
    columns = {axis: [row[i] for row in rows] for i, axis in enumerate(item.names)}
    if item.weight:
        columns["weight"] = [float(item.weight[row]) for row in rows]
    return gdcs.Frame(columns, types={axis: "text" for axis in item.names},
                      concepts={"sex": "sex"} if "sex" in item.names else {},
                      sensitivity={axis: "protected" if axis in item.guarded else "internal"
                                   for axis in item.names})


def rows_of(item, frame):
    return list(zip(*(list(frame[axis]) for axis in item.names))) if len(frame[item.names[0]]) else []


def protect(office, item, rows):
    """By the library, by hand, or not at all."""
    how = office.draw.choice(("suppress", "suppress", "leave out", "as it is"))
    if how == "suppress":
        if item.missing == "category":
            item.missing = "any"
        rule = item.microdata if item.sensitive else gdcs.MicrodataRule(k=item.microdata.k)
        try:
            rows = rows_of(item, gdcs.microdata_suppress(frame_of(item, rows), keys_of(item), rule).frame)
        except gdcs.Error:
            pass
    elif how == "leave out":
        item.read(rows)
        kept = [row for row in rows if not item.fails(item.of(row), False)]
        item.is_part |= len(kept) < len(rows)
        rows = kept
    return rows


def ask_for_records(office):
    item, rows = draw_records(office)
    rows = protect(office, item, rows)
    if not rows:
        return "cannot be protected"
    item.read(rows)
    frame, here = frame_of(item, rows), {(axis, label) for row in rows for axis, label in zip(item.names, row)
                                         if label not in BLANK}
    others = [one for one in item.names if one not in item.keys and one != item.sensitive]
    is_some = item.is_part or any(isinstance(one, Records) and one.is_part for one in office.out)
    given = {"persons": "others" if item.beyond else office.draw.choice((None, "some" if is_some else "same"))}
    if office.draw.random() < 0.6 and office.originals:
        given.update(originals=office.originals, insiders=office.insiders)
        item.given = [one for out in office.out for one in out.tables]
        if len(office.rules) == 1 and office.draw.random() < 0.5:
            given["disclosure"] = office.rule
    got = office.ask(lambda: gdcs.release_microdata(
        frame, keys_of(item), item.microdata, others=others, log=office.log,
        part=item.is_part and not item.weight, trees=office.trees_of(here), **given), item)
    if got:
        if set(got.frame) != set(item.names):
            raise Leak(f"columns {list(got.frame)} came out")
        seen = rows_of(item, got.frame)
        if sorted(seen, key=str) != sorted(rows, key=str):
            raise Leak("other records came out than went in")
        office.labels |= here
        office.out.append(item)
    return "records"


ASKS = (ask_for_records,) * 5 + (asks.ask_for_table,) * 4
MORE = (asks.ask_for_rounded, asks.ask_for_keyed, asks.ask_for_frame)


def attack(draw, method, tally):
    office = Registry(draw)
    tally.case(office.kind)
    for _ in range(draw.choice(TURNS)):
        office.rule = draw.choice(office.rules)
        tally.add("asked")
        if draw.choice(ASKS if office.is_plain else ASKS + MORE)(office) == "cannot be protected":
            tally.add("cannot")
        for item in office.out + [one for one, _ in office.refused]:
            item.rule = item.rule or office.rule
        for item in office.out:
            item.beside = None  # no table that is out
    tally.add("out", len(office.out))
    look_at_refusals(office, tally)
    knows = Knowledge(office, office.out)
    tally.add("attacked", len(knows.cells))
    for of, low, high in knows.exposed(
            knows.is_met_fully if len(office.out) == 1 else knows.is_met_blind):
        raise Leak(f"{sorted(of)}: {knows.cells[of]} within {low} to {high}")
    tally.add("records", sum(isinstance(one, Records) for one in office.out))
    for one in found_in(office.out):
        raise Leak(f"persons: {one}")
    tally.add("weighted", sum(isinstance(one, Records) and one.weight is not None for one in office.out))
    tally.add("found in three", bool(found_in_some(office.out, 3)))  # of that nothing is promised
    tally.add("own labels", sum(len(found_by_own_labels(one, two, office.persons))
                                for two in office.out if isinstance(two, Records)
                                for one in office.out[:office.out.index(two)]
                                if isinstance(one, Records) and one not in two.beyond))
    careless = office.out + [item for item, _ in office.refused]
    knows = Knowledge(office, careless)
    tally.add("naive", len(knows.cells))
    tally.add("naive exposed", len(knows.exposed(knows.is_met_fully)))
    tally.add("naive persons", len(found_in(careless)))
    attack_from_inside(office, Knowledge(office, office.out), tally, office.out[:-1])


def look_at_refusals(office, tally):
    for item, why in office.refused:
        if not item.tables and not item.rows and not isinstance(item, Records):
            continue
        tally.add("refused")
        knows = Knowledge(office, office.out + [item], item.beside)
        if not found_in(office.out + [item]) and not knows.exposed(knows.is_met_fully) and \
                not knows.exposed(knows.is_met_fully, whole=True) and not (
                    office.insiders and knows.exposed_from_inside(office.insiders)):
            tally.add("in vain")
            office.in_vain.append((item, why))
