"""What the programs print, what their files hold, and whether two figures are the same."""
import csv
import math
import pathlib
import re
import subprocess
import sys
from collections import defaultdict

PROGRAMS, DATA = map(pathlib.Path, sys.argv[1:3])
sys.path.insert(0, str(DATA.parents[1] / "bindings/python/tests"))
import slow  # noqa: E402

compared = 0


def rows_of(name):
    with open(DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def printed(program):
    """{title: [row]} of what a program prints; a row is {heading: text}."""
    text = subprocess.run([PROGRAMS / program], capture_output=True, check=True,
                          encoding="utf-8").stdout
    tables, lines = {}, text.split("\n")
    for place, line in enumerate(lines):
        if not re.fullmatch(r"-+(  -+)*", line):
            continue
        title, edges = lines[place - 4], [m.span() for m in re.finditer("-+", line)]
        def cut(row):
            return [row[a:b].strip() for a, b in edges]
        heads, rows = cut(lines[place - 1]), []
        for row in lines[place + 1:]:
            if not row:
                break
            rows.append(dict(zip(heads, cut(row))))
        tables[title] = rows
    return tables


def number(text):
    return math.inf if text == "inf" else float(text.replace(" ", ""))


def same(text, wanted, percent):
    """Is `text` what `wanted` rounds to, at the digits shown?"""
    global compared
    compared += 1
    if math.isnan(wanted) or text == "-":
        return math.isnan(wanted) and text == "-"
    wanted *= 100 if percent else 1
    if math.isinf(wanted):
        return number(text) == wanted
    if text.startswith("<"):
        return 0 <= wanted < number(text[1:]) / 2
    unit = 10.0 ** -len(text.partition(".")[2])
    return abs(number(text) - wanted) <= unit * (0.5 + 1e-6)


def check_field(where, head, text, wanted):
    name, percent = head.partition(", ")[0], head.endswith(", %")
    if name == "value" and " (" in text:
        parts, wanted = re.fullmatch(r"(.*) \((.*) to (.*)\)", text).groups(), wanted["value"]
    elif name == "bounds":
        parts, wanted = re.fullmatch(r"\[(.*), (.*)\]|(-)", text).groups(), wanted["bounds"]
        parts = parts[:2] if parts[2] is None else ("-", "-")
    elif name == "value":
        parts, wanted = (text,), wanted["value"][:1]
    else:
        parts, wanted = (text,), (wanted[name],)
    for part, ours in zip(parts, wanted):
        assert same(part, ours, percent), (where, head, text, wanted)


def check(title, rows, ours, keys):
    """rows: printed; ours: {key of texts: {name: number, "value": (v, l, u), "bounds": (l, u)}}"""
    assert {tuple(row[key] for key in keys) for row in rows} == set(ours), title
    for row in rows:
        key = tuple(row[key] for key in keys)
        for head, text in row.items():
            if head not in keys and head != "notes":
                check_field((title, *key), head, text, ours[key])


def counted(name, group, sexes):
    """{group: [women, men, unknown]} of a file."""
    counts, (sex, count) = defaultdict(lambda: [0.0] * 3), list(rows_of(name)[0])[-2:]
    for row in rows_of(name):
        if row[sex] in sexes:
            counts[group(row)][sexes.index(row[sex])] += float(row[count])
    return counts


def share(women, men, unknown):
    n = women + men
    value = (women / n, *slow.wilson(women, n)) if n else (math.nan,) * 3
    bounds = (women / (n + unknown), (women + unknown) / (n + unknown)) if n + unknown else None
    return dict(women=women, men=men, unknown=unknown, n=n, value=value, bounds=bounds)
