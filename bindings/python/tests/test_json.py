"""What is written as JSON or CSV reads back equal."""
import io
import json
import math
import os
import tempfile
import unittest

import gdcs

SCHEMA = {"absent": "missing", "meta": {"source": "an \"office\"", "note": "a=b\nc;d"}, "columns": [
    {"name": "land", "concept": "area", "title": "Land of birth", "total": "all",
     "labels": {"nowhere": "Nobody was here", "all": None, "FR": "Frankreich; \"F\""}},
    {"name": "sex", "concept": "sex", "scheme": "sdmx"},
    {"name": "n", "concept": "count", "ranges": ["<n"], "status": {"..": "M"}}]}
TEXT = "land,sex,n\nFR,F,<5\nFR,M,12.5\n\"\",_U,..\nall,_T,40\n"


def slow(table):
    """Everything a table says, in plain Python."""
    axes = [(a.name, a.concept, a.title, a.total, list(a.labels), list(a.titles or []),
             a.sensitivity) for a in table.axes]
    cells = {labels: tuple(None if isinstance(x, float) and math.isnan(x) else x for x in (
        c.value, c.lower, c.upper, c.status, c.confidentiality)) for labels, c in table.cells()}
    return axes, cells, dict(table.meta), table.sensitivity


class ThereAndBack(unittest.TestCase):
    def setUp(self):
        self.table = gdcs.read_csv(TEXT.encode(), SCHEMA)

    def test_declared_labels_come_first_in_their_order(self):
        land = self.table.axes[0]
        self.assertEqual(list(land.labels), ["nowhere", "all", "FR", ""])
        self.assertEqual(land.titles[2], "Frankreich; \"F\"")

    def test_a_table_comes_back_from_json(self):
        text = self.table.write_json()
        self.assertEqual(slow(gdcs.read_json(text.encode())), slow(self.table))
        self.assertEqual(slow(gdcs.read_json(io.StringIO(text))), slow(self.table))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "t.json")
            self.table.write_json(path)
            self.assertEqual(slow(gdcs.read_json(path)), slow(self.table))

    def test_a_table_comes_back_from_csv_by_its_schema(self):
        for delimiter, decimal in ((",", "."), (";", ",")):
            text = self.table.write_csv(delimiter=delimiter, decimal=decimal)
            self.assertIn("land_title", text.splitlines()[0])
            options = gdcs.csv.write_options(delimiter=delimiter, decimal=decimal)
            schema = gdcs.Schema.of(self.table, options)
            back = gdcs.read_csv(text.encode(), schema.to_json())
            self.assertEqual(slow(back), slow(self.table))

    def test_a_frame_comes_back(self):
        frame = self.table.share(["land"])
        back = gdcs.read_json(frame.write_json().encode(), as_="frame")
        again = gdcs.read_csv(frame.write_csv().encode(), gdcs.Schema.of(frame), as_="frame")
        for other in (back, again):
            self.assertEqual(list(other), list(frame))
            for name in frame:
                self.assertEqual(repr(list(other[name])), repr(list(frame[name])), name)
            self.assertEqual(dict(other.meta), dict(frame.meta))

    def test_json_says_what_a_slow_reading_finds(self):
        parsed = json.loads(self.table.write_json())
        labels = [axis["labels"] for axis in parsed["axes"]]
        cells = {tuple(labels[k][i] for k, i in enumerate(cell["at"])): cell["value"]
                 for cell in parsed["cells"]}
        self.assertEqual(cells, {labels: value for labels, (value, *_) in slow(self.table)[1].items()})

    def test_refusals_have_a_place(self):
        with self.assertRaises(gdcs.Error) as caught:
            gdcs.read_json(b'{"axes": [],\n "cells": [{"at": [1], "value": 1}]}')
        self.assertEqual(caught.exception.row, 2)
        with self.assertRaises(ValueError):
            gdcs.read_json(b"{}", as_="csv")
        with self.assertRaises(gdcs.Error):
            gdcs.Schema.of(self.table, gdcs.csv.write_options(guard_formulas=True))


if __name__ == "__main__":
    unittest.main()
