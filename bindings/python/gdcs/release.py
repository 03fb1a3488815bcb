"""The one way out for what is protected: a rule, an audit, and only then a copy (gdcs/release.h)."""
from __future__ import annotations

import ctypes
import os
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi
from ._handle import Handle, table_handles
from ._lib import byref, call, decode, encode, encode_all, lib, made, new, optional
from ._output import deliver
from ._words import insiders_number, number, word
from .audit import Fact, check_lengths, fact_struct
from .budget import Budget
from .cell_key import CellKey
from .disclosure import DisclosureRule, Rule, disclosure_options, rule_struct
from .errors import failure
from .frame import Frame
from .microdata import (Keys, Microdata, MicrodataKeys, MicrodataRule, keys_of_struct, keys_struct,
                        result_of, rule_of_struct)
from .microdata import rule_struct as microdata_rule_struct
from .noise import Noise
from .table import Table
from .tree import tree_structs


class Release(NamedTuple):
    """Released tables, and what was looked at.

    tables     in the order of those given
    letters    of hidden cells: "kinds" or "one"
    hidden     cells; of a frame rows
    audited    quantities
    leaks      of them, that the rule protects and others could work out; earlier: of these, known from
               the log only, that did not leak before
    recovered  safe ones that can be worked out
    """

    tables: List[Table]
    method: str
    letters: str
    is_safe: bool
    hidden: int
    audited: int
    leaks: int
    earlier: int
    recovered: int

    @property
    def table(self) -> Table:
        """The one table, where one was given."""
        table, = self.tables
        return table


class ReleaseAudit(NamedTuple):
    """What a release would find: as Release, and the cells, which are PROTECTED."""

    cells: Frame
    method: str
    letters: str
    is_safe: bool
    hidden: int
    audited: int
    leaks: int
    earlier: int
    recovered: int


class ReleasedFrame(NamedTuple):
    """A released frame; hidden: rows whose numbers were taken out.  The others as Release."""

    frame: Frame
    method: str
    letters: str
    is_safe: bool
    hidden: int
    audited: int
    leaks: int
    earlier: int
    recovered: int


class ReleasedMicrodata(NamedTuple):
    """Released records, and what is true of them."""

    frame: Frame
    result: Microdata


class ReleaseEntry(NamedTuple):
    """One release: what was published, as what its numbers say of the truth.

    rule       not None but for "records"
    base       of rounding; epsilon, rho: spent by noise
    keys       of "records": what their columns are; microdata: the rule that they fulfil.  Their table
               counts them by all columns, at the total of each where the value is missing
    trees      what labels stand for in other tables: {axis: {label: what it is part of}}
    """

    rule: Optional[DisclosureRule]
    tables: Tuple[Table, ...] = ()
    facts: Tuple[Fact, ...] = ()
    id: str = ""
    time: str = ""
    method: str = "suppression"
    base: float = 0.0
    epsilon: float = 0.0
    rho: float = 0.0
    keys: Optional[MicrodataKeys] = None
    microdata: Optional[MicrodataRule] = None
    trees: Mapping[str, Mapping[Any, Any]] = {}


def _facts(facts: Sequence[Fact]) -> Any:
    structs = [fact_struct(one) for one in facts]
    return (ctypes.POINTER(_abi.AuditFact) * len(structs))(*map(ctypes.pointer, structs))


def _several(given: Any) -> List[Table]:
    return list(given) if isinstance(given, (list, tuple)) else [given]


def _trees_of(got: Any) -> Dict[str, Dict[str, str]]:
    found: Dict[str, Dict[str, str]] = {}
    for i in range(got.tree_count):
        tree = got.trees[i].contents
        found.setdefault(decode(tree.axis), {}).update(
            (decode(tree.children[k]), decode(tree.parents[k])) for k in range(tree.count))
    return found


def _fact_of(got: Any, widths: Sequence[int]) -> Fact:
    labels = {name: None if not getattr(got, name) else
              tuple(decode(one) for one in getattr(got, name)[:widths[got.table]])
              for name in "abcd"}
    return Fact(kind=word("AUDIT_FACT", got.kind), table=got.table, per=got.per, lower=got.lower,
                upper=got.upper, population=got.population,
                other_population=got.other_population, **labels)  # type: ignore[arg-type]


