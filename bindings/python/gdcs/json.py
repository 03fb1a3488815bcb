"""Frames and tables as JSON: in again as they were written (gdcs/json.h)."""
from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Union

from ._lib import lib, made

if TYPE_CHECKING:
    from .frame import Frame
    from .table import Table


def read_json(source: Any, *, as_: str = "table") -> Union[Table, Frame]:
    """Read what Table.write_json or Frame.write_json wrote.

    source   a path ("-" is the standard input), bytes, or an object with read();
             may be packed by gzip or zstd
    as_      "table" or "frame"

    See gdcs_json_read_table, gdcs_json_read_frame.
    """
    from .frame import Frame  # both are written as JSON, so they import what reads
    from .table import Table
    if as_ not in ("table", "frame"):
        raise ValueError(f"as_: expected 'table' or 'frame', got {as_!r}")
    kind: type[Union[Table, Frame]] = Table if as_ == "table" else Frame
    if isinstance(source, (str, os.PathLike)):
        return kind._adopt(made(getattr(lib, f"gdcs_json_read_{as_}"), os.fsencode(source)))
    text = source.read() if hasattr(source, "read") else source
    raw = text.encode("utf-8") if isinstance(text, str) else memoryview(text).tobytes()
    return kind._adopt(made(getattr(lib, f"gdcs_json_parse_{as_}"), raw, len(raw)))
