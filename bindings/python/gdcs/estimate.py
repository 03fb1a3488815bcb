"""What all statistics share: estimates, confidence, arrays in and out (gdcs/estimate.h)."""
from __future__ import annotations

import numbers
from array import array
from collections.abc import Mapping, Set
from ctypes import POINTER, c_double, c_int64, cast
from typing import Any, Dict, List, NamedTuple, Optional, Protocol, Sequence, Tuple, Union

from . import _abi
from ._lib import fields, new
from .column import ORDER, Column
from .errors import failure

Array = Any  # of results: array.array, or a NumPy array if one came in


class HasArray(Protocol):
    """A NumPy array, a pandas Series, a Column."""

    def __array__(self) -> Any: ...


Many = Union[Sequence[Optional[float]], HasArray]
Numbers = Union[float, Many]


class Estimate(NamedTuple):
    """A value with its interval, and the bounds that hold whatever is not known."""

    value: float
    lower: float
    upper: float
    std_error: float
    bound_lower: float
    bound_upper: float


class Bounds(NamedTuple):
    """What holds whatever is not known."""

    lower: float
    upper: float


class Estimates(NamedTuple):
    """The same for many: arrays of equal length.  notes holds bits: see gdcs.notes()."""

    value: Array
    lower: Array
    upper: Array
    std_error: Array
    bound_lower: Array
    bound_upper: Array
    notes: Array


class Tests(NamedTuple):
    """Tests, as arrays of equal length."""

    statistic: Array
    df: Array
    p_value: Array
    log10_p: Array


class Test(NamedTuple):
    """A test of a hypothesis.  Where p_value is below the range of floats, log10_p says what it is."""

    statistic: float
    df: float
    p_value: float
    log10_p: float


def test(of: _abi.Test) -> Test:
    return Test(of.statistic, of.df, of.p_value, of.log10_p)


def estimate(of: _abi.Estimate, bounds: _abi.Bounds) -> Estimate:
    return Estimate(of.value, of.lower, of.upper, of.std_error, bounds.lower, bounds.upper)


def confidence(level: Optional[float], alpha: Optional[float]) -> Dict[str, float]:
    """Members of an options struct.  There 0 is the default, so 0 itself is refused here."""
    for name, value in (("level", level), ("alpha", alpha)):
        if value is not None and not value:
            raise failure(_abi.E_OPTION, f"{value!r} is not inside (0, 1)", name)
    return {"level": level or 0.0, "alpha": alpha or 0.0}


def is_number(given: Any) -> bool:
    """One number, not many?"""
    return (type(given) in (float, int) or isinstance(given, numbers.Real)
            or getattr(given, "shape", None) == ())


class Held(NamedTuple):
    """An array of doubles by its address; `keep` must live as long as the address is used."""

    address: int
    length: int
    keep: Any


def of_list(name: str, given: Any) -> Held:
    if isinstance(given, (str, bytes, Mapping, Set)) or not hasattr(given, "__iter__"):
        raise TypeError(f"{name}: expected numbers, got {type(given).__name__}")
    nan = float("nan")
    try:
        made = array("d", [nan if value is None else value for value in given])
    except TypeError as reason:
        raise TypeError(f"{name}: {reason}") from None
    return Held(*made.buffer_info(), made)


def of_numpy(name: str, given: Any) -> Held:
    """Another type, or another layout: through NumPy, which copies where it must."""
    import numpy
    if type(given).__module__.partition(".")[0] == "pandas":
        plain = given.dtype == numpy.float64
        given = given.to_numpy() if plain else given.to_numpy("float64", na_value=numpy.nan)
    if isinstance(given, numpy.ma.MaskedArray):
        doubles: Any = given.astype("float64")
        given = doubles.filled(numpy.nan)
    made = numpy.asarray(given)
    if made.dtype.kind not in "fiub":
        raise TypeError(f"{name}: expected numbers, got {made.dtype}")
    if made.ndim != 1:
        raise TypeError(f"{name}: expected one dimension, got {made.ndim}")
    made = numpy.require(made, numpy.float64, ["C", "A"])
    return Held(made.__array_interface__["data"][0], len(made), made)


DOUBLE = ORDER + "f8"


