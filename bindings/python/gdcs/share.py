"""The share of women, with its interval and its bounds whatever the unknown are (gdcs/share.h)."""
from __future__ import annotations

from ctypes import POINTER, c_double, c_int32, cast
from functools import lru_cache
from typing import Any, FrozenSet, NamedTuple, Optional, Sequence, Union, overload

from . import _abi
from ._lib import byref, call, encode, lib, made, names, new
from ._words import number, word
from .counts import Counts, CountsLike, counts_struct
from .errors import failure
from .estimate import (Array, Bounds, Estimate, Estimates, Inputs, Many, Numbers, confidence, estimate,
                       hold, is_number)
from .frame import Frame
from .notes import notes


class Share(NamedTuple):
    """One share; proportions in [0, 1]."""

    value: float
    lower: float
    upper: float
    std_error: float
    bound_lower: float
    bound_upper: float
    women: float
    n: float
    unknown: float
    method: str
    of: str
    alpha: float
    notes: FrozenSet[str]


@lru_cache(maxsize=64)
def _options(method: Optional[str], of: Optional[str], level: Optional[float],
             alpha: Optional[float]) -> _abi.ShareOptions:
    return new(_abi.ShareOptions, method=number("SHARE_METHOD", method, "method"),
               of=number("SHARE_OF", of, "of"), **confidence(level, alpha))


@overload
def share(women: float, men: float, other: float = 0, unknown: float = 0,
          not_applicable: float = 0, *,
          method: Optional[str] = None, of: Optional[str] = None, level: Optional[float] = None,
          alpha: Optional[float] = None) -> Share: ...
@overload
def share(women: Many, men: Numbers, other: Numbers = 0, unknown: Numbers = 0,
          not_applicable: Numbers = 0, *,
          method: Optional[str] = None, of: Optional[str] = None, level: Optional[float] = None,
          alpha: Optional[float] = None) -> Estimates: ...
def share(women: Any, men: Any, other: Any = 0, unknown: Any = 0, not_applicable: Any = 0, *,
          method: Optional[str] = None, of: Optional[str] = None, level: Optional[float] = None,
          alpha: Optional[float] = None) -> Union[Share, Estimates]:
    """Estimate the share of women: gdcs_share_estimate, or gdcs_share_each for arrays.

    method  "wilson" (default), "clopper_pearson", "mid_p", "jeffreys", "agresti_coull", "blaker",
            "scas", "likelihood_ratio", "logit", "wilson_continuity", "arcsine", "wald"
    of      "women_and_men" (default), "recorded" (and other), "persons" (and unknown)
    level   confidence level, default 0.95; or alpha = 1 - level
    """
    options = _options(method, of, level, alpha)
    counts = (women, men, other, unknown, not_applicable)
    if all(map(is_number, counts)):
        return _one(counts, options)
    given = Inputs({name: value for name, value in zip(Counts._fields, counts)
                    if not is_number(value) or value or name in ("women", "men")})
    room, result = given.outputs()
    call(lib.gdcs_share_each, byref(given.struct(_abi.SexArrays)), given.length,
         byref(options), byref(room))
    return result


def _one(counts: Sequence[float], options: _abi.ShareOptions,
         population: Optional[float] = None) -> Share:
    out = new(_abi.ShareResult)
    if population is None:
        call(lib.gdcs_share_estimate, byref(_abi.SexCounts(*counts)), byref(options), byref(out))
    else:
        call(lib.gdcs_share_estimate_finite, byref(_abi.SexCounts(*counts)), population,
             byref(options), byref(out))
    got, bounds = out.share, out.bounds
    return Share(got.value, got.lower, got.upper, got.std_error, bounds.lower, bounds.upper,
                 out.women, out.n, out.unknown, word("SHARE_METHOD", out.method),
                 word("SHARE_OF", out.of), out.alpha, notes(out.notes))


def share_bounds(lower: CountsLike, upper: CountsLike, *, of: Optional[str] = None) -> Bounds:
    """Bound the share when counts are known as intervals only (gdcs_share_bound).

    lower, upper  Counts, or (women, men, other, unknown) with the rest left out; upper may be inf
    """
    out = _abi.Bounds()
    call(lib.gdcs_share_bound, byref(counts_struct("lower", lower)),
         byref(counts_struct("upper", upper)), byref(_options(None, of, None, None)), byref(out))
    return Bounds(out.lower, out.upper)


def share_table(table: Any, keep: Union[str, Sequence[str]] = (), *, method: Optional[str] = None,
                of: Optional[str] = None, level: Optional[float] = None,
                alpha: Optional[float] = None) -> Frame:
    """Estimate it for each combination of the axes to keep (gdcs_share_table)."""
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_share_table, table._handle, kept, len(kept),
                             byref(_options(method, of, level, alpha))))


class Sexes(NamedTuple):
    """The shares of the sexes; None for those that are no category."""

    women: Estimate
    men: Estimate
    other: Optional[Estimate]
    unknown: Optional[Estimate]
    n: float
    method: str
    alpha: float
    notes: FrozenSet[str]


