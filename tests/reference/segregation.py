"""Writes segregation.csv: indices of segregation, their random expectations, standard errors and parts.

    python3 segregation.py > segregation.csv

50-digit arithmetic (mpmath) from the definitions: no rearranged sums, derivatives by differences, tables
fitted by fitting margins in turn, expectations by summing over the hypergeometric distribution.  The
definition of M is checked against the figure that the R package segregation prints for its schools
(0.425539, five groups), which is not written here.

Rows: kind, case, number, value.  The kinds women, men and group are the input.
"""
from mpmath import binomial, diff, exp, log, mp, mpf, nstr, sqrt

mp.dps = 50
BIG = 10 ** 9

CASES = {
    1: [(12, 30), (3, 60), (40, 22), (7, 9), (5, 14)],
    2: [(0, 30), (3, 0), (40, 22), (7, 9), (0, 1)],                 # zero cells
    3: [(17, 25)],                                                  # one unit
    4: [(20, 0), (0, 35), (4, 0)],                                  # complete
    5: [(2, 6), (10, 30), (1, 3), (25, 75)],                        # none
    6: [(BIG, 2 * BIG), (BIG + 1, 2 * BIG), (BIG - 3, 2 * BIG + 1)],  # next to none, large
    7: [(BIG, 3 * BIG), (7 * BIG, BIG), (123456789, 987654321), (5, 3)],
    8: [(0, 0), (4, 9), (11, 2), (0, 0), (6, 6)],                   # empty units
    9: [(1, 40), (0, 25)],                                          # one woman
    10: [(2.5, 7.25), (0.125, 3.5), (9.75, 1.5)],                   # weights
    11: [(3 + (7 * i) % 13, 5 + (11 * i) % 17) for i in range(40)],
    12: [(500, 0), (300, 1), (200, 0)],                             # one man
    13: [(15, 30), (15, 30), (33, 30), (30, 20)],                   # ties
    14: [(600, 1400), (300, 2100), (1500, 900)],
}
INDICES = range(1, 16)


def totals(units):
    return sum(mpf(w) for w, _ in units), sum(mpf(m) for _, m in units)


def xlogx(x):
    return x * log(x) if x > 0 else mpf(0)


def entropy(shares):
    return -sum(xlogx(s) for s in shares)


def information(units):
    w, m = totals(units)
    everyone = w + m
    found = mpf(0)
    for a, b in units:
        for x, of in ((a, w), (b, m)):
            if x > 0:
                found += x / everyone * log(mpf(x) / (a + b) / (of / everyone))
    return found


def index(number, units):
    w, m = totals(units)
    p, q = w / (w + m), m / (w + m)
    units = [(mpf(a), mpf(b)) for a, b in units if a + b > 0]
    if number == 1:
        return sum(abs(a / w - b / m) for a, b in units) / 2
    if number == 2:
        return sum(abs(p * b - q * a) for a, b in units) / (w + m)
    if number == 3:
        return index(1, [(a / (a + b), b / (a + b)) for a, b in units])
    if number == 4:
        add = mpf(1) / 2 if any(a == 0 or b == 0 for a, b in units) else 0
        logs = [log((a + add) / (b + add)) for a, b in units]
        mean = sum(logs) / len(logs)
        return exp(sqrt(sum((x - mean) ** 2 for x in logs) / len(logs)))
    if number == 5:
        sizes = [a + b for a, b in units]
        shares = [a / (a + b) for a, b in units]
        found = sum(sizes[i] * sizes[j] * abs(shares[i] - shares[j])
                    for i in range(len(units)) for j in range(len(units)))
        return found / (2 * (w + m) ** 2 * p * q)
    if number == 6:
        return 1 - sum(sqrt(a / w * b / m) for a, b in units) ** 2
    if number == 7:
        return sum(abs(a / w - (a + b) / (w + m)) for a, b in units) / 2
    if number == 8:
        return information(units)
    if number == 9:
        return information(units) / entropy([p, q])
    if number == 10:
        over = entropy([(a + b) / (w + m) for a, b in units])
        return information(units) / over if len(units) > 1 else None
    isolation = sum(a / w * a / (a + b) for a, b in units)
    if number == 11:
        return isolation
    if number == 12:
        return sum(b / m * b / (a + b) for a, b in units)
    if number == 13:
        return sum(a / w * b / (a + b) for a, b in units)
    if number == 14:
        return sum(b / m * a / (a + b) for a, b in units)
    return (isolation - p) / (1 - p)


