"""Sex-disaggregated crime and justice statistics: the Python side of libgdcs."""
from ._abi import VERSION as _VERSION
from .cell import Axis, Cell
from .column import Column
from .counts import Counts
from .csv import Reading, Schema, read_csv
from .errors import (ArgumentError, DataError, DisclosureError, Error, InputError, InternalError,
                     MissingNameError, NumericError, OutOfMemoryError)
from .estimate import Bounds, Estimate, Estimates
from .frame import Frame
from .gap import (Gap, Gaps, gap, gap_known, gap_table, gap_table_by_sex, gap_table_known,
                  gap_women)
from .notes import note_text, notes
from .pipeline import Step, Steps, pipeline, pipeline_table
from .population import Persons, Population
from .rate import Rate, rate, rate_table
from .share import Share, share, share_bounds, share_table
from .table import Noted, Table

__version__ = ".".join(map(str, _VERSION))
__all__ = [
    "ArgumentError", "Axis", "Bounds", "Cell", "Column", "Counts", "DataError", "DisclosureError",
    "Error",
    "Estimate", "Estimates", "Frame", "Gap", "Gaps", "InputError", "InternalError",
    "MissingNameError", "Noted", "NumericError", "OutOfMemoryError", "Persons", "Population",
    "Rate", "Reading", "Schema", "Share", "Step", "Steps", "Table", "gap", "gap_known",
    "gap_table", "gap_table_by_sex", "gap_table_known", "gap_women", "note_text", "notes", "pipeline", "pipeline_table", "rate",
    "rate_table", "read_csv", "share", "share_bounds", "share_table",
]
