"""How women and men came in, compared by categories (gdcs/pathway.h)."""
from __future__ import annotations

from array import array
from ctypes import POINTER, c_double, cast, pointer
from functools import lru_cache
from typing import Any, Dict, FrozenSet, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi
from ._lib import byref, call, encode, lib, made, names, new, optional
from ._words import number, word
from .errors import failure
from .estimate import Array, Estimate, Estimates, Inputs, Many, Test, Tests, confidence, estimate
from .estimate import test as tested
from .frame import Frame
from .notes import notes


class PathwayCategories(NamedTuple):
    """A measure of every category of every set, its tests, and their adjusted p-values."""

    values: Estimates
    tests: Tests
    adjusted: Array


@lru_cache(maxsize=64)
def _options(measure: Optional[str] = None, method: Optional[str] = None,
             contrast: Optional[str] = None, simultaneous: Optional[str] = None,
             family: Optional[str] = None, answers: Optional[str] = None,
             test: Optional[str] = None, adjust: Optional[str] = None,
             unstated: Optional[str] = None, persons: Optional[str] = None,
             level: Optional[float] = None,
             alpha: Optional[float] = None) -> _abi.PathwayOptions:
    return new(_abi.PathwayOptions, measure=number("PATHWAY_MEASURE", measure, "measure"),
               method=number("PATHWAY_METHOD", method, "method"),
               contrast=number("PATHWAY_CONTRAST", contrast, "contrast"),
               simultaneous=number("PATHWAY_SIMULTANEOUS", simultaneous, "simultaneous"),
               family=number("PATHWAY_FAMILY", family, "family"),
               answers=number("PATHWAY_ANSWERS", answers, "answers"),
               test=number("PATHWAY_TEST", test, "test"),
               adjust=number("MULTIPLICITY_METHOD", adjust, "adjust"),
               unstated=optional(unstated, "unstated"), persons=optional(persons, "persons"),
               **confidence(level, alpha))


SEXES = ("women", "men", "other", "unknown", "not_applicable")


def _one_per_set(what: str, given: Optional[Dict[str, Any]], sets: int) -> Optional[Inputs]:
    """Arrays of an element per set, by sex; one number stands for one set."""
    if given is None:
        return None
    for name in given:
        if name not in SEXES:
            raise failure(_abi.E_OPTION, f"{name!r} is none of {', '.join(SEXES)}", what)
    held = Inputs({name: value if hasattr(value, "__iter__") else [value]
                   for name, value in given.items()})
    if held.length != sets:
        raise failure(_abi.E_SHAPE, f"{held.length} elements for {sets} sets", what)
    return held


def _counts(given: Inputs, k: Optional[int], unstated: Optional[Dict[str, Any]],
            persons: Optional[Dict[str, Any]]) -> Tuple[Any, int, int, Any]:
    """The struct, sets, categories of each, and what must live as long as the struct."""
    size = given.length if k is None else k
    if size < 1 or given.length % size:
        raise failure(_abi.E_SHAPE, f"{given.length} elements are no multiple of {size}", "k")
    sets = given.length // size
    beside = {"unstated": _one_per_set("unstated", unstated, sets),
              "persons": _one_per_set("persons", persons, sets)}
    counts = new(_abi.PathwayCounts, categories=pointer(given.struct(_abi.SexArrays)),
                 **{name: pointer(held.struct(_abi.SexArrays))
                    for name, held in beside.items() if held is not None})
    return counts, sets, size, beside


class Pathway(NamedTuple):
    """Two distributions compared as wholes."""

    test: Test
    v: Estimate
    dissimilarity: Estimate
    diversity_women: Estimate
    diversity_men: Estimate
    diversity_difference: Estimate
    v_corrected: float
    dissimilarity_corrected: float
    mode_women: Optional[int]
    mode_men: Optional[int]
    women: float
    men: float
    unknown: float
    unstated: float
    categories: int
    test_method: str
    permutations: int
    method: str
    replicates: int
    alpha: float
    notes: FrozenSet[str]


