"""Two shares of the same persons: before and after, victim and offender (gdcs/pairs.h)."""
from __future__ import annotations

from functools import lru_cache
from typing import Any, FrozenSet, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi
from ._lib import byref, call, encode, lib, made, names, new, optional
from ._words import number, word
from .estimate import Estimate, Estimates, Inputs, Test, Tests, confidence, is_number, test
from .frame import Frame
from .notes import notes


class Pairs(NamedTuple):
    """Two shares of the same persons."""

    difference: Estimate
    ratio: Estimate
    odds: Estimate
    share_first: float
    share_second: float
    n: float
    method: str
    alpha: float
    notes: FrozenSet[str]


class ManyPairs(NamedTuple):
    """Many of them."""

    difference: Estimates
    ratio: Estimates
    odds: Estimates


@lru_cache(maxsize=64)
def _options(method: Optional[str], test: Optional[str], level: Optional[float],
             alpha: Optional[float]) -> _abi.PairsOptions:
    return new(_abi.PairsOptions, method=number("PAIRS_METHOD", method, "method"),
               test=number("PAIRS_TEST", test, "test"), **confidence(level, alpha))


def _estimate(of: _abi.Estimate) -> Estimate:
    return Estimate(of.value, of.lower, of.upper, of.std_error, of.value, of.value)


def pairs(both: Any, first: Any, second: Any, neither: Any, *, method: Optional[str] = None,
          level: Optional[float] = None, alpha: Optional[float] = None) -> Union[Pairs, ManyPairs]:
    """Estimate the gap between two shares of the same persons: gdcs_pairs_estimate, or _each.

    both, neither   persons of whom both things are true, or neither
    first, second   persons of whom only the first is true, or only the second
    method  "score" (default), "newcombe", "bonett_price"
    level   confidence level, default 0.95; or alpha = 1 - level
    """
    options = _options(method, None, level, alpha)
    given = {"both": both, "first": first, "second": second, "neither": neither}
    if all(map(is_number, given.values())):
        out = new(_abi.PairsResult)
        call(lib.gdcs_pairs_estimate, byref(_abi.PairsCounts(both, first, second, neither)),
             byref(options), byref(out))
        return Pairs(_estimate(out.difference), _estimate(out.ratio), _estimate(out.odds),
                     out.share_first, out.share_second, out.n, word("PAIRS_METHOD", out.method),
                     out.alpha, notes(out.notes))
    arrays = Inputs(given)
    rooms = [arrays.outputs() for _ in range(3)]
    call(lib.gdcs_pairs_each, byref(arrays.struct(_abi.PairsArrays)), arrays.length,
         byref(options), *(byref(room) for room, _ in rooms))
    return ManyPairs(*(result for _, result in rooms))


def pairs_test(both: Any, first: Any, second: Any, neither: Any, *,
               test: Optional[str] = None) -> Union[Test, Tests]:
    """Test whether two shares of the same persons are equal, McNemar: gdcs_pairs_test, or _each.

    test  "mid_p" (default), "exact", "score"
    """
    options = _options(None, test, None, None)
    given = {"both": both, "first": first, "second": second, "neither": neither}
    if all(map(is_number, given.values())):
        out = _abi.Test()
        call(lib.gdcs_pairs_test, byref(_abi.PairsCounts(both, first, second, neither)),
             byref(options), byref(out))
        return _test(out)
    arrays = Inputs(given)
    room, tests = arrays.tests()
    call(lib.gdcs_pairs_test_each, byref(arrays.struct(_abi.PairsArrays)), arrays.length,
         byref(options), byref(room))
    return tests


def pairs_table(table: Any, first: Tuple[str, Any], second: Tuple[str, Any],
                keep: Union[str, Sequence[str]] = (), *, method: Optional[str] = None,
                test: Optional[str] = None, level: Optional[float] = None,
                alpha: Optional[float] = None) -> Frame:
    """Estimate, by sex, the gap between two shares of the same persons (gdcs_pairs_table).

    first, second  an axis and the label of those of whom it is true: ("before", "in work"); with a third
                   the label of those of whom it is not, else all other labels
    """
    of = [(encode(axis, "axis"), encode(yes, "yes"), optional(no, "no"))
          for axis, yes, no in ((*thing, None)[:3] for thing in (first, second))]
    axes = new(_abi.PairsAxes, **{name + end: text for name, texts in zip(("first", "second"), of)
                                  for end, text in zip(("", "_yes", "_no"), texts)})
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_pairs_table, table._handle, byref(axes), kept, len(kept),
                             byref(_options(method, test, level, alpha))))


_test = test
