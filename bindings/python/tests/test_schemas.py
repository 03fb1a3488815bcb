"""Every file of the offices reads by a short schema, and gives the numbers published with it.

tests/io/schemas.json holds the schemas and the numbers; the files themselves are where GDCS_REAL_DATA
says, and without it only the schemas are tried."""
import collections
import json
import math
import os
import pathlib
import unittest

import gdcs

HERE = pathlib.Path(__file__).resolve()
TEXT = (HERE.parents[3] / "tests/io/schemas.json").read_text(encoding="utf-8")
CASES = json.loads(TEXT)


def schema_of(case):
    return gdcs.Schema.named(case["named"]) if "named" in case else gdcs.Schema(case["schema"])


class Schemas(unittest.TestCase):
    def test_each_is_short_and_valid(self):
        texts = TEXT.split('\n {"file": ')[1:]
        self.assertEqual(len(texts), len(CASES))
        for case, text in zip(CASES, texts):
            with self.subTest(case["file"]):
                lines = text.rstrip("]\n").split("\n")
                self.assertLessEqual(len(lines), 15)
                self.assertLessEqual(max(map(len, lines)), 120)
                schema_of(case)

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
        self.assertEqual(met.repeated, case.get("repeated", 0))
        if "sexes" in case:
            margin = table.margin(["sex"])  # of cells that nobody observed at least 0
            self.assertEqual({s: margin.get([s]).lower for s in case["sexes"]}, case["sexes"])
        if "cells" in case:
            at = [axis.name for axis in table.axes].index("sex")
            self.assertEqual(collections.Counter(labels[at] for labels, _ in table.cells()),
                             case["cells"])
        if "cell" in case:
            labels, value = case["cell"]
            self.assertEqual(table.get(labels).value, value)
        if "total" in case:
            self.assertAlmostEqual(sum(cell.value for _, cell in table.cells()), case["total"],
                                   delta=1e-9 * case["total"])

    @unittest.skipUnless("GDCS_REAL_DATA" in os.environ, "GDCS_REAL_DATA names no folder")
    def test_no_file_is_left_out(self):
        root = pathlib.Path(os.environ["GDCS_REAL_DATA"])
        there = {str(file.relative_to(root)) for file in root.rglob("*")
                 if file.suffix in (".csv", ".txt")}
        self.assertEqual(there, {case["file"] for case in CASES})

    @unittest.skipUnless("GDCS_REAL_DATA" in os.environ, "GDCS_REAL_DATA names no folder")
    def test_files_that_describe_themselves_need_no_schema(self):
        """The sum of all figures, without the library: of JSON by json, of PX behind DATA."""
        root, read = pathlib.Path(os.environ["GDCS_REAL_DATA"]), 0
        for file in sorted((*root.glob("jsonstat/*.json"), *root.glob("px/*.px"))):
            with self.subTest(file.name):
                if file.suffix == ".json":
                    found = json.loads(file.read_text(encoding="utf-8"))
                    found = found.get("value", found.get("dataset", {}).get("value"))
                    found = found.values() if isinstance(found, dict) else found
                    numbers = [x for x in found if x is not None]
                    table = gdcs.read_jsonstat(file)
                else:
                    text = file.read_text(encoding="cp1252").partition("DATA=")[2]
                    numbers = [float(x) for x in text.replace(";", " ").split() if x[0].isdigit()]
                    table = gdcs.read_px(file)
                values = [cell.value for _, cell in table.cells() if not math.isnan(cell.value)]
                self.assertEqual(len(values), len(numbers))
                self.assertAlmostEqual(sum(values), math.fsum(numbers), places=6)
                read += 1
        self.assertEqual(read, 9)

    @unittest.skipUnless("GDCS_REAL_DATA" in os.environ, "GDCS_REAL_DATA names no folder")
    def test_victims_meet_their_offenders(self):
        """Dyads of Illinois 2020, published with the files: three frames, joined by their keys."""
        folder = pathlib.Path(os.environ["GDCS_REAL_DATA"], "nibrs_il_2020")

        def pairs(file, *names):
            schema = {"columns": [{"name": name, "concept": "group"} for name in names]}
            frame = gdcs.read_csv(folder / file, schema, as_="frame")
            return zip(*(frame[name] for name in names))

        victims = dict(pairs("NIBRS_VICTIM.csv", "VICTIM_ID", "SEX_CODE"))
        offenders = dict(pairs("NIBRS_OFFENDER.csv", "OFFENDER_ID", "SEX_CODE"))
        dyads = collections.Counter(
            victims[victim] + "<-" + offenders[offender]
            for victim, offender in pairs("NIBRS_VICTIM_OFFENDER_REL.csv", "VICTIM_ID",
                                          "OFFENDER_ID"))
        known = {"F<-M": 3675, "M<-M": 2784, "F<-F": 1358, "M<-F": 998}
        self.assertEqual({dyad: dyads[dyad] for dyad in known}, known)
        self.assertEqual(sum(dyads.values()) - sum(known.values()), 1935)


if __name__ == "__main__":
    unittest.main()
