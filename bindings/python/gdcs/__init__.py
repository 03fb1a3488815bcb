"""Sex-disaggregated crime and justice statistics: the Python side of libgdcs."""
from ._abi import VERSION as _VERSION
from .cell import Axis, Cell
from .column import Column
from .counts import Counts
from .csv import Reading, Schema, read_csv
from .errors import (ArgumentError, DataError, DisclosureError, Error, InputError, InternalError,
                     MissingNameError, NumericError, OutOfMemoryError)
from .estimate import Bounds, Estimate, Estimates, Test
from .frame import Frame
from .gap import (Gap, Gaps, gap, gap_known, gap_table, gap_table_by_sex, gap_table_known,
                  gap_women)
from .multiplicity import multiplicity
from .gap import (Gap, Gaps, gap, gap_known, gap_nested, gap_reference, gap_table,
                  gap_table_by_sex, gap_table_known, gap_table_nested, gap_table_reference,
                  gap_women, gap_women_nested)
from .notes import note_text, notes
from .pipeline import (Parts, Stages, Step, Steps, pipeline, pipeline_decompose, pipeline_stages,
                       pipeline_table)
from .population import Persons, Population
from .rate import Rate, rate, rate_table
from .segregation import (Segregation, SegregationChange, SegregationEach, SegregationGroups,
                          SegregationMeasures, SegregationNested, SegregationTest,
                          SegregationUnits, segregation, segregation_bounds, segregation_change,
                          segregation_each, segregation_measures, segregation_nested,
                          segregation_table, segregation_table_change, segregation_table_nested,
                          segregation_table_units, segregation_test, segregation_units)
from .share import Share, share, share_bounds, share_table
from .standard import (Band, Standard, StandardIndirect, StandardRatio, StandardRatios, standard,
                       standard_age, standard_bands, standard_indirect, standard_ratio,
                       standard_text, standard_weights)
from .table import Noted, Table

__version__ = ".".join(map(str, _VERSION))
__all__ = [
    "ArgumentError",
    "Axis",
    "Band",
    "Bounds",
    "Cell",
    "Column",
    "Counts",
    "DataError",
    "DisclosureError",
    "Error",
    "Estimate",
    "Estimates",
    "Frame",
    "Gap",
    "Gaps",
    "InputError",
    "InternalError",
    "MissingNameError",
    "Noted",
    "NumericError",
    "OutOfMemoryError",
    "Parts",
    "Persons",
    "Population",
    "Rate",
    "Reading",
    "Schema",
    "Segregation",
    "SegregationChange",
    "SegregationEach",
    "SegregationGroups",
    "SegregationMeasures",
    "SegregationNested",
    "SegregationTest",
    "SegregationUnits",
    "Share",
    "Stages",
    "Standard",
    "StandardIndirect",
    "StandardRatio",
    "StandardRatios",
    "Step",
    "Steps",
    "Table",
    "Test",
    "gap",
    "gap_known",
    "gap_nested",
    "gap_reference",
    "gap_table",
    "gap_table_by_sex",
    "gap_table_known",
    "gap_table_nested",
    "gap_table_reference",
    "gap_women",
    "gap_women_nested",
    "multiplicity",
    "note_text",
    "notes",
    "pipeline",
    "pipeline_decompose",
    "pipeline_stages",
    "pipeline_table",
    "rate",
    "rate_table",
    "read_csv",
    "segregation",
    "segregation_bounds",
    "segregation_change",
    "segregation_each",
    "segregation_measures",
    "segregation_nested",
    "segregation_table",
    "segregation_table_change",
    "segregation_table_nested",
    "segregation_table_units",
    "segregation_test",
    "segregation_units",
    "share",
    "share_bounds",
    "share_table",
    "standard",
    "standard_age",
    "standard_bands",
    "standard_indirect",
    "standard_ratio",
    "standard_text",
    "standard_weights",
]
