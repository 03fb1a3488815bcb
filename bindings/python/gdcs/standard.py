"""Rates standardised for age, directly and indirectly (gdcs/standard.h)."""
from __future__ import annotations

import ctypes
from typing import Any, Dict, FrozenSet, List, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi
from ._lib import byref, call, decode, encode, encode_all, lib, made, names, new
from ._words import number, word
from .errors import failure
from .estimate import (Bounds, Estimate, Estimates, Inputs, Many, confidence, estimate,
                       hold, is_number)
from .frame import Frame
from .notes import notes
from .population import Population
from .rate import _options as rate_options


class Band(NamedTuple):
    """A band of age in completed years; the last of all ends at infinity."""

    youngest: float
    oldest: float
    weight: float


class Standard(NamedTuple):
    """One directly standardised rate: events per `per` persons."""

    value: float
    lower: float
    upper: float
    std_error: float
    bound_lower: float
    bound_upper: float
    crude: float
    events: float
    unknown_age: float
    unknown: float
    population: float
    per: float
    method: str
    alpha: float
    notes: FrozenSet[str]


class StandardRatio(NamedTuple):
    """Two directly standardised rates compared."""

    ratio_women_per_man: Estimate
    difference_women_minus_men: Estimate
    women: Tuple[float, float, float, float]
    men: Tuple[float, float, float, float]
    per: float
    method: str
    alpha: float
    notes: FrozenSet[str]


class StandardRatios(NamedTuple):
    """Many of them."""

    ratio_women_per_man: Estimates
    difference_women_minus_men: Estimates


class StandardIndirect(NamedTuple):
    """Observed / expected, and the rate that goes with it (NaN without crude)."""

    ratio: Estimate
    rate: Estimate
    events: float
    expected: float
    unknown: float
    per: float
    method: str
    alpha: float
    notes: FrozenSet[str]


class StandardIndirects(NamedTuple):
    """Many indirectly standardised ratios, and rates if crude was given."""

    ratio: Estimates
    rate: Optional[Estimates]


Bands = Sequence[Tuple[float, float, float]]


def standard_options(method: Optional[str] = None, per: Optional[float] = None,
                     level: Optional[float] = None, alpha: Optional[float] = None,
                     standard: Union[None, str, Bands] = None, youngest: float = 0,
                     oldest: float = 0) -> _abi.StandardOptions:
    """Options; a standard is a name or bands (youngest, oldest, weight)."""
    if per is not None and not per:
        raise failure(_abi.E_OPTION, f"{per!r} is not above 0", "per")
    made = new(_abi.StandardOptions, method=number("STANDARD_METHOD", method, "method"),
               per=per or 0.0, youngest=youngest, oldest=0.0 if oldest == float("inf") else oldest,
               **confidence(level, alpha))
    if standard is None or isinstance(standard, str):
        made.population = number("STANDARD_POPULATION", standard, "standard")
    else:
        bands = (_abi.StandardBand * len(standard))(*(_abi.StandardBand(*one) for one in standard))
        made.bands, made.band_count = bands, len(bands)
    return made


def standard_bands(standard: Optional[str] = None) -> List[Band]:
    """The bands of a standard population: "europe_2013" (default), "europe_1976" or
    "world_2000_2025" (gdcs_standard_get)."""
    population = number("STANDARD_POPULATION", standard, "standard")
    band, made = _abi.StandardBand(), []
    for i in range(lib.gdcs_standard_count(population)):
        call(lib.gdcs_standard_get, population, i, byref(band))
        made.append(Band(band.youngest, band.oldest, band.weight))
    return made


def standard_text(standard: str) -> str:
    """What a standard population is and who published it (gdcs_standard_text)."""
    return decode(lib.gdcs_standard_text(number("STANDARD_POPULATION", standard, "standard")))


def standard_age(label: Any) -> Bounds:
    """Parse the label of an age group: (youngest, oldest) in completed years
    (gdcs_standard_parse)."""
    band = _abi.StandardBand()
    call(lib.gdcs_standard_parse, encode(label, "label"), byref(band))
    return Bounds(band.youngest, band.oldest)


