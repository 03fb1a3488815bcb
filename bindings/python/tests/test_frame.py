"""Frames: into the library and back without loss, and without a copy where there need be none."""
import array
import copy
import gc
import io
import math
import os
import pickle
import tempfile
import unittest

import gdcs
from support import needs_numpy, needs_pandas, numpy, pandas

PLAIN = {"sex": ["F", "M", None, "F"], "country": ["FR", "", "Ünïcode", None],
         "n": [1, 2, None, 2 ** 63 - 1], "value": [0.1, None, -0.0, math.inf]}


class Lists(unittest.TestCase):
    def test_round_trip(self):
        frame = gdcs.Frame(PLAIN)
        self.assertEqual(frame.to_dict(), PLAIN)
        self.assertEqual(gdcs.Frame.from_dict(frame.to_dict()).to_dict(), PLAIN)
        self.assertEqual({name: column.to_list() for name, column in dict(frame).items()}, PLAIN)
        self.assertEqual((len(frame), frame.shape, frame.columns, list(frame)),
                         (4, (4, 4), list(PLAIN), list(PLAIN)))

    def test_types_follow_from_the_values(self):
        cases = {"text": [["a", "b"], [None, "a"], [math.nan, ""]],
                 "int64": [[1, -2], [None, 3], [True, False], range(3)],
                 "double": [[1.0, 2], [1, 2.5], [None, None], [], array.array("d", [1.0])]}
        for type_, columns in cases.items():
            for column in columns:
                self.assertEqual(gdcs.Frame({"x": column})["x"].type, type_, column)

    def test_titles_of_words(self):
        frame = gdcs.Frame({"country": ["FR", "IE", "FR"], "n": [1, 2, 3]})
        self.assertEqual(frame["country"].titles, {})
        frame.set_title("country", "IE", "Ireland")
        frame.set_title("country", "FR", "France")
        frame.set_title("country", "FR", None)
        self.assertEqual(frame["country"].titles, {"IE": "Ireland"})
        self.assertEqual(frame["n"].titles, {})
        again = gdcs.Frame({"land": frame["country"]})
        self.assertEqual(again["land"].titles, {"IE": "Ireland"})
        self.assertEqual(frame.copy()["country"].titles, {"IE": "Ireland"})
        for name, word in (("land", "IE"), ("country", "XX")):
            with self.assertRaises(gdcs.ArgumentError):
                frame.set_title(name, word, "x")

    def test_types_may_be_said(self):
        frame = gdcs.Frame({"a": [None], "b": [1], "c": [None], "d": [2.0]},
                           types={"a": "text", "b": "double", "c": "int64", "d": "int64"})
        self.assertEqual([frame[name].type for name in frame],
                         ["text", "double", "int64", "int64"])
        self.assertEqual(frame.to_dict(), {"a": [None], "b": [1.0], "c": [None], "d": [2]})

    def test_elements_and_slices_are_those_of_the_list(self):
        frame = gdcs.Frame(PLAIN)
        for name, column in PLAIN.items():
            self.assertEqual([frame[name][row] for row in range(-4, 4)], column + column)
            self.assertEqual(frame[name][1:-1], column[1:-1])
            self.assertEqual(list(frame[name]), column)
            for row in (4, -5):
                with self.assertRaises(IndexError):
                    frame[name][row]

    def test_texts_are_coded_in_order_of_appearance(self):
        column = gdcs.Frame({"x": ["b", "a", None, "b"]})["x"]
        self.assertEqual((column.word_count, column.words, column.codes.to_list()),
                         (2, ["b", "a"], [0, 1, -1, 0]))
        with self.assertRaises(TypeError):
            gdcs.Frame({"x": [1]})["x"].codes

    def test_no_rows_and_no_columns(self):
        self.assertEqual(gdcs.Frame().to_dict(), {})
        self.assertEqual(gdcs.Frame({"x": []}).to_dict(), {"x": []})
        self.assertEqual(gdcs.Frame({"x": []}, types={"x": "text"})["x"].to_list(), [])

    def test_slice_and_find(self):
        frame = gdcs.Frame({"sex": ["F", "M", None, "F"], "n": [1, 2, 3, 4]},
                           concepts={"n": "count"}, meta={"source": "here"})
        women = frame.slice("sex", "F")
        self.assertEqual((women.to_dict(), dict(women.meta)), ({"n": [1, 4]}, {"source": "here"}))
        self.assertEqual([frame.find(what) for what in ("count", "sex", "area")],
                         ["n", "sex", None])
        for wrong in (lambda: frame.slice("sex", "_O"), lambda: frame.slice("land", "F"),
                      lambda: frame.find("gender")):
            with self.assertRaises(KeyError):
                wrong()

    def test_a_column_keeps_what_it_says(self):
        frame = gdcs.Frame({"year": ["2019"], "rate": [1.5]}, concepts={"year": "period"},
                           labels={"year": "Year"}, units={"rate": "per 100 000"},
                           sensitivity={"rate": "internal"})
        other = gdcs.Frame({"when": frame["year"], "rate": frame["rate"]})
        for column in (frame["year"], other["when"]):
            self.assertEqual((column.concept, column.label, column.unit, column.sensitivity),
                             ("period", "Year", "", "public"))
        self.assertEqual((other["rate"].unit, other["rate"].sensitivity),
                         ("per 100 000", "internal"))

    def test_a_column_named_as_a_concept_has_it_unless_told_otherwise(self):
        frame = gdcs.Frame({"sex": ["F"], "basis": ["own"], "x": [1]})
        self.assertEqual([frame[name].concept for name in frame], ["sex", "basis", ""])
        self.assertEqual(frame.sensitivity, "protected")
        self.assertEqual(gdcs.Frame({"basis": ["own"]}, concepts={"basis": None})["basis"].concept,
                         "")


