"""From stage to stage of the justice process: who goes on, by sex (gdcs/pipeline.h)."""
from __future__ import annotations

from functools import lru_cache
from typing import Any, FrozenSet, NamedTuple, Optional, Sequence, Union

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


@lru_cache(maxsize=64)
def _options(method: Optional[str], design: Optional[str], level: Optional[float],
             alpha: Optional[float]) -> _abi.PipelineOptions:
    if design not in DESIGNS:
        raise failure(_abi.E_OPTION, f"{design!r} is none of linked, cross_sectional", "design")
    return new(_abi.PipelineOptions, method=number("PIPELINE_METHOD", method, "method"),
               design=DESIGNS[design], **confidence(level, alpha))


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
    return Step(estimate(out.women, out.women_bounds), estimate(out.men, out.men_bounds),
                estimate(out.index, out.index_bounds), out.attrition_women, out.attrition_men,
                word("PIPELINE_METHOD", out.method),
                "linked" if out.design == _abi.PIPELINE_LINKED else "cross_sectional",
                out.alpha, notes(out.notes))


def pipeline_table(table: Any, axis: str, stages: Sequence[Any],
                   keep: Union[str, Sequence[str]] = (), *, method: Optional[str] = None,
                   design: Optional[str] = None, level: Optional[float] = None,
                   alpha: Optional[float] = None) -> Frame:
    """Estimate every step along an axis of stages, and the whole way (gdcs_pipeline_table)."""
    order, kept = encode_all(stages, "stages"), names(keep)
    return Frame._adopt(made(lib.gdcs_pipeline_table, table._handle, encode(axis, "axis"), order,
                             len(order), kept, len(kept),
                             byref(_options(method, design, level, alpha))))
