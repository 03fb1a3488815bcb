"""Time to an event by sex: how long women and men stay, and why they leave (gdcs/duration.h)."""
from __future__ import annotations

from array import array
from ctypes import POINTER, c_double, cast
from typing import Any, Dict, FrozenSet, List, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi
from ._lib import byref, call, lib, made, names, new, optional
from ._words import number
from .errors import failure
from .estimate import Estimate, Estimates, Inputs, Test, confidence, estimate, test
from .frame import Frame
from .notes import notes

SEXES = {"F": 1, "M": 2, "_O": 3, "_U": 4, "_Z": 5, None: 4}
MEASURES = ("women_survival", "men_survival", "survival_difference", "survival_ratio",
            "women_quantile", "men_quantile", "women_mean", "men_mean", "mean_difference",
            "mean_ratio", "hazard_ratio")


class Duration(NamedTuple):
    """How long women and men stay."""

    women_survival: Estimate
    men_survival: Estimate
    survival_difference: Estimate
    survival_ratio: Estimate
    women_quantile: Estimate
    men_quantile: Estimate
    women_mean: Estimate
    men_mean: Estimate
    mean_difference: Estimate
    mean_ratio: Estimate
    hazard_ratio: Estimate
    women: float
    men: float
    women_events: float
    men_events: float
    unknown: float
    other: float
    probability: float
    time: float
    tau: float
    alpha: float
    notes: FrozenSet[str]
    measure_notes: Dict[str, FrozenSet[str]]


class DurationTest(NamedTuple):
    """A test of women against men: events observed, and expected if sex did not matter."""

    test: Test
    women_observed: float
    women_expected: float
    men_observed: float
    men_expected: float
    variance: float
    unknown: float
    replicates: int
    notes: FrozenSet[str]


def _sex(given: Any) -> int:
    """ "F", "M", "_O", "_U", "_Z", None, or a number of sex.h."""
    if given in SEXES:
        return SEXES[given]
    if isinstance(given, str):
        raise failure(_abi.E_SEX, f"{given!r} is no sex code", "sex")
    return int(given)


def _whole(values: Any, code: str, of: Any = int) -> array[Any]:
    listed = values.tolist() if hasattr(values, "tolist") else values
    return array(code, [of(value) for value in listed])


def _persons(time: Any, event: Any, sex: Any, entry: Any, count: Any,
             stratum: Any) -> Tuple[_abi.DurationArrays, int, Tuple[Any, ...]]:
    """The struct, the number of persons, and what must live as long as both."""
    given = {"time": time, "entry": entry, "count": count}
    inputs = Inputs({name: value for name, value in given.items() if value is not None})
    struct = inputs.struct(_abi.DurationArrays)
    kept: List[Any] = [inputs]
    for name, values, code, of in (("event", event, "i", int), ("sex", sex, "i", _sex),
                                   ("stratum", stratum, "q", int)):
        if values is None:
            continue
        held = _whole(values, code, of)
        if len(held) != inputs.length:
            raise failure(_abi.E_SHAPE, f"{len(held)} elements where time has {inputs.length}",
                          name)
        setattr(struct, name, held.buffer_info()[0])
        kept.append(held)
    return struct, inputs.length, tuple(kept)


def _options(limits: Optional[str] = None, level: Optional[float] = None,
             alpha: Optional[float] = None, p_method: Optional[str] = None,
             **plain: Any) -> _abi.DurationOptions:
    return new(_abi.DurationOptions, limits=number("DURATION_LIMITS", limits, "limits"),
               p_method=number("DURATION_P", p_method, "p_method"), **confidence(level, alpha),
               **{name: value for name, value in plain.items() if value is not None})


def _columns(given: Dict[str, Optional[str]]) -> _abi.DurationColumns:
    return new(_abi.DurationColumns, **{name: optional(value, name)
                                        for name, value in given.items()})


def _tested(of: _abi.DurationTested) -> DurationTest:
    return DurationTest(test(of.test), of.women_observed, of.women_expected, of.men_observed,
                        of.men_expected, of.variance, of.unknown, of.replicates, notes(of.notes))


