"""How unevenly women and men are spread over units (gdcs/segregation.h)."""
from __future__ import annotations

from array import array
from ctypes import POINTER, c_double, c_int32, cast
from functools import lru_cache
from typing import Any, Dict, FrozenSet, List, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi
from ._lib import byref, call, encode, fields, lib, made, names, new
from ._words import number, word
from .counts import Counts
from .errors import failure
from .estimate import (Array, Bounds, Estimate, Estimates, Inputs, Many, Numbers, confidence,
                       estimate, is_number)
from .frame import Frame
from .notes import notes


class Segregation(NamedTuple):
    """One index; value, lower, upper, std_error and bounds are those of `segregation`."""

    segregation: Estimate
    corrected: float
    expected: float
    excess: float
    index: str  # type: ignore[assignment]  # tuple has a method of this name
    method: str
    correction: str
    replicates: int
    alpha: float
    women: float
    men: float
    unknown: float
    units: int
    empty: int
    notes: FrozenSet[str]


class SegregationMeasures(NamedTuple):
    """All indices of one set of units."""

    women: float
    men: float
    unknown: float
    units: int
    empty: int
    dissimilarity: float
    karmel_maclachlan: float
    size_standardised: float
    association: float
    gini: float
    atkinson: float
    gorard: float
    mutual_information: float
    theil: float
    theil_units: float
    isolation_women: float
    isolation_men: float
    exposure_women: float
    exposure_men: float
    eta_squared: float
    local_women: float
    local_men: float
    notes: FrozenSet[str]


class SegregationEach(NamedTuple):
    """One index of many problems."""

    segregation: Estimates
    corrected: Array


class SegregationTest(NamedTuple):
    """A test of no segregation."""

    value: float
    expected: float
    std_dev: float
    p_value: float
    index: str  # type: ignore[assignment]  # tuple has a method of this name
    permutations: int
    notes: FrozenSet[str]


class SegregationUnits(NamedTuple):
    """What each unit has to do with it: arrays."""

    share: Array
    share_women: Array
    linkage: Array
    mutual_information: Array
    dissimilarity: Array


class SegregationGroups(NamedTuple):
    """Groups of units: arrays."""

    share: Array
    mutual_information: Array
    theil: Array
    between: Array
    within: Array


class SegregationNested(NamedTuple):
    """Segregation between groups of units and within them."""

    mutual_information: float
    mutual_information_between: float
    mutual_information_within: float
    theil: float
    theil_between: float
    theil_within: float
    groups: SegregationGroups
    notes: FrozenSet[str]


class SegregationChange(NamedTuple):
    """A change of an index: change = entered + left + women + units + structure."""

    before: float
    after: float
    change: float
    entered: float
    left: float
    women: float
    units: float
    structure: float
    index: str  # type: ignore[assignment]  # tuple has a method of this name
    notes: FrozenSet[str]


@lru_cache(maxsize=64)
def _options(index: Optional[str] = None, method: Optional[str] = None,
             correction: Optional[str] = None, sample: Optional[str] = None,
             replicates: Optional[int] = None, permutations: Optional[int] = None,
             seed: Optional[int] = None, level: Optional[float] = None,
             alpha: Optional[float] = None) -> _abi.SegregationOptions:
    return new(_abi.SegregationOptions, index=number("SEGREGATION_INDEX", index, "index"),
               method=number("SEGREGATION_METHOD", method, "method"),
               correction=number("SEGREGATION_CORRECTION", correction, "correction"),
               sample=number("SEGREGATION_SAMPLE", sample, "sample"),
               replicates=replicates or 0, permutations=permutations or 0, seed=seed or 0,
               **confidence(level, alpha))


def _units(women: Any, men: Any, other: Any, unknown: Any, not_applicable: Any) -> Inputs:
    """Arrays of units; a number stands for each, and zeroes for what is left out."""
    given = zip(Counts._fields, (women, men, other, unknown, not_applicable))
    return Inputs({name: value for name, value in given
                   if not is_number(value) or value or name in ("women", "men")})


def _room(size: int, count: int, numpy: bool) -> Tuple[List[Any], List[int]]:
    """Arrays for results, and their addresses."""
    if numpy:
        from numpy import empty
        arrays: List[Any] = [empty(size) for _ in range(count)]
        return arrays, [one.__array_interface__["data"][0] for one in arrays]
    arrays = [array("d", bytes(8 * size)) for _ in range(count)]
    return arrays, [one.buffer_info()[0] for one in arrays]


def _plain(struct: Any, *skip: str) -> Dict[str, Any]:
    """Members that pass on as they are."""
    return {name: getattr(struct, name) for name in fields(struct)
            if name not in ("notes", *skip)}


