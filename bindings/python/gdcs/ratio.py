"""Two groups by an outcome, the 2x2 table, in both framings (gdcs/ratio.h)."""
from __future__ import annotations

from array import array
from ctypes import c_uint32
from functools import lru_cache
from typing import Any, FrozenSet, NamedTuple, Optional, Sequence, Union, overload

from . import _abi
from ._lib import byref, call, encode, lib, made, names, new, optional
from ._words import number, word
from .counts import CountsLike, counts_struct
from .estimate import Array, Estimates, Inputs, Many, Numbers, confidence, estimate, is_number
from .frame import Frame
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
             rule: Optional[float], test: Optional[str] = None) -> _abi.RatioOptions:
    return new(_abi.RatioOptions, method=number("RATIO_METHOD", method, "method"),
               rule=rule or 0.0, test=number("RATIO_TEST", test, "test"),
               **confidence(level, alpha))


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
    call(lib.gdcs_ratio_each, byref(arrays.struct(_abi.PartArrays)), arrays.length,
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


class RatioTest(NamedTuple):
    """A test of equal risks.  Where p_value is below the range of floats, log10_p says what it is."""

    statistic: float
    df: float
    p_value: float
    log10_p: float
    test: str
    alternative: str
    notes: FrozenSet[str]


class RatioTests(NamedTuple):
    """Many tests: arrays.  notes holds bits: see gdcs.notes()."""

    statistic: Array
    df: Array
    p_value: Array
    log10_p: Array
    notes: Array


@lru_cache(maxsize=64)
def _test_options(test: Optional[str], alternative: Optional[str],
                  berger_boos: Optional[float]) -> _abi.RatioTestOptions:
    return new(_abi.RatioTestOptions, test=number("RATIO_TEST", test, "test"),
               alternative=number("RATIO_ALTERNATIVE", alternative, "alternative"),
               berger_boos=berger_boos or 0.0)


@overload
def ratio_test(part_a: float, whole_a: float, part_b: float, whole_b: float, *,
               test: Optional[str] = None, alternative: Optional[str] = None,
               berger_boos: Optional[float] = None) -> RatioTest: ...
@overload
def ratio_test(part_a: Many, whole_a: Numbers, part_b: Numbers, whole_b: Numbers, *,
               test: Optional[str] = None, alternative: Optional[str] = None,
               berger_boos: Optional[float] = None) -> RatioTests: ...
def ratio_test(part_a: Any, whole_a: Any, part_b: Any, whole_b: Any, *,
               test: Optional[str] = None, alternative: Optional[str] = None,
               berger_boos: Optional[float] = None) -> Union[RatioTest, RatioTests]:
    """Test whether the risk of an outcome is the same: gdcs_ratio_test, or _each for arrays.

    test         "n_minus_1" (default), "pearson", "yates", "g", "fisher", "fisher_central", "blaker",
                 "mid_p", "mid_p_central", "boschloo", "barnard"
    alternative  "two_sided" (default), "greater" (the risk in a), "less"
    berger_boos  gamma of "boschloo" and "barnard", such as 0.001; default none
    """
    options = _test_options(test, alternative, berger_boos)
    given = {"part_a": part_a, "whole_a": whole_a, "part_b": part_b, "whole_b": whole_b}
    if all(map(is_number, given.values())):
        out = new(_abi.RatioTestResult)
        call(lib.gdcs_ratio_test, byref(_abi.Part(part_a, whole_a)),
             byref(_abi.Part(part_b, whole_b)), byref(options), byref(out))
        found = out.test_result
        return RatioTest(found.statistic, found.df, found.p_value, found.log10_p,
                         word("RATIO_TEST", out.test), word("RATIO_ALTERNATIVE", out.alternative),
                         notes(out.notes))
    arrays = Inputs(given)
    room, tests = arrays.tests()
    bits = (c_uint32 * arrays.length)()
    call(lib.gdcs_ratio_test_each, byref(arrays.struct(_abi.PartArrays)), arrays.length,
         byref(options), byref(room), bits)
    if arrays.numpy:
        import numpy
        return RatioTests._make([*tests, numpy.frombuffer(memoryview(bits), numpy.uint32).copy()])
    return RatioTests._make([*tests, array("I", bytes(bits))])


def ratio_table(table: Any, axis: str, label: Any, against: Any = None,
                keep: Union[str, Sequence[str]] = (), *, method: Optional[str] = None,
                test: Optional[str] = None, level: Optional[float] = None,
                alpha: Optional[float] = None, rule: Optional[float] = None) -> Frame:
    """Estimate women per man for an outcome, a label of an axis (gdcs_ratio_table).

    against  the label of its absence; None: all other labels
    test     of the p-values; default the one that agrees with the limits of the odds ratio
    """
    outcome = new(_abi.RatioOutcome, axis=encode(axis, "axis"), label=encode(label, "label"),
                  against=optional(against, "against"))
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_ratio_table, table._handle, byref(outcome), kept, len(kept),
                             byref(_options(method, level, alpha, rule, test))))