def expected(number, units):
    """Over every allotment: each unit has a hypergeometric number of women, and the index is a sum."""
    w, m = totals(units)
    everyone = w + m
    p, q = w / everyone, m / everyone
    found = mpf(0)
    for a, b in units:
        t = a + b
        for k in range(max(0, int(t - m)), int(min(t, w)) + 1):
            chance = binomial(w, k) * binomial(m, t - k) / binomial(everyone, t)
            if number == 1:
                found += chance * abs(k / w - (t - k) / m) / 2
            elif number == 8:
                for x, of in ((k, p), (t - k, q)):
                    if x:
                        found += chance * x / everyone * log(mpf(x) / t / of)
            elif t:
                found += chance * k / w * mpf(k) / t
    return found


def all_expected(units):
    w, m = totals(units)
    p, q = w / (w + m), m / (w + m)
    d, info, isolation = (expected(k, units) for k in (1, 8, 11))
    eta = (isolation - p) / q
    found = {1: d, 2: 2 * p * q * d, 7: q * d, 8: info, 9: info / entropy([p, q]), 11: isolation,
             12: q + p * eta, 13: 1 - isolation, 14: 1 - q - p * eta, 15: eta}
    if sum(a + b > 0 for a, b in units) > 1:
        found[10] = info / entropy([(a + b) / (w + m) for a, b in units])
    return found


def errors(number, units):
    """Delta method with derivatives by differences; cells of 0 have no variance."""
    flat = [mpf(x) for pair in units for x in pair]

    def at(i, x):
        moved = flat[:i] + [x] + flat[i + 1:]
        return index(number, list(zip(moved[::2], moved[1::2])))

    slope = [diff(lambda x, i=i: at(i, x), flat[i], h=mpf(10) ** -18) if flat[i] else mpf(0)
             for i in range(len(flat))]

    def variance(places):
        n = sum(flat[i] for i in places)
        mean = sum(flat[i] * slope[i] for i in places) / n
        return sum(flat[i] * slope[i] ** 2 for i in places) - n * mean ** 2

    every = range(len(flat))
    by_sex = variance(every[::2]) + variance(every[1::2])
    return sqrt(max(variance(every), 0)), sqrt(max(by_sex, 0))


def fit(structure, sizes, share):
    """Fit the margins in turn until nothing changes."""
    table = [[mpf(a), mpf(b)] for a, b in structure]
    total = sum(sum(map(mpf, pair)) for pair in sizes)
    target = [share * total, (1 - share) * total]
    for _ in range(100000):
        for row, (a, b) in zip(table, sizes):
            now = sum(row)
            row[:] = [x * (a + b) / now if now else mpf(0) for x in row]
        columns = [sum(row[k] for row in table) for k in (0, 1)]
        for row in table:
            row[:] = [row[k] * target[k] / columns[k] for k in (0, 1)]
        if max(abs(columns[k] / target[k] - 1) for k in (0, 1)) < mpf(10) ** -40:
            return table
    raise ValueError("no such table")


def change(number, before, after):
    both = [i for i in range(len(before)) if sum(before[i]) > 0 and sum(after[i]) > 0]
    times = [[t[i] for i in both] for t in (before, after)]
    share = [totals(t)[0] / sum(totals(t)) for t in times]
    at = {(s, u, w): index(number, fit(times[s], times[u], share[w]))
          for s in (0, 1) for u in (0, 1) for w in (0, 1)}
    one, two = at[0, 0, 0], at[1, 1, 1]
    structure = (at[1, 0, 0] - one + two - at[0, 1, 1]) / 2
    units = sum(at[s, 1, 0] - at[s, 0, 0] + at[s, 1, 1] - at[s, 0, 1] for s in (0, 1)) / 4
    women = sum(at[s, 0, 1] - at[s, 0, 0] + at[s, 1, 1] - at[s, 1, 0] for s in (0, 1)) / 4
    first, last = index(number, before), index(number, after)
    return [first, last, last - first, last - two, one - first, women, units, structure]


