"""Every file of the offices reads by a short schema, and gives the numbers published with it.

tests/io/schemas.json holds the schemas and the numbers; the files themselves are where GDCS_REAL_DATA
says, and without it only the schemas are tried."""
import json
import os
import pathlib
import unittest

import gdcs

HERE = pathlib.Path(__file__).resolve()
CASES = json.loads((HERE.parents[3] / "tests/io/schemas.json").read_text(encoding="utf-8"))


def schema_of(case):
    return gdcs.Schema.named(case["named"]) if "named" in case else gdcs.Schema(case["schema"])


class Schemas(unittest.TestCase):
    def test_each_is_short_and_valid(self):
        for case in CASES:
            with self.subTest(case["file"]):
                columns = json.loads(schema_of(case).to_json())["columns"]
                self.assertLessEqual(len(columns), 12)  # a line each, and three for the file

    @unittest.skipUnless("GDCS_REAL_DATA" in os.environ, "GDCS_REAL_DATA names no folder")
    def test_each_file_gives_its_numbers(self):
        for case in CASES:
            with self.subTest(case["file"]):
                path = pathlib.Path(os.environ["GDCS_REAL_DATA"], case["file"])
                self.check(case, gdcs.read_csv(path, schema_of(case)))

    def check(self, case, table):
        met = table.reading
        self.assertEqual(met.used + met.filtered, met.rows)
        self.assertEqual(met.rows, case.get("rows", met.rows))
        self.assertEqual(met.filtered, case.get("filtered", 0))
        if "sexes" in case:
            margin = table.margin(["sex"])
            self.assertEqual({s: margin.get([s]).value for s in case["sexes"]}, case["sexes"])
        if "cell" in case:
            labels, value = case["cell"]
            self.assertEqual(table.get(labels).value, value)
        if "total" in case:
            self.assertEqual(sum(cell.value for _, cell in table.cells()), case["total"])


if __name__ == "__main__":
    unittest.main()
