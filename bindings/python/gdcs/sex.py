"""Spellings of sex, resolved to codes (gdcs/sex.h)."""
from __future__ import annotations

import ctypes
from typing import Any, Dict, Iterable, NamedTuple, Optional

from . import _abi
from ._lib import byref, call, decode, encode, encode_all, lib, new, optional
from ._words import word
from .errors import failure


class SexResolution(NamedTuple):
    """How a sex column is read: the code of each spelling, and by what."""

    codes: Dict[str, str]
    scheme: str
    languages: str
    reason: str


def _sex(code: Optional[str], field: str) -> int:
    if code is None:
        return 0
    out = ctypes.c_int32()
    call(lib.gdcs_sex_parse, encode(code, field), _abi.SEX_SCHEME_SDMX, byref(out))
    return out.value


def _scheme(name: Optional[str]) -> int:
    found: int = 0 if name is None else lib.gdcs_sex_find_scheme(encode(name, "scheme"))
    if name is not None and not found:
        raise failure(_abi.E_OPTION, f"{name!r} is no scheme", "scheme")
    return found


def sex_parse(token: str, scheme: str) -> str:
    """Parse one token by a declared scheme (gdcs_sex_parse): "F", "M", "_O", "_U", "_Z" or "_T"."""
    out = ctypes.c_int32()
    call(lib.gdcs_sex_parse, encode(token, "token"), _scheme(scheme), byref(out))
    return decode(lib.gdcs_sex_code(out))


def sex_resolve(tokens: Iterable[Any], *, header: Optional[str] = None, scheme: Optional[str] = None,
                language: Optional[str] = None, blank: Optional[str] = None) -> SexResolution:
    """Resolve the spellings of a sex column to codes, all together, or refuse (gdcs_sex_resolve).

    header    heading of the column
    scheme    "sdmx", "eurostat", "iso5218", "iccs", ...: that all tokens are codes of
    language  ISO 639 of all tokens: "es"
    blank     what a blank token is: "_T", "_U" or "_Z"; without it a blank is refused
    """
    if isinstance(tokens, str):
        raise TypeError("tokens: expected several spellings, got str")
    given = list(dict.fromkeys(tokens))
    codes = (ctypes.c_int32 * len(given))()
    out = new(_abi.SexResolution)
    options = new(_abi.SexResolveOptions, scheme=_scheme(scheme), blank=_sex(blank, "blank"),
                  language=optional(language, "language"))
    call(lib.gdcs_sex_resolve, optional(header, "header"), encode_all(given, "tokens"), len(given),
         byref(options), codes, byref(out))
    return SexResolution({one: decode(lib.gdcs_sex_code(code)) for one, code in zip(given, codes)},
                         word("SEX_SCHEME", out.scheme) if out.scheme else "", decode(out.language),
                         decode(out.reason))