class SexesArrays(NamedTuple):
    """The same for many."""

    women: Estimates
    men: Estimates
    other: Optional[Estimates]
    unknown: Optional[Estimates]


@lru_cache(maxsize=64)
def _sexes_options(method: Optional[str], categories: Optional[str], level: Optional[float],
                   alpha: Optional[float]) -> _abi.ShareSexesOptions:
    return new(_abi.ShareSexesOptions, method=number("SHARE_SEXES_METHOD", method, "method"),
               categories=number("SHARE_CATEGORIES", categories, "categories"),
               **confidence(level, alpha))


def share_sexes(women: Any, men: Any, other: Any = 0, unknown: Any = 0, not_applicable: Any = 0, *,
                method: Optional[str] = None, categories: Optional[str] = None,
                level: Optional[float] = None,
                alpha: Optional[float] = None) -> Union[Sexes, SexesArrays]:
    """Estimate the shares of women, men, other and unknown, with limits that hold for all together:
    gdcs_share_estimate_sexes, or gdcs_share_each_sexes for arrays.

    method      "goodman" (default), "sison_glaz", "quesenberry_hurst", "clopper_pearson"
    categories  "all" (default), "recorded" (women, men, other), "women_and_men"
    level       of all together, default 0.95; or alpha = 1 - level
    """
    options = _sexes_options(method, categories, level, alpha)
    counts = (women, men, other, unknown, not_applicable)
    k = 4 - options.categories
    if all(map(is_number, counts)):
        return _one_sexes(counts, options, k)
    given = Inputs(dict(zip(Counts._fields, counts)))
    room, all_ = given.outputs(k)
    call(lib.gdcs_share_each_sexes, byref(given.struct(_abi.SexArrays)), given.length,
         byref(options), byref(room))
    parts = [Estimates(*(field[i::k] for field in all_)) for i in range(k)]
    return SexesArrays(*parts, *[None] * (4 - k))


def _one_sexes(counts: Sequence[float], options: _abi.ShareSexesOptions, k: int) -> Sexes:
    out = new(_abi.ShareSexesResult)
    call(lib.gdcs_share_estimate_sexes, byref(_abi.SexCounts(*counts)), byref(options), byref(out))
    parts = [estimate(getattr(out, name), getattr(out, name + "_bounds"))
             for name in Counts._fields[:k]]
    return Sexes._make([*parts, *[None] * (4 - k), out.n, word("SHARE_SEXES_METHOD", out.method),
                        out.alpha, notes(out.notes)])


def share_sexes_table(table: Any, keep: Union[str, Sequence[str]] = (), *,
                      method: Optional[str] = None, categories: Optional[str] = None,
                      level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate them for each combination of the axes to keep (gdcs_share_table_sexes)."""
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_share_table_sexes, table._handle, kept, len(kept),
                             byref(_sexes_options(method, categories, level, alpha))))


def share_finite(women: Any, men: Any, population: Any, other: Any = 0, unknown: Any = 0,
                 not_applicable: Any = 0, *, method: Optional[str] = None,
                 of: Optional[str] = None, level: Optional[float] = None,
                 alpha: Optional[float] = None) -> Union[Share, Estimates]:
    """Estimate the share of women of a finite population from a sample drawn from it:
    gdcs_share_estimate_finite, or gdcs_share_each_finite for arrays.

    population  how many the sample was drawn from; if all were, there is no sampling error
    method      "wilson" (default), "clopper_pearson" (hypergeometric), "mid_p"
    """
    options = _options(method, of, level, alpha)
    counts = (women, men, other, unknown, not_applicable)
    if all(map(is_number, (*counts, population))):
        return _one(counts, options, population)
    given = Inputs({**dict(zip(Counts._fields, counts)), "population": population})
    room, result = given.outputs()
    call(lib.gdcs_share_each_finite, byref(given.struct(_abi.SexArrays)),
         cast(given.address("population"), POINTER(c_double)), given.length, byref(options),
         byref(room))
    return result


def share_finite_table(table: Any, population: Any, keep: Union[str, Sequence[str]] = (), *,
                       method: Optional[str] = None, of: Optional[str] = None,
                       level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate it for each combination of the axes to keep, the samples being drawn from the persons of
    another table (gdcs_share_table_finite)."""
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_share_table_finite, table._handle, population._handle, kept,
                             len(kept), byref(_options(method, of, level, alpha))))


class ShareDesign(NamedTuple):
    """One share from a sample of clusters or of weighted persons."""

    value: float
    lower: float
    upper: float
    std_error: float
    bound_lower: float
    bound_upper: float
    women: float
    n: float
    unknown: float
    persons: float
    units: float
    effective_n: float
    design_effect: float
    method: str
    of: str
    alpha: float
    notes: FrozenSet[str]


