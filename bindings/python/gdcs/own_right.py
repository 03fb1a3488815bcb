"""Admission in one's own right against as a relative, by sex (gdcs/own_right.h)."""
from __future__ import annotations

from typing import Any, Dict, FrozenSet, NamedTuple, Optional, Sequence, Union

from . import _abi
from ._lib import byref, call, encode, lib, made, names, new, optional
from ._words import number
from .counts import CountsLike, counts_struct
from .estimate import Estimate, Estimates, Inputs, confidence, estimate
from .frame import Frame
from .notes import notes


class OwnRight(NamedTuple):
    """Who was admitted in their own right.  notes has those of each measure by its name."""

    women: Estimate
    men: Estimate
    difference: Estimate
    ratio: Estimate
    odds_ratio: Estimate
    women_own: Estimate
    women_relatives: Estimate
    women_difference: Estimate
    women_ratio: Estimate
    women_all: Estimate
    dependants_women: Estimate
    dependants_men: Estimate
    dependants_ratio: Estimate
    n_women: float
    n_men: float
    n_own: float
    n_relatives: float
    unknown_sex: float
    unknown_basis: float
    alpha: float
    notes: Dict[str, FrozenSet[str]]


_MEASURES = OwnRight._fields[:13]


def _options(method: Optional[str], level: Optional[float],
             alpha: Optional[float]) -> _abi.GapOptions:
    return new(_abi.GapOptions, method=number("GAP_METHOD", method, "method"),
               **confidence(level, alpha))


def own_right(own: CountsLike, relatives: CountsLike, *, unknown_basis: CountsLike = (0, 0),
              dependants: Optional[CountsLike] = None, method: Optional[str] = None,
              level: Optional[float] = None, alpha: Optional[float] = None) -> OwnRight:
    """Estimate who was admitted in their own right, by sex (gdcs_own_right_estimate).

    own, relatives  Counts, or (women, men, other, unknown, not_applicable) with the rest left out
    unknown_basis   admitted, not recorded which of the two
    dependants      by the sex of the person in whose right they came
    method          "miettinen_nurminen" (default), "newcombe", "exact"
    """
    given = new(_abi.OwnRightCounts, own=counts_struct("own", own),
                relatives=counts_struct("relatives", relatives),
                unknown_basis=counts_struct("unknown_basis", unknown_basis),
                dependants=counts_struct("dependants", dependants or (0, 0)),
                has_dependants=int(dependants is not None))
    out = new(_abi.OwnRightResult)
    call(lib.gdcs_own_right_estimate, byref(given), byref(_options(method, level, alpha)),
         byref(out))
    values = [getattr(out, name) for name in _MEASURES]
    return OwnRight._make([*(estimate(one.estimate, one.bounds) for one in values), out.n_women,
                           out.n_men, out.n_own, out.n_relatives, out.unknown_sex, out.unknown_basis, out.alpha,
                           {name: notes(one.notes) for name, one in zip(_MEASURES, values)}])


def own_right_each(measure: str, own_women: Any, own_men: Any, relatives_women: Any,
                   relatives_men: Any, *, own_unknown: Any = 0.0, relatives_unknown: Any = 0.0,
                   basis_women: Any = 0.0, basis_men: Any = 0.0, basis_unknown: Any = 0.0,
                   dependants_women: Any = None, dependants_men: Any = None,
                   dependants_unknown: Any = 0.0, method: Optional[str] = None,
                   level: Optional[float] = None, alpha: Optional[float] = None) -> Estimates:
    """Estimate one measure for many, from arrays (gdcs_own_right_each).

    measure  "women", "difference", ..., as the fields of OwnRight
    basis_   those of unknown basis
    """
    arrays = {"own_women": own_women, "own_men": own_men, "own_unknown": own_unknown,
              "relatives_women": relatives_women, "relatives_men": relatives_men,
              "relatives_unknown": relatives_unknown, "basis_women": basis_women,
              "basis_men": basis_men, "basis_unknown": basis_unknown}
    known = dependants_women is not None and dependants_men is not None
    if known:
        arrays.update(dependants_women=dependants_women, dependants_men=dependants_men,
                      dependants_unknown=dependants_unknown)
    given = Inputs(arrays)
    room, result = given.outputs()
    dependants = byref(given.struct(_abi.SexArrays, "dependants_")) if known else None
    call(lib.gdcs_own_right_each, byref(given.struct(_abi.SexArrays, "own_")),
         byref(given.struct(_abi.SexArrays, "relatives_")),
         byref(given.struct(_abi.SexArrays, "basis_")), dependants, given.length,
         number("OWN_RIGHT_MEASURE", measure, "measure"), byref(_options(method, level, alpha)),
         byref(room))
    return result


def own_right_table(table: Any, axis: str, own: Any, relatives: Any = None,
                    keep: Union[str, Sequence[str]] = (), *, unknown_basis: Any = None,
                    dependants: Any = None, method: Optional[str] = None,
                    level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate who was admitted in their own right, by labels of an axis (gdcs_own_right_table).

    relatives  None: all labels that are not named
    """
    named = new(_abi.OwnRightAxis, axis=encode(axis, "axis"), own=encode(own, "own"),
                relatives=optional(relatives, "relatives"),
                unknown_basis=optional(unknown_basis, "unknown_basis"),
                dependants=optional(dependants, "dependants"))
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_own_right_table, table._handle, byref(named), kept, len(kept),
                             byref(_options(method, level, alpha))))
