"""Printed percentages and rates against the counts they are said to come from (gdcs/claim.h)."""
from __future__ import annotations

import math
from ctypes import sizeof
from typing import Any, Dict, Mapping, Sequence

from . import _abi
from ._lib import byref, lib, made, new
from .errors import failure
from .frame import Frame

COUNTS = ("women", "men", "other", "unknown")
OTHERS = ("population_women", "population_men", "before")


def _places(printed: str) -> int:
    """Printed decimals: 2 of "9.67"."""
    _, mark, digits = printed.partition(".")
    return len(digits) if mark else 0


def _fill(place: Any, given: Mapping[str, Any]) -> None:
    unknown = set(given) - set(COUNTS) - set(OTHERS) - {"printed", "decimals"}
    if unknown or "printed" not in given:
        raise failure(_abi.E_OPTION, f"{sorted(unknown) or 'printed'} is no part of a claim or is missing", "claims")
    printed = given["printed"]
    values: Dict[str, float] = {name: math.nan for name in COUNTS[:2] + OTHERS}
    values.update({name: float(given[name]) for name in COUNTS + OTHERS if given.get(name) is not None})
    place.struct_size = sizeof(_abi.Claim)
    place.printed = float(printed)
    place.decimals = given.get("decimals", _places(printed) if isinstance(printed, str) else 0)
    for name, value in values.items():
        setattr(place.counts if name in COUNTS else place, name, value)


def claim_reconcile(claims: Sequence[Mapping[str, Any]], *, base: float = 0.0) -> Frame:
    """Name the definitions that reproduce printed numbers (gdcs_claim_reconcile).

    claims  mappings with printed, a number or a text such as "9.67", and what is known of decimals (default:
            those of the text), women, men, other, unknown, population_women, population_men, before
    base    numbers were rounded to multiples of this
    """
    given = (_abi.Claim * max(len(claims), 1))()
    for place, one in zip(given, claims):
        _fill(place, one)
    return Frame._adopt(made(lib.gdcs_claim_reconcile, given, len(claims),
                             byref(new(_abi.ClaimOptions, base=base))))
