"""The overlap of victims and offenders (gdcs/overlap.h)."""
from __future__ import annotations

from functools import lru_cache
from typing import Any, FrozenSet, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi
from ._lib import byref, call, lib, made, names, new, optional
from ._words import number
from .estimate import Estimate, Estimates, Inputs, Test, confidence, estimate, is_number
from .estimate import test as tested
from .frame import Frame
from .notes import notes
from .table import Table

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
        return Overlap._make([*(_of(getattr(out, name)) for name in _MEASURES), out.n, out.victims,
                              out.offenders, out.either, out.expected, out.alpha, notes(out.notes)])
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


class OverlapEligible(NamedTuple):
    """Shares compelled to offend, and women against men."""

    women: Estimate
    men: Estimate
    difference: Estimate
    ratio: Estimate
    alpha: float
    notes: FrozenSet[str]


def overlap_eligible(women: Sequence[Any], men: Sequence[Any], *,
                     share_method: Optional[str] = None, level: Optional[float] = None,
                     alpha: Optional[float] = None) -> OverlapEligible:
    """Estimate the shares eligible for non-punishment: gdcs_overlap_estimate_eligible.

    women, men  compelled, not compelled, undetermined; a count or a pair (lower, upper)
    """
    def side(given: Sequence[Any]) -> _abi.OverlapCompelled:
        ends = [(one, one) if is_number(one) else tuple(one) for one in given[:2]]
        return _abi.OverlapCompelled(_abi.Bounds(*ends[0]), _abi.Bounds(*ends[1]),
                                     given[2] if len(given) > 2 else 0)

    out = new(_abi.OverlapEligibleResult)
    call(lib.gdcs_overlap_estimate_eligible, byref(side(women)), byref(side(men)),
         byref(_options(share_method, None, level, alpha)), byref(out))
    return OverlapEligible(_of(out.women), _of(out.men), _of(out.difference), _of(out.ratio),
                           out.alpha, notes(out.notes))


def overlap_each_eligible(women: Sequence[Any], men: Sequence[Any], *,
                          measure: Optional[str] = None, share_method: Optional[str] = None,
                          level: Optional[float] = None,
                          alpha: Optional[float] = None) -> Estimates:
    """Estimate one measure of eligibility of many groups: gdcs_overlap_each_eligible.

    women, men  compelled, not compelled, undetermined; arrays, or pairs (lower, upper) of arrays.  NaN
                or None: missing
    measure     "women" (default), "men", "difference", "ratio"
    """
    given = {}
    for who, side in (("women", women), ("men", men)):
        for name, one in zip(("compelled", "not_compelled", "undetermined"), side):
            ends = one if isinstance(one, tuple) else (one,)
            for suffix, end in zip(("", "_upper"), ends):
                given[f"{who}.{name}{suffix}"] = end
    arrays = Inputs(given)
    room, result = arrays.outputs()
    structs = [arrays.struct(_abi.OverlapCompelledArrays, who) for who in ("women.", "men.")]
    call(lib.gdcs_overlap_each_eligible, byref(structs[0]), byref(structs[1]), arrays.length,
         number("OVERLAP_ELIGIBLE", measure or "women", "measure"),
         byref(_options(share_method, None, level, alpha)), byref(room))
    return result


def overlap_table_eligible(table: Any, keep: Union[str, Sequence[str]] = (), *,
                           axis: Optional[str] = None, yes: Any = None, no: Any = None,
                           share_method: Optional[str] = None, level: Optional[float] = None,
                           alpha: Optional[float] = None) -> Frame:
    """Estimate who is eligible for non-punishment by sex: gdcs_overlap_table_eligible.

    axis  says who was compelled, "compelled" if None
    yes   its label, "yes" if None; no None: all other labels but "" (not determined) and a total
    """
    kept = names(keep)
    struct = new(_abi.OverlapEligibleAxis, axis=optional(axis, "axis"), yes=optional(yes, "yes"),
                 no=optional(no, "no"))
    return Frame._adopt(made(lib.gdcs_overlap_table_eligible, table._handle, byref(struct), kept,
                             len(kept), byref(_options(share_method, None, level, alpha))))


class OverlapLinked(NamedTuple):
    """How two registers were linked."""

    persons: int
    both: int
    duplicate_victims: int
    duplicate_offenders: int
    unkeyed_victims: int
    unkeyed_offenders: int
    conflicts: int
    later: int
    undated: int


def overlap_table(table: Any, keep: Union[str, Sequence[str]] = (), *,
                  victim: Optional[str] = None, victim_yes: Any = None, victim_no: Any = None,
                  offender: Optional[str] = None, offender_yes: Any = None,
                  offender_no: Any = None, share_method: Optional[str] = None,
                  odds_method: Optional[str] = None, level: Optional[float] = None,
                  alpha: Optional[float] = None) -> Frame:
    """Estimate the overlap by sex, per combination of axes to keep: gdcs_overlap_table.

    victim, offender  names of axes, "victim" and "offender" if None
    ..._yes           their labels, "yes" if None
    ..._no            None: all other labels but "" (not known) and a declared total
    """
    axes = new(_abi.OverlapAxes, victim=optional(victim, "victim"),
               victim_yes=optional(victim_yes, "victim_yes"),
               victim_no=optional(victim_no, "victim_no"),
               offender=optional(offender, "offender"),
               offender_yes=optional(offender_yes, "offender_yes"),
               offender_no=optional(offender_no, "offender_no"))
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_overlap_table, table._handle, byref(axes), kept, len(kept),
                             byref(_options(share_method, odds_method, level, alpha))))


def overlap_tabulate(victims: Any, offenders: Any, *, order: Optional[str] = None,
                     key: Optional[Tuple[str, str]] = None, sex: Optional[Tuple[str, str]] = None,
                     date: Optional[Tuple[str, str]] = None) -> Tuple[Table, OverlapLinked]:
    """Link two registers by a person key and tabulate who is in which: gdcs_overlap_tabulate.

    order           "any" (default), "victim_first": a victim before the first offence
    key, sex, date  columns of the victims' and of the offenders' frame; key and sex None: by
                    their concepts
    """
    def pair(columns: Optional[Tuple[str, str]], what: str) -> Tuple[Any, Any]:
        first, second = columns or (None, None)
        return optional(first, what), optional(second, what)

    keys, sexes, dates = pair(key, "key"), pair(sex, "sex"), pair(date, "date")
    options = new(_abi.OverlapLinkOptions, order=number("OVERLAP_ORDER", order, "order"),
                  key_victims=keys[0], key_offenders=keys[1], sex_victims=sexes[0],
                  sex_offenders=sexes[1], date_victims=dates[0], date_offenders=dates[1])
    linked = new(_abi.OverlapLinked)
    table = Table._adopt(made(lib.gdcs_overlap_tabulate, victims._handle, offenders._handle,
                              byref(options), byref(linked)))
    return table, OverlapLinked(*(getattr(linked, name) for name in OverlapLinked._fields))
