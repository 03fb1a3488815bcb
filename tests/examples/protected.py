"""The examples of disclosure control once more: which numbers are small, who is alike, and by linear programmes
(SciPy) what others can work out, from the file of counts and from what the programs print, and nothing else."""
import itertools
import math
import re
import subprocess
from collections import Counter

import printed as figures
from printed import check, printed, rows_of, same, share

try:
    from scipy.optimize import linprog
except ImportError:
    linprog = None

MINIMUM, K, WHOLE = 4, 5, "all"
SEXES = {"F": "F", "M": "M", "unknown": "_U", "total": "_T"}
KEYS = ("area", "basis", "sex")


def counts():
    found = {(row["area"], row["basis"], SEXES[row["sex"]]): int(row["persons"])
             for row in rows_of("programme")}
    return found


def is_total(label):
    return label in (WHOLE, "_T")


def leaves(table):
    return [at for at in table if not any(map(is_total, at))]


def is_in(leaf, cell):
    return all(is_total(wide) or narrow == wide for narrow, wide in zip(leaf, cell))


def small(table):
    return {cell for cell, n in table.items() if 0 < n < MINIMUM}


class Puzzle:
    """What others know: sums of the cells that are no totals, each a number of persons."""

    def __init__(self, table):
        self.leaves, self.rows, self.width = leaves(table), [], len(leaves(table))

    def learn(self, cell, lower, upper):
        self.rows.append(({i: 1.0 for i, leaf in enumerate(self.leaves) if is_in(leaf, cell)},
                          lower, upper))

    def read(self, table, hidden, known=None):
        """A table whose hidden numbers are at least 1: none of them is a nought."""
        for cell, n in table.items():
            self.learn(cell, *((known or {}).get(cell, (1, math.inf)) if cell in hidden else (n, n)))

    def place(self, records):
        """Persons, with a label missing here and there, are somewhere."""
        at = {i: {} for i in range(len(self.leaves))}
        for record, n in records.items():
            here = {}
            for i, leaf in enumerate(self.leaves):
                if all(known in (None, label) for known, label in zip(record, leaf)):
                    here[self.width] = at[i][self.width] = 1.0
                    self.width += 1
            self.rows.append((here, n, n))
        for i, parts in at.items():
            self.rows.append(({i: -1.0, **parts}, 0, 0))

    def interval(self, cell):
        def line(row):
            return [row.get(i, 0.0) for i in range(self.width)]
        aim = line({i: 1.0 for i, leaf in enumerate(self.leaves) if is_in(leaf, cell)})
        equal = [(line(row), low) for row, low, high in self.rows if low == high]
        sided = [(line(row), high) for row, low, high in self.rows if low < high < math.inf]
        sided += [([-x for x in line(row)], -low) for row, low, high in self.rows if low < high]
        ends = []
        for sign in (1.0, -1.0):
            done = linprog([sign * x for x in aim], method="highs",
                           A_eq=[row for row, _ in equal] or None,
                           b_eq=[end for _, end in equal] or None,
                           A_ub=[row for row, _ in sided] or None,
                           b_ub=[end for _, end in sided] or None)
            assert done.status == 0, (cell, done.message)
            ends.append(sign * done.fun)
        return math.ceil(ends[0] - 1e-6), math.floor(ends[1] + 1e-6)

    def is_told(self, cell):
        low, high = self.interval(cell)
        return low == high


def sections(program):
    """{title: [words of a line]} of lines that are set in."""
    text = subprocess.run([figures.PROGRAMS / program], capture_output=True, check=True,
                          encoding="utf-8").stdout
    found, title = {}, None
    for line in text.split("\n"):
        if line.startswith("  ") and title:
            found[title].append(line)
        elif line.strip():
            title = line.rstrip(":")
            found.setdefault(title, [])
    return found


def cells_of(lines):
    return {tuple(line.split()[:3]): line.split()[3:] for line in lines}


def check_intervals(puzzle, lines):
    """"2 to 3" behind each cell, as far as numbers go."""
    for cell, words in cells_of(lines).items():
        low, high = puzzle.interval(cell)
        assert same(words[0], low, False) and same(words[2], high, False), (cell, words, low, high)


def check_table(rows, table, hidden):
    """Numbers as they are, or none; letters by which others know whether they are small."""
    for row in rows:
        cell, letter = tuple(row[key] for key in KEYS), row.pop("confidentiality")
        assert letter == ("F" if cell not in hidden else "A" if cell in small(table) else "D"), cell
    check("released", rows,
          {cell: dict(value=(math.nan, 0.0, math.inf) if cell in hidden else (n,) * 3)
           for cell, n in table.items()}, KEYS)


def hidden_in(rows):
    return {tuple(row[key] for key in KEYS) for row in rows if row["confidentiality"] != "F"}


def letters(table, hidden):
    """What the kinds of letters tell."""
    return {cell: (1, MINIMUM - 1) if cell in small(table) else (MINIMUM, math.inf)
            for cell in hidden}


