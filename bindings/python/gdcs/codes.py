"""Code lists that are built in (gdcs/codes.h)."""
from __future__ import annotations

import ctypes
from typing import Any, Iterable, List, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi
from ._lib import byref, call, decode, encode, lib, new, optional
from ._words import number, word
from .errors import failure

SEXES = ("", "F", "M")


class Code(NamedTuple):
    """A code and what is known of it; None where there is nothing."""

    index: int  # type: ignore[assignment]  # tuple has a method of this name
    scheme: str
    source: str
    code: str
    name: str
    name_fr: str
    name_es: str
    equivalent: str
    note: str
    parent: Optional[int]
    level: int
    sex: str
    verified: bool
    value: str
    youngest: Optional[float]
    oldest: Optional[float]


class Iccs(NamedTuple):
    """A text read as codes of ICCS: the codes, and how many had lost a leading zero."""

    codes: List[str]
    repaired: int


def _list(name: Any) -> int:
    return number("CODES", name, "list")


def _get(which: int, index: int) -> Code:
    c = new(_abi.Code)
    call(lib.gdcs_codes_get, which, index, byref(c))
    texts = [decode(getattr(c, name)) for name in Code._fields[1:9]]
    ages = [None if x != x else x for x in (c.youngest, c.oldest)]
    return Code._make([c.index, *texts, c.parent if c.parent >= 0 else None, c.level, SEXES[c.sex],
                       bool(c.verified), word("CODES_VALUE", c.value) or "either", *ages])


def codes_count(which: str) -> int:
    """Count the codes of a list: "iccs", "tags", "age", "obs_status", "conf_status", "relationship",
    "eurostat" (gdcs_codes_count)."""
    return int(lib.gdcs_codes_count(_list(which)))


def codes_get(which: str, index: Optional[int] = None) -> Union[Code, List[Code]]:
    """Get a code by its place, or all codes of a list (gdcs_codes_get)."""
    if index is not None:
        return _get(_list(which), index)
    return [_get(_list(which), i) for i in range(codes_count(which))]


def codes_find(which: str, code: str, scheme: Optional[str] = None) -> Optional[Code]:
    """Find a code; None if there is none, or if several schemes have it and none is named
    (gdcs_codes_find)."""
    index = lib.gdcs_codes_find(_list(which), optional(scheme, "scheme"), encode(code, "code"))
    return None if index < 0 else _get(_list(which), index)


def codes_find_children(parent: Optional[str] = None) -> List[str]:
    """Find the codes right below one of ICCS; None: the sections (gdcs_codes_find_child)."""
    above = -1 if parent is None else _index(parent)
    found, at = [], lib.gdcs_codes_find_child(above, -1)
    while at >= 0:
        found.append(_get(_abi.CODES_ICCS, at).code)
        at = lib.gdcs_codes_find_child(above, at)
    return found


def codes_find_above(code: str, level: int) -> Optional[str]:
    """Find the code of a level, 1 to 4, that holds one of ICCS (gdcs_codes_find_above)."""
    index = lib.gdcs_codes_find_above(_index(code), level)
    return None if index < 0 else _get(_abi.CODES_ICCS, index).code


def codes_find_organised(code: Optional[str] = None, sic: int = 0) -> Optional[str]:
    """Find what connects an offence with organised crime: "no", "participation", "group", "gang", or None
    if nothing says it (gdcs_codes_find_organised).

    sic  value of the ICCS tag SiC; 0: not recorded
    """
    found = lib.gdcs_codes_find_organised(-1 if code is None else _index(code), sic)
    return None if found < 0 else word("CODES_ORGANISED", found)


def codes_parse_iccs(text: str) -> Iccs:
    """Parse codes of ICCS: one, a union "ICCS0101_0102", a range "ICCS02-04" (gdcs_codes_parse_iccs)."""
    out = new(_abi.CodesIccs)
    call(lib.gdcs_codes_parse_iccs, encode(text, "text"), byref(out))
    return Iccs([_get(_abi.CODES_ICCS, i).code for i in out.indexes[:out.count]], out.repaired)


def codes_parse_age(label: Any) -> Tuple[float, float]:
    """Parse the label of an age group to its youngest and oldest age (gdcs_codes_parse_age)."""
    out = _abi.CodesAge()
    call(lib.gdcs_codes_parse_age, encode(label, "label"), byref(out))
    return out.youngest, out.oldest


def codes_find_overlap(ages: Iterable[Sequence[float]]) -> Optional[Tuple[int, int]]:
    """Find two age groups, (youngest, oldest), that have an age in common (gdcs_codes_find_overlap)."""
    given = [_abi.CodesAge(*one) for one in ages]
    second = ctypes.c_int32()
    first = lib.gdcs_codes_find_overlap((_abi.CodesAge * len(given))(*given), len(given),
                                        byref(second))
    return None if first < 0 else (first, second.value)


def _index(code: str) -> int:
    out = new(_abi.CodesIccs)
    call(lib.gdcs_codes_parse_iccs, encode(code, "code"), byref(out))
    if out.count != 1:
        raise failure(_abi.E_NAME, f"{code!r} is {out.count} codes", "code")
    return int(out.indexes[0])
