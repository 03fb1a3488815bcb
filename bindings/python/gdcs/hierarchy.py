"""Women and men over ordered levels, from the lowest to the highest (gdcs/hierarchy.h)."""
from __future__ import annotations

from array import array
from ctypes import POINTER, c_char_p, c_uint32, cast
from typing import Any, FrozenSet, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi
from ._lib import byref, call, encode, encode_all, lib, made, names, new
from ._words import number, word
from .counts import Counts
from .errors import failure
from .estimate import (Array, Estimate, Estimates, Inputs, Many, Numbers, Test, Tests, confidence,
                       estimate, is_number, test)
from .frame import Frame
from .notes import notes


class Hierarchy(NamedTuple):
    """One measure; value, lower, upper, std_error and bounds are those of `measured`."""

    measured: Estimate
    measure: str
    method: str
    alpha: float
    women: float
    men: float
    unknown: float
    levels: int
    empty: int
    notes: FrozenSet[str]


class HierarchyTest(NamedTuple):
    """A test of no trend over levels."""

    tested: Test
    sum: float
    expected: float
    test: str
    scores: str
    alternative: str
    notes: FrozenSet[str]


class HierarchyLevels(NamedTuple):
    """Shares of women by level."""

    share: Estimates
    smoothed: Array


class HierarchyFit(NamedTuple):
    """A fitted proportional-odds model; bounds of its estimates are NaN."""

    log_odds: Estimate
    odds_ratio: Estimate
    adjusted: Estimate
    likelihood_ratio: Test
    score: Test
    wald: Test
    proportional: Test
    log_likelihood: float
    threshold: Array
    threshold_error: Array
    coefficient: Array
    coefficient_error: Array
    cut: Array
    cut_error: Array
    women: float
    men: float
    levels: int
    limits: str
    iterations: int
    alpha: float
    notes: FrozenSet[str]


class HierarchyTests(NamedTuple):
    """Tests of no trend of many hierarchies.  notes holds bits: see gdcs.notes()."""

    tested: Tests
    notes: Array


class HierarchyFits(NamedTuple):
    """Fitted proportional-odds models of many hierarchies."""

    odds_ratio: Estimates
    likelihood_ratio: Tests
    proportional: Tests


class _Options:
    """The struct, and the scores it points to."""

    def __init__(self, measure: Optional[str] = None, method: Optional[str] = None,
                 scores: Union[str, Sequence[float], None] = None, test: Optional[str] = None,
                 alternative: Optional[str] = None, top: Optional[int] = None,
                 simultaneous: bool = False, smooth: Optional[str] = None,
                 level: Optional[float] = None, alpha: Optional[float] = None) -> None:
        given = None if scores is None or isinstance(scores, str) else array("d", scores)
        self.given = given
        self.struct = new(
            _abi.HierarchyOptions, measure=number("HIERARCHY_MEASURE", measure, "measure"),
            method=number("HIERARCHY_METHOD", method, "method"),
            scores=(_abi.HIERARCHY_SCORES_GIVEN if given is not None
                    else number("HIERARCHY_SCORES", scores, "scores")),
            test=number("HIERARCHY_TEST", test, "test"),
            alternative=number("HIERARCHY_ALTERNATIVE", alternative, "alternative"),
            top=top or 0, simultaneous=int(simultaneous),
            smooth=number("HIERARCHY_SMOOTH", smooth, "smooth"), **confidence(level, alpha))
        if given is not None:
            self.struct.score = given.buffer_info()[0]
            self.struct.score_count = len(given)


def _levels(women: Any, men: Any, other: Any, unknown: Any, not_applicable: Any) -> Inputs:
    """Arrays of levels; a number stands for each, and zeroes for what is left out."""
    given = zip(Counts._fields, (women, men, other, unknown, not_applicable))
    return Inputs({name: value for name, value in given
                   if not is_number(value) or value or name in ("women", "men")})


