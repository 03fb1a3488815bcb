"""Sex-disaggregated crime and justice statistics: the Python side of libgdcs.

A module is loaded when a name of it is first asked for.
"""
import importlib
import sys

from . import _abi, _lib

# What each module gives to users.  __init__.pyi, which follows from it, is written by bindings/abi/emit.py.
_MODULES = {
    "access": "Access access access_counts access_each access_table",
    "arrow": "read_arrow",
    "association":
        "Association AssociationCells AssociationEach association association_cells "
        "association_each association_table association_table_cells",
    "audit": "Audit Fact audit",
    "budget": "Budget BudgetState",
    "cell": "Axis Cell",
    "cell_key": "CellKey CellKeyRow Perturbed PerturbedNumbers cell_key_add",
    "claim": "claim_parse claim_reconcile claim_table",
    "codes":
        "Code Iccs codes_count codes_find codes_find_above codes_find_children "
        "codes_find_organised codes_find_overlap codes_get codes_parse_age codes_parse_iccs",
    "column": "Column",
    "counts": "Counts",
    "csv": "Reading Schema read_csv",
    "disclosure": "DisclosureRule Unsafe disclosure disclosure_names disclosure_table",
    "duration":
        "Duration DurationTest duration duration_causes duration_curve duration_frame "
        "duration_frame_causes duration_frame_curve duration_frame_intervals "
        "duration_intervals duration_test duration_test_frame",
    "errors":
        "ArgumentError CancelledError DataError DisclosureError Error InputError "
        "InternalError MissingNameError NumericError OutOfMemoryError",
    "estimate": "Bounds Estimate Estimates Test Tests",
    "frame": "Frame",
    "gap":
        "Gap Gaps gap gap_known gap_nested gap_reference gap_table gap_table_by_sex "
        "gap_table_known gap_table_nested gap_table_reference gap_women gap_women_nested",
    "hierarchy":
        "Hierarchy HierarchyFit HierarchyFits HierarchyLevels HierarchyTest HierarchyTests "
        "hierarchy hierarchy_each hierarchy_fit hierarchy_fit_each hierarchy_fit_table "
        "hierarchy_levels hierarchy_table hierarchy_table_levels hierarchy_test "
        "hierarchy_test_each",
    "json": "read_json",
    "jsonstat": "read_jsonstat",
    "microdata":
        "Microdata MicrodataAudit MicrodataEach MicrodataHierarchy MicrodataKeys "
        "MicrodataPartition MicrodataRecoded MicrodataRule MicrodataSuppressed "
        "MicrodataSynthetic MicrodataUniques microdata microdata_audit microdata_collapse "
        "microdata_collapse_bands microdata_collapse_ends microdata_each microdata_labels "
        "microdata_partition microdata_recode microdata_suppress microdata_synthetic "
        "microdata_uniques",
    "multiplicity": "multiplicity",
    "noise": "Noise NoisyNumbers NoisyTable noise_each noise_table",
    "notes": "note_text notes",
    "overlap":
        "Overlap OverlapEligible OverlapLinked OverlapSexes overlap overlap_each_eligible "
        "overlap_eligible overlap_sexes overlap_table overlap_table_eligible overlap_tabulate",
    "own_right": "OwnRight own_right own_right_each own_right_table",
    "pairs": "ManyPairs Pairs pairs pairs_table pairs_test",
    "parity":
        "Missing Parities Parity parity parity_admissions parity_persons parity_persons_each "
        "parity_table parity_table_persons parity_table_rates",
    "pathway":
        "Pathway PathwayCategories Pathways pathway pathway_each pathway_each_categories "
        "pathway_table pathway_table_categories",
    "perturbed": "Perturbation perturbed_gap perturbed_share",
    "pipeline":
        "Parts PartsEach StageTests Stages Step StepTest StepTests Steps pipeline "
        "pipeline_decompose pipeline_decompose_each pipeline_stages pipeline_table "
        "pipeline_table_decomposed pipeline_table_stages pipeline_test pipeline_test_stages",
    "population": "Persons Population",
    "progress": "Progress ProgressState",
    "px": "read_px",
    "quality":
        "Peers quality_comparability quality_gaps quality_reconcile quality_test_table "
        "quality_tests",
    "quotient": "Quotient quotient quotient_table quotients",
    "rate":
        "Rate RateClustered RateContrast RateContrasts RatePool rate rate_clustered "
        "rate_contrast rate_pool rate_repeated rate_table rate_table_clustered "
        "rate_table_contrast rate_table_pool rate_table_repeated",
    "ratio":
        "Ratio RatioMeasure RatioTest RatioTests Ratios ratio ratio_sexes ratio_table "
        "ratio_test",
    "release":
        "Release ReleaseAudit ReleaseEntry ReleaseLog ReleasedFrame ReleasedMicrodata release "
        "release_audit release_frame release_microdata",
    "round": "Rounded RoundedNumbers round_each round_table",
    "sdg": "Sdg SdgDefinition sdg sdg_definition sdg_each sdg_table",
    "sdmx": "read_sdmx",
    "segregation":
        "Segregation SegregationChange SegregationEach SegregationGroups SegregationMeasures "
        "SegregationNested SegregationTest SegregationUnits segregation segregation_bounds "
        "segregation_change segregation_each segregation_measures segregation_nested "
        "segregation_table segregation_table_change segregation_table_nested "
        "segregation_table_units segregation_test segregation_units",
    "sex": "SexResolution sex_parse sex_resolve",
    "share":
        "Sexes SexesArrays Share ShareDesign ShareDesigns share share_bounds share_clustered "
        "share_clustered_each share_clustered_table share_finite share_finite_table "
        "share_sexes share_sexes_table share_table share_weighted share_weighted_each",
    "standard":
        "Band Standard StandardIndirect StandardIndirects StandardRatio StandardRatios "
        "standard standard_age standard_bands standard_indirect standard_indirect_each "
        "standard_ratio standard_table standard_table_indirect standard_table_ratio "
        "standard_text standard_weights",
    "strata": "ManyStrata Strata strata_each strata_pool strata_table",
    "suppress": "Suppression suppress",
    "table": "Noted Table",
    "tree": "tree_iccs tree_prefixes",
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names.split()}

__version__ = ".".join(map(str, _abi.VERSION))
__all__ = sorted(_HOMES)


def __getattr__(name):
    home = _HOMES.get(name, name)
    if home not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = importlib.import_module(f"{__name__}.{home}")
    value = getattr(module, name) if name in _HOMES else module
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *_HOMES})


class _Package(type(sys)):
    def __setattr__(self, name, value):
        """Where a module has a function of its own name, the function is meant: gdcs.share()."""
        if _HOMES.get(name) == name and isinstance(value, type(sys)):
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
