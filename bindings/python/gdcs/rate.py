"""Crude rates per population of the relevant sex (gdcs/rate.h)."""
from __future__ import annotations

from ctypes import POINTER, c_double, cast
from functools import lru_cache
from typing import Any, FrozenSet, NamedTuple, Optional, Sequence, Union, overload

from . import _abi
from ._lib import byref, call, encode, lib, made, names, new
from ._words import number, word
from .errors import failure
from .estimate import (Estimate, Estimates, Inputs, Many, Numbers, Test, Tests, confidence,
                       estimate, hold, is_number, test)
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


class RatePool(NamedTuple):
    """Two rates compared over strata."""

    ratio: Estimate
    difference: Estimate
    test: Test
    ratio_homogeneity: Test
    difference_homogeneity: Test
    events_a: float
    events_b: float
    strata: int
    empty: int
    per: float
    method: str
    alpha: float
    notes: FrozenSet[str]


class RateClustered(NamedTuple):
    """A rate whose events come in clusters."""

    rate: Estimate
    dispersion: float
    test: Test
    events: float
    clusters: float
    population: float
    per: float
    method: str
    replicates: int
    alpha: float
    notes: FrozenSet[str]


def _pool(method: Optional[str], per: Optional[float], level: Optional[float],
          alpha: Optional[float]) -> _abi.RatePoolOptions:
    if per is not None and not per:
        raise failure(_abi.E_OPTION, f"{per!r} is not above 0", "per")
    return new(_abi.RatePoolOptions, method=number("RATE_POOL_METHOD", method, "method"),
               per=per or 0.0, **confidence(level, alpha))


def rate_pool(events_a: Many, population_a: Numbers, events_b: Numbers, population_b: Numbers,
              unknown_a: Numbers = 0, unknown_b: Numbers = 0, *, method: Optional[str] = None,
              per: Optional[float] = None, level: Optional[float] = None,
              alpha: Optional[float] = None) -> RatePool:
    """Pool the ratio and the difference of two rates over strata (gdcs_rate_pool).

    method  "mantel_haenszel" (default), "score"
    per     persons the difference refers to, default 100 000
    level   confidence level, default 0.95; or alpha = 1 - level
    """
    options = _pool(method, per, level, alpha)
    arrays = Inputs({"a_events": events_a, "a_unknown": unknown_a, "a_population": population_a,
                     "b_events": events_b, "b_unknown": unknown_b, "b_population": population_b})
    out = new(_abi.RatePoolResult)
    call(lib.gdcs_rate_pool, byref(arrays.struct(_abi.RateArrays, "a_")),
         byref(arrays.struct(_abi.RateArrays, "b_")), arrays.length, byref(options), byref(out))
    return RatePool(estimate(out.ratio, out.ratio_bounds),
                    estimate(out.difference, out.difference_bounds), test(out.test),
                    test(out.ratio_homogeneity), test(out.difference_homogeneity), out.events_a,
                    out.events_b, out.strata, out.empty, out.per,
                    word("RATE_POOL_METHOD", out.method), out.alpha, notes(out.notes))


def _clustered(method: Optional[str], replicates: Optional[int], seed: Optional[int],
               per: Optional[float], level: Optional[float],
               alpha: Optional[float]) -> _abi.RateClusteredOptions:
    for name, value in (("per", per), ("replicates", replicates)):
        if value is not None and not value:
            raise failure(_abi.E_OPTION, f"{value!r} is not above 0", name)
    return new(_abi.RateClusteredOptions, per=per or 0.0, replicates=replicates or 0,
               method=number("RATE_CLUSTERED_METHOD", method, "method"), seed=seed or 0,
               **confidence(level, alpha))


def _clustered_result(out: _abi.RateClusteredResult) -> RateClustered:
    return RateClustered(estimate(out.rate, out.bounds), out.dispersion, test(out.test), out.events,
                         out.clusters, out.population, out.per,
                         word("RATE_CLUSTERED_METHOD", out.method), out.replicates, out.alpha,
                         notes(out.notes))