def hierarchy(women: Many, men: Numbers, other: Numbers = 0, unknown: Numbers = 0,
              not_applicable: Numbers = 0, *, measure: Optional[str] = None,
              method: Optional[str] = None, scores: Union[str, Sequence[float], None] = None,
              top: Optional[int] = None, level: Optional[float] = None,
              alpha: Optional[float] = None) -> Hierarchy:
    """Estimate one measure of women and men over levels: gdcs_hierarchy_estimate.

    measure  "superiority" (default), "somers_level", "somers_sex", "gamma", "tau_b", "slope",
             "glass_ceiling_index", "top_difference", "top_odds_ratio"
    method   of superiority and somers_level: "score" (default), "newcombe", "logit"
    scores   of the slope: "integer" (default), or numbers, one per level
    top      highest levels that are the top, default 1
    level    confidence level, default 0.95; or alpha = 1 - level
    """
    given, out = _levels(women, men, other, unknown, not_applicable), new(_abi.HierarchyResult)
    options = _Options(measure, method, scores, top=top, level=level, alpha=alpha)
    call(lib.gdcs_hierarchy_estimate, byref(given.struct(_abi.SexArrays)), given.length,
         byref(options.struct), byref(out))
    return Hierarchy(estimate(out.measured, out.bounds), word("HIERARCHY_MEASURE", out.measure),
                     word("HIERARCHY_METHOD", out.method), out.alpha, out.women, out.men,
                     out.unknown, out.levels, out.empty, notes(out.notes))


def hierarchy_each(women: Many, men: Numbers, other: Numbers = 0, unknown: Numbers = 0,
                   not_applicable: Numbers = 0, *, levels: int, measure: Optional[str] = None,
                   method: Optional[str] = None,
                   scores: Union[str, Sequence[float], None] = None, top: Optional[int] = None,
                   level: Optional[float] = None, alpha: Optional[float] = None) -> Estimates:
    """Estimate one measure of many hierarchies of the same levels: gdcs_hierarchy_each.

    levels  of each: the arrays hold the first hierarchy's levels, then the second's, ...
    """
    given = _levels(women, men, other, unknown, not_applicable)
    if levels < 1 or given.length % levels:
        raise failure(_abi.E_SHAPE, f"{given.length} elements are no multiple of {levels}",
                      "levels")
    struct, given.length = given.struct(_abi.SexArrays), given.length // levels
    room, result = given.outputs()
    options = _Options(measure, method, scores, top=top, level=level, alpha=alpha)
    call(lib.gdcs_hierarchy_each, byref(struct), levels, given.length, byref(options.struct),
         byref(room))
    return result


def hierarchy_test(women: Many, men: Numbers, other: Numbers = 0, unknown: Numbers = 0,
                   not_applicable: Numbers = 0, *, test: Optional[str] = None,
                   scores: Union[str, Sequence[float], None] = None,
                   alternative: Optional[str] = None) -> HierarchyTest:
    """Test whether the share of women has a trend over levels: gdcs_hierarchy_test.

    test         "mid_p" (default), "exact", "cochran_armitage", "linear"
    scores       "integer" (default), "midrank", "ridit", or numbers, one per level
    alternative  "two_sided" (default), "rising", "falling"
    """
    given, out = _levels(women, men, other, unknown, not_applicable), new(_abi.HierarchyTested)
    options = _Options(scores=scores, test=test, alternative=alternative)
    call(lib.gdcs_hierarchy_test, byref(given.struct(_abi.SexArrays)), given.length,
         byref(options.struct), byref(out))
    return _tested(out)


def hierarchy_test_each(women: Many, men: Numbers, other: Numbers = 0, unknown: Numbers = 0,
                        not_applicable: Numbers = 0, *, offsets: Sequence[int],
                        test: Optional[str] = None,
                        scores: Union[str, Sequence[float], None] = None,
                        alternative: Optional[str] = None) -> HierarchyTests:
    """Test many hierarchies for a trend: gdcs_hierarchy_test_each.

    offsets  where the levels of each begin in the arrays, and where the last ends: 0, 4, 6, ...
    scores   as of hierarchy_test(); numbers are one per element
    """
    given = _levels(women, men, other, unknown, not_applicable)
    struct, places = given.struct(_abi.SexArrays), given.sets(offsets)
    options = _Options(scores=scores, test=test, alternative=alternative)
    room, result = given.tests()
    bits = array("I", bytes(4 * given.length))
    call(lib.gdcs_hierarchy_test_each, byref(struct), places, given.length,
         byref(options.struct), byref(room), cast(bits.buffer_info()[0], POINTER(c_uint32)))
    return HierarchyTests(result, bits)