def segregation(women: Many, men: Numbers, other: Numbers = 0, unknown: Numbers = 0,
                not_applicable: Numbers = 0, *, index: Optional[str] = None,
                method: Optional[str] = None, correction: Optional[str] = None,
                sample: Optional[str] = None, replicates: Optional[int] = None,
                seed: Optional[int] = None, level: Optional[float] = None,
                alpha: Optional[float] = None) -> Segregation:
    """Estimate an index over units: gdcs_segregation_estimate.

    index       "dissimilarity" (default), "karmel_maclachlan", "size_standardised", "association",
                "gini", "atkinson", "gorard", "mutual_information", "theil", "theil_units",
                "isolation_women", "isolation_men", "exposure_women", "exposure_men", "eta_squared"
    method      "inversion" (default), "basic", "percentile", "delta"
    correction  "median" (default with inversion), "bootstrap", "density"
    sample      "persons" (default), "by_sex"
    replicates  default 1000
    level       confidence level, default 0.95; or alpha = 1 - level
    """
    given, out = _units(women, men, other, unknown, not_applicable), new(_abi.SegregationResult)
    call(lib.gdcs_segregation_estimate, byref(given.struct(_abi.SexArrays)), given.length,
         byref(_options(index, method, correction, sample, replicates, None, seed, level, alpha)),
         byref(out))
    return Segregation(estimate(out.segregation, out.bounds), out.corrected, out.expected,
                       out.excess, word("SEGREGATION_INDEX", out.index),
                       word("SEGREGATION_METHOD", out.method),
                       word("SEGREGATION_CORRECTION", out.correction), out.replicates, out.alpha,
                       out.women, out.men, out.unknown, out.units, out.empty, notes(out.notes))


def segregation_each(women: Many, men: Numbers, other: Numbers = 0, unknown: Numbers = 0,
                     not_applicable: Numbers = 0, *, units: int, index: Optional[str] = None,
                     method: Optional[str] = None, correction: Optional[str] = None,
                     sample: Optional[str] = None, replicates: Optional[int] = None,
                     seed: Optional[int] = None, level: Optional[float] = None,
                     alpha: Optional[float] = None) -> SegregationEach:
    """Estimate an index for many problems of the same units: gdcs_segregation_each.

    units  of each problem: the arrays hold the first problem's units, then the second's, ...
    """
    given = _units(women, men, other, unknown, not_applicable)
    if units < 1 or given.length % units:
        raise failure(_abi.E_SHAPE, f"{given.length} elements are no multiple of {units}", "units")
    length, given_length = given.length // units, given.length
    given.length = length
    room, result = given.outputs()
    given.length = given_length
    (corrected,), (address,) = _room(length, 1, given.numpy)
    call(lib.gdcs_segregation_each, byref(given.struct(_abi.SexArrays)), units, length,
         byref(_options(index, method, correction, sample, replicates, None, seed, level, alpha)),
         byref(room), cast(address, POINTER(c_double)))
    return SegregationEach(result, corrected)


def segregation_measures(women: Many, men: Numbers, other: Numbers = 0, unknown: Numbers = 0,
                         not_applicable: Numbers = 0) -> SegregationMeasures:
    """Measure all indices at once: gdcs_segregation_measure."""
    given, out = _units(women, men, other, unknown, not_applicable), new(_abi.SegregationMeasures)
    call(lib.gdcs_segregation_measure, byref(given.struct(_abi.SexArrays)), given.length,
         byref(out))
    return SegregationMeasures(**_plain(out), notes=notes(out.notes))


def segregation_test(women: Many, men: Numbers, other: Numbers = 0, unknown: Numbers = 0,
                     not_applicable: Numbers = 0, *, index: Optional[str] = None,
                     permutations: Optional[int] = None,
                     seed: Optional[int] = None) -> SegregationTest:
    """Test that women and men are allotted to units at random: gdcs_segregation_test.

    permutations  default 9999
    """
    given, out = _units(women, men, other, unknown, not_applicable), new(_abi.SegregationTested)
    call(lib.gdcs_segregation_test, byref(given.struct(_abi.SexArrays)), given.length,
         byref(_options(index, permutations=permutations, seed=seed)), byref(out))
    return SegregationTest(**_plain(out, "index"), index=word("SEGREGATION_INDEX", out.index),
                           notes=notes(out.notes))


def segregation_bounds(lower: Sequence[Numbers], upper: Sequence[Numbers], *,
                       index: Optional[str] = None) -> Bounds:
    """Bound an index when counts are known as intervals only: gdcs_segregation_bound.

    lower, upper  (women, men, other, unknown) with the rest left out; arrays, and upper may hold inf
    """
    def taken(counts: Sequence[Numbers]) -> Inputs:
        return _units(*(list(counts) + [0] * (5 - len(counts))))
    low, high, out = taken(lower), taken(upper), _abi.Bounds()
    if low.length != high.length:
        raise failure(_abi.E_SHAPE, f"{high.length} elements where lower has {low.length}", "upper")
    call(lib.gdcs_segregation_bound, byref(low.struct(_abi.SexArrays)),
         byref(high.struct(_abi.SexArrays)), low.length, byref(_options(index)), byref(out))
    return Bounds(out.lower, out.upper)


