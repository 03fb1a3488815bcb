"""Writes csv_nasty.csv, a seeded file with everything RFC 4180 allows, and csv_nasty_cells.csv, its
cells as Python's csv module counts them; pandas must agree.

usage: csv_nasty.py FOLDER"""
import collections
import csv
import io
import pathlib
import random
import sys

import pandas

folder = pathlib.Path(sys.argv[1])
draw = random.Random(20240917)
ENDS = ["\n", "\r\n", "\r"]
SEX = {"F": "F", "femme": "F", "жен.": "F", "M": "M", "homme": "M", "муж.": "M", "": "_U", "?": "_U",
       "X": "_O", "SARL": "_Z"}
AREAS = ["Île-de-France", "São Paulo", 'Bar "le Coin"', "Trinidad, Tobago", "a\nb", "a\r\nb", " lead",
         "trail ", "=1+1", "'", "", "日本", "İzmir", "emoji 😀", "tab\there"]
ROLES = ["leading", "significant", "lesser", ""]
NUMBERS = ["1", "0", "12", "3,5", "1 234,25", "1\u00a0000", ",5", "1e2", "", ":"]
VALUES = [1, 0, 12, 3.5, 1234.25, 1000, .5, 100, None, None]


def field(text):
    if any(c in text for c in ';"\r\n') or draw.random() < 0.2:
        return '"' + text.replace('"', '""') + '"'
    return text


records, out, plain = [], ["\ufeff"], []
header = ["note", "area", "sex", "role", "n", "note"]
out.append(";".join(header) + "\r\n")
plain.append(";".join(header) + "\n")
for i in range(600):
    spelling, number = draw.choice(list(SEX)), draw.randrange(len(NUMBERS))
    record = [draw.choice(AREAS), draw.choice(AREAS), spelling, draw.choice(ROLES), NUMBERS[number],
              "x" * draw.randrange(200)]
    records.append((record, VALUES[number]))
    line = ";".join(field(f) for f in record)
    out.append(line + draw.choice(ENDS))
    plain.append(line + "\n")
    if draw.random() < 0.05:
        out.append(draw.choice(ENDS))
text = "".join(out)
(folder / "csv_nasty.csv").write_bytes(text.encode())

cells = collections.defaultdict(lambda: [0.0, 0, 0])
for record, value in records:
    cell = cells[record[1], SEX[record[2]], record[3]]
    cell[0] += value or 0
    cell[1] += 1
    cell[2] += value is None

# The same by two independent readers; pandas stumbles over mixed line ends, so it gets LF.
rows = [r for r in csv.reader(io.StringIO(text[1:], newline=""), delimiter=";", strict=True) if r][1:]
assert [r for r, _ in records] == rows
frame = pandas.read_csv(io.StringIO("".join(plain)), sep=";", dtype=str,
                        keep_default_na=False)
assert len(frame) == len(rows) and frame["area"].tolist() == [r[1] for r in rows]
counts = frame.groupby(["area", frame["sex"].map(SEX), "role"]).size()
assert counts.to_dict() == {k: v[1] for k, v in cells.items()}

with open(folder / "csv_nasty_cells.csv", "w", encoding="utf-8", newline="") as f:
    f.write("-area(hexadecimal) sex -role sum records missing\n")
    for (area, sex, role), (total, count, missing) in sorted(cells.items()):
        f.write(f"-{area.encode().hex()} {sex} -{role} {total!r} {count} {missing}\n")
