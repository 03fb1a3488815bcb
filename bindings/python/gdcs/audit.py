"""What others can work out from what is published (gdcs/audit.h)."""
from __future__ import annotations

import ctypes
from typing import Any, Mapping, NamedTuple, Optional, Sequence

from . import _abi
from ._handle import table_handles
from ._lib import byref, call, encode_all, lib, new
from ._words import insiders_number, number
from .disclosure import Rule, disclosure_options, rule_struct
from .errors import failure
from .frame import Frame
from .tree import tree_structs

INFINITY = float("inf")


class Fact(NamedTuple):
    """A figure that is published besides the cells.

    kind              "share" (per a / b), "rate" (per a / population), "gap" (per (a / b - c / d)),
                      "ratio" ((a / b) / (c / d))
    a, b, c, d        labels of cells, one per axis of the table
    lower, upper      the figure lies between: "12.5 %" is per 100, 12.45 to 12.55
    population        known denominator of a, where b is None; other_population: of c
    table             number, from 0, of the table that the labels are of
    """

    kind: str
    a: Sequence[Any]
    lower: float
    upper: float = INFINITY
    b: Optional[Sequence[Any]] = None
    c: Optional[Sequence[Any]] = None
    d: Optional[Sequence[Any]] = None
    per: float = 1.0
    population: float = 0.0
    other_population: float = 0.0
    table: int = 0


class Audit(NamedTuple):
    """What an audit found: how many cells by verdict, and the frame with a row for each."""

    is_safe: bool
    quantities: int
    equations: int
    audited: int
    exact: int
    narrow: int
    group: int
    published: int
    recovered: int
    contradicted: int
    undecided: int
    insider: int
    contradictions: int
    parts: int
    solved: int
    cells: Frame


def fact_struct(given: Fact) -> Any:
    """The struct of a fact."""
    labels = {}
    for name in "abcd":
        one = getattr(given, name)
        if one is not None:
            if isinstance(one, str):
                one = [one]
            labels[name] = encode_all(one, name)
    return new(_abi.AuditFact, kind=number("AUDIT_FACT", given.kind, "kind"), table=given.table,
               population=given.population, other_population=given.other_population,
               per=given.per, lower=given.lower, upper=given.upper, **labels)


def check_lengths(facts: Sequence[Fact], tables: Sequence[Any]) -> None:
    """The library reads one label per axis."""
    for fact in facts:
        if not 0 <= fact.table < len(tables):
            raise failure(_abi.E_OPTION, f"there is no table {fact.table}", "table")
        axes = lib.gdcs_table_count_axes(tables[fact.table]._handle)
        for name in "abcd":
            one = getattr(fact, name)
            if one is not None and (1 if isinstance(one, str) else len(one)) != axes:
                raise failure(_abi.E_SHAPE, f"a fact needs {axes} labels", name)


def audit(tables: Any, rule: Optional[Rule] = None, *, originals: Any = None,
          trees: Optional[Mapping[str, Mapping[Any, Any]]] = None, facts: Sequence[Fact] = (),
          cells: Optional[str] = None, rounding: float = 0.0, rounding_kind: Optional[str] = None,
          equations: int = 0, milliseconds: int = 0, insiders: Any = None,
          brief: bool = False, **contributions: Any) -> Audit:
    """Audit a published table, or several: gdcs_audit_table, gdcs_audit_table_linked.

    rule           a DisclosureRule or the name of one: what is a leak besides exact numbers
    originals      the true table or tables, in the same order
    trees          {axis: {child: parent}}
    facts          figures published besides
    cells          "hidden" (default), "all"
    rounding       base to which all exact numbers are rounded, with rounding_kind "nearest", "random",
                   "controlled"
    equations      how many are named for a leak, 5 if 0
    milliseconds   time for linear programmes; 0: no limit
    insiders       "alone": who alone makes up a hidden cell knows it; "largest": and the largest contributor
                   that it is not less than the own part; needs originals and a rule
    brief          only verdicts are wanted: intervals that are wide enough may be narrower
    contributions  to the originals, for the rule: contributors, largest, second, third, fourth,
                   requested
    """
    several = list(tables) if isinstance(tables, (list, tuple)) else [tables]
    true = [] if originals is None else \
        list(originals) if isinstance(originals, (list, tuple)) else [originals]
    if true and len(true) != len(several):
        raise failure(_abi.E_SHAPE, f"{len(true)} originals of {len(several)} tables", "originals")
    check_lengths(facts, several)
    structs = [fact_struct(one) for one in facts]
    held = (ctypes.POINTER(_abi.AuditFact) * len(structs))(*map(ctypes.pointer, structs))
    nodes = tree_structs(trees or {})
    options = new(_abi.AuditOptions, cells=number("AUDIT_CELLS", cells, "cells"),
                  tree_count=len(nodes), fact_count=len(structs), rounding=rounding,
                  rounding_kind=number("DISCLOSURE_ROUNDING", rounding_kind, "rounding_kind"),
                  equations=equations, milliseconds=milliseconds, insiders=insiders_number(insiders),
                  is_brief=int(brief))
    options.trees, options.facts = nodes, held
    if contributions:
        options.contributions = ctypes.pointer(disclosure_options(contributions))
    true_handles = table_handles(true)
    options.originals = ctypes.cast(true_handles, type(options.originals)) if true else None
    asked = rule_struct(rule) if rule is not None else None
    if asked is not None:
        options.rule = ctypes.pointer(asked)
    return _run(several, options)


def _run(tables: Sequence[Any], options: Any) -> Audit:
    result, out = new(_abi.AuditResult), ctypes.c_void_p()
    if len(tables) == 1:
        call(lib.gdcs_audit_table, tables[0]._handle, byref(options), byref(result), byref(out))
    else:
        call(lib.gdcs_audit_table_linked, table_handles(tables), len(tables), byref(options),
             byref(result), byref(out))
    counts = {name: getattr(result, name) for name in Audit._fields if name not in
              ("is_safe", "cells")}
    return Audit(is_safe=bool(result.is_safe), cells=Frame._adopt(out.value), **counts)
