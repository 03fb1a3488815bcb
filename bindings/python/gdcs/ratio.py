"""Two groups by an outcome, the 2x2 table, in both framings (gdcs/ratio.h)."""
from __future__ import annotations

from functools import lru_cache
from typing import Any, FrozenSet, NamedTuple, Optional, Union, overload

from . import _abi
from ._lib import byref, call, lib, new
from ._words import number, word
from .counts import CountsLike, counts_struct
from .estimate import Estimate, Estimates, Inputs, Many, Numbers, confidence, estimate, is_number
from .notes import notes


class RatioMeasure(NamedTuple):
    """One measure of a table: its limits are by `method`."""

    value: float
    lower: float
    upper: float
    std_error: float
    bound_lower: float
    bound_upper: float
    method: str
    notes: FrozenSet[str]


class Ratio(NamedTuple):
    """The table of groups a and b by an outcome."""

    difference: RatioMeasure
    risk_ratio: RatioMeasure
    risk_ratio_absence: RatioMeasure
    odds_ratio: RatioMeasure
    risk_a: float
    risk_b: float
    n_a: float
    n_b: float
    unknown: float
    alpha: float
    notes: FrozenSet[str]


class Ratios(NamedTuple):
    """Many tables."""

    difference: Estimates
    risk_ratio: Estimates
    risk_ratio_absence: Estimates
    odds_ratio: Estimates


@lru_cache(maxsize=64)
def _options(method: Optional[str], level: Optional[float], alpha: Optional[float],
             rule: Optional[float]) -> _abi.RatioOptions:
    return new(_abi.RatioOptions, method=number("RATIO_METHOD", method, "method"),
               rule=rule or 0.0, **confidence(level, alpha))


def _measure(of: _abi.RatioMeasure) -> RatioMeasure:
    return RatioMeasure(*estimate(of.estimate, of.bounds), word("RATIO_METHOD", of.method),
                        notes(of.notes))


def _one(function: Any, a: Any, b: Any, options: _abi.RatioOptions) -> Ratio:
    out = new(_abi.RatioResult)
    call(function, byref(a), byref(b), byref(options), byref(out))
    return Ratio(_measure(out.difference), _measure(out.risk_ratio),
                 _measure(out.risk_ratio_absence), _measure(out.odds_ratio), out.risk_a,
                 out.risk_b, out.n_a, out.n_b, out.unknown, out.alpha, notes(out.notes))


@overload
def ratio(part_a: float, whole_a: float, part_b: float, whole_b: float, *,
          method: Optional[str] = None, level: Optional[float] = None,
          alpha: Optional[float] = None, rule: Optional[float] = None) -> Ratio: ...
@overload
def ratio(part_a: Many, whole_a: Numbers, part_b: Numbers, whole_b: Numbers, *,
          method: Optional[str] = None, level: Optional[float] = None,
          alpha: Optional[float] = None, rule: Optional[float] = None) -> Ratios: ...
def ratio(part_a: Any, whole_a: Any, part_b: Any, whole_b: Any, *, method: Optional[str] = None,
          level: Optional[float] = None, alpha: Optional[float] = None,
          rule: Optional[float] = None) -> Union[Ratio, Ratios]:
    """Estimate how the risk of an outcome differs: gdcs_ratio_estimate, or _each for arrays.

    part_a of whole_a have the outcome in the first group, part_b of whole_b in the second.

    method  "miettinen_nurminen" (default), "score", "mover", "exact", "mid_p", "blaker",
            "adjusted", "price_bonett", "inverse_sinh", "wald"
    level   confidence level, default 0.95; or alpha = 1 - level
    rule    the ratio below which the note "framings" sees a disparity, default 0.8
    """
    options = _options(method, level, alpha, rule)
    given = {"part_a": part_a, "whole_a": whole_a, "part_b": part_b, "whole_b": whole_b}
    if all(map(is_number, given.values())):
        return _one(lib.gdcs_ratio_estimate, _abi.Part(part_a, whole_a),
                    _abi.Part(part_b, whole_b), options)
    arrays = Inputs(given)
    structs, made = zip(*(arrays.outputs() for _ in Ratios._fields))
    call(lib.gdcs_ratio_each, byref(arrays.struct(_abi.RatioArrays)), arrays.length,
         byref(options), *map(byref, structs))
    return Ratios(*made)


def ratio_sexes(outcome: CountsLike, absence: CountsLike, *, method: Optional[str] = None,
                level: Optional[float] = None, alpha: Optional[float] = None,
                rule: Optional[float] = None) -> Ratio:
    """Estimate how the risk of an outcome differs between women and men.

    outcome and absence are Counts of those with it and without, or (women, men, other, unknown,
    not_applicable) with the rest left out.
    """
    return _one(lib.gdcs_ratio_estimate_sexes, counts_struct("outcome", outcome),
                counts_struct("absence", absence), _options(method, level, alpha, rule))
