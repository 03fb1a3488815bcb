"""What the readers of all formats share (gdcs/read.h, gdcs/schema.h)."""
from __future__ import annotations

import ctypes
import json
import os
import stat
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, NamedTuple, Optional, Union

from . import _abi
from ._handle import Handle
from ._lib import byref, call, decode, failed, lib, new, new_out, optional
from ._output import deliver
from ._words import words
from .progress import Progress, interruptible

if TYPE_CHECKING:
    from .frame import Frame
    from .table import Table

SHORT = 1 << 20  # bytes that are read before anybody could want to interrupt it


class Reading(NamedTuple):
    """What reading met: records of data, and what became of them.

    rejected  records that did not fit, by reason: width, sex, word, number, text
    first_row, first_column, first_message  about the first of them; 0 and "" if all fitted
    repeated  numbers added to a cell that an earlier one had set: is a filter missing?
    repaired  records whose number of fields was put right, as the schema's "ragged" allows
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
    repaired: int


class Schema(Handle):
    """What the columns of a file are (gdcs/schema.h): a dict, JSON text, a name of Schema.names(),
    or the path of a JSON file, which "./" tells from a name."""

    __slots__ = ()
    _free = lib.gdcs_schema_free

    def __init__(self, schema: Union[Mapping[str, Any], str, os.PathLike[str]]) -> None:
        out = ctypes.POINTER(_abi.Schema)()
        if isinstance(schema, Mapping):
            schema = json.dumps(schema)
        if isinstance(schema, str) and schema.lstrip().startswith("{"):
            text = schema.encode("utf-8", "surrogatepass")
            call(lib.gdcs_schema_parse, text, len(text), byref(out))
        elif isinstance(schema, str) and schema in self.names():
            call(lib.gdcs_schema_new, schema.encode(), byref(out))
        else:
            call(lib.gdcs_schema_read, os.fsencode(schema), byref(out))
        self._handle = out

    @classmethod
    def named(cls, name: str) -> Schema:
        """The schema of files that many use: "open-sdg" (gdcs_schema_new, gdcs_schema_name)."""
        out = ctypes.POINTER(_abi.Schema)()
        call(lib.gdcs_schema_new, name.encode("utf-8", "surrogatepass"), byref(out))
        made = cls.__new__(cls)
        made._handle = out
        return made

    @classmethod
    def of(cls, written: Any, options: Any = None) -> Schema:
        """The schema with which what write_csv() of this Table or Frame writes reads back equal.

        options  write_options() of writing

        See gdcs_csv_new_schema_table, gdcs_csv_new_schema_frame.
        """
        from .table import Table  # it gives CSV back, so it imports this module
        out = ctypes.POINTER(_abi.Schema)()
        make = (lib.gdcs_csv_new_schema_table if isinstance(written, Table)
                else lib.gdcs_csv_new_schema_frame)
        call(make, written._handle, None if options is None else byref(options), byref(out))
        made = cls.__new__(cls)
        made._handle = out
        return made

    @staticmethod
    def names() -> List[str]:
        """What Schema.named() knows."""
        names: List[str] = []
        while lib.gdcs_schema_name(len(names)):
            names.append(decode(lib.gdcs_schema_name(len(names))))
        return names

    def to_json(self) -> str:
        """The schema as JSON, as a user keeps it beside the file."""
        return deliver(None, lib.gdcs_schema_write, self._handle) or ""


def read(noun: str, source: Any, schema: Any, as_: str, *, reject_limit: int = 0,
         field_limit: int = 0, detect: bool = True, part: Optional[str] = None,
         language: Optional[str] = None, threads: int = 0,
         progress: Optional[Progress] = None) -> Union[Table, Frame]:
    """Read a file of a format, gdcs_<noun>_read_table and the like.

    source        a path ("-" is the standard input), bytes, or an object with read();
                  may be packed by gzip or zstd; of delimited files also a list of paths and patterns
    schema        a Schema, or what makes one: a dict, JSON text, a name, the path of a JSON file;
                  None if the format describes itself
    as_           "table" or "frame"
    reject_limit  rows that may not fit before reading fails; -1: any number
    field_limit   bytes in one field; 0 is 1 MiB
    detect        find out what the schema leaves open, and say it in meta["detected"]
    part          name of the data set, of a file that holds several
    language      of the labels, where the file has several
    threads       that read a delimited file, at most 64; 0: as many as the machine has
    progress      how far it is, and whether it is cancelled; KeyboardInterrupt cancels too

    The result's `reading` says what was met; an exception carries it too.
    """
    reader = _reader(noun, source, as_) if as_ in ("table", "frame") else None
    return receive(reader, schema, as_, reject_limit=reject_limit, field_limit=field_limit,
                   detect=detect, part=part, language=language, threads=threads,
                   progress=progress, long=_is_long(source))


def receive(reader: Any, schema: Any, as_: str, *, reject_limit: int = 0, field_limit: int = 0,
            detect: bool = True, part: Optional[str] = None,
            language: Optional[str] = None, threads: int = 0,
            progress: Optional[Progress] = None, long: bool = False) -> Union[Table, Frame]:
    """What reader(schema, options, out, result, err) makes; the rest as read().

    long  may it take so long that it must be possible to interrupt it?
    """
    from .frame import Frame  # both give CSV back, so they import this module
    from .table import Table
    if as_ not in ("table", "frame"):
        raise ValueError(f"as_: expected 'table' or 'frame', got {as_!r}")
    kind: type[Union[Table, Frame]] = Table if as_ == "table" else Frame
    if schema is not None and not isinstance(schema, Schema):
        schema = Schema(schema)
    if progress is None and long:
        progress = Progress()
    options = new(_abi.ReadOptions, reject_limit=reject_limit, field_limit=field_limit,
                  detect=_abi.DETECT_DEFAULT if detect else _abi.DETECT_NONE,
                  part=optional(part, "part"), language=optional(language, "language"),
                  threads=threads, progress=None if progress is None else progress._handle)
    result, out, err = new(_abi.ReadResult), new_out(), new(_abi.Error)

    def run() -> int:
        status: int = reader(None if schema is None else schema._handle, byref(options), byref(out),
                             byref(result), byref(err))
        return status

    try:
        status = interruptible(run, progress) if progress is not None and long else run()
    except BaseException:
        if out.value is not None:
            kind._adopt(out.value)
        raise
    if status:
        failure = failed(status, err)
        failure.reading = reading(result)
        raise failure
    made = kind._adopt(out.value)
    made.reading = reading(result)
    return made


def _is_long(source: Any) -> bool:
    """All but small files and texts: a pipe may take for ever."""
    if isinstance(source, bytes):
        return len(source) >= SHORT
    if isinstance(source, (list, tuple)):
        return True
    if not isinstance(source, (str, os.PathLike)):
        return True
    try:
        about = os.stat(source)
    except (OSError, ValueError):
        return os.fspath(source) == "-"
    return not stat.S_ISREG(about.st_mode) or about.st_size >= SHORT


def _reader(noun: str, source: Any, as_: str) -> Any:
    """The function of the library that takes this source, with the source already given."""
    if isinstance(source, (str, os.PathLike)):
        path, function = os.fsencode(source), getattr(lib, f"gdcs_{noun}_read_{as_}")
        return lambda *rest: function(path, *rest)
    if isinstance(source, (list, tuple)):
        if noun != "csv":
            raise TypeError("several files are read as one if they are delimited only")
        files = [os.fsencode(path) for path in source]
        paths = (ctypes.c_char_p * len(files))(*files)
        many = getattr(lib, f"gdcs_csv_read_{as_}_files")
        return lambda *rest: many(paths, len(paths), *rest)
    text = source.read() if hasattr(source, "read") else source
    raw = text.encode("utf-8") if isinstance(text, str) else memoryview(text).tobytes()
    function = getattr(lib, f"gdcs_{noun}_parse_{as_}")
    return lambda *rest: function(raw, len(raw), *rest)


def reading(result: _abi.ReadResult) -> Reading:
    reasons = {name: place for name, place in words("REJECT").items() if name != "reasons"}
    return Reading(result.rows, result.used, result.filtered,
                   {name: result.rejected[place] for name, place in reasons.items()},
                   result.blank, result.first_row, result.first_column,
                   decode(result.first_message), result.repeated, result.repaired)
