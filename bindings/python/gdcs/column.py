"""A column of a frame: read where it lies, without a copy."""
from __future__ import annotations

import ctypes
import sys
from typing import Any, Dict, List, Optional, Sequence, Tuple

from . import _abi
from ._handle import sensitivity_word
from ._lib import decode, encode, lib
from ._words import word

MISSING_INT64 = -2 ** 63
ORDER = "<" if sys.byteorder == "little" else ">"
LAYOUT: Dict[str, Tuple[Any, str]] = {
    "d": (ctypes.c_double, ORDER + "f8"), "q": (ctypes.c_int64, ORDER + "i8"),
    "i": (ctypes.c_int32, ORDER + "i4")}
NOTHING = ctypes.c_double()  # an address for arrays without elements


class View(Sequence[Any]):
    """Numbers that an object of the library lends, read only.

    NumPy takes it without a copy (np.asarray); the lender lives as long as the view and every array
    made from it.
    """

    __slots__ = ("_owner", "_address", "_length", "_code")

    def __init__(self, owner: Any, address: Optional[int], length: int, code: str) -> None:
        self._owner, self._address, self._length, self._code = owner, address, length, code

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            first, last, step = index.indices(self._length)
            return self._read(first, last - first) if step == 1 else self.to_list()[index]
        place = index + self._length if index < 0 else index
        if not 0 <= place < self._length:
            raise IndexError(f"{index} of {self._length}")
        kind = LAYOUT[self._code][0]
        return kind.from_address(self._address + place * ctypes.sizeof(kind)).value

    def to_list(self) -> List[Any]:
        """A list of Python numbers."""
        return self._read(0, self._length)

    def _read(self, first: int, count: int) -> List[Any]:
        if count <= 0:
            return []
        item = ctypes.sizeof(LAYOUT[self._code][0])
        raw = ctypes.string_at((self._address or 0) + first * item, count * item)
        return memoryview(raw).cast(self._code).tolist()

    @property
    def __array_interface__(self) -> Dict[str, Any]:
        return {"version": 3, "typestr": LAYOUT[self._code][1], "shape": (self._length,),
                "data": (self._address or ctypes.addressof(NOTHING), True)}

    def to_numpy(self) -> Any:
        """A read-only NumPy array over the same memory."""
        import numpy
        return numpy.asarray(self)


class Column(Sequence[Any]):
    """One column: a sequence of str, int or float, where None is missing.

    name, label, unit   texts
    concept             for instance "sex", "period", "value"; "" for none (gdcs/concept.h)
    sensitivity         "public", "internal" or "protected"
    type                "text", "double" or "int64"
    values              the numbers as they lie in memory: NaN or -2**63 is missing
    codes, words        of a text column: codes into words, -1 is missing
    word_count          how many words there are
    titles              of a text column: {word: title for readers}, of words that have one
    """

    __slots__ = ("_owner", "_got", "_words", "name", "label", "unit", "concept", "sensitivity",
                 "type", "values")

    def __init__(self, owner: Any, got: _abi.Column) -> None:
        self._owner = owner
        self.name, self.label, self.unit = decode(got.name), decode(got.label), decode(got.unit)
        self.concept = word("CONCEPT", got.concept_id) if got.concept_id else ""
        self.sensitivity = sensitivity_word(got.sensitivity)
        self.type = word("TYPE", got.type)
        address, code = {"double": (got.doubles, "d"), "int64": (got.integers, "q"),
                         "text": (got.codes, "i")}[self.type]
        self.values = View(owner, address, got.rows, code)
        self._got = got
        self._words: Optional[List[str]] = None

    @property
    def word_count(self) -> int:
        """Of a text column: how many words there are, without making them."""
        return int(self._got.word_count) if self.type == "text" else 0

    @property
    def words(self) -> List[str]:
        """Of a text column: what the codes stand for, made when they are first asked for."""
        if self._words is None:
            count = self.word_count
            self._words = [decode(raw) for raw in self._got.words[:count]] if count else []
        return self._words

    @property
    def titles(self) -> Dict[str, str]:
        """Of a text column: {word: title} (gdcs_frame_get_title)."""
        name, found = encode(self.name, "name"), {}
        for one in self.words:
            title = lib.gdcs_frame_get_title(self._owner._handle, name, encode(one, "word"))
            if title:
                found[one] = decode(title)
        return found

    @property
    def codes(self) -> View:
        """Of a text column: the codes into words."""
        if self.type != "text":
            raise TypeError(f"column {self.name} is {self.type}, not text")
        return self.values

    def _shown(self, raw: Any) -> Any:
        if self.type == "text":
            return None if raw < 0 else self.words[raw]
        return None if raw != raw or raw == MISSING_INT64 else raw

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return self._show_all(self.values[index])
        return self._shown(self.values[index])

    def to_list(self) -> List[Any]:
        """A list of str, int or float; None is missing."""
        return self._show_all(self.values.to_list())

    def _show_all(self, raw: List[Any]) -> List[Any]:
        if self.type == "text":
            lookup: List[Optional[str]] = [*self.words, None]
            return [lookup[code] for code in raw]
        if self.type == "int64":
            return [None if number == MISSING_INT64 else number for number in raw]
        return [None if number != number else number for number in raw]

    def to_numpy(self) -> Any:
        """A read-only NumPy array over the frame's memory; of a text column an array of objects.

        A column of whole numbers with missing ones is a masked array over the same memory.
        """
        import numpy
        if self.type == "text":
            words = numpy.empty(len(self.words) + 1, dtype=object)
            words[:-1] = self.words
            return words[numpy.asarray(self.values)]
        array = numpy.asarray(self.values)
        if self.type == "int64" and len(array) and array.min() == MISSING_INT64:
            ma: Any = numpy.ma
            return ma.array(array, mask=array == MISSING_INT64, copy=False)
        return array

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        array = self.to_numpy()
        return array if dtype is None else array.astype(dtype)

    def to_pandas(self, *, copy: bool = False) -> Any:
        """A pandas Series: text as categorical, whole numbers with missing ones as Int64.

        copy  False: numbers are the frame's own memory, and cannot be changed in place
        """
        import numpy
        import pandas
        if self.type == "text":
            made = pandas.Categorical.from_codes(numpy.asarray(self.values), categories=self.words)
            return pandas.Series(made, name=self.name)
        array = self.to_numpy()
        held = numpy.array(self.values, copy=True) if copy else numpy.asarray(self.values)
        if isinstance(array, numpy.ma.MaskedArray):
            held = pandas.arrays.IntegerArray(held, array.mask)
        return pandas.Series(held, name=self.name)

    def __repr__(self) -> str:
        head = f"Column({self.name!r}, {self.type}, {len(self)} rows"
        if self.sensitivity == "protected":
            return head + ", protected)"
        shown = ", ".join(map(repr, self[:6])) + (", ..." if len(self) > 6 else "")
        return f"{head}: [{shown}])"
