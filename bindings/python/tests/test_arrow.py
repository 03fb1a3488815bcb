"""Frames by the Arrow C data interface: to themselves, and to other software where it is installed.

GDCS_DUCKDB names libduckdb.so (npm i @duckdb/node-api brings it); pyarrow, polars and nanoarrow are
used where they can be imported.
"""
import ctypes
import gc
import importlib
import os
import unittest

import gdcs
from gdcs import arrow

DUCKDB = os.environ.get("GDCS_DUCKDB")


def sample(rows=4):
    return gdcs.Frame({"group": ["F", None, "", "Übrige"][:rows],
                       "n": [1, None, 2 ** 63 - 1, -4][:rows],
                       "share": [0.5, None, -0.0, float("inf")][:rows]},
                      units={"share": "share"}, labels={"share": "Share of women"},
                      sensitivity={"n": "internal"}, meta={"source": "a census", "note": "a\nb"})


class OnlyArray:
    """As software that has one array: no stream."""

    def __init__(self, capsules):
        self.capsules = capsules

    def __arrow_c_array__(self, requested_schema=None):
        return self.capsules


class Itself(unittest.TestCase):
    def same(self, one, other):
        self.assertEqual(one.to_dict(), other.to_dict())
        self.assertEqual(dict(one.meta), dict(other.meta))
        for name in one:
            for what in ("concept", "label", "unit", "sensitivity", "type"):
                self.assertEqual(getattr(one[name], what), getattr(other[name], what))

    def test_frames_come_back_from_streams_and_arrays(self):
        for rows in (0, 1, 4):
            frame = sample(rows)
            self.same(frame, gdcs.Frame.from_arrow(frame))
            self.same(frame, gdcs.Frame.from_arrow(OnlyArray(frame.__arrow_c_array__())))

    def test_capsules_keep_what_they_lend_and_let_it_go(self):
        gc.collect()
        before = len(arrow._alive)
        frame = sample()
        schema, (again, array), stream = (frame.__arrow_c_schema__(), frame.__arrow_c_array__(),
                                          frame.__arrow_c_stream__())
        self.assertEqual(len(arrow._alive), before + 4)
        wanted = frame.to_dict()
        del frame
        gc.collect()
        self.assertEqual(gdcs.Frame.from_arrow(OnlyArray((again, array))).to_dict(), wanted)
        del schema, again, array, stream
        gc.collect()
        self.assertEqual(len(arrow._alive), before)

    def test_numbers_are_lent_and_not_copied(self):
        frame = sample()
        _, array = frame.__arrow_c_array__()
        top = arrow.ArrowArray.from_address(arrow._pointer(array, b"arrow_array"))
        children = (ctypes.POINTER(arrow.ArrowArray) * 3).from_address(top.children)
        buffers = (ctypes.c_void_p * 2).from_address(children[2].contents.buffers)
        self.assertEqual(buffers[1], frame["share"].values._address)

    def test_a_stream_is_read_once(self):
        stream = sample().__arrow_c_stream__()

        class Once:
            def __arrow_c_stream__(self, requested_schema=None):
                return stream
        self.assertEqual(len(gdcs.Frame.from_arrow(Once())), 4)
        self.assertEqual(len(gdcs.Frame.from_arrow(Once())), 0)

    def test_a_schema_makes_tables_and_says_what_it_met(self):
        frame = gdcs.Frame({"sex": ["Women", "Men", "Women", "?"], "n": [1, 2, 3, 4]},
                           concepts={"sex": None})
        schema = {"columns": [{"name": "sex", "concept": "sex", "map": {"Women": "F", "Men": "M"}},
                              {"name": "n", "concept": "count"}]}
        with self.assertRaises(gdcs.DataError) as caught:
            gdcs.read_arrow(frame, schema, as_="table")
        self.assertEqual(caught.exception.row, 4)
        table = gdcs.read_arrow(frame, schema, as_="table", reject_limit=-1)
        self.assertEqual(table.reading.rejected["sex"], 1)
        self.assertEqual(table[{"sex": "F"}].value, 4)
        slow = {}
        for sex, n in zip(frame["sex"], frame["n"]):
            slow[sex] = slow.get(sex, 0) + n
        self.assertEqual(table[{"sex": "M"}].value, slow["Men"])

    def test_what_is_no_arrow_is_refused(self):
        with self.assertRaises(TypeError):
            gdcs.Frame.from_arrow([1, 2])
        with self.assertRaises(ValueError):
            gdcs.read_arrow(sample(), as_="list")

    def test_protected_data_do_not_leave(self):
        frame = gdcs.Frame({"key": ["a"]}, concepts={"key": "person_key"})
        for leave in (frame.__arrow_c_schema__, frame.__arrow_c_array__, frame.__arrow_c_stream__):
            with self.assertRaises(gdcs.DisclosureError):
                leave()


