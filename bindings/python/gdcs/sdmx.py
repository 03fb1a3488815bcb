"""SDMX-CSV, SDMX-JSON and Eurostat's TSV in, SDMX-CSV 2.0 out (gdcs/sdmx.h)."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional, Union

from . import _abi
from ._lib import new, optional
from ._read import read
from ._words import number

if TYPE_CHECKING:
    from .frame import Frame
    from .table import Table

__all__ = ["read_sdmx", "sdmx_options"]


def sdmx_options(*, labels: str = "default",
                 structure: Optional[str] = None) -> _abi.SdmxWriteOptions:
    """labels: "default", "id", "both" or "name"; structure: STRUCTURE_ID, "AGENCY:ID(VERSION)"."""
    return new(_abi.SdmxWriteOptions, labels=number("SDMX_LABELS", labels, "labels"),
               structure=optional(structure, "structure"))


def read_sdmx(source: Any, schema: Any = None, *, as_: str = "table",
              **options: Any) -> Union[Table, Frame]:
    """Read an SDMX file into a Table or a Frame; its `reading` says what was met.

    source   a path ("-" is the standard input), bytes, or an object with read();
             may be packed by gzip or zstd
    schema   what differs from the file's own description: a Schema, or what makes one; or None
    as_      "table" or "frame"
    options  as read_csv; part: STRUCTURE_ID or DATAFLOW, of a file with several

    See gdcs_sdmx_read_table, gdcs_sdmx_read_frame.  An exception carries `reading` too.
    """
    return read("sdmx", source, schema, as_, **options)
