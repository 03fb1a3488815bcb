"""Objects of the library as Python objects: who makes one frees it, once."""
from __future__ import annotations

import ctypes
import sys
from typing import Any, Callable, Optional, Sequence, Type, TypeVar

from . import _abi
from ._lib import made

Self = TypeVar("Self", bound="Handle")


class Handle:
    """Owns one object of the library and frees it when nothing refers to it any more."""

    __slots__ = ("_address", "__weakref__")
    _address: Any
    _of: str
    _free: Callable[[Any], None]
    _copy: Optional[Callable[..., int]] = None

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if Handle in cls.__bases__:
            cls._of = cls.__name__

    @property
    def _handle(self) -> Any:
        """Its address, which knows its class; None once it is freed."""
        return self._address

    @_handle.setter
    def _handle(self, address: Any) -> None:
        if type(address) is int:
            address = _abi.Address(address)
            address.of = self._of
        self._address = address

    @classmethod
    def _adopt(cls: Type[Self], handle: Optional[int]) -> Self:
        """Take over what the library made."""
        self = cls.__new__(cls)
        self._handle = handle
        return self

    def __del__(self) -> None:
        handle = getattr(self, "_handle", None)
        self._handle = None
        if handle is not None:
            type(self)._free(handle)

    def copy(self: Self) -> Self:
        """A copy of its own, with all it holds."""
        if self._copy is None:
            raise TypeError(f"a {type(self).__name__} cannot be copied")
        return self._adopt(made(type(self)._copy, self._handle))

    def __copy__(self: Self) -> Self:
        return self.copy()

    def __deepcopy__(self: Self, memo: Any) -> Self:
        return self.copy()

    def __reduce__(self) -> Any:
        raise TypeError(f"a {type(self).__name__} cannot be pickled")


class Later:
    """A method that is a function of the package: its module is loaded when it is first asked for."""

    def __init__(self, function: str) -> None:
        self.function = function

    def __set_name__(self, owner: type, name: str) -> None:
        self.owner, self.name = owner, name

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        function = getattr(sys.modules[__package__], self.function)
        setattr(self.owner, self.name, function)
        return function if instance is None else function.__get__(instance)


def table_handles(tables: Sequence[Any]) -> ctypes.Array[Any]:
    """The addresses of several tables."""
    for table in tables:
        if getattr(table, "_of", None) != "Table":
            raise TypeError(f"expected a Table, got a {type(table).__name__}")
    return (ctypes.c_void_p * len(tables))(*[table._handle for table in tables])


def sensitivity_word(number: int) -> str:
    """public, internal or protected."""
    return {_abi.SENSITIVITY_PUBLIC: "public", _abi.SENSITIVITY_INTERNAL: "internal",
            _abi.SENSITIVITY_PROTECTED: "protected"}[number]
