"""Frames in memory to and from other software, by the Arrow C data interface (gdcs/arrow.h).

Any object with __arrow_c_stream__() or __arrow_c_array__() is read: DataFrames of Polars, tables of
pyarrow, relations of DuckDB, pandas from 2.2 on.  A Frame has those methods too, and so
has a Table, whose rows are those of to_frame().
"""
from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Dict, Tuple, Union

from ._lib import byref, call, lib
from ._read import receive

if TYPE_CHECKING:
    from .frame import Frame
    from .table import Table

RELEASE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class ArrowSchema(ctypes.Structure):
    _fields_ = [("format", ctypes.c_char_p), ("name", ctypes.c_char_p),
                ("metadata", ctypes.c_void_p), ("flags", ctypes.c_int64),
                ("n_children", ctypes.c_int64), ("children", ctypes.c_void_p),
                ("dictionary", ctypes.c_void_p), ("release", RELEASE),
                ("private_data", ctypes.c_void_p)]


class ArrowArray(ctypes.Structure):
    _fields_ = [("length", ctypes.c_int64), ("null_count", ctypes.c_int64),
                ("offset", ctypes.c_int64), ("n_buffers", ctypes.c_int64),
                ("n_children", ctypes.c_int64), ("buffers", ctypes.c_void_p),
                ("children", ctypes.c_void_p), ("dictionary", ctypes.c_void_p),
                ("release", RELEASE), ("private_data", ctypes.c_void_p)]


class ArrowArrayStream(ctypes.Structure):
    _fields_ = [("get_schema", ctypes.c_void_p), ("get_next", ctypes.c_void_p),
                ("get_last_error", ctypes.c_void_p), ("release", RELEASE),
                ("private_data", ctypes.c_void_p)]


NAMES: Dict[type, bytes] = {ArrowSchema: b"arrow_schema", ArrowArray: b"arrow_array",
                            ArrowArrayStream: b"arrow_array_stream"}

_DESTRUCTOR = ctypes.PYFUNCTYPE(None, ctypes.c_void_p)
_new = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.c_void_p, ctypes.c_char_p, _DESTRUCTOR)(
    ("PyCapsule_New", ctypes.pythonapi))
_pointer = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)(
    ("PyCapsule_GetPointer", ctypes.pythonapi))
# By its address: while a capsule is being destroyed nothing may refer to it again.
_pointer_of_dying = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)(
    ("PyCapsule_GetPointer", ctypes.pythonapi))


def _destructor(struct: Any, name: bytes, alive: Dict[int, Any]) -> Any:
    """What a capsule calls when it goes: the struct is released unless it was moved away."""
    def destroy(capsule: int) -> None:
        held = alive.pop(_pointer_of_dying(capsule, name), None)
        if held is not None and held.release:
            held.release(ctypes.addressof(held))
    made = _DESTRUCTOR(destroy)
    # Capsules may outlive this module when the interpreter ends.
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(made))
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(name))
    return made


_alive: Dict[int, Any] = {}
_DESTRUCTORS = {struct: _destructor(struct, name, _alive) for struct, name in NAMES.items()}


def _capsule(struct: Any) -> Any:
    """A capsule that owns the struct, which the library has filled."""
    address, kind = ctypes.addressof(struct), type(struct)
    _alive[address] = struct
    return _new(address, NAMES[kind], _DESTRUCTORS[kind])


def schema_capsule(handle: Any) -> Any:
    """gdcs_arrow_write_frame, the type alone"""
    schema = ArrowSchema()
    call(lib.gdcs_arrow_write_frame, handle, byref(schema), None)
    return _capsule(schema)


def array_capsules(handle: Any) -> Tuple[Any, Any]:
    """gdcs_arrow_write_frame"""
    schema, array = ArrowSchema(), ArrowArray()
    call(lib.gdcs_arrow_write_frame, handle, byref(schema), byref(array))
    return _capsule(schema), _capsule(array)


def stream_capsule(handle: Any) -> Any:
    """gdcs_arrow_write_frame_stream"""
    stream = ArrowArrayStream()
    call(lib.gdcs_arrow_write_frame_stream, handle, byref(stream))
    return _capsule(stream)


def read_arrow(source: Any, schema: Any = None, *, as_: str = "frame",
               **options: Any) -> Union[Table, Frame]:
    """Read what other software holds into a Frame or a Table; its `reading` says what was met.

    source   an object with __arrow_c_stream__() or __arrow_c_array__()
    schema   None: columns as they are, with what gdcs itself says in the metadata; else a Schema or
             what makes one, by the names of the columns
    as_      "frame" or "table", which needs concepts by a schema or by metadata
    options  reject_limit: rows that may not fit before reading fails, -1: any number;
             field_limit: bytes in one text, 0 is 1 MiB;
             detect: False: find out nothing that the schema leaves open

    See gdcs_arrow_read_frame, gdcs_arrow_read_frame_stream, gdcs_arrow_read_table,
    gdcs_arrow_read_table_stream.
    """
    if as_ not in ("frame", "table"):
        raise ValueError(f"as_: expected 'frame' or 'table', got {as_!r}")
    if hasattr(source, "__arrow_c_stream__"):
        capsules: Tuple[Any, ...] = (source.__arrow_c_stream__(),)
        kinds: Tuple[type, ...] = (ArrowArrayStream,)
        function = getattr(lib, f"gdcs_arrow_read_{as_}_stream")
    elif hasattr(source, "__arrow_c_array__"):
        capsules, kinds = source.__arrow_c_array__(), (ArrowSchema, ArrowArray)
        function = getattr(lib, f"gdcs_arrow_read_{as_}")
    else:
        raise TypeError(f"{type(source).__name__} has neither __arrow_c_stream__() nor "
                        "__arrow_c_array__()")
    given = [_pointer(capsule, NAMES[kind]) for capsule, kind in zip(capsules, kinds)]
    return receive(lambda *rest: function(*given, *rest), schema, as_, **options)
