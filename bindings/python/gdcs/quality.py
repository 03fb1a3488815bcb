"""What the data can show: sources among their peers, comparability, gaps (gdcs/quality.h)."""
from __future__ import annotations

from array import array
from ctypes import cast, sizeof
from typing import Any, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from . import _abi
from ._handle import table_handles
from ._lib import byref, call, encode, encode_all, lib, made, new, optional
from ._words import number
from .errors import failure
from .estimate import Array, Estimates, Inputs, Many, confidence, hold
from .frame import Frame


class Peers(NamedTuple):
    """Sources among their peers: arrays of equal length.  flag holds 0, 1 (low), 2 (high); notes holds bits."""

    expected: Array
    spread: Array
    shrunk: Array
    shrunk_lower: Array
    shrunk_upper: Array
    p_value: Array
    log10_p: Array
    p_adjusted: Array
    flag: Array
    robust: Array
    notes: Array


KINDS = "d" * 8 + "iiI"
SEXES = {"women": _abi.SEX_FEMALE, "F": _abi.SEX_FEMALE, "men": _abi.SEX_MALE, "M": _abi.SEX_MALE}


def _sex(given: Any) -> int:
    if given not in SEXES:
        raise failure(_abi.E_OPTION, f"{given!r} is none of {', '.join(SEXES)}", "sex")
    return SEXES[given]


def _options(adjust: Optional[str], level: Optional[float], alpha: Optional[float],
             discovery: Optional[float], sex: int = 0) -> _abi.QualityOptions:
    if discovery is not None and not discovery:
        raise failure(_abi.E_OPTION, f"{discovery!r} is not inside (0, 1)", "discovery")
    return new(_abi.QualityOptions, adjust=number("MULTIPLICITY_METHOD", adjust, "adjust"), sex=sex,
               discovery=discovery or 0.0, **confidence(level, alpha))


def _room(given: Inputs) -> Tuple[_abi.QualityArrays, Peers]:
    if given.numpy:
        import numpy
        arrays: List[Any] = [numpy.empty(given.length, dtype={"d": "f8", "i": "i4", "I": "u4"}[kind])
                             for kind in KINDS]
        places = [one.__array_interface__["data"][0] for one in arrays]
    else:
        arrays = [array(kind, bytes((8 if kind == "d" else 4) * given.length)) for kind in KINDS]
        places = [one.buffer_info()[0] for one in arrays]
    return new(_abi.QualityArrays, **dict(zip(Peers._fields, places))), Peers(*arrays)


def quality_tests(women: Any, men: Any, *, unknown: Any = 0.0, sex: str = "women",
                  adjust: Optional[str] = None, discovery: Optional[float] = None,
                  level: Optional[float] = None,
                  alpha: Optional[float] = None) -> Tuple[Estimates, Peers]:
    """Compare the share of a sex in each source with its peers (gdcs_quality_test_each).

    sex        whose share: "women" (default) or "men"
    adjust     of p-values over sources: "benjamini_hochberg" (default), "holm", ...
    discovery  flags are set at adjusted p up to this; default 0.05
    """
    given = Inputs({"women": women, "men": men, "unknown": unknown})
    room, shares = given.outputs()
    to, peers = _room(given)
    call(lib.gdcs_quality_test_each, byref(given.struct(_abi.SexArrays)), given.length,
         byref(_options(adjust, level, alpha, discovery, _sex(sex))), byref(room), byref(to))
    return shares, peers


