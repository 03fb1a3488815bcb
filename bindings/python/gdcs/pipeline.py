"""From stage to stage of the justice process: who goes on, by sex (gdcs/pipeline.h)."""
from __future__ import annotations

from ctypes import sizeof
from functools import lru_cache
from typing import Any, Dict, FrozenSet, List, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi
from ._lib import byref, call, encode, encode_all, lib, made, names, new
from ._words import number, word
from .counts import Counts, CountsLike, counts, counts_struct
from .errors import failure
from .estimate import Estimate, Estimates, Inputs, confidence, estimate, is_number
from .frame import Frame
from .notes import notes

DESIGNS = {None: 0, "linked": _abi.PIPELINE_LINKED,
           "cross_sectional": _abi.PIPELINE_CROSS_SECTIONAL}


class Step(NamedTuple):
    """One step: persons at the later stage per person at the earlier."""

    women: Estimate
    men: Estimate
    index: Estimate  # type: ignore[assignment]
    attrition_women: float
    attrition_men: float
    method: str
    design: str
    alpha: float
    notes: FrozenSet[str]


class Steps(NamedTuple):
    """Many steps."""

    women: Estimates
    men: Estimates
    index: Estimates  # type: ignore[assignment]


class Stages(NamedTuple):
    """Every step of a pipeline, and every stage against the first."""

    steps: List[Step]
    reach: List[Step]


class Parts(NamedTuple):
    """A gap at the end of a pipeline: its parts by step, and the whole."""

    log_index: Estimates
    share: Estimates
    gap: Estimates
    women: Estimate
    men: Estimate
    index: Estimate  # type: ignore[assignment]
    whole_log_index: Estimate
    whole_gap: Estimate
    replicates: int
    alpha: float
    notes: FrozenSet[str]


@lru_cache(maxsize=64)
def _options(method: Optional[str], design: Optional[str], level: Optional[float],
             alpha: Optional[float], family: Optional[str] = None, parts: Optional[str] = None,
             replicates: Optional[int] = None, seed: Optional[int] = None
             ) -> _abi.PipelineOptions:
    if design not in DESIGNS:
        raise failure(_abi.E_OPTION, f"{design!r} is none of linked, cross_sectional", "design")
    return new(_abi.PipelineOptions, method=number("PIPELINE_METHOD", method, "method"),
               design=DESIGNS[design], family=number("PIPELINE_FAMILY", family, "family"),
               parts=number("PIPELINE_PARTS", parts, "parts"), replicates=replicates or 0,
               seed=seed or 0, **confidence(level, alpha))


def _with_stages(options: _abi.PipelineOptions, count: int, basis: Optional[Sequence[Any]]
                 ) -> Tuple[_abi.PipelineOptions, Any]:
    """A copy of the options that says what each stage counts, and what must live as long."""
    told = _abi.PipelineOptions.from_buffer_copy(options)
    held = None
    if basis is not None:
        held = encode_all(basis, "basis")
        if len(held) != count:
            raise failure(_abi.E_SHAPE, f"{len(held)} texts for {count} stages", "basis")
        told.basis = held
    return told, held


def _counts_of(stages: Sequence[CountsLike]) -> Any:
    taken = [counts_struct("stages", stage) for stage in stages]
    return (_abi.SexCounts * len(taken))(*taken)


def pipeline(start: CountsLike, end: CountsLike, *, method: Optional[str] = None,
             design: Optional[str] = None, level: Optional[float] = None,
             alpha: Optional[float] = None) -> Union[Step, Steps]:
    """Estimate one step from stage to stage: gdcs_pipeline_estimate, or _each for arrays.

    start, end  Counts, or (women, men, other, unknown, not_applicable) with the rest left out; of
                numbers, or of arrays
    method      "score" (default), "log"
    design      "cross_sectional" (default) or "linked": the same persons followed
    level       confidence level, default 0.95; or alpha = 1 - level
    """
    options = _options(method, design, level, alpha)
    at_start, at_end = counts("start", start), counts("end", end)
    if all(map(is_number, at_start + at_end)):
        return _one(at_start, at_end, options)
    given = {stage + sex: value for stage, taken in (("start.", at_start), ("end.", at_end))
             for sex, value in zip(Counts._fields, taken)
             if not is_number(value) or value or sex in ("women", "men")}
    arrays = Inputs(given)
    rooms, results = zip(*(arrays.outputs() for _ in range(3)))
    call(lib.gdcs_pipeline_each, byref(arrays.struct(_abi.SexArrays, "start.")),
         byref(arrays.struct(_abi.SexArrays, "end.")), arrays.length, byref(options),
         *map(byref, rooms))
    return Steps(*results)


