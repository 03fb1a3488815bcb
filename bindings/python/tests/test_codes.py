"""Built-in code lists against a plain reading of the same files."""
import csv
import pathlib
import unittest

import gdcs

LISTS = pathlib.Path(__file__).resolve().parents[3] / "lib/data/codes"


def rows(name):
    with open(LISTS / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ICCS = {row["code"]: row for row in rows("iccs")}


class Lists(unittest.TestCase):
    def same(self, which, file, **columns):
        codes = gdcs.codes_get(which)
        wanted = rows(file)
        self.assertEqual(len(codes), len(wanted))
        self.assertEqual(gdcs.codes_count(which), len(wanted))
        for code, row in zip(codes, wanted):
            for field, column in columns.items():
                self.assertEqual(getattr(code, field), row[column], (row, field))
            self.assertEqual(code.verified, row.get("verified", "source") == "source")
            self.assertEqual(gdcs.codes_find(which, code.code, code.scheme), code)
        return zip(codes, wanted)

    def test_iccs(self):
        for code, row in self.same("iccs", "iccs", code="code", name="name_en", name_fr="name_fr",
                                   name_es="name_es", equivalent="eurostat_code"):
            self.assertEqual(code.level, int(row["level"]))
            parent = None if code.parent is None else gdcs.codes_get("iccs", code.parent).code
            self.assertEqual(parent, row["parent"] or None)

    def test_the_others(self):
        self.same("tags", "iccs_tags", code="value", scheme="tag", name="label_en", source="name_en",
                  note="group")
        for code, row in self.same("age", "age_groups", code="code", name="name_en", name_fr="name_fr",
                                   source="scheme"):
            wanted = float(row["age_min"]) if row["age_min"] else None
            self.assertEqual(code.youngest, wanted)
            end = float(row["age_max"]) if row["age_max"] else float("inf")
            self.assertEqual(code.oldest, None if wanted is None else end)
        for code, row in self.same("obs_status", "obs_status", code="code", name="name",
                                   source="scheme", equivalent="canonical_sdmx", note="note"):
            self.assertEqual(code.value, {"1": "yes", "0": "no", "?": "either"}[row["value_present"]])
        self.same("conf_status", "conf_status", code="code", name="name", source="scheme",
                  equivalent="canonical_sdmx", note="protection")
        self.same("relationship", "relationship", code="code", scheme="scheme", name="label",
                  equivalent="iccs_vip", sex="implied_victim_sex", note="note")
        self.same("eurostat", "eurostat_codes", code="code", scheme="dimension", name="name")

    def test_hierarchy_by_prefix(self):
        for code in ICCS:
            below = [c for c in ICCS if ICCS[c]["parent"] == code]
            self.assertEqual(gdcs.codes_find_children(code), below)
            for level, size in ((1, 2), (2, 4), (3, 5), (4, 6)):
                wanted = code[:size] if len(code) >= size else None
                self.assertEqual(gdcs.codes_find_above(code, level), wanted)
        self.assertEqual(gdcs.codes_find_children(), [c for c in ICCS if len(c) == 2])

    def test_lost_zeros_are_unique(self):
        stripped = {}
        for code in ICCS:
            stripped.setdefault(code.lstrip("0"), []).append(code)
            self.assertEqual(gdcs.codes_parse_iccs(code.lstrip("0")),
                             ([code], int(code[0] == "0")))
        self.assertEqual(len(stripped), 320)

    def test_unions_ranges_and_organised_crime(self):
        self.assertEqual(gdcs.codes_parse_iccs("ICCS0101_0102").codes, ["0101", "0102"])
        self.assertEqual(gdcs.codes_parse_iccs("ICCS02-04").codes, ["02", "03", "04"])
        self.assertEqual(gdcs.codes_find_organised("09051"), "participation")
        self.assertEqual(gdcs.codes_find_organised("0101", 1), "group")
        self.assertEqual(gdcs.codes_find_organised("0101", 6), "no")
        self.assertIsNone(gdcs.codes_find_organised("0101"))
        for wrong in ("0108", "01042", "TOTAL", ""):
            with self.assertRaises(gdcs.MissingNameError):
                gdcs.codes_parse_iccs(wrong)
        with self.assertRaises(gdcs.MissingNameError):
            gdcs.codes_find_children("02-04")

    def test_ages(self):
        self.assertEqual(gdcs.codes_parse_age("Y_GE65"), (65, float("inf")))
        bands = [gdcs.codes_parse_age(x) for x in ("0-14", "0-17", "18-24", "60+")]
        self.assertEqual(gdcs.codes_find_overlap(bands), (0, 1))
        self.assertIsNone(gdcs.codes_find_overlap(bands[1:]))


if __name__ == "__main__":
    unittest.main()
