"""Counts over named axes, one of which may be sex (gdcs/table.h)."""
from __future__ import annotations

import ctypes
from itertools import repeat
from typing import (TYPE_CHECKING, Any, FrozenSet, Iterator, List, Mapping, NamedTuple, Optional,
                    Sequence, Tuple, Union)

from . import _abi
from ._handle import Handle, Later, sensitivity_word
from ._lib import byref, call, encode, encode_all, lib, made, names, new, optional
from ._output import deliver
from ._words import number
from .cell import Axis, Cell, axis, axis_struct, cell, cell_columns, cell_struct
from .csv import write_options
from .errors import DataError, MissingNameError, failure
from .frame import Frame
from .meta import Meta, fill
from .notes import notes
from .sdmx import sdmx_options

if TYPE_CHECKING:
    from .access import access_table
    from .association import association_table, association_table_cells
    from .audit import audit
    from .claim import claim_table
    from .counts import Counts
    from .csv import Reading
    from .disclosure import disclosure_table
    from .gap import (gap_table, gap_table_by_sex, gap_table_known, gap_table_nested,
                      gap_table_reference)
    from .hierarchy import hierarchy_fit_table, hierarchy_table, hierarchy_table_levels
    from .own_right import own_right_table
    from .parity import parity_table, parity_table_persons, parity_table_rates
    from .pathway import pathway_table, pathway_table_categories
    from .pipeline import pipeline_table, pipeline_table_decomposed, pipeline_table_stages
    from .quality import quality_gaps, quality_reconcile, quality_test_table
    from .quotient import quotient_table
    from .rate import (rate_table, rate_table_clustered, rate_table_contrast, rate_table_pool,
                       rate_table_repeated)
    from .ratio import ratio_table
    from .segregation import (segregation_table, segregation_table_change, segregation_table_nested,
                              segregation_table_units)
    from .share import share_table
    from .standard import standard_table, standard_table_indirect, standard_table_ratio
    from .strata import strata_table

CHUNK = 1 << 16  # cells that are Python objects at a time
Labels = Union[str, int, Sequence[Any], Mapping[str, Any]]


class Noted(NamedTuple):
    """Counts of a cell, and what is to be said about them."""

    counts: Counts
    notes: FrozenSet[str]


