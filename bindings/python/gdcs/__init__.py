"""Sex-disaggregated crime and justice statistics: the Python side of libgdcs."""
from ._abi import VERSION as _VERSION
from .errors import (ArgumentError, DataError, DisclosureError, Error, InputError, InternalError,
                     MissingNameError, NumericError, OutOfMemoryError)
from .frame import Frame

__version__ = ".".join(map(str, _VERSION))
