"""The loaded library, and the few words in which every module speaks to it."""
from __future__ import annotations

import ctypes
from typing import Any, Iterable, Optional, Sequence

from . import _abi, _find, errors

new_out = ctypes.c_void_p
byref = ctypes.byref


class Library:
    """libgdcs; a function gets its types when it is first asked for."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library, self._name = library, library._name
        for name in _abi.FUNCTIONS:
            try:
                ctypes.c_char.in_dll(library, name)
            except ValueError:
                raise ImportError(f"{self._name} has no {name}(): it is not the libgdcs that these "
                                  "declarations were made from") from None

    def __getattr__(self, name: str) -> Any:
        if name not in _abi.FUNCTIONS:
            raise AttributeError(f"libgdcs has no {name}()")
        returns, parameters = _abi.FUNCTIONS[name]
        function = self._library[name]
        function.restype, function.argtypes = _abi.ctype(returns), list(map(_abi.ctype, parameters))
        setattr(self, name, function)
        return function


lib = Library(_find.find())


def new(struct: Any, **values: Any) -> Any:
    """A zeroed struct that knows its own size."""
    return struct(struct_size=ctypes.sizeof(struct), **values)


def decode(raw: Optional[bytes]) -> str:
    """Text of the library; what a fixed array cut is replaced."""
    return raw.decode("utf-8", "replace") if raw else ""


def encode(text: Any, what: str = "text") -> bytes:
    """UTF-8 for the library.  Whole numbers are labels too: 2019 is "2019"."""
    if isinstance(text, int) and not isinstance(text, bool):
        text = str(text)
    if not isinstance(text, str):
        raise TypeError(f"{what}: expected str, got {type(text).__name__}")
    if "\0" in text:
        raise errors.failure(_abi.E_ARGUMENT, f"{text!r} holds a NUL character", what)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise errors.failure(_abi.E_ARGUMENT, f"{text!r} is not valid Unicode", what) from None


def optional(text: Any, what: str = "text") -> Optional[bytes]:
    """The same; None stays None."""
    return None if text is None else encode(text, what)


def encode_all(texts: Iterable[Any], what: str = "text") -> ctypes.Array[Any]:
    """An array of texts, None being NULL.  It keeps them alive."""
    raw = [optional(text, what) for text in texts]
    return (ctypes.c_char_p * len(raw))(*raw)


def names(keep: Any, what: str = "keep") -> ctypes.Array[Any]:
    """Names of axes: one name, or several."""
    return encode_all([keep] if isinstance(keep, str) else keep, what)


def failed(status: int, err: _abi.Error) -> errors.Error:
    """The exception for a status that is not OK."""
    return errors.failure(status, decode(err.message), decode(err.field), err.row, err.column)


def call(function: Any, *arguments: Any) -> None:
    """Call function(*arguments, &err) and raise if it did not succeed."""
    err = new(_abi.Error)
    try:
        status = function(*arguments, byref(err))
    except ctypes.ArgumentError as wrong:
        raise TypeError(f"{function.__name__}: {wrong}") from None
    if status:
        raise failed(status, err)


def made(function: Any, *arguments: Any) -> int:
    """Call function(*arguments, &out, &err) and return the handle it made."""
    out = new_out()
    call(function, *arguments, byref(out))
    assert out.value is not None
    return out.value


def fields(struct: Any, skip: Sequence[str] = ("struct_size", "padding")) -> Iterable[str]:
    """Names of the members that mean something."""
    return (name for name, _ in struct._fields_ if name not in skip)