def duration(time: Any, event: Any, sex: Any, *, entry: Any = None, count: Any = None,
             stratum: Any = None, limits: Optional[str] = None,
             probability: Optional[float] = None, at: Optional[float] = None,
             tau: Optional[float] = None, cause: Optional[int] = None,
             level: Optional[float] = None, alpha: Optional[float] = None) -> Duration:
    """Estimate how long women and men stay, and compare them (gdcs_duration_estimate).

    time     end of each stay
    event    0 censored; 1, 2, ... why they left
    sex      "F", "M", "_O", "_U", "_Z", None (unknown), or numbers of GDCS_SEX_*
    entry    when they came; default: all at risk from the beginning
    count    persons of each row, default 1
    stratum  whole numbers, of the hazard ratio
    limits   "log_log" (default), "plain", "log", "arcsine"
    probability, at, tau  of the quantile; where survival is compared; end of the mean time
    cause    only events of it, all others censored
    level    confidence level, default 0.95; or alpha = 1 - level
    """
    persons, n, kept = _persons(time, event, sex, entry, count, stratum)
    options = _options(limits, level, alpha, probability=probability, time=at, tau=tau,
                       cause=cause)
    out = new(_abi.DurationResult)
    call(lib.gdcs_duration_estimate, byref(persons), n, byref(options), byref(out))
    del kept  # the arrays lived as long as the call
    measured = [getattr(out, name) for name in MEASURES]
    return Duration._make([*(estimate(one.estimate, one.bounds) for one in measured), out.women,
                           out.men, out.women_events, out.men_events, out.unknown, out.other,
                           out.probability, out.time, out.tau, out.alpha, notes(out.notes),
                           {name: notes(one.notes) for name, one in zip(MEASURES, measured)}])


def duration_curve(time: Any, event: Any, sex: Any, *, entry: Any = None, count: Any = None,
                   limits: Optional[str] = None, cause: Optional[int] = None,
                   level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate the curves of women and of men (gdcs_duration_estimate_curve); as duration()."""
    persons, n, kept = _persons(time, event, sex, entry, count, None)
    frame = made(lib.gdcs_duration_estimate_curve, byref(persons), n,
                 byref(_options(limits, level, alpha, cause=cause)))
    del kept
    return Frame._adopt(frame)


def duration_causes(time: Any, event: Any, sex: Any, *, entry: Any = None, count: Any = None,
                    limits: Optional[str] = None, cause: Optional[int] = None,
                    level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate the shares that have left, by cause (gdcs_duration_estimate_causes)."""
    persons, n, kept = _persons(time, event, sex, entry, count, None)
    frame = made(lib.gdcs_duration_estimate_causes, byref(persons), n,
                 byref(_options(limits, level, alpha, cause=cause)))
    del kept
    return Frame._adopt(frame)


def duration_intervals(start: float, events: Any, withdrawn: Any = 0, width: Any = 1, *,
                       limits: Optional[str] = None, level: Optional[float] = None,
                       alpha: Optional[float] = None) -> Tuple[Estimates, Estimates]:
    """Estimate survival and hazard from a life table (gdcs_duration_estimate_intervals).

    start             persons at the beginning
    events, withdrawn in each interval
    width             of each
    """
    inputs = Inputs({"events": events, "withdrawn": withdrawn, "width": width})
    struct = inputs.struct(_abi.DurationIntervals)
    struct.start = start
    rooms = [inputs.outputs() for _ in range(2)]
    call(lib.gdcs_duration_estimate_intervals, byref(struct), inputs.length,
         byref(_options(limits, level, alpha)), *(byref(room) for room, _ in rooms))
    return rooms[0][1], rooms[1][1]


def duration_test(time: Any, event: Any, sex: Any, *, entry: Any = None, count: Any = None,
                  stratum: Any = None, rho: float = 0.0, cause: Optional[int] = None,
                  p_method: Optional[str] = None, replicates: Optional[int] = None,
                  seed: int = 0) -> DurationTest:
    """Test whether women and men stay equally long (gdcs_duration_test).

    rho         0 log-rank, 1 Peto-Prentice
    p_method    "asymptotic" (default), "simulated"
    replicates  of "simulated", default 9999
    """
    persons, n, kept = _persons(time, event, sex, entry, count, stratum)
    options = _options(p_method=p_method, rho=rho, cause=cause, replicates=replicates, seed=seed)
    out = new(_abi.DurationTested)
    call(lib.gdcs_duration_test, byref(persons), n, byref(options), byref(out))
    del kept
    return _tested(out)


def duration_frame(frame: Frame, keep: Union[str, Sequence[str]] = (), *, time: str = "time",
                   event: str = "event", sex: str = "sex", entry: Optional[str] = None,
                   count: Optional[str] = None, limits: Optional[str] = None,
                   probability: Optional[float] = None, at: Optional[float] = None,
                   tau: Optional[float] = None, cause: Optional[int] = None, rho: float = 0.0,
                   p_method: Optional[str] = None, replicates: Optional[int] = None,
                   seed: int = 0, level: Optional[float] = None,
                   alpha: Optional[float] = None) -> Frame:
    """Estimate from a frame how long women and men stay, by group (gdcs_duration_estimate_frame).

    keep                            text columns whose combinations are the groups
    time, event, sex, entry, count  names of columns
    The rest as duration() and duration_test().
    """
    columns = _columns({"time": time, "event": event, "sex": sex, "entry": entry, "count": count})
    options = _options(limits, level, alpha, p_method, probability=probability, time=at, tau=tau,
                       cause=cause, rho=rho, replicates=replicates, seed=seed)
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_duration_estimate_frame, frame._handle, byref(columns), kept,
                             len(kept), byref(options)))