def of_address(given: Any) -> Optional[Held]:
    """Without a copy: doubles in one piece, aligned; None for anything else."""
    if type(given) is array and given.typecode == "d":
        return Held(*given.buffer_info(), given)
    says = getattr(given, "__array_interface__", None)
    if says is None or says["typestr"] != DOUBLE or says.get("strides") is not None:
        return None
    address = says["data"][0]
    if len(says["shape"]) != 1 or address % 8 or hasattr(given, "mask"):
        return None
    return Held(address, says["shape"][0], given)


def hold(name: str, given: Any) -> Held:
    """An array of doubles; no copy of what is one already."""
    if isinstance(given, Column):
        given = given.values if given.type == "double" else given.to_list()
    held = of_address(given)
    if held is None and (hasattr(given, "__array_interface__") or hasattr(given, "__array__")):
        held = of_numpy(name, given)
    return held if held is not None else of_list(name, given)


class Inputs:
    """Several arrays of one length, scalars stretched to it, and whether NumPy was among them."""

    def __init__(self, given: Dict[str, Any]) -> None:
        arrays = {name: value for name, value in given.items() if not is_number(value)}
        self.numpy = any(hasattr(value, "__array__") and not isinstance(value, Column)
                         for value in arrays.values())
        held = {name: hold(name, value) for name, value in arrays.items()}
        first = next(iter(held))
        self.length = held[first].length
        for name, one in held.items():
            if one.length != self.length:
                raise failure(_abi.E_SHAPE, f"{one.length} elements where {first} has "
                              f"{self.length}", name)
        self._held = {name: held[name] if name in held else self._stretched(float(value))
                      for name, value in given.items()}

    def _stretched(self, value: float) -> Held:
        made = array("d", [value]) * self.length
        return Held(*made.buffer_info(), made)

    def struct(self, kind: Any, prefix: str = "") -> Any:
        """An input struct; inputs bear the names of its members, after the prefix."""
        return new(kind, **{member: self._held[prefix + member].address for member in fields(kind)
                            if prefix + member in self._held})

    def address(self, name: str) -> int:
        """Where the array of an input is that stands in no struct."""
        return self._held[name].address

    def sets(self, offsets: Sequence[int]) -> Any:
        """Where sets of elements begin, and where the last ends; from now on results are one per set."""
        places = array("q", offsets)
        if not places or places[-1] != self.length:
            raise failure(_abi.E_SHAPE, f"the last offset is not {self.length}, the number of "
                          "elements", "offsets")
        self.length = len(places) - 1
        return (c_int64 * len(places))(*places)

    def doubles(self) -> Tuple[Any, Array]:
        """Room for one number of each."""
        if self.numpy:
            import numpy
            made: Any = numpy.empty(self.length)
            place = made.__array_interface__["data"][0]
        else:
            made = array("d", bytes(8 * self.length))
            place = made.buffer_info()[0]
        return cast(place, POINTER(c_double)), made

    def outputs(self, each: int = 1) -> Tuple[_abi.EstimateArrays, Estimates]:
        """Room for so many results of each element, of NumPy if that came in."""
        count = each * self.length
        if self.numpy:
            import numpy
            made: List[Any] = [numpy.empty(count) for _ in range(6)]
            made.append(numpy.empty(count, dtype=numpy.uint32))
            places = [one.__array_interface__["data"][0] for one in made]
        else:
            made = [array("d", bytes(8 * count)) for _ in range(6)]
            made.append(array("I", bytes(4 * count)))
            places = [one.buffer_info()[0] for one in made]
        arrays = Estimates(*made)
        return new(_abi.EstimateArrays, **dict(zip(Estimates._fields, places))), arrays

    def tests(self) -> Tuple[_abi.TestArrays, Tests]:
        """Room for the tests of the results."""
        if self.numpy:
            import numpy
            made: List[Any] = [numpy.empty(self.length) for _ in range(4)]
            places = [one.__array_interface__["data"][0] for one in made]
        else:
            made = [array("d", bytes(8 * self.length)) for _ in range(4)]
            places = [one.buffer_info()[0] for one in made]
        tests = Tests(*made)
        return new(_abi.TestArrays, **dict(zip(Tests._fields, places))), tests
