"""From stage to stage of the justice process: who goes on, by sex (gdcs/pipeline.h)."""
from __future__ import annotations

from array import array
from ctypes import addressof, c_int32, sizeof
from functools import lru_cache
from typing import Any, Dict, FrozenSet, List, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi
from ._lib import byref, call, encode, encode_all, lib, made, names, new
from ._words import number, word
from .counts import Counts, CountsLike, counts, counts_struct
from .errors import failure
from .estimate import (Array, Estimate, Estimates, Inputs, Test, Tests, confidence, estimate, is_number,
                       test as test_of)
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


class StepTest(NamedTuple):
    """How women relate to men in one step, in both framings, and the test that they do alike."""

    index: Estimate  # type: ignore[assignment]
    attrition_index: Estimate
    difference: Estimate
    equality: Test
    p_adjusted: float
    test: str
    small: FrozenSet[str]
    method: str
    design: str
    alpha: float
    notes: FrozenSet[str]


class StepTests(NamedTuple):
    """The same for many steps.  test and small hold numbers: GDCS_PIPELINE_TEST_*, _SMALL_*."""

    attrition_index: Estimates
    difference: Estimates
    equality: Tests
    p_adjusted: Array
    test: Array
    small: Array


class StageTests(NamedTuple):
    """Every step of a pipeline, and the whole way."""

    steps: List[StepTest]
    whole: StepTest


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


class PartsEach(NamedTuple):
    """Parts of many gaps: part k of pipeline i is element i * steps + k."""

    log_index: Estimates
    share: Estimates
    gap: Estimates
    steps: int


@lru_cache(maxsize=64)
def _options(method: Optional[str], design: Optional[str], level: Optional[float],
             alpha: Optional[float], simultaneous: Optional[str] = None,
             parts: Optional[str] = None, replicates: Optional[int] = None, seed: Optional[int] = None,
             test: Optional[str] = None) -> _abi.PipelineOptions:
    if design not in DESIGNS:
        raise failure(_abi.E_OPTION, f"{design!r} is none of linked, cross_sectional", "design")
    return new(_abi.PipelineOptions, method=number("PIPELINE_METHOD", method, "method"),
               design=DESIGNS[design],
               simultaneous=number("PIPELINE_SIMULTANEOUS", simultaneous, "simultaneous"),
               test=number("PIPELINE_TEST", test, "test"),
               parts=number("PIPELINE_PARTS", parts, "parts"), replicates=replicates or 0,
               seed=seed or 0, **confidence(level, alpha))


def _with_stages(options: _abi.PipelineOptions, count: int, basis: Optional[Sequence[Any]],
                 period: Optional[str] = None, lags: Optional[Sequence[int]] = None
                 ) -> Tuple[_abi.PipelineOptions, Any]:
    """A copy of the options that says what each stage counts and when, and what must live as long."""
    told = _abi.PipelineOptions.from_buffer_copy(options)
    for name, given in (("basis", basis), ("lags", lags)):
        if given is not None and len(given) != count:
            raise failure(_abi.E_SHAPE, f"{len(given)} of them for {count} stages", name)
    held: List[Any] = []
    if basis is not None:
        held.append(encode_all(basis, "basis"))
        told.basis = held[-1]
    if lags is not None:
        held.append((c_int32 * count)(*lags))
        told.lags = addressof(held[-1])
    if period is not None:
        told.period = encode(period, "period")
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
    arrays = _steps(at_start, at_end)
    rooms, results = zip(*(arrays.outputs() for _ in range(3)))
    call(lib.gdcs_pipeline_each, byref(arrays.struct(_abi.SexArrays, "start.")),
         byref(arrays.struct(_abi.SexArrays, "end.")), arrays.length, byref(options),
         *map(byref, rooms))
    return Steps(*results)


def _steps(start: Counts, end: Counts) -> Inputs:
    """Arrays of two stages; a number stands for each, and zeroes for what is left out."""
    return Inputs({stage + sex: value for stage, taken in (("start.", start), ("end.", end))
                   for sex, value in zip(Counts._fields, taken)
                   if not is_number(value) or value or sex in ("women", "men")})


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
                    design: Optional[str] = None, simultaneous: Optional[str] = None,
                    basis: Optional[Sequence[Any]] = None, level: Optional[float] = None,
                    alpha: Optional[float] = None) -> Stages:
    """Estimate every step of a pipeline, and every stage against the first:
    gdcs_pipeline_estimate_stages.

    stages        counts by stage, in order
    simultaneous  "each" (default), "bonferroni", "sidak": of what the level is
    basis         by stage, what it counts; steps between different ones are noted not_comparable
    """
    given = _counts_of(stages)
    options, held = _with_stages(_options(method, design, level, alpha, simultaneous), len(given),
                                 basis)
    rooms = [(_abi.PipelineResult * max(len(given) - 1, 1))() for _ in range(2)]
    for room in rooms:
        room[0].struct_size = sizeof(_abi.PipelineResult)
    call(lib.gdcs_pipeline_estimate_stages, given, len(given), byref(options), *rooms)
    del held
    return Stages(*([_step(one) for one in room] for room in rooms))


