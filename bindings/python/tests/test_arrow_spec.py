"""The Arrow C data and stream interfaces against a producer and a consumer made of ctypes alone, by the
text of their specification: what is released, when, and what stands in each buffer.
"""
import ctypes
import gc
import struct
import unittest

import gdcs

POINTER = ctypes.c_void_p
RELEASE = ctypes.CFUNCTYPE(None, POINTER)
ERRNO_IO = 5


class Schema(ctypes.Structure):
    _fields_ = [("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", POINTER),
                ("flags", ctypes.c_int64), ("n_children", ctypes.c_int64), ("children", POINTER),
                ("dictionary", POINTER), ("release", POINTER), ("private_data", POINTER)]


class Array(ctypes.Structure):
    _fields_ = [("length", ctypes.c_int64), ("null_count", ctypes.c_int64),
                ("offset", ctypes.c_int64), ("n_buffers", ctypes.c_int64),
                ("n_children", ctypes.c_int64), ("buffers", POINTER), ("children", POINTER),
                ("dictionary", POINTER), ("release", POINTER), ("private_data", POINTER)]


class Stream(ctypes.Structure):
    _fields_ = [("get_schema", POINTER), ("get_next", POINTER), ("get_last_error", POINTER),
                ("release", POINTER), ("private_data", POINTER)]


KINDS = (Array, Schema)
GET = ctypes.CFUNCTYPE(ctypes.c_int, POINTER, POINTER)
LAST = ctypes.CFUNCTYPE(POINTER, POINTER)

pythonapi = ctypes.PyDLL(None)
pythonapi.PyCapsule_New.restype = ctypes.py_object
pythonapi.PyCapsule_New.argtypes = [POINTER, ctypes.c_char_p, POINTER]
pythonapi.PyCapsule_GetPointer.restype = POINTER
pythonapi.PyCapsule_GetPointer.argtypes = [ctypes.py_object, ctypes.c_char_p]


