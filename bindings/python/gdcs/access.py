"""Access to a programme: how often women get in for each time men do (gdcs/access.h)."""
from __future__ import annotations

from typing import Any, FrozenSet, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi
from ._lib import byref, call, encode, lib, made, names, new
from .counts import CountsLike, counts_struct
from .estimate import Estimate, Estimates, Inputs, confidence, estimate, is_number
from .frame import Frame
from .notes import notes

Share = Union[float, Tuple[float, float]]


class Access(NamedTuple):
    """One access ratio."""

    ratio: Estimate
    critical: float
    alpha: float
    notes: FrozenSet[str]


def _options(level: Optional[float], alpha: Optional[float]) -> _abi.AccessOptions:
    return new(_abi.AccessOptions, **confidence(level, alpha))


def _share(share: Share) -> _abi.Bounds:
    return _abi.Bounds(share, share) if is_number(share) else _abi.Bounds(*share)


def _result(out: _abi.AccessResult) -> Access:
    return Access(estimate(out.ratio, out.bounds), out.critical, out.alpha, notes(out.notes))


def access(programme: Share, eligible: Share, *, n_programme: float = 0.0,
           n_eligible: float = 0.0, level: Optional[float] = None,
           alpha: Optional[float] = None) -> Access:
    """Estimate the access ratio from shares of women (gdcs_access_estimate).

    programme, eligible      0.2, or (0.0, 0.4) for "up to 40 %"
    n_programme, n_eligible  persons the share comes from; 0: no sampling error
    """
    shares = new(_abi.AccessShares, programme=_share(programme), eligible=_share(eligible),
                 n_programme=n_programme, n_eligible=n_eligible)
    out = new(_abi.AccessResult)
    call(lib.gdcs_access_estimate, byref(shares), byref(_options(level, alpha)), byref(out))
    return _result(out)


def access_counts(programme: CountsLike, eligible: CountsLike, *, level: Optional[float] = None,
                  alpha: Optional[float] = None) -> Access:
    """Estimate the access ratio from counts (gdcs_access_estimate_counts)."""
    out = new(_abi.AccessResult)
    call(lib.gdcs_access_estimate_counts, byref(counts_struct("programme", programme)),
         byref(counts_struct("eligible", eligible)), byref(_options(level, alpha)), byref(out))
    return _result(out)


def access_each(programme_lower: Any, programme_upper: Any, eligible_lower: Any,
                eligible_upper: Any, *, n_programme: Any = 0.0, n_eligible: Any = 0.0,
                level: Optional[float] = None, alpha: Optional[float] = None) -> Estimates:
    """Estimate many access ratios, from arrays of the ends of shares (gdcs_access_each)."""
    given = Inputs({"programme_lower": programme_lower, "programme_upper": programme_upper,
                    "eligible_lower": eligible_lower, "eligible_upper": eligible_upper,
                    "n_programme": n_programme, "n_eligible": n_eligible})
    room, result = given.outputs()
    call(lib.gdcs_access_each, byref(given.struct(_abi.AccessArrays)), given.length,
         byref(_options(level, alpha)), byref(room))
    return result


def access_table(table: Any, axis: str, programme: Any, eligible: Any,
                 keep: Union[str, Sequence[str]] = (), *, level: Optional[float] = None,
                 alpha: Optional[float] = None) -> Frame:
    """Estimate the access ratio between two labels of an axis (gdcs_access_table)."""
    pair = new(_abi.GapPair, axis=encode(axis, "axis"), a=encode(programme, "programme"),
               b=encode(eligible, "eligible"))
    kept = names(keep)
    return Frame._adopt(made(lib.gdcs_access_table, table._handle, byref(pair), kept, len(kept),
                             byref(_options(level, alpha))))