@lru_cache(maxsize=64)
def _comparison(test: Optional[str], permutations: Optional[int], method: Optional[str],
                replicates: Optional[int], seed: int, unstated: Optional[str],
                level: Optional[float], alpha: Optional[float]) -> Any:
    return new(_abi.PathwayComparisonOptions, test=number("ASSOCIATION_METHOD", test, "test"),
               permutations=permutations or 0,
               method=number("SEGREGATION_METHOD", method, "method"), replicates=replicates or 0,
               seed=seed, unstated=optional(unstated, "unstated"), **confidence(level, alpha))


def pathway(women: Many, men: Many, *, other: Any = 0, unknown: Any = 0,
            unstated: Optional[Dict[str, Any]] = None, persons: Optional[Dict[str, Any]] = None,
            test: Optional[str] = None, permutations: Optional[int] = None,
            method: Optional[str] = None, replicates: Optional[int] = None, seed: int = 0,
            level: Optional[float] = None, alpha: Optional[float] = None) -> Pathway:
    """Compare the distribution of women over categories with that of men: gdcs_pathway_estimate.

    unstated      those of unknown category: {"women": 3, "men": 2, "unknown": 1}
    persons       all persons, whatever is known of their category
    test          as method of association(); permutations of a simulated one
    method        as of segregation(), of dissimilarity; replicates of its limits
    level         confidence level, default 0.95; or alpha = 1 - level

    mode_women and mode_men are places in the arrays, None where two categories have as many.
    """
    given = Inputs({"women": women, "men": men, "other": other, "unknown": unknown})
    counts, _, size, keep = _counts(given, None, unstated, persons)
    out = new(_abi.PathwayResult)
    call(lib.gdcs_pathway_estimate, byref(counts), size,
         byref(_comparison(test, permutations, method, replicates, seed, None, level, alpha)),
         byref(out))
    measures = (out.v, out.dissimilarity, out.diversity_women, out.diversity_men,
                out.diversity_difference)
    return Pathway._make([tested(out.test), *(estimate(one.estimate, one.bounds) for one in measures),
                          out.v.corrected, out.dissimilarity.corrected,
                          None if out.mode_women < 0 else out.mode_women,
                          None if out.mode_men < 0 else out.mode_men, out.women, out.men, out.unknown,
                          out.unstated, out.categories, word("ASSOCIATION_METHOD", out.test_method),
                          out.permutations, word("SEGREGATION_METHOD", out.method), out.replicates,
                          out.alpha, notes(out.notes)])


class Pathways(NamedTuple):
    """A measure of many pairs of distributions, and the tests of no difference."""

    values: Estimates
    tests: Tests


def pathway_each(women: Many, men: Many, k: int, *, other: Any = 0, unknown: Any = 0,
                 unstated: Optional[Dict[str, Any]] = None,
                 persons: Optional[Dict[str, Any]] = None, measure: Optional[str] = None,
                 test: Optional[str] = None, permutations: Optional[int] = None,
                 method: Optional[str] = None, replicates: Optional[int] = None, seed: int = 0,
                 level: Optional[float] = None, alpha: Optional[float] = None) -> Pathways:
    """Compare two distributions, many sets of k categories at once: gdcs_pathway_each.

    women, men    sets of k categories, one after the other
    measure     "cramers_v" (default), "dissimilarity", "diversity_women", "diversity_men",
                "diversity_difference"
    """
    given = Inputs({"women": women, "men": men, "other": other, "unknown": unknown})
    counts, given.length, size, keep = _counts(given, k, unstated, persons)
    room, values = given.outputs()
    place, tests = given.tests()
    call(lib.gdcs_pathway_each, byref(counts), given.length, size,
         number("PATHWAY_COMPARISON", measure or "cramers_v", "measure"),
         byref(_comparison(test, permutations, method, replicates, seed, None, level, alpha)),
         byref(room), byref(place))
    return Pathways(values, tests)


