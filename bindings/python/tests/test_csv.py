"""Files to tables and frames, and what did not fit."""
import csv
import gzip
import io
import json
import os
import pathlib
import tempfile
import unittest
from collections import defaultdict

import gdcs

SCHEMA = {"delimiter": ";", "sensitivity": "public", "meta": {"source": "here"}, "columns": [
    {"name": "land", "concept": "area", "as": "country"},
    {"name": "sex", "concept": "sex", "map": {"f": "F", "m": "M", "": "_U"}},
    {"name": "kind", "drop": ["test"]},
    {"name": "n", "concept": "count", "missing": [":"]}]}
TEXT = "land;sex;kind;n\nFR;f;a;1\nFR;m;a;2\nIT;;a;3\nÖ;f;test;4\nFR;f;b;5\n"


def slow(text):
    cells = defaultdict(float)
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        if row["kind"] != "test":
            sex = {"f": "F", "m": "M", "": "_U"}[row["sex"]]
            cells[row["land"], sex] += float(row["n"])
    return dict(cells)


def shown(table):
    return {labels: cell.value for labels, cell in table.cells()}


class Reasons(unittest.TestCase):
    def test_cells_that_are_no_numbers_bound_the_share(self):
        schema = {"ragged": "pad", "columns": [
            {"name": "sex", "concept": "sex", "scheme": "sdmx"},
            {"name": "n", "concept": "count", "ranges": ["<n", "a-b"], "rounding": 5,
             "confidentiality": {"c": "C"}}]}
        table = gdcs.read_csv(b"sex,n,x\nF,<5,\nM,20\n", schema)
        self.assertEqual(table.reading.repaired, 1)
        women, men = (table.get([sex]) for sex in ("F", "M"))
        self.assertEqual((women.lower, women.upper), (0, 4))
        self.assertEqual((men.lower, men.upper), (18, 22))
        hidden = gdcs.read_csv(b"sex,n\nF,c\nM,20\n", schema)
        self.assertEqual(hidden.get(["F"]).confidentiality, "C")

    def test_a_heading_sets_several_axes(self):
        schema = {"columns": [{"name": "geo", "concept": "area"}], "wide": {
            "concept": "sex", "as": "sex", "also": [{"concept": "period", "as": "year"}],
            "columns": {"Male_2015": ["M", "2015"], "Female_2015": ["F", "2015"],
                        "Female_2016": ["F", "2016"]}}}
        table = gdcs.read_csv(b"geo,Male_2015,Female_2015,Female_2016\nFR,1,2,3\n", schema)
        self.assertEqual(shown(table), {("FR", "M", "2015"): 1, ("FR", "F", "2015"): 2,
                                        ("FR", "F", "2016"): 3})


class Carried(unittest.TestCase):
    """The more a file hides, the wider what is known: never narrower."""
    SCHEMA = {"columns": [
        {"name": "sex", "concept": "sex", "scheme": "sdmx"},
        {"name": "stage", "concept": "stage"},
        {"name": "n", "concept": "count", "ranges": ["<n", "a-b", "n+"],
         "confidentiality": {"c": "C"}}]}
    HIDDEN = ("3", "3-4", "1-4", "<5", "<9", "c")

    def results(self, cell):
        text = f"sex,stage,n\nF,suspected,{cell}\nM,suspected,40\nF,convicted,2\nM,convicted,20\n"
        table = gdcs.read_csv(text.encode(), self.SCHEMA)
        people = gdcs.Population(gdcs.read_csv(
            b"sex,n\nF,900\nM,1000\n", {"columns": [
                {"name": "sex", "concept": "sex", "scheme": "sdmx"},
                {"name": "n", "concept": "population"}]}))
        return {"share": gdcs.share_table(table, ["stage"]),
                "gap": gdcs.gap_table(table, "stage", "suspected", "convicted"),
                "rate": gdcs.rate_table(table, people, ["stage"]),
                "pipeline": gdcs.pipeline_table(table, "stage", ["suspected", "convicted"])}

    def test_bounds_never_narrow(self):
        last, moved = {}, set()
        for cell in self.HIDDEN:
            for name, frame in self.results(cell).items():
                rows = frame.to_dict()
                for row, limits in enumerate(zip(rows["bound_lower"], rows["bound_upper"])):
                    before = last.get((name, row), limits)
                    for old, new, side in zip(before, limits, (1, -1)):
                        if new == new and old == old:
                            self.assertLessEqual(side * new, side * old + 1e-12, (name, row, cell))
                            moved |= {name} if new != old else set()
                    last[name, row] = limits
        self.assertEqual(moved, {"share", "gap", "rate", "pipeline"})