class ReleaseLog(Handle):
    """What was released before; part of every audit it is given to (gdcs_release_log_new)."""

    _free = lib.gdcs_release_log_free

    def __init__(self, entries: Sequence[ReleaseEntry] = ()) -> None:
        self._handle = made(lib.gdcs_release_log_new)
        for entry in entries:
            self.add(entry)

    @classmethod
    def read(cls, path: Any) -> ReleaseLog:
        """Read a log that was written (gdcs_release_log_read)."""
        return cls._adopt(made(lib.gdcs_release_log_read, os.fsencode(path)))

    @classmethod
    def parse(cls, text: Union[str, bytes]) -> ReleaseLog:
        """Parse a log from JSON (gdcs_release_log_parse)."""
        raw = text.encode("utf-8") if isinstance(text, str) else text
        return cls._adopt(made(lib.gdcs_release_log_parse, raw, len(raw)))

    def write(self, to: Any = None) -> Optional[str]:
        """Write JSON to a path or an open file; without one, return it (gdcs_release_log_write)."""
        return deliver(to, lib.gdcs_release_log_write, self._handle)

    def add(self, entry: ReleaseEntry) -> None:
        """Add a release made elsewhere, or before (gdcs_release_log_add)."""
        check_lengths(entry.facts, entry.tables)
        facts, tables, nodes = _facts(entry.facts), table_handles(entry.tables), tree_structs(entry.trees)
        given = new(_abi.ReleaseEntry, method=number("RELEASE_METHOD", entry.method, "method"),
                    id=encode(entry.id, "id"), time=encode(entry.time, "time"),
                    facts=facts, table_count=len(entry.tables),
                    fact_count=len(entry.facts), base=entry.base, epsilon=entry.epsilon,
                    rho=entry.rho, trees=nodes, tree_count=len(nodes))
        if entry.rule is not None:
            given.rule = ctypes.pointer(rule_struct(entry.rule))
        if entry.keys is not None:
            given.keys = ctypes.pointer(keys_struct(entry.keys))
        if entry.microdata is not None:
            given.microdata = ctypes.pointer(microdata_rule_struct(entry.microdata))
        given.tables = ctypes.cast(tables, type(given.tables))
        call(lib.gdcs_release_log_add, self._handle, byref(given))

    def __len__(self) -> int:
        """Entries (gdcs_release_log_count)."""
        return int(lib.gdcs_release_log_count(self._handle))

    def __getitem__(self, index: int) -> ReleaseEntry:
        """An entry, in the order of adding (gdcs_release_log_get)."""
        if not 0 <= index < len(self):
            raise IndexError(index)
        got = new(_abi.ReleaseEntry)
        call(lib.gdcs_release_log_get, self._handle, index, byref(got))
        tables = tuple(Table._adopt(made(lib.gdcs_table_copy, got.tables[i]))
                       for i in range(got.table_count))
        widths = [len(table.axes) for table in tables]
        return ReleaseEntry(
            DisclosureRule.of_struct(got.rule.contents) if got.rule else None, tables,
            tuple(_fact_of(got.facts[i].contents, widths) for i in range(got.fact_count)),
            decode(got.id), decode(got.time), word("RELEASE_METHOD", got.method), got.base,
            got.epsilon, got.rho, keys_of_struct(got.keys.contents) if got.keys else None,
            rule_of_struct(got.microdata.contents) if got.microdata else None, _trees_of(got))


def _options(originals: Sequence[Table], tables: Sequence[Table], *,
             trees: Optional[Mapping[str, Mapping[Any, Any]]], facts: Sequence[Fact],
             published: Sequence[Table], contributions: Optional[Mapping[str, Table]],
             design: Optional[CellKey], noise: Optional[Noise], budget: Optional[Budget],
             log: Optional[ReleaseLog], axes: Optional[Sequence[str]] = None,
             **plain: Any) -> Any:
    if len(originals) != len(tables):
        raise failure(_abi.E_SHAPE, f"{len(originals)} originals of {len(tables)} tables",
                      "originals")
    check_lengths(facts, originals)
    nodes, given, known = tree_structs(trees or {}), _facts(facts), table_handles(published)
    options = new(_abi.ReleaseOptions, tree_count=len(nodes), fact_count=len(facts),
                  published_count=len(published), axis_count=len(axes or ()), **plain)
    options.trees, options.facts = nodes, given
    options.published = ctypes.cast(known, type(options.published))
    if axes is not None:  # of none at all there is a place, too
        options.axes = encode_all([*axes, None], "axes")
    if contributions:
        options.contributions = ctypes.pointer(disclosure_options(dict(contributions)))
    if noise is not None:
        values = {**noise._asdict(), "method": number("NOISE_METHOD", noise.method, "method")}
        options.noise = ctypes.pointer(new(_abi.NoiseResult, **values))
    for name, handle in (("design", design), ("budget", budget), ("log", log)):
        setattr(options, name, None if handle is None else handle._handle)
    return options


