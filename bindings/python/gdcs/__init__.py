"""Sex-disaggregated crime and justice statistics: the Python side of libgdcs."""
from .errors import (ArgumentError, DataError, DisclosureError, Error, InputError, InternalError,
                     MissingNameError, NumericError, OutOfMemoryError)
from .frame import Frame
