"""Printed percentages and rates against the counts they are said to come from (gdcs/claim.h)."""
from __future__ import annotations

import math
from ctypes import pointer, sizeof
from typing import Any, Mapping, Sequence, Tuple, Union

from . import _abi
from ._lib import byref, call, encode, lib, made, names, new
from ._words import number
from .errors import failure
from .frame import Frame

COUNTS = ("women", "men", "other", "unknown")
OTHERS = ("population_women", "population_men", "before")
SAYS = ("is", "up_to", "under", "at_least", "over", "between")


def claim_parse(text: str) -> Tuple[str, float, float, int]:
    """Parse a number as it is printed: what it says, the number, the upper end, decimals (gdcs_claim_parse)."""
    out = new(_abi.Claim)
    call(lib.gdcs_claim_parse, encode(text, "text"), byref(out))
    return SAYS[out.says], out.printed, out.printed_to, out.decimals


def _ends(count: Any) -> Tuple[float, float]:
    if count is None:
        return math.nan, math.nan
    low, high = count if isinstance(count, tuple) else (count, count)
    return float(low), float(high)


def _fill_counts(place: Any, given: Mapping[str, Any]) -> None:
    ends = {name: _ends(given.get(name, 0.0 if name in COUNTS[2:] else None)) for name in COUNTS}
    for name, (low, _) in ends.items():
        setattr(place.counts, name, low)
    if any(low != high for low, high in ends.values() if not math.isnan(low)):
        upper = _abi.SexCounts(**{name: high for name, (_, high) in ends.items()})
        place.upper = pointer(upper)


def _fill(place: Any, given: Mapping[str, Any]) -> None:
    unknown = set(given) - set(COUNTS) - set(OTHERS) - {"printed", "decimals", "definition"}
    if unknown or "printed" not in given:
        raise failure(_abi.E_OPTION, f"{sorted(unknown) or 'printed'} is no part of a claim or is missing", "claims")
    place.struct_size = sizeof(_abi.Claim)
    if isinstance(given["printed"], str):
        call(lib.gdcs_claim_parse, encode(given["printed"], "printed"), byref(place))
    else:
        place.printed = float(given["printed"])
    place.decimals = given.get("decimals", place.decimals)
    if given.get("definition") is not None:
        place.definition = encode(given["definition"], "definition")
    _fill_counts(place, given)
    for name in OTHERS:
        setattr(place, name, math.nan if given.get(name) is None else float(given[name]))


def _options(base: float, sensitivity: str) -> Any:
    return new(_abi.ClaimOptions, base=base, sensitivity=number("SENSITIVITY", sensitivity, "sensitivity"))


def claim_reconcile(claims: Sequence[Mapping[str, Any]], *, base: float = 0.0,
                    sensitivity: str = "public") -> Frame:
    """Name the definitions that reproduce printed numbers (gdcs_claim_reconcile).

    claims       mappings with printed, a number or a text such as "9.67", "up to 40 %" or "20-25", and what is known of
                 decimals (default: those of the text), definition (the only one to be tried), women, men, other,
                 unknown, each a number or a pair of limits, population_women, population_men, before
    base         numbers were rounded to multiples of this
    sensitivity  of the counts: "public", "internal" or "protected", which the frame is then
    """
    given = (_abi.Claim * max(len(claims), 1))()
    for place, one in zip(given, claims):
        _fill(place, one)
    return Frame._adopt(made(lib.gdcs_claim_reconcile, given, len(claims),
                             byref(_options(base, sensitivity))))


def claim_table(table: Any, claims: Any, keep: Union[str, Sequence[str]] = (), *, base: float = 0.0,
                sensitivity: str = "public") -> Frame:
    """Reconcile the numbers printed in a frame with the counts of a table (gdcs_claim_table).

    claims       a frame: texts named as the axes to keep, "printed", and population_women, population_men, before and
                 definition where there are
    """
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_claim_table, table._handle, claims._handle, kept, len(kept),
                             byref(_options(base, sensitivity))))
