"""Cell-key perturbation: noise that belongs to the persons of a cell (gdcs/cell_key.h)."""
from __future__ import annotations

from ctypes import POINTER, c_double, cast
from typing import Any, List, Mapping, NamedTuple, Optional

from . import _abi
from ._handle import Handle
from ._lib import byref, call, encode, lib, made, new, new_out, optional
from .estimate import Array, Inputs, Many
from .frame import Frame
from .table import Table
from .tree import tree_structs


class CellKeyRow(NamedTuple):
    """The noise of one count: what may be published, from first to last."""

    count: int  # type: ignore[assignment]  # tuple has a method of this name
    first: int
    last: int
    stay: float
    mean: float
    variance: float
    entropy: float


class Perturbed(NamedTuple):
    """A perturbed table, and what it says of the truth."""

    table: Table
    intervals: Table
    deviation: int
    threshold: int
    cells: int
    variance: float
    variance_most: float


class PerturbedNumbers(NamedTuple):
    """Perturbed counts, and between what limits the truth lies."""

    value: Array
    lower: Array
    upper: Array


class CellKey(Handle):
    """A perturbation table of greatest entropy (gdcs_cell_key_new).

    deviation  largest difference, default 5
    variance   of the noise, default 2
    threshold  no count from 1 to it is published
    stay       probability of no noise; None: whatever entropy makes it
    strict     fail where a small count cannot have the variance
    """

    _free = lib.gdcs_cell_key_free

    def __init__(self, *, deviation: Optional[int] = None, variance: Optional[float] = None,
                 threshold: int = 0, stay: Optional[float] = None, strict: bool = False) -> None:
        options = new(_abi.CellKeyOptions, deviation=deviation or 0, threshold=threshold,
                      strict=int(strict), variance=variance or 0.0, stay=stay or 0.0)
        self._handle = made(lib.gdcs_cell_key_new, byref(options))

    def __len__(self) -> int:
        """Rows: counts from 0; the last stands for all above it (gdcs_cell_key_count)."""
        return int(lib.gdcs_cell_key_count(self._handle))

    def __getitem__(self, count: int) -> CellKeyRow:
        """What a row is like (gdcs_cell_key_get)."""
        if not 0 <= count < len(self):
            raise IndexError(count)
        row = new(_abi.CellKeyRow)
        call(lib.gdcs_cell_key_get, self._handle, count, byref(row))
        return CellKeyRow(*(getattr(row, name) for name in CellKeyRow._fields))

    def rows(self) -> List[CellKeyRow]:
        """All rows."""
        return [self[count] for count in range(len(self))]

    def to_frame(self) -> Frame:
        """The perturbation table: count, published, noise, probability, key_lower, key_upper
        (gdcs_cell_key_get_frame)."""
        return Frame._adopt(made(lib.gdcs_cell_key_get_frame, self._handle))

    def each(self, x: Many, keys: Many) -> PerturbedNumbers:
        """Perturb counts by the sums of their record keys (gdcs_cell_key_each)."""
        given = Inputs({"x": x, "keys": keys})
        double = POINTER(c_double)
        out = [given.doubles() for _ in range(3)]
        call(lib.gdcs_cell_key_each, self._handle, cast(given.address("x"), double),
             cast(given.address("keys"), double), given.length, *(place for place, _ in out))
        return PerturbedNumbers(*(array for _, array in out))

    def table(self, table: Table, keys: Table, *,
              trees: Optional[Mapping[str, Mapping[Any, Any]]] = None) -> Perturbed:
        """Perturb a table of counts by the table of its keys (gdcs_cell_key_table).

        trees  {axis: {child: parent}}
        """
        nodes = tree_structs(trees or {})
        out, said, result = new_out(), new_out(), new(_abi.CellKeyResult)
        call(lib.gdcs_cell_key_table, self._handle, table._handle, keys._handle, nodes, len(nodes),
             byref(out), byref(said), byref(result))
        return Perturbed(Table._adopt(out.value or 0), Table._adopt(said.value or 0),
                         result.deviation, result.threshold, result.cells, result.variance,
                         result.variance_most)


def cell_key_add(frame: Frame, name: str, *, person: Any = None, seed: int = 0) -> None:
    """Add a column of record keys to a frame of records (gdcs_cell_key_add).

    person  a column that says who it is: then a person has the same key in every frame
    seed    to be kept secret
    """
    call(lib.gdcs_cell_key_add, frame._handle, encode(name, "name"), optional(person, "person"),
         seed)
