"""Constants of the library as words: "clopper_pearson" for GDCS_SHARE_METHOD_CLOPPER_PEARSON."""
from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict

from . import _abi
from .errors import failure


@lru_cache(maxsize=None)
def words(prefix: str) -> Dict[str, int]:
    """Every word of a family of constants and its number."""
    start = prefix + "_"
    return {name[len(start):].lower(): value for name, value in vars(_abi).items()
            if name.startswith(start)}


@lru_cache(maxsize=None)
def by_number(prefix: str) -> Dict[int, str]:
    return {value: word for word, value in words(prefix).items() if word != "default"}


def number(prefix: str, word: Any, field: str, status: int = _abi.E_OPTION) -> int:
    """The number of a word; None is 0, the default.  "mid-p" is "mid_p"."""
    if word is None:
        return 0
    known = words(prefix)
    found = known.get(word.lower().replace("-", "_")) if isinstance(word, str) else None
    if found is None:
        shown = ", ".join(name for name in known if name != "default")
        raise failure(status, f"{word!r} is none of {shown}", field)
    return found


def insiders_number(given: Any) -> int:
    """Of a word, or of a number as in C; True is "alone"."""
    return number("AUDIT_INSIDERS", given, "insiders") if given is None or isinstance(given, str) else int(given)


def word(prefix: str, value: int) -> str:
    """The word of a number; "" for 0 where 0 is no word of its own."""
    return by_number(prefix).get(value, "")