def _tested(out: Any) -> HierarchyTest:
    return HierarchyTest(test(out.tested), out.sum, out.expected, word("HIERARCHY_TEST", out.test),
                         word("HIERARCHY_SCORES", out.scores),
                         word("HIERARCHY_ALTERNATIVE", out.alternative), notes(out.notes))


def hierarchy_levels(women: Many, men: Numbers, other: Numbers = 0, unknown: Numbers = 0,
                     not_applicable: Numbers = 0, *, simultaneous: bool = False,
                     smooth: Optional[str] = None, level: Optional[float] = None,
                     alpha: Optional[float] = None) -> HierarchyLevels:
    """Estimate the share of women at each level: gdcs_hierarchy_estimate_levels.

    simultaneous  limits hold for all levels together
    smooth        "rising", "falling": which way `smoothed` may go; NaN without
    """
    given = _levels(women, men, other, unknown, not_applicable)
    room, result = given.outputs()
    options = _Options(simultaneous=simultaneous, smooth=smooth, level=level, alpha=alpha)
    place, smoothed = given.doubles()
    call(lib.gdcs_hierarchy_estimate_levels, byref(given.struct(_abi.SexArrays)), given.length,
         byref(options.struct), byref(room), place)
    return HierarchyLevels(result, smoothed)


def hierarchy_fit(women: Many, men: Numbers, other: Numbers = 0, unknown: Numbers = 0,
                  not_applicable: Numbers = 0, *, covariates: Optional[Sequence[Any]] = None,
                  limits: Optional[str] = None, level: Optional[float] = None,
                  alpha: Optional[float] = None) -> HierarchyFit:
    """Fit the proportional-odds model with sex, and further covariates: gdcs_hierarchy_fit.

    covariates  one row of numbers per stratum; the arrays hold the first stratum's levels, then the
                second's, ...
    limits      "profile" (default), "wald"
    level       confidence level, default 0.95; or alpha = 1 - level
    """
    given = _levels(women, men, other, unknown, not_applicable)
    rows = [list(row) for row in covariates] if covariates is not None else [[]]
    count, width = len(rows), len(rows[0]) if rows else 0
    if not count or given.length % count or any(len(row) != width for row in rows):
        raise failure(_abi.E_SHAPE, f"{given.length} elements are no multiple of {count} strata, or "
                      "covariates differ in number", "covariates")
    values = array("d", [value for row in rows for value in row])
    strata = new(_abi.HierarchyStrata, covariates=width, count=count,
                 values=values.buffer_info()[0] if width else None)
    levels = given.length // count
    arrays = {name: array("d", bytes(8 * max(size, 1)))
              for name, size in (("threshold", levels - 1), ("threshold_error", levels - 1),
                                 ("coefficient", width), ("coefficient_error", width),
                                 ("cut", levels - 1), ("cut_error", levels - 1))}
    places = new(_abi.HierarchyCoefficients,
                 **{name: made.buffer_info()[0] for name, made in arrays.items()})
    options = new(_abi.HierarchyFitOptions, limits=number("HIERARCHY_LIMITS", limits, "limits"),
                  **confidence(level, alpha))
    out = new(_abi.HierarchyFitted)
    call(lib.gdcs_hierarchy_fit, byref(given.struct(_abi.SexArrays)), levels, byref(strata),
         byref(options), byref(out), byref(places))
    for name in ("coefficient", "coefficient_error"):
        arrays[name] = arrays[name][:width]
    none = _abi.Bounds(float("nan"), float("nan"))
    return HierarchyFit._make([
        *(estimate(one, none) for one in (out.log_odds, out.odds_ratio, out.adjusted)),
        *(test(one) for one in (out.likelihood_ratio, out.score, out.wald, out.proportional)),
        out.log_likelihood, *arrays.values(), out.women, out.men, out.levels,
        word("HIERARCHY_LIMITS", out.limits), out.iterations, out.alpha, notes(out.notes)])


