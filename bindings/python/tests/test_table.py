"""Tables against dictionaries of counts."""
import copy
import gc
import itertools
import math
import os
import random
import tempfile
import unittest
from collections import defaultdict

import gdcs
from support import needs_pandas

SEXES, COUNTRIES, YEARS = ["F", "M", "_U"], ["FR", "IT", "Ö"], ["2019", "2020"]
AXES = ["sex", gdcs.Axis("country", "area"), gdcs.Axis("year", "period")]


def records(seed=1, n=500):
    draw = random.Random(seed)
    return [(draw.choice(SEXES), draw.choice(COUNTRIES), draw.choice(YEARS)) for _ in range(n)]


def count(rows, keep=(0, 1, 2)):
    """The slow version of everything: how often each combination occurs."""
    cells = defaultdict(int)
    for row in rows:
        cells[tuple(row[place] for place in keep)] += 1
    return dict(cells)


def shown(table):
    return {labels: cell.value for labels, cell in table.cells()}


def filled(rows):
    table = gdcs.Table(AXES)
    for row in rows:
        table.add(row)
    return table


class Cells(unittest.TestCase):
    def test_adding_records(self):
        rows = records()
        table = filled(rows)
        self.assertEqual(shown(table), count(rows))
        self.assertEqual(len(table), len(count(rows)))

    def test_a_cell_is_named_in_order_or_by_axis(self):
        table = gdcs.Table(AXES)
        table["F", "FR", 2019] = 3
        table.add({"year": 2019, "sex": "F", "country": "FR"}, 2.5)
        self.assertEqual(table["F", "FR", "2019"].value, 5.5)
        self.assertEqual(table.get({"year": "2019", "sex": "F", "country": "FR"}).value, 5.5)
        self.assertEqual(table["F", "FR", "2019"],
                         gdcs.Cell(5.5, 5.5, 5.5, "A", "F", True))
        one = gdcs.Table([gdcs.Axis("sex")])
        one["F"] = 1
        self.assertEqual(one["F"].value, 1)

    def test_cells_may_be_intervals_missing_or_absent(self):
        table = gdcs.Table(["sex"])
        table["F"] = gdcs.Cell(math.nan, 1, 4, status="Q")
        table["M"] = None
        table["_O"] = 0
        table["_U"] = 0
        cell = table["F"]
        self.assertTrue(math.isnan(cell.value))
        self.assertEqual(cell[1:], (1, 4, "Q", "F", True))
        self.assertEqual((table["M"].lower, table["M"].upper, table["M"].status),
                         (0, math.inf, "O"))
        published = gdcs.Table([gdcs.Axis("sex", labels=["F", "M"])], absent="missing")
        counted = gdcs.Table([gdcs.Axis("sex", labels=["F", "M"])])
        for absent, upper in ((counted["F"], 0), (published["F"], math.inf)):
            self.assertEqual((absent.present, absent.upper), (False, upper))

    def test_a_cell_is_there_or_not(self):
        table = gdcs.Table([gdcs.Axis("sex", labels=["F", "M"])])
        table["F"] = 0
        self.assertEqual([label in table for label in ("F", "M", "_O")], [True, False, False])

    def test_axes_say_what_they_are(self):
        table = gdcs.Table(["sex", gdcs.Axis("geo", "area", ["FR", "EU"], "Country", "EU"),
                            "programme_status", "whatever"])
        sex, geo, status, other = table.axes
        self.assertEqual((sex.concept, sex.total), ("sex", "_T"))
        self.assertEqual(geo, gdcs.Axis("geo", "area", ("FR", "EU"), "Country", "EU", "public"))
        self.assertEqual((status.sensitivity, other.concept), ("protected", "group"))
        self.assertEqual(table.sensitivity, "protected")

    def test_counts_by_sex(self):
        table = gdcs.Table(AXES)
        table["F", "FR", "2019"], table["M", "FR", "2019"] = 3, 5
        table["_T", "FR", "2019"] = 10
        for got in (table.counts(country="FR", year=2019), table.counts(["FR", "2019"]),
                    table.counts({"country": "FR", "year": "2019"}),
                    table.counts(["ignored", "FR", "2019"])):
            self.assertEqual(got.counts, gdcs.Counts(3, 5, 0, 2, 0))
            self.assertIn("total_exceeds", got.notes)

    def test_refusals(self):
        table = filled(records())
        cases = [
            ("GDCS_E_NAME", KeyError, lambda: table["F", "DE", "2019"]),
            ("GDCS_E_SHAPE", gdcs.DataError, lambda: table["F", "FR"]),
            ("GDCS_E_NAME", KeyError, lambda: table[{"sex": "F"}]),
            ("GDCS_E_NAME", KeyError, lambda: table.counts(land="FR", year="2019")),
            ("GDCS_E_SEX", gdcs.DataError, lambda: table.add(("female", "FR", "2019"))),
            ("GDCS_E_VALUE", gdcs.DataError, lambda: table.add(("F", "FR", "2019"), -1)),
            ("GDCS_E_VALUE", gdcs.DataError, lambda: table.add(("F", "FR", "2019"), math.nan)),
            ("GDCS_E_VALUE", gdcs.DataError,
             lambda: table.set(("F", "FR", "2019"), gdcs.Cell(math.nan, 5, 4))),
            ("GDCS_E_ARGUMENT", gdcs.ArgumentError, lambda: table.add_axis("late")),
            ("GDCS_E_DUPLICATE", gdcs.DataError, lambda: gdcs.Table(["sex", "sex"])),
            ("GDCS_E_ARGUMENT", gdcs.ArgumentError, lambda: gdcs.Table([gdcs.Axis("n", "count")])),
            ("GDCS_E_NAME", KeyError, lambda: gdcs.Table([gdcs.Axis("x", "gender")])),
            ("GDCS_E_OPTION", gdcs.ArgumentError, lambda: gdcs.Table(absent="gone")),
            ("GDCS_E_NAME", KeyError, lambda: table.margin("land")),
            ("GDCS_E_DUPLICATE", gdcs.DataError, lambda: table.margin(["sex", "sex"])),
            ("GDCS_E_NAME", KeyError, lambda: table.slice("sex", "_O")),
            ("GDCS_E_SHAPE", gdcs.DataError, lambda: table.merge(gdcs.Table(["sex"]))),
        ]
        before = shown(table)
        for name, kind, wrong in cases:
            with self.subTest(name), self.assertRaises(kind) as caught:
                wrong()
            self.assertEqual(caught.exception.name, name)
        self.assertEqual(shown(table), before)
        with self.assertRaises(TypeError):
            table["F", "FR", 1.5]
        with self.assertRaises(TypeError):
            table["F", "FR", "2019"] = gdcs.Cell(1, status="AB")


