"""Rounding, cell keys and differential privacy, attacked with what their publishers say of them: that each
truth lies within so much of its number, and that parts make wholes."""
import math

import gdcs
from attacker import INF, TOTAL, Attacker, key, name, plain, rounded_inwards, table_of
from suppression import Leak
from worlds import draw_case

CELLS = 12  # of a table that are attacked


def shapes_of(draw, case):
    return [(names, list(case.world.cells(names, case.open_axes))) for names in case.shapes]


def where(names, labels):
    return [name(axis, label) for axis, label in zip(names, labels)]


def trees_of(case, names):
    return {axis: pairs for axis, pairs in case.tree().items() if axis in names}


def check_sums(case, names, published):
    """Is every node of every axis the sum of its parts?"""
    for labels, value in published.items():
        for place, axis in enumerate(names):
            parts = case.world.axes[axis].get(labels[place])
            if parts and sum(published[labels[:place] + (part,) + labels[place + 1:]]
                             for part in parts) != value:
                raise Leak(f"{labels} is not the sum of its parts along {axis}")


def attack_intervals(draw, case, tables, shown, tally, audited):
    """tables: of names, what each cell says of the truth.  The library's audit, of cells by key, must find
    what we find; the truth must be possible."""
    attacker = Attacker(case.world)
    for names, limits in tables:
        attacker.read(names, limits)
    picked = draw.sample(sorted(shown, key=sorted), min(CELLS, len(shown)))
    for of in picked:
        v = attacker.number[of]
        low, high = rounded_inwards(*attacker.interval(v))
        true = case.world.value(dict(of))
        if not low <= true <= high:
            raise Leak(f"{sorted(of)}: the truth is not within {low} to {high}")
        found = audited(of)
        if found is not None and found != (low, high):
            raise Leak(f"{sorted(of)}: the audit finds {found}, not {low} to {high}")
        tally.add("attacked")
        narrow = high - low < attacker.upper[v] - attacker.lower[v]
        tally.add("narrowed", narrow)
        tally.add("recovered", low == high)
        yield of, low, high, attacker.lower[v], attacker.upper[v]


def audit_of(case, tables, **options):
    """What the audit says of a cell: by key."""
    cells = gdcs.audit(tables, cells="all", trees=case.tree(), **options).cells
    axes = [axis for axis in case.world.axes if axis in cells]
    columns = [[plain(label) for label in cells[axis].to_list()] for axis in axes]
    found = {key(axes, labels): (cells["bound_lower"][row], cells["bound_upper"][row])
             for row, labels in enumerate(zip(*columns))}
    return found.get