def pipeline_decompose(stages: Sequence[CountsLike], *, method: Optional[str] = None,
                       design: Optional[str] = None, simultaneous: Optional[str] = None,
                       parts: Optional[str] = None, replicates: Optional[int] = None,
                       seed: Optional[int] = None, basis: Optional[Sequence[Any]] = None,
                       level: Optional[float] = None, alpha: Optional[float] = None) -> Parts:
    """Decompose the gap at the end of a pipeline over its steps: gdcs_pipeline_decompose.

    stages      counts by stage, in order
    parts       "delta" (default), "bootstrap": limits of the parts
    replicates  of the bootstrap, default 2000
    """
    given = _counts_of(stages)
    options, held = _with_stages(_options(method, design, level, alpha, simultaneous, parts,
                                          replicates, seed), len(given), basis)
    room = Inputs({"stages": [0.0] * (len(given) - 1)})
    arrays, results = zip(*(room.outputs() for _ in range(3)))
    out = new(_abi.PipelineDecomposed)
    call(lib.gdcs_pipeline_decompose, given, len(given), byref(options), *map(byref, arrays),
         byref(out))
    del held
    wholes: Dict[str, Estimate] = {
        name: estimate(getattr(out, name), getattr(out, name + "_bounds"))
        for name in ("women", "men", "index", "log_index", "gap")}
    return Parts._make([*results, wholes["women"], wholes["men"], wholes["index"], wholes["log_index"],
                        wholes["gap"], out.replicates, out.alpha, notes(out.notes)])


def pipeline_decompose_each(stages: Sequence[CountsLike], *, method: Optional[str] = None,
                            design: Optional[str] = None, simultaneous: Optional[str] = None,
                            parts: Optional[str] = None, replicates: Optional[int] = None,
                            seed: Optional[int] = None, level: Optional[float] = None,
                            alpha: Optional[float] = None) -> PartsEach:
    """Decompose the gaps of many pipelines: gdcs_pipeline_decompose_each.

    stages  by stage, in order, counts of arrays
    """
    taken = [counts("stages", stage) for stage in stages]
    arrays = Inputs({f"{place}.{sex}": value for place, stage in enumerate(taken)
                     for sex, value in zip(Counts._fields, stage)
                     if not is_number(value) or value or sex in ("women", "men")})
    given = (_abi.SexArrays * len(taken))(*(arrays.struct(_abi.SexArrays, f"{place}.")
                                            for place in range(len(taken))))
    steps = len(taken) - 1
    room = Inputs({"parts": array("d", bytes(8 * steps * arrays.length))})
    rooms, results = zip(*(room.outputs() for _ in range(3)))
    call(lib.gdcs_pipeline_decompose_each, given, len(taken), arrays.length,
         byref(_options(method, design, level, alpha, simultaneous, parts, replicates, seed)),
         *map(byref, rooms))
    return PartsEach._make([*results, steps])


def _tested(out: _abi.PipelineTested) -> StepTest:
    small = frozenset(name for name, bit in (("base", _abi.PIPELINE_SMALL_BASE),
                                             ("share", _abi.PIPELINE_SMALL_SHARE))
                      if out.small & bit)
    return StepTest(estimate(out.index, out.index_bounds),
                    estimate(out.attrition_index, out.attrition_index_bounds),
                    estimate(out.difference, out.difference_bounds), test_of(out.equality),
                    out.p_adjusted, word("PIPELINE_TEST", out.test), small,
                    word("PIPELINE_METHOD", out.method),
                    "linked" if out.design == _abi.PIPELINE_LINKED else "cross_sectional",
                    out.alpha, notes(out.notes))