def rate_clustered(events: Many, population: Numbers, unknown: Numbers = 0, *,
                   method: Optional[str] = None, replicates: Optional[int] = None,
                   seed: Optional[int] = None, per: Optional[float] = None,
                   level: Optional[float] = None,
                   alpha: Optional[float] = None) -> RateClustered:
    """Estimate one rate from units that vary more than by chance (gdcs_rate_estimate_clustered).

    method      "dobson" (default), "percentile", "bca"
    replicates  of the bootstrap, default 2000; seed any whole number
    per         default 100 000
    level       confidence level, default 0.95; or alpha = 1 - level
    """
    options = _clustered(method, replicates, seed, per, level, alpha)
    arrays = Inputs({"events": events, "population": population, "unknown": unknown})
    out = new(_abi.RateClusteredResult)
    call(lib.gdcs_rate_estimate_clustered, byref(arrays.struct(_abi.RateArrays)), arrays.length,
         byref(options), byref(out))
    return _clustered_result(out)


def rate_repeated(events: Many, persons: Numbers, population: float, *,
                  method: Optional[str] = None, per: Optional[float] = None,
                  level: Optional[float] = None,
                  alpha: Optional[float] = None) -> RateClustered:
    """Estimate a rate of events of which a person may have several (gdcs_rate_estimate_repeated).

    events   1, 2, 3, ... of a person
    persons  how many persons have so many
    method   "gamma" (default), "mid_p", "dobson"
    per      default 100 000
    level    confidence level, default 0.95; or alpha = 1 - level
    """
    options = _clustered(method, None, None, per, level, alpha)
    held = {"events": hold("events", events)}
    held["persons"] = hold("persons", [persons] * held["events"].length
                           if is_number(persons) else persons)
    if held["persons"].length != held["events"].length:
        raise failure(_abi.E_SHAPE, f"{held['persons'].length} elements where events has "
                      f"{held['events'].length}", "persons")
    out = new(_abi.RateClusteredResult)
    call(lib.gdcs_rate_estimate_repeated, cast(held["events"].address, POINTER(c_double)),
         cast(held["persons"].address, POINTER(c_double)), held["events"].length, population,
         byref(options), byref(out))
    return _clustered_result(out)


def _along(function: Any, table: Any, population: Population, axis: str,
           keep: Union[str, Sequence[str]], options: Any) -> Frame:
    kept = names(keep)
    return Frame._adopt(made(function, table._handle, population._handle, encode(axis, "axis"),
                             kept, len(kept), byref(options)))


def rate_table_pool(table: Any, population: Population, strata: str,
                    keep: Union[str, Sequence[str]] = (), *, method: Optional[str] = None,
                    per: Optional[float] = None, level: Optional[float] = None,
                    alpha: Optional[float] = None) -> Frame:
    """Pool women's rates against men's over the labels of an axis (gdcs_rate_table_pool).

    strata  name of an axis of area, period or age that the population has too
    others  as rate_pool()
    """
    return _along(lib.gdcs_rate_table_pool, table, population, strata, keep,
                  _pool(method, per, level, alpha))


def rate_table_clustered(table: Any, population: Population, units: str,
                         keep: Union[str, Sequence[str]] = (), *, method: Optional[str] = None,
                         replicates: Optional[int] = None, seed: Optional[int] = None,
                         per: Optional[float] = None, level: Optional[float] = None,
                         alpha: Optional[float] = None) -> Frame:
    """Estimate rates of women, men and everybody from units that vary more than by chance
    (gdcs_rate_table_clustered).

    units   name of an axis of area, period or age that the population has too
    others  as rate_clustered()
    """
    return _along(lib.gdcs_rate_table_clustered, table, population, units, keep,
                  _clustered(method, replicates, seed, per, level, alpha))


def rate_table_repeated(table: Any, population: Population, events: str,
                        keep: Union[str, Sequence[str]] = (), *, method: Optional[str] = None,
                        per: Optional[float] = None, level: Optional[float] = None,
                        alpha: Optional[float] = None) -> Frame:
    """Estimate rates of women, men and everybody from persons by how many events they have
    (gdcs_rate_table_repeated).

    events  name of the axis whose labels are how many events a person has: "1", "2", "3"
    others  as rate_repeated()
    """
    return _along(lib.gdcs_rate_table_repeated, table, population, events, keep,
                  _clustered(method, None, None, per, level, alpha))