class Verbs(unittest.TestCase):
    def setUp(self):
        self.rows = records(2)
        self.table = filled(self.rows)

    def test_every_margin(self):
        names = ["sex", "country", "year"]
        for size in range(4):
            for keep in itertools.permutations(range(3), size):
                got = self.table.margin([names[place] for place in keep])
                self.assertEqual(shown(got), count(self.rows, keep), keep)
        self.assertEqual(shown(self.table.margin("year")), count(self.rows, (2,)))

    def test_slice(self):
        for country in COUNTRIES:
            kept = [row for row in self.rows if row[1] == country]
            self.assertEqual(shown(self.table.slice("country", country)), count(kept, (0, 2)))

    def test_collapse(self):
        got = self.table.collapse("country", {"FR": "EU", "IT": "EU", "Ö": None})
        joined = [(sex, "EU", year) for sex, country, year in self.rows if country != "Ö"]
        self.assertEqual(shown(got), count(joined))

    def test_merging_parts_in_any_order_is_the_whole(self):
        for seed in range(5):
            draw = random.Random(seed)
            parts = defaultdict(list)
            for row in self.rows:
                parts[draw.randrange(4)].append(row)
            whole = gdcs.Table(AXES)
            for place in draw.sample(sorted(parts), len(parts)):
                whole.merge(filled(parts[place]))
            self.assertEqual(shown(whole), count(self.rows))

    def test_a_frame_and_back(self):
        frame = self.table.to_frame()
        self.assertEqual(frame.columns[:4], ["sex", "country", "year", "value"])
        again = frame.tabulate(["sex", "country", "year"], value="value")
        self.assertEqual(shown(again), count(self.rows))
        columns = dict(zip(("sex", "country", "year"), zip(*self.rows)))
        plain = gdcs.Frame(columns).tabulate(["year", "sex"])
        self.assertEqual(shown(plain), count(self.rows, (2, 0)))
        with self.assertRaises(KeyError):
            frame.tabulate(["sex", "land"])

    def test_cells_all_at_once_are_those_one_by_one(self):
        published = gdcs.Table(["sex", gdcs.Axis("country", "area")], absent="missing")
        published["F", "FR"] = 3
        published["M", "FR"] = gdcs.Cell(math.nan, 1, 4, "E", "C")
        published["M", "IT"] = None
        one = gdcs.Table()
        one.set((), 5)
        named = gdcs.Table(["sex", gdcs.Axis("value", "area")])  # as the column of numbers is
        named.add(("F", "x"), 2)
        long = gdcs.Table([gdcs.Axis("person", "group")])
        for person in range((1 << 16) + 3):  # more than are made at a time
            long.add(person)
        for table in (self.table, published, one, named, long, gdcs.Table(AXES)):
            slow = [(labels, table[labels]) for labels, _ in table._cells_by_place()]
            self.assertEqual(repr(list(table)), repr(slow))
            self.assertEqual(len(slow), len(table))

    def test_numbers_of_several_units_never_add_up(self):
        frame = gdcs.Frame({"sex": ["F", "F", "M"], "unit": ["NR", "P_HTHAB", "NR"],
                            "n": [1.0, 2.0, 3.0]})
        with self.assertRaises(gdcs.DataError):
            frame.tabulate("sex", value="n")
        kept = frame.tabulate(["sex", "unit"], value="n")
        self.assertEqual(kept["F", "P_HTHAB"].value, 2)
        self.assertEqual(frame.tabulate("sex")["F"].value, 2)

    def test_shares_per_group_are_those_of_its_counts(self):
        rows = self.table.share(["country", "year"], method="jeffreys").to_dict()
        self.assertEqual(sorted(zip(rows["country"], rows["year"])),
                         sorted(itertools.product(COUNTRIES, YEARS)))
        cells = count(self.rows)
        for row, (country, year) in enumerate(zip(rows["country"], rows["year"])):
            women, men, unknown = (cells.get((sex, country, year), 0) for sex in SEXES)
            one = gdcs.share(women, men, unknown=unknown, method="jeffreys")
            self.assertEqual([rows[name][row] for name in gdcs.Estimate._fields], list(one[:6]))
            self.assertEqual((rows["n"][row], rows["unknown"][row]), (women + men, unknown))
        self.assertEqual(gdcs.share_table(self.table).to_dict(), self.table.share().to_dict())

    @needs_pandas
    def test_pandas(self):
        frame = self.table.to_pandas()
        got = frame.groupby("sex", observed=True)["value"].sum().to_dict()
        self.assertEqual(got, {sex: n for (sex,), n in count(self.rows, (0,)).items()})


