"""Intervals that follow from published tables: areas by age by sex with all margins, some cells hidden.

scipy 1.10 (HiGHS): python3 tests/reference/audit.py > tests/reference/audit.csv
Columns: number of the table, area, age, sex, published lower and upper, and what follows: the minimum
and the maximum over all tables with nonnegative cells that agree with it, rounded inwards."""
import itertools
import math
import random

import numpy
from scipy.optimize import linprog

print("table,area,age,sex,lower,upper,bound_lower,bound_upper")


def text(x):
    return "inf" if math.isinf(x) else str(int(x))


for number in range(48):
    draw = random.Random(number)
    areas, ages, sexes = (list("ABCD")[:draw.randint(2, 4)], ["young", "old"][:draw.randint(1, 2)],
                          ["F", "M", "_U"][:draw.randint(2, 3)])
    size = draw.choice([10, 10, 10 ** 4, 10 ** 9])
    axes = [(areas, "TOTAL"), (ages, "TOTAL"), (sexes, "_T")]
    inner = {at: draw.choice([0, 1, 3, draw.randint(0, size)])
             for at in itertools.product(areas, ages, sexes)}
    every = list(itertools.product(*[labels + [total] for labels, total in axes]))
    true = {at: sum(n for key, n in inner.items()
                    if all(a in (k, total) for a, k, (_, total) in zip(at, key, axes)))
            for at in every}
    published = {}
    for at in every:
        kind = draw.choice(["exact"] * 4 + ["missing", "missing", "range"])
        low = max(0, true[at] - draw.randint(0, 5))
        published[at] = {"exact": (true[at], true[at]), "missing": (0, math.inf),
                         "range": (low, true[at] + draw.randint(1, 5))}[kind]
    rows = []
    for at in every:
        for place, (labels, total) in enumerate(axes):
            if at[place] == total:
                row = numpy.zeros(len(every))
                row[every.index(at)] = 1
                for label in labels:
                    row[every.index(at[:place] + (label,) + at[place + 1:])] = -1
                rows.append(row)
    # Distances from the truth, which solves the system: numbers of the size of the intervals.
    bounds = [(low - true[at], high - true[at]) for at, (low, high) in
              ((at, published[at]) for at in every)]
    for v, at in enumerate(every):
        found = list(published[at])
        if found[0] < found[1]:
            for side, sign in enumerate((1, -1)):
                aim = numpy.zeros(len(every))
                aim[v] = sign
                done = linprog(aim, A_eq=numpy.array(rows), b_eq=numpy.zeros(len(rows)),
                               bounds=bounds, method="highs")
                assert done.status in (0, 3), done.message
                found[side] = true[at] + sign * done.fun if done.status == 0 else math.inf
            found = [math.ceil(found[0] - 1e-6),
                     math.floor(found[1] + 1e-6) if found[1] < math.inf else math.inf]
        print(number, *at, *map(text, published[at]), *map(text, found), sep=",")