def duration_frame_curve(frame: Frame, keep: Union[str, Sequence[str]] = (), *,
                         time: str = "time", event: str = "event", sex: str = "sex",
                         entry: Optional[str] = None, count: Optional[str] = None,
                         limits: Optional[str] = None, cause: Optional[int] = None,
                         level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate from a frame the curves by group (gdcs_duration_estimate_frame_curve)."""
    columns = _columns({"time": time, "event": event, "sex": sex, "entry": entry, "count": count})
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_duration_estimate_frame_curve, frame._handle, byref(columns),
                             kept, len(kept), byref(_options(limits, level, alpha, cause=cause))))


def duration_frame_intervals(frame: Frame, ends: Sequence[float],
                             keep: Union[str, Sequence[str]] = (), *, time: str = "time",
                             event: str = "event", sex: str = "sex", count: Optional[str] = None,
                             limits: Optional[str] = None, cause: Optional[int] = None,
                             level: Optional[float] = None,
                             alpha: Optional[float] = None) -> Frame:
    """Estimate from a frame life tables by group (gdcs_duration_estimate_frame_intervals).

    ends  of the intervals, rising; each begins where the one before ends
    """
    columns = _columns({"time": time, "event": event, "sex": sex, "entry": None, "count": count})
    kept, given = names(keep), array("d", ends)
    return Frame._adopt(made(lib.gdcs_duration_estimate_frame_intervals, frame._handle,
                             byref(columns), kept, len(kept),
                             cast(given.buffer_info()[0], POINTER(c_double)), len(given),
                             byref(_options(limits, level, alpha, cause=cause))))


def duration_frame_causes(frame: Frame, keep: Union[str, Sequence[str]] = (), *,
                          time: str = "time", event: str = "event", sex: str = "sex",
                          entry: Optional[str] = None, count: Optional[str] = None,
                          limits: Optional[str] = None, cause: Optional[int] = None,
                          level: Optional[float] = None, alpha: Optional[float] = None) -> Frame:
    """Estimate from a frame shares by cause (gdcs_duration_estimate_frame_causes)."""
    columns = _columns({"time": time, "event": event, "sex": sex, "entry": entry, "count": count})
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_duration_estimate_frame_causes, frame._handle,
                             byref(columns), kept, len(kept),
                             byref(_options(limits, level, alpha, cause=cause))))


def duration_test_frame(frame: Frame, strata: Union[str, Sequence[str]] = (), *,
                        time: str = "time", event: str = "event", sex: str = "sex",
                        entry: Optional[str] = None, count: Optional[str] = None,
                        rho: float = 0.0, cause: Optional[int] = None,
                        p_method: Optional[str] = None, replicates: Optional[int] = None,
                        seed: int = 0) -> DurationTest:
    """Test on a frame, within strata (gdcs_duration_test_frame)."""
    columns = _columns({"time": time, "event": event, "sex": sex, "entry": entry, "count": count})
    options = _options(p_method=p_method, rho=rho, cause=cause, replicates=replicates, seed=seed)
    kept, out = names(strata), new(_abi.DurationTested)
    call(lib.gdcs_duration_test_frame, frame._handle, byref(columns), kept, len(kept),
         byref(options), byref(out))
    return _tested(out)
