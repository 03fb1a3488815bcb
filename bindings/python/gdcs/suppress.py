"""Hiding cells, so that nobody can work out what is unsafe (gdcs/suppress.h)."""
from __future__ import annotations

import ctypes
from typing import Any, List, Mapping, NamedTuple, Optional, Sequence

from . import _abi
from ._handle import table_handles
from ._lib import byref, call, lib, new
from ._words import insiders_number, number, word
from .disclosure import Rule, rule_struct
from .frame import Frame
from .table import Table
from .tree import tree_structs


class Suppression(NamedTuple):
    """Protected tables, and what was hidden in them.

    tables      in the order of those given
    hidden      a row per hidden quantity: PROTECTED
    quantities  distinct cells of all tables; equations: totals and their parts
    unsafe      hidden for their own sake; secondary: to protect these
    repairs     secondary ones that intervals too narrow asked for
    attacks     unsafe cells whose interval took a linear programme to work out
    cost        of the secondary ones; bound: no pattern costs less (nan if that is not known)
    notes       NOTE_NOT_REACHED: out of time, safe all the same
    """

    tables: List[Table]
    hidden: Frame
    method: str
    quantities: int
    equations: int
    unsafe: int
    secondary: int
    repairs: int
    attacks: int
    cost: float
    bound: float
    notes: int

    @property
    def table(self) -> Table:
        """The one table, where one was given."""
        table, = self.tables
        return table


def suppress(tables: Any, rule: Rule, *, method: Optional[str] = None, cost: Optional[str] = None,
             trees: Optional[Mapping[str, Mapping[Any, Any]]] = None,
             published: Sequence[Table] = (), costs: Optional[Table] = None,
             milliseconds: int = 0, insiders: Any = None,
             **contributions: Table) -> Suppression:
    """Hide cells of a table, or of several that are published together: gdcs_suppress_table,
    gdcs_suppress_table_linked.

    rule           a DisclosureRule or the name of one
    method         "heuristic" (default) or "exact"
    cost           of hiding a safe cell: "value" (default), "cells", "log"
    trees          {axis: {child: parent}}
    published      tables that others know already
    costs          a table of costs, by its labels
    milliseconds   for the search, and for each programme: then a safe answer that hides more; 0: no limit
    insiders       "alone": protect against who alone makes up a hidden cell, too; "largest": and against the largest
                   contributor, as audit()
    contributions  contributors, largest, second, third, fourth, requested
    """
    several = list(tables) if isinstance(tables, (list, tuple)) else [tables]
    nodes, known = tree_structs(trees or {}), table_handles(published)
    options = new(_abi.SuppressOptions, method=number("SUPPRESS_METHOD", method, "method"),
                  cost=number("SUPPRESS_COST", cost, "cost"), tree_count=len(nodes),
                  published_count=len(published), milliseconds=milliseconds,
                  insiders=insiders_number(insiders))
    options.trees = nodes
    options.published = ctypes.cast(known, type(options.published))
    if costs is not None:
        options.costs = costs._handle
    behind = new(_abi.DisclosureOptions,
                 **{name: table._handle for name, table in contributions.items()})
    options.contributions = ctypes.pointer(behind)
    result, hidden = new(_abi.SuppressResult), ctypes.c_void_p()
    out = (ctypes.c_void_p * len(several))()
    call(lib.gdcs_suppress_table_linked, table_handles(several), len(several), byref(rule_struct(rule)),
         byref(options), out, byref(hidden), byref(result))
    return Suppression([Table._adopt(one) for one in out], Frame._adopt(hidden.value),
                       word("SUPPRESS_METHOD", result.method),
                       *(getattr(result, name) for name in Suppression._fields[3:]))
