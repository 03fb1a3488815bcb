"""SDG indicators on crime and justice by sex (gdcs/sdg.h)."""
from __future__ import annotations

from typing import Any, FrozenSet, List, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi
from ._lib import byref, call, decode, encode, lib, made, names, new
from ._words import word
from .errors import failure
from .estimate import Estimates, Inputs, confidence
from .frame import Frame
from .notes import notes


class SdgDefinition(NamedTuple):
    """The definition of an indicator as data."""

    code: str
    title: str
    numerator: str
    denominator: str
    per: float
    aggregation: str
    rule: str


class Sdg(NamedTuple):
    """An indicator over countries, and the part of their population that reports."""

    value: float
    lower: float
    upper: float
    std_error: float
    bound_lower: float
    bound_upper: float
    coverage: float
    countries: int
    reporting: int
    numerator: float
    denominator: float
    unknown: float
    per: float
    aggregation: str
    alpha: float
    notes: FrozenSet[str]


def _number(code: str) -> int:
    """"16.1.1" to its number; the library refuses what there is not."""
    found: int = lib.gdcs_sdg_find(encode(code, "indicator"))
    if found < 0:
        raise failure(_abi.E_ARGUMENT, f"{code!r} is no indicator", "indicator")
    return found


def sdg_definition(indicator: str) -> SdgDefinition:
    """The definition of "16.1.1", "16.2.2", "16.3.2" or "5.2.1" (gdcs_sdg_get)."""
    out = new(_abi.SdgDefinition)
    call(lib.gdcs_sdg_get, _number(indicator), byref(out))
    return SdgDefinition._make([*(decode(text) for text in (out.code, out.title, out.numerator,
                                                            out.denominator)), out.per,
                                word("SDG_AGGREGATION", out.aggregation), decode(out.rule)])


def _arguments(indicator: str, numerator: Any, denominator: Any, unknown: Any,
               unknown_denominator: Any, population: Any, level: Optional[float],
               alpha: Optional[float]) -> Tuple[List[Any], Inputs]:
    given = {"numerator": numerator, "denominator": denominator, "unknown": unknown,
             "unknown_denominator": unknown_denominator, "population": population}
    inputs = Inputs({name: value for name, value in given.items() if value is not None})
    return [_number(indicator), byref(inputs.struct(_abi.SdgCountries)), inputs.length,
            byref(new(_abi.SdgOptions, **confidence(level, alpha)))], inputs


def sdg(indicator: str, numerator: Any, denominator: Any, unknown: Any = None,
        unknown_denominator: Any = None, population: Any = None, *,
        level: Optional[float] = None, alpha: Optional[float] = None) -> Sdg:
    """Estimate an indicator over countries by its rule of aggregation (gdcs_sdg_estimate).

    numerator, denominator  one number per country, as sdg_definition() says; None is not reported
    unknown                 of unknown sex, may be in the numerator
    unknown_denominator     of unknown sex, may be in the denominator
    population              what countries weigh; default: the denominator
    level                   confidence level, default 0.95; or alpha = 1 - level
    """
    arguments, kept = _arguments(indicator, numerator, denominator, unknown, unknown_denominator,
                                 population, level, alpha)
    out = new(_abi.SdgResult)
    call(lib.gdcs_sdg_estimate, *arguments, byref(out))
    del kept  # the arrays lived as long as the call
    got, bounds = out.estimate, out.bounds
    return Sdg(got.value, got.lower, got.upper, got.std_error, bounds.lower, bounds.upper,
               out.coverage, out.countries, out.reporting, out.numerator, out.denominator,
               out.unknown, out.per, word("SDG_AGGREGATION", out.aggregation), out.alpha,
               notes(out.notes))


def sdg_each(indicator: str, numerator: Any, denominator: Any, unknown: Any = None,
             unknown_denominator: Any = None, population: Any = None, *,
             level: Optional[float] = None, alpha: Optional[float] = None) -> Estimates:
    """Estimate an indicator for each country (gdcs_sdg_each); as sdg()."""
    arguments, inputs = _arguments(indicator, numerator, denominator, unknown,
                                   unknown_denominator, population, level, alpha)
    room, result = inputs.outputs()
    call(lib.gdcs_sdg_each, *arguments, byref(room))
    return result


def sdg_table(indicator: str, numerator: Any, denominator: Any,
              keep: Union[str, Sequence[str]] = (), population: Any = None, *,
              level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate an indicator by sex over the areas of tables (gdcs_sdg_table).

    numerator, denominator  tables with axes of sex and area, as sdg_definition() says
    keep                    axes of the numerator; those that the denominator lacks take all of it
    population              a table of what areas weigh; default: the denominator
    """
    kept = names(keep)
    weighs = None if population is None else population._handle
    return Frame._adopt(made(lib.gdcs_sdg_table, _number(indicator), numerator._handle,
                             denominator._handle, weighs, kept, len(kept),
                             byref(new(_abi.SdgOptions, **confidence(level, alpha)))))
