"""Random files, written by Python's csv module in random dialects, read by the library and slowly."""
import csv
import io
import math
import random
import re
import unittest
from collections import defaultdict

import gdcs

NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
SEX = {"f": "F", "m": "M", "x": "_O", "?": "_U", "": "_Z", "all": "_T", "test": None}
SCHEME = {"F": "F", "m": "M", " _T ": "_T", "_N": "_U", "_Z": "_Z"}
WORDS = ("FR", "Île", "a b", " lead", "trail ", 'say "hi"', "it's", "two\nlines", "cr\rlf\r\n", "1,5",
         "a;b", "a|b\tc", "", "=1+1", "名前", "нет", "NA", "-")
NUMBERS = ("0", "7", "12", " 3 ", "1e3", "2.50", "1234", "+4", "", ":", "n/a", "007", ".5")
BLANK = " \t\r\n\v\f"
WRONG = ("-1", "5.", "many", "1.2.3", "0x10", "1 2", "inf", "nan", "1e999", "--2", "1_0", "٣")


class File:
    """A random file, its schema, and what reading it must come to."""

    def __init__(self, rng, errors):
        self.rng, self.errors = rng, errors
        self.quoting = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
        self.dialect = {"delimiter": rng.choice(",;|\t"), "quotechar": rng.choice("\"'"),
                        "lineterminator": rng.choice(("\n", "\r\n", "\r")),
                        "quoting": self.quoting}
        self.decimal = rng.choice(".,")
        self.scheme = rng.random() < 0.3
        self.encoding = rng.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16le", "utf-32",
                                    "gb18030"))
        self.preamble = rng.choice((0, 0, 1, 3))
        self.names = ["n", "kind", "sex", "land", "noise"]
        rng.shuffle(self.names)
        self.land = rng.choice(({}, {"map": {"FR": "France", "Île": None, "": "none"}},
                                {"map": {"FR": "Île", "a b": None}, "open": True}))
        self.kind = rng.choice(({}, {"keep": ["a", "b", ""]}, {"drop": ["b", "c d"]}))
        self.missing = rng.choice(([], [":", "n/a"]))
        self.rows = [self.row() for _ in range(rng.randint(0, 12))]
        self.last = rng.choice(("", self.dialect["lineterminator"]))

    def row(self):
        rng = self.rng
        sexes = SCHEME if self.scheme else SEX
        n = rng.choice(NUMBERS).replace(".", self.decimal)
        row = {"n": n, "kind": rng.choice(("a", "b", "c d", "")), "sex": rng.choice(list(sexes)),
               "land": rng.choice(WORDS), "noise": rng.choice(WORDS)}
        if self.errors and rng.random() < 0.15:
            row["n"] = rng.choice(WRONG).replace(".", self.decimal)
        if self.errors and rng.random() < 0.1:
            row["sex"] = rng.choice(("F ", "female", "1", "M\n", "é"))
        row = [row[name] for name in self.names]
        if self.errors and rng.random() < 0.1:
            row = row[:3] if rng.random() < 0.5 else row + ["more"]
        return row

    def text(self):
        out = io.StringIO(newline="")
        end = self.dialect["lineterminator"]
        out.write("".join(f"preamble {i} \" ' ,;|{end}" for i in range(self.preamble)))
        writer = csv.writer(out, **self.dialect)
        writer.writerow(self.names)
        for row in self.rows:
            writer.writerow(row)
            if self.rng.random() < 0.1:
                out.write(end)
        whole = out.getvalue()
        return whole if self.last or not self.rows else whole[:-len(end)]

    def schema(self):
        sex = {"scheme": "sdmx"} if self.scheme else {"map": SEX}
        return {"delimiter": self.dialect["delimiter"], "quote": self.dialect["quotechar"],
                "decimal": self.decimal, "header": self.preamble + 1,
                "encoding": "utf-8" if self.encoding == "utf-8-sig" else self.encoding,
                "columns": [{"name": "land", "concept": "area", **self.land},
                            {"name": "sex", "concept": "sex", **sex},
                            *([{"name": "kind", **self.kind}] if self.kind else []),
                            {"name": "n", "concept": "count", "missing": self.missing}]}

    def take(self, row):
        """(land, sex, n), or why not."""
        if len(row) != len(self.names):
            return "width"
        given = dict(zip(self.names, row))
        kind, land, sex = given["kind"], given["land"], given["sex"]
        if kind not in self.kind.get("keep", [kind]) or kind in self.kind.get("drop", []):
            return "filtered"
        wrong = None
        if "map" in self.land and land in self.land["map"]:
            land = self.land["map"][land]
            if land is None:
                return "filtered"
        elif "map" in self.land and not self.land.get("open"):
            wrong = "word"
        elif land == "" and self.quoting == csv.QUOTE_MINIMAL:
            land = None
        if self.scheme:
            sex = {code.strip().upper(): to for code, to in SCHEME.items()}.get(
                sex.strip(BLANK).upper(), "wrong")
        else:
            sex = SEX.get(sex, "wrong")
        if sex is None:
            return "filtered"
        if sex == "wrong":
            wrong = wrong or "sex"
        return wrong or self.number(given["n"], land, sex)

    def number(self, text, land, sex):
        if text in self.missing or text.strip(BLANK) in ("", *self.missing):
            return land, sex, None
        text = text.strip(BLANK)
        if self.decimal == "," and "." in text:
            return "number"
        text = text.replace(self.decimal, ".")
        if not NUMBER.fullmatch(text) or not 0 <= float(text) < math.inf:
            return "number"
        return land, sex, float(text)

    def lines(self, text):
        """(record, line it begins on), blank lines left out, with Python's reader."""
        skipped = text
        for _ in range(self.preamble):
            skipped = skipped.split(self.dialect["lineterminator"], 1)[1]
        line = self.preamble + 1
        for row in csv.reader(io.StringIO(skipped, newline=""), strict=True, **self.dialect):
            yield row, line
            line += 1 + sum(len(re.findall("\r\n|\r|\n", field)) for field in row)


