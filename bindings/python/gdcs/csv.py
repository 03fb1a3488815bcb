"""Delimited files: in one pass to a table or a frame (gdcs/csv.h)."""
from __future__ import annotations

import ctypes
import json
import os
from typing import TYPE_CHECKING, Any, Dict, Mapping, NamedTuple, Union

from . import _abi
from ._handle import Handle
from ._lib import byref, call, decode, encode, failed, lib, new, new_out
from ._output import deliver
from ._words import words

if TYPE_CHECKING:
    from .frame import Frame
    from .table import Table


class Reading(NamedTuple):
    """What reading met: records of data, and what became of them.

    rejected  records that did not fit, by reason: width, sex, word, number, text
    first_row, first_column, first_message  about the first of them; 0 and "" if all fitted
    repeated  numbers added to a cell that an earlier one had set: is a filter missing?
    """

    rows: int
    used: int
    filtered: int
    rejected: Dict[str, int]
    blank: int
    first_row: int
    first_column: int
    first_message: str
    repeated: int


class Schema(Handle):
    """What the columns of a file are: a dict, JSON text, or a path of JSON (gdcs/schema.h)."""

    __slots__ = ()
    _free = lib.gdcs_schema_free

    def __init__(self, schema: Union[Mapping[str, Any], str, os.PathLike]) -> None:
        out = ctypes.POINTER(_abi.Schema)()
        if isinstance(schema, Mapping):
            schema = json.dumps(schema)
        if isinstance(schema, str) and schema.lstrip().startswith("{"):
            text = schema.encode("utf-8", "surrogatepass")
            call(lib.gdcs_schema_parse, text, len(text), byref(out))
        else:
            call(lib.gdcs_schema_read, os.fsencode(schema), byref(out))
        self._handle = out

    def to_json(self) -> str:
        """The schema as JSON, as a user keeps it beside the file."""
        return deliver(None, lib.gdcs_schema_write, self._handle) or ""


def write_options(*, delimiter: str = ",", decimal: str = ".",
                  guard_formulas: bool = False) -> _abi.CsvWriteOptions:
    """guard_formulas: put a ' before text that a spreadsheet would run."""
    return new(_abi.CsvWriteOptions, delimiter=encode(delimiter, "delimiter"),
               decimal=encode(decimal, "decimal"), guard_formulas=int(guard_formulas))


def read_csv(source: Any, schema: Any, *, as_: str = "table", reject_limit: int = 0,
             field_limit: int = 0, detect: bool = True) -> Union[Table, Frame]:
    """Read a delimited file into a Table or a Frame; its `reading` says what was met.

    source        a path ("-" is the standard input), bytes, or an object with read()
    schema        a Schema, or what makes one: a dict, JSON text, the path of a JSON file
    as_           "table" or "frame"
    reject_limit  rows that may not fit before reading fails; -1: any number
    field_limit   bytes in one field; 0 is 1 MiB
    detect        find out what the schema leaves open: delimiter, header, encoding, marks in
                  numbers; what was found stands in meta["detected"]

    See gdcs_csv_read_table, gdcs_csv_read_frame.  An exception carries `reading` too.
    """
    from .frame import Frame  # both give CSV back, so they import this module
    from .table import Table
    if as_ not in ("table", "frame"):
        raise ValueError(f"as_: expected 'table' or 'frame', got {as_!r}")
    kind: Any = Table if as_ == "table" else Frame
    schema = schema if isinstance(schema, Schema) else Schema(schema)
    options = new(_abi.ReadOptions, reject_limit=reject_limit, field_limit=field_limit,
                  detect=0 if detect else _abi.DETECT_NONE)
    result, out, err = new(_abi.ReadResult), new_out(), new(_abi.Error)
    status = _reader(source, as_)(schema._handle, byref(options), byref(out), byref(result),
                                  byref(err))
    if status:
        failure = failed(status, err)
        failure.reading = reading(result)
        raise failure
    read = kind._adopt(out.value)
    read.reading = reading(result)
    return read


def _reader(source: Any, as_: str) -> Any:
    """The function of the library that takes this source, with the source already given."""
    if isinstance(source, (str, os.PathLike)):
        path, function = os.fsencode(source), getattr(lib, f"gdcs_csv_read_{as_}")
        return lambda *rest: function(path, *rest)
    text = source.read() if hasattr(source, "read") else source
    raw = text.encode("utf-8") if isinstance(text, str) else memoryview(text).tobytes()
    function = getattr(lib, f"gdcs_csv_parse_{as_}")
    return lambda *rest: function(raw, len(raw), *rest)


def reading(result: _abi.ReadResult) -> Reading:
    reasons = {name: place for name, place in words("REJECT").items() if name != "reasons"}
    return Reading(result.rows, result.used, result.filtered,
                   {name: result.rejected[place] for name, place in reasons.items()},
                   result.blank, result.first_row, result.first_column,
                   decode(result.first_message), result.repeated)