def pipeline_test(start: CountsLike, end: CountsLike, *, test: Optional[str] = None,
                  method: Optional[str] = None, design: Optional[str] = None,
                  level: Optional[float] = None, alpha: Optional[float] = None
                  ) -> Union[StepTest, StepTests]:
    """Test whether women and men go on equally often: gdcs_pipeline_test, or _each for arrays.

    test  "score", "exact"; default score, but exact where fewer than 5 are expected in a cell
    """
    options = _options(method, design, level, alpha, test=test)
    at_start, at_end = counts("start", start), counts("end", end)
    if all(map(is_number, at_start + at_end)):
        out = new(_abi.PipelineTested)
        call(lib.gdcs_pipeline_test, byref(counts_struct("start", at_start)),
             byref(counts_struct("end", at_end)), byref(options), byref(out))
        return _tested(out)
    arrays = _steps(at_start, at_end)
    rooms, results = zip(*(arrays.outputs() for _ in range(2)))
    test_room, tests = arrays.tests()
    made_: List[array[Any]] = [array("d", bytes(8 * arrays.length))]
    made_ += [array("i", bytes(4 * arrays.length)) for _ in range(2)]
    beside = new(_abi.PipelineTestArrays)
    for name, room in zip(StepTests._fields[3:], made_):
        setattr(beside, name, room.buffer_info()[0])
    call(lib.gdcs_pipeline_test_each, byref(arrays.struct(_abi.SexArrays, "start.")),
         byref(arrays.struct(_abi.SexArrays, "end.")), arrays.length, byref(options),
         *map(byref, rooms), byref(test_room), byref(beside))
    return StepTests._make([*results, tests, *made_])


def pipeline_test_stages(stages: Sequence[CountsLike], *, test: Optional[str] = None,
                         method: Optional[str] = None, design: Optional[str] = None,
                         simultaneous: Optional[str] = None, basis: Optional[Sequence[Any]] = None,
                         level: Optional[float] = None, alpha: Optional[float] = None
                         ) -> StageTests:
    """Test every step of a pipeline, and the whole way: gdcs_pipeline_test_stages."""
    given = _counts_of(stages)
    options, held = _with_stages(_options(method, design, level, alpha, simultaneous, test=test),
                                 len(given), basis)
    room = (_abi.PipelineTested * max(len(given) - 1, 1))()
    room[0].struct_size = sizeof(_abi.PipelineTested)
    whole = new(_abi.PipelineTested)
    call(lib.gdcs_pipeline_test_stages, given, len(given), byref(options), room, byref(whole))
    del held
    return StageTests([_tested(one) for one in room], _tested(whole))


def _frame(function: Any, table: Any, axis: str, stages: Sequence[Any],
           keep: Union[str, Sequence[str]], options: _abi.PipelineOptions,
           basis: Optional[Sequence[Any]], period: Optional[str], lags: Optional[Sequence[int]]
           ) -> Frame:
    order, kept = encode_all(stages, "stages"), names(keep)
    told, held = _with_stages(options, len(order), basis, period, lags)
    frame = Frame._adopt(made(function, table._handle, encode(axis, "axis"), order, len(order), kept,
                              len(kept), byref(told)))
    del held
    return frame


def pipeline_table(table: Any, axis: str, stages: Sequence[Any],
                   keep: Union[str, Sequence[str]] = (), *, method: Optional[str] = None,
                   design: Optional[str] = None, simultaneous: Optional[str] = None,
                   basis: Optional[Sequence[Any]] = None, period: Optional[str] = None,
                   lags: Optional[Sequence[int]] = None, level: Optional[float] = None,
                   alpha: Optional[float] = None) -> Frame:
    """Estimate every step along an axis of stages, and the whole way (gdcs_pipeline_table).

    period  the axis of periods among those kept, for lags
    lags    by stage, how many periods after that of the row it is counted
    """
    return _frame(lib.gdcs_pipeline_table, table, axis, stages, keep,
                  _options(method, design, level, alpha, simultaneous), basis, period, lags)


def pipeline_table_stages(table: Any, axis: str, stages: Sequence[Any],
                          keep: Union[str, Sequence[str]] = (), *, test: Optional[str] = None,
                          method: Optional[str] = None, design: Optional[str] = None,
                          simultaneous: Optional[str] = None, basis: Optional[Sequence[Any]] = None,
                          period: Optional[str] = None, lags: Optional[Sequence[int]] = None,
                          level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate and test every step and reach, in both framings (gdcs_pipeline_table_stages)."""
    return _frame(lib.gdcs_pipeline_table_stages, table, axis, stages, keep,
                  _options(method, design, level, alpha, simultaneous, test=test), basis, period,
                  lags)


def pipeline_table_decomposed(table: Any, axis: str, stages: Sequence[Any],
                              keep: Union[str, Sequence[str]] = (), *,
                              method: Optional[str] = None, design: Optional[str] = None,
                              simultaneous: Optional[str] = None, parts: Optional[str] = None,
                              replicates: Optional[int] = None, seed: Optional[int] = None,
                              basis: Optional[Sequence[Any]] = None,
                              period: Optional[str] = None, lags: Optional[Sequence[int]] = None,
                              level: Optional[float] = None, alpha: Optional[float] = None
                              ) -> Frame:
    """Decompose the gap at the end over the steps (gdcs_pipeline_table_decomposed)."""
    return _frame(lib.gdcs_pipeline_table_decomposed, table, axis, stages, keep,
                  _options(method, design, level, alpha, simultaneous, parts, replicates, seed),
                  basis, period, lags)
