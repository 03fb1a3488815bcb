"""Many tests at once: p-values adjusted for their number (gdcs/multiplicity.h)."""
from __future__ import annotations

from array import array
from ctypes import POINTER, c_double, cast
from typing import Any, Optional

from . import _abi
from ._lib import byref, call, lib, new
from ._words import number
from .column import Column
from .estimate import Array, Many, hold


def multiplicity(p: Many, *, method: Optional[str] = None,
                 family: Optional[int] = None) -> Array:
    """Adjust p-values for their number: gdcs_multiplicity_each.

    method  "holm" (default), "bonferroni", "sidak", "holm_sidak", "hochberg", "hommel",
            "benjamini_hochberg", "benjamini_yekutieli"
    family  how many tests were made, those included whose p-values are not given here; default: as
            many as are given and not NaN
    """
    given = hold("p", p)
    options = new(_abi.MultiplicityOptions, method=number("MULTIPLICITY_METHOD", method, "method"),
                  family=family or 0)
    if hasattr(p, "__array__") and not isinstance(p, Column):
        from numpy import empty
        out: Any = empty(given.length)
        place = out.__array_interface__["data"][0]
    else:
        out = array("d", bytes(8 * given.length))
        place = out.buffer_info()[0]
    double = POINTER(c_double)
    call(lib.gdcs_multiplicity_each, cast(given.address, double), given.length,
         byref(options), cast(place, double))
    return out
