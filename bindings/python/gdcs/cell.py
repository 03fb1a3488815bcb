"""Cells and axes of a table as Python values (gdcs/table.h)."""
from __future__ import annotations

from itertools import repeat
from typing import Any, Iterable, List, NamedTuple, Optional, Sequence, Union

from . import _abi
from ._handle import sensitivity_word
from ._lib import decode, encode, encode_all, new, optional
from ._words import number, word, words
from .column import Column
from .errors import failure


class Cell(NamedTuple):
    """One cell: exact, an interval, or missing.

    value  NaN if it is not known exactly; lower and upper hold it then
    status, confidentiality  letters of SDMX OBS_STATUS and CONF_STATUS
    present  False for a cell that nobody set
    """

    value: float
    lower: float = 0.0
    upper: float = 0.0
    status: str = "A"
    confidentiality: str = "F"
    present: bool = True


class Axis(NamedTuple):
    """One axis.

    concept      "" is that of the same name, or "group" if there is none
    labels       in order; more may come as cells are added
    total        the label that is a declared total; None: none ("_T" for sex)
    sensitivity  "" is the concept's
    titles       of the labels, for readers: one per label, None where there is none; () if all are
    """

    name: str
    concept: str = ""
    labels: Sequence[Any] = ()
    title: str = ""
    total: Optional[str] = None
    sensitivity: str = ""
    titles: Sequence[Optional[str]] = ()


def letter(text: str, name: str) -> int:
    if not isinstance(text, str) or len(text) != 1:
        raise TypeError(f"{name}: expected one letter, got {text!r}")
    return ord(text)


def cell_struct(given: Union[Cell, float, None]) -> _abi.Cell:
    """A struct from a Cell or a number; None is missing."""
    if given is None:
        given = Cell(float("nan"), status="O")
    if not isinstance(given, Cell):
        given = Cell(given)
    return new(_abi.Cell, value=given.value, lower=given.lower, upper=given.upper,
               status=letter(given.status, "status"),
               confidentiality=letter(given.confidentiality, "confidentiality"))


def cell(got: _abi.Cell) -> Cell:
    return Cell(got.value, got.lower, got.upper, chr(got.status or ord("A")),
                chr(got.confidentiality or ord("F")), bool(got.present))


def cell_columns(columns: Sequence[Column], rows: slice) -> List[Iterable[Any]]:
    """What Cell() takes, column by column, from those of numbers and letters of a table's frame."""
    by_concept = {one.concept: one for one in columns}

    def numbers(concept: str, default: Iterable[Any]) -> Iterable[Any]:
        found: Iterable[Any] = by_concept[concept].values[rows] if concept in by_concept else default
        return found

    def letters(concept: str, default: str) -> Iterable[str]:
        if concept not in by_concept:
            return repeat(default)
        return map(by_concept[concept].words.__getitem__, by_concept[concept].values[rows])

    value = numbers("value", ())
    return [value, numbers("lower", value), numbers("upper", value), letters("status", "A"),
            letters("confidentiality", "F")]


def axis_struct(given: Union[Axis, str]) -> _abi.Axis:
    if isinstance(given, str):
        given = Axis(given)
    concept = given.concept or (given.name if given.name in words("CONCEPT") else "group")
    labels = encode_all(given.labels, given.name)
    if given.titles and len(given.titles) != len(given.labels):
        raise failure(_abi.E_SHAPE, f"{len(given.titles)} titles for {len(given.labels)} labels",
                      "titles")
    titles = encode_all(given.titles, "titles") if given.titles else None
    return new(_abi.Axis, concept_id=number("CONCEPT", concept, "concept", _abi.E_NAME),
               sensitivity=number("SENSITIVITY", given.sensitivity or None, "sensitivity"),
               name=encode(given.name, "name"), title=optional(given.title, "title"),
               total=optional(given.total, "total"), labels=labels, label_count=len(labels),
               titles=titles)


def axis(got: _abi.Axis) -> Axis:
    labels = tuple(decode(raw) for raw in got.labels[:got.label_count]) if got.label_count else ()
    titles = tuple(None if raw is None else decode(raw)
                   for raw in got.titles[:got.label_count]) if got.titles and labels else ()
    return Axis(decode(got.name), word("CONCEPT", got.concept_id), labels, decode(got.title),
                None if got.total is None else decode(got.total),
                sensitivity_word(got.sensitivity), titles if any(titles) else ())
