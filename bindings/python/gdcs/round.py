"""Rounding to a base, so that small counts cannot be read off (gdcs/round.h)."""
from __future__ import annotations

from ctypes import POINTER, c_double, cast
from typing import Any, Mapping, NamedTuple, Optional

from . import _abi
from ._lib import byref, call, lib, new, new_out
from ._words import number, word
from .estimate import Array, Inputs, Many
from .table import Table
from .tree import tree_structs


class Rounded(NamedTuple):
    """A rounded table, and what it says of the truth.

    beyond         totals a whole base or more from their value
    furthest       of a cell from its value; not to be published
    variance       of a cell about its value, on average over the rests of division
    variance_most  of the worst rest
    """

    table: Table
    intervals: Table
    method: str
    base: int
    cells: int
    totals: int
    beyond: int
    furthest: float
    variance: float
    variance_most: float


class RoundedNumbers(NamedTuple):
    """Rounded numbers, and between what limits the truth lies."""

    value: Array
    lower: Array
    upper: Array


def _options(method: Optional[str], base: Optional[int], seed: int, hold: bool = False,
             milliseconds: int = 0) -> _abi.RoundOptions:
    return new(_abi.RoundOptions, method=number("ROUND_METHOD", method, "method"), base=base or 0,
               seed=seed, hold=int(hold), milliseconds=milliseconds)


def round_each(x: Many, *, method: Optional[str] = None, base: Optional[int] = None,
               seed: int = 0) -> RoundedNumbers:
    """Round numbers to a base: gdcs_round_each.

    method  "random" (default) or "conventional"
    base    default 5
    seed    to be kept secret
    """
    given = Inputs({"x": x})
    double = POINTER(c_double)
    out = [given.doubles() for _ in range(3)]
    call(lib.gdcs_round_each, cast(given.address("x"), double), given.length,
         byref(_options(method, base, seed)), *(place for place, _ in out))
    return RoundedNumbers(*(made for _, made in out))


def round_table(table: Table, *, method: Optional[str] = None, base: Optional[int] = None,
                seed: int = 0, hold: bool = False, milliseconds: int = 0,
                trees: Optional[Mapping[str, Mapping[Any, Any]]] = None) -> Rounded:
    """Round the cells of a table: gdcs_round_table.

    method  "controlled" (default): declared totals are the sums of their rounded parts; "random",
            "conventional"
    base    default 5
    seed    to be kept secret
    hold    of "controlled": bring back totals that are a base or more from their value, although
            expectations are then not quite kept; within so many milliseconds (default 10 000)
    trees   {axis: {child: parent}}: of "controlled", nodes are sums of their rounded parts too
    """
    nodes = tree_structs(trees or {})
    out, said, result = new_out(), new_out(), new(_abi.RoundResult)
    options = _options(method, base, seed, hold, milliseconds)
    options.trees, options.tree_count = nodes, len(nodes)
    call(lib.gdcs_round_table, table._handle, byref(options), byref(out), byref(said),
         byref(result))
    return Rounded(Table._adopt(out.value or 0), Table._adopt(said.value or 0),
                   word("ROUND_METHOD", result.method), result.base, result.cells, result.totals,
                   result.beyond, result.furthest, result.variance, result.variance_most)