def standard_weights(labels: Sequence[Any], standard: Union[None, str, Bands] = None, *,
                     youngest: float = 0, oldest: float = 0) -> List[float]:
    """Collapse a standard population to the age groups of one's data (gdcs_standard_collapse).

    labels    "0-4", "Y15-19", "85+", ...: all ages from youngest to oldest, each once
    standard  a name of standard_bands(), or bands (youngest, oldest, weight) in order
    """
    given = encode_all(labels, "labels")
    out = (ctypes.c_double * len(given))()
    options = standard_options(standard=standard, youngest=youngest, oldest=oldest)
    call(lib.gdcs_standard_collapse, given, len(given), byref(options), out)
    return list(out)


def _rows(given: Any) -> Any:
    """Rows of strata one after the other."""
    if hasattr(given, "ravel"):
        return given.ravel()
    if len(given) and is_number(given[0]):
        return given
    return [value for row in given for value in row]


class Strata:
    """Rows of strata as the library takes them; `many` if there are rows at all."""

    def __init__(self, given: Dict[str, Any]) -> None:
        events = given["events"]
        shape = getattr(events, "shape", None)
        self.many = len(shape) == 2 if shape is not None else bool(
            len(events)) and not is_number(events[0])
        self.n = len(events) if self.many else 1
        kept = {name: value for name, value in given.items() if value is not None}
        rows = {name: self._flat(kept[name]) for name in kept
                if name not in ("weights", "unknown_age")}
        self.inputs = Inputs(rows)
        self.count = self.inputs.length // self.n if self.n else len(given["weights"])
        self.weights = Inputs({"weights": given["weights"]})
        if self.weights.length != self.count or self.count * self.n != self.inputs.length:
            raise failure(_abi.E_SHAPE, f"{self.weights.length} weights for {self.count} strata",
                          "weights")
        self.struct = self.inputs.struct(_abi.StandardStrata)
        self.struct.weights = self.weights.struct(_abi.StandardStrata).weights
        if "unknown_age" in kept:
            age = kept["unknown_age"]
            self.age = Inputs({"unknown_age": [age] * self.n if is_number(age) else age})
            if self.age.length != self.n:
                raise failure(_abi.E_SHAPE, f"{self.age.length} numbers for {self.n} rates",
                              "unknown_age")
            self.struct.unknown_age = self.age.struct(_abi.StandardStrata).unknown_age

    def _flat(self, given: Any) -> Any:
        return _rows(given) if self.many and not is_number(given) else given

    def outputs(self) -> Tuple[_abi.EstimateArrays, Estimates]:
        room = Inputs({"n": [0.0] * self.n})
        room.numpy = self.inputs.numpy
        return room.outputs()


def standard(events: Any, population: Any, weights: Any, variance: Any = None, unknown: Any = None,
             unknown_age: Any = None, *, method: Optional[str] = None, per: Optional[float] = None,
             level: Optional[float] = None,
             alpha: Optional[float] = None) -> Union[Standard, Estimates]:
    """Estimate a directly standardised rate: gdcs_standard_estimate, or _each for rows of strata.

    events       one number per stratum; or rows of them, for as many rates
    weights      of the standard population, one per stratum: standard_weights()
    variance     of the events, where persons count more than once: sum of k^2 over persons
    unknown      events of unknown sex that may belong to the stratum
    unknown_age  events whose stratum is not known: one number per rate
    method       "gamma" (default), "tiwari", "mid_p", "dobson", "dobson_byar", "log", "wald"
    per          default 100 000
    level        confidence level, default 0.95; or alpha = 1 - level
    """
    options = standard_options(method, per, level, alpha)
    strata = Strata({"events": events, "population": population, "weights": weights,
                     "variance": variance, "unknown": unknown, "unknown_age": unknown_age})
    if strata.many:
        room, result = strata.outputs()
        call(lib.gdcs_standard_each, byref(strata.struct), strata.n, strata.count, byref(options),
             byref(room))
        return result
    out = new(_abi.StandardResult)
    call(lib.gdcs_standard_estimate, byref(strata.struct), strata.count, byref(options), byref(out))
    got, bounds = out.rate, out.bounds
    return Standard(got.value, got.lower, got.upper, got.std_error, bounds.lower, bounds.upper,
                    out.crude, out.events, out.unknown_age, out.unknown, out.population, out.per,
                    word("STANDARD_METHOD", out.method), out.alpha, notes(out.notes))


