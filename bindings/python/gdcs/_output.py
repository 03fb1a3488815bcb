"""Written text: to a path, to an open file, or as a string."""
from __future__ import annotations

import ctypes
import os
from typing import Any, Optional

from ._lib import call, decode, lib, made


def deliver(to: Any, function: Any, *arguments: Any) -> Optional[str]:
    """Call function(*arguments, sink, &err).

    to is a path, whose file appears whole or not at all; an object with write(); or None, for which
    the text is returned.
    """
    is_path = isinstance(to, (str, bytes, os.PathLike))
    if is_path:
        sink = made(lib.gdcs_sink_new_file, os.fsencode(to))
    else:
        sink = made(lib.gdcs_sink_new_memory)
    try:
        call(function, *arguments, sink)
        text = None if is_path else decode(lib.gdcs_sink_get_text(sink, None))
        call(lib.gdcs_sink_close, sink)
    finally:
        lib.gdcs_sink_free(sink)
    if to is None or is_path:
        return text
    to.write(text)
    return None


def pointer(struct: Optional[ctypes.Structure]) -> Any:
    """A reference for a parameter that may be NULL."""
    return None if struct is None else ctypes.byref(struct)
