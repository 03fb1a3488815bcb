"""Shares and gaps of counts with noise of known variance (gdcs/perturbed.h)."""
from __future__ import annotations

from typing import Any, FrozenSet, NamedTuple, Optional, Sequence, Union

from . import _abi
from ._lib import byref, call, lib, new
from .estimate import Estimates, Inputs, confidence, is_number
from .notes import notes


class Perturbation(NamedTuple):
    """A share or a gap, with limits for the noise, and for sampling if asked for."""

    value: float
    lower: float
    upper: float
    std_error: float
    alpha: float
    notes: FrozenSet[str]


def _options(sampling: bool, level: Optional[float],
             alpha: Optional[float]) -> _abi.PerturbedOptions:
    return new(_abi.PerturbedOptions, sampling=int(sampling), **confidence(level, alpha))


def _result(of: _abi.PerturbedResult) -> Perturbation:
    one = of.estimate
    return Perturbation(one.value, one.lower, one.upper, one.std_error, of.alpha, notes(of.notes))


def perturbed_share(women: Any, men: Any, variance_women: Any = 0.0, variance_men: Any = 0.0, *,
                    sampling: bool = False, level: Optional[float] = None,
                    alpha: Optional[float] = None) -> Union[Perturbation, Estimates]:
    """Estimate a share of women from perturbed counts: gdcs_perturbed_estimate_share, or _each for
    arrays.

    sampling  False: the share among those who were counted; True: in a population of which they
              are a random sample
    """
    given = (women, men, variance_women, variance_men)
    options = _options(sampling, level, alpha)
    if all(map(is_number, given)):
        result = new(_abi.PerturbedResult)
        call(lib.gdcs_perturbed_estimate_share, byref(_abi.PerturbedCounts(*given)),
             byref(options), byref(result))
        return _result(result)
    arrays = Inputs(dict(zip(_MEMBERS, given)))
    out, estimates = arrays.outputs()
    call(lib.gdcs_perturbed_each_share, byref(arrays.struct(_abi.PerturbedArrays)), arrays.length,
         byref(options), byref(out))
    return estimates


_MEMBERS = ("women", "men", "variance_women", "variance_men")


def perturbed_gap(a: Sequence[Any], b: Sequence[Any], *, sampling: bool = False,
                  level: Optional[float] = None,
                  alpha: Optional[float] = None) -> Union[Perturbation, Estimates]:
    """Estimate the gap between two shares of women: gdcs_perturbed_estimate_gap, or _each.

    a and b are (women, men, variance_women, variance_men), of numbers or of arrays; variances left
    out are 0.
    """
    first, second = (list(one) + [0.0] * (4 - len(one)) for one in (a, b))
    options = _options(sampling, level, alpha)
    if all(map(is_number, first + second)):
        result = new(_abi.PerturbedResult)
        call(lib.gdcs_perturbed_estimate_gap, byref(_abi.PerturbedCounts(*first)),
             byref(_abi.PerturbedCounts(*second)), byref(options), byref(result))
        return _result(result)
    arrays = Inputs({**{"a_" + name: one for name, one in zip(_MEMBERS, first)},
                     **{"b_" + name: one for name, one in zip(_MEMBERS, second)}})
    out, estimates = arrays.outputs()
    call(lib.gdcs_perturbed_each_gap, byref(arrays.struct(_abi.PerturbedArrays, "a_")),
         byref(arrays.struct(_abi.PerturbedArrays, "b_")), arrays.length, byref(options),
         byref(out))
    return estimates
