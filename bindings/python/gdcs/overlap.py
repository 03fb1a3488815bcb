"""The overlap of victims and offenders (gdcs/overlap.h)."""
from __future__ import annotations

from functools import lru_cache
from typing import Any, FrozenSet, NamedTuple, Optional, Sequence, Union

from . import _abi
from ._lib import byref, call, lib, new
from ._words import number
from .estimate import Estimate, Estimates, Inputs, Test, confidence, estimate, is_number
from .estimate import test as tested
from .notes import notes

_MEASURES = ("victim_only", "offender_only", "both", "offenders_victims", "victims_offenders",
             "odds_ratio", "lift", "kappa", "phi", "yules_q", "tetrachoric")


class Overlap(NamedTuple):
    """The overlap among persons of one sex."""

    victim_only: Estimate
    offender_only: Estimate
    both: Estimate
    offenders_victims: Estimate
    victims_offenders: Estimate
    odds_ratio: Estimate
    lift: Estimate
    kappa: Estimate
    phi: Estimate
    yules_q: Estimate
    tetrachoric: Estimate
    n: float
    victims: float
    offenders: float
    either: float
    expected: float
    alpha: float
    notes: FrozenSet[str]


class OverlapSexes(NamedTuple):
    """Women against men."""

    difference: Estimate
    ratio: Estimate
    odds_ratio: Estimate
    homogeneity: Test
    exact: Test
    alpha: float
    notes: FrozenSet[str]


@lru_cache(maxsize=64)
def _options(share_method: Optional[str], odds_method: Optional[str], level: Optional[float],
             alpha: Optional[float]) -> _abi.OverlapOptions:
    return new(_abi.OverlapOptions,
               share_method=number("SHARE_METHOD", share_method, "share_method"),
               odds_method=number("RATIO_METHOD", odds_method, "odds_method"),
               **confidence(level, alpha))


def _counts(given: Sequence[Any]) -> _abi.OverlapCounts:
    return _abi.OverlapCounts(*(float("nan") if one is None else one for one in given))


def _of(measure: _abi.OverlapMeasure) -> Estimate:
    return estimate(measure.estimate, measure.bounds)


def overlap(both: Any, victim_only: Any, offender_only: Any, neither: Any = None, *,
            measure: Optional[str] = None, share_method: Optional[str] = None,
            odds_method: Optional[str] = None, level: Optional[float] = None,
            alpha: Optional[float] = None) -> Union[Overlap, Estimates]:
    """Estimate the overlap of victims and offenders: gdcs_overlap_estimate, or _each.

    neither       None: not known
    measure       of arrays, which one: "offenders_victims" (default), "victims_offenders", "both"
                  (Jaccard), "victim_only", "offender_only", "odds_ratio", "lift", "kappa", "phi",
                  "yules_q", "tetrachoric"
    share_method  as of share(); odds_method as of ratio()
    level         confidence level, default 0.95; or alpha = 1 - level
    """
    options = _options(share_method, odds_method, level, alpha)
    missing = float("nan") if neither is None else neither
    given = {"both": both, "victim_only": victim_only, "offender_only": offender_only,
             "neither": missing}
    if all(map(is_number, given.values())):
        out = new(_abi.OverlapResult)
        call(lib.gdcs_overlap_estimate, byref(_abi.OverlapCounts(*given.values())), byref(options),
             byref(out))
        return Overlap(*(_of(getattr(out, name)) for name in _MEASURES), out.n, out.victims,
                       out.offenders, out.either, out.expected, out.alpha, notes(out.notes))
    arrays = Inputs(given)
    room, result = arrays.outputs()
    call(lib.gdcs_overlap_each, byref(arrays.struct(_abi.OverlapArrays)), arrays.length,
         number("OVERLAP_MEASURE", measure or "offenders_victims", "measure"), byref(options),
         byref(room))
    return result


def overlap_sexes(women: Sequence[Any], men: Sequence[Any], *, share_method: Optional[str] = None,
                  odds_method: Optional[str] = None, level: Optional[float] = None,
                  alpha: Optional[float] = None) -> OverlapSexes:
    """Compare the overlap among women with that among men: gdcs_overlap_estimate_sexes.

    women, men  both, victim only, offender only, neither (None: not known)
    """
    out = new(_abi.OverlapSexesResult)
    call(lib.gdcs_overlap_estimate_sexes, byref(_counts(women)), byref(_counts(men)),
         byref(_options(share_method, odds_method, level, alpha)), byref(out))
    return OverlapSexes(_of(out.difference), _of(out.ratio), _of(out.odds_ratio),
                        tested(out.homogeneity), tested(out.exact), out.alpha, notes(out.notes))
