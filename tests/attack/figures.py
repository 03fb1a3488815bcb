"""Figures that an office publishes of cells of a table: as the library has them, and as rows of whoever reads it."""
import gdcs
from attacker import INF, TOTAL
from office import labels_of


def draw_facts(office, item, names, cells, limits, kinds=("share", "share", "rate", "gap", "ratio")):
    """Percentages, rates, gaps and relative rates of some of its cells, rounded to a few digits."""
    draw, facts = office.draw, []
    shown = [labels for labels in cells if limits[labels][0] == limits[labels][1] and cells[labels]]
    sets = office.sets_zeros(names, cells)
    there = sorted(labels for labels, x in cells.items() if x or sets)
    for _ in range(draw.choice((1, 2, 4)) if there else 0):
        kind = draw.choice(kinds)
        a, c = draw.choice(there), draw.choice(there)
        per, half = 100.0, 0.5 * 10 ** -draw.randint(0, 2) * (1 + 1e-9)
        wholes = [labels for labels in shown if cells[labels] >= max(cells[a], cells[c])]
        if kind == "share":
            wholes = [labels for labels in cells if cells[labels] and labels != a and
                      all(one in (other, TOTAL) for other, one in zip(a, labels))]
        if kind != "rate" and (not wholes or (kind == "ratio" and not cells[c]) or a == c):
            continue
        b, d = (draw.choice(sorted(wholes)), draw.choice(sorted(wholes))) if wholes else (None, None)
        facts.append(fact_of(kind, names, cells, (a, b, c, d), per, half, item))
    return facts


def fact_of(kind, names, cells, four, per, half, item):
    """One figure, as the library has it, and as rows for whoever reads it."""
    a, b, c, d = four
    x = [cells[one] if one is not None else 1.0 for one in four]
    where = [labels_of(names, one) if one is not None else None for one in four]
    if kind == "rate":
        true, people = per * x[0] / 1000, 1000.0
    else:
        true = per * (x[0] / x[1] if kind == "share" else x[0] / x[1] - x[2] / x[3] if kind == "gap"
                      else x[0] / x[1] / (x[2] / x[3]))
    low, high = true - half, true + half
    low = low if kind == "gap" else max(0.0, low)
    if kind == "rate":
        item.rows.append(([((names, a), per / people)], low, high))
        return gdcs.Fact("rate", where[0], low, high, per=per, population=people)
    if kind == "gap":
        item.rows.append(([((names, a), per / x[1]), ((names, c), -per / x[3])], low, high))
        return gdcs.Fact("gap", where[0], low, high, b=where[1], c=where[2], d=where[3], per=per)
    other, times = ((names, b), 1.0) if kind == "share" else ((names, c), x[1] / x[3])
    item.rows.append(([((names, a), per), (other, -low * times)], 0.0, INF))
    item.rows.append(([((names, a), per), (other, -high * times)], -INF, 0.0))
    if kind == "share":
        return gdcs.Fact("share", where[0], low, high, b=where[1], per=per)
    return gdcs.Fact("ratio", where[0], low, high, b=where[1], c=where[2], d=where[3], per=per)