def segregation_units(women: Many, men: Numbers, other: Numbers = 0, unknown: Numbers = 0,
                      not_applicable: Numbers = 0) -> SegregationUnits:
    """Measure what each unit has to do with segregation: gdcs_segregation_measure_units."""
    given = _units(women, men, other, unknown, not_applicable)
    arrays, places = _room(given.length, len(SegregationUnits._fields), given.numpy)
    room = new(_abi.SegregationUnitArrays, **dict(zip(SegregationUnits._fields, places)))
    call(lib.gdcs_segregation_measure_units, byref(given.struct(_abi.SexArrays)), given.length,
         byref(room))
    return SegregationUnits(*arrays)


def segregation_nested(women: Many, men: Numbers, group: Sequence[int], other: Numbers = 0,
                       unknown: Numbers = 0, not_applicable: Numbers = 0) -> SegregationNested:
    """Decompose M and H between groups of units and within: gdcs_segregation_decompose.

    group  of each unit, from 0
    """
    given = _units(women, men, other, unknown, not_applicable)
    held = (c_int32 * len(group))(*map(int, group))
    out = new(_abi.SegregationNested)
    if len(held) != given.length:
        raise failure(_abi.E_SHAPE, f"{len(held)} elements where women has {given.length}", "group")
    count = max(held, default=0) + 1
    arrays, places = _room(max(count, 1), len(SegregationGroups._fields), given.numpy)
    room = new(_abi.SegregationGroupArrays, **dict(zip(SegregationGroups._fields, places)))
    call(lib.gdcs_segregation_decompose, byref(given.struct(_abi.SexArrays)),
         held, given.length, count, byref(out), byref(room))
    return SegregationNested(**_plain(out), groups=SegregationGroups(*arrays),
                             notes=notes(out.notes))


def segregation_change(before: Sequence[Numbers], after: Sequence[Numbers], *,
                       index: Optional[str] = None) -> SegregationChange:
    """Decompose the change of an index between two times: gdcs_segregation_decompose_change.

    before, after  (women, men) or (women, men, other, unknown, not_applicable), arrays
    index          default "mutual_information"
    """
    one = _units(*(list(before) + [0] * (5 - len(before))))
    two, out = _units(*(list(after) + [0] * (5 - len(after)))), new(_abi.SegregationChange)
    if one.length != two.length:
        raise failure(_abi.E_SHAPE, f"{two.length} elements where before has {one.length}", "after")
    call(lib.gdcs_segregation_decompose_change, byref(one.struct(_abi.SexArrays)),
         byref(two.struct(_abi.SexArrays)), one.length, byref(_options(index)), byref(out))
    return SegregationChange(**_plain(out, "index"), index=word("SEGREGATION_INDEX", out.index),
                             notes=notes(out.notes))


def segregation_table(table: Any, axis: str, keep: Union[str, Sequence[str]] = (), *,
                      index: Optional[str] = None, method: Optional[str] = None,
                      correction: Optional[str] = None, sample: Optional[str] = None,
                      replicates: Optional[int] = None, permutations: Optional[int] = None,
                      seed: Optional[int] = None, level: Optional[float] = None,
                      alpha: Optional[float] = None) -> Frame:
    """Estimate indices over an axis, per combination of axes to keep (gdcs_segregation_table).

    index         as in segregation(); None: all
    permutations  of a test of no segregation; None: no test
    """
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_segregation_table, table._handle, encode(axis, "axis"), kept,
                             len(kept), byref(_options(index, method, correction, sample,
                                                       replicates, permutations, seed, level,
                                                       alpha))))


def segregation_table_units(table: Any, axis: str, keep: Union[str, Sequence[str]] = ()) -> Frame:
    """Measure what each label of an axis has to do with it (gdcs_segregation_table_units)."""
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_segregation_table_units, table._handle,
                             encode(axis, "axis"), kept, len(kept)))


def segregation_table_nested(table: Any, axis: str, groups: str,
                             keep: Union[str, Sequence[str]] = ()) -> Frame:
    """Decompose M and H over units within another axis (gdcs_segregation_table_nested)."""
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_segregation_table_nested, table._handle,
                             encode(axis, "axis"), encode(groups, "groups"), kept, len(kept)))


def segregation_table_change(table: Any, axis: str, times: str, before: Any, after: Any,
                             keep: Union[str, Sequence[str]] = (), *,
                             index: Optional[str] = None) -> Frame:
    """Decompose a change between two labels of an axis (gdcs_segregation_table_change).

    times  the axis, for instance "year", of which before and after are labels
    """
    kept = names(keep)
    pair = new(_abi.SegregationTimes, axis=encode(times, "times"),
               before=encode(before, "before"), after=encode(after, "after"))
    return Frame._adopt(made(lib.gdcs_segregation_table_change, table._handle,
                             encode(axis, "axis"), byref(pair), kept, len(kept),
                             byref(_options(index))))