def protect():
    table, found = counts(), sections("protect")
    naive = cells_of(found["Fewer than four persons"])
    assert set(naive) == small(table), naive
    lines = found["With these hidden, others know of them"]
    assert set(cells_of(lines)) == small(table)
    puzzle = Puzzle(table)
    puzzle.read(table, small(table))
    check_intervals(puzzle, lines)
    assert all(puzzle.is_told(cell) for cell in small(table))
    chosen = cells_of(found["What protects them"])
    hidden = {tuple(cell) for cell in chosen}
    assert {cell for cell, why in chosen.items() if why == ["small"]} == small(table)
    safe, lines = Puzzle(table), found["With all these hidden, others know of them"]
    safe.read(table, hidden)
    assert set(cells_of(lines)) == hidden
    check_intervals(safe, lines)
    (_, rows), = printed("protect").items()
    assert hidden_in(rows) == hidden
    check_table(rows, table, hidden)
    strict = Puzzle(table)
    strict.read(table, hidden, letters(table, hidden))
    assert not any(strict.is_told(cell) for cell in small(table))


def publish():
    """Rows of shares that go out tell the counts behind them."""
    table, tables = counts(), printed("publish")
    hidden = hidden_in(tables["The table"])
    check_table(tables["The table"], table, hidden)
    shown, ours = [], {}
    for row in tables["Share of women"]:
        cell = row["area"], row["basis"]
        women, men, unknown = (table.get((*cell, sex), 0) for sex in ("F", "M", "_U"))
        ours[cell] = share(women, men, unknown) if row["n"] != "-" else dict(n=math.nan,
                                                                             value=(math.nan,) * 3)
        if row["n"] != "-":
            shown += [(*cell, sex) for sex in ("F", "M", "_U")]
    check("shares", tables["Share of women"], ours, ["area", "basis"])
    puzzle = Puzzle(table)
    puzzle.read(table, hidden, letters(table, hidden))
    for cell in shown:
        puzzle.learn(cell, *(table.get(cell, 0),) * 2)
    assert small(table) and not any(puzzle.is_told(cell) for cell in small(table))
    assert "The log has 2 releases." in sections("publish")


def alike(records):
    """How many match each kind of record, what is missing matching anything."""
    return {one: sum(n for other, n in records.items()
                     if all(a == b or None in (a, b) for a, b in zip(one, other)))
            for one in records}


def by_label(records):
    """{(key, label): (persons, of whom fewer than five match)}"""
    found, match = Counter(), alike(records)
    for record, n in records.items():
        for key, label in zip(KEYS, record):
            found[key, label] += n
            found[key, label, "few"] += n if match[record] < K else 0
    return found


def read_labels(lines):
    found = {}
    for line in lines[1:]:
        words = line.split()
        found[words[0], words[1] if len(words) == 4 else None] = words[-2:]
    return found


def check_labels(lines, ours):
    rows = read_labels(lines)
    assert set(rows) == {key for key in ours if len(key) == 2 and ours[key]}, rows
    for key, (persons, few) in rows.items():
        assert same(persons, ours[key], False) and same(few, ours[(*key, "few")], False), key


def blanked(records, rows):
    """Every way to leave labels blank that has these numbers of persons by label, and matches enough."""
    lost = [(place, label, n - int(rows[key, label][0]) if (key, label) in rows else n)
            for place, key in enumerate(KEYS)
            for label, n in Counter({label: sum(m for r, m in records.items() if r[place] == label)
                                     for label in {r[place] for r in records}}).items()]
    steps = [(place, label) for place, label, n in lost for _ in range(n)]
    ways = {frozenset(records.items())}
    for place, label in steps:
        ways = {frozenset(moved(dict(way), one, place).items()) for way in ways
                for one, n in way if n > 0 and one[place] == label}
    return [dict(way) for way in ways if min(alike(dict(way)).values()) >= K]


def moved(records, one, place):
    """One record of a kind loses its label."""
    to = one[:place] + (None,) + one[place + 1:]
    records[one] -= 1
    records[to] = records.get(to, 0) + 1
    return {record: n for record, n in records.items() if n}


def records():
    table, found = counts(), sections("records")
    persons = {leaf: table[leaf] for leaf in leaves(table)}
    check_labels(found["Persons who share area, basis and sex with"], by_label(persons))
    lines = found["With these blank"]
    rows = read_labels(lines)
    ways = blanked(persons, rows)
    assert ways
    for way in ways:
        check_labels(lines, by_label(way))
    title, = (one for one in found if one.startswith("Left blank"))
    blank = [int(rows.get((key, None), ["0"])[0]) for key in KEYS]
    assert list(map(int, re.findall(r"\d+", title))) == blank, title
    (_, published), = itertools.islice(printed("publish").items(), 1)
    hidden = hidden_in(published)
    last = "\n".join(found)
    assert f"may be published, {len(hidden)} cells hidden." in last
    refused, = (one for one in found if "basis and sex may not be published" in one)
    named = re.findall(r"area (\S+), basis (\S+), sex (\S+) \((?:exact|published)\)", refused)
    more = int((re.findall(r"and (\d+) more", refused) or ["0"])[0])
    for way in ways:
        puzzle = Puzzle(table)
        puzzle.read(table, hidden)
        puzzle.place(way)
        told = {cell for cell in small(table) if puzzle.is_told(cell)}
        assert set(named) <= told and len(told) == len(named) + more, (told, refused)
    both = {cell: n for cell, n in table.items() if cell[2] == "_T"}
    assert not small(both) and "The table by area and basis may be published, 0 cells hidden." in last


def examples():
    """Without SciPy nobody looks."""
    return (protect, publish, records) if linprog else ()
