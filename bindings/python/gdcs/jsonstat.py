"""JSON-stat 1 and 2, read and written (gdcs/jsonstat.h)."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Union

from ._read import read

if TYPE_CHECKING:
    from .frame import Frame
    from .table import Table


def read_jsonstat(source: Any, schema: Any = None, *, as_: str = "table",
                  **options: Any) -> Union[Table, Frame]:
    """Read a JSON-stat data set into a Table or a Frame; its `reading` says what was met.

    source   a path ("-" is the standard input), bytes, or an object with read();
             may be packed by gzip or zstd
    schema   None: as the file says; else a Schema or what makes one, of which each column takes the
             place of that of its name
    as_      "table" or "frame"
    options  part: name of the data set, of a file that holds several;
             detect: False: find out nothing that the file leaves open;
             reject_limit: cells that may not fit before reading fails, -1: any number;
             progress: a Progress, to be looked at and cancelled by another thread

    See gdcs_jsonstat_read_table, gdcs_jsonstat_read_frame.
    """
    return read("jsonstat", source, schema, as_, **options)
