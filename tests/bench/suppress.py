"""How much is hidden, beside Gaussian elimination on the same tables, made as safe.

    cmake --build BUILD --target bench_suppression
    suppress.py FOLDER [table ...]     FOLDER: where bench_suppress and bench_eliminate are

Langsrud (2024), Secondary cell suppression by Gaussian elimination: candidates are published, the largest
first, as long as no unsafe cell is determined.  Then the audit counts the unsafe cells that everybody knows
all the same, since what is counted is whole and what is hidden is not zero.  To be compared, elimination is
made safe: what it hides costs nothing, and the library hides what is missing, as cheaply as it can.
"""
import pathlib
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bindings/python/tests"))

import elimination
import gdcs

AXES = ("area", "offence", "sex_group", "year")


def run(*command, text=None):
    return subprocess.run(command, check=True, capture_output=True, text=True, input=text).stdout


def read(folder, name):
    """The minimum, and numbers by labels."""
    lines = [line.split("\t") for line in run(f"{folder}/bench_suppress", "print", name).splitlines()]
    return float(lines[0][0]), {tuple(line[:-1]): float(line[-1]) for line in lines[1:]}


def eliminate(folder, minimum, cells):
    """Labels of what stays hidden, and the seconds it took."""
    parts = elimination.columns(cells)
    inner = 1 + max(max(rows) for rows in parts.values())
    order = sorted(cells, key=lambda cell: -cells[cell])
    lines = [f"{inner} {len(cells)}"]
    lines += [" ".join(map(str, (int(cells[cell] < minimum), len(parts[cell]), *parts[cell])))
              for cell in order]
    start = time.perf_counter()
    hidden = run(f"{folder}/bench_eliminate", text="\n".join(lines))
    return {order[int(line)] for line in hidden.splitlines()}, time.perf_counter() - start


def table_of(cells, value):
    made = gdcs.Table([gdcs.Axis(name, total="total") for name in AXES[:len(next(iter(cells)))]],
                      absent="zero")
    for cell, number in cells.items():
        made.set(cell, value(cell, number))
    return made


def compare(folder, name):
    minimum, cells = read(folder, name)
    rule = gdcs.DisclosureRule(minimum=minimum)
    unsafe = {cell for cell, number in cells.items() if number < minimum}
    plain, seconds = eliminate(folder, minimum, cells)
    table = table_of(cells, lambda cell, number: number)
    trees = {axis: gdcs.tree_prefixes(table, axis) for axis in AXES[:len(next(iter(cells)))]}
    trees = {axis: tree for axis, tree in trees.items() if tree}

    def hide(**options):
        start = time.perf_counter()
        made = gdcs.suppress(table, rule, trees=trees, **options)
        spent = time.perf_counter() - start
        return {cell for cell in cells if made.table.get(cell).value != cells[cell]} - unsafe, spent

    shown = table_of(cells, lambda cell, number: None if cell in plain | unsafe else number)
    known = gdcs.audit(shown, rule, originals=table, trees=trees).exact
    safe = {}
    for cost in ("value", "cells"):
        free = table_of(cells, lambda cell, number: 0 if cell in plain else
                        number if cost == "value" else 1)
        safe[cost] = len(plain | hide(costs=free)[0])
    row = f"{name:8}{len(cells):8}{len(unsafe):8}{len(plain):12}{seconds:8.1f}{known:8}"
    for cost in ("value", "cells"):
        ours, spent = hide(cost=cost)
        row += f"{safe[cost]:10}{len(ours):8}{len(ours) / safe[cost]:7.2f}{spent:8.1f}"
    print(row, flush=True)


def main():
    print(f"{'':16}{'':8}{'elimination':>20}{'known':>8}{'cheapest:':>10}{'':23}{'fewest:':>10}")
    print(f"{'table':8}{'cells':>8}{'unsafe':>8}{'hidden':>12}{'seconds':>8}{'all same':>8}" +
          f"{'made safe':>10}{'ours':>8}{'ratio':>7}{'seconds':>8}" * 2)
    for name in sys.argv[2:] or ("small", "middle", "peer", "sparse"):
        compare(sys.argv[1], name)


if __name__ == "__main__":
    main()