class Producer:
    """A stream of columns "sex" (utf8) and "n" (int32), a batch per list of rows."""

    def __init__(self, batches, fail_at=None):
        self.batches, self.fail_at, self.next = list(batches), fail_at, 0
        self.made, self.released, self.streams_released, self.kept = 0, 0, 0, []
        self.release = RELEASE(self._release)
        self.stream_release = RELEASE(self._release_stream)
        self.get_schema, self.get_next = GET(self._schema), GET(self._array)
        self.get_last_error = LAST(lambda stream: ctypes.cast(self.message, POINTER).value)
        self.message = ctypes.c_char_p(b"the tape is torn")
        self.stream = Stream(*(ctypes.cast(f, POINTER) for f in (
            self.get_schema, self.get_next, self.get_last_error, self.stream_release)))

    def __arrow_c_stream__(self, requested_schema=None):
        return pythonapi.PyCapsule_New(ctypes.addressof(self.stream), b"arrow_array_stream", None)

    def _release(self, address):
        """Of a schema or an array, which `private_data` tells apart, and of its children."""
        kind = KINDS[Schema.from_address(address).private_data == id(Schema)]
        target = kind.from_address(address)
        assert target.private_data == id(kind) and target.release, "released twice"
        self.released += 1
        for i in range(target.n_children):
            child = POINTER.from_address(target.children + 8 * i).value
            if kind.from_address(child).release:
                RELEASE(kind.from_address(child).release)(child)
        target.release = None

    def _release_stream(self, address):
        Stream.from_address(address).release = None
        self.streams_released += 1

    def _keep(self, *things):
        self.kept.extend(things)
        return things[0]

    def _fill(self, target, kind, **values):
        ctypes.memset(ctypes.addressof(target), 0, ctypes.sizeof(kind))
        for name, value in values.items():
            setattr(target, name, value)
        target.release = ctypes.cast(self.release, POINTER).value
        target.private_data = id(kind)
        self.made += 1
        return target

    def _pointers(self, *addresses):
        return ctypes.addressof(self._keep((POINTER * len(addresses))(*addresses)))

    def _schema(self, stream, out):
        children = [self._keep(self._fill(Schema(), Schema, format=form, name=name, flags=2))
                    for form, name in ((b"u", b"sex"), (b"i", b"n"))]
        self._fill(Schema.from_address(out), Schema, format=b"+s", name=b"", n_children=2,
                   children=self._pointers(*map(ctypes.addressof, children)))
        return 0

    def _buffer(self, raw):
        return ctypes.addressof(self._keep(ctypes.create_string_buffer(raw, len(raw) + 8)))

    def _column(self, length, nulls, *buffers):
        bits = bytes(sum(1 << k for k in range(8) if 8 * i + k < length and not nulls[8 * i + k])
                     for i in range(length // 8 + 1))
        addresses = [self._buffer(bits)] + [self._buffer(b) for b in buffers]
        return self._keep(self._fill(Array(), Array, length=length, null_count=sum(nulls),
                                     n_buffers=len(addresses),
                                     buffers=self._pointers(*addresses)))

    def _array(self, stream, out):
        if self.next == self.fail_at:
            return ERRNO_IO
        target = Array.from_address(out)
        if self.next == len(self.batches):
            ctypes.memset(out, 0, ctypes.sizeof(Array))
            return 0
        rows = self.batches[self.next]
        self.next += 1
        words = [(sex or "").encode() for sex, _ in rows]
        ends = [sum(map(len, words[:i])) for i in range(len(words) + 1)]
        sexes = self._column(len(rows), [sex is None for sex, _ in rows],
                             struct.pack(f"={len(ends)}i", *ends), b"".join(words))
        counts = self._column(len(rows), [n is None for _, n in rows],
                              struct.pack(f"={len(rows)}i", *(n or 0 for _, n in rows)))
        self._fill(target, Array, length=len(rows), n_buffers=1, n_children=2,
                   buffers=self._pointers(None),
                   children=self._pointers(ctypes.addressof(sexes), ctypes.addressof(counts)))
        return 0


class Reading(unittest.TestCase):
    BATCHES = [[("F", 1), (None, 2), ("M", None)], [], [("x" * 40, -3)] * 9]

    def test_batches_are_read_and_all_that_was_made_is_released(self):
        producer = Producer(self.BATCHES)
        frame = gdcs.Frame.from_arrow(producer)
        rows = [row for batch in self.BATCHES for row in batch]
        self.assertEqual(frame.to_dict(), {"sex": [a for a, _ in rows], "n": [b for _, b in rows]})
        del frame
        gc.collect()
        self.assertEqual(producer.released, producer.made)
        self.assertEqual(producer.streams_released, 0)  # its capsule does that
        self.assertGreater(producer.made, 10)

    def test_a_stream_that_fails_is_quoted_and_released(self):
        for fail_at in (0, 1, 3):
            producer = Producer(self.BATCHES, fail_at=fail_at)
            with self.assertRaises(gdcs.Error) as caught:
                gdcs.Frame.from_arrow(producer)
            self.assertIn("the tape is torn", str(caught.exception))
            self.assertEqual(producer.released, producer.made)

    def test_a_schema_makes_a_table_of_it(self):
        table = gdcs.read_arrow(Producer([[("F", 1), ("M", 2)], [("F", 4)]]), {"columns": [
            {"name": "sex", "concept": "sex", "scheme": "sdmx"},
            {"name": "n", "concept": "count"}]}, as_="table")
        self.assertEqual((table[{"sex": "F"}].value, table[{"sex": "M"}].value), (5, 2))


def texts(array, at):
    """Words of a utf8 array."""
    offsets, data = (POINTER * 3).from_address(array.buffers)[1:3]
    ends = (ctypes.c_int32 * (array.length + 1)).from_address(offsets)
    return ctypes.string_at(data + ends[at], ends[at + 1] - ends[at]).decode() if data else ""


def is_null(array, at):
    bits = POINTER.from_address(array.buffers).value
    at += array.offset
    return bool(bits) and not ctypes.string_at(bits, at // 8 + 1)[-1] >> at % 8 & 1


def consume(source):
    """What a stream holds, by the specification and nothing else; its columns, moved out, outlive it."""
    capsule = source.__arrow_c_stream__()
    address = pythonapi.PyCapsule_GetPointer(capsule, b"arrow_array_stream")
    stream, schema, moved, last = Stream.from_address(address), Schema(), [], Array()
    assert GET(stream.get_schema)(address, ctypes.addressof(schema)) == 0
    types = [Schema.from_address(p) for p in (POINTER * schema.n_children).from_address(
        schema.children)]
    names = [(t.name.decode(), t.format, bool(t.dictionary)) for t in types]
    columns = {name: [] for name, _, _ in names}
    while True:
        array = Array()
        assert GET(stream.get_next)(address, ctypes.addressof(array)) == 0
        if not array.release:
            break
        for place in (POINTER * array.n_children).from_address(array.children):
            child = Array.from_buffer_copy(Array.from_address(place))
            Array.from_address(place).release = None
            moved.append(child)
        RELEASE(array.release)(ctypes.addressof(array))
    RELEASE(schema.release)(ctypes.addressof(schema))
    RELEASE(stream.release)(address)
    assert not schema.release and not stream.release and not last.release
    del capsule, source
    gc.collect()
    for (name, form, coded), child in zip(names, moved):
        if coded:
            words = Array.from_address(child.dictionary)
            size = {b"c": ctypes.c_int8, b"s": ctypes.c_int16, b"i": ctypes.c_int32}[form]
        else:
            size = {b"l": ctypes.c_int64, b"g": ctypes.c_double}[form]
        values = (size * (child.offset + child.length)).from_address(
            (POINTER * 2).from_address(child.buffers)[1]) if child.length else []
        for i in range(child.length):
            value = None if is_null(child, i) else values[child.offset + i]
            columns[name].append(texts(words, value) if coded and value is not None else value)
        RELEASE(child.release)(ctypes.addressof(child))
        assert not child.release
    return columns


class Writing(unittest.TestCase):
    def test_columns_of_a_frame_are_where_the_specification_puts_them(self):
        wanted = {"group": ["F", None, "", "Übrige", "F"], "n": [1, None, 2 ** 63 - 1, -4, 0],
                  "share": [0.5, None, -0.0, float("inf"), 1e-300]}
        self.assertEqual(consume(gdcs.Frame(wanted)), wanted)

    def test_a_table_is_the_rows_of_its_frame(self):
        table = gdcs.Table([gdcs.Axis("sex", concept="sex"), "year"])
        for i, year in enumerate(("2019", "2020")):
            table.set({"sex": "F", "year": year}, 3 + i)
            table.set({"sex": "M", "year": year}, None)
        wanted = table.to_frame().to_dict()
        self.assertEqual(gdcs.Frame.from_arrow(table).to_dict(), wanted)
        got = consume(table)
        self.assertEqual(list(got), list(wanted))
        self.assertEqual(got["sex"], wanted["sex"])


if __name__ == "__main__":
    unittest.main()