class Table(Handle):
    """Counts over named axes.

    Table(["sex", Axis("country", "area")]) makes an empty one.  A cell is named by its labels: one
    per axis in order, ("F", "FR"), or by axis, {"country": "FR", "sex": "F"}.

    absent       "zero" (counted from records) or "missing" (published): a cell that nobody set
    sensitivity  at least "public", "internal" or "protected"; axes may raise it
    """

    _free = lib.gdcs_table_free
    _copy = lib.gdcs_table_copy
    reading: Optional[Reading] = None  # what read_csv() met
    _names: Optional[List[str]] = None

    def __init__(self, axes: Sequence[Union[str, Axis]] = (), *, absent: str = "zero",
                 sensitivity: Optional[str] = None,
                 meta: Optional[Mapping[str, str]] = None) -> None:
        options = new(_abi.TableOptions, absent=number("ABSENT", absent, "absent"),
                      sensitivity=number("SENSITIVITY", sensitivity, "sensitivity"))
        self._handle = made(lib.gdcs_table_new, byref(options))
        for one in axes:
            self.add_axis(one)
        fill(self.meta, meta)

    @classmethod
    def from_frame(cls, frame: Frame, axes: Union[str, Sequence[str]], *,
                   value: Optional[str] = None, absent: Optional[str] = None) -> Table:
        """Tabulate a frame: see Frame.tabulate."""
        over = names(axes, "axes")
        options = new(_abi.TabulateOptions, absent=number("ABSENT", absent, "absent"),
                      value=optional(value, "value"))
        return cls._adopt(made(lib.gdcs_table_tabulate, frame._handle, over, len(over),
                               byref(options)))

    def add_axis(self, given: Union[str, Axis]) -> None:
        """Add an axis to a table without cells (gdcs_table_add_axis)."""
        call(lib.gdcs_table_add_axis, self._handle, byref(axis_struct(given)))
        self._names = None

    def set_title(self, axis: str, label: Any, title: Optional[str]) -> None:
        """Set the title of a label; None removes it (gdcs_table_set_title)."""
        call(lib.gdcs_table_set_title, self._handle, encode(axis, "axis"), encode(label, "label"),
             optional(title, "title"))

    @property
    def axes(self) -> List[Axis]:
        """The axes with their labels."""
        return [self._axis(place) for place in range(lib.gdcs_table_count_axes(self._handle))]

    def _axis(self, place: int) -> Axis:
        got = new(_abi.Axis)
        call(lib.gdcs_table_get_axis, self._handle, place, byref(got))
        return axis(got)

    def _order(self) -> List[str]:
        """Names of the axes, which only add_axis() changes."""
        if self._names is None:
            self._names = [one.name for one in self.axes]
        return self._names

    def _labels(self, given: Labels, without: Optional[str] = None) -> ctypes.Array[Any]:
        """One text per axis; that of the axis `without` is NULL and may be left out."""
        order = self._order()
        if isinstance(given, Mapping):
            wrong = set(given) - set(order) or set(order) - set(given) - {without}
            if wrong:
                raise failure(_abi.E_NAME, f"expected a label for each of {', '.join(order)}",
                              str(min(wrong)))
            return encode_all((given.get(name) for name in order), "labels")
        row: List[Any] = [given] if isinstance(given, (str, int)) else list(given)
        if without in order and len(row) == len(order) - 1:
            row.insert(order.index(without), None)
        if len(row) != len(order):
            raise failure(_abi.E_SHAPE, f"{len(row)} labels for the {len(order)} axes "
                          f"{', '.join(order)}", "labels")
        return encode_all(row, "labels")

    def add(self, labels: Labels, value: float = 1) -> None:
        """Add a number to a cell (gdcs_table_add)."""
        call(lib.gdcs_table_add, self._handle, self._labels(labels), value)

    def set(self, labels: Labels, value: Union[Cell, float, None]) -> None:
        """Replace a cell by a Cell or a number; None is missing (gdcs_table_set)."""
        call(lib.gdcs_table_set, self._handle, self._labels(labels), byref(cell_struct(value)))

    def get(self, labels: Labels) -> Cell:
        """Get a cell (gdcs_table_get)."""
        got = new(_abi.Cell)
        call(lib.gdcs_table_get, self._handle, self._labels(labels), byref(got))
        return cell(got)

    __setitem__ = set
    __getitem__ = get

    def __len__(self) -> int:
        """Cells that were set."""
        return int(lib.gdcs_table_count_cells(self._handle))

    def __contains__(self, labels: Any) -> bool:
        """Was this cell set?"""
        try:
            return self.get(labels).present
        except MissingNameError:
            return False

    def __iter__(self) -> Iterator[Tuple[Tuple[str, ...], Cell]]:
        return self.cells()

    def cells(self) -> Iterator[Tuple[Tuple[str, ...], Cell]]:
        """(labels, cell) of each cell that was set, the last axis fastest (gdcs_table_get_frame).

        The cells are those of the moment at which the first is asked for.
        """
        try:
            frame = self.to_frame()
        except DataError:  # an axis is called like a column of numbers
            yield from self._cells_by_place()
            return
        columns = [frame._column(place) for place in range(frame.shape[1])]
        width = lib.gdcs_table_count_axes(self._handle)
        for start in range(0, len(frame), CHUNK):
            rows = slice(start, start + CHUNK)
            texts = [map(one.words.__getitem__, one.values[rows]) for one in columns[:width]]
            cells = map(Cell, *cell_columns(columns[width:], rows))
            yield from zip(zip(*texts) if texts else repeat(()), cells)

    def _cells_by_place(self) -> Iterator[Tuple[Tuple[str, ...], Cell]]:
        """The same, one by one (gdcs_table_get_at)."""
        labels = [one.labels for one in self.axes]
        codes, got = (ctypes.c_int32 * len(labels))(), new(_abi.Cell)
        for place in range(len(self)):
            call(lib.gdcs_table_get_at, self._handle, place, codes, byref(got))
            yield tuple(of[code] for of, code in zip(labels, codes)), cell(got)

    def counts(self, labels: Labels = (), **by_axis: Any) -> Noted:
        """Counts by sex of one cell of the other axes (gdcs_table_get_counts).

        table.counts(country="FR"), table.counts({"country": "FR"}) or table.counts("FR").
        """
        from .counts import Counts
        place = lib.gdcs_table_find_concept(self._handle, _abi.CONCEPT_SEX)
        without = self._axis(place).name if place >= 0 else None
        out, bits = _abi.SexCounts(), ctypes.c_uint32()
        call(lib.gdcs_table_get_counts, self._handle, self._labels(by_axis or labels, without),
             byref(out), byref(bits))
        return Noted(Counts(out.women, out.men, out.other, out.unknown, out.not_applicable),
                     notes(bits.value))

    def margin(self, keep: Union[str, Sequence[str]] = ()) -> Table:
        """Sum over all axes but those to keep (gdcs_table_margin)."""
        kept = names(keep)
        return self._adopt(made(lib.gdcs_table_margin, self._handle, kept, len(kept)))

    def slice(self, axis: str, label: Any) -> Table:
        """Keep the cells with one label of an axis; the axis goes (gdcs_table_slice)."""
        return self._adopt(made(lib.gdcs_table_slice, self._handle, encode(axis, "axis"),
                                encode(label, "label")))

    def collapse(self, axis: str, labels: Mapping[Any, Optional[Any]]) -> Table:
        """Join labels of an axis: {old: new}; None drops its cells (gdcs_table_collapse)."""
        old, joined = encode_all(labels, "from"), encode_all(labels.values(), "to")
        return self._adopt(made(lib.gdcs_table_collapse, self._handle, encode(axis, "axis"), old,
                                joined, len(old)))

    def merge(self, other: Table) -> None:
        """Add all cells of another table to this one (gdcs_table_merge)."""
        call(lib.gdcs_table_merge, self._handle, other._handle)

    def to_frame(self) -> Frame:
        """A row per cell: a column per axis, then value, lower, upper, status where needed."""
        return Frame._adopt(made(lib.gdcs_table_get_frame, self._handle))

    def __arrow_c_schema__(self) -> Any:
        """The types of the columns of to_frame(), for software that speaks Arrow."""
        return self.to_frame().__arrow_c_schema__()

    def __arrow_c_array__(self, requested_schema: Any = None) -> Tuple[Any, ...]:
        """A row for each cell, as to_frame() has them."""
        return self.to_frame().__arrow_c_array__()

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """The same as a stream: polars.DataFrame(table), pyarrow.table(table)."""
        return self.to_frame().__arrow_c_stream__()

    def to_pandas(self) -> Any:
        """to_frame() as a DataFrame."""
        return self.to_frame().to_pandas()

    @property
    def sensitivity(self) -> str:
        """The highest of the table's own and of its axes, past and present."""
        return sensitivity_word(lib.gdcs_table_get_sensitivity(self._handle))

    @property
    def meta(self) -> Meta:
        """What the table says about itself: table.meta["source"]."""
        return Meta(self, "Table")

    @meta.setter
    def meta(self, given: Mapping[str, str]) -> None:
        self.meta.clear()
        fill(self.meta, given)

    def write_csv(self, to: Any = None, **options: Any) -> Optional[str]:
        """Write CSV, a record per cell; options as Frame.write_csv (gdcs_csv_write_table)."""
        return deliver(to, lib.gdcs_csv_write_table, self._handle, byref(write_options(**options)))

    def write_json(self, to: Any = None) -> Optional[str]:
        """Write JSON to a path or an open file; without one, return the text."""
        return deliver(to, lib.gdcs_json_write_table, self._handle)

    def write_jsonstat(self, to: Any = None) -> Optional[str]:
        """Write JSON-stat 2.0 to a path or an open file; without one, return the text."""
        return deliver(to, lib.gdcs_jsonstat_write_table, self._handle)

    def write_sdmx(self, to: Any = None, **options: Any) -> Optional[str]:
        """Write SDMX-CSV 2.0; labels: "id", "both", "name"; structure (gdcs_sdmx_write_table)."""
        return deliver(to, lib.gdcs_sdmx_write_table, self._handle, byref(sdmx_options(**options)))

    def write_px(self, to: Any = None) -> Optional[str]:
        """Write PC-Axis PX to a path or an open file; without one, return the text."""
        return deliver(to, lib.gdcs_px_write_table, self._handle)

    def __repr__(self) -> str:
        shown = ", ".join(f"{one.name} ({len(one.labels)})" for one in self.axes)
        return f"Table of {len(self)} cells by {shown or 'no axis'}, {self.sensitivity}"

    def _repr_html_(self) -> str:
        if self.sensitivity == "protected" or not len(self):
            import html
            return f"<pre>{html.escape(repr(self))}</pre>"
        return self.to_frame()._repr_html_()

    if TYPE_CHECKING:
        share = share_table
        rate = rate_table
        rate_contrast = rate_table_contrast
        rate_pool = rate_table_pool
        rate_clustered = rate_table_clustered
        rate_repeated = rate_table_repeated
        gap = gap_table
        ratio = ratio_table
        gap_by_sex = gap_table_by_sex
        gap_known = gap_table_known
        gap_nested = gap_table_nested
        gap_reference = gap_table_reference
        access = access_table
        own_right = own_right_table
        parity = parity_table
        parity_persons = parity_table_persons
        parity_rates = parity_table_rates
        pathway = pathway_table
        pathway_categories = pathway_table_categories
        hierarchy = hierarchy_table
        hierarchy_fit = hierarchy_fit_table
        hierarchy_levels = hierarchy_table_levels
        audit = audit
        disclosure = disclosure_table
        quotient = quotient_table
        quality_test = quality_test_table
        quality_gaps = quality_gaps
        quality_reconcile = quality_reconcile
        claim_table = claim_table
        pipeline = pipeline_table
        pipeline_stages = pipeline_table_stages
        pipeline_decomposed = pipeline_table_decomposed
        association = association_table
        association_cells = association_table_cells
        strata = strata_table
        segregation = segregation_table
        segregation_units = segregation_table_units
        segregation_nested = segregation_table_nested
        segregation_change = segregation_table_change
        standard = standard_table
        standard_ratio = standard_table_ratio
        standard_indirect = standard_table_indirect
    else:
        share = Later("share_table")
        rate = Later("rate_table")
        rate_contrast = Later("rate_table_contrast")
        rate_pool = Later("rate_table_pool")
        rate_clustered = Later("rate_table_clustered")
        rate_repeated = Later("rate_table_repeated")
        gap = Later("gap_table")
        ratio = Later("ratio_table")
        gap_by_sex = Later("gap_table_by_sex")
        gap_known = Later("gap_table_known")
        gap_nested = Later("gap_table_nested")
        gap_reference = Later("gap_table_reference")
        access = Later("access_table")
        own_right = Later("own_right_table")
        parity = Later("parity_table")
        parity_persons = Later("parity_table_persons")
        parity_rates = Later("parity_table_rates")
        pathway = Later("pathway_table")
        pathway_categories = Later("pathway_table_categories")
        hierarchy = Later("hierarchy_table")
        hierarchy_fit = Later("hierarchy_fit_table")
        hierarchy_levels = Later("hierarchy_table_levels")
        audit = Later("audit")
        disclosure = Later("disclosure_table")
        quotient = Later("quotient_table")
        quality_test = Later("quality_test_table")
        quality_gaps = Later("quality_gaps")
        quality_reconcile = Later("quality_reconcile")
        claim_table = Later("claim_table")
        pipeline = Later("pipeline_table")
        pipeline_stages = Later("pipeline_table_stages")
        pipeline_decomposed = Later("pipeline_table_decomposed")
        association = Later("association_table")
        association_cells = Later("association_table_cells")
        strata = Later("strata_table")
        segregation = Later("segregation_table")
        segregation_units = Later("segregation_table_units")
        segregation_nested = Later("segregation_table_nested")
        segregation_change = Later("segregation_table_change")
        standard = Later("standard_table")
        standard_ratio = Later("standard_table_ratio")
        standard_indirect = Later("standard_table_indirect")