def standard_ratio(women: Dict[str, Any], men: Dict[str, Any], *, method: Optional[str] = None,
                   per: Optional[float] = None, level: Optional[float] = None,
                   alpha: Optional[float] = None) -> Union[StandardRatio, StandardRatios]:
    """Estimate the ratio and the difference of two directly standardised rates.

    women, men  dicts of what standard() takes: events, population, weights, ...
    gdcs_standard_estimate_ratio, or _each_ratio for rows of strata.
    """
    options = standard_options(method, per, level, alpha)
    w, m = Strata(women), Strata(men)
    if (w.n, w.count, w.many) != (m.n, m.count, m.many):
        raise failure(_abi.E_SHAPE, f"{m.n} x {m.count} strata where women have {w.n} x {w.count}",
                      "men")
    if w.many:
        ratios, ratio = w.outputs()
        differences, difference = w.outputs()
        call(lib.gdcs_standard_each_ratio, byref(w.struct), byref(m.struct), w.n, w.count,
             byref(options), byref(ratios), byref(differences))
        return StandardRatios(ratio, difference)
    out = new(_abi.StandardRatioResult)
    call(lib.gdcs_standard_estimate_ratio, byref(w.struct), byref(m.struct), w.count,
         byref(options), byref(out))
    plain = [(one.value, one.lower, one.upper, one.std_error) for one in (out.women, out.men)]
    return StandardRatio._make([estimate(out.ratio_women_per_man, out.ratio_bounds),
                                estimate(out.difference_women_minus_men, out.difference_bounds),
                                *plain, out.per, word("STANDARD_METHOD", out.method), out.alpha,
                                notes(out.notes)])


def standard_indirect(events: float, population: Any, rates: Any, unknown: float = 0,
                      crude: float = 0, *, method: Optional[str] = None,
                      per: Optional[float] = None, level: Optional[float] = None,
                      alpha: Optional[float] = None) -> StandardIndirect:
    """Estimate observed / expected events (SMR) and the indirectly standardised rate.

    population, rates  per stratum: persons, and events per person in the standard
    crude              events per person in the whole standard, for the rate
    method             those of rate() (gdcs_standard_estimate_indirect)
    """
    options = rate_options(method, per, level, alpha)
    strata = Inputs({"population": population, "rates": rates})
    group = strata.struct(_abi.StandardIndirect)
    group.events, group.unknown, group.crude = events, unknown, crude
    out = new(_abi.StandardIndirectResult)
    call(lib.gdcs_standard_estimate_indirect, byref(group), strata.length, byref(options),
         byref(out))
    return StandardIndirect(estimate(out.ratio, out.ratio_bounds),
                            estimate(out.rate, out.rate_bounds), out.events, out.expected,
                            out.unknown, out.per, word("RATE_METHOD", out.method), out.alpha,
                            notes(out.notes))