def round_case(draw, method, tally):
    """Rounding.  Controlled: what all numbers together say of a cell is no more than its own number says."""
    case = draw_case(draw)
    tally.case(case.kind)
    base, seed = draw.choice([3, 5, 10]), draw.randrange(1 << 40)
    tables, rounded, shown = [], [], set()
    for names, cells in shapes_of(draw, case):
        given = table_of(names, {labels: (x, x) for labels, x in cells}, open_axes=case.open_axes)
        options = {"trees": trees_of(case, names)} if method == "controlled" else {}
        got = gdcs.round_table(given, method=method, base=base, seed=seed, **options)
        published = {labels: got.table.get(where(names, labels)).value for labels, _ in cells}
        far = (base - 1) // 2 if method == "conventional" else base - 1
        near = base // 2 if method == "conventional" else base - 1
        if method == "controlled":
            check_sums(case, names, published)
        times = 1 + int(got.furthest // base) if got.beyond else 1
        limits = {}
        for labels, x in cells:
            value = published[labels]
            wide = times if method == "controlled" and any(
                label in case.world.axes[axis] for axis, label in zip(names, labels)) else 1
            if abs(value - x) > max(near, far) + base * (wide - 1):
                raise Leak(f"{labels}: {x} became {value}")
            limits[labels] = (max(0.0, value - near - base * (wide - 1)),
                              value + far + base * (wide - 1))
            said = got.intervals.get(where(names, labels))
            if (said.lower, said.upper) != limits[labels]:
                raise Leak(f"{labels}: the library says {said.lower} to {said.upper}, "
                           f"not {limits[labels]}")
            shown.add(key(names, labels))
        tables.append((names, limits))
        rounded.append(got)
    say_rounding(draw, case, method, base, tables, rounded, shown, tally)


def say_rounding(draw, case, method, base, tables, rounded, shown, tally):
    kinds = {"conventional": "nearest"}
    exact = all(not got.beyond for got in rounded)
    audited = audit_of(case, [got.table for got in rounded], rounding=base,
                       rounding_kind=kinds.get(method, method)) if exact else (lambda of: None)
    for of, low, high, own_low, own_high in attack_intervals(draw, case, tables, shown, tally,
                                                             audited):
        if method == "controlled" and len(tables) == 1 and exact and (low, high) != (own_low, own_high):
            raise Leak(f"{sorted(of)}: {own_low} to {own_high} is narrowed to {low} to {high}")


def key_case(draw, method, tally):
    """Cell keys: the same persons have the same noise wherever they are counted."""
    case = draw_case(draw)
    tally.case(case.kind)
    design = gdcs.CellKey(deviation=draw.choice([2, 3, 5]), threshold=draw.choice([0, 1]))
    persons = {at: sum(draw.randrange(1 << 32) for _ in range(min(n, 50)))
               for at, n in case.world.leaf.items()}
    axes = tuple(case.world.axes)
    keys = table_of(axes, {at: (float(x), float(x)) for at, x in persons.items()})
    tables, made, shown, noise = [], [], set(), {}
    for names, cells in shapes_of(draw, case):
        given = table_of(names, {labels: (x, x) for labels, x in cells}, open_axes=case.open_axes)
        got = design.table(given, keys, trees=trees_of(case, names))
        limits = {}
        for labels, x in cells:
            value, said = got.table.get(where(names, labels)).value, \
                got.intervals.get(where(names, labels))
            if abs(value - x) > got.deviation or not said.lower <= x <= said.upper:
                raise Leak(f"{labels}: {x} became {value}")
            if noise.setdefault(key(names, labels), value - x) != value - x:
                raise Leak(f"{labels}: the same persons have two noises")
            limits[labels] = (said.lower, said.upper)
            shown.add(key(names, labels))
        tables.append((names, limits))
        made.append(got.intervals)
    for _ in attack_intervals(draw, case, tables, shown, tally, audit_of(case, made)):
        pass
    check_same_persons(case, noise)


def check_same_persons(case, noise):
    """A total with one part that is not empty counts the same persons as that part."""
    for of in noise:
        at = dict(of)
        for axis, nodes in case.world.axes.items():
            parts = [part for part in nodes.get(at.get(axis, TOTAL), ())
                     if case.world.value({**at, axis: part})]
            same = frozenset({**at, axis: parts[0]}.items()) if len(parts) == 1 else None
            if same in noise and noise[same] != noise[of]:
                raise Leak(f"{sorted(of)} and {sorted(same)} count the same persons")


def noise_case(draw, method, tally):
    """Differential privacy: what comes out is a table, and one person more or less changes little of how
    often anything comes out."""
    case = draw_case(draw)
    tally.case(case.kind)
    names, cells = draw.choice(shapes_of(draw, case))
    totals, seed = draw.choice(["measured", "sum"]), draw.randrange(1 << 40)
    budget = gdcs.Budget(epsilon=1)
    given = table_of(names, {labels: (x, x) for labels, x in cells}, open_axes=case.open_axes)
    got = gdcs.noise_table(given, budget, epsilon=1, seed=seed, totals=totals,
                           trees=trees_of(case, names))
    published = {labels: got.table.get(where(names, labels)).value for labels, _ in cells}
    check_sums(case, names, published)
    if any(x < 0 or x != int(x) for x in published.values()):
        raise Leak("a number is negative, or not whole")
    wanted = 1
    if totals == "measured":
        wanted = len({tuple(height(case.world.axes[axis], label) for axis, label in
                            zip(names, labels)) for labels, _ in cells})
    if got.noise.sensitivity != wanted or budget.state.left != 0:
        raise Leak(f"sensitivity {got.noise.sensitivity}, not {wanted}")
    try:
        gdcs.noise_table(given, budget, epsilon=0.001, seed=seed + 1, trees=trees_of(case, names))
        raise Leak("the budget is overdrawn")
    except gdcs.DisclosureError:
        tally.add("attacked", len(cells))
    if draw.random() < 0.1:
        tell_apart(draw, tally)


def height(nodes, label):
    return 1 + max(height(nodes, part) for part in nodes[label]) if label in nodes else 0


def tell_apart(draw, tally, rounds=1500):
    """Two tables that differ by one person, released again and again: of everything that is at least so
    much, the chances differ by exp(epsilon) at most."""
    epsilon = draw.choice([0.5, 1.0])
    counts = {("A", "F"): draw.randint(0, 3), ("A", "M"): 2, ("B", "F"): 1, ("B", "M"): 0}
    found = []
    for more in (0, 1):
        table = gdcs.Table([gdcs.Axis("area", total=TOTAL), "sex"])
        for area, sexes in (("A", "F"), ("A", "M"), ("B", "F"), ("B", "M")):
            for at in ((area, sexes), (area, "_T"), (TOTAL, sexes), (TOTAL, "_T")):
                table.add(at, counts[area, sexes] + (more if (area, sexes) == ("A", "F") else 0))
        budget = gdcs.Budget(epsilon=epsilon * rounds)
        outs = []
        for _ in range(rounds):
            out = gdcs.noise_table(table, budget, epsilon=epsilon,
                                   seed=draw.randrange(1 << 60)).table
            outs.append(sum(out.get(at).value for at in
                            (("A", "F"), ("A", "_T"), (TOTAL, "F"), (TOTAL, "_T"))))
        found.append(outs)
    for one, other in (found, found[::-1]):
        for limit in sorted(set(one)):
            p = sum(x >= limit for x in one) / rounds
            q = sum(x >= limit for x in other) / rounds
            error = 5 * math.sqrt(p * (1 - p) / rounds + math.exp(2 * epsilon) * q * (1 - q) / rounds)
            if p > math.exp(epsilon) * q + error + 25 / rounds:
                raise Leak(f"epsilon {epsilon}: {p} against {q} of at least {limit}")
    tally.add("told apart", 0)