class Refusals(unittest.TestCase):
    def test_each_says_what_is_wrong(self):
        cases = [
            (TypeError, "mixes text and numbers", lambda: gdcs.Frame({"x": ["a", 1]})),
            (TypeError, "holds text, not double",
             lambda: gdcs.Frame({"x": ["a"]}, types={"x": "double"})),
            (TypeError, "1.5: it is not whole",
             lambda: gdcs.Frame({"x": [1.5]}, types={"x": "int64"})),
            (TypeError, "inf: it is not whole",
             lambda: gdcs.Frame({"x": [math.inf]}, types={"x": "int64"})),
            (TypeError, "cannot hold dict", lambda: gdcs.Frame({"x": [{}]})),
            (OverflowError, "", lambda: gdcs.Frame({"x": [2 ** 63]})),
            (gdcs.DataError, "3 rows in a frame of 2",
             lambda: gdcs.Frame({"x": [1, 2], "y": [1, 2, 3]})),
            (gdcs.ArgumentError, "the name of a column is empty", lambda: gdcs.Frame({"": [1]})),
            (gdcs.ArgumentError, "NUL", lambda: gdcs.Frame({"x": ["a\0b"]})),
            (gdcs.ArgumentError, "NUL", lambda: gdcs.Frame({"a\0b": [1]})),
            (gdcs.ArgumentError, "not valid Unicode", lambda: gdcs.Frame({"x": ["\ud800"]})),
            (KeyError, "'gender' is none of",
             lambda: gdcs.Frame({"x": [1]}, concepts={"x": "gender"})),
            (KeyError, "no column 'y'", lambda: gdcs.Frame({"x": [1]}, units={"y": "persons"})),
            (ValueError, "'secret' is none of",
             lambda: gdcs.Frame({"x": [1]}, sensitivity="secret")),
            (KeyError, "no column 'y'", lambda: gdcs.Frame({"x": [1]})["y"]),
            (TypeError, "expected str", lambda: gdcs.Frame({"x": [1]})[None]),
            (KeyError, "'nonsense' is none of", lambda: gdcs.Frame(meta={"nonsense": "x"})),
            (KeyError, "source", lambda: gdcs.Frame().meta["source"]),
            (TypeError, "pickled", lambda: pickle.dumps(gdcs.Frame())),
        ]
        for kind, text, wrong in cases:
            with self.subTest(text), self.assertRaises(kind) as caught:
                wrong()
            self.assertIn(text, str(caught.exception))

    def test_a_name_twice(self):
        frame = gdcs.Frame({"x": [1]})
        with self.assertRaises(gdcs.DataError) as caught:
            frame.add("x", [2])
        self.assertEqual(caught.exception.name, "GDCS_E_DUPLICATE")
        self.assertEqual(frame.to_dict(), {"x": [1]})


class Meta(unittest.TestCase):
    def test_it_is_a_mapping(self):
        frame = gdcs.Frame({"x": [1]}, meta={"source": "Eurostat", "title": "Ä"})
        self.assertEqual(dict(frame.meta), {"title": "Ä", "source": "Eurostat"})
        frame.meta["licence"] = "CC BY 4.0"
        del frame.meta["title"]
        self.assertEqual(dict(frame.copy().meta), {"source": "Eurostat", "licence": "CC BY 4.0"})
        frame.meta = {"note": "only this"}
        self.assertEqual((dict(frame.meta), len(frame.meta)), ({"note": "only this"}, 1))
        self.assertNotIn("title", frame.meta)


