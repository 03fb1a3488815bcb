"""Named columns of equal length: records, published observations, results (gdcs/frame.h)."""
from __future__ import annotations

from typing import (TYPE_CHECKING, Any, Dict, Iterator, List, Mapping, Optional, Sequence,
                    Tuple, Union)

from . import _abi
from ._handle import Handle, sensitivity_word
from ._lib import byref, call, encode, encode_all, lib, made, new, optional
from ._output import deliver
from ._values import address_of, values
from ._words import number, words
from .arrow import array_capsules, read_arrow, schema_capsule, stream_capsule
from .column import Column
from .csv import write_options
from .errors import DisclosureError, failure
from .meta import Meta, fill

if TYPE_CHECKING:
    from .csv import Reading
    from .table import Table


class Frame(Handle):
    """Named columns of equal length.

    Frame({"sex": ["F", "M"], "n": [12, 345]}, meta={"source": "..."}) copies lists, NumPy arrays
    and pandas Series.  None is missing.  By column name:

    concepts     what a column is about, for instance {"year": "period"}; a column that bears the
                 name of a concept has it, unless this says otherwise (None: no concept)
    units, labels, types   texts for readers; "text", "double" or "int64" where values do not say it
    sensitivity  "public", "internal", "protected"; one word, or by column.  Default: by concept
    """

    _free = lib.gdcs_frame_free
    _copy = lib.gdcs_frame_copy
    reading: Optional[Reading] = None  # what read_csv() met

    def __init__(self, columns: Optional[Mapping[str, Any]] = None, *,
                 concepts: Optional[Mapping[str, Optional[str]]] = None,
                 units: Optional[Mapping[str, str]] = None,
                 labels: Optional[Mapping[str, str]] = None,
                 types: Optional[Mapping[str, str]] = None,
                 sensitivity: Union[None, str, Mapping[str, str]] = None,
                 meta: Optional[Mapping[str, str]] = None) -> None:
        self._handle = made(lib.gdcs_frame_new)
        given = dict(columns or {})
        by_name: Dict[str, Mapping[str, Any]] = {
            "concept": concepts or {}, "unit": units or {}, "label": labels or {},
            "type": types or {},
            "sensitivity": sensitivity if isinstance(sensitivity, Mapping)
            else dict.fromkeys(given, sensitivity) if sensitivity else {}}
        for what, said in by_name.items():
            for name in said:
                if name not in given:
                    raise failure(_abi.E_NAME, f"there is no column {name!r}", what)
        for name, column in given.items():
            self.add(name, column, **{what: said[name] for what, said in by_name.items()
                                      if name in said})
        fill(self.meta, meta)

    @classmethod
    def from_dict(cls, columns: Mapping[str, Any], **said: Any) -> Frame:
        """Frame(columns, ...)"""
        return cls(columns, **said)

    @classmethod
    def from_pandas(cls, frame: Any, **said: Any) -> Frame:
        """Copy a DataFrame; a named index becomes columns.  The rest as Frame()."""
        if any(name is not None for name in frame.index.names):
            frame = frame.reset_index()
        return cls({str(name): frame[name] for name in frame.columns}, **said)

    @classmethod
    def from_arrow(cls, source: Any, schema: Any = None, **options: Any) -> Frame:
        """Copy a table of Polars, pyarrow, DuckDB, ...: read_arrow(source, schema, as_="frame")."""
        made = read_arrow(source, schema, as_="frame", **options)
        assert isinstance(made, cls)
        return made

    def __arrow_c_schema__(self) -> Any:
        """The types of the columns, for software that speaks Arrow."""
        return schema_capsule(self._handle)

    def __arrow_c_array__(self, requested_schema: Any = None) -> Tuple[Any, ...]:
        """The columns themselves, lent and not copied (gdcs_arrow_write_frame)."""
        return array_capsules(self._handle)

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """The same as a stream: polars.DataFrame(frame), pyarrow.table(frame)."""
        return stream_capsule(self._handle)

    def add(self, name: str, column: Any, *, concept: Any = "", unit: Optional[str] = None,
            label: Optional[str] = None, type: Optional[str] = None,
            sensitivity: Optional[str] = None) -> None:
        """Add a column (gdcs_frame_add); what is not said is taken from a Column given."""
        if isinstance(column, Column):
            concept = column.concept or None if concept == "" else concept
            unit, label = unit or column.unit, label or column.label
            sensitivity = sensitivity or column.sensitivity
        if concept == "":
            concept = name if name in words("CONCEPT") else None
        held = values(name, column, type)
        made_of = new(_abi.Column, type=number("TYPE", held.type, "type"),
                      concept_id=number("CONCEPT", concept, "concept", _abi.E_NAME),
                      sensitivity=number("SENSITIVITY", sensitivity, "sensitivity"),
                      name=encode(name, "name"), label=optional(label, "label"),
                      unit=optional(unit, "unit"), rows=held.length)
        if held.type == "text":
            made_of.codes, made_of.word_count = address_of(held), len(held.words)
            made_of.words = encode_all(held.words, name)
        elif held.type == "double":
            made_of.doubles = address_of(held)
        else:
            made_of.integers = address_of(held)
        call(lib.gdcs_frame_add, self._handle, byref(made_of))
        if isinstance(column, Column):
            for word, title in column.titles.items():
                self.set_title(name, word, title)

    def set_title(self, name: str, word: str, title: Optional[str]) -> None:
        """Set the title of a word of a text column; None removes it (gdcs_frame_set_title)."""
        call(lib.gdcs_frame_set_title, self._handle, encode(name, "name"), encode(word, "word"),
             optional(title, "title"))

    def __len__(self) -> int:
        return int(lib.gdcs_frame_count_rows(self._handle))

    @property
    def columns(self) -> List[str]:
        """Names of the columns."""
        return [self._column(place).name for place in range(self.shape[1])]

    @property
    def shape(self) -> Tuple[Any, ...]:
        """(rows, columns)"""
        return len(self), lib.gdcs_frame_count_columns(self._handle)

    @property
    def sensitivity(self) -> str:
        """The highest of the columns."""
        return sensitivity_word(lib.gdcs_frame_get_sensitivity(self._handle))

    @property
    def meta(self) -> Meta:
        """What the frame says about itself: frame.meta["source"]."""
        return Meta(self, "Frame")

    @meta.setter
    def meta(self, given: Mapping[str, str]) -> None:
        self.meta.clear()
        fill(self.meta, given)

    def _column(self, place: int) -> Column:
        got = new(_abi.Column)
        call(lib.gdcs_frame_get, self._handle, place, byref(got))
        return Column(self, got)

    def _find(self, name: Any) -> int:
        return int(lib.gdcs_frame_find(self._handle, encode(name, "name")))

    def __getitem__(self, name: str) -> Column:
        place = self._find(name)
        if place < 0:
            raise failure(_abi.E_NAME, f"the frame has no column {name!r}", "name")
        return self._column(place)

    def __contains__(self, name: Any) -> bool:
        return isinstance(name, str) and self._find(name) >= 0

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def keys(self) -> List[str]:
        """Names of the columns, so that dict(frame) works."""
        return self.columns

    def find(self, concept: str) -> Optional[str]:
        """Find the first column of a concept; None if there is none (gdcs_frame_find_concept)."""
        place = lib.gdcs_frame_find_concept(
            self._handle, number("CONCEPT", concept, "concept", _abi.E_NAME))
        return None if place < 0 else self._column(place).name

    def slice(self, name: str, word: Any) -> Frame:
        """Keep the rows with one word of a text column; the column goes (gdcs_frame_slice)."""
        return self._adopt(made(lib.gdcs_frame_slice, self._handle, encode(name, "name"),
                                encode(word, "word")))

    def to_dict(self) -> Dict[str, List[Any]]:
        """Lists by name; None is missing."""
        return {name: self[name].to_list() for name in self}

    def to_numpy(self) -> Dict[str, Any]:
        """Read-only arrays by name, over the frame's own memory (see Column.to_numpy)."""
        return {name: self[name].to_numpy() for name in self}

    def to_pandas(self, *, copy: bool = True) -> Any:
        """A DataFrame: text as categorical; attrs holds the meta texts.

        copy  False: numbers are the frame's own memory, and cannot be changed in place
        """
        import pandas
        frame = pandas.DataFrame({name: self[name].to_pandas(copy=copy) for name in self}, copy=False)
        frame.attrs.update(self.meta)
        return frame

    def tabulate(self, axes: Union[str, Sequence[str]], *, value: Optional[str] = None,
                 absent: Optional[str] = None) -> Table:
        """Tabulate over text columns (gdcs_table_tabulate).

        value   column of counts or weights; None: each row counts 1
        absent  "zero" or "missing": what a cell that nobody set means
        """
        from .table import Table  # a table gives frames, so it imports this module
        return Table.from_frame(self, axes, value=value, absent=absent)

    def write_csv(self, to: Any = None, *, delimiter: str = ",", decimal: str = ".",
                  guard_formulas: bool = False) -> Optional[str]:
        """Write CSV to a path or an open file; without one, return it (gdcs_csv_write_frame)."""
        options = write_options(delimiter=delimiter, decimal=decimal, guard_formulas=guard_formulas)
        return deliver(to, lib.gdcs_csv_write_frame, self._handle, byref(options))

    def write_json(self, to: Any = None) -> Optional[str]:
        """Write JSON to a path or an open file; without one, return it (gdcs_json_write_frame)."""
        return deliver(to, lib.gdcs_json_write_frame, self._handle)

    def render(self, to: Any = None, *, format: str = "text", digits: Optional[int] = None,
               columns: Optional[Sequence[str]] = None, title: Optional[str] = None,
               row_limit: int = 0) -> Optional[str]:
        """Render for readers, with source, n, unknown and method below (gdcs_report_render).

        format  "text", "markdown" or "csv"
        digits  decimals of percents and rates, default 1
        """
        options = new(_abi.ReportOptions, format=number("REPORT", format, "format"),
                      digits=0 if digits is None else digits or -1, row_limit=row_limit,
                      title=optional(title, "title"))
        if columns is not None:
            options.columns, options.column_count = encode_all(columns, "columns"), len(columns)
        return deliver(to, lib.gdcs_report_render, self._handle, byref(options))

    def __repr__(self) -> str:
        rows, columns = self.shape
        head = f"Frame of {rows} rows, {columns} columns, {self.sensitivity}"
        if self.sensitivity == "protected" or not columns:
            return head
        try:
            return f"{head}\n{self.render(row_limit=20)}"
        except DisclosureError:
            return head

    def _repr_html_(self) -> str:
        import html
        return f"<pre>{html.escape(repr(self))}</pre>"


