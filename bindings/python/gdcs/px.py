"""PC-Axis PX, read and written (gdcs/px.h)."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Union

from ._read import read

if TYPE_CHECKING:
    from .frame import Frame
    from .table import Table


def read_px(source: Any, schema: Any = None, *, as_: str = "table",
            **options: Any) -> Union[Table, Frame]:
    """Read a PX file into a Table or a Frame; its `reading` says what was met.

    source   a path ("-" is the standard input), bytes, or an object with read();
             may be packed by gzip or zstd
    schema   None: as the file says; else a Schema or what makes one, of which each column takes the
             place of that of its name
    as_      "table" or "frame"
    options  language: "en": of the labels, where the file has several;
             detect: False: find out nothing that the file leaves open;
             reject_limit: cells that may not fit before reading fails, -1: any number;
             progress: a Progress, to be looked at and cancelled by another thread

    See gdcs_px_read_table, gdcs_px_read_frame.
    """
    return read("px", source, schema, as_, **options)
