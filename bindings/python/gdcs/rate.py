"""Crude rates per population of the relevant sex (gdcs/rate.h)."""
from __future__ import annotations

from functools import lru_cache
from typing import Any, FrozenSet, NamedTuple, Optional, Sequence, Union, overload

from . import _abi
from ._lib import byref, call, lib, made, names, new
from ._words import number, word
from .errors import failure
from .estimate import (Estimate, Estimates, Inputs, Many, Numbers, Test, Tests, confidence,
                       estimate, is_number, test)
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


class RateContrast(NamedTuple):
    """Rate a against rate b: their ratio, their difference per `per` persons, and a test."""

    ratio: Estimate
    difference: Estimate
    test: Test
    rate_a: float
    rate_b: float
    per: float
    null_ratio: float
    method: str
    test_method: str
    alpha: float
    notes: FrozenSet[str]


class RateContrasts(NamedTuple):
    """Many of them."""

    ratio: Estimates
    difference: Estimates
    test: Tests


@lru_cache(maxsize=64)
def _contrast(method: Optional[str], test: Optional[str], null_ratio: Optional[float],
              per: Optional[float], level: Optional[float],
              alpha: Optional[float]) -> _abi.RateContrastOptions:
    for name, value in (("per", per), ("null_ratio", null_ratio)):
        if value is not None and not value:
            raise failure(_abi.E_OPTION, f"{value!r} is not above 0", name)
    return new(_abi.RateContrastOptions, per=per or 0.0, null_ratio=null_ratio or 0.0,
               method=number("RATE_CONTRAST_METHOD", method, "method"),
               test=number("RATE_TEST", test, "test"), **confidence(level, alpha))


@overload
def rate_contrast(events_a: float, population_a: float, events_b: float, population_b: float,
                  unknown_a: float = 0, unknown_b: float = 0, *, method: Optional[str] = None,
                  test: Optional[str] = None, null_ratio: Optional[float] = None,
                  per: Optional[float] = None, level: Optional[float] = None,
                  alpha: Optional[float] = None) -> RateContrast: ...
@overload
def rate_contrast(events_a: Many, population_a: Numbers, events_b: Numbers,
                  population_b: Numbers, unknown_a: Numbers = 0, unknown_b: Numbers = 0, *,
                  method: Optional[str] = None, test: Optional[str] = None,
                  null_ratio: Optional[float] = None, per: Optional[float] = None,
                  level: Optional[float] = None,
                  alpha: Optional[float] = None) -> RateContrasts: ...
def rate_contrast(events_a: Any, population_a: Any, events_b: Any, population_b: Any,
                  unknown_a: Any = 0, unknown_b: Any = 0, *, method: Optional[str] = None,
                  test: Optional[str] = None, null_ratio: Optional[float] = None,
                  per: Optional[float] = None, level: Optional[float] = None,
                  alpha: Optional[float] = None) -> Union[RateContrast, RateContrasts]:
    """Estimate the ratio and the difference of two rates: gdcs_rate_estimate_contrast, or _each.

    unknown     events of unknown sex that may belong to it
    method      "score" (default), "exact", "mid_p", "mover", "wald"
    test        that of the method (default), "exact", "mid_p", "score", "wald", "likelihood", "e"
    null_ratio  the ratio tested, default 1
    per         persons the difference refers to, default 100 000
    level       confidence level, default 0.95; or alpha = 1 - level
    """
    options = _contrast(method, test, null_ratio, per, level, alpha)
    given = {"a_events": events_a, "a_unknown": unknown_a, "a_population": population_a,
             "b_events": events_b, "b_unknown": unknown_b, "b_population": population_b}
    if all(map(is_number, given.values())):
        return _one_contrast(_abi.RateCounts(events_a, unknown_a, population_a),
                             _abi.RateCounts(events_b, unknown_b, population_b), options)
    arrays = Inputs(given)
    ratios, ratio = arrays.outputs()
    differences, difference = arrays.outputs()
    tests, tested = arrays.tests()
    call(lib.gdcs_rate_each_contrast, byref(arrays.struct(_abi.RateArrays, "a_")),
         byref(arrays.struct(_abi.RateArrays, "b_")), arrays.length, byref(options),
         byref(ratios), byref(differences), byref(tests))
    return RateContrasts(ratio, difference, tested)


def _one_contrast(a: _abi.RateCounts, b: _abi.RateCounts,
                  options: _abi.RateContrastOptions) -> RateContrast:
    out = new(_abi.RateContrastResult)
    call(lib.gdcs_rate_estimate_contrast, byref(a), byref(b), byref(options), byref(out))
    return RateContrast(estimate(out.ratio, out.ratio_bounds),
                        estimate(out.difference, out.difference_bounds), test(out.test),
                        out.rate_a, out.rate_b, out.per, out.null_ratio,
                        word("RATE_CONTRAST_METHOD", out.method),
                        word("RATE_TEST", out.test_method), out.alpha, notes(out.notes))


def rate_table_contrast(table: Any, population: Population, keep: Union[str, Sequence[str]] = (),
                        *, method: Optional[str] = None, test: Optional[str] = None,
                        null_ratio: Optional[float] = None, per: Optional[float] = None,
                        level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate women's rates against men's per combination of axes (gdcs_rate_table_contrast)."""
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_rate_table_contrast, table._handle, population._handle, kept,
                             len(kept),
                             byref(_contrast(method, test, null_ratio, per, level, alpha))))