class Named(unittest.TestCase):
    def test_each_is_a_schema(self):
        self.assertIn("open-sdg", gdcs.Schema.names())
        for name in gdcs.Schema.names():
            self.assertTrue(json.loads(gdcs.Schema.named(name).to_json())["columns"])
        table = gdcs.read_csv(b"Year,Sex,Value\n2020,,3\n2020,Female,1\n",
                              "open-sdg")
        self.assertEqual(shown(table), {("2020", "F"): 1, ("2020", "_T"): 3})
        with self.assertRaises(gdcs.Error):
            gdcs.Schema.named("closed-sdg")
        with self.assertRaises(gdcs.ArgumentError):
            gdcs.read_csv(b"sex\nF\n", None)


class Detection(unittest.TestCase):
    SCHEMA = {"columns": [{"name": "sex", "concept": "sex", "scheme": "sdmx"},
                          {"name": "Año", "as": "n", "concept": "count"}]}

    def test_what_is_open_is_found_and_said(self):
        for encoding in ("utf-8", "utf-16", "utf-16-le", "cp1252"):
            for delimiter in ",;\t|":
                text = f"made in 2024\nsex{delimiter}Año\nF{delimiter}\"1.234,5\"\n"
                table = gdcs.read_csv(text.encode(encoding), self.SCHEMA)
                self.assertEqual(shown(table), {("F",): 1234.5})
                said = table.meta["detected"]
                self.assertEqual("delimiter" in said, delimiter != ",")
                self.assertEqual("encoding" in said, encoding != "utf-8")
                self.assertIn("The header is line 2", said)

    def test_it_can_be_turned_off(self):
        with self.assertRaises(gdcs.Error):
            gdcs.read_csv("sex;Año\nF;1\n".encode(), self.SCHEMA, detect=False)
        table = gdcs.read_csv("sex,Año\nF,1.234\n".encode(), self.SCHEMA, detect=False)
        self.assertNotIn("detected", table.meta)