class Files(unittest.TestCase):
    def test_what_fits(self):
        for turn in range(400):
            file = File(random.Random(f"fits {turn}"), errors=False)
            self.check(file, turn)

    def test_what_does_not(self):
        for turn in range(600):
            self.check(File(random.Random(f"wrong {turn}"), errors=True), turn)

    def check(self, file, turn):
        text = file.text()
        what = f"turn {turn}: {file.schema()} {text!r}"
        records = list(file.lines(text))[1:]
        blank = sum(not row for row, _ in records)
        records = [(row, line) for row, line in records if row]
        taken = [file.take(row) for row, _ in records]
        kept = [one for one in taken if isinstance(one, tuple)]
        rejected = {reason: taken.count(reason)
                    for reason in ("width", "sex", "word", "number", "text")}
        first = next((line for one, (_, line) in zip(taken, records) if one in rejected), 0)
        read = gdcs.read_csv(text.encode(file.encoding), file.schema(), as_="frame",
                             reject_limit=-1)
        met = read.reading
        self.assertEqual((met.rows, met.used, met.filtered, met.rejected, met.blank, met.first_row),
                         (len(taken), len(kept), taken.count("filtered"), rejected, blank, first),
                         what)
        self.assertEqual(list(zip(*(read[name] for name in ("land", "sex", "n")))), kept, what)
        used = dict.fromkeys(land for land, _, _ in kept if land is not None)
        self.assertEqual(read["land"].words, list(used), what)
        self.tables(file, text, kept, what)

    def tables(self, file, text, kept, what):
        sums, missing = defaultdict(float), set()
        for land, sex, n in kept:
            key = land or "", sex
            sums[key] += n or 0
            if n is None:
                missing.add(key)
        table = gdcs.read_csv(text.encode(file.encoding), file.schema(), reject_limit=-1)
        got = {labels: (cell.lower, math.isinf(cell.upper)) for labels, cell in table.cells()}
        self.assertEqual(got, {key: (value, key in missing) for key, value in sums.items()}, what)
        for axis, used in zip(table.axes, zip(*sums)):
            self.assertEqual(axis.labels, tuple(dict.fromkeys(used)), what)


if __name__ == "__main__":
    unittest.main(verbosity=2)
