"""One exception class per family of status codes (gdcs/error.h: code / 100)."""
from __future__ import annotations

from typing import Any, Optional

from . import _abi


class Error(Exception):
    """Base of all.  What the library said is in the attributes.

    status   the code, one of GDCS_E_*
    name     its name, for instance "GDCS_E_EMPTY"
    row      1-based line of the input or element of an array, None if there is none
    column   1-based field of that line, None if there is none
    field    parameter, option, column or axis, or ""
    reading  after read_csv(): how far the reader came
    """

    status = 0
    name = ""
    row: Optional[int] = None
    column: Optional[int] = None
    field = ""
    reading: Any = None

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else self.name


class ArgumentError(Error, ValueError):
    """A parameter or an option is missing or outside its domain (1xx)."""


class MissingNameError(ArgumentError, KeyError):
    """No column, axis, label or key has this name (GDCS_E_NAME)."""


class DataError(Error, ValueError):
    """The data do not allow it: empty, duplicate, of another shape, no number (2xx)."""


class InputError(Error, OSError):
    """A file or a text cannot be read or written (3xx)."""


class NumericError(Error, ArithmeticError):
    """An algorithm did not converge (4xx)."""


class DisclosureError(Error, PermissionError):
    """Protected data may not leave before a release (5xx)."""


class CancelledError(Error):
    """The caller cancelled it (GDCS_E_CANCELLED)."""


class InternalError(Error, RuntimeError):
    """A defect of the library (9xx); please report it."""


class OutOfMemoryError(InternalError, MemoryError):
    """An allocation failed (GDCS_E_MEMORY)."""


FAMILIES = {1: ArgumentError, 2: DataError, 3: InputError, 4: NumericError, 5: DisclosureError,
            6: CancelledError, 9: InternalError}
SPECIAL = {_abi.E_NAME: MissingNameError, _abi.E_MEMORY: OutOfMemoryError}
NAMES = {value: f"GDCS_{name}" for name, value in vars(_abi).items() if name.startswith("E_")}


def failure(status: int, message: str, field: str = "", row: int = 0, column: int = 0) -> Error:
    """The exception that says this; row and column 0 stand for none.

    Its text tells field and place once: some messages name them already.
    """
    name = NAMES.get(status, "GDCS_E_UNKNOWN")
    place = ", ".join(f"{word} {number}" for word, number in (("row", row), ("column", column))
                      if number)
    text = message or name
    if place and not text.startswith("line "):
        text = f"{text} ({place})"
    if field and not (f"'{field}'" in text or f'"{field}"' in text
                      or text.startswith((f"{field} is ", f"{field}: "))):
        text = f"{field}: {text}"
    made = SPECIAL.get(status, FAMILIES.get(status // 100, Error))(text)
    made.status, made.name, made.field = status, name, field
    made.row, made.column = row or None, column or None
    return made
