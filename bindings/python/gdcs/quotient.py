"""Over-representation: the share of women in a part over their share in the whole (gdcs/quotient.h)."""
from __future__ import annotations

from functools import lru_cache
from typing import Any, FrozenSet, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi
from ._lib import byref, call, encode, lib, made, names, new
from ._words import number, word
from .counts import CountsLike, counts_struct
from .estimate import Estimate, Estimates, Inputs, Test, Tests, confidence, estimate, test
from .frame import Frame
from .notes import notes


class Quotient(NamedTuple):
    """One over-representation."""

    quotient: Estimate
    test: Test
    share: float
    share_whole: float
    n: float
    n_whole: float
    unknown: float
    unknown_whole: float
    method: str
    alpha: float
    notes: FrozenSet[str]


@lru_cache(maxsize=64)
def _options(method: Optional[str], adjust: Optional[str], level: Optional[float],
             alpha: Optional[float]) -> _abi.QuotientOptions:
    return new(_abi.QuotientOptions, method=number("QUOTIENT_METHOD", method, "method"),
               adjust=number("MULTIPLICITY_METHOD", adjust, "adjust"), **confidence(level, alpha))


def quotient(part: CountsLike, whole: CountsLike, *, method: Optional[str] = None,
             level: Optional[float] = None, alpha: Optional[float] = None) -> Quotient:
    """Estimate the share of women in part over that in whole, which contains it (gdcs_quotient_estimate).

    part, whole  Counts, or (women, men, other, unknown, not_applicable) with the rest left out
    method       "miettinen_nurminen" (default), "exact", "log"
    level        confidence level, default 0.95; or alpha = 1 - level
    """
    out = new(_abi.QuotientResult)
    call(lib.gdcs_quotient_estimate, byref(counts_struct("part", part)),
         byref(counts_struct("whole", whole)), byref(_options(method, None, level, alpha)),
         byref(out))
    return Quotient(estimate(out.quotient, out.bounds), test(out.test), out.share,
                    out.share_whole, out.n, out.n_whole, out.unknown, out.unknown_whole,
                    word("QUOTIENT_METHOD", out.method), out.alpha, notes(out.notes))


def quotients(part_women: Any, part_men: Any, whole_women: Any, whole_men: Any, *,
              part_unknown: Any = 0.0, whole_unknown: Any = 0.0, method: Optional[str] = None,
              level: Optional[float] = None,
              alpha: Optional[float] = None) -> Tuple[Estimates, Tests]:
    """Estimate many, from arrays, with their tests (gdcs_quotient_each)."""
    given = Inputs({"part_women": part_women, "part_men": part_men, "part_unknown": part_unknown,
                    "whole_women": whole_women, "whole_men": whole_men,
                    "whole_unknown": whole_unknown})
    room, result = given.outputs()
    test_room, tests = given.tests()
    call(lib.gdcs_quotient_each, byref(given.struct(_abi.SexArrays, "part_")),
         byref(given.struct(_abi.SexArrays, "whole_")), given.length,
         byref(_options(method, None, level, alpha)), byref(room), byref(test_room))
    return result, tests


def quotient_table(table: Any, axis: str, keep: Union[str, Sequence[str]] = (), *,
                   method: Optional[str] = None, adjust: Optional[str] = None,
                   level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate it for every label of an axis, with p-values adjusted (gdcs_quotient_table).

    adjust  "holm" (default), "bonferroni", "benjamini_hochberg", ...
    """
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_quotient_table, table._handle, encode(axis, "axis"), kept,
                             len(kept), byref(_options(method, adjust, level, alpha))))
