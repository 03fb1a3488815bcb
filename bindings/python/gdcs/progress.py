"""How far a long call is, from another thread (gdcs/progress.h)."""
from __future__ import annotations

import threading
from typing import Any, Callable, List, NamedTuple, Optional

from . import _abi
from ._handle import Handle
from ._lib import byref, call, lib, made, new


class ProgressState(NamedTuple):
    """What was done so far, of all calls that were given the Progress.

    bytes      read, as they lie in the files, packed or not
    bytes_all  of the files that were opened; None: one of them has no size, a pipe
    records    of data, whatever became of them
    files      read to the end, of files_all that were opened
    """

    bytes: int
    bytes_all: Optional[int]
    records: int
    files: int
    files_all: int
    cancelled: bool


class Progress(Handle):
    """Given to a reader as `progress`, looked at and cancelled by any thread (gdcs_progress_new)."""

    __slots__ = ()
    _free = lib.gdcs_progress_free

    def __init__(self) -> None:
        self._handle = made(lib.gdcs_progress_new)

    def get(self) -> ProgressState:
        """How far the calls are (gdcs_progress_get)."""
        out = new(_abi.ProgressState)
        call(lib.gdcs_progress_get, self._handle, byref(out))
        return ProgressState(out.bytes, None if out.bytes_all < 0 else out.bytes_all, out.records,
                             out.files, out.files_all, bool(out.cancelled))

    def cancel(self) -> None:
        """End the calls that have it, with CancelledError (gdcs_progress_cancel)."""
        lib.gdcs_progress_cancel(self._handle)

    def __repr__(self) -> str:
        state = self.get()
        return f"Progress({state.bytes} of {state.bytes_all} bytes, {state.records} records)"


def interruptible(function: Callable[[], Any], progress: Progress) -> Any:
    """function(), cancelled by what a signal raises in the main thread, such as KeyboardInterrupt.

    Python runs handlers of signals between its own instructions and in the main thread only, so a
    call of the library that is to be interrupted there has to run in another one.
    """
    if threading.current_thread() is not threading.main_thread():
        return function()
    results: List[Any] = []
    failures: List[BaseException] = []

    def run() -> None:
        try:
            results.append(function())
        except BaseException as failure:  # pylint: disable=broad-except
            failures.append(failure)

    thread = threading.Thread(target=run, name="gdcs", daemon=True)
    try:
        thread.start()
        thread.join()
    except BaseException:
        progress.cancel()
        if thread.is_alive():
            thread.join()
        raise
    if failures:
        raise failures[0]
    return results[0]