def standard_indirect_each(events: Many, population: Any, rates: Any, unknown: Any = None,
                           crude: float = 0, *, method: Optional[str] = None,
                           per: Optional[float] = None, level: Optional[float] = None,
                           alpha: Optional[float] = None) -> StandardIndirects:
    """Estimate many indirectly standardised ratios and rates (gdcs_standard_each_indirect).

    population  one row of strata per element of events, or all rows in one array
    rates       per stratum: events per person in the standard
    crude       as in standard_indirect(); 0: no rates
    """
    options = rate_options(method, per, level, alpha)
    groups = Inputs({"events": events, "unknown": 0.0 if unknown is None else unknown})
    persons = Inputs({"population": _rows(population)})
    strata = Inputs({"rates": rates})
    if persons.length != groups.length * strata.length:
        raise failure(_abi.E_SHAPE, f"{persons.length} elements for {groups.length} x "
                      f"{strata.length} strata", "population")
    given = groups.struct(_abi.StandardIndirectArrays)
    given.population = persons.struct(_abi.StandardIndirectArrays).population
    given.rates = strata.struct(_abi.StandardIndirectArrays).rates
    given.crude = crude
    room, ratios = groups.outputs()
    rate_room, rates_out = groups.outputs()
    call(lib.gdcs_standard_each_indirect, byref(given), groups.length, strata.length,
         byref(options), byref(room), byref(rate_room) if crude else None)
    return StandardIndirects(ratios, rates_out if crude else None)


def _table(function: Any, table: Any, population: Population, keep: Union[str, Sequence[str]],
           options: _abi.StandardOptions) -> Frame:
    kept = names(keep)
    return Frame._adopt(made(function, table._handle, population._handle, kept, len(kept),
                             byref(options)))


def standard_table(table: Any, population: Population, keep: Union[str, Sequence[str]] = (), *,
                   method: Optional[str] = None, per: Optional[float] = None,
                   level: Optional[float] = None, alpha: Optional[float] = None,
                   standard: Union[None, str, Bands] = None, youngest: float = 0,
                   oldest: float = 0) -> Frame:
    """Estimate rates of women, men and everybody standardised for age (gdcs_standard_table).

    standard          a name of standard_bands(), or bands (youngest, oldest, weight) in order
    youngest, oldest  ages that count, in completed years
    """
    return _table(lib.gdcs_standard_table, table, population, keep,
                  standard_options(method, per, level, alpha, standard, youngest, oldest))


def standard_table_ratio(table: Any, population: Population, keep: Union[str, Sequence[str]] = (),
                         *, method: Optional[str] = None, per: Optional[float] = None,
                         level: Optional[float] = None, alpha: Optional[float] = None,
                         standard: Union[None, str, Bands] = None, youngest: float = 0,
                         oldest: float = 0) -> Frame:
    """Compare standardised rates of women and men (gdcs_standard_table_ratio); as
    standard_table()."""
    return _table(lib.gdcs_standard_table_ratio, table, population, keep,
                  standard_options(method, per, level, alpha, standard, youngest, oldest))


def standard_table_indirect(table: Any, population: Population, rates: Bands,
                            keep: Union[str, Sequence[str]] = (), *, women: Any = None,
                            men: Any = None, crude: float = 0, method: Optional[str] = None,
                            per: Optional[float] = None, level: Optional[float] = None,
                            alpha: Optional[float] = None) -> Frame:
    """Estimate indirectly standardised ratios of women, men and everybody
    (gdcs_standard_table_indirect).

    rates       bands (youngest, oldest, events per person in the standard) of all ages, in order
    women, men  events per woman and per man in each band, in place of those of both sexes
    crude       events per person in the whole standard; 0: no rates
    others      as rate()
    """
    kept, bands = names(keep), (_abi.StandardBand * len(rates))(
        *(_abi.StandardBand(*one) for one in rates))
    given = new(_abi.StandardRates, band_count=len(bands), bands=bands, crude=crude)
    held = [hold(name, values) for name, values in (("women", women), ("men", men))
            if values is not None]
    for one in held:
        if one.length != len(bands):
            raise failure(_abi.E_SHAPE, f"{one.length} rates for {len(bands)} bands", "women")
    if women is not None:
        given.women = held[0].address
    if men is not None:
        given.men = held[-1].address
    return Frame._adopt(made(lib.gdcs_standard_table_indirect, table._handle, population._handle,
                             byref(given), kept, len(kept),
                             byref(rate_options(method, per, level, alpha))))
