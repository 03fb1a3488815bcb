"""Generated from __init__.py by bindings/abi/emit.py.  Do not edit."""
from .access import (
    Access, access, access_counts, access_each, access_table
)
from .arrow import (
    read_arrow
)
from .association import (
    Association, AssociationCells, AssociationEach, association, association_cells,
    association_each, association_table, association_table_cells
)
from .audit import (
    Audit, Fact, audit
)
from .budget import (
    Budget, BudgetState
)
from .cell import (
    Axis, Cell
)
from .cell_key import (
    CellKey, CellKeyRow, Perturbed, PerturbedNumbers, cell_key_add
)
from .claim import (
    claim_parse, claim_reconcile, claim_table
)
from .codes import (
    Code, Iccs, codes_count, codes_find, codes_find_above, codes_find_children,
    codes_find_organised, codes_find_overlap, codes_get, codes_parse_age, codes_parse_iccs
)
from .column import (
    Column
)
from .counts import (
    Counts
)
from .csv import (
    Reading, Schema, read_csv
)
from .disclosure import (
    DisclosureRule, Unsafe, disclosure, disclosure_names, disclosure_table
)
from .duration import (
    Duration, DurationTest, duration, duration_causes, duration_curve, duration_frame,
    duration_frame_causes, duration_frame_curve, duration_frame_intervals, duration_intervals,
    duration_test, duration_test_frame
)
from .errors import (
    ArgumentError, CancelledError, DataError, DisclosureError, Error, InputError, InternalError,
    MissingNameError, NumericError, OutOfMemoryError
)
from .estimate import (
    Bounds, Estimate, Estimates, Test, Tests
)
from .frame import (
    Frame
)
from .gap import (
    Gap, Gaps, gap, gap_known, gap_nested, gap_reference, gap_table, gap_table_by_sex,
    gap_table_known, gap_table_nested, gap_table_reference, gap_women, gap_women_nested
)
from .hierarchy import (
    Hierarchy, HierarchyFit, HierarchyFits, HierarchyLevels, HierarchyTest, HierarchyTests,
    hierarchy, hierarchy_each, hierarchy_fit, hierarchy_fit_each, hierarchy_fit_table,
    hierarchy_levels, hierarchy_table, hierarchy_table_levels, hierarchy_test,
    hierarchy_test_each
)
from .json import (
    read_json
)
from .jsonstat import (
    read_jsonstat
)
from .microdata import (
    Microdata, MicrodataAudit, MicrodataEach, MicrodataHierarchy, MicrodataKeys,
    MicrodataPartition, MicrodataRecoded, MicrodataRule, MicrodataSuppressed,
    MicrodataSynthetic, MicrodataUniques, microdata, microdata_audit, microdata_collapse,
    microdata_collapse_bands, microdata_collapse_ends, microdata_each, microdata_labels,
    microdata_partition, microdata_recode, microdata_suppress, microdata_synthetic,
    microdata_uniques
)
from .multiplicity import (
    multiplicity
)
from .noise import (
    Noise, NoisyNumbers, NoisyTable, noise_each, noise_table
)
from .notes import (
    note_text, notes
)
from .overlap import (
    Overlap, OverlapEligible, OverlapLinked, OverlapSexes, overlap, overlap_each_eligible,
    overlap_eligible, overlap_sexes, overlap_table, overlap_table_eligible, overlap_tabulate
)
from .own_right import (
    OwnRight, own_right, own_right_each, own_right_table
)
from .pairs import (
    ManyPairs, Pairs, pairs, pairs_table, pairs_test
)
from .parity import (
    Missing, Parities, Parity, parity, parity_admissions, parity_persons, parity_persons_each,
    parity_table, parity_table_persons, parity_table_rates
)
from .pathway import (
    Pathway, PathwayCategories, Pathways, pathway, pathway_each, pathway_each_categories,
    pathway_table, pathway_table_categories
)
from .perturbed import (
    Perturbation, perturbed_gap, perturbed_share
)
from .pipeline import (
    Parts, PartsEach, StageTests, Stages, Step, StepTest, StepTests, Steps, pipeline,
    pipeline_decompose, pipeline_decompose_each, pipeline_stages, pipeline_table,
    pipeline_table_decomposed, pipeline_table_stages, pipeline_test, pipeline_test_stages
)
from .population import (
    Persons, Population
)
from .progress import (
    Progress, ProgressState
)
from .px import (
    read_px
)
from .quality import (
    Peers, quality_comparability, quality_gaps, quality_reconcile, quality_test_table,
    quality_tests
)
from .quotient import (
    Quotient, quotient, quotient_table, quotients
)
from .rate import (
    Rate, RateClustered, RateContrast, RateContrasts, RatePool, rate, rate_clustered,
    rate_contrast, rate_pool, rate_repeated, rate_table, rate_table_clustered,
    rate_table_contrast, rate_table_pool, rate_table_repeated
)
from .ratio import (
    Ratio, RatioMeasure, RatioTest, RatioTests, Ratios, ratio, ratio_sexes, ratio_table,
    ratio_test
)
from .release import (
    Release, ReleaseAudit, ReleaseEntry, ReleaseLog, ReleasedFrame, ReleasedMicrodata, release,
    release_audit, release_frame, release_microdata
)
from .round import (
    Rounded, RoundedNumbers, round_each, round_table
)
from .sdg import (
    Sdg, SdgDefinition, sdg, sdg_definition, sdg_each, sdg_table
)
from .sdmx import (
    read_sdmx
)
from .segregation import (
    Segregation, SegregationChange, SegregationEach, SegregationGroups, SegregationMeasures,
    SegregationNested, SegregationTest, SegregationUnits, segregation, segregation_bounds,
    segregation_change, segregation_each, segregation_measures, segregation_nested,
    segregation_table, segregation_table_change, segregation_table_nested,
    segregation_table_units, segregation_test, segregation_units
)
from .sex import (
    SexResolution, sex_parse, sex_resolve
)
from .share import (
    Sexes, SexesArrays, Share, ShareDesign, ShareDesigns, share, share_bounds, share_clustered,
    share_clustered_each, share_clustered_table, share_finite, share_finite_table, share_sexes,
    share_sexes_table, share_table, share_weighted, share_weighted_each
)
from .standard import (
    Band, Standard, StandardIndirect, StandardIndirects, StandardRatio, StandardRatios,
    standard, standard_age, standard_bands, standard_indirect, standard_indirect_each,
    standard_ratio, standard_table, standard_table_indirect, standard_table_ratio,
    standard_text, standard_weights
)
from .strata import (
    ManyStrata, Strata, strata_each, strata_pool, strata_table
)
from .suppress import (
    Suppression, suppress
)
from .table import (
    Noted, Table
)
from .tree import (
    tree_iccs, tree_prefixes
)