class Sources(unittest.TestCase):
    def test_every_source_with_every_schema(self):
        with tempfile.TemporaryDirectory() as folder:
            path, beside = pathlib.Path(folder, "ä.csv"), pathlib.Path(folder, "ä.json")
            path.write_text(TEXT, encoding="utf-8")
            beside.write_text(json.dumps(SCHEMA), encoding="utf-8")
            sources = [str(path), path, TEXT.encode(), bytearray(TEXT.encode()),
                       memoryview(TEXT.encode()), io.StringIO(TEXT), io.BytesIO(TEXT.encode())]
            for source in sources:
                self.assertEqual(shown(gdcs.read_csv(source, SCHEMA)), slow(TEXT), source)
            for schema in (json.dumps(SCHEMA), str(beside), beside, gdcs.Schema(SCHEMA)):
                self.assertEqual(shown(gdcs.read_csv(path, schema)), slow(TEXT), schema)

    def test_what_was_met(self):
        read = gdcs.read_csv(TEXT.encode(), SCHEMA)
        self.assertEqual(read.reading, gdcs.Reading(
            5, 4, 1, {"width": 0, "sex": 0, "word": 0, "number": 0, "text": 0}, 0, 0, 0, "",
            1, 0))  # FR, f of kinds a and b
        self.assertEqual((read.meta["source"], read.sensitivity), ("here", "public"))
        self.assertIsNone(read.copy().reading)

    def test_packed_files(self):
        plain = shown(gdcs.read_csv(TEXT.encode(), SCHEMA))
        raw = gzip.compress(TEXT[:20].encode()) + gzip.compress(TEXT[20:].encode())
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "no ending that tells")
            path.write_bytes(raw)
            for source in (raw, path, io.BytesIO(raw)):
                self.assertEqual(shown(gdcs.read_csv(source, SCHEMA)), plain)
            path.write_bytes(raw[:-1])
            for source in (raw[:-1], path):
                with self.assertRaisesRegex(gdcs.InputError, "end too early, at byte") as caught:
                    gdcs.read_csv(source, SCHEMA)
                self.assertEqual(caught.exception.name, "GDCS_E_READ")

    def test_several_files_are_one(self):
        header, *records = TEXT.splitlines(keepends=True)
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for i, record in enumerate(records):
                paths.append(pathlib.Path(folder, f"{i}.csv"))
                paths[-1].write_bytes(gzip.compress((header + record).encode()))
            for source in (paths, tuple(map(str, paths)), [os.path.join(folder, "?.csv")]):
                table = gdcs.read_csv(source, SCHEMA)
                self.assertEqual(shown(table), slow(TEXT))
                self.assertEqual(table.reading.rows, len(records))
                frame = gdcs.read_csv(source, SCHEMA, as_="frame")
                self.assertEqual(list(frame["country"]), ["FR", "FR", "IT", "FR"])
            named = {**SCHEMA, "columns": SCHEMA["columns"] + [
                {"file": "{}.csv", "as": "number", "concept": "group"}]}
            table = gdcs.read_csv(paths, named)
            self.assertEqual(table.get({"country": "FR", "sex": "M", "number": "1"}).value, 2)
            with self.assertRaisesRegex(gdcs.DataError, "there twice"):
                gdcs.read_csv(paths + paths[:1], SCHEMA)
            with self.assertRaisesRegex(gdcs.InputError, "no file whose name fits"):
                gdcs.read_csv([os.path.join(folder, "*.tsv")], SCHEMA)
            with self.assertRaises(gdcs.ArgumentError):
                gdcs.read_csv([], SCHEMA)
            with self.assertRaises(TypeError):
                gdcs.read_px(paths)

    def test_a_frame(self):
        frame = gdcs.read_csv(TEXT.encode(), SCHEMA, as_="frame")
        self.assertEqual(frame.to_dict(), {"country": ["FR", "FR", "IT", "FR"],
                                           "sex": ["F", "M", "_U", "F"], "n": [1.0, 2, 3, 5]})
        self.assertEqual([frame[name].concept for name in frame], ["area", "sex", "count"])
        self.assertEqual(frame.reading.used, 4)

    def test_what_is_written_reads_back(self):
        table = gdcs.read_csv(TEXT.encode(), SCHEMA)
        text = table.write_csv(delimiter=";", decimal=",")
        schema = {"delimiter": ";", "decimal": ",", "columns": [
            {"name": "country", "concept": "area"}, {"name": "sex", "concept": "sex",
                                                     "scheme": "sdmx"},
            {"name": "value", "concept": "count"}]}
        self.assertEqual(shown(gdcs.read_csv(text.encode(), schema)), shown(table))

    def test_a_schema_is_kept_as_json(self):
        text = gdcs.Schema(SCHEMA).to_json()
        self.assertEqual(json.loads(text)["columns"][0]["as"], "country")
        self.assertEqual(gdcs.Schema(text).to_json(), text)