@unittest.skipUnless(DUCKDB, "GDCS_DUCKDB does not name libduckdb.so")
class DuckDB(unittest.TestCase):
    """Its C library, which speaks the interface itself."""

    def setUp(self):
        self.lib = ctypes.CDLL(DUCKDB)
        self.lib.duckdb_query_arrow_error.restype = ctypes.c_char_p
        self.db, self.connection = ctypes.c_void_p(), ctypes.c_void_p()
        self.lib.duckdb_open(None, ctypes.byref(self.db))
        self.lib.duckdb_connect(self.db, ctypes.byref(self.connection))

    def tearDown(self):
        self.lib.duckdb_disconnect(ctypes.byref(self.connection))
        self.lib.duckdb_close(ctypes.byref(self.db))

    def query(self, sql):
        """The first chunk of what a query gives."""
        result, schema, array = ctypes.c_void_p(), arrow.ArrowSchema(), arrow.ArrowArray()
        failed = self.lib.duckdb_query_arrow(self.connection, sql.encode(), ctypes.byref(result))
        self.assertFalse(failed, self.lib.duckdb_query_arrow_error(result) if failed else "")
        for function, struct in (("schema", schema), ("array", array)):
            place = ctypes.c_void_p(ctypes.addressof(struct))
            self.assertEqual(0, getattr(self.lib, f"duckdb_query_arrow_{function}")(
                result, ctypes.byref(place)))
        self.lib.duckdb_destroy_arrow(ctypes.byref(result))
        return OnlyArray((arrow._capsule(schema), arrow._capsule(array)))

    def test_it_gives_every_type(self):
        numbers = ("tinyint", "utinyint", "smallint", "usmallint", "integer", "uinteger", "bigint",
                   "ubigint", "hugeint", "float", "double")
        got = gdcs.Frame.from_arrow(self.query(
            "select " + ", ".join(f"i::{kind} as {kind}" for kind in numbers) +
            ", i % 2 = 0 as even, date '2020-02-28' + i::integer as day,"
            " case when i = 1 then null else 'w' || i || ' beyond twelve bytes' end as word,"
            " (case when i % 2 = 0 then 'M' else 'F' end)::enum('F', 'M') as sex,"
            " sum(i) over () as total, null as nothing from range(4) t(i)")).to_dict()
        for kind in numbers:
            self.assertEqual(got[kind], [0, 1, 2, 3], kind)
        self.assertEqual(got["even"], [1, 0, 1, 0])
        self.assertEqual(got["day"], ["2020-02-28", "2020-02-29", "2020-03-01", "2020-03-02"])
        self.assertEqual(got["word"], ["w0 beyond twelve bytes", None, "w2 beyond twelve bytes",
                                       "w3 beyond twelve bytes"])
        self.assertEqual(got["sex"], ["M", "F", "M", "F"])
        self.assertEqual(got["total"], [6] * 4)
        self.assertEqual(got["nothing"], [None] * 4)

    def test_it_takes_frames(self):
        frame = sample()
        stream = frame.__arrow_c_stream__()
        wanted = frame.to_dict()
        del frame
        address = arrow._pointer(stream, b"arrow_array_stream")
        self.assertEqual(0, self.lib.duckdb_arrow_scan(self.connection, b"lent",
                                                       ctypes.c_void_p(address)))
        back = gdcs.Frame.from_arrow(self.query("select * from lent"))
        self.assertEqual(back.to_dict(), wanted)

    def test_it_sums_the_cells_of_a_table(self):
        table = gdcs.Table([gdcs.Axis("sex", concept="sex"), "year"])
        for i in range(10):
            table.add({"sex": "FM"[i % 2], "year": str(2010 + i)}, i)
        table.set({"sex": "F", "year": "2030"}, None)
        stream = table.__arrow_c_stream__()
        self.lib.duckdb_arrow_scan(self.connection, b"scanned", ctypes.c_void_p(
            arrow._pointer(stream, b"arrow_array_stream")))
        # The scan gives the first columns where a query names some: all of them are kept first.
        self.query("create table cells as select * from scanned")
        summed = gdcs.Frame.from_arrow(self.query(
            "select sex, sum(value) as n, count(*) as cells, count(value) as known from cells "
            "group by sex order by sex"))
        self.assertEqual(summed.to_dict(), {"sex": ["F", "M"], "n": [20.0, 25.0], "cells": [6, 5],
                                            "known": [5, 5]})

    def test_it_counts_as_we_do(self):
        sexes = ["F", "M", "F", "F"] * 250
        frame = gdcs.Frame({"sex": sexes, "year": [2015, 2016] * 500})
        stream = frame.__arrow_c_stream__()
        self.lib.duckdb_arrow_scan(self.connection, b"persons", ctypes.c_void_p(
            arrow._pointer(stream, b"arrow_array_stream")))
        counted = self.query("select sex, year, count(*) as n from persons group by all")
        table = gdcs.read_arrow(counted, {"columns": [
            {"name": "sex", "concept": "sex"}, {"name": "year", "concept": "period"},
            {"name": "n", "concept": "count"}]}, as_="table")
        self.assertEqual(table[{"sex": "F", "year": "2015"}].value, 500)
        self.assertEqual(table[{"sex": "F", "year": "2016"}].value, 250)
        self.assertEqual(table[{"sex": "M", "year": "2016"}].value, 250)


class Peers(unittest.TestCase):
    """Packages with the methods of the interface."""

    def trip(self, package, make):
        try:
            module = importlib.import_module(package)
        except ImportError:
            self.skipTest(f"{package} is not installed")
        frame = sample()
        self.assertEqual(gdcs.Frame.from_arrow(make(module, frame)).to_dict(), frame.to_dict())

    def test_pyarrow(self):
        self.trip("pyarrow", lambda pyarrow, frame: pyarrow.table(frame))

    def test_polars(self):
        self.trip("polars", lambda polars, frame: polars.DataFrame(frame))

    def test_nanoarrow(self):
        self.trip("nanoarrow", lambda nanoarrow, frame: nanoarrow.c_array(frame))


if __name__ == "__main__":
    unittest.main()