__version__: str
__all__ = [
    "Access",
    "ArgumentError",
    "Association",
    "AssociationCells",
    "AssociationEach",
    "Audit",
    "Axis",
    "Band",
    "Bounds",
    "Budget",
    "BudgetState",
    "CancelledError",
    "Cell",
    "CellKey",
    "CellKeyRow",
    "Code",
    "Column",
    "Counts",
    "DataError",
    "DisclosureError",
    "DisclosureRule",
    "Duration",
    "DurationTest",
    "Error",
    "Estimate",
    "Estimates",
    "Fact",
    "Frame",
    "Gap",
    "Gaps",
    "Hierarchy",
    "HierarchyFit",
    "HierarchyFits",
    "HierarchyLevels",
    "HierarchyTest",
    "HierarchyTests",
    "Iccs",
    "InputError",
    "InternalError",
    "ManyPairs",
    "ManyStrata",
    "Microdata",
    "MicrodataAudit",
    "MicrodataEach",
    "MicrodataHierarchy",
    "MicrodataKeys",
    "MicrodataPartition",
    "MicrodataRecoded",
    "MicrodataRule",
    "MicrodataSuppressed",
    "MicrodataSynthetic",
    "MicrodataUniques",
    "Missing",
    "MissingNameError",
    "Noise",
    "NoisyNumbers",
    "NoisyTable",
    "Noted",
    "NumericError",
    "OutOfMemoryError",
    "Overlap",
    "OverlapEligible",
    "OverlapLinked",
    "OverlapSexes",
    "OwnRight",
    "Pairs",
    "Parities",
    "Parity",
    "Parts",
    "PartsEach",
    "Pathway",
    "PathwayCategories",
    "Pathways",
    "Peers",
    "Persons",
    "Perturbation",
    "Perturbed",
    "PerturbedNumbers",
    "Population",
    "Progress",
    "ProgressState",
    "Quotient",
    "Rate",
    "RateClustered",
    "RateContrast",
    "RateContrasts",
    "RatePool",
    "Ratio",
    "RatioMeasure",
    "RatioTest",
    "RatioTests",
    "Ratios",
    "Reading",
    "Release",
    "ReleaseAudit",
    "ReleaseEntry",
    "ReleaseLog",
    "ReleasedFrame",
    "ReleasedMicrodata",
    "Rounded",
    "RoundedNumbers",
    "Schema",
    "Sdg",
    "SdgDefinition",
    "Segregation",
    "SegregationChange",
    "SegregationEach",
    "SegregationGroups",
    "SegregationMeasures",
    "SegregationNested",
    "SegregationTest",
    "SegregationUnits",
    "SexResolution",
    "Sexes",
    "SexesArrays",
    "Share",
    "ShareDesign",
    "ShareDesigns",
    "StageTests",
    "Stages",
    "Standard",
    "StandardIndirect",
    "StandardIndirects",
    "StandardRatio",
    "StandardRatios",
    "Step",
    "StepTest",
    "StepTests",
    "Steps",
    "Strata",
    "Suppression",
    "Table",
    "Test",
    "Tests",
    "Unsafe",
    "access",
    "access_counts",
    "access_each",
    "access_table",
    "association",
    "association_cells",
    "association_each",
    "association_table",
    "association_table_cells",
    "audit",
    "cell_key_add",
    "claim_parse",
    "claim_reconcile",
    "claim_table",
    "codes_count",
    "codes_find",
    "codes_find_above",
    "codes_find_children",
    "codes_find_organised",
    "codes_find_overlap",
    "codes_get",
    "codes_parse_age",
    "codes_parse_iccs",
    "disclosure",
    "disclosure_names",
    "disclosure_table",
    "duration",
    "duration_causes",
    "duration_curve",
    "duration_frame",
    "duration_frame_causes",
    "duration_frame_curve",
    "duration_frame_intervals",
    "duration_intervals",
    "duration_test",
    "duration_test_frame",
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
    "hierarchy",
    "hierarchy_each",
    "hierarchy_fit",
    "hierarchy_fit_each",
    "hierarchy_fit_table",
    "hierarchy_levels",
    "hierarchy_table",
    "hierarchy_table_levels",
    "hierarchy_test",
    "hierarchy_test_each",
    "microdata",
    "microdata_audit",
    "microdata_collapse",
    "microdata_collapse_bands",
    "microdata_collapse_ends",
    "microdata_each",
    "microdata_labels",
    "microdata_partition",
    "microdata_recode",
    "microdata_suppress",
    "microdata_synthetic",
    "microdata_uniques",
    "multiplicity",
    "noise_each",
    "noise_table",
    "note_text",
    "notes",
    "overlap",
    "overlap_each_eligible",
    "overlap_eligible",
    "overlap_sexes",
    "overlap_table",
    "overlap_table_eligible",
    "overlap_tabulate",
    "own_right",
    "own_right_each",
    "own_right_table",
    "pairs",
    "pairs_table",
    "pairs_test",
    "parity",
    "parity_admissions",
    "parity_persons",
    "parity_persons_each",
    "parity_table",
    "parity_table_persons",
    "parity_table_rates",
    "pathway",
    "pathway_each",
    "pathway_each_categories",
    "pathway_table",
    "pathway_table_categories",
    "perturbed_gap",
    "perturbed_share",
    "pipeline",
    "pipeline_decompose",
    "pipeline_decompose_each",
    "pipeline_stages",
    "pipeline_table",
    "pipeline_table_decomposed",
    "pipeline_table_stages",
    "pipeline_test",
    "pipeline_test_stages",
    "quality_comparability",
    "quality_gaps",
    "quality_reconcile",
    "quality_test_table",
    "quality_tests",
    "quotient",
    "quotient_table",
    "quotients",
    "rate",
    "rate_clustered",
    "rate_contrast",
    "rate_pool",
    "rate_repeated",
    "rate_table",
    "rate_table_clustered",
    "rate_table_contrast",
    "rate_table_pool",
    "rate_table_repeated",
    "ratio",
    "ratio_sexes",
    "ratio_table",
    "ratio_test",
    "read_arrow",
    "read_csv",
    "read_json",
    "read_jsonstat",
    "read_px",
    "read_sdmx",
    "release",
    "release_audit",
    "release_frame",
    "release_microdata",
    "round_each",
    "round_table",
    "sdg",
    "sdg_definition",
    "sdg_each",
    "sdg_table",
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
    "sex_parse",
    "sex_resolve",
    "share",
    "share_bounds",
    "share_clustered",
    "share_clustered_each",
    "share_clustered_table",
    "share_finite",
    "share_finite_table",
    "share_sexes",
    "share_sexes_table",
    "share_table",
    "share_weighted",
    "share_weighted_each",
    "standard",
    "standard_age",
    "standard_bands",
    "standard_indirect",
    "standard_indirect_each",
    "standard_ratio",
    "standard_table",
    "standard_table_indirect",
    "standard_table_ratio",
    "standard_text",
    "standard_weights",
    "strata_each",
    "strata_pool",
    "strata_table",
    "suppress",
    "tree_iccs",
    "tree_prefixes",
]