def _words(method: Optional[str], sensitivity: Optional[str], letters: Optional[str],
           rounding_kind: Optional[str]) -> Any:
    return {"method": number("RELEASE_METHOD", method, "method"),
            "sensitivity": number("SENSITIVITY", sensitivity, "sensitivity"),
            "letters": number("RELEASE_LETTERS", letters, "letters"),
            "rounding_kind": number("DISCLOSURE_ROUNDING", rounding_kind, "rounding_kind")}


def _found(result: Any) -> Any:
    return (word("RELEASE_METHOD", result.method), word("RELEASE_LETTERS", result.letters),
            bool(result.is_safe), result.hidden, result.audited, result.leaks, result.earlier,
            result.recovered)


def release(originals: Any, tables: Any, rule: Rule, *, method: Optional[str] = None,
            sensitivity: Optional[str] = None, letters: Optional[str] = None, base: float = 0.0,
            rounding_kind: Optional[str] = None, design: Optional[CellKey] = None,
            noise: Optional[Noise] = None, budget: Optional[Budget] = None,
            epsilon: float = 0.0, trees: Optional[Mapping[str, Mapping[Any, Any]]] = None,
            facts: Sequence[Fact] = (), published: Sequence[Table] = (),
            contributions: Optional[Mapping[str, Table]] = None, insiders: Any = None,
            milliseconds: int = 0, log: Optional[ReleaseLog] = None, id: Any = None,
            time: Any = None) -> Release:
    """Release a table, or several that are published together: gdcs_release_table,
    gdcs_release_table_linked.

    originals      the true table or tables; tables: what is to be published, in the same order
    rule           a DisclosureRule or the name of one
    method         what exact numbers are: "suppression" (default, the originals' own), "rounding" to
                   base with rounding_kind, "cell_key" by design, "noise" paid for from budget
    sensitivity    of what is released: "public" (default) or "internal"
    letters        of hidden cells: "kinds", "one"; default: kinds where that tells no number
    noise          of noise: what noise_table() says of it; epsilon: what the budget may guarantee at most
    trees          {axis: {child: parent}}
    facts          figures published besides
    published      other tables that are published, with true numbers
    contributions  {"largest": table, ...} to the originals, for the rule
    insiders       "alone": who alone makes up a hidden cell knows it; "largest": and the largest contributor,
                   as audit()
    log            earlier releases, which count as known; gets an entry with this id and time
    """
    true, several = _several(originals), _several(tables)
    options = _options(true, several, trees=trees, facts=facts, published=published,
                       contributions=contributions, design=design, noise=noise, budget=budget,
                       log=log, base=base, epsilon=epsilon, insiders=insiders_number(insiders),
                       milliseconds=milliseconds, id=optional(id, "id"),
                       time=optional(time, "time"),
                       **_words(method, sensitivity, letters, rounding_kind))
    result, out = new(_abi.ReleaseResult), (ctypes.c_void_p * len(several))()
    if len(several) == 1:
        call(lib.gdcs_release_table, true[0]._handle, several[0]._handle,
             byref(rule_struct(rule)), byref(options), out, byref(result))
    else:
        call(lib.gdcs_release_table_linked, table_handles(true), table_handles(several), len(several),
             byref(rule_struct(rule)), byref(options), out, byref(result))
    return Release([Table._adopt(one or 0) for one in out], *_found(result))


def release_audit(originals: Any, tables: Any, rule: Rule, *, method: Optional[str] = None,
                  letters: Optional[str] = None, base: float = 0.0,
                  rounding_kind: Optional[str] = None, design: Optional[CellKey] = None,
                  trees: Optional[Mapping[str, Mapping[Any, Any]]] = None,
                  facts: Sequence[Fact] = (), published: Sequence[Table] = (),
                  contributions: Optional[Mapping[str, Table]] = None, insiders: Any = None,
                  equations: int = 0, milliseconds: int = 0,
                  log: Optional[ReleaseLog] = None) -> ReleaseAudit:
    """Audit what release() would, and release nothing: gdcs_release_audit_table.

    equations  how many are named for a leak, 5 if 0
    """
    true, several = _several(originals), _several(tables)
    options = _options(true, several, trees=trees, facts=facts, published=published,
                       contributions=contributions, design=design, noise=None, budget=None,
                       log=log, base=base, insiders=insiders_number(insiders), equations=equations,
                       milliseconds=milliseconds, **_words(method, None, letters, rounding_kind))
    result, out = new(_abi.ReleaseResult), ctypes.c_void_p()
    call(lib.gdcs_release_audit_table, table_handles(true), table_handles(several), len(several),
         byref(rule_struct(rule)), byref(options), byref(out), byref(result))
    return ReleaseAudit(Frame._adopt(out.value or 0), *_found(result))


