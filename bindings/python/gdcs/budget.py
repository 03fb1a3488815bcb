"""A privacy budget: what all releases together may tell of any one person (gdcs/budget.h)."""
from __future__ import annotations

from typing import NamedTuple, Optional

from . import _abi
from ._handle import Handle
from ._lib import byref, call, lib, made, new, optional
from ._words import number, word
from .frame import Frame


class BudgetState(NamedTuple):
    """How a budget stands; epsilon is what all releases guarantee, of "zcdp" at delta."""

    composition: str
    releases: int
    total: float
    spent: float
    left: float
    delta: float
    epsilon: float


class Budget(Handle):
    """A budget of which nothing is spent (gdcs_budget_new).

    Budget(epsilon=1), Budget(rho=0.5), Budget(epsilon=1, delta=1e-6)

    composition  "pure" (default for an epsilon alone), "zcdp"
    """

    _free = lib.gdcs_budget_free

    def __init__(self, *, epsilon: Optional[float] = None, delta: Optional[float] = None,
                 rho: Optional[float] = None, composition: Optional[str] = None) -> None:
        options = new(_abi.BudgetOptions, epsilon=epsilon or 0.0, delta=delta or 0.0,
                      rho=rho or 0.0,
                      composition=number("BUDGET_COMPOSITION", composition, "composition"))
        self._handle = made(lib.gdcs_budget_new, byref(options))

    def add(self, label: Optional[str] = None, *, epsilon: float = 0.0, rho: float = 0.0) -> None:
        """Add a release made elsewhere, or before, to the ledger (gdcs_budget_add)."""
        call(lib.gdcs_budget_add, self._handle, optional(label, "label"),
             byref(new(_abi.BudgetCharge, epsilon=epsilon, rho=rho)))

    @property
    def state(self) -> BudgetState:
        """How it stands (gdcs_budget_get)."""
        got = new(_abi.BudgetResult)
        call(lib.gdcs_budget_get, self._handle, byref(got))
        return BudgetState(word("BUDGET_COMPOSITION", got.composition), got.releases, got.total,
                           got.spent, got.left, got.delta, got.epsilon)

    def to_frame(self) -> Frame:
        """The ledger: release, epsilon, rho, charged (gdcs_budget_get_frame)."""
        return Frame._adopt(made(lib.gdcs_budget_get_frame, self._handle))
