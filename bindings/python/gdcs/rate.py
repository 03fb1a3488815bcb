"""Crude rates per population of the relevant sex (gdcs/rate.h)."""
from __future__ import annotations

from functools import lru_cache
from typing import Any, FrozenSet, NamedTuple, Optional, Sequence, Union, overload

from . import _abi
from ._lib import byref, call, lib, made, names, new
from ._words import number, word
from .errors import failure
from .estimate import Estimates, Inputs, Many, Numbers, confidence, is_number
from .frame import Frame
from .notes import notes
from .population import Population


class Rate(NamedTuple):
    """One rate: events per `per` persons."""

    value: float
    lower: float
    upper: float
    std_error: float
    bound_lower: float
    bound_upper: float
    events: float
    population: float
    unknown: float
    per: float
    method: str
    alpha: float
    notes: FrozenSet[str]


@lru_cache(maxsize=64)
def _options(method: Optional[str], per: Optional[float], level: Optional[float],
             alpha: Optional[float]) -> _abi.RateOptions:
    if per is not None and not per:
        raise failure(_abi.E_OPTION, f"{per!r} is not above 0", "per")
    return new(_abi.RateOptions, method=number("RATE_METHOD", method, "method"), per=per or 0.0,
               **confidence(level, alpha))


@overload
def rate(events: float, population: float, unknown: float = 0, *, method: Optional[str] = None,
         per: Optional[float] = None, level: Optional[float] = None,
         alpha: Optional[float] = None) -> Rate: ...
@overload
def rate(events: Many, population: Numbers, unknown: Numbers = 0, *, method: Optional[str] = None,
         per: Optional[float] = None, level: Optional[float] = None,
         alpha: Optional[float] = None) -> Estimates: ...
def rate(events: Any, population: Any, unknown: Any = 0, *, method: Optional[str] = None,
         per: Optional[float] = None, level: Optional[float] = None,
         alpha: Optional[float] = None) -> Union[Rate, Estimates]:
    """Estimate the rate of events per `per` persons: gdcs_rate_estimate, or _each for arrays.

    unknown  events of unknown sex that may belong to it
    method   "exact" (default), "byar", "mid_p", "score", "scas", "jeffreys", "byar_half"
    per      default 100 000
    level    confidence level, default 0.95; or alpha = 1 - level
    """
    options = _options(method, per, level, alpha)
    if is_number(events) and is_number(population) and is_number(unknown):
        return _one(_abi.RateCounts(events, unknown, population), options)
    given = Inputs({"events": events, "population": population, "unknown": unknown})
    room, result = given.outputs()
    call(lib.gdcs_rate_each, byref(given.struct(_abi.RateArrays)), given.length, byref(options),
         byref(room))
    return result


def _one(counts: _abi.RateCounts, options: _abi.RateOptions) -> Rate:
    out = new(_abi.RateResult)
    call(lib.gdcs_rate_estimate, byref(counts), byref(options), byref(out))
    got, bounds = out.rate, out.bounds
    return Rate(got.value, got.lower, got.upper, got.std_error, bounds.lower, bounds.upper,
                out.events, out.population, out.unknown, out.per,
                word("RATE_METHOD", out.method), out.alpha, notes(out.notes))


def rate_table(table: Any, population: Population, keep: Union[str, Sequence[str]] = (), *,
               method: Optional[str] = None, per: Optional[float] = None,
               level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate rates of women, men and everybody per combination of axes (gdcs_rate_table)."""
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_rate_table, table._handle, population._handle, kept,
                             len(kept), byref(_options(method, per, level, alpha))))
