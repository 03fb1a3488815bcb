"""Parity: the gender parity index, and how many persons are missing to parity (gdcs/parity.h)."""
from __future__ import annotations

from typing import Any, FrozenSet, List, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi
from ._lib import byref, call, encode, lib, made, names, new, optional
from ._words import number, word
from .counts import CountsLike, counts_struct
from .estimate import (Bounds, Estimate, Estimates, Inputs, Test, Tests, confidence, is_number, test)
from .frame import Frame
from .notes import notes

Target = Union[float, Tuple[float, float]]


class Parity(NamedTuple):
    """One parity index, plain and adjusted."""

    gpi: Estimate
    gpia: Estimate
    equivalence: Test
    verdict: str
    value_women: float
    value_men: float
    of: str
    alpha: float
    notes: FrozenSet[str]


class Parities(NamedTuple):
    """Many of them."""

    gpi: Estimates
    gpia: Estimates
    equivalence: Tests


class Missing(NamedTuple):
    """Persons to parity: women if positive, men if negative."""

    add: float
    exchange: float
    add_bounds: Bounds
    exchange_bounds: Bounds
    notes: FrozenSet[str]


def _options(of: Optional[str], band: Optional[Tuple[float, float]], level: Optional[float],
             alpha: Optional[float]) -> _abi.ParityOptions:
    lower, upper = band or (0.0, 0.0)
    return new(_abi.ParityOptions, of=number("PARITY_OF", of, "of"), band_lower=lower,
               band_upper=upper, **confidence(level, alpha))


def parity(women: Any, whole_women: Any, men: Any, whole_men: Any, *, of: Optional[str] = None,
           band: Optional[Tuple[float, float]] = None, level: Optional[float] = None,
           alpha: Optional[float] = None) -> Union[Parity, Parities]:
    """Estimate the parity index of women / whole_women to men / whole_men: gdcs_parity_estimate, or _each.

    of     "shares" (default) or "rates"
    band   of parity, default (0.97, 1.03)
    level  confidence level, default 0.95; or alpha = 1 - level
    """
    options = _options(of, band, level, alpha)
    given = {"part_a": women, "whole_a": whole_women, "part_b": men, "whole_b": whole_men}
    if all(map(is_number, given.values())):
        out = new(_abi.ParityResult)
        call(lib.gdcs_parity_estimate, byref(_abi.Part(women, whole_women)),
             byref(_abi.Part(men, whole_men)), byref(options), byref(out))
        gpi, gpia = (Estimate(e.value, e.lower, e.upper, e.std_error, e.value, e.value)
                     for e in (out.gpi, out.gpia))
        return Parity(gpi, gpia, test(out.equivalence), word("PARITY_VERDICT", out.verdict),
                      out.value_women, out.value_men, word("PARITY_OF", out.of), out.alpha,
                      notes(out.notes))
    arrays = Inputs(given)
    (room, index), (room_adjusted, adjusted) = arrays.outputs(), arrays.outputs()
    test_room, tests = arrays.tests()
    call(lib.gdcs_parity_each, byref(arrays.struct(_abi.PartArrays)), arrays.length,
         byref(options), byref(room), byref(room_adjusted), byref(test_room))
    return Parities(index, adjusted, tests)


def parity_table(table: Any, axis: str, a: Any, b: Any = None,
                 keep: Union[str, Sequence[str]] = (), *, level: Optional[float] = None,
                 alpha: Optional[float] = None) -> Frame:
    """Estimate P(a | woman) / P(a | man), plain and adjusted (gdcs_parity_table)."""
    pair = new(_abi.GapPair, axis=encode(axis, "axis"), a=encode(a, "a"), b=optional(b, "b"))
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_parity_table, table._handle, byref(pair), kept, len(kept),
                             byref(_options(None, None, level, alpha))))


def parity_table_rates(table: Any, population: Any, keep: Union[str, Sequence[str]] = (), *,
                       level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate the rate of women over that of men, plain and adjusted (gdcs_parity_table_rates)."""
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_parity_table_rates, table._handle, population._handle, kept,
                             len(kept), byref(_options(None, None, level, alpha))))


def _target(target: Optional[Target]) -> _abi.ParityTarget:
    if target is None:
        return new(_abi.ParityTarget)
    lower, upper = (target, target) if isinstance(target, float) or is_number(target) else target
    return new(_abi.ParityTarget, lower=lower, upper=upper)


def _missing(of: _abi.ParityPersons) -> Missing:
    return Missing(of.add, of.exchange, Bounds(of.add_bounds.lower, of.add_bounds.upper),
                   Bounds(of.exchange_bounds.lower, of.exchange_bounds.upper), notes(of.notes))


def parity_persons(counts: CountsLike, target: Optional[Target] = None) -> Missing:
    """Count the persons missing to a share of women (gdcs_parity_measure_persons).

    target  0.5 (default), another share, or a band such as (0.4, 0.6)
    """
    out = _abi.ParityPersons()
    call(lib.gdcs_parity_measure_persons, byref(counts_struct("counts", counts)),
         byref(_target(target)), byref(out))
    return _missing(out)


def parity_persons_each(women: Any, men: Any, unknown: Any = 0.0,
                        target: Optional[Target] = None) -> List[Missing]:
    """Count them for many, from arrays (gdcs_parity_each_persons)."""
    given = Inputs({"women": women, "men": men, "unknown": unknown})
    out = (_abi.ParityPersons * given.length)()
    call(lib.gdcs_parity_each_persons, byref(given.struct(_abi.SexArrays)), given.length,
         byref(_target(target)), out)
    return [_missing(one) for one in out]


def parity_admissions(women: float, whole_women: float, men: float, whole_men: float) -> float:
    """Count the women (or, negative, men) to admit so that both are admitted equally often."""
    import ctypes
    out = ctypes.c_double()
    call(lib.gdcs_parity_measure_admissions, byref(_abi.Part(women, whole_women)),
         byref(_abi.Part(men, whole_men)), byref(out))
    return out.value


def parity_table_persons(table: Any, keep: Union[str, Sequence[str]] = (),
                         target: Optional[Target] = None) -> Frame:
    """Count the persons missing to a share of women, by group (gdcs_parity_table_persons)."""
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_parity_table_persons, table._handle, kept, len(kept),
                             byref(_target(target))))