def hierarchy_fit_each(women: Many, men: Numbers, other: Numbers = 0, unknown: Numbers = 0,
                       not_applicable: Numbers = 0, *, offsets: Sequence[int],
                       limits: Optional[str] = None, level: Optional[float] = None,
                       alpha: Optional[float] = None) -> HierarchyFits:
    """Fit the proportional-odds model of sex to many hierarchies: gdcs_hierarchy_fit_each.

    offsets  where the levels of each begin in the arrays, and where the last ends: 0, 4, 6, ...
    limits   "profile" (default), "wald"
    level    confidence level, default 0.95; or alpha = 1 - level
    """
    given = _levels(women, men, other, unknown, not_applicable)
    struct, places = given.struct(_abi.SexArrays), given.sets(offsets)
    options = new(_abi.HierarchyFitOptions, limits=number("HIERARCHY_LIMITS", limits, "limits"),
                  **confidence(level, alpha))
    room, odds_ratio = given.outputs()
    ratio_room, ratio = given.tests()
    cuts_room, cuts = given.tests()
    call(lib.gdcs_hierarchy_fit_each, byref(struct), places, given.length,
         byref(options), byref(room), byref(ratio_room), byref(cuts_room))
    return HierarchyFits(odds_ratio, ratio, cuts)


def _axis(axis: str, order: Optional[Sequence[Any]]) -> Tuple[Any, Any]:
    labels = encode_all([] if order is None else order, "order")
    return new(_abi.HierarchyAxis, axis=encode(axis, "axis"), count=len(labels),
               order=cast(labels, POINTER(c_char_p)) if len(labels) else None), labels


def _table(function: Any, table: Any, axis: str, order: Any, keep: Any, options: _Options) -> Frame:
    kept = names(keep)
    struct, labels = _axis(axis, order)
    return Frame._adopt(made(function, table._handle, byref(struct), kept, len(kept),
                             byref(options.struct)))


def hierarchy_table(table: Any, axis: str, keep: Union[str, Sequence[str]] = (), *,
                    order: Optional[Sequence[Any]] = None, measure: Optional[str] = None,
                    method: Optional[str] = None,
                    scores: Union[str, Sequence[float], None] = None, test: Optional[str] = None,
                    alternative: Optional[str] = None, top: Optional[int] = None,
                    level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate measures over the levels of an axis (gdcs_hierarchy_table).

    order  labels from the lowest level to the highest; default: as the axis has them
    """
    return _table(lib.gdcs_hierarchy_table, table, axis, order, keep,
                  _Options(measure, method, scores, test, alternative, top, level=level,
                           alpha=alpha))


def hierarchy_table_levels(table: Any, axis: str, keep: Union[str, Sequence[str]] = (), *,
                           order: Optional[Sequence[Any]] = None, simultaneous: bool = False,
                           smooth: Optional[str] = None, level: Optional[float] = None,
                           alpha: Optional[float] = None) -> Frame:
    """Estimate the share of women at each level of an axis (gdcs_hierarchy_table_levels)."""
    return _table(lib.gdcs_hierarchy_table_levels, table, axis, order, keep,
                  _Options(simultaneous=simultaneous, smooth=smooth, level=level, alpha=alpha))


def hierarchy_fit_table(table: Any, axis: str, keep: Union[str, Sequence[str]] = (), *,
                        order: Optional[Sequence[Any]] = None, limits: Optional[str] = None,
                        level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Fit the proportional-odds model over the levels of an axis (gdcs_hierarchy_fit_table)."""
    kept = names(keep)
    struct, labels = _axis(axis, order)
    options = new(_abi.HierarchyFitOptions, limits=number("HIERARCHY_LIMITS", limits, "limits"),
                  **confidence(level, alpha))
    return Frame._adopt(made(lib.gdcs_hierarchy_fit_table, table._handle, byref(struct), kept,
                             len(kept), byref(options)))
