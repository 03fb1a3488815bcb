"""Notes: what is worth saying about a result that is no failure (gdcs/estimate.h)."""
from __future__ import annotations

from functools import lru_cache
from typing import FrozenSet

from . import _abi
from ._lib import decode, encode, lib
from .errors import failure


@lru_cache(maxsize=None)
def notes(bits: int) -> FrozenSet[str]:
    """The names of the notes in a number, as the array forms give it: 17 -> {...}."""
    bits = int(bits)
    names = (decode(lib.gdcs_note_name(1 << place)) for place in range(32) if bits >> place & 1)
    return frozenset(name for name in names if name)


def note_text(name: str) -> str:
    """What a note means, as a footnote of a report says it."""
    bit = lib.gdcs_note_find(encode(name, "name"))
    if not bit:
        raise failure(_abi.E_NAME, f"there is no note {name!r}", "name")
    return decode(lib.gdcs_note_text(bit))
