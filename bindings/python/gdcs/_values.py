"""Values of a column as Python, NumPy or pandas have them, into arrays that the library reads."""
from __future__ import annotations

import ctypes
import math
import numbers
from array import array
from typing import Any, Dict, List, NamedTuple, Optional, Sequence

from .column import MISSING_INT64, Column


class Values(NamedTuple):
    """An array by its address; `keep` must live as long as the address is used."""

    type: str
    address: int
    length: int
    words: Sequence[Any]
    keep: Any


def values(name: str, given: Any, type_: Optional[str] = None) -> Values:
    """Take a column: type is "text", "double", "int64", or None for what the values are."""
    if isinstance(given, Column) and type_ in (None, given.type):
        held = given.values
        return Values(given.type, held._address or 0, len(held), given.words, given)
    package = type(given).__module__.partition(".")[0]
    if package == "pandas" and type_ is None:
        return of_pandas(name, given)
    if package == "numpy" and type_ is None:
        return of_numpy(name, given)
    return of_list(name, list(given), type_)


def of_list(name: str, given: List[Any], type_: Optional[str]) -> Values:
    kinds = {kind(name, one) for one in set(map(type, given))} - {None}
    if "text" in kinds and "double" in kinds and all(map(missing_or_text, given)):
        kinds.remove("double")  # NaN is how pandas leaves out a text
    if type_ is None:
        if "text" in kinds and len(kinds) > 1:
            raise TypeError(f"column {name!r} mixes text and numbers")
        type_ = "text" if "text" in kinds else "int64" if kinds == {"int64"} else "double"
    if type_ == "text":
        return of_texts(name, given)
    if "text" in kinds:
        raise TypeError(f"column {name!r} holds text, not {type_}")
    gap = MISSING_INT64 if type_ == "int64" else math.nan
    given = [gap if value is None else value for value in given]
    if type_ == "int64" and "double" in kinds:
        given = [gap if value != value else whole(name, value) for value in given]
    return of_array(type_, array("q" if type_ == "int64" else "d", given))


def kind(name: str, of: type) -> Optional[str]:
    """text, int64, double for values of this type; None for None."""
    if issubclass(of, str):
        return "text"
    if issubclass(of, numbers.Integral):
        return "int64"
    if issubclass(of, numbers.Real):
        return "double"
    if issubclass(of, type(None)):
        return None
    raise TypeError(f"column {name!r} cannot hold {of.__name__}: make it text or numbers")


def whole(name: str, value: Any) -> int:
    if value - value or value != int(value):  # infinity, or a fraction
        raise TypeError(f"column {name!r} cannot hold {value}: it is not whole")
    return int(value)


def missing_or_text(value: Any) -> bool:
    return isinstance(value, str) or missing(value)


def missing(value: Any) -> bool:
    return value is None or value != value


def of_texts(name: str, given: Sequence[Any]) -> Values:
    """Dictionary-coded: each distinct text once, in order of appearance."""
    index: Dict[Any, int] = {None: -1}
    codes = array("i", bytes(4 * len(given)))
    for row, value in enumerate(given):
        code = index.get(value)
        if code is None:
            if missing(value):
                code = -1
            else:
                code = index[value] = len(index) - 1
        codes[row] = code
    return of_array("text", codes, list(index)[1:])


def of_array(type_: str, made: array[Any], words: Sequence[Any] = ()) -> Values:
    address, length = made.buffer_info()
    return Values(type_, address, length, words, made)


def of_numpy(name: str, given: Any) -> Values:
    """Numbers by their address; a copy only where the type or the layout is another."""
    import numpy
    if given.ndim != 1:
        raise TypeError(f"column {name!r} has {given.ndim} dimensions, not one")
    if isinstance(given, numpy.ma.MaskedArray) or given.dtype.kind in "OU":
        return of_list(name, given.tolist(), "text" if given.dtype.kind == "U" else None)
    if given.dtype.kind == "f":
        return of_numbers("double", numpy.ascontiguousarray(given, dtype=numpy.float64))
    if given.dtype.kind == "u" and given.size and int(given.max()) > 2 ** 63 - 1:
        raise OverflowError(f"column {name!r} holds numbers above 2**63 - 1")
    if given.dtype.kind in "iub":
        return of_numbers("int64", numpy.ascontiguousarray(given, dtype=numpy.int64))
    raise TypeError(f"column {name!r} cannot hold {given.dtype}: make it text or numbers")


def of_numbers(type_: str, made: Any, words: Sequence[Any] = ()) -> Values:
    """A contiguous NumPy array of the right type."""
    return Values(type_, made.__array_interface__["data"][0], len(made), words, made)


def of_pandas(name: str, given: Any) -> Values:
    """A Series (or Index): categorical as codes, nullable numbers with their gaps."""
    import numpy
    import pandas
    if isinstance(given.dtype, pandas.CategoricalDtype):
        codes = numpy.ascontiguousarray(pandas.Series(given).cat.codes, dtype=numpy.int32)
        return of_numbers("text", codes, list(given.dtype.categories))
    what = getattr(given.dtype, "kind", "O")
    if what == "f":
        return of_numpy(name, given.to_numpy(dtype="float64", na_value=numpy.nan))
    if what in "iub" and given.isna().any():
        return of_numpy(name, given.to_numpy(dtype="int64", na_value=MISSING_INT64))
    if what in "iub":
        return of_numpy(name, given.to_numpy(dtype="uint64" if what == "u" else "int64"))
    if what != "O":
        raise TypeError(f"column {name!r} cannot hold {given.dtype}: make it text or numbers")
    gaps = given.isna().tolist()
    return of_list(name, [None if gap else value for value, gap in zip(given.tolist(), gaps)],
                   "text" if str(given.dtype) in ("string", "str") else None)


def address_of(held: Values) -> Optional[int]:
    """The address, or None where there is no element."""
    return held.address if held.length else None


assert ctypes.sizeof(ctypes.c_int) == array("i").itemsize == 4
