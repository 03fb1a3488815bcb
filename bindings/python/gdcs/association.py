"""Is sex associated with an axis?  Tables of r rows and c columns (gdcs/association.h)."""
from __future__ import annotations

from array import array
from ctypes import POINTER, c_double, cast
from functools import lru_cache
from typing import Any, FrozenSet, List, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi
from ._lib import byref, call, encode, lib, made, names, new
from ._words import number, word, words
from .errors import failure
from .estimate import (Array, Estimate, Estimates, Inputs, Many, Test, Tests, confidence, estimate,
                       hold, test)
from .frame import Frame
from .notes import notes


class Association(NamedTuple):
    """A test of independence, and Cramer's V with its interval."""

    test: Test
    v: Estimate
    corrected: float
    tschuprow: float
    contingency: float
    n: float
    rows: int
    columns: int
    empty: int
    sparse: int
    least_expected: float
    method: str
    permutations: int
    alpha: float
    notes: FrozenSet[str]


class AssociationEach(NamedTuple):
    """Many tables of one shape: V, and the test of each."""

    v: Estimates
    tests: Tests


class AssociationCells(NamedTuple):
    """What each cell has to do with it: arrays, row by row."""

    expected: Array
    pearson: Array
    standardised: Array
    p_value: Array
    p_adjusted: Array


Sexes = Union[None, str, Sequence[str]]


def _sexes(sexes: Sexes) -> int:
    """Bits of "other" and "unknown", one or both."""
    known = words("ASSOCIATION_SEXES")
    bits = 0
    for name in [sexes] if isinstance(sexes, str) else sexes or ():
        if name not in known:
            raise failure(_abi.E_OPTION, f"{name!r} is neither other nor unknown", "sexes")
        bits |= known[name]
    return bits


@lru_cache(maxsize=64)
def _options(method: Optional[str] = None, sexes: int = 0, adjust: Optional[str] = None,
             permutations: Optional[int] = None, seed: Optional[int] = None,
             level: Optional[float] = None,
             alpha: Optional[float] = None) -> _abi.AssociationOptions:
    return new(_abi.AssociationOptions, method=number("ASSOCIATION_METHOD", method, "method"),
               sexes=sexes, adjust=number("MULTIPLICITY_METHOD", adjust, "adjust"),
               permutations=permutations or 0, seed=seed or 0, **confidence(level, alpha))


def _grid(counts: Any) -> Tuple[Any, int, int]:
    """One array row by row, of a list of rows or an array of two dimensions."""
    if hasattr(counts, "__array__"):
        from numpy import ascontiguousarray
        given = ascontiguousarray(counts, dtype="float64")
        if given.ndim != 2:
            raise failure(_abi.E_SHAPE, f"{given.ndim} dimensions are no table", "counts")
        return given.reshape(-1), given.shape[0], given.shape[1]
    rows = [list(row) for row in counts]
    columns = len(rows[0]) if rows else 0
    if any(len(row) != columns for row in rows):
        raise failure(_abi.E_SHAPE, "rows of different length are no table", "counts")
    return [x for row in rows for x in row], len(rows), columns


def association(counts: Any, *, method: Optional[str] = None, permutations: Optional[int] = None,
                seed: Optional[int] = None, level: Optional[float] = None,
                alpha: Optional[float] = None) -> Association:
    """Test independence of rows and columns, estimate Cramer's V: gdcs_association_estimate.

    counts        a list of rows, or an array of two dimensions
    method        "pearson" (default), "g", "exact", "simulated", "simulated_exact"
    permutations  random tables, default 9999
    level         confidence level, default 0.95; or alpha = 1 - level
    """
    given, rows, columns = _grid(counts)
    held, out = hold("counts", given), new(_abi.AssociationResult)
    call(lib.gdcs_association_estimate, cast(held.address, POINTER(c_double)), rows, columns,
         byref(_options(method, 0, None, permutations, seed, level, alpha)), byref(out))
    return Association(test(out.test), estimate(out.v, out.bounds), out.corrected, out.tschuprow,
                       out.contingency, out.n, out.rows, out.columns, out.empty, out.sparse,
                       out.least_expected, word("ASSOCIATION_METHOD", out.method),
                       out.permutations, out.alpha, notes(out.notes))


def association_each(counts: Many, rows: int, columns: int, *, method: Optional[str] = None,
                     permutations: Optional[int] = None, seed: Optional[int] = None,
                     level: Optional[float] = None,
                     alpha: Optional[float] = None) -> AssociationEach:
    """Test and estimate many tables of one shape: gdcs_association_each.

    counts  one array: the first table row by row, then the second, ...
    """
    given = Inputs({"counts": counts})
    size = rows * columns
    if size < 1 or given.length % size:
        raise failure(_abi.E_SHAPE, f"{given.length} elements are no multiple of {size}", "counts")
    held = hold("counts", counts)
    given.length //= size
    room, result = given.outputs()
    test_room, tests = given.tests()
    call(lib.gdcs_association_each, cast(held.address, POINTER(c_double)), rows, columns,
         given.length, byref(_options(method, 0, None, permutations, seed, level, alpha)),
         byref(room), byref(test_room))
    return AssociationEach(result, tests)


def association_cells(counts: Any, *, adjust: Optional[str] = None) -> AssociationCells:
    """Test each cell by its standardised residual: gdcs_association_test_cells.

    adjust  of p-values over cells, as in multiplicity(); default "holm"
    """
    given, rows, columns = _grid(counts)
    held, numpy = hold("counts", given), hasattr(counts, "__array__")
    arrays: List[Any]
    if numpy:
        from numpy import empty
        arrays = [empty((rows, columns)) for _ in AssociationCells._fields]
        places = [one.__array_interface__["data"][0] for one in arrays]
    else:
        arrays = [array("d", bytes(8 * rows * columns)) for _ in AssociationCells._fields]
        places = [one.buffer_info()[0] for one in arrays]
    room = new(_abi.AssociationCellArrays, **dict(zip(AssociationCells._fields, places)))
    call(lib.gdcs_association_test_cells, cast(held.address, POINTER(c_double)), rows, columns,
         byref(_options(adjust=adjust)), byref(room))
    return AssociationCells(*arrays)


def association_table(table: Any, axis: str, keep: Union[str, Sequence[str]] = (), *,
                      method: Optional[str] = None, sexes: Sexes = None,
                      permutations: Optional[int] = None, seed: Optional[int] = None,
                      level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Test whether sex and an axis are independent (gdcs_association_table).

    sexes  "other", "unknown" or both: columns beside women and men
    """
    kept = names(keep)
    options = _options(method, _sexes(sexes), None, permutations, seed, level, alpha)
    return Frame._adopt(made(lib.gdcs_association_table, table._handle, encode(axis, "axis"), kept,
                             len(kept), byref(options)))


def association_table_cells(table: Any, axis: str, keep: Union[str, Sequence[str]] = (), *,
                            sexes: Sexes = None, adjust: Optional[str] = None) -> Frame:
    """Test each cell of sex by an axis (gdcs_association_table_cells)."""
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_association_table_cells, table._handle,
                             encode(axis, "axis"), kept, len(kept),
                             byref(_options(None, _sexes(sexes), adjust))))