def _one(start: Counts, end: Counts, options: _abi.PipelineOptions) -> Step:
    out = new(_abi.PipelineResult)
    call(lib.gdcs_pipeline_estimate, byref(counts_struct("start", start)),
         byref(counts_struct("end", end)), byref(options), byref(out))
    return _step(out)


def _step(out: _abi.PipelineResult) -> Step:
    return Step(estimate(out.women, out.women_bounds), estimate(out.men, out.men_bounds),
                estimate(out.index, out.index_bounds), out.attrition_women, out.attrition_men,
                word("PIPELINE_METHOD", out.method),
                "linked" if out.design == _abi.PIPELINE_LINKED else "cross_sectional",
                out.alpha, notes(out.notes))


def pipeline_stages(stages: Sequence[CountsLike], *, method: Optional[str] = None,
                    design: Optional[str] = None, family: Optional[str] = None,
                    basis: Optional[Sequence[Any]] = None, level: Optional[float] = None,
                    alpha: Optional[float] = None) -> Stages:
    """Estimate every step of a pipeline, and every stage against the first:
    gdcs_pipeline_estimate_stages.

    stages  counts by stage, in order
    family  "each" (default), "bonferroni", "sidak": of what the level is
    basis   by stage, what it counts; steps between different ones are noted not_comparable
    """
    given = _counts_of(stages)
    options, held = _with_stages(_options(method, design, level, alpha, family), len(given), basis)
    rooms = [(_abi.PipelineResult * max(len(given) - 1, 1))() for _ in range(2)]
    for room in rooms:
        room[0].struct_size = sizeof(_abi.PipelineResult)
    call(lib.gdcs_pipeline_estimate_stages, given, len(given), byref(options), *rooms)
    del held
    return Stages(*([_step(one) for one in room] for room in rooms))


def pipeline_decompose(stages: Sequence[CountsLike], *, method: Optional[str] = None,
                       design: Optional[str] = None, family: Optional[str] = None,
                       parts: Optional[str] = None, replicates: Optional[int] = None,
                       seed: Optional[int] = None, basis: Optional[Sequence[Any]] = None,
                       level: Optional[float] = None, alpha: Optional[float] = None) -> Parts:
    """Decompose the gap at the end of a pipeline over its steps: gdcs_pipeline_decompose.

    stages      counts by stage, in order
    parts       "delta" (default), "bootstrap": limits of the parts
    replicates  of the bootstrap, default 2000
    """
    given = _counts_of(stages)
    options, held = _with_stages(_options(method, design, level, alpha, family, parts, replicates,
                                          seed), len(given), basis)
    room = Inputs({"stages": [0.0] * (len(given) - 1)})
    arrays, results = zip(*(room.outputs() for _ in range(3)))
    out = new(_abi.PipelineDecomposed)
    call(lib.gdcs_pipeline_decompose, given, len(given), byref(options), *map(byref, arrays),
         byref(out))
    del held
    wholes: Dict[str, Estimate] = {
        name: estimate(getattr(out, name), getattr(out, name + "_bounds"))
        for name in ("women", "men", "index", "log_index", "gap")}
    return Parts(*results, wholes["women"], wholes["men"], wholes["index"], wholes["log_index"],
                 wholes["gap"], out.replicates, out.alpha, notes(out.notes))


def pipeline_table(table: Any, axis: str, stages: Sequence[Any],
                   keep: Union[str, Sequence[str]] = (), *, method: Optional[str] = None,
                   design: Optional[str] = None, level: Optional[float] = None,
                   alpha: Optional[float] = None) -> Frame:
    """Estimate every step along an axis of stages, and the whole way (gdcs_pipeline_table)."""
    order, kept = encode_all(stages, "stages"), names(keep)
    return Frame._adopt(made(lib.gdcs_pipeline_table, table._handle, encode(axis, "axis"), order,
                             len(order), kept, len(kept),
                             byref(_options(method, design, level, alpha))))
