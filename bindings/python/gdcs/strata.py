"""Two groups by an outcome in strata (gdcs/strata.h)."""
from __future__ import annotations

from ctypes import pointer
from functools import lru_cache
from typing import Any, FrozenSet, NamedTuple, Optional, Sequence, Union

from . import _abi
from ._lib import byref, call, encode, lib, made, names, new, optional
from ._words import number, word
from .estimate import (Estimate, Estimates, Inputs, Many, Numbers, Test, Tests, confidence,
                       estimate)
from .estimate import test as tested
from .frame import Frame
from .notes import notes


class Strata(NamedTuple):
    """What strata have in common; bounds are the values, for nothing is unknown."""

    difference: Estimate
    risk_ratio: Estimate
    odds_ratio: Estimate
    test: Test
    homogeneity_difference: Test
    homogeneity_risk_ratio: Test
    homogeneity_odds_ratio: Test
    homogeneity_woolf: Test
    strata: int
    empty: int
    informative: int
    n_a: float
    n_b: float
    method: str
    alpha: float
    notes: FrozenSet[str]


@lru_cache(maxsize=64)
def _options(method: Optional[str], variance: Optional[str], kind: Optional[str],
             level: Optional[float], alpha: Optional[float]) -> _abi.StrataOptions:
    return new(_abi.StrataOptions, method=number("STRATA_METHOD", method, "method"),
               variance=number("STRATA_VARIANCE", variance, "variance"),
               test=number("STRATA_TEST", kind, "test"), **confidence(level, alpha))


def _own(of: _abi.Estimate) -> Estimate:
    return estimate(of, _abi.Bounds(of.value, of.value))


def strata_pool(part_a: Many, whole_a: Numbers, part_b: Numbers, whole_b: Numbers, *,
                method: Optional[str] = None, variance: Optional[str] = None,
                test: Optional[str] = None, level: Optional[float] = None,
                alpha: Optional[float] = None) -> Strata:
    """Pool differences and ratios of risks over strata, and test them: gdcs_strata_pool.

    method    "mantel_haenszel" (default), "inverse_variance", "exact", "mid_p"
    variance  of the difference: "sato" (default), "greenland_robins"
    test      "cmh" (default), "corrected", "cochran", "exact", "mid_p"
    level     confidence level, default 0.95; or alpha = 1 - level
    """
    given = Inputs({"part_a": part_a, "whole_a": whole_a, "part_b": part_b, "whole_b": whole_b})
    out = new(_abi.StrataResult)
    call(lib.gdcs_strata_pool, byref(given.struct(_abi.PartArrays)), given.length,
         byref(_options(method, variance, test, level, alpha)), byref(out))
    tests = [tested(one) for one in (out.test, out.homogeneity_difference,
                                      out.homogeneity_risk_ratio, out.homogeneity_odds_ratio,
                                      out.homogeneity_woolf)]
    return Strata._make([_own(out.difference), _own(out.risk_ratio), _own(out.odds_ratio), *tests,
                         out.strata, out.empty, out.informative, out.n_a, out.n_b,
                         word("STRATA_METHOD", out.method), out.alpha, notes(out.notes)])


class ManyStrata(NamedTuple):
    """Many sets of strata: arrays of one element per set."""

    difference: Estimates
    risk_ratio: Estimates
    odds_ratio: Estimates
    test: Tests
    homogeneity_difference: Tests
    homogeneity_risk_ratio: Tests
    homogeneity_odds_ratio: Tests
    homogeneity_woolf: Tests


def strata_each(part_a: Many, whole_a: Numbers, part_b: Numbers, whole_b: Numbers, *,
                offsets: Sequence[int], method: Optional[str] = None,
                variance: Optional[str] = None, test: Optional[str] = None,
                level: Optional[float] = None, alpha: Optional[float] = None) -> ManyStrata:
    """Pool many sets of strata at once: gdcs_strata_each.

    offsets  where the strata of each set begin in the arrays, and where the last ends: 0, 4, 6, ...
    method, variance, test, level, alpha  as of strata_pool()
    """
    given = Inputs({"part_a": part_a, "whole_a": whole_a, "part_b": part_b, "whole_b": whole_b})
    struct, places = given.struct(_abi.PartArrays), given.sets(offsets)
    rooms = [given.outputs() for _ in range(3)] + [given.tests() for _ in range(5)]
    out = new(_abi.StrataResultArrays)
    for name, (room, _) in zip(ManyStrata._fields, rooms):
        setattr(out, name, pointer(room))
    call(lib.gdcs_strata_each, byref(struct), places, given.length,
         byref(_options(method, variance, test, level, alpha)), byref(out))
    return ManyStrata._make(made for _, made in rooms)


def strata_table(table: Any, axis: str, a: Any, strata: str, b: Any = None,
                 keep: Union[str, Sequence[str]] = (), *, method: Optional[str] = None,
                 variance: Optional[str] = None, test: Optional[str] = None,
                 level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Pool the risk of label a of an axis, women against men, over strata (gdcs_strata_table).

    b  the label compared with; None: all other labels of the axis
    """
    outcome = new(_abi.GapPair, axis=encode(axis, "axis"), a=encode(a, "a"), b=optional(b, "b"))
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_strata_table, table._handle, byref(outcome),
                             encode(strata, "strata"), kept, len(kept),
                             byref(_options(method, variance, test, level, alpha))))
