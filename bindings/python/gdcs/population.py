"""Denominators: residents by sex, age, area and year (gdcs/population.h)."""
from __future__ import annotations

import ctypes
from typing import Any, FrozenSet, NamedTuple

from . import _abi
from ._handle import Handle
from ._lib import byref, call, encode, lib, made, new, optional
from ._words import number
from .errors import failure
from .notes import notes


class Persons(NamedTuple):
    """An answer: how many, and the notes, for instance "interpolated"."""

    persons: float
    notes: FrozenSet[str]


class Population(Handle):
    """A population from a table with a sex axis and any of area, period and age.

    scale  persons per unit of the table, for instance 1000
    gaps   "refuse" (default) or "linear": how a year between two given years is filled
    """

    __slots__ = ()
    _free = lib.gdcs_population_free

    def __init__(self, table: Any, *, scale: float = 1.0, gaps: str = "refuse") -> None:
        if not scale:
            raise failure(_abi.E_OPTION, f"{scale!r} is not above 0", "scale")
        options = new(_abi.PopulationOptions, scale=scale,
                      gaps=number("POPULATION_GAPS", gaps, "gaps"))
        self._handle = made(lib.gdcs_population_new, table._handle, byref(options))

    def get(self, sex: str = "_T", *, area: Any = None, period: Any = None,
            age: Any = None) -> Persons:
        """Persons of a sex ("F", "M", or "_T" for both) in an area, a period and an age group."""
        key = new(_abi.PopulationKey, sex=_sex(sex), area=optional(area, "area"),
                  period=optional(period, "period"), age=optional(age, "age"))
        out = new(_abi.PopulationResult)
        call(lib.gdcs_population_get, self._handle, byref(key), byref(out))
        return Persons(out.persons, notes(out.notes))

    def __repr__(self) -> str:
        axes = [name for name in ("sex", "area", "period", "age")
                if lib.gdcs_population_find_concept(self._handle, number("CONCEPT", name, name))]
        return f"Population by {', '.join(axes)}"


def _sex(token: str) -> int:
    out = ctypes.c_int32()
    call(lib.gdcs_sex_parse, encode(token, "sex"), _abi.SEX_SCHEME_SDMX, byref(out))
    return out.value
