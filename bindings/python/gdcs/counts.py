"""Counts by sex of one cell, or of many (gdcs/sex.h)."""
from __future__ import annotations

from typing import Any, Mapping, NamedTuple, Sequence, Union

from . import _abi
from .errors import failure
from .estimate import Numbers, is_number


class Counts(NamedTuple):
    """People of one cell by recorded sex; numbers, or arrays for many cells."""

    women: Numbers
    men: Numbers
    other: Numbers = 0
    unknown: Numbers = 0
    not_applicable: Numbers = 0


CountsLike = Union[Counts, Sequence[Numbers], Mapping[str, Numbers]]


def counts(name: str, given: Any) -> Counts:
    """Counts from counts, a tuple or list of two to five, or a mapping by name."""
    try:
        return Counts(**given) if isinstance(given, Mapping) else Counts(*given)
    except TypeError:
        raise TypeError(f"{name}: expected (women, men, other, unknown, not_applicable), the last "
                        f"three optional, got {type(given).__name__}") from None


def counts_struct(name: str, given: Any) -> _abi.SexCounts:
    """The struct for one cell."""
    taken = counts(name, given)
    for sex, value in zip(Counts._fields, taken):
        if not is_number(value):
            raise failure(_abi.E_ARGUMENT, f"{sex} is {type(value).__name__}, not a number", name)
    return _abi.SexCounts(*taken)