class Kept(unittest.TestCase):
    def test_copies_are_of_their_own(self):
        table = filled(records())
        before = shown(table)
        for other in (table.copy(), copy.deepcopy(table)):
            other.add(("F", "FR", "2019"), 100)
        gc.collect()
        self.assertEqual(shown(table), before)

    def test_meta_and_sensitivity_go_along(self):
        table = gdcs.Table(["sex", "basis"], meta={"source": "Ministry"})
        table["F", "own right"] = 3
        for made in (table.margin("sex"), table.slice("basis", "own right"), table.to_frame(),
                     table.share(), table.copy()):
            self.assertEqual((made.sensitivity, made.meta["source"]), ("protected", "Ministry"))
            self.assertNotIn("own right", repr(made) + made._repr_html_())
        for write in (table.write_csv, table.write_json):
            with self.assertRaises(gdcs.DisclosureError):
                write()

    def test_writing(self):
        table = gdcs.Table(AXES, meta={"source": "here"})
        table["F", "Ö", "2019"] = 1.5
        self.assertEqual(table.write_csv(), "sex,country,year,value\nF,Ö,2019,1.5\n")
        self.assertEqual(table.write_csv(delimiter=";", decimal=","),
                         "sex;country;year;value\nF;Ö;2019;1,5\n")
        self.assertIn('"Ö"', table.write_json())
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "table.csv")
            table.write_csv(path)
            with open(path, encoding="utf-8") as file:
                self.assertEqual(file.read(), table.write_csv())
        self.assertIn("<pre>", table._repr_html_())
        self.assertEqual(repr(table), "Table of 1 cells by sex (1), country (1), year (1), public")

    def test_titles(self):
        table = gdcs.Table(["sex", gdcs.Axis("geo", "area", ["IE", "FR"], titles=["Ireland", None])])
        self.assertEqual(table.axes[1].titles, ("Ireland", None))
        self.assertEqual(table.axes[0].titles, ())
        table["F", "FR"] = 1
        table.set_title("geo", "FR", "France")
        self.assertEqual(table.margin("geo").axes[0].titles, ("Ireland", "France"))
        self.assertIn('"titles": ["Ireland", "France"]', table.write_json())
        table.set_title("geo", "FR", None)
        self.assertEqual(table.axes[1].titles, ("Ireland", None))
        with self.assertRaises(gdcs.Error):
            gdcs.Table([gdcs.Axis("geo", "area", ["IE"], titles=["a", "b"])])
        read = gdcs.read_csv(b"geo,name\nIE,Ireland\n", {"columns": [
            {"name": "geo", "concept": "area", "titles": "name"}]})
        self.assertEqual(read.axes[0].titles, ("Ireland",))


if __name__ == "__main__":
    unittest.main(verbosity=2)