def nested(units, group):
    """M between, within; then per group its share, M, H, and parts."""
    w, m = totals(units)
    everyone = w + m
    found, inside = [], mpf(0)
    sums = [[sum(mpf(u[k]) for u, g in zip(units, group) if g == one) for k in (0, 1)]
            for one in range(max(group) + 1)]
    for one, (a, b) in enumerate(sums):
        mine = [u for u, g in zip(units, group) if g == one]
        size = a + b
        local = information(mine) if size else None
        e = entropy([a / size, b / size]) if size else 0
        part = sum(x / everyone * log(x / size / (of / everyone)) if x else 0
                   for x, of in ((a, w), (b, m)))
        found.append([size / everyone, local, local / e if e else None, part,
                      size / everyone * local if size else mpf(0)])
        inside += found[-1][4]
    return information([tuple(s) for s in sums]), inside, found


def write(kind, case, number, value):
    shown = "nan" if value is None else nstr(value, 22) if isinstance(value, mpf) else repr(value)
    print(f"{kind},{case},{number},{shown}")


print("kind,case,number,value")
for case, units in CASES.items():
    for i, (a, b) in enumerate(units):
        write("women", case, i, a)
        write("men", case, i, b)
    for number in INDICES:
        write("index", case, number, index(number, units))
    everyone = sum(totals(units))
    whole = all(float(x).is_integer() for pair in units for x in pair)
    if whole and everyone < 10 ** 5:
        for number, value in all_expected(units).items():
            write("expected", case, number, value)
    if case in (1, 7, 11, 14, 13, 10, 8, 2):
        zero = any((a == 0) != (b == 0) for a, b in units)
        for number in set(INDICES) - {3, 4} - ({6} if zero else set()):
            persons, by_sex = errors(number, units)
            if number in (1, 2, 5, 7) and case == 13:
                continue  # ties: |x| has no derivative at 0
            write("error", case, number, persons)
            write("error_by_sex", case, number, by_sex)
    w, m = totals(units)
    for i, (a, b) in enumerate(units):
        t = mpf(a + b)
        if t:
            local = sum(x / t * log(x / t / (of / (w + m))) if x else 0
                        for x, of in ((mpf(a), w), (mpf(b), m)))
            write("linkage", case, i, local)
            write("unit_information", case, i, local * t / (w + m))
        write("unit_dissimilarity", case, i, abs(a / w - b / m) / 2)
    for number, k, of in ((1, 0, w), (2, 1, m)):
        write("local", case, number, sum(u[k] / of * log(u[k] / of * (w + m) / (u[0] + u[1]))
                                         if u[k] else mpf(0) for u in units))

GROUPS = {1: [0, 1, 0, 1, 1], 2: [0, 0, 1, 1, 0], 7: [1, 0, 0, 1], 8: [0, 1, 1, 2, 0],
          11: [(i * i) % 5 for i in range(40)], 12: [0, 0, 2], 13: [0, 1, 1, 0], 5: [0, 0, 1, 1]}
for case, group in GROUPS.items():
    between, within, each = nested(CASES[case], group)
    for i, g in enumerate(group):
        write("group", case, i, g)
    write("between", case, 0, between)
    write("within", case, 0, within)
    for g, values in enumerate(each):
        for k, value in enumerate(values):
            write("of_group", case, 10 * g + k, value)

LATER = {1: [(20, 22), (9, 51), (33, 30), (2, 17), (6, 6)], 2: [(0, 3), (5, 0), (31, 9), (14, 9), (0, 2)],
         7: [(2 * BIG, BIG), (BIG, BIG), (BIG // 7, BIG // 3), (7, 2)],
         8: [(3, 5), (0, 0), (5, 9), (2, 2), (8, 3)], 10: [(1.5, 2.5), (0.75, 6), (1.25, 8.5)],
         13: [(1, 30), (25, 30), (13, 10), (60, 20)], 14: [(900, 1100), (500, 1000), (1100, 1600)],
         11: [(4 + (5 * i) % 11, 6 + (3 * i) % 19) for i in range(40)]}
for case, units in LATER.items():
    for i, (a, b) in enumerate(units):
        write("later_women", case, i, a)
        write("later_men", case, i, b)
    for number in (1, 8, 9, 15):
        for k, value in enumerate(change(number, CASES[case], units)):
            write("change", case, 100 * number + k, value)