class Threads(unittest.TestCase):
    def test_any_number_of_them_gives_what_slow_reading_gives(self):
        header, rows = TEXT.split("\n", 1)
        text = f"{header}\n{rows * 100000}"
        expected = slow(text)
        for threads in (0, 1, 2, 5):
            table = gdcs.read_csv(text.encode(), SCHEMA, threads=threads)
            self.assertEqual(shown(table), expected)
            self.assertEqual((table.reading.used, table.reading.filtered), (400000, 100000))
        with self.assertRaises(gdcs.ArgumentError):
            gdcs.read_csv(text.encode(), SCHEMA, threads=-1)


class Refusals(unittest.TestCase):
    def test_rows_that_do_not_fit(self):
        text = TEXT + "FR;x;a;1\nFR;f;a;many\nFR;f\n"
        with self.assertRaises(gdcs.DataError) as caught:
            gdcs.read_csv(text.encode(), SCHEMA)
        self.assertEqual((caught.exception.name, caught.exception.row, caught.exception.column),
                         ("GDCS_E_SEX", 7, 2))
        self.assertEqual(caught.exception.reading.first_row, 7)
        read = gdcs.read_csv(text.encode(), SCHEMA, reject_limit=-1)
        self.assertEqual(read.reading.rejected,
                         {"width": 1, "sex": 1, "word": 0, "number": 1, "text": 0})
        self.assertEqual(shown(read), slow(TEXT))
        with self.assertRaises(gdcs.DataError) as caught:
            gdcs.read_csv(text.encode(), SCHEMA, reject_limit=2)
        self.assertEqual(caught.exception.name, "GDCS_E_REJECTED")

    def test_each_says_where_and_what(self):
        cases = [
            ("GDCS_E_OPEN", gdcs.InputError, lambda: gdcs.read_csv("/nowhere/x.csv", SCHEMA)),
            ("GDCS_E_OPEN", OSError, lambda: gdcs.read_csv(os.getcwd(), SCHEMA)),
            ("GDCS_E_OPEN", gdcs.InputError, lambda: gdcs.read_csv(b"", "/nowhere/x.json")),
            ("GDCS_E_SYNTAX", gdcs.InputError, lambda: gdcs.Schema('{"columns": ')),
            ("GDCS_E_SCHEMA", gdcs.InputError, lambda: gdcs.Schema({"colums": []})),
            ("GDCS_E_SCHEMA", gdcs.InputError,
             lambda: gdcs.read_csv(b"a;b\n1;2\n", SCHEMA)),
            ("GDCS_E_EMPTY", gdcs.DataError, lambda: gdcs.read_csv(b"", SCHEMA)),
            ("GDCS_E_SYNTAX", gdcs.InputError,
             lambda: gdcs.read_csv(b'land;sex;kind;n\n"FR;f;a;1\n', SCHEMA)),
            ("GDCS_E_ENCODING", gdcs.InputError,
             lambda: gdcs.read_csv(b"land;sex;kind;n\nF\0R;f;a;1\n", SCHEMA)),
            ("GDCS_E_ENCODING", gdcs.InputError,
             lambda: gdcs.read_csv(b"land;sex;kind;n\nF\xff;f;a;1\n", SCHEMA)),
            ("GDCS_E_LIMIT", gdcs.InputError,
             lambda: gdcs.read_csv(TEXT.encode(), SCHEMA, field_limit=2)),
        ]
        for name, kind, wrong in cases:
            with self.subTest(name), self.assertRaises(kind) as caught:
                wrong()
            self.assertEqual(caught.exception.name, name, caught.exception)
        with self.assertRaises(ValueError):
            gdcs.read_csv(b"", SCHEMA, as_="list")
        for wrong in (None, 7):
            with self.assertRaises(TypeError):
                gdcs.read_csv(wrong, SCHEMA)
        with self.assertRaises(TypeError):
            gdcs.read_csv(b"", 7)


if __name__ == "__main__":
    unittest.main(verbosity=2)