def pathway_table(table: Any, axis: str, keep: Union[str, Sequence[str]] = (), *,
                  test: Optional[str] = None, permutations: Optional[int] = None,
                  method: Optional[str] = None, replicates: Optional[int] = None, seed: int = 0,
                  unstated: Optional[str] = None, level: Optional[float] = None,
                  alpha: Optional[float] = None) -> Frame:
    """Compare the distributions of women and men over an axis (gdcs_pathway_table).

    unstated  label for who came in nobody knows how; default "_U"
    """
    kept = names(keep)
    options = _comparison(test, permutations, method, replicates, seed, unstated, level, alpha)
    return Frame._adopt(made(lib.gdcs_pathway_table, table._handle, encode(axis, "axis"), kept,
                             len(kept), byref(options)))


def pathway_each_categories(women: Many, men: Many, k: Optional[int] = None, *,
                            other: Any = 0, unknown: Any = 0,
                            unstated: Optional[Dict[str, Any]] = None,
                            persons: Optional[Dict[str, Any]] = None,
                            measure: Optional[str] = None, method: Optional[str] = None,
                            contrast: Optional[str] = None, simultaneous: Optional[str] = None,
                            family: Optional[str] = None, answers: Optional[str] = None,
                            test: Optional[str] = None, adjust: Optional[str] = None,
                            level: Optional[float] = None,
                            alpha: Optional[float] = None) -> PathwayCategories:
    """Compare women and men category by category: gdcs_pathway_each_categories.

    women, men    sets of k categories, one after the other; k is their number if there is one set
    unstated      those of unknown category: {"women": [...], "men": [...], "unknown": [...]}, one
                  element per set
    persons       the same for persons, with answers="several"
    measure       "difference" (default), "ratio", "women", "men", "share_women"
    method        of distributions: "goodman" (default), "sison_glaz", "quesenberry_hurst",
                  "clopper_pearson"
    contrast      of differences and ratios: "miettinen_nurminen" (default), "newcombe", "goodman"
    simultaneous  "bonferroni" (default), "sidak", "none"
    family        "all" (default): all sets are one family; "each"
    answers       "one" (default) or "several" categories for a person
    test          "residual" (default), "fisher", "fisher_mid_p"
    adjust        as in multiplicity(); default "holm"
    level         of all together, default 0.95; or alpha = 1 - level
    """
    given = Inputs({"women": women, "men": men, "other": other, "unknown": unknown})
    counts, sets, size, keep = _counts(given, k, unstated, persons)
    room, values = given.outputs()
    place, tests = given.tests()
    adjusted = array("d", bytes(8 * given.length))
    call(lib.gdcs_pathway_each_categories, byref(counts), sets, size,
         byref(_options(measure, method, contrast, simultaneous, family, answers, test, adjust, None,
                        None, level, alpha)), byref(room), byref(place),
         cast(adjusted.buffer_info()[0], POINTER(c_double)))
    if given.numpy:
        from numpy import frombuffer
        return PathwayCategories(values, tests, frombuffer(adjusted))
    return PathwayCategories(values, tests, adjusted)


def pathway_table_categories(table: Any, axis: str, keep: Union[str, Sequence[str]] = (), *,
                             measure: Optional[str] = None, method: Optional[str] = None,
                             contrast: Optional[str] = None, simultaneous: Optional[str] = None,
                             family: Optional[str] = None, answers: Optional[str] = None,
                             test: Optional[str] = None, adjust: Optional[str] = None,
                             unstated: Optional[str] = None, persons: Optional[str] = None,
                             level: Optional[float] = None,
                             alpha: Optional[float] = None) -> Frame:
    """Compare women and men over the labels of an axis (gdcs_pathway_table_categories).

    unstated  label for who came in nobody knows how; default "_U"
    persons   label that counts persons, with answers="several"; default the declared total
    """
    kept = names(keep)
    options = _options(measure, method, contrast, simultaneous, family, answers, test, adjust,
                       unstated, persons, level, alpha)
    return Frame._adopt(made(lib.gdcs_pathway_table_categories, table._handle,
                             encode(axis, "axis"), kept, len(kept), byref(options)))
