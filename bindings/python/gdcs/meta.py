"""What a frame or a table says about itself, as a mapping."""
from __future__ import annotations

from typing import Any, Dict, Iterator, Mapping, MutableMapping, Optional

from . import _abi
from ._lib import call, decode, encode, lib
from ._words import number, words

CALLS = {"Frame": (lib.gdcs_frame_get_meta, lib.gdcs_frame_set_meta),
         "Table": (lib.gdcs_table_get_meta, lib.gdcs_table_set_meta)}


class Meta(MutableMapping[str, str]):
    """Texts by key: "title", "source", "url", "licence", ... (gdcs/meta.h).

    Keys without a text are not there; other keys are refused.
    """

    __slots__ = ("_owner", "_get", "_set")

    def __init__(self, owner: Any, kind: str) -> None:
        self._owner = owner
        self._get, self._set = CALLS[kind]

    def __getitem__(self, key: str) -> str:
        text = decode(self._get(self._owner._handle, _key(key)))
        if not text:
            raise KeyError(key)
        return text

    def __setitem__(self, key: str, text: Any) -> None:
        call(self._set, self._owner._handle, _key(key), encode(text, key))

    def __delitem__(self, key: str) -> None:
        self[key]
        call(self._set, self._owner._handle, _key(key), None)

    def __iter__(self) -> Iterator[str]:
        handle = self._owner._handle
        return (name for name, key in words("META").items() if self._get(handle, key))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return repr(dict(self))


def _key(key: str) -> int:
    return number("META", key, "key", _abi.E_NAME)


def fill(meta: Meta, given: Optional[Mapping[str, Any]]) -> None:
    """Set what is given."""
    texts: Dict[str, Any] = dict(given or {})
    for key, text in texts.items():
        meta[key] = text
