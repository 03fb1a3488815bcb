"""Rules of disclosure control, and the cells that they find unsafe (gdcs/disclosure.h)."""
from __future__ import annotations

import ctypes
import os
from array import array
from typing import Any, Dict, List, NamedTuple, Optional, Union

from . import _abi
from ._lib import byref, call, decode, encode, lib, made, new, optional
from ._output import deliver
from ._words import number, word
from .estimate import Array, Inputs, Numbers
from .frame import Frame

TEXTS = ("producer", "source", "note")


class DisclosureRule(NamedTuple):
    """A rule; what is zero, False or None is not asked for.

    minimum          the smallest number of persons that is safe
    zeros            a cell with nobody is unsafe
    groups           "one_sex", "no_women": lines of the sex axis that disclose a group
    group_limit      a line with more persons discloses none
    dominance_n, _k  the n largest contributors make up more than k % of the cell
    p_percent        the largest contribution is learnt to within p % by the second
    pq_percent       what contributors know of each other before, in %; 0 is 100
    request_percent  a contributor who asks has at least this % of the cell
    minimum_base     percentages of fewer persons are not published
    below, above     how far the interval of an attacker must reach below and above the value
    width            how wide it must be
    rounding         base of rounding, with rounding_kind "nearest", "random", "controlled"
    """

    minimum: float = 0.0
    zeros: bool = False
    groups: Optional[str] = None
    group_limit: float = 0.0
    dominance_n: int = 0
    dominance_k: float = 0.0
    p_percent: float = 0.0
    pq_percent: float = 0.0
    request_percent: float = 0.0
    minimum_base: float = 0.0
    below: float = 0.0
    above: float = 0.0
    width: float = 0.0
    rounding: float = 0.0
    rounding_kind: Optional[str] = None
    is_recalled: bool = False
    producer: Optional[str] = None
    source: Optional[str] = None
    note: Optional[str] = None

    @classmethod
    def named(cls, name: str) -> DisclosureRule:
        """The rule of an office, by its name: one of disclosure_names() (gdcs_disclosure_new)."""
        got = ctypes.POINTER(_abi.DisclosureRule)()
        call(lib.gdcs_disclosure_new, encode(name, "name"), byref(got))
        return cls._taken(got)

    @classmethod
    def parse(cls, text: Union[str, bytes]) -> DisclosureRule:
        """Parse a rule that is written as JSON (gdcs_disclosure_parse)."""
        raw = text.encode("utf-8") if isinstance(text, str) else text
        got = ctypes.POINTER(_abi.DisclosureRule)()
        call(lib.gdcs_disclosure_parse, raw, len(raw), byref(got))
        return cls._taken(got)

    @classmethod
    def _taken(cls, got: Any) -> DisclosureRule:
        made_of = cls.of_struct(got.contents)
        lib.gdcs_disclosure_free(got)
        return made_of

    @classmethod
    def of_struct(cls, got: Any) -> DisclosureRule:
        """What a struct of the library says."""
        values: Dict[str, Any] = {name: getattr(got, name) for name in cls._fields}
        for name in TEXTS:
            values[name] = decode(values[name]) if values[name] is not None else None
        for name in ("zeros", "is_recalled"):
            values[name] = bool(values[name])
        values["groups"] = word("DISCLOSURE_GROUPS", values["groups"]) if values["groups"] else None
        kind = values["rounding_kind"]
        values["rounding_kind"] = word("DISCLOSURE_ROUNDING", kind) if kind else None
        return cls(**values)

    def write(self, to: Any = None) -> Optional[str]:
        """Write the rule as JSON to a path or a file, or return it (gdcs_disclosure_write)."""
        return deliver(to, lib.gdcs_disclosure_write, byref(self._struct()))

    def _struct(self) -> Any:
        values = self._asdict()
        values["groups"] = number("DISCLOSURE_GROUPS", self.groups, "groups")
        values["rounding_kind"] = number("DISCLOSURE_ROUNDING", self.rounding_kind, "rounding_kind")
        for name in TEXTS:
            values[name] = optional(values[name], name)
        return new(_abi.DisclosureRule, **values)


Rule = Union[DisclosureRule, str, os.PathLike]


def rule_struct(rule: Any) -> Any:
    """The struct of a rule, of the name of a preset, or of a path that ends in .json."""
    if isinstance(rule, (str, os.PathLike)):
        if isinstance(rule, os.PathLike) or rule.endswith(".json"):
            with open(rule, "rb") as file:
                rule = DisclosureRule.parse(file.read())
        else:
            rule = DisclosureRule.named(rule)
    if not isinstance(rule, DisclosureRule):
        raise TypeError("rule: expected a DisclosureRule, such as DisclosureRule(minimum=4), or a name, "
                        f"got {type(rule).__name__}")
    return rule._struct()


def disclosure_names() -> List[str]:
    """Names of the rules of offices (gdcs_disclosure_name)."""
    names: List[str] = []
    while lib.gdcs_disclosure_name(len(names)):
        names.append(decode(lib.gdcs_disclosure_name(len(names))))
    return names


class Unsafe(NamedTuple):
    """What a rule found, as arrays of equal length: why as words, "" for a safe number."""

    why: List[str]
    below: Array
    above: Array
    width: Array


def why_words(bits: int) -> str:
    """"small+group" for bits of GDCS_DISCLOSURE_*."""
    known = ("small", "zero", "dominance", "percent", "group", "request")
    return "+".join(name for name in known if bits & getattr(_abi, f"DISCLOSURE_{name.upper()}"))


def disclosure(value: Numbers, rule: Rule, **behind: Numbers) -> Unsafe:
    """Find which numbers are unsafe, and what protects them: gdcs_disclosure_each.

    behind  contributors, largest, second, third, fourth, requested; women, men, total of the line
    """
    given = Inputs({"value": [value] if isinstance(value, (int, float)) else value, **behind})
    why = array("i", bytes(4 * given.length))
    rooms = [array("d", bytes(8 * given.length)) for _ in range(3)]
    out = new(_abi.DisclosureFindings, why=why.buffer_info()[0],
              **{name: room.buffer_info()[0]
                 for name, room in zip(("below", "above", "width"), rooms)})
    call(lib.gdcs_disclosure_each, byref(given.struct(_abi.DisclosureArrays)), given.length,
         byref(rule_struct(rule)), byref(out))
    return Unsafe([why_words(bits) for bits in why], *rooms)


def disclosure_options(behind: Dict[str, Any]) -> Any:
    """Tables of contributions as options."""
    known = [name for name, _ in _abi.DisclosureOptions._fields_ if name not in
             ("struct_size", "padding")]
    for name in behind:
        if name not in known:
            raise TypeError(f"{name} is none of {', '.join(known)}")
    return new(_abi.DisclosureOptions, **{name: table._handle for name, table in behind.items()
                                          if table is not None})


def disclosure_table(table: Any, rule: Rule, **behind: Any) -> Frame:
    """List the cells of a table that a rule finds unsafe: gdcs_disclosure_table.

    behind  tables of contributors, largest, second, third, fourth, requested
    """
    return Frame._adopt(made(lib.gdcs_disclosure_table, table._handle, byref(rule_struct(rule)),
                             byref(disclosure_options(behind))))