class Shown(unittest.TestCase):
    SECRET = {"person_key": ["Maria Rossi"], "sex": ["F"]}

    def test_a_public_frame_is_rendered_with_its_source(self):
        frame = gdcs.Frame({"sex": ["<F>"], "value": [0.25]}, units={"value": "share"},
                           meta={"source": "Eurostat"})
        self.assertIn("Eurostat", repr(frame))
        self.assertIn("25.0", repr(frame))
        self.assertIn("&lt;F&gt;", frame._repr_html_())
        self.assertIn("| sex |", frame.render(format="markdown").replace("  ", " "))

    def test_a_protected_frame_shows_its_shape_only(self):
        frame = gdcs.Frame(self.SECRET)
        for shown in (repr(frame), str(frame), frame._repr_html_(), repr(frame["person_key"])):
            self.assertIn("protected", shown)
            self.assertNotIn("Maria", shown)

    def test_a_protected_frame_is_refused_by_every_writer(self):
        frame = gdcs.Frame(self.SECRET)
        with tempfile.TemporaryDirectory() as folder:
            for write in (frame.render, frame.write_csv, frame.write_json):
                with self.assertRaises(gdcs.DisclosureError):
                    write()
                with self.assertRaises(gdcs.DisclosureError):
                    write(os.path.join(folder, "x"))
            self.assertEqual(os.listdir(folder), [])

    def test_it_goes_to_a_path_an_open_file_or_a_string(self):
        frame = gdcs.Frame({"sex": ["F", "é"]})
        text, held = frame.render(), io.StringIO()
        self.assertIsNone(frame.render(held))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "é.txt")
            self.assertIsNone(frame.render(path))
            with open(path, encoding="utf-8") as file:
                self.assertEqual((file.read(), held.getvalue()), (text, text))
            with self.assertRaises(gdcs.InputError):
                frame.render(os.path.join(folder, "none", "x"))
            with self.assertRaises(OSError):
                frame.render(folder)

    def test_options_of_rendering(self):
        frame = gdcs.Frame({"a": [1.25], "b": [2.5]})
        self.assertEqual(frame.render(format="csv", columns=["b"], digits=0).splitlines()[0], "b")
        self.assertIn("My title", frame.render(title="My title"))
        for wrong in ({"format": "pdf"}, {"digits": 99}, {"columns": ["none"]}, {"row_limit": -1}):
            with self.subTest(wrong), self.assertRaises(gdcs.ArgumentError):
                frame.render(**wrong)


class Lifetime(unittest.TestCase):
    def test_copies_are_of_their_own(self):
        frame = gdcs.Frame(PLAIN)
        for other in (frame.copy(), copy.copy(frame), copy.deepcopy(frame)):
            other.add("extra", [1, 2, 3, 4])
            self.assertNotIn("extra", frame)
            del other
        gc.collect()
        self.assertEqual(frame.to_dict(), PLAIN)

    def test_a_column_outlives_the_name_of_its_frame(self):
        column = gdcs.Frame(PLAIN)["value"]
        gc.collect()
        self.assertEqual(column.to_list(), PLAIN["value"])

    def test_a_frame_that_could_not_be_made_is_freed_quietly(self):
        for _ in range(100):
            with self.assertRaises(TypeError):
                gdcs.Frame(None, nonsense=1)
            with self.assertRaises(gdcs.DataError):
                gdcs.Frame({"x": [1], "y": []})


@needs_numpy
class NumPy(unittest.TestCase):
    def test_round_trip(self):
        given = {"value": numpy.array([0.5, numpy.nan]), "n": numpy.array([1, -2]),
                 "sex": numpy.array(["F", None], dtype=object)}
        back = gdcs.Frame(given).to_numpy()
        for name, array_ in given.items():
            self.assertEqual(back[name].dtype, array_.dtype)
            numpy.testing.assert_array_equal(back[name], array_)

    def test_numbers_are_lent_without_a_copy_and_read_only(self):
        frame = gdcs.Frame({"value": [0.5, 1.5], "n": [1, 2], "sex": ["F", "M"]})
        for name in ("value", "n"):
            one, two = frame[name].to_numpy(), numpy.asarray(frame[name].values)
            self.assertTrue(numpy.shares_memory(one, two))
            self.assertEqual(one.__array_interface__["data"], (frame[name].values._address, True))
            with self.assertRaises(ValueError):
                one[0] = 7
        self.assertTrue(numpy.shares_memory(numpy.asarray(frame["sex"].codes),
                                            frame["sex"].codes.to_numpy()))

    def test_an_array_keeps_the_frame_alive(self):
        arrays = [gdcs.Frame({"x": [float(i)] * 1000})["x"].to_numpy()[10:] for i in range(200)]
        gc.collect()
        self.assertEqual([one[0] for one in arrays], [float(i) for i in range(200)])

    def test_missing_whole_numbers_are_masked_over_the_same_memory(self):
        frame = gdcs.Frame({"n": [1, None, 3]})
        masked = frame["n"].to_numpy()
        self.assertEqual((masked.sum(), masked.tolist()), (4, [1, None, 3]))
        self.assertTrue(numpy.shares_memory(masked.data, frame["n"].values.to_numpy()))

    def test_other_types_and_layouts(self):
        base = numpy.arange(6.0)
        for given in (base[::2], base[::-1], base.astype("f4"), base.astype(">f8"),
                      numpy.ma.array(base, mask=base > 6)):
            frame = gdcs.Frame({"x": given})
            self.assertEqual((frame["x"].type, frame["x"].to_list()), ("double", given.tolist()))
        for given in (base.astype("i4"), base.astype("u8"), base > 2, base.astype(">i2")):
            frame = gdcs.Frame({"x": given})
            self.assertEqual((frame["x"].type, frame["x"].to_list()), ("int64", given.tolist()))
        masked = numpy.ma.array([1, 2], mask=[False, True])
        self.assertEqual(gdcs.Frame({"x": masked})["x"].to_list(), [1, None])
        self.assertEqual(gdcs.Frame({"x": numpy.array(["a", ""])})["x"].to_list(), ["a", ""])
        self.assertEqual(gdcs.Frame({"x": numpy.array([])}).to_numpy()["x"].shape, (0,))

    def test_refusals(self):
        for given, kind in ((numpy.zeros((2, 2)), TypeError), (numpy.array([1j]), TypeError),
                            (numpy.array(["2019"], dtype="M8[Y]"), TypeError),
                            (numpy.array([2 ** 63], dtype="u8"), OverflowError)):
            with self.subTest(given.dtype), self.assertRaises(kind):
                gdcs.Frame({"x": given})


