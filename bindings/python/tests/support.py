"""What the tests share."""
import os
import unittest

try:
    import numpy
except ImportError:
    numpy = None
try:
    import pandas
except ImportError:
    pandas = None

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
