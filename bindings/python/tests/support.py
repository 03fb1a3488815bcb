"""What the tests share."""
import importlib
import os
import unittest
from typing import Any


def _installed(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


numpy = _installed("numpy")
pandas = _installed("pandas")

needs_numpy = unittest.skipUnless(numpy, "NumPy is not installed")
needs_pandas = unittest.skipUnless(pandas, "pandas is not installed")
SANITIZED = bool(os.environ.get("GDCS_SANITIZED"))


def resident():
    """Bytes of memory in use now; None where the system does not say."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return None
