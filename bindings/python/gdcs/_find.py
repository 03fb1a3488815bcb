"""Find libgdcs, and refuse another version than the declarations were made from."""
from __future__ import annotations

import ctypes
import os
import sys
from typing import Iterator, List, Tuple

from . import _abi

MAJOR, MINOR = _abi.VERSION[:2]
FILES = {"win32": ["gdcs.dll"],
         "darwin": [f"libgdcs.{MAJOR}.dylib", "libgdcs.dylib"]}.get(
             sys.platform, [f"libgdcs.so.{MAJOR}", "libgdcs.so"])


def candidates() -> Iterator[str]:
    """Where to look, in order; what holds a separator is a path that exists."""
    here = os.path.dirname(os.path.abspath(__file__))
    for folder in (here, os.path.join(sys.prefix, "lib")):
        yield from (path for path in (os.path.join(folder, name) for name in FILES)
                    if os.path.exists(path))
    yield from FILES  # by the loader's own search
    for folder in ("/usr/local/lib", "/usr/local/lib64", "/opt/homebrew/lib"):
        yield from (path for path in (os.path.join(folder, name) for name in FILES)
                    if os.path.exists(path))
    from ctypes.util import find_library  # starts programs, and takes a quarter of the import
    found = find_library("gdcs")
    if found:
        yield found


def version_of(library: ctypes.CDLL) -> Tuple[int, int, int]:
    """(major, minor, patch) of a loaded library."""
    number = library.gdcs_version_number()
    return number // 10000, number // 100 % 100, number % 100


def check(library: ctypes.CDLL, path: str) -> ctypes.CDLL:
    """The library, if it is of our version."""
    if not hasattr(library, "gdcs_version_number"):
        raise ImportError(f"{path} is not libgdcs")
    found = version_of(library)
    if found[:2] != (MAJOR, MINOR):
        raise ImportError(f"{path} is libgdcs {'.'.join(map(str, found))}, but this package is "
                          f"made for {MAJOR}.{MINOR}; install both from the same release")
    return library


def find() -> ctypes.CDLL:
    """Open the library that GDCS_LIBRARY names, or else the first one there is."""
    named = os.environ.get("GDCS_LIBRARY")
    tried: List[str] = []
    for path in [named] if named else candidates():
        try:
            library = ctypes.CDLL(path)
        except OSError as reason:
            tried.append(f"  {path}: {reason}")
            continue
        return check(library, path)
    hint = ("GDCS_LIBRARY names no library that can be loaded" if named else
            "libgdcs was not found; install it, or set GDCS_LIBRARY to the path of the library")
    raise ImportError("\n".join([hint] + tried))