def quality_test_table(table: Any, source: str, role: str, indicators: Sequence[Sequence[str]], *,
                       adjust: Optional[str] = None, discovery: Optional[float] = None,
                       level: Optional[float] = None, alpha: Optional[float] = None,
                       basis: Optional[str] = None, relatives: Sequence[str] = (),
                       units: Optional[Sequence[Optional[str]]] = None) -> Frame:
    """Compare sources by indicators and list what they cannot show (gdcs_quality_test_table).

    indicators  (sex, role) or (sex, role, name) each: [("women", "offender"), ("men", "victim")]
    basis       axis that says as whom a person was recorded
    relatives   its labels of persons recorded only as somebody's: "wife", "dependant"
    units       counting unit of each source, None where not stated; default: that of the table
    """
    options = _options(adjust, level, alpha, discovery)
    options.basis = optional(basis, "basis")
    held = encode_all(relatives, "relatives"), encode_all(units or (), "units")
    options.relatives = cast(held[0], type(options.relatives)) if relatives else None
    options.relative_count = len(relatives)
    options.units = cast(held[1], type(options.units)) if units is not None else None
    options.unit_count = len(units or ())
    asked = (_abi.QualityIndicator * len(indicators))()
    for place, one in zip(asked, indicators):
        name = one[2] if len(one) > 2 else None
        place.struct_size = sizeof(_abi.QualityIndicator)
        place.sex = _sex(one[0])
        place.role = encode(one[1], "role")
        place.name = optional(name, "name")
    return Frame._adopt(made(lib.gdcs_quality_test_table, table._handle, encode(source, "source"),
                             encode(role, "role"), asked, len(asked), byref(options)))


def quality_comparability(tables: Sequence[Any], *, refuse: bool = False, unstated: bool = False,
                          allowed: Sequence[str] = ()) -> Frame:
    """Say in which of their texts tables cannot be compared (gdcs_quality_measure_comparability).

    refuse    a difference is an Error that names it
    unstated  a text that one of two lacks counts as a difference
    allowed   keys that may differ: "reference_date", ...
    """
    bits = 0
    for key in allowed:
        bits |= 1 << number("META", key, "allowed")
    options = new(_abi.QualityComparabilityOptions, refuse=int(refuse), unstated=int(unstated),
                  allowed=bits)
    return Frame._adopt(made(lib.gdcs_quality_measure_comparability, table_handles(tables), len(tables),
                             byref(options)))


def quality_gaps(table: Any, area: str, indicator: str, period: Optional[str] = None, *,
                 by: str = "cell", weights: Optional[Many] = None) -> Frame:
    """Measure where figures by sex are to be had (gdcs_quality_measure_gaps).

    by       rows: "cell" (default), "indicator", "area"
    weights  population of each area, in the order of the labels
    """
    options = new(_abi.QualityGapsOptions, by=number("QUALITY_GAPS", by, "by"))
    held = None if weights is None else hold("weights", weights)
    if held is not None:
        options.weights = held.address
        options.weight_count = held.length
    return Frame._adopt(made(lib.gdcs_quality_measure_gaps, table._handle, encode(area, "area"),
                             encode(indicator, "indicator"), optional(period, "period"),
                             byref(options)))


def _relationships(said: Mapping[str, Optional[str]]) -> Any:
    given = (_abi.QualityRelationship * len(said))()
    for place, (label, sex) in zip(given, said.items()):
        place.struct_size = sizeof(_abi.QualityRelationship)
        place.label = encode(label, "relationships")
        place.same = int(sex == "same")
        place.sex = 0 if sex in (None, "same") else number("SEX", sex, "relationships")
    return given


def quality_reconcile(table: Any, *, consistent: bool = False, base: float = 0.0, noise: float = 0.0,
                      jump: float = 0.0, same: float = 0.0, stage: Optional[str] = None,
                      period: Optional[str] = None,
                      relationships: Optional[Mapping[str, Optional[str]]] = None,
                      other_sex: Optional[str] = None) -> Frame:
    """Reconcile declared totals with their parts, and figures with each other (gdcs_quality_reconcile).

    consistent  totals that are the sum of their parts are listed too
    base        figures are rounded to multiples of this; 0: found from the figures
    noise       each figure may be off by this much
    jump        factor of a change; default 3
    same        least figure whose repetition is reported; default 100
    stage       axis of stages; period: axis of periods; default: the first of that concept
    relationships  label: "female", "male", "same" (both persons are of one sex) or None; before the words known
    other_sex   axis with the sex of the person whom the relationship is to
    """
    options = new(_abi.QualityReconcileOptions, consistent=int(consistent), base=base, noise=noise,
                  jump=jump, same=same)
    options.stage = optional(stage, "stage")
    options.period = optional(period, "period")
    options.other_sex = optional(other_sex, "other_sex")
    if relationships:
        options.relationships = _relationships(relationships)
        options.relationship_count = len(relationships)
    return Frame._adopt(made(lib.gdcs_quality_reconcile, table._handle, byref(options)))
