"""What an office asks of the door: tables, figures beside them, rounded tables, frames of statistics.  Each makes the
item that others would read, asks for it, and lets it out as it came back."""
import gdcs
from attacker import INF, TOTAL, plain, table_of
from figures import draw_facts
from office import Item, labels_of
from suppression import Leak


def published(office, table, names, cells):
    """Limits of each number of a table, and its letter."""
    limits, letters = {}, {}
    for labels, true in cells.items():
        limits[labels] = 0.0, 0.0
        if true or office.sets_zeros(names, cells):
            cell = table.get(labels_of(names, labels))
            limits[labels], letters[labels] = (cell.lower, cell.upper), cell.confidentiality
    return limits, letters


def read(office, item, tables, several):
    """What each number of suppressed tables says of the truth, and, where there is a log to keep it, limits and
    letters apart: of numbers that are revised, one may be true without the other."""
    got = [published(office, table, names, cells) for table, (names, cells) in zip(tables, several)]
    least = office.least_of([(names, limits) for (limits, _), (names, _) in zip(got, several)])
    for (limits, letters), (names, _) in zip(got, several):
        hidden = {labels: pair for labels, pair in limits.items() if pair[0] < pair[1]}
        item.tables.append((names, {**limits, **{labels: listen(office, least, letters[labels], *pair)
                                                 for labels, pair in hidden.items()}}))
        if not office.loses_log:
            item.apart += [(names, hidden), (names, {labels: listen(office, least, letters[labels], 0.0, INF)
                                                     for labels in hidden})]


def read_perturbed(office, table, names, cells, method, **of):
    """What each number of a table says of the truth to whoever knows how it was made."""
    limits, _ = published(office, table, names, cells)
    return {labels: SPREADS[method](low, **of) if low == high else (low, high)
            for labels, (low, high) in limits.items()}


def listen(office, least, letter, low, high):
    """By the letter: hidden for its own sake, or for the sake of others."""
    if letter == "A" and office.rule.minimum:
        return max(low, float(not office.rule.zeros)), min(high, office.rule.minimum - 1.0)
    return max(low, office.rule.minimum if letter == "D" and least else least), high


def as_handed(office, several):
    """As above, of names and limits that are to be published: letters would tell more."""
    least = office.least_of(several)
    return [(names, {labels: (max(low, least), high) if low < high else (low, high)
                     for labels, (low, high) in limits.items()}) for names, limits in several]


