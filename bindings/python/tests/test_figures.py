"""The figures of examples/data, read by the library and by plain Python, give the same results."""
import csv
import json
import math
import pathlib
import unittest
from collections import defaultdict

import gdcs
import slow

DATA = pathlib.Path(__file__).resolve().parents[3] / "examples/data"
EUROSTAT = {"F": "F", "M": "M", "T": "_T"}
NIBRS = {"F": "F", "M": "M", "U": "_U", "": "_Z"}


def read(name):
    return gdcs.read_csv(DATA / f"{name}.csv", DATA / f"{name}.schema.json")


def rows(name):
    with open(DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shown(table):
    return {labels: cell.value for labels, cell in table.cells()}


@unittest.skipUnless(DATA.is_dir(), f"{DATA} is absent")
class Read(unittest.TestCase):
    def test_every_file_has_a_schema_and_is_read_whole(self):
        files = sorted(DATA.glob("*.csv"))
        self.assertGreater(len(files), 4)
        for path in files:
            table = read(path.stem)
            reading = table.reading
            self.assertEqual((reading.used + reading.filtered, reading.rows),
                             (len(rows(path.stem)), len(rows(path.stem))), path)
            schema = json.loads((DATA / f"{path.stem}.schema.json").read_text(encoding="utf-8"))
            self.assertEqual(dict(table.meta), schema["meta"], path)
            self.assertEqual(table.sensitivity,
                             "protected" if path.stem == "programme" else "public", path)

    def test_prisoners(self):
        expected = {(row["country"], row["year"], EUROSTAT[row["sex"]]): float(row["prisoners"])
                    for row in rows("prisoners")}
        self.assertEqual(shown(read("prisoners")), expected)

    def test_population_from_wide_to_long(self):
        expected = {(row["country"], row["sex"], year): float(row[year])
                    for row in rows("population") for year in ("2005", "2010", "2015", "2020")}
        self.assertEqual(shown(read("population")), expected)

    def test_drug_roles(self):
        words = {"Leading role": "leading", "Significant role": "significant",
                 "Lesser role": "lesser"}
        expected = {(words[row["role"]], "FM"[int(row["male"])],
                     ("other", "custody")[int(row["custody"])]): float(row["sentences"])
                    for row in rows("drug_roles")}
        self.assertEqual(shown(read("drug_roles")), expected)


def by_sex(name, key, sex, value):
    """{group: {code: number}}"""
    groups = defaultdict(dict)
    for row in rows(name):
        code, group = sex(row), key(row)
        groups[group][code] = groups[group].get(code, 0) + float(row[value])
    return groups


@unittest.skipUnless(DATA.is_dir(), f"{DATA} is absent")
class Results(unittest.TestCase):
    def assertNear(self, got, expected, message):
        for one, other in zip(got, expected):
            self.assertTrue(math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12),
                            f"{message}: {got} is not {expected}")

    def test_share_of_women_among_prisoners(self):
        groups = by_sex("prisoners", lambda row: (row["country"], row["year"]),
                        lambda row: EUROSTAT[row["sex"]], "prisoners")
        got = read("prisoners").share(["country", "year"]).to_dict()
        seen = 0
        for row, group in enumerate(zip(got["country"], got["year"])):
            counts = groups[group]
            if "F" not in counts or "M" not in counts:
                continue
            women, n = counts["F"], counts["F"] + counts["M"]
            unknown = max(0, counts.get("_T", n) - n)
            self.assertEqual((got["women"][row], got["n"][row], got["unknown"][row]),
                             (women, n, unknown), group)
            self.assertNear([got[name][row] for name in gdcs.Estimate._fields if "std" not in name],
                            [women / n, *slow.wilson(women, n), women / (n + unknown),
                             (women + unknown) / (n + unknown)], group)
            seen += 1
        self.assertGreater(seen, 500)

    def test_rates_on_the_population_of_the_same_sex(self):
        people = {(row["country"], row["sex"]): row for row in rows("population")}

        def persons(country, sex, year):
            if sex == "_T":
                return persons(country, "F", year) + persons(country, "M", year)
            before = year // 5 * 5
            series = people[country, sex]
            if year == before:
                return 1000 * float(series[str(year)])
            part = (year - before) / 5
            return 1000 * (float(series[str(before)]) * (1 - part)
                           + float(series[str(before + 5)]) * part)
        groups = by_sex("prisoners", lambda row: (row["country"], row["year"]),
                        lambda row: EUROSTAT[row["sex"]], "prisoners")
        population = gdcs.Population(read("population"), scale=1000, gaps="linear")
        got = read("prisoners").rate(population, ["country", "year"], method="byar").to_dict()
        seen = 0
        for row, (country, year, sex) in enumerate(zip(got["country"], got["year"], got["sex"])):
            counts = groups[country, year]
            if not {"F", "M"} <= set(counts) or sex == "_T":
                continue
            notes = gdcs.notes(got["notes"][row])
            if int(year) > 2020 or (country, "F") not in people:
                self.assertIn("no_population", notes, (country, year))
                continue
            self.assertEqual("interpolated" in notes, int(year) % 5 != 0, (country, year))
            size = persons(country, sex, int(year))
            self.assertNear([got["population"][row]], [size], (country, year, sex))
            lower, upper = slow.byar(counts[sex])
            self.assertNear([got[name][row] for name in ("value", "lower", "upper")],
                            [1e5 / size * events for events in (counts[sex], lower, upper)],
                            (country, year, sex))
            seen += 1
        self.assertGreater(seen, 500)

    def test_roles_in_drug_offences(self):
        groups = by_sex("drug_roles", lambda row: row["role"].split()[0].lower(),
                        lambda row: "FM"[int(row["male"])], "sentences")
        got = read("drug_roles").gap_by_sex("role", "leading").to_dict()
        women, men = (sum(counts[sex] for counts in groups.values()) for sex in "FM")
        case = groups["leading"]["F"], women, groups["leading"]["M"], men
        for row, limits in enumerate((slow.miettinen_nurminen_difference,
                                      slow.miettinen_nurminen_ratio)):
            self.assertNear((got["lower"][row], got["upper"][row]), limits(*case), case)

    def test_unknown_and_not_applicable_are_kept_apart(self):
        groups = by_sex("recorded_sex", lambda row: row["role"],
                        lambda row: NIBRS[row["sex_code"]], "records")
        table = read("recorded_sex")
        for role, counts in groups.items():
            got = table.counts(role=role).counts
            self.assertEqual(got, tuple(counts.get(code, 0) for code in
                                        ("F", "M", "_O", "_U", "_Z")), role)
            one = gdcs.share(*got)
            n = counts["F"] + counts["M"] + counts.get("_U", 0)
            self.assertNear((one.bound_lower, one.bound_upper),
                            (counts["F"] / n, (counts["F"] + counts.get("_U", 0)) / n), role)

    def test_witness_protection_knows_a_total_from_a_sum(self):
        groups = by_sex("witness_protection",
                        lambda row: (row["year"], row["category"], row["basis"]),
                        lambda row: {"total": "_T"}.get(row["sex"], row["sex"]), "persons")
        table = read("witness_protection")
        for (year, category, basis), counts in groups.items():
            got = table.counts(year=year, category=category, basis=basis).counts
            if "_T" in counts:
                self.assertEqual((got.women, got.men, got.unknown), (0, 0, counts["_T"]))
                self.assertEqual(table[year, category, basis, "_T"].value, counts["_T"])
            else:
                self.assertEqual((got.women, got.men, got.unknown),
                                 (counts["F"], counts["M"], 0))


if __name__ == "__main__":
    unittest.main(verbosity=2)
