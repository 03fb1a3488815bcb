"""The gap between two shares: how far apart, and how many times (gdcs/gap.h)."""
from __future__ import annotations

from ctypes import POINTER, c_double, cast
from functools import lru_cache
from typing import Any, FrozenSet, NamedTuple, Optional, Sequence, Tuple, Union, overload

from . import _abi
from ._lib import byref, call, encode, lib, made, names, new, optional
from ._words import number, word
from .counts import CountsLike, counts, counts_struct
from .estimate import Estimate, Estimates, Inputs, Many, Numbers, confidence, estimate, is_number
from .frame import Frame
from .notes import notes


class Gap(NamedTuple):
    """One gap between share a and share b."""

    difference: Estimate
    ratio: Estimate
    share_a: float
    share_b: float
    n_a: float
    n_b: float
    unknown_a: float
    unknown_b: float
    method: str
    alpha: float
    notes: FrozenSet[str]


class Gaps(NamedTuple):
    """Many gaps."""

    difference: Estimates
    ratio: Estimates


@lru_cache(maxsize=64)
def _options(method: Optional[str], level: Optional[float],
             alpha: Optional[float]) -> _abi.GapOptions:
    return new(_abi.GapOptions, method=number("GAP_METHOD", method, "method"),
               **confidence(level, alpha))


@overload
def gap(part_a: float, whole_a: float, part_b: float, whole_b: float, *,
        method: Optional[str] = None,
        level: Optional[float] = None, alpha: Optional[float] = None) -> Gap: ...
@overload
def gap(part_a: Many, whole_a: Numbers, part_b: Numbers, whole_b: Numbers, *,
        method: Optional[str] = None,
        level: Optional[float] = None, alpha: Optional[float] = None) -> Gaps: ...
def gap(part_a: Any, whole_a: Any, part_b: Any, whole_b: Any, *, method: Optional[str] = None,
        level: Optional[float] = None, alpha: Optional[float] = None) -> Union[Gap, Gaps]:
    """Estimate part_a / whole_a against part_b / whole_b: gdcs_gap_estimate, or _each for arrays.

    method  "miettinen_nurminen" (default), "newcombe", "exact"
    level   confidence level, default 0.95; or alpha = 1 - level
    """
    return _gap(lib.gdcs_gap_estimate, lib.gdcs_gap_each, (part_a, whole_a, part_b, whole_b),
                _options(method, level, alpha))


def gap_nested(part_a: Any, whole_a: Any, part_b: Any, whole_b: Any, *,
               method: Optional[str] = None, level: Optional[float] = None,
               alpha: Optional[float] = None) -> Any:
    """Estimate part_a / whole_a against part_b / whole_b, which contains it (gdcs_gap_estimate_nested)."""
    return _gap(lib.gdcs_gap_estimate_nested, lib.gdcs_gap_each_nested,
                (part_a, whole_a, part_b, whole_b), _options(method, level, alpha))


def _gap(scalar: Any, each: Any, values: Tuple[Any, Any, Any, Any],
         options: _abi.GapOptions) -> Union[Gap, Gaps]:
    if all(map(is_number, values)):
        return _one(scalar, _abi.Part(*values[:2]), _abi.Part(*values[2:]), options)
    arrays = Inputs(dict(zip(("part_a", "whole_a", "part_b", "whole_b"), values)))
    differences, difference = arrays.outputs()
    ratios, ratio = arrays.outputs()
    call(each, byref(arrays.struct(_abi.PartArrays)), arrays.length, byref(options),
         byref(differences), byref(ratios))
    return Gaps(difference, ratio)


def gap_women(a: CountsLike, b: CountsLike, *, method: Optional[str] = None,
              level: Optional[float] = None, alpha: Optional[float] = None) -> Gap:
    """Estimate the representation gap: the share of women in a against that in b.

    a and b are Counts, or (women, men, other, unknown, not_applicable) with the rest left out.
    """
    return _one(lib.gdcs_gap_estimate_women, counts_struct("a", a), counts_struct("b", b),
                _options(method, level, alpha))


def gap_women_nested(a: CountsLike, b: CountsLike, *, method: Optional[str] = None,
                     level: Optional[float] = None, alpha: Optional[float] = None) -> Gap:
    """Estimate the share of women in a against that in b, which contains a."""
    return _one(lib.gdcs_gap_estimate_women_nested, counts_struct("a", a), counts_struct("b", b),
                _options(method, level, alpha))


def _reference(share: float, std_error: float, limits: Optional[Tuple[float, float]],
               limits_level: float, effective_n: float) -> _abi.GapReference:
    lower, upper = limits or (0.0, 0.0)
    return new(_abi.GapReference, share=share, std_error=std_error, lower=lower, upper=upper,
               level=limits_level, effective_n=effective_n)


def gap_reference(a: CountsLike, share: Any, *, std_error: Any = 0.0,
                  limits: Optional[Tuple[Any, Any]] = None, limits_level: float = 0.0,
                  effective_n: Any = 0.0, method: Optional[str] = None,
                  level: Optional[float] = None,
                  alpha: Optional[float] = None) -> Union[Gap, Gaps]:
    """Estimate the gap against a share estimated elsewhere, with its own error:
    gdcs_gap_estimate_reference, or gdcs_gap_each_reference where a count or number is an array.

    One of std_error, limits (with limits_level, default 0.95) and effective_n says how well it is known;
    of arrays each element has one that is not 0.
    """
    options, (lower, upper) = _options(method, level, alpha), limits or (0.0, 0.0)
    given = {"share": share, "std_error": std_error, "lower": lower, "upper": upper,
             "effective_n": effective_n}
    members = counts("a", a)
    if all(map(is_number, (*members, *given.values()))):
        return _one(lib.gdcs_gap_estimate_reference, counts_struct("a", a),
                    _reference(share, std_error, limits, limits_level, effective_n), options)
    arrays = Inputs({**members._asdict(), **given})
    references = arrays.struct(_abi.GapReferenceArrays)
    references.level = limits_level
    return _against(lib.gdcs_gap_each_reference, arrays, (byref(references),), options)


