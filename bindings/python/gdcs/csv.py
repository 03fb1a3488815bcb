"""Delimited files: in one pass to a table or a frame (gdcs/csv.h)."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Union

from . import _abi
from ._lib import encode, new
from ._read import Reading, Schema, read

if TYPE_CHECKING:
    from .frame import Frame
    from .table import Table

__all__ = ["Reading", "Schema", "read_csv", "write_options"]


def write_options(*, delimiter: str = ",", decimal: str = ".",
                  guard_formulas: bool = False) -> _abi.CsvWriteOptions:
    """guard_formulas: put a ' before text that a spreadsheet would run."""
    return new(_abi.CsvWriteOptions, delimiter=encode(delimiter, "delimiter"),
               decimal=encode(decimal, "decimal"), guard_formulas=int(guard_formulas))


def read_csv(source: Any, schema: Any, *, as_: str = "table",
             **options: Any) -> Union[Table, Frame]:
    """Read a delimited file into a Table or a Frame; its `reading` says what was met.

    source   a path ("-" is the standard input), bytes, or an object with read();
             may be packed by gzip or zstd; or a list of paths that are read as one, where * and ?
             stand for names: ["data/20??.csv.gz"]
    schema   a Schema, or what makes one: a dict, JSON text, the name of one that many use,
             "open-sdg", or the path of a JSON file
    as_      "table" or "frame"
    options  reject_limit: rows that may not fit before reading fails, -1: any number;
             field_limit: bytes in one field, 0 is 1 MiB;
             detect: False: find out nothing that the schema leaves open;
             progress: a Progress, to be looked at and cancelled by another thread;
             threads: that read, 0 as many as the machine has

    See gdcs_csv_read_table, gdcs_csv_read_table_files and the same of frames.  An exception carries `reading` too.
    """
    return read("csv", source, schema, as_, **options)