def release_frame(frame: Frame, originals: Any, tables: Any, rule: Rule, *, table: int = 0,
                  tells: Optional[str] = None, digits: int = 0, together: bool = False,
                  axes: Union[None, str, Sequence[str]] = None, method: Optional[str] = None,
                  sensitivity: Optional[str] = None, letters: Optional[str] = None,
                  base: float = 0.0, rounding_kind: Optional[str] = None,
                  design: Optional[CellKey] = None,
                  trees: Optional[Mapping[str, Mapping[Any, Any]]] = None,
                  facts: Sequence[Fact] = (), published: Sequence[Table] = (),
                  contributions: Optional[Mapping[str, Table]] = None, insiders: Any = None,
                  milliseconds: int = 0, tries: int = 0, log: Optional[ReleaseLog] = None,
                  id: Any = None, time: Any = None) -> ReleasedFrame:
    """Release a frame of statistics made from original tables: gdcs_release_frame.

    table     number, from 0, of the original that it was made from
    tells     what a row tells: "counts" (default), all counts behind it; "share", the share of women
              alone, rounded to digits
    together  rows tell of each other: all are released, or none
    tries     audits at most to find rows that can go, 500 if 0
    axes      axes besides the frame's columns and sex whose single labels enter a row; None: none for
              shares, else all
    Others as of release().
    """
    true, several = _several(originals), _several(tables)
    options = _options(true, several, trees=trees, facts=facts, published=published,
                       contributions=contributions, design=design, noise=None, budget=None,
                       log=log, axes=[axes] if isinstance(axes, str) else axes, base=base,
                       insiders=insiders_number(insiders), milliseconds=milliseconds,
                       id=optional(id, "id"), time=optional(time, "time"), frame_table=table,
                       tells=number("RELEASE_TELLS", tells, "tells"), digits=digits,
                       together=int(together), tries=tries,
                       **_words(method, sensitivity, letters, rounding_kind))
    result, out = new(_abi.ReleaseResult), ctypes.c_void_p()
    call(lib.gdcs_release_frame, frame._handle, table_handles(true), table_handles(several), len(several),
         byref(rule_struct(rule)), byref(options), byref(out), byref(result))
    return ReleasedFrame(Frame._adopt(out.value or 0), *_found(result))


def release_microdata(frame: Frame, keys: Keys, rule: MicrodataRule, *, others: Sequence[str] = (),
                      sensitivity: Optional[str] = None, log: Optional[ReleaseLog] = None,
                      id: Any = None, time: Any = None, published: Sequence[Table] = (),
                      originals: Any = (), disclosure: Optional[Rule] = None,
                      trees: Optional[Mapping[str, Mapping[Any, Any]]] = None,
                      part: bool = False, persons: Optional[str] = None,
                      contributions: Optional[Mapping[str, Table]] = None,
                      insiders: Any = None, milliseconds: int = 0) -> ReleasedMicrodata:
    """Release records of persons: gdcs_release_frame_microdata.

    others       columns to go out besides the keys and the sensitive one
    sensitivity  "public" (default) or "internal"
    log          earlier releases, which count as known; gets an entry with this id and time
    published    other tables that are published
    originals    true tables of which some cells are hidden there
    disclosure   the rule of these cells; default: each of the log's
    trees        what recoded labels stand for: {axis: {label: what it is part of}}
    part         tables count other persons, too
    persons      whether those of earlier records in the log: "same", the default ("some" if either are
                 part of the persons), "some" or "others"
    Others as of release().
    """
    true = _several(originals)
    beside = _options([], [], trees=trees, facts=(), published=published,
                      contributions=contributions, design=None, noise=None, budget=None, log=log,
                      insiders=insiders_number(insiders), milliseconds=milliseconds, id=optional(id, "id"),
                      time=optional(time, "time"))
    options = new(_abi.ReleaseMicrodataOptions, others=encode_all(others, "others"),
                  count=len(others), sensitivity=number("SENSITIVITY", sensitivity, "sensitivity"),
                  beside=ctypes.pointer(beside), original_count=len(true), is_part=int(part),
                  persons=number("RELEASE_PERSONS", persons, "persons"))
    options.originals = ctypes.cast(table_handles(true), type(options.originals))
    if disclosure is not None:
        options.disclosure = ctypes.pointer(rule_struct(disclosure))
    out, result = ctypes.c_void_p(), new(_abi.MicrodataResult)
    call(lib.gdcs_release_frame_microdata, frame._handle, byref(keys_struct(keys)),
         byref(microdata_rule_struct(rule)), byref(options), byref(out), byref(result))
    return ReleasedMicrodata(Frame._adopt(out.value or 0), result_of(result))