def _design(out: _abi.ShareDesignResult) -> ShareDesign:
    return ShareDesign(*estimate(out.share, out.bounds), out.women, out.n, out.unknown, out.persons,
                       out.units, out.effective_n, out.design_effect,
                       word("SHARE_METHOD", out.method), word("SHARE_OF", out.of), out.alpha,
                       notes(out.notes))


def share_clustered(women: Many, men: Numbers, other: Numbers = 0, unknown: Numbers = 0,
                    not_applicable: Numbers = 0, *, method: Optional[str] = None,
                    of: Optional[str] = None, level: Optional[float] = None,
                    alpha: Optional[float] = None) -> ShareDesign:
    """Estimate one share of women from the counts of clusters (gdcs_share_estimate_clustered).

    method  "wilson" (default), "clopper_pearson" (Korn and Graubard's)
    """
    given = Inputs(dict(zip(Counts._fields, (women, men, other, unknown, not_applicable))))
    out = new(_abi.ShareDesignResult)
    call(lib.gdcs_share_estimate_clustered, byref(given.struct(_abi.SexArrays)), given.length,
         byref(_options(method, of, level, alpha)), byref(out))
    return _design(out)


def _codes(sexes: Sequence[Union[str, int]]) -> Any:
    codes = [number("SEX", one, "sexes") if isinstance(one, str) else int(one) for one in sexes]
    return (c_int32 * len(codes))(*codes)


def share_weighted(sexes: Sequence[Union[str, int]], weights: Many, *,
                   method: Optional[str] = None, of: Optional[str] = None,
                   level: Optional[float] = None, alpha: Optional[float] = None) -> ShareDesign:
    """Estimate the share of women from persons with weights (gdcs_share_estimate_weighted).

    sexes   "female", "male", "other", "unknown", "not_applicable", or their numbers
    method  "wilson" (default), "clopper_pearson" (Korn and Graubard's)
    """
    codes, held = _codes(sexes), hold("weights", weights)
    if held.length != len(codes):
        raise failure(_abi.E_SHAPE, f"{held.length} elements where sexes has {len(codes)}", "weights")
    out = new(_abi.ShareDesignResult)
    call(lib.gdcs_share_estimate_weighted, codes,
         cast(held.address, POINTER(c_double)), len(codes),
         byref(_options(method, of, level, alpha)), byref(out))
    return _design(out)


class ShareDesigns(NamedTuple):
    """Many shares from samples of clusters or of weighted persons: one element per sample."""

    share: Estimates
    effective_n: Array
    design_effect: Array


def share_clustered_each(women: Many, men: Numbers, other: Numbers = 0, unknown: Numbers = 0,
                         not_applicable: Numbers = 0, *, offsets: Sequence[int],
                         method: Optional[str] = None, of: Optional[str] = None,
                         level: Optional[float] = None,
                         alpha: Optional[float] = None) -> ShareDesigns:
    """Estimate many shares of women, each from its own clusters (gdcs_share_each_clustered).

    offsets  where the clusters of each begin in the arrays, and where the last ends: 0, 4, 6, ...
    """
    given = Inputs(dict(zip(Counts._fields, (women, men, other, unknown, not_applicable))))
    struct, places = given.struct(_abi.SexArrays), given.sets(offsets)
    return _designs(lib.gdcs_share_each_clustered, given, (byref(struct), places),
                    _options(method, of, level, alpha))


def share_weighted_each(sexes: Sequence[Union[str, int]], weights: Many, *,
                        offsets: Sequence[int], method: Optional[str] = None,
                        of: Optional[str] = None, level: Optional[float] = None,
                        alpha: Optional[float] = None) -> ShareDesigns:
    """Estimate many shares of women, each from its own persons with weights (gdcs_share_each_weighted).

    offsets  where the persons of each begin in the arrays, and where the last ends: 0, 4, 6, ...
    """
    codes, given = _codes(sexes), Inputs({"weights": weights})
    if given.length != len(codes):
        raise failure(_abi.E_SHAPE, f"{given.length} elements where sexes has {len(codes)}", "weights")
    places = given.sets(offsets)
    return _designs(lib.gdcs_share_each_weighted, given,
                    (codes, cast(given.address("weights"), POINTER(c_double)), places),
                    _options(method, of, level, alpha))


def _designs(function: Any, given: Inputs, taken: Sequence[Any],
             options: _abi.ShareOptions) -> ShareDesigns:
    (room, share_), (sizes, effective_n), (effects, design_effect) = (
        given.outputs(), given.doubles(), given.doubles())
    call(function, *taken, given.length, byref(options), byref(room), sizes, effects)
    return ShareDesigns(share_, effective_n, design_effect)


def share_clustered_table(table: Any, axis: str, keep: Union[str, Sequence[str]] = (), *,
                          method: Optional[str] = None, of: Optional[str] = None,
                          level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate it for each combination of the axes to keep, the labels of one axis being clusters
    (gdcs_share_table_clustered)."""
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_share_table_clustered, table._handle, encode(axis, "axis"),
                             kept, len(kept), byref(_options(method, of, level, alpha))))
