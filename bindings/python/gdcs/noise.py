"""Differentially private noise, drawn exactly and paid for from a budget (gdcs/noise.h)."""
from __future__ import annotations

from ctypes import POINTER, c_double, cast
from typing import Any, Dict, Mapping, NamedTuple, Optional

from . import _abi
from ._lib import byref, call, lib, new, new_out, optional
from ._words import number, word
from .budget import Budget
from .estimate import Array, Inputs, Many, confidence
from .table import Table
from .tree import tree_structs


class Noise(NamedTuple):
    """What was done; nothing in it depends on the data.

    sensitivity  of all noisy numbers together
    measured     noisy numbers
    epsilon      spent; 0 for Gaussian noise, whose rho it is
    variance     of the noise of one number
    distance     that it exceeds with probability alpha at most
    """

    method: str
    sensitivity: int
    measured: int
    epsilon: float
    rho: float
    variance: float
    distance: float
    alpha: float


class NoisyNumbers(NamedTuple):
    """Counts with noise, and between what limits the truth lies at the level."""

    value: Array
    lower: Array
    upper: Array
    noise: Noise


class NoisyTable(NamedTuple):
    """A table with noise, and what its noisy numbers say of the truth at the level."""

    table: Table
    intervals: Table
    noise: Noise


def _options(epsilon: Optional[float], rho: Optional[float], method: Optional[str],
             sensitivity: int, seed: int, level: Optional[float], alpha: Optional[float],
             label: Optional[str], totals: Optional[str] = None) -> _abi.NoiseOptions:
    return new(_abi.NoiseOptions, method=number("NOISE_METHOD", method, "method"),
               sensitivity=sensitivity, epsilon=epsilon or 0.0, rho=rho or 0.0, seed=seed,
               totals=number("NOISE_TOTALS", totals, "totals"), label=optional(label, "label"),
               **confidence(level, alpha))


def _noise(of: _abi.NoiseResult) -> Noise:
    given: Dict[str, Any] = {name: getattr(of, name) for name in Noise._fields}
    given["method"] = word("NOISE_METHOD", of.method)
    return Noise(**given)


def noise_each(x: Many, budget: Budget, *, epsilon: Optional[float] = None,
               rho: Optional[float] = None, method: Optional[str] = None, sensitivity: int = 1,
               seed: int = 0, level: Optional[float] = None, alpha: Optional[float] = None,
               label: Optional[str] = None) -> NoisyNumbers:
    """Add noise to counts: gdcs_noise_each.

    epsilon      of "laplace" noise, the two-sided geometric
    rho          of "gaussian" noise, discrete
    sensitivity  numbers that one person is counted in, at most
    seed         random, secret, used for one release
    label        what the budget calls the release
    """
    given = Inputs({"x": x})
    out = [given.doubles() for _ in range(3)]
    result = new(_abi.NoiseResult)
    options = _options(epsilon, rho, method, sensitivity, seed, level, alpha, label)
    call(lib.gdcs_noise_each, cast(given.address("x"), POINTER(c_double)), given.length,
         byref(options), budget._handle, *(place for place, _ in out), byref(result))
    return NoisyNumbers._make([*(array for _, array in out), _noise(result)])


def noise_table(table: Table, budget: Budget, *, epsilon: Optional[float] = None,
                rho: Optional[float] = None, method: Optional[str] = None, sensitivity: int = 1,
                seed: int = 0, totals: Optional[str] = None, level: Optional[float] = None,
                alpha: Optional[float] = None, label: Optional[str] = None,
                trees: Optional[Mapping[str, Mapping[Any, Any]]] = None) -> NoisyTable:
    """Add noise to the cells of a table: gdcs_noise_table.

    totals  "measured" (default): noise of their own, then all is fitted together; "sum": sums of
            noisy parts
    trees   {axis: {child: parent}}: nodes are totals too
    Others as of noise_each; sensitivity counts cells that are no totals.
    """
    out, said, result = new_out(), new_out(), new(_abi.NoiseResult)
    options = _options(epsilon, rho, method, sensitivity, seed, level, alpha, label, totals)
    nodes = tree_structs(trees or {})
    options.trees, options.tree_count = nodes, len(nodes)
    call(lib.gdcs_noise_table, table._handle, byref(options), budget._handle, byref(out),
         byref(said), byref(result))
    return NoisyTable(Table._adopt(out.value or 0), Table._adopt(said.value or 0),
                      _noise(result))