@needs_pandas
class Pandas(unittest.TestCase):
    def test_round_trip(self):
        given = pandas.DataFrame({
            "sex": pandas.Categorical(["F", None, "M"], categories=["M", "F", "_O"]),
            "country": ["FR", None, "IT"], "value": [0.5, numpy.nan, 2],
            "n": pandas.array([1, None, 3], dtype="Int64"), "m": [1, 2, 3],
            "flag": pandas.array([True, None, False], dtype="boolean"),
            "share": pandas.array([0.5, None, 1], dtype="Float64"),
            "word": pandas.array(["a", None, "b"], dtype="string")})
        frame = gdcs.Frame.from_pandas(given, meta={"source": "here"})
        self.assertEqual(frame.to_dict(), {
            "sex": ["F", None, "M"], "country": ["FR", None, "IT"], "value": [0.5, None, 2.0],
            "n": [1, None, 3], "m": [1, 2, 3], "flag": [1, None, 0], "share": [0.5, None, 1.0],
            "word": ["a", None, "b"]})
        back = frame.to_pandas()
        self.assertEqual(back.attrs, {"source": "here"})
        self.assertEqual({name: str(kind) for name, kind in back.dtypes.items()}, {
            "sex": "category", "country": "category", "value": "float64", "n": "Int64",
            "m": "int64", "flag": "Int64", "share": "float64", "word": "category"})
        self.assertEqual(list(back["sex"].cat.categories), ["M", "F", "_O"])
        self.assertEqual(gdcs.Frame.from_pandas(back).to_dict(), frame.to_dict())

    def test_numbers_are_lent_where_no_copy_is_asked_for(self):
        frame = gdcs.Frame({"x": [0.5, None, 2.0], "n": [1, None, 3], "w": ["a", None, "b"]})
        lent = frame.to_pandas(copy=False)
        self.assertTrue(numpy.shares_memory(lent["x"].to_numpy(), frame["x"].to_numpy()))
        self.assertEqual(list(lent["n"].isna()), [False, True, False])
        self.assertEqual(lent["n"].sum(), 4)
        with self.assertRaises(ValueError):
            lent.loc[0, "x"] = 1.0
        own = frame.to_pandas()
        own.loc[0, "x"], own.loc[1, "n"] = 1.0, 5
        self.assertEqual((own["x"][0], own["n"][1], frame["x"][0], frame["n"][1]), (1.0, 5, 0.5, None))

    def test_a_named_index_becomes_columns(self):
        given = pandas.DataFrame({"sex": ["F", "F", "M"], "year": [1, 2, 1], "n": [5, 6, 7]})
        frame = gdcs.Frame.from_pandas(given.groupby(["sex", "year"]).sum())
        self.assertEqual(frame.to_dict(), given.to_dict("list"))
        self.assertEqual(gdcs.Frame.from_pandas(given[1:]).columns, ["sex", "year", "n"])

    def test_refusals(self):
        for given in (pandas.to_datetime(["2020-01-01"]), pandas.array([pandas.Timedelta(1)])):
            with self.assertRaises(TypeError):
                gdcs.Frame({"x": pandas.Series(given)})


if __name__ == "__main__":
    unittest.main(verbosity=2)