def spread_of_rounding(y, base, kind, is_whole):
    if kind == "nearest":
        return max(0.0, y - (base // 2 if is_whole else base / 2)), y + ((base - 1) // 2 if is_whole else base / 2)
    return max(0.0, y - base + is_whole), y + base - is_whole


def spread_of_key(y, design):
    rows = design.rows()
    may = [x for x in range(int(y) + 20) for row in [rows[min(x, len(rows) - 1)]]
           if row.first <= y - max(0, x - len(rows) + 1) <= row.last]
    return float(may[0]), float(may[-1])


SPREADS = {"rounding": spread_of_rounding, "cell_key": spread_of_key}


def ask_for_table(office):
    return ask_for_tables(office, 1)


def ask_for_linked(office):
    return ask_for_tables(office, office.draw.choice((2, 2, 3)))


def ask_for_tables(office, count):
    """One, or several at once: all go out, or none."""
    drawn = [office.draw_cells() for _ in range(count)]
    made = office.protect_together(drawn)
    if made[0][1] is None:
        return "cannot be protected"
    several = [(names, cells) for names, cells, _ in drawn]
    item = Item("table")
    item.tables = as_handed(office, [(names, limits) for (names, _), (_, _, limits) in zip(several, made)])
    facts = []
    for i, ((names, cells), (_, _, limits)) in enumerate(zip(several, made)):
        if office.draw.random() < 0.3 and not office.loses_log:
            facts += [one._replace(table=i) for one in draw_facts(office, item, names, cells, limits)]
    letters = office.draw.choice((None, "one", "kinds" if not office.rule.groups else "one"))
    got = office.ask(lambda: gdcs.release(
        [one for one, _, _ in made], [one for _, one, _ in made], office.rule, letters=letters, facts=facts,
        log=office.log, trees=office.trees(several), **office.more(*(one[0] for one in several))), item)
    if got is None and letters == "kinds":
        office.refused.pop()  # letters tell more than others would read otherwise
    if got:
        item.tables = []
        read(office, item, got.tables, several)
        office.let_out(item, got.tables)
        for (names, _), table in zip(several, got.tables):
            check_released(names, table)
    return "table with figures" if facts else "table"


def check_released(names, table):
    """Figures computed from what is out tell no more than a table that somebody copies by hand."""
    copy = table.copy()
    for labels, cell in table.cells():
        copy.set(labels, gdcs.Cell(cell.value, lower=cell.lower, upper=cell.upper, status=cell.status))
    keep = [axis for axis in names if axis != "sex"]
    if "sex" in names and keep and table.share(keep).write_csv() != copy.share(keep).write_csv():
        raise Leak("shares of what is out are not those of its numbers")


def tell_share(item, keep, at, low, high):
    """F / (F + M) is between."""
    women, men = (((*keep, "sex"), (*at, sex)) for sex in "FM")
    item.rows.append(([(women, 1 - low), (men, -low)], 0.0, INF))
    item.rows.append(([(women, 1 - high), (men, -high)], -INF, 0.0))


def draw_whole(office):
    """Names of axes and cells of one table, or of several that go out together, from which nothing is left out that
    a total counts."""
    for _ in range(office.draw.choice((1, 1, 1, 2))):
        names, cells, kept = office.draw_cells()
        yield names, office.whole(names) if kept else cells


def ask_for_rounded(office):
    several, originals, made = list(draw_whole(office)), [], []
    kind = office.draw.choice(("nearest", "random", "controlled"))
    base = office.draw.choice((3, 5, 10))
    for names, cells in several:
        originals.append(office.exact(names, cells))
        trees = {"trees": office.trees([(names, cells)], beside=False)} if kind == "controlled" else {}
        try:
            made.append(gdcs.round_table(originals[-1], method="conventional" if kind == "nearest" else kind,
                                         base=base, seed=office.draw.randrange(1 << 40), **trees))
        except gdcs.Error:
            return "cannot be protected"
        if made[-1].beyond:
            return "cannot be protected"
    return ask_for_perturbed(office, several, originals, [one.table for one in made], "rounding",
                             {"base": base, "rounding_kind": kind},
                             {"base": base, "kind": kind, "is_whole": office.is_whole})


def ask_for_keyed(office):
    if not office.is_whole:
        return "cannot be protected"
    several, design = list(draw_whole(office)), office.design
    originals = [office.exact(names, cells) for names, cells in several]
    made = []
    for original, (names, cells) in zip(originals, several):
        keys = office.exact(names, {labels: float(office.keys.value(dict(zip(names, labels)))) for labels in cells})
        made.append(design.table(original, keys, trees=office.trees([(names, cells)], beside=False)).table)
    return ask_for_perturbed(office, several, originals, made, "cell_key", {"design": design}, {"design": design})


def ask_for_perturbed(office, several, originals, tables, method, given, of):
    item, facts = Item(method), []
    item.tables = [(names, read_perturbed(office, table, names, cells, method, **of))
                   for table, (names, cells) in zip(tables, several)]
    for i, ((names, cells), (_, limits)) in enumerate(zip(several, item.tables)):
        if office.draw.random() < 0.3 and not office.loses_log:
            facts += [one._replace(table=i)
                      for one in draw_facts(office, item, names, cells, limits, ("share", "rate"))]
    got = office.ask(lambda: gdcs.release(
        originals, tables, office.rule, method=method, facts=facts, log=office.log,
        trees=office.trees(several), **office.more(*(names for names, _ in several)), **given), item)
    if got:
        item.tables = [(names, read_perturbed(office, table, names, cells, method, **of))
                       for table, (names, cells) in zip(got.tables, several)]
        office.let_out(item, got.tables)
    return method


def ask_for_frame(office):
    """Statistics of the originals: shares of women, or gaps, ratios and quotients by what is behind them."""
    draw, axes = office.draw, [axis for axis in office.world.axes if axis != "sex"]
    keep = draw.sample(axes, draw.randint(1, len(axes)))
    names = tuple(axis for axis in office.world.axes if axis in keep or axis == "sex" or draw.random() < 0.5)
    cells = office.whole(names)
    if "sex" not in names or len(names) < 2:
        return "cannot be protected"
    several = [(names, cells, ())] + ([office.draw_cells()] if draw.random() < 0.3 else [])
    made = office.protect_together(several)
    if made[0][1] is None:
        return "cannot be protected"
    keep = [axis for axis in names if axis in keep]
    others = [axis for axis in names if axis not in keep and axis != "sex"]
    kind = draw.choice(("share", "counts", "gap", "quotient"))
    if (kind in ("gap", "quotient") and not others) or (kind == "share" and office.loses_log):
        kind = "counts"
    beside = as_handed(office, [(one[0], limits) for one, (_, _, limits) in zip(several, made)])
    return release_frame(office, kind, [one for one, _, _ in made], [one for _, one, _ in made], beside, keep, others)


def statistic_of(office, kind, original, keep, others):
    if kind in ("share", "counts"):
        return original.share(keep), keep, {}
    axis = others[0]
    if kind == "quotient":
        return original.quotient(axis, keep), [*keep, axis], {"together": True, "axes": [axis]}
    one, two = office.draw.sample(office.world.axes[axis][TOTAL], 2)
    frame = office.draw.choice((original.gap, original.ratio))(axis, one, two, keep)
    return frame, keep, {"axes": [axis]} if office.draw.random() < 0.5 else {}


def release_frame(office, kind, originals, made, beside, keep, others):
    """Of the first of the originals."""
    frame, keys, given = statistic_of(office, kind, originals[0], keep, others)
    digits = office.draw.choice((1, 2, 3, 4))
    if kind == "share":
        given = {"tells": "share", "digits": digits}
    item = Item("frame", beside)
    behind = [] if kind in ("share", "counts", "quotient") else others[:1]
    for at in sorted({tuple(plain(frame[axis][row]) for axis in keys)
                      for row in range(len(frame["value"]))}):
        tell_row(office, item, kind, keys, at, behind)
    got = office.ask(lambda: gdcs.release_frame(
        frame, originals, made, office.rule, log=office.log, trees=office.trees(beside),
        **office.more(*(names for names, _ in beside)), **given), item, is_table=False)
    if got is None:
        return "frame"
    went = Item("frame", beside)
    for row in range(len(got.frame["value"])):
        at = tuple(plain(got.frame[axis][row]) for axis in keys)
        value = got.frame["value"][row]
        if "withheld" in gdcs.notes(int(got.frame["notes"][row])):
            kept = Item("row", beside)
            tell_row(office, kept, kind, keys, at, behind, frame["value"][row], digits)
            office.refused.append((kept, f"row withheld ({kind})"))
        else:
            tell_row(office, went, kind, keys, at, behind, value, digits)
    office.let_out(went)
    return "frame"


def tell_row(office, item, kind, keys, at, behind, value=None, digits=0):
    if kind == "share":
        if value is not None and value == value:
            half = 0.5 * 10 ** -digits
            tell_share(item, keys, at, max(0.0, value - half), min(1.0, value + half))
        return
    where = (*keys, "sex", *behind)
    limits = {}
    for sexes in office.world.labels("sex"):
        for labels in office.world.labels(behind[0]) if behind else [None]:
            of = (*at, sexes, *([labels] if behind else []))
            x = float(office.world.value(dict(zip(where, of))))
            limits[of] = x, x
    item.tables.append((where, limits))


def ask_for_grouped(office):
    """Persons by labels of an axis in two groups, which may cross those of another time: trees can say so of
    labels that are out."""
    axes = [axis for axis, nodes in office.world.axes.items() if axis != "sex" and len(nodes) == 1 and
            all((axis, part) in office.labels for part in nodes[TOTAL])]
    if not axes or office.amounts or office.loses_log:
        return "cannot be protected"
    axis = office.draw.choice(axes)
    every = office.world.leaves(axis)
    one = set(office.draw.sample(every, office.draw.randint(1, len(every) - 1)))
    mark = "+".join(sorted(one))
    tree = {part: f"with {mark}" if part in one else f"without {mark}" for part in every}
    item, cells = Item("groups"), {(TOTAL,): (float(office.world.value({})),) * 2}
    for group in sorted(set(tree.values())):
        parts = [part for part in every if tree[part] == group]
        x = float(sum(office.world.value({axis: part}) for part in parts))
        cells[group,] = x, x
        item.rows.append(([(((axis,), (part,)), 1.0) for part in parts], x, x))
    if any(low < office.rule.minimum and (low or office.rule.zeros) for low, _ in cells.values()):
        return "cannot be protected"
    table = table_of((axis,), cells, "missing")
    if office.ask(lambda: gdcs.release(table, table, office.rule, log=office.log, trees={axis: tree},
                                       **office.more((axis,))), item):
        office.let_out(item)
    return "groups"


ASKS = (ask_for_grouped,) + (ask_for_table,) * 4 + (ask_for_linked,) * 3 + (
    ask_for_rounded, ask_for_keyed, ask_for_frame, ask_for_frame)