def _known(share: Union[float, Tuple[float, float]]) -> _abi.Bounds:
    return _abi.Bounds(share, share) if is_number(share) else _abi.Bounds(*share)


def gap_known(a: CountsLike, known: Any, *, method: Optional[str] = None,
              level: Optional[float] = None, alpha: Optional[float] = None) -> Union[Gap, Gaps]:
    """Estimate the gap against a share known without sampling error: gdcs_gap_estimate_known, or
    gdcs_gap_each_known where a count or share is an array.

    known   0.2, or (0.0, 0.4) for "up to 40 %", of which only bounds follow; of many an array, or a
            tuple of two
    """
    options, members = _options(method, level, alpha), counts("a", a)
    lower, upper = known if isinstance(known, (tuple, list)) and len(known) == 2 else (known, known)
    if all(map(is_number, (*members, lower, upper))):
        return _one(lib.gdcs_gap_estimate_known, counts_struct("a", a),
                    _abi.Bounds(lower, upper), options)
    if isinstance(known, list):
        lower = upper = known
    arrays = Inputs({**members._asdict(), "lower": lower, "upper": upper})
    ends = [cast(arrays.address(end), POINTER(c_double)) for end in ("lower", "upper")]
    return _against(lib.gdcs_gap_each_known, arrays, ends, options)


def _against(each: Any, arrays: Inputs, given: Sequence[Any], options: _abi.GapOptions) -> Gaps:
    differences, difference = arrays.outputs()
    ratios, ratio = arrays.outputs()
    call(each, byref(arrays.struct(_abi.SexArrays)), *given, arrays.length, byref(options),
         byref(differences), byref(ratios))
    return Gaps(difference, ratio)


def _one(function: Any, a: Any, b: Any, options: _abi.GapOptions) -> Gap:
    out = new(_abi.GapResult)
    call(function, byref(a), byref(b), byref(options), byref(out))
    return Gap(estimate(out.difference, out.difference_bounds),
               estimate(out.ratio, out.ratio_bounds), out.share_a, out.share_b, out.n_a, out.n_b,
               out.unknown_a, out.unknown_b, word("GAP_METHOD", out.method), out.alpha,
               notes(out.notes))


def _table(function: Any, table: Any, pair: Any, keep: Union[str, Sequence[str]],
           options: _abi.GapOptions) -> Frame:
    kept = names(keep)
    return Frame._adopt(made(function, table._handle, byref(pair), kept, len(kept),
                             byref(options)))


def gap_table(table: Any, axis: str, a: Any, b: Any, keep: Union[str, Sequence[str]] = (), *,
              method: Optional[str] = None, level: Optional[float] = None,
              alpha: Optional[float] = None) -> Frame:
    """Estimate the gap in the share of women between labels a and b (gdcs_gap_table)."""
    pair = new(_abi.GapPair, axis=encode(axis, "axis"), a=encode(a, "a"), b=encode(b, "b"))
    return _table(lib.gdcs_gap_table, table, pair, keep, _options(method, level, alpha))


def gap_table_by_sex(table: Any, axis: str, a: Any, b: Any = None,
                     keep: Union[str, Sequence[str]] = (), *, method: Optional[str] = None,
                     level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate P(a | woman) - P(a | man); b None: all other labels (gdcs_gap_table_by_sex)."""
    pair = new(_abi.GapPair, axis=encode(axis, "axis"), a=encode(a, "a"), b=optional(b, "b"))
    return _table(lib.gdcs_gap_table_by_sex, table, pair, keep, _options(method, level, alpha))


def gap_table_known(table: Any, known: Union[float, Tuple[float, float]],
                    keep: Union[str, Sequence[str]] = (), *, method: Optional[str] = None,
                    level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate the gap against a known share, or one in an interval (gdcs_gap_table_known)."""
    return _table(lib.gdcs_gap_table_known, table, _known(known), keep,
                  _options(method, level, alpha))


def gap_table_nested(table: Any, axis: str, a: Any, b: Any = None,
                     keep: Union[str, Sequence[str]] = (), *, method: Optional[str] = None,
                     level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate the share of women in a against all labels together, or a and b (gdcs_gap_table_nested)."""
    pair = new(_abi.GapPair, axis=encode(axis, "axis"), a=encode(a, "a"), b=optional(b, "b"))
    return _table(lib.gdcs_gap_table_nested, table, pair, keep, _options(method, level, alpha))


def gap_table_reference(table: Any, share: float, keep: Union[str, Sequence[str]] = (), *,
                        std_error: float = 0.0, limits: Optional[Tuple[float, float]] = None,
                        limits_level: float = 0.0, effective_n: float = 0.0,
                        method: Optional[str] = None, level: Optional[float] = None,
                        alpha: Optional[float] = None) -> Frame:
    """Estimate the gap against a share estimated elsewhere (gdcs_gap_table_reference)."""
    return _table(lib.gdcs_gap_table_reference, table,
                  _reference(share, std_error, limits, limits_level, effective_n), keep,
                  _options(method, level, alpha))
