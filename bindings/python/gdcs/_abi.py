"""Generated from include/gdcs by bindings/abi/emit.py.  Do not edit.

Types are written as text, and made when they are first asked for: nobody uses all of them.
Pointers to numbers are addresses (c_void_p) as members and typed pointers as parameters.
A HANDLE is the address of an object of the class named; that of another class is refused.
"""
import ctypes
from typing import Any, Dict

VERSION = (0, 1, 0)

OK = 0
E_ARGUMENT = 100
E_OPTION = 101
E_STRUCT = 102
E_NAME = 103
E_EMPTY = 200
E_DUPLICATE = 201
E_SHAPE = 202
E_SEX = 203
E_VALUE = 204
E_REJECTED = 205
E_OPEN = 300
E_READ = 301
E_WRITE = 302
E_SYNTAX = 303
E_LIMIT = 304
E_ENCODING = 305
E_SCHEMA = 306
E_NUMERIC = 400
E_DISCLOSURE = 501
E_BUDGET = 502
E_CANCELLED = 600
E_MEMORY = 900
E_INTERNAL = 901
NOTE_UNKNOWN_PRESENT = 1
NOTE_OTHER_PRESENT = 2
NOTE_NOT_PERSONS = 4
NOTE_AT_BOUNDARY = 8
NOTE_ZERO_CELL = 16
NOTE_SMALL_BASE = 32
NOTE_NOT_WHOLE = 64
NOTE_ABOVE_ONE = 128
NOTE_NOT_ESTIMABLE = 256
NOTE_INTERVAL_CELL = 512
NOTE_MISSING_CELL = 1024
NOTE_TOTAL_EXCEEDS = 2048
NOTE_PARTS_EXCEED = 4096
NOTE_INTERPOLATED = 8192
NOTE_UPPER_INFINITE = 16384
NOTE_NO_POPULATION = 32768
NOTE_METHOD_CHANGED = 65536
NOTE_EMPTY_UNIT = 131072
NOTE_FRAMINGS = 262144
NOTE_CONTINUITY = 524288
NOTE_OVERDISPERSED = 1048576
NOTE_SPARSE = 2097152
NOTE_SEPARATED = 4194304
NOTE_NOT_COMPARABLE = 8388608
NOTE_SIMULATED = 16777216
NOTE_NOT_REACHED = 33554432
NOTE_WITHHELD = 67108864
CONCEPT_NONE = 0
CONCEPT_SEX = 1
CONCEPT_ROLE = 2
CONCEPT_AGE = 3
CONCEPT_PERIOD = 4
CONCEPT_AREA = 5
CONCEPT_OFFENCE = 6
CONCEPT_LEVEL = 7
CONCEPT_MARKET = 8
CONCEPT_PATHWAY = 9
CONCEPT_RELATIONSHIP = 10
CONCEPT_STAGE = 11
CONCEPT_BASIS = 12
CONCEPT_PROGRAMME_STATUS = 13
CONCEPT_CITIZENSHIP = 14
CONCEPT_GROUP = 15
CONCEPT_PERSON_KEY = 16
CONCEPT_UNIT = 17
CONCEPT_COUNT = 100
CONCEPT_WEIGHT = 101
CONCEPT_POPULATION = 102
CONCEPT_STATUS = 103
CONCEPT_CONFIDENTIALITY = 104
CONCEPT_NUMBER = 105
CONCEPT_VALUE = 200
CONCEPT_LOWER = 201
CONCEPT_UPPER = 202
CONCEPT_STD_ERROR = 203
CONCEPT_BOUND_LOWER = 204
CONCEPT_BOUND_UPPER = 205
CONCEPT_N = 206
CONCEPT_UNKNOWN = 207
CONCEPT_METHOD = 208
CONCEPT_NOTES = 209
CONCEPT_MEASURE = 210
CONCEPT_STATISTIC = 211
CONCEPT_P_VALUE = 212
SENSITIVITY_DEFAULT = 0
SENSITIVITY_PUBLIC = 1
SENSITIVITY_INTERNAL = 2
SENSITIVITY_PROTECTED = 3
META_TITLE = 1
META_SOURCE = 2
META_URL = 3
META_LICENCE = 4
META_RETRIEVED = 5
META_COUNTING_UNIT = 6
META_STOCK_FLOW = 7
META_REFERENCE_DATE = 8
META_PRINCIPAL_RULE = 9
META_INPUT_OUTPUT = 10
META_POPULATION_BASE = 11
META_SEX_OR_GENDER = 12
META_LEGAL_PERSONS = 13
META_INCLUSIONS = 14
META_BREAKS = 15
META_METHOD = 16
META_NOTE = 17
META_DETECTED = 18
TYPE_TEXT = 1
TYPE_DOUBLE = 2
TYPE_INT64 = 3
SEX_NONE = 0
SEX_FEMALE = 1
SEX_MALE = 2
SEX_OTHER = 3
SEX_UNKNOWN = 4
SEX_NOT_APPLICABLE = 5
SEX_TOTAL = 6
SEX_SCHEME_NONE = 0
SEX_SCHEME_SDMX = 1
SEX_SCHEME_EUROSTAT = 2
SEX_SCHEME_ISO5218 = 3
SEX_SCHEME_ICCS = 4
SEX_SCHEME_NIBRS = 5
SEX_SCHEME_SHR = 6
SEX_SCHEME_NIEM = 7
SEX_SCHEME_SDMX1 = 8
SEX_SCHEME_NCVS = 9
SEX_SCHEME_ICAO9303 = 10
SEX_SCHEME_FHIR = 11
SEX_SCHEME_GREENLAND = 12
SEX_SCHEME_FINLAND = 13
SEX_SCHEME_SWEDEN = 14
SEX_SCHEME_NORWAY = 15
SEX_SCHEME_PORTUGAL = 16
SEX_SCHEME_SPAIN = 17
SEX_SCHEME_NETHERLANDS = 18
SEX_SCHEME_GERMANY = 19
SEX_SCHEME_MEN01 = 20
SEX_SCHEME_WOMEN01 = 21
ABSENT_ZERO = 0
ABSENT_MISSING = 1
GAP_METHOD_DEFAULT = 0
GAP_METHOD_MIETTINEN_NURMINEN = 1
GAP_METHOD_NEWCOMBE = 2
GAP_METHOD_EXACT = 3
REJECT_WIDTH = 0
REJECT_SEX = 1
REJECT_WORD = 2
REJECT_NUMBER = 3
REJECT_TEXT = 4
REJECT_REASONS = 5
DETECT_DEFAULT = 0
DETECT_NONE = -1
OTHERS_PASS = 0
OTHERS_REFUSE = 1
RAGGED_REJECT = 0
RAGGED_PAD = 1
RAGGED_TRIM = 2
RAGGED_REPAIR = 3
ASSOCIATION_METHOD_DEFAULT = 0
ASSOCIATION_METHOD_PEARSON = 1
ASSOCIATION_METHOD_G = 2
ASSOCIATION_METHOD_EXACT = 3
ASSOCIATION_METHOD_SIMULATED = 4
ASSOCIATION_METHOD_SIMULATED_EXACT = 5
ASSOCIATION_SEXES_DEFAULT = 0
ASSOCIATION_SEXES_OTHER = 1
ASSOCIATION_SEXES_UNKNOWN = 2
DISCLOSURE_SMALL = 1
DISCLOSURE_ZERO = 2
DISCLOSURE_DOMINANCE = 4
DISCLOSURE_PERCENT = 8
DISCLOSURE_GROUP = 16
DISCLOSURE_REQUEST = 32
DISCLOSURE_GROUPS_NONE = 0
DISCLOSURE_GROUPS_ONE_SEX = 1
DISCLOSURE_GROUPS_NO_WOMEN = 2
DISCLOSURE_ROUNDING_NONE = 0
DISCLOSURE_ROUNDING_NEAREST = 1
DISCLOSURE_ROUNDING_RANDOM = 2
DISCLOSURE_ROUNDING_CONTROLLED = 3
AUDIT_FACT_SHARE = 1
AUDIT_FACT_RATE = 2
AUDIT_FACT_GAP = 3
AUDIT_FACT_RATIO = 4
AUDIT_CELLS_HIDDEN = 0
AUDIT_CELLS_ALL = 1
AUDIT_INSIDERS_NONE = 0
AUDIT_INSIDERS_ALONE = 1
AUDIT_INSIDERS_LARGEST = 2
BUDGET_COMPOSITION_DEFAULT = 0
BUDGET_COMPOSITION_PURE = 1
BUDGET_COMPOSITION_ZCDP = 2
CLAIM_IS = 0
CLAIM_UP_TO = 1
CLAIM_UNDER = 2
CLAIM_AT_LEAST = 3
CLAIM_OVER = 4
CLAIM_BETWEEN = 5
CODES_ICCS = 1
CODES_TAGS = 2
CODES_AGE = 3
CODES_OBS_STATUS = 4
CODES_CONF_STATUS = 5
CODES_RELATIONSHIP = 6
CODES_EUROSTAT = 7
CODES_VALUE_EITHER = 0
CODES_VALUE_YES = 1
CODES_VALUE_NO = 2
CODES_ORGANISED_NO = 0
CODES_ORGANISED_PARTICIPATION = 1
CODES_ORGANISED_GROUP = 2
CODES_ORGANISED_GANG = 3
DURATION_LIMITS_LOG_LOG = 1
DURATION_LIMITS_PLAIN = 2
DURATION_LIMITS_LOG = 3
DURATION_LIMITS_ARCSINE = 4
DURATION_P_ASYMPTOTIC = 1
DURATION_P_SIMULATED = 2
HIERARCHY_MEASURE_DEFAULT = 0
HIERARCHY_MEASURE_SUPERIORITY = 1
HIERARCHY_MEASURE_SOMERS_LEVEL = 2
HIERARCHY_MEASURE_SOMERS_SEX = 3
HIERARCHY_MEASURE_GAMMA = 4
HIERARCHY_MEASURE_TAU_B = 5
HIERARCHY_MEASURE_SLOPE = 6
HIERARCHY_MEASURE_GLASS_CEILING_INDEX = 7
HIERARCHY_MEASURE_TOP_DIFFERENCE = 8
HIERARCHY_MEASURE_TOP_ODDS_RATIO = 9
HIERARCHY_METHOD_DEFAULT = 0
HIERARCHY_METHOD_SCORE = 1
HIERARCHY_METHOD_NEWCOMBE = 2
HIERARCHY_METHOD_LOGIT = 3
HIERARCHY_SCORES_DEFAULT = 0
HIERARCHY_SCORES_INTEGER = 1
HIERARCHY_SCORES_MIDRANK = 2
HIERARCHY_SCORES_RIDIT = 3
HIERARCHY_SCORES_GIVEN = 4
HIERARCHY_TEST_DEFAULT = 0
HIERARCHY_TEST_MID_P = 1
HIERARCHY_TEST_EXACT = 2
HIERARCHY_TEST_COCHRAN_ARMITAGE = 3
HIERARCHY_TEST_LINEAR = 4
HIERARCHY_ALTERNATIVE_TWO_SIDED = 0
HIERARCHY_ALTERNATIVE_RISING = 1
HIERARCHY_ALTERNATIVE_FALLING = 2
HIERARCHY_SMOOTH_NONE = 0
HIERARCHY_SMOOTH_RISING = 1
HIERARCHY_SMOOTH_FALLING = 2
HIERARCHY_LIMITS_DEFAULT = 0
HIERARCHY_LIMITS_PROFILE = 1
HIERARCHY_LIMITS_WALD = 2
MICRODATA_MISSING_DEFAULT = 0
MICRODATA_MISSING_ANY = 1
MICRODATA_MISSING_CATEGORY = 2
MICRODATA_DIVERSITY_DEFAULT = 0
MICRODATA_DIVERSITY_DISTINCT = 1
MICRODATA_DIVERSITY_ENTROPY = 2
MICRODATA_DIVERSITY_RECURSIVE = 3
MICRODATA_DISTANCE_DEFAULT = 0
MICRODATA_DISTANCE_EQUAL = 1
MICRODATA_DISTANCE_ORDERED = 2
MICRODATA_BROKEN_K = 1
MICRODATA_BROKEN_L = 2
MICRODATA_BROKEN_T = 4
MICRODATA_BROKEN_RISK = 8
MICRODATA_BROKEN_IDENTIFIER = 16
MULTIPLICITY_METHOD_DEFAULT = 0
MULTIPLICITY_METHOD_HOLM = 1
MULTIPLICITY_METHOD_BONFERRONI = 2
MULTIPLICITY_METHOD_SIDAK = 3
MULTIPLICITY_METHOD_HOLM_SIDAK = 4
MULTIPLICITY_METHOD_HOCHBERG = 5
MULTIPLICITY_METHOD_HOMMEL = 6
MULTIPLICITY_METHOD_BENJAMINI_HOCHBERG = 7
MULTIPLICITY_METHOD_BENJAMINI_YEKUTIELI = 8
NOISE_METHOD_DEFAULT = 0
NOISE_METHOD_LAPLACE = 1
NOISE_METHOD_GAUSSIAN = 2
NOISE_TOTALS_DEFAULT = 0
NOISE_TOTALS_MEASURED = 1
NOISE_TOTALS_SUM = 2
OVERLAP_MEASURE_VICTIM_ONLY = 1
OVERLAP_MEASURE_OFFENDER_ONLY = 2
OVERLAP_MEASURE_BOTH = 3
OVERLAP_MEASURE_OFFENDERS_VICTIMS = 4
OVERLAP_MEASURE_VICTIMS_OFFENDERS = 5
OVERLAP_MEASURE_ODDS_RATIO = 6
OVERLAP_MEASURE_LIFT = 7
OVERLAP_MEASURE_KAPPA = 8
OVERLAP_MEASURE_PHI = 9
OVERLAP_MEASURE_YULES_Q = 10
OVERLAP_MEASURE_TETRACHORIC = 11
OVERLAP_ORDER_ANY = 0
OVERLAP_ORDER_VICTIM_FIRST = 1
OVERLAP_ELIGIBLE_WOMEN = 1
OVERLAP_ELIGIBLE_MEN = 2
OVERLAP_ELIGIBLE_DIFFERENCE = 3
OVERLAP_ELIGIBLE_RATIO = 4
OWN_RIGHT_MEASURE_WOMEN = 1
OWN_RIGHT_MEASURE_MEN = 2
OWN_RIGHT_MEASURE_DIFFERENCE = 3
OWN_RIGHT_MEASURE_RATIO = 4
OWN_RIGHT_MEASURE_ODDS_RATIO = 5
OWN_RIGHT_MEASURE_WOMEN_OWN = 6
OWN_RIGHT_MEASURE_WOMEN_RELATIVES = 7
OWN_RIGHT_MEASURE_WOMEN_DIFFERENCE = 8
OWN_RIGHT_MEASURE_WOMEN_RATIO = 9
OWN_RIGHT_MEASURE_WOMEN_ALL = 10
OWN_RIGHT_MEASURE_DEPENDANTS_WOMEN = 11
OWN_RIGHT_MEASURE_DEPENDANTS_MEN = 12
OWN_RIGHT_MEASURE_DEPENDANTS_RATIO = 13
OWN_RIGHT_MEASURES = 14
PAIRS_METHOD_DEFAULT = 0
PAIRS_METHOD_SCORE = 1
PAIRS_METHOD_NEWCOMBE = 2
PAIRS_METHOD_BONETT_PRICE = 3
PAIRS_TEST_DEFAULT = 0
PAIRS_TEST_MID_P = 1
PAIRS_TEST_EXACT = 2
PAIRS_TEST_SCORE = 3
POPULATION_GAPS_REFUSE = 0
POPULATION_GAPS_LINEAR = 1
PARITY_OF_DEFAULT = 0
PARITY_OF_SHARES = 1
PARITY_OF_RATES = 2
PARITY_VERDICT_UNDECIDED = 0
PARITY_VERDICT_PARITY = 1
PARITY_VERDICT_WOMEN_LESS = 2
PARITY_VERDICT_MEN_LESS = 3
PATHWAY_MEASURE_DEFAULT = 0
PATHWAY_MEASURE_DIFFERENCE = 1
PATHWAY_MEASURE_RATIO = 2
PATHWAY_MEASURE_WOMEN = 3
PATHWAY_MEASURE_MEN = 4
PATHWAY_MEASURE_SHARE_WOMEN = 5
PATHWAY_METHOD_DEFAULT = 0
PATHWAY_METHOD_GOODMAN = 1
PATHWAY_METHOD_SISON_GLAZ = 2
PATHWAY_METHOD_QUESENBERRY_HURST = 3
PATHWAY_METHOD_CLOPPER_PEARSON = 4
PATHWAY_CONTRAST_DEFAULT = 0
PATHWAY_CONTRAST_MIETTINEN_NURMINEN = 1
PATHWAY_CONTRAST_NEWCOMBE = 2
PATHWAY_CONTRAST_GOODMAN = 3
PATHWAY_SIMULTANEOUS_DEFAULT = 0
PATHWAY_SIMULTANEOUS_BONFERRONI = 1
PATHWAY_SIMULTANEOUS_SIDAK = 2
PATHWAY_SIMULTANEOUS_NONE = 3
PATHWAY_FAMILY_ALL = 0
PATHWAY_FAMILY_EACH = 1
PATHWAY_ANSWERS_ONE = 0
PATHWAY_ANSWERS_SEVERAL = 1
PATHWAY_TEST_DEFAULT = 0
PATHWAY_TEST_RESIDUAL = 1
PATHWAY_TEST_FISHER = 2
PATHWAY_TEST_FISHER_MID_P = 3
PATHWAY_COMPARISON_CRAMERS_V = 1
PATHWAY_COMPARISON_DISSIMILARITY = 2
PATHWAY_COMPARISON_DIVERSITY_WOMEN = 3
PATHWAY_COMPARISON_DIVERSITY_MEN = 4
PATHWAY_COMPARISON_DIVERSITY_DIFFERENCE = 5
PIPELINE_METHOD_DEFAULT = 0
PIPELINE_METHOD_SCORE = 1
PIPELINE_METHOD_LOG = 2
PIPELINE_LINKED = 1
PIPELINE_CROSS_SECTIONAL = 2
PIPELINE_SIMULTANEOUS_EACH = 0
PIPELINE_SIMULTANEOUS_BONFERRONI = 1
PIPELINE_SIMULTANEOUS_SIDAK = 2
PIPELINE_TEST_DEFAULT = 0
PIPELINE_TEST_SCORE = 1
PIPELINE_TEST_EXACT = 2
PIPELINE_SMALL_BASE = 1
PIPELINE_SMALL_SHARE = 2
PIPELINE_PARTS_DEFAULT = 0
PIPELINE_PARTS_DELTA = 1
PIPELINE_PARTS_BOOTSTRAP = 2
QUALITY_FLAG_NONE = 0
QUALITY_FLAG_LOW = 1
QUALITY_FLAG_HIGH = 2
QUALITY_GAPS_CELL = 0
QUALITY_GAPS_INDICATOR = 1
QUALITY_GAPS_AREA = 2
QUOTIENT_METHOD_DEFAULT = 0
QUOTIENT_METHOD_MIETTINEN_NURMINEN = 1
QUOTIENT_METHOD_EXACT = 2
QUOTIENT_METHOD_LOG = 3
RATE_METHOD_DEFAULT = 0
RATE_METHOD_EXACT = 1
RATE_METHOD_BYAR = 2
RATE_METHOD_MID_P = 3
RATE_METHOD_SCORE = 4
RATE_METHOD_SCAS = 5
RATE_METHOD_JEFFREYS = 6
RATE_METHOD_BYAR_HALF = 7
RATE_CONTRAST_METHOD_DEFAULT = 0
RATE_CONTRAST_METHOD_EXACT = 1
RATE_CONTRAST_METHOD_MID_P = 2
RATE_CONTRAST_METHOD_SCORE = 3
RATE_CONTRAST_METHOD_MOVER = 4
RATE_CONTRAST_METHOD_WALD = 5
RATE_TEST_DEFAULT = 0
RATE_TEST_EXACT = 1
RATE_TEST_MID_P = 2
RATE_TEST_SCORE = 3
RATE_TEST_WALD = 4
RATE_TEST_LIKELIHOOD = 5
RATE_TEST_E = 6
RATE_POOL_METHOD_DEFAULT = 0
RATE_POOL_METHOD_MANTEL_HAENSZEL = 1
RATE_POOL_METHOD_SCORE = 2
RATE_CLUSTERED_METHOD_DEFAULT = 0
RATE_CLUSTERED_METHOD_DOBSON = 1
RATE_CLUSTERED_METHOD_GAMMA = 2
RATE_CLUSTERED_METHOD_MID_P = 3
RATE_CLUSTERED_METHOD_PERCENTILE = 4
RATE_CLUSTERED_METHOD_BCA = 5
RATIO_METHOD_DEFAULT = 0
RATIO_METHOD_MIETTINEN_NURMINEN = 1
RATIO_METHOD_SCORE = 2
RATIO_METHOD_MOVER = 3
RATIO_METHOD_EXACT = 4
RATIO_METHOD_MID_P = 5
RATIO_METHOD_BLAKER = 6
RATIO_METHOD_ADJUSTED = 7
RATIO_METHOD_PRICE_BONETT = 8
RATIO_METHOD_INVERSE_SINH = 9
RATIO_METHOD_WALD = 10
RATIO_TEST_DEFAULT = 0
RATIO_TEST_N_MINUS_1 = 1
RATIO_TEST_PEARSON = 2
RATIO_TEST_YATES = 3
RATIO_TEST_G = 4
RATIO_TEST_FISHER = 5
RATIO_TEST_FISHER_CENTRAL = 6
RATIO_TEST_BLAKER = 7
RATIO_TEST_MID_P = 8
RATIO_TEST_MID_P_CENTRAL = 9
RATIO_TEST_BOSCHLOO = 10
RATIO_TEST_BARNARD = 11
RATIO_ALTERNATIVE_TWO_SIDED = 0
RATIO_ALTERNATIVE_GREATER = 1
RATIO_ALTERNATIVE_LESS = 2
RELEASE_METHOD_DEFAULT = 0
RELEASE_METHOD_SUPPRESSION = 1
RELEASE_METHOD_ROUNDING = 2
RELEASE_METHOD_CELL_KEY = 3
RELEASE_METHOD_NOISE = 4
RELEASE_METHOD_RECORDS = 5
RELEASE_LETTERS_DEFAULT = 0
RELEASE_LETTERS_KINDS = 1
RELEASE_LETTERS_ONE = 2
RELEASE_TELLS_DEFAULT = 0
RELEASE_TELLS_COUNTS = 1
RELEASE_TELLS_SHARE = 2
RELEASE_PERSONS_DEFAULT = 0
RELEASE_PERSONS_SAME = 1
RELEASE_PERSONS_SOME = 2
RELEASE_PERSONS_OTHERS = 3
REPORT_TEXT = 0
REPORT_MARKDOWN = 1
REPORT_CSV = 2
ROUND_METHOD_DEFAULT = 0
ROUND_METHOD_CONVENTIONAL = 1
ROUND_METHOD_RANDOM = 2
ROUND_METHOD_CONTROLLED = 3
SDG_INDICATOR_16_1_1 = 1
SDG_INDICATOR_16_2_2 = 2
SDG_INDICATOR_16_3_2 = 3
SDG_INDICATOR_5_2_1 = 4
SDG_AGGREGATION_POPULATION_WEIGHTED = 1
SDG_AGGREGATION_RATIO_OF_SUMS = 2
SDG_AGGREGATION_WEIGHTED_MEAN = 3
SDG_AGGREGATION_NONE = 4
SDMX_LABELS_DEFAULT = 0
SDMX_LABELS_ID = 1
SDMX_LABELS_BOTH = 2
SDMX_LABELS_NAME = 3
SEGREGATION_INDEX_DEFAULT = 0
SEGREGATION_INDEX_DISSIMILARITY = 1
SEGREGATION_INDEX_KARMEL_MACLACHLAN = 2
SEGREGATION_INDEX_SIZE_STANDARDISED = 3
SEGREGATION_INDEX_ASSOCIATION = 4
SEGREGATION_INDEX_GINI = 5
SEGREGATION_INDEX_ATKINSON = 6
SEGREGATION_INDEX_GORARD = 7
SEGREGATION_INDEX_MUTUAL_INFORMATION = 8
SEGREGATION_INDEX_THEIL = 9
SEGREGATION_INDEX_THEIL_UNITS = 10
SEGREGATION_INDEX_ISOLATION_WOMEN = 11
SEGREGATION_INDEX_ISOLATION_MEN = 12
SEGREGATION_INDEX_EXPOSURE_WOMEN = 13
SEGREGATION_INDEX_EXPOSURE_MEN = 14
SEGREGATION_INDEX_ETA_SQUARED = 15
SEGREGATION_METHOD_DEFAULT = 0
SEGREGATION_METHOD_INVERSION = 1
SEGREGATION_METHOD_BASIC = 2
SEGREGATION_METHOD_PERCENTILE = 3
SEGREGATION_METHOD_DELTA = 4
SEGREGATION_CORRECTION_DEFAULT = 0
SEGREGATION_CORRECTION_BOOTSTRAP = 1
SEGREGATION_CORRECTION_DENSITY = 2
SEGREGATION_CORRECTION_MEDIAN = 3
SEGREGATION_SAMPLE_PERSONS = 0
SEGREGATION_SAMPLE_BY_SEX = 1
SHARE_METHOD_DEFAULT = 0
SHARE_METHOD_WILSON = 1
SHARE_METHOD_CLOPPER_PEARSON = 2
SHARE_METHOD_MID_P = 3
SHARE_METHOD_JEFFREYS = 4
SHARE_METHOD_AGRESTI_COULL = 5
SHARE_METHOD_BLAKER = 6
SHARE_METHOD_SCAS = 7
SHARE_METHOD_LIKELIHOOD_RATIO = 8
SHARE_METHOD_LOGIT = 9
SHARE_METHOD_WILSON_CONTINUITY = 10
SHARE_METHOD_ARCSINE = 11
SHARE_METHOD_WALD = 12
SHARE_OF_WOMEN_AND_MEN = 0
SHARE_OF_RECORDED = 1
SHARE_OF_PERSONS = 2
SHARE_SEXES_METHOD_DEFAULT = 0
SHARE_SEXES_METHOD_GOODMAN = 1
SHARE_SEXES_METHOD_SISON_GLAZ = 2
SHARE_SEXES_METHOD_QUESENBERRY_HURST = 3
SHARE_SEXES_METHOD_CLOPPER_PEARSON = 4
SHARE_CATEGORIES_ALL = 0
SHARE_CATEGORIES_RECORDED = 1
SHARE_CATEGORIES_WOMEN_AND_MEN = 2
STANDARD_POPULATION_DEFAULT = 0
STANDARD_POPULATION_EUROPE_2013 = 1
STANDARD_POPULATION_EUROPE_1976 = 2
STANDARD_POPULATION_WORLD_2000_2025 = 3
STANDARD_METHOD_DEFAULT = 0
STANDARD_METHOD_GAMMA = 1
STANDARD_METHOD_TIWARI = 2
STANDARD_METHOD_MID_P = 3
STANDARD_METHOD_DOBSON = 4
STANDARD_METHOD_DOBSON_BYAR = 5
STANDARD_METHOD_LOG = 6
STANDARD_METHOD_WALD = 7
STRATA_METHOD_DEFAULT = 0
STRATA_METHOD_MANTEL_HAENSZEL = 1
STRATA_METHOD_INVERSE_VARIANCE = 2
STRATA_METHOD_EXACT = 3
STRATA_METHOD_MID_P = 4
STRATA_VARIANCE_DEFAULT = 0
STRATA_VARIANCE_SATO = 1
STRATA_VARIANCE_GREENLAND_ROBINS = 2
STRATA_TEST_DEFAULT = 0
STRATA_TEST_CMH = 1
STRATA_TEST_CORRECTED = 2
STRATA_TEST_COCHRAN = 3
STRATA_TEST_EXACT = 4
STRATA_TEST_MID_P = 5
SUPPRESS_METHOD_DEFAULT = 0
SUPPRESS_METHOD_HEURISTIC = 1
SUPPRESS_METHOD_EXACT = 2
SUPPRESS_COST_DEFAULT = 0
SUPPRESS_COST_VALUE = 1
SUPPRESS_COST_CELLS = 2
SUPPRESS_COST_LOG = 3

STRUCTS = {
    "Error": (
        ("struct_size", "c_uint32"),
        ("status", "c_int32"),
        ("row", "c_int64"),
        ("column", "c_int64"),
        ("field", "c_char * 64"),
        ("message", "c_char * 256"),
    ),
    "Estimate": (
        ("value", "c_double"),
        ("lower", "c_double"),
        ("upper", "c_double"),
        ("std_error", "c_double"),
    ),
    "Bounds": (
        ("lower", "c_double"),
        ("upper", "c_double"),
    ),
    "Part": (
        ("part", "c_double"),
        ("whole", "c_double"),
    ),
    "PartArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("part_a", "c_void_p"),
        ("whole_a", "c_void_p"),
        ("part_b", "c_void_p"),
        ("whole_b", "c_void_p"),
    ),
    "Test": (
        ("statistic", "c_double"),
        ("df", "c_double"),
        ("p_value", "c_double"),
        ("log10_p", "c_double"),
    ),
    "TestArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("statistic", "c_void_p"),
        ("df", "c_void_p"),
        ("p_value", "c_void_p"),
        ("log10_p", "c_void_p"),
    ),
    "EstimateArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("value", "c_void_p"),
        ("lower", "c_void_p"),
        ("upper", "c_void_p"),
        ("std_error", "c_void_p"),
        ("bound_lower", "c_void_p"),
        ("bound_upper", "c_void_p"),
        ("notes", "c_void_p"),
    ),
    "Column": (
        ("struct_size", "c_uint32"),
        ("type", "c_int32"),
        ("concept_id", "c_int32"),
        ("sensitivity", "c_int32"),
        ("name", "c_char_p"),
        ("label", "c_char_p"),
        ("unit", "c_char_p"),
        ("rows", "c_int64"),
        ("doubles", "c_void_p"),
        ("integers", "c_void_p"),
        ("codes", "c_void_p"),
        ("words", "POINTER(c_char_p)"),
        ("word_count", "c_int64"),
    ),
    "SexCounts": (
        ("women", "c_double"),
        ("men", "c_double"),
        ("other", "c_double"),
        ("unknown", "c_double"),
        ("not_applicable", "c_double"),
    ),
    "SexArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("women", "c_void_p"),
        ("men", "c_void_p"),
        ("other", "c_void_p"),
        ("unknown", "c_void_p"),
        ("not_applicable", "c_void_p"),
    ),
    "SexResolveOptions": (
        ("struct_size", "c_uint32"),
        ("scheme", "c_int32"),
        ("blank", "c_int32"),
        ("padding", "c_uint32"),
        ("language", "c_char_p"),
    ),
    "SexResolution": (
        ("struct_size", "c_uint32"),
        ("scheme", "c_int32"),
        ("language", "c_char * 64"),
        ("reason", "c_char * 440"),
    ),
    "TableOptions": (
        ("struct_size", "c_uint32"),
        ("absent", "c_int32"),
        ("sensitivity", "c_int32"),
        ("padding", "c_int32"),
    ),
    "Axis": (
        ("struct_size", "c_uint32"),
        ("concept_id", "c_int32"),
        ("sensitivity", "c_int32"),
        ("padding", "c_int32"),
        ("name", "c_char_p"),
        ("title", "c_char_p"),
        ("total", "c_char_p"),
        ("labels", "POINTER(c_char_p)"),
        ("label_count", "c_int64"),
        ("titles", "POINTER(c_char_p)"),
    ),
    "Cell": (
        ("struct_size", "c_uint32"),
        ("present", "c_int32"),
        ("status", "c_int32"),
        ("confidentiality", "c_int32"),
        ("value", "c_double"),
        ("lower", "c_double"),
        ("upper", "c_double"),
    ),
    "TabulateOptions": (
        ("struct_size", "c_uint32"),
        ("absent", "c_int32"),
        ("value", "c_char_p"),
    ),
    "GapOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
    ),
    "GapResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("padding", "c_int32"),
        ("alpha", "c_double"),
        ("n_a", "c_double"),
        ("n_b", "c_double"),
        ("unknown_a", "c_double"),
        ("unknown_b", "c_double"),
        ("share_a", "c_double"),
        ("share_b", "c_double"),
        ("difference", "Estimate"),
        ("ratio", "Estimate"),
        ("difference_bounds", "Bounds"),
        ("ratio_bounds", "Bounds"),
    ),
    "GapReference": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("share", "c_double"),
        ("std_error", "c_double"),
        ("lower", "c_double"),
        ("upper", "c_double"),
        ("level", "c_double"),
        ("effective_n", "c_double"),
    ),
    "GapReferenceArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("share", "c_void_p"),
        ("std_error", "c_void_p"),
        ("lower", "c_void_p"),
        ("upper", "c_void_p"),
        ("effective_n", "c_void_p"),
        ("level", "c_double"),
    ),
    "GapPair": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("axis", "c_char_p"),
        ("a", "c_char_p"),
        ("b", "c_char_p"),
    ),
    "AccessShares": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("programme", "Bounds"),
        ("eligible", "Bounds"),
        ("n_programme", "c_double"),
        ("n_eligible", "c_double"),
    ),
    "AccessArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("programme_lower", "c_void_p"),
        ("programme_upper", "c_void_p"),
        ("eligible_lower", "c_void_p"),
        ("eligible_upper", "c_void_p"),
        ("n_programme", "c_void_p"),
        ("n_eligible", "c_void_p"),
    ),
    "AccessOptions": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
    ),
    "AccessResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("alpha", "c_double"),
        ("critical", "c_double"),
        ("ratio", "Estimate"),
        ("bounds", "Bounds"),
    ),
    "ProgressState": (
        ("struct_size", "c_uint32"),
        ("cancelled", "c_int32"),
        ("bytes", "c_int64"),
        ("bytes_all", "c_int64"),
        ("records", "c_int64"),
        ("files", "c_int64"),
        ("files_all", "c_int64"),
    ),
    "ReadOptions": (
        ("struct_size", "c_uint32"),
        ("detect", "c_int32"),
        ("reject_limit", "c_int64"),
        ("field_limit", "c_int64"),
        ("part", "c_char_p"),
        ("language", "c_char_p"),
        ("progress", "c_void_p"),
        ("threads", "c_int32"),
        ("padding", "c_int32"),
    ),
    "ReadResult": (
        ("struct_size", "c_uint32"),
        ("padding", "c_int32"),
        ("rows", "c_int64"),
        ("used", "c_int64"),
        ("filtered", "c_int64"),
        ("rejected", "c_int64 * 5"),
        ("blank", "c_int64"),
        ("first_row", "c_int64"),
        ("first_column", "c_int64"),
        ("first_message", "c_char * 256"),
        ("repeated", "c_int64"),
        ("repaired", "c_int64"),
    ),
    "SchemaWord": (
        ("from", "c_char_p"),
        ("to", "c_char_p"),
    ),
    "SchemaColumn": (
        ("struct_size", "c_uint32"),
        ("concept_id", "c_int32"),
        ("position", "c_int32"),
        ("type", "c_int32"),
        ("sensitivity", "c_int32"),
        ("scheme", "c_int32"),
        ("name", "c_char_p"),
        ("as", "c_char_p"),
        ("title", "c_char_p"),
        ("unit", "c_char_p"),
        ("total", "c_char_p"),
        ("map", "POINTER(SchemaWord)"),
        ("map_count", "c_int64"),
        ("map_open", "c_int32"),
        ("rounding", "c_int32"),
        ("keep", "POINTER(c_char_p)"),
        ("keep_count", "c_int64"),
        ("drop", "POINTER(c_char_p)"),
        ("drop_count", "c_int64"),
        ("missing", "POINTER(c_char_p)"),
        ("missing_count", "c_int64"),
        ("constant", "c_char_p"),
        ("titles", "c_char_p"),
        ("ranges", "POINTER(c_char_p)"),
        ("range_count", "c_int64"),
        ("status", "POINTER(SchemaWord)"),
        ("status_count", "c_int64"),
        ("confidentiality", "POINTER(SchemaWord)"),
        ("confidentiality_count", "c_int64"),
        ("labels", "POINTER(SchemaWord)"),
        ("label_count", "c_int64"),
        ("noise", "c_int32"),
        ("optional", "c_int32"),
        ("aliases", "POINTER(c_char_p)"),
        ("alias_count", "c_int64"),
        ("file", "c_char_p"),
    ),
    "SchemaWideAxis": (
        ("concept_id", "c_int32"),
        ("scheme", "c_int32"),
        ("as", "c_char_p"),
        ("total", "c_char_p"),
        ("labels", "POINTER(c_char_p)"),
        ("label_count", "c_int64"),
    ),
    "SchemaWide": (
        ("struct_size", "c_uint32"),
        ("concept_id", "c_int32"),
        ("scheme", "c_int32"),
        ("others", "c_int32"),
        ("as", "c_char_p"),
        ("columns", "POINTER(SchemaWord)"),
        ("column_count", "c_int64"),
        ("missing", "POINTER(c_char_p)"),
        ("missing_count", "c_int64"),
        ("total", "c_char_p"),
        ("also", "POINTER(SchemaWideAxis)"),
        ("also_count", "c_int64"),
        ("number", "POINTER(SchemaColumn)"),
        ("patterns", "POINTER(SchemaWord)"),
        ("pattern_count", "c_int64"),
        ("drop", "POINTER(c_char_p)"),
        ("drop_count", "c_int64"),
    ),
    "SchemaMeta": (
        ("key", "c_int32"),
        ("padding", "c_int32"),
        ("text", "c_char_p"),
    ),
    "Schema": (
        ("struct_size", "c_uint32"),
        ("header", "c_int32"),
        ("footer", "c_int32"),
        ("absent", "c_int32"),
        ("sensitivity", "c_int32"),
        ("ragged", "c_int32"),
        ("delimiter", "c_char"),
        ("quote", "c_char"),
        ("decimal", "c_char"),
        ("grouping", "c_char"),
        ("spare", "c_char * 4"),
        ("encoding", "c_char_p"),
        ("columns", "POINTER(SchemaColumn)"),
        ("column_count", "c_int64"),
        ("wide", "POINTER(SchemaWide)"),
        ("meta", "POINTER(SchemaMeta)"),
        ("meta_count", "c_int64"),
    ),
    "AssociationOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("sexes", "c_int32"),
        ("adjust", "c_int32"),
        ("permutations", "c_int32"),
        ("padding", "c_int32"),
        ("seed", "c_int64"),
        ("level", "c_double"),
        ("alpha", "c_double"),
    ),
    "AssociationResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("permutations", "c_int32"),
        ("alpha", "c_double"),
        ("n", "c_double"),
        ("rows", "c_int64"),
        ("columns", "c_int64"),
        ("empty", "c_int64"),
        ("sparse", "c_int64"),
        ("least_expected", "c_double"),
        ("test", "Test"),
        ("v", "Estimate"),
        ("corrected", "c_double"),
        ("tschuprow", "c_double"),
        ("contingency", "c_double"),
        ("bounds", "Bounds"),
    ),
    "AssociationCellArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("expected", "c_void_p"),
        ("pearson", "c_void_p"),
        ("standardised", "c_void_p"),
        ("p_value", "c_void_p"),
        ("p_adjusted", "c_void_p"),
    ),
    "DisclosureRule": (
        ("struct_size", "c_uint32"),
        ("zeros", "c_int32"),
        ("minimum", "c_double"),
        ("group_limit", "c_double"),
        ("groups", "c_int32"),
        ("dominance_n", "c_int32"),
        ("dominance_k", "c_double"),
        ("p_percent", "c_double"),
        ("pq_percent", "c_double"),
        ("request_percent", "c_double"),
        ("minimum_base", "c_double"),
        ("below", "c_double"),
        ("above", "c_double"),
        ("width", "c_double"),
        ("rounding", "c_double"),
        ("rounding_kind", "c_int32"),
        ("is_recalled", "c_int32"),
        ("producer", "c_char_p"),
        ("source", "c_char_p"),
        ("note", "c_char_p"),
    ),
    "DisclosureArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("value", "c_void_p"),
        ("contributors", "c_void_p"),
        ("largest", "c_void_p"),
        ("second", "c_void_p"),
        ("third", "c_void_p"),
        ("fourth", "c_void_p"),
        ("requested", "c_void_p"),
        ("women", "c_void_p"),
        ("men", "c_void_p"),
        ("total", "c_void_p"),
    ),
    "DisclosureFindings": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("why", "c_void_p"),
        ("below", "c_void_p"),
        ("above", "c_void_p"),
        ("width", "c_void_p"),
    ),
    "DisclosureOptions": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("contributors", "c_void_p"),
        ("largest", "c_void_p"),
        ("second", "c_void_p"),
        ("third", "c_void_p"),
        ("fourth", "c_void_p"),
        ("requested", "c_void_p"),
    ),
    "Tree": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("axis", "c_char_p"),
        ("children", "POINTER(c_char_p)"),
        ("parents", "POINTER(c_char_p)"),
        ("count", "c_int64"),
    ),
    "AuditFact": (
        ("struct_size", "c_uint32"),
        ("kind", "c_int32"),
        ("table", "c_int32"),
        ("padding", "c_int32"),
        ("a", "POINTER(c_char_p)"),
        ("b", "POINTER(c_char_p)"),
        ("c", "POINTER(c_char_p)"),
        ("d", "POINTER(c_char_p)"),
        ("population", "c_double"),
        ("other_population", "c_double"),
        ("per", "c_double"),
        ("lower", "c_double"),
        ("upper", "c_double"),
    ),
    "AuditOptions": (
        ("struct_size", "c_uint32"),
        ("cells", "c_int32"),
        ("rule", "POINTER(DisclosureRule)"),
        ("originals", "POINTER(c_void_p)"),
        ("trees", "POINTER(POINTER(Tree))"),
        ("facts", "POINTER(POINTER(AuditFact))"),
        ("tree_count", "c_int32"),
        ("fact_count", "c_int32"),
        ("rounding", "c_double"),
        ("rounding_kind", "c_int32"),
        ("equations", "c_int32"),
        ("milliseconds", "c_int64"),
        ("insiders", "c_int32"),
        ("is_brief", "c_int32"),
        ("contributions", "POINTER(DisclosureOptions)"),
    ),
    "AuditResult": (
        ("struct_size", "c_uint32"),
        ("is_safe", "c_int32"),
        ("quantities", "c_int64"),
        ("equations", "c_int64"),
        ("audited", "c_int64"),
        ("exact", "c_int64"),
        ("narrow", "c_int64"),
        ("group", "c_int64"),
        ("published", "c_int64"),
        ("recovered", "c_int64"),
        ("contradicted", "c_int64"),
        ("undecided", "c_int64"),
        ("insider", "c_int64"),
        ("contradictions", "c_int64"),
        ("parts", "c_int64"),
        ("solved", "c_int64"),
    ),
    "BudgetOptions": (
        ("struct_size", "c_uint32"),
        ("composition", "c_int32"),
        ("epsilon", "c_double"),
        ("delta", "c_double"),
        ("rho", "c_double"),
    ),
    "BudgetCharge": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("epsilon", "c_double"),
        ("rho", "c_double"),
    ),
    "BudgetResult": (
        ("struct_size", "c_uint32"),
        ("composition", "c_int32"),
        ("releases", "c_int64"),
        ("total", "c_double"),
        ("spent", "c_double"),
        ("left", "c_double"),
        ("delta", "c_double"),
        ("epsilon", "c_double"),
    ),
    "CellKeyOptions": (
        ("struct_size", "c_uint32"),
        ("deviation", "c_int32"),
        ("threshold", "c_int32"),
        ("strict", "c_int32"),
        ("variance", "c_double"),
        ("stay", "c_double"),
    ),
    "CellKeyRow": (
        ("struct_size", "c_uint32"),
        ("count", "c_int32"),
        ("first", "c_int32"),
        ("last", "c_int32"),
        ("stay", "c_double"),
        ("mean", "c_double"),
        ("variance", "c_double"),
        ("entropy", "c_double"),
    ),
    "CellKeyResult": (
        ("struct_size", "c_uint32"),
        ("deviation", "c_int32"),
        ("threshold", "c_int32"),
        ("padding", "c_int32"),
        ("cells", "c_int64"),
        ("variance", "c_double"),
        ("variance_most", "c_double"),
    ),
    "Claim": (
        ("struct_size", "c_uint32"),
        ("decimals", "c_int32"),
        ("says", "c_int32"),
        ("padding", "c_int32"),
        ("printed", "c_double"),
        ("printed_to", "c_double"),
        ("definition", "c_char_p"),
        ("counts", "SexCounts"),
        ("upper", "POINTER(SexCounts)"),
        ("population_women", "c_double"),
        ("population_men", "c_double"),
        ("before", "c_double"),
    ),
    "ClaimOptions": (
        ("struct_size", "c_uint32"),
        ("sensitivity", "c_int32"),
        ("base", "c_double"),
    ),
    "Code": (
        ("struct_size", "c_uint32"),
        ("index", "c_int32"),
        ("scheme", "c_char_p"),
        ("source", "c_char_p"),
        ("code", "c_char_p"),
        ("name", "c_char_p"),
        ("name_fr", "c_char_p"),
        ("name_es", "c_char_p"),
        ("equivalent", "c_char_p"),
        ("note", "c_char_p"),
        ("parent", "c_int32"),
        ("level", "c_int32"),
        ("sex", "c_int32"),
        ("verified", "c_int32"),
        ("value", "c_int32"),
        ("padding", "c_int32"),
        ("youngest", "c_double"),
        ("oldest", "c_double"),
    ),
    "CodesIccs": (
        ("struct_size", "c_uint32"),
        ("count", "c_int32"),
        ("repaired", "c_int32"),
        ("padding", "c_int32"),
        ("indexes", "c_int32 * 64"),
    ),
    "CodesAge": (
        ("youngest", "c_double"),
        ("oldest", "c_double"),
    ),
    "CsvWriteOptions": (
        ("struct_size", "c_uint32"),
        ("guard_formulas", "c_int32"),
        ("delimiter", "c_char"),
        ("decimal", "c_char"),
        ("spare", "c_char * 6"),
    ),
    "DurationOptions": (
        ("struct_size", "c_uint32"),
        ("limits", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
        ("probability", "c_double"),
        ("time", "c_double"),
        ("tau", "c_double"),
        ("rho", "c_double"),
        ("p_method", "c_int32"),
        ("cause", "c_int32"),
        ("replicates", "c_int64"),
        ("seed", "c_int64"),
    ),
    "DurationArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("time", "c_void_p"),
        ("entry", "c_void_p"),
        ("event", "c_void_p"),
        ("sex", "c_void_p"),
        ("stratum", "c_void_p"),
        ("count", "c_void_p"),
    ),
    "DurationColumns": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("time", "c_char_p"),
        ("entry", "c_char_p"),
        ("event", "c_char_p"),
        ("sex", "c_char_p"),
        ("count", "c_char_p"),
    ),
    "DurationMeasured": (
        ("estimate", "Estimate"),
        ("bounds", "Bounds"),
        ("notes", "c_uint32"),
        ("padding", "c_uint32"),
    ),
    "DurationResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("alpha", "c_double"),
        ("probability", "c_double"),
        ("time", "c_double"),
        ("tau", "c_double"),
        ("women", "c_double"),
        ("men", "c_double"),
        ("women_events", "c_double"),
        ("men_events", "c_double"),
        ("unknown", "c_double"),
        ("other", "c_double"),
        ("women_survival", "DurationMeasured"),
        ("men_survival", "DurationMeasured"),
        ("survival_difference", "DurationMeasured"),
        ("survival_ratio", "DurationMeasured"),
        ("women_quantile", "DurationMeasured"),
        ("men_quantile", "DurationMeasured"),
        ("women_mean", "DurationMeasured"),
        ("men_mean", "DurationMeasured"),
        ("mean_difference", "DurationMeasured"),
        ("mean_ratio", "DurationMeasured"),
        ("hazard_ratio", "DurationMeasured"),
    ),
    "DurationTested": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("women_observed", "c_double"),
        ("women_expected", "c_double"),
        ("men_observed", "c_double"),
        ("men_expected", "c_double"),
        ("variance", "c_double"),
        ("unknown", "c_double"),
        ("replicates", "c_int64"),
        ("test", "Test"),
    ),
    "DurationIntervals": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("width", "c_void_p"),
        ("events", "c_void_p"),
        ("withdrawn", "c_void_p"),
        ("start", "c_double"),
    ),
    "HierarchyOptions": (
        ("struct_size", "c_uint32"),
        ("measure", "c_int32"),
        ("method", "c_int32"),
        ("scores", "c_int32"),
        ("test", "c_int32"),
        ("alternative", "c_int32"),
        ("top", "c_int32"),
        ("simultaneous", "c_int32"),
        ("smooth", "c_int32"),
        ("padding", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
        ("score", "c_void_p"),
        ("score_count", "c_int64"),
    ),
    "HierarchyResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("measure", "c_int32"),
        ("method", "c_int32"),
        ("alpha", "c_double"),
        ("women", "c_double"),
        ("men", "c_double"),
        ("unknown", "c_double"),
        ("levels", "c_int64"),
        ("empty", "c_int64"),
        ("measured", "Estimate"),
        ("bounds", "Bounds"),
    ),
    "HierarchyTested": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("test", "c_int32"),
        ("scores", "c_int32"),
        ("alternative", "c_int32"),
        ("padding", "c_int32"),
        ("sum", "c_double"),
        ("expected", "c_double"),
        ("tested", "Test"),
    ),
    "HierarchyFitOptions": (
        ("struct_size", "c_uint32"),
        ("limits", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
    ),
    "HierarchyStrata": (
        ("struct_size", "c_uint32"),
        ("covariates", "c_int32"),
        ("count", "c_int64"),
        ("values", "c_void_p"),
    ),
    "HierarchyCoefficients": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("threshold", "c_void_p"),
        ("threshold_error", "c_void_p"),
        ("coefficient", "c_void_p"),
        ("coefficient_error", "c_void_p"),
        ("cut", "c_void_p"),
        ("cut_error", "c_void_p"),
    ),
    "HierarchyFitted": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("limits", "c_int32"),
        ("iterations", "c_int32"),
        ("alpha", "c_double"),
        ("women", "c_double"),
        ("men", "c_double"),
        ("levels", "c_int64"),
        ("log_likelihood", "c_double"),
        ("log_odds", "Estimate"),
        ("odds_ratio", "Estimate"),
        ("adjusted", "Estimate"),
        ("likelihood_ratio", "Test"),
        ("score", "Test"),
        ("wald", "Test"),
        ("proportional", "Test"),
    ),
    "HierarchyAxis": (
        ("struct_size", "c_uint32"),
        ("count", "c_int32"),
        ("axis", "c_char_p"),
        ("order", "POINTER(c_char_p)"),
    ),
    "MicrodataKeys": (
        ("struct_size", "c_uint32"),
        ("missing", "c_int32"),
        ("columns", "POINTER(c_char_p)"),
        ("count", "c_int64"),
        ("sensitive", "c_char_p"),
        ("weight", "c_char_p"),
        ("population", "c_double"),
    ),
    "MicrodataRule": (
        ("struct_size", "c_uint32"),
        ("diversity", "c_int32"),
        ("distance", "c_int32"),
        ("padding", "c_uint32"),
        ("k", "c_int64"),
        ("l", "c_double"),
        ("c", "c_double"),
        ("t", "c_double"),
        ("risk", "c_double"),
    ),
    "MicrodataResult": (
        ("struct_size", "c_uint32"),
        ("broken", "c_int32"),
        ("records", "c_int64"),
        ("classes", "c_int64"),
        ("k", "c_int64"),
        ("uniques", "c_int64"),
        ("below", "c_int64"),
        ("below_l", "c_int64"),
        ("population", "c_double"),
        ("risk", "c_double"),
        ("reidentifications", "c_double"),
        ("population_uniques", "c_double"),
        ("population_uniques_zayatz", "c_double"),
        ("l_distinct", "c_double"),
        ("l_entropy", "c_double"),
        ("l_recursive", "c_double"),
        ("t", "c_double"),
    ),
    "MicrodataArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("class_number", "c_void_p"),
        ("frequency", "c_void_p"),
        ("population", "c_void_p"),
        ("risk", "c_void_p"),
        ("distinct", "c_void_p"),
        ("entropy", "c_void_p"),
        ("recursive", "c_void_p"),
        ("closeness", "c_void_p"),
    ),
    "MicrodataUniques": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("count", "c_void_p"),
        ("smallest", "c_void_p"),
        ("score", "c_void_p"),
    ),
    "MicrodataHierarchy": (
        ("struct_size", "c_uint32"),
        ("most", "c_int32"),
        ("column", "c_char_p"),
        ("tree", "POINTER(Tree)"),
        ("widths", "c_void_p"),
        ("count", "c_int64"),
        ("start", "c_double"),
    ),
    "MicrodataRecodeOptions": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("most_left_out", "c_int64"),
        ("importance", "c_void_p"),
    ),
    "MicrodataRecodeResult": (
        ("struct_size", "c_uint32"),
        ("levels", "c_int32 * 31"),
        ("k", "c_int64"),
        ("left_out", "c_int64"),
        ("nodes", "c_int64"),
        ("evaluated", "c_int64"),
        ("loss", "c_double"),
    ),
    "MicrodataSuppressOptions": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("importance", "c_void_p"),
    ),
    "MicrodataSuppressResult": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("cells", "c_int64"),
        ("by_key", "c_int64 * 31"),
        ("records", "c_int64"),
        ("k", "c_int64"),
        ("l", "c_double"),
        ("cost", "c_double"),
    ),
    "MicrodataPartitionResult": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("parts", "c_int64"),
        ("k", "c_int64"),
        ("l", "c_double"),
        ("loss", "c_double"),
    ),
    "MicrodataSyntheticOptions": (
        ("struct_size", "c_uint32"),
        ("tree_count", "c_int32"),
        ("trees", "POINTER(POINTER(Tree))"),
        ("seed", "c_int64"),
        ("milliseconds", "c_int64"),
    ),
    "MicrodataSyntheticResult": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("records", "c_int64"),
        ("cells", "c_int64"),
        ("drawn", "c_int64"),
        ("distance", "c_int64"),
    ),
    "MultiplicityOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("family", "c_int64"),
    ),
    "NoiseOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("sensitivity", "c_int64"),
        ("epsilon", "c_double"),
        ("rho", "c_double"),
        ("seed", "c_int64"),
        ("level", "c_double"),
        ("alpha", "c_double"),
        ("totals", "c_int32"),
        ("tree_count", "c_int32"),
        ("label", "c_char_p"),
        ("trees", "POINTER(POINTER(Tree))"),
    ),
    "NoiseResult": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("sensitivity", "c_int64"),
        ("measured", "c_int64"),
        ("epsilon", "c_double"),
        ("rho", "c_double"),
        ("variance", "c_double"),
        ("distance", "c_double"),
        ("alpha", "c_double"),
    ),
    "OverlapCounts": (
        ("both", "c_double"),
        ("victim_only", "c_double"),
        ("offender_only", "c_double"),
        ("neither", "c_double"),
    ),
    "OverlapArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("both", "c_void_p"),
        ("victim_only", "c_void_p"),
        ("offender_only", "c_void_p"),
        ("neither", "c_void_p"),
    ),
    "OverlapOptions": (
        ("struct_size", "c_uint32"),
        ("share_method", "c_int32"),
        ("odds_method", "c_int32"),
        ("padding", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
    ),
    "OverlapMeasure": (
        ("estimate", "Estimate"),
        ("bounds", "Bounds"),
        ("notes", "c_uint32"),
        ("padding", "c_uint32"),
    ),
    "OverlapResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("alpha", "c_double"),
        ("n", "c_double"),
        ("victims", "c_double"),
        ("offenders", "c_double"),
        ("either", "c_double"),
        ("expected", "c_double"),
        ("victim_only", "OverlapMeasure"),
        ("offender_only", "OverlapMeasure"),
        ("both", "OverlapMeasure"),
        ("offenders_victims", "OverlapMeasure"),
        ("victims_offenders", "OverlapMeasure"),
        ("odds_ratio", "OverlapMeasure"),
        ("lift", "OverlapMeasure"),
        ("kappa", "OverlapMeasure"),
        ("phi", "OverlapMeasure"),
        ("yules_q", "OverlapMeasure"),
        ("tetrachoric", "OverlapMeasure"),
    ),
    "OverlapSexesResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("alpha", "c_double"),
        ("difference", "OverlapMeasure"),
        ("ratio", "OverlapMeasure"),
        ("odds_ratio", "OverlapMeasure"),
        ("homogeneity", "Test"),
        ("exact", "Test"),
    ),
    "OverlapAxes": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("victim", "c_char_p"),
        ("victim_yes", "c_char_p"),
        ("victim_no", "c_char_p"),
        ("offender", "c_char_p"),
        ("offender_yes", "c_char_p"),
        ("offender_no", "c_char_p"),
    ),
    "OverlapLinkOptions": (
        ("struct_size", "c_uint32"),
        ("order", "c_int32"),
        ("key_victims", "c_char_p"),
        ("key_offenders", "c_char_p"),
        ("sex_victims", "c_char_p"),
        ("sex_offenders", "c_char_p"),
        ("date_victims", "c_char_p"),
        ("date_offenders", "c_char_p"),
    ),
    "OverlapLinked": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("persons", "c_int64"),
        ("both", "c_int64"),
        ("duplicate_victims", "c_int64"),
        ("duplicate_offenders", "c_int64"),
        ("unkeyed_victims", "c_int64"),
        ("unkeyed_offenders", "c_int64"),
        ("conflicts", "c_int64"),
        ("later", "c_int64"),
        ("undated", "c_int64"),
    ),
    "OverlapCompelled": (
        ("compelled", "Bounds"),
        ("not_compelled", "Bounds"),
        ("undetermined", "c_double"),
    ),
    "OverlapEligibleResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("alpha", "c_double"),
        ("women", "OverlapMeasure"),
        ("men", "OverlapMeasure"),
        ("difference", "OverlapMeasure"),
        ("ratio", "OverlapMeasure"),
    ),
    "OverlapCompelledArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("compelled", "c_void_p"),
        ("compelled_upper", "c_void_p"),
        ("not_compelled", "c_void_p"),
        ("not_compelled_upper", "c_void_p"),
        ("undetermined", "c_void_p"),
    ),
    "OverlapEligibleAxis": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("axis", "c_char_p"),
        ("yes", "c_char_p"),
        ("no", "c_char_p"),
    ),
    "OwnRightCounts": (
        ("struct_size", "c_uint32"),
        ("has_dependants", "c_uint32"),
        ("own", "SexCounts"),
        ("relatives", "SexCounts"),
        ("unknown_basis", "SexCounts"),
        ("dependants", "SexCounts"),
    ),
    "OwnRightValue": (
        ("estimate", "Estimate"),
        ("bounds", "Bounds"),
        ("notes", "c_uint32"),
        ("padding", "c_uint32"),
    ),
    "OwnRightResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("alpha", "c_double"),
        ("n_women", "c_double"),
        ("n_men", "c_double"),
        ("n_own", "c_double"),
        ("n_relatives", "c_double"),
        ("unknown_sex", "c_double"),
        ("unknown_basis", "c_double"),
        ("women", "OwnRightValue"),
        ("men", "OwnRightValue"),
        ("difference", "OwnRightValue"),
        ("ratio", "OwnRightValue"),
        ("odds_ratio", "OwnRightValue"),
        ("women_own", "OwnRightValue"),
        ("women_relatives", "OwnRightValue"),
        ("women_difference", "OwnRightValue"),
        ("women_ratio", "OwnRightValue"),
        ("women_all", "OwnRightValue"),
        ("dependants_women", "OwnRightValue"),
        ("dependants_men", "OwnRightValue"),
        ("dependants_ratio", "OwnRightValue"),
    ),
    "OwnRightAxis": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("axis", "c_char_p"),
        ("own", "c_char_p"),
        ("relatives", "c_char_p"),
        ("unknown_basis", "c_char_p"),
        ("dependants", "c_char_p"),
    ),
    "PairsCounts": (
        ("both", "c_double"),
        ("first", "c_double"),
        ("second", "c_double"),
        ("neither", "c_double"),
    ),
    "PairsArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("both", "c_void_p"),
        ("first", "c_void_p"),
        ("second", "c_void_p"),
        ("neither", "c_void_p"),
    ),
    "PairsOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("test", "c_int32"),
        ("padding", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
    ),
    "PairsResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("padding", "c_int32"),
        ("alpha", "c_double"),
        ("n", "c_double"),
        ("share_first", "c_double"),
        ("share_second", "c_double"),
        ("difference", "Estimate"),
        ("ratio", "Estimate"),
        ("odds", "Estimate"),
    ),
    "PairsAxes": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("first", "c_char_p"),
        ("first_yes", "c_char_p"),
        ("first_no", "c_char_p"),
        ("second", "c_char_p"),
        ("second_yes", "c_char_p"),
        ("second_no", "c_char_p"),
    ),
    "PopulationOptions": (
        ("struct_size", "c_uint32"),
        ("gaps", "c_int32"),
        ("scale", "c_double"),
    ),
    "PopulationKey": (
        ("struct_size", "c_uint32"),
        ("sex", "c_int32"),
        ("area", "c_char_p"),
        ("period", "c_char_p"),
        ("age", "c_char_p"),
    ),
    "PopulationResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("persons", "c_double"),
    ),
    "ParityOptions": (
        ("struct_size", "c_uint32"),
        ("of", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
        ("band_lower", "c_double"),
        ("band_upper", "c_double"),
    ),
    "ParityResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("of", "c_int32"),
        ("verdict", "c_int32"),
        ("alpha", "c_double"),
        ("value_women", "c_double"),
        ("value_men", "c_double"),
        ("gpi", "Estimate"),
        ("gpia", "Estimate"),
        ("equivalence", "Test"),
    ),
    "ParityTarget": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("lower", "c_double"),
        ("upper", "c_double"),
    ),
    "ParityPersons": (
        ("add", "c_double"),
        ("exchange", "c_double"),
        ("add_bounds", "Bounds"),
        ("exchange_bounds", "Bounds"),
        ("notes", "c_uint32"),
        ("padding", "c_uint32"),
    ),
    "PathwayOptions": (
        ("struct_size", "c_uint32"),
        ("measure", "c_int32"),
        ("method", "c_int32"),
        ("contrast", "c_int32"),
        ("simultaneous", "c_int32"),
        ("family", "c_int32"),
        ("answers", "c_int32"),
        ("test", "c_int32"),
        ("adjust", "c_int32"),
        ("padding", "c_int32"),
        ("unstated", "c_char_p"),
        ("persons", "c_char_p"),
        ("level", "c_double"),
        ("alpha", "c_double"),
    ),
    "PathwayCounts": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("categories", "POINTER(SexArrays)"),
        ("unstated", "POINTER(SexArrays)"),
        ("persons", "POINTER(SexArrays)"),
    ),
    "PathwayComparisonOptions": (
        ("struct_size", "c_uint32"),
        ("test", "c_int32"),
        ("permutations", "c_int32"),
        ("method", "c_int32"),
        ("replicates", "c_int32"),
        ("padding", "c_int32"),
        ("seed", "c_int64"),
        ("level", "c_double"),
        ("alpha", "c_double"),
        ("unstated", "c_char_p"),
    ),
    "PathwayCompared": (
        ("estimate", "Estimate"),
        ("bounds", "Bounds"),
        ("corrected", "c_double"),
        ("notes", "c_uint32"),
        ("padding", "c_uint32"),
    ),
    "PathwayResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("test_method", "c_int32"),
        ("permutations", "c_int32"),
        ("method", "c_int32"),
        ("replicates", "c_int32"),
        ("alpha", "c_double"),
        ("women", "c_double"),
        ("men", "c_double"),
        ("unknown", "c_double"),
        ("unstated", "c_double"),
        ("categories", "c_int64"),
        ("mode_women", "c_int64"),
        ("mode_men", "c_int64"),
        ("test", "Test"),
        ("v", "PathwayCompared"),
        ("dissimilarity", "PathwayCompared"),
        ("diversity_women", "PathwayCompared"),
        ("diversity_men", "PathwayCompared"),
        ("diversity_difference", "PathwayCompared"),
    ),
    "PerturbedCounts": (
        ("women", "c_double"),
        ("men", "c_double"),
        ("variance_women", "c_double"),
        ("variance_men", "c_double"),
    ),
    "PerturbedArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("women", "c_void_p"),
        ("men", "c_void_p"),
        ("variance_women", "c_void_p"),
        ("variance_men", "c_void_p"),
    ),
    "PerturbedOptions": (
        ("struct_size", "c_uint32"),
        ("sampling", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
    ),
    "PerturbedResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("alpha", "c_double"),
        ("estimate", "Estimate"),
    ),
    "PipelineOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("design", "c_int32"),
        ("simultaneous", "c_int32"),
        ("test", "c_int32"),
        ("parts", "c_int32"),
        ("replicates", "c_int32"),
        ("padding", "c_int32"),
        ("seed", "c_int64"),
        ("level", "c_double"),
        ("alpha", "c_double"),
        ("basis", "POINTER(c_char_p)"),
        ("period", "c_char_p"),
        ("lags", "c_void_p"),
    ),
    "PipelineResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("design", "c_int32"),
        ("alpha", "c_double"),
        ("women", "Estimate"),
        ("men", "Estimate"),
        ("index", "Estimate"),
        ("attrition_women", "c_double"),
        ("attrition_men", "c_double"),
        ("women_bounds", "Bounds"),
        ("men_bounds", "Bounds"),
        ("index_bounds", "Bounds"),
    ),
    "PipelineTested": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("design", "c_int32"),
        ("test", "c_int32"),
        ("small", "c_int32"),
        ("alpha", "c_double"),
        ("index", "Estimate"),
        ("attrition_index", "Estimate"),
        ("difference", "Estimate"),
        ("index_bounds", "Bounds"),
        ("attrition_index_bounds", "Bounds"),
        ("difference_bounds", "Bounds"),
        ("equality", "Test"),
        ("p_adjusted", "c_double"),
    ),
    "PipelineTestArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("p_adjusted", "c_void_p"),
        ("test", "c_void_p"),
        ("small", "c_void_p"),
    ),
    "PipelineDecomposed": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("design", "c_int32"),
        ("parts", "c_int32"),
        ("replicates", "c_int32"),
        ("alpha", "c_double"),
        ("women", "Estimate"),
        ("men", "Estimate"),
        ("index", "Estimate"),
        ("log_index", "Estimate"),
        ("gap", "Estimate"),
        ("women_bounds", "Bounds"),
        ("men_bounds", "Bounds"),
        ("index_bounds", "Bounds"),
        ("log_index_bounds", "Bounds"),
        ("gap_bounds", "Bounds"),
    ),
    "QualityOptions": (
        ("struct_size", "c_uint32"),
        ("adjust", "c_int32"),
        ("sex", "c_int32"),
        ("padding", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
        ("discovery", "c_double"),
        ("basis", "c_char_p"),
        ("relatives", "POINTER(c_char_p)"),
        ("relative_count", "c_int64"),
        ("units", "POINTER(c_char_p)"),
        ("unit_count", "c_int64"),
    ),
    "QualityArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("expected", "c_void_p"),
        ("spread", "c_void_p"),
        ("shrunk", "c_void_p"),
        ("shrunk_lower", "c_void_p"),
        ("shrunk_upper", "c_void_p"),
        ("p_value", "c_void_p"),
        ("log10_p", "c_void_p"),
        ("p_adjusted", "c_void_p"),
        ("flag", "c_void_p"),
        ("robust", "c_void_p"),
        ("notes", "c_void_p"),
    ),
    "QualityIndicator": (
        ("struct_size", "c_uint32"),
        ("sex", "c_int32"),
        ("role", "c_char_p"),
        ("name", "c_char_p"),
    ),
    "QualityComparabilityOptions": (
        ("struct_size", "c_uint32"),
        ("refuse", "c_int32"),
        ("unstated", "c_int32"),
        ("allowed", "c_uint32"),
    ),
    "QualityGapsOptions": (
        ("struct_size", "c_uint32"),
        ("by", "c_int32"),
        ("weights", "c_void_p"),
        ("weight_count", "c_int64"),
    ),
    "QualityRelationship": (
        ("struct_size", "c_uint32"),
        ("sex", "c_int32"),
        ("same", "c_int32"),
        ("padding", "c_int32"),
        ("label", "c_char_p"),
    ),
    "QualityReconcileOptions": (
        ("struct_size", "c_uint32"),
        ("consistent", "c_int32"),
        ("base", "c_double"),
        ("noise", "c_double"),
        ("jump", "c_double"),
        ("same", "c_double"),
        ("stage", "c_char_p"),
        ("period", "c_char_p"),
        ("relationships", "POINTER(QualityRelationship)"),
        ("relationship_count", "c_int64"),
        ("other_sex", "c_char_p"),
    ),
    "QuotientOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("adjust", "c_int32"),
        ("padding", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
    ),
    "QuotientResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("padding", "c_int32"),
        ("alpha", "c_double"),
        ("n", "c_double"),
        ("n_whole", "c_double"),
        ("unknown", "c_double"),
        ("unknown_whole", "c_double"),
        ("share", "c_double"),
        ("share_whole", "c_double"),
        ("quotient", "Estimate"),
        ("bounds", "Bounds"),
        ("test", "Test"),
    ),
    "RateOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
        ("per", "c_double"),
    ),
    "RateCounts": (
        ("events", "c_double"),
        ("unknown", "c_double"),
        ("population", "c_double"),
    ),
    "RateArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("events", "c_void_p"),
        ("unknown", "c_void_p"),
        ("population", "c_void_p"),
    ),
    "RateResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("padding", "c_int32"),
        ("alpha", "c_double"),
        ("per", "c_double"),
        ("events", "c_double"),
        ("population", "c_double"),
        ("unknown", "c_double"),
        ("rate", "Estimate"),
        ("bounds", "Bounds"),
    ),
    "RateContrastOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("test", "c_int32"),
        ("padding", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
        ("per", "c_double"),
        ("null_ratio", "c_double"),
    ),
    "RateContrastResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("test_method", "c_int32"),
        ("alpha", "c_double"),
        ("per", "c_double"),
        ("null_ratio", "c_double"),
        ("rate_a", "c_double"),
        ("rate_b", "c_double"),
        ("ratio", "Estimate"),
        ("difference", "Estimate"),
        ("ratio_bounds", "Bounds"),
        ("difference_bounds", "Bounds"),
        ("test", "Test"),
    ),
    "RatePoolOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
        ("per", "c_double"),
    ),
    "RatePoolResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("padding", "c_int32"),
        ("strata", "c_int64"),
        ("empty", "c_int64"),
        ("alpha", "c_double"),
        ("per", "c_double"),
        ("events_a", "c_double"),
        ("events_b", "c_double"),
        ("ratio", "Estimate"),
        ("difference", "Estimate"),
        ("ratio_bounds", "Bounds"),
        ("difference_bounds", "Bounds"),
        ("test", "Test"),
        ("ratio_homogeneity", "Test"),
        ("difference_homogeneity", "Test"),
    ),
    "RateClusteredOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("replicates", "c_int32"),
        ("padding", "c_int32"),
        ("seed", "c_int64"),
        ("level", "c_double"),
        ("alpha", "c_double"),
        ("per", "c_double"),
    ),
    "RateClusteredResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("replicates", "c_int32"),
        ("alpha", "c_double"),
        ("per", "c_double"),
        ("events", "c_double"),
        ("clusters", "c_double"),
        ("population", "c_double"),
        ("dispersion", "c_double"),
        ("rate", "Estimate"),
        ("bounds", "Bounds"),
        ("test", "Test"),
    ),
    "RatioOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
        ("rule", "c_double"),
        ("test", "c_int32"),
        ("padding", "c_int32"),
    ),
    "RatioMeasure": (
        ("estimate", "Estimate"),
        ("bounds", "Bounds"),
        ("method", "c_int32"),
        ("notes", "c_uint32"),
    ),
    "RatioResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("alpha", "c_double"),
        ("n_a", "c_double"),
        ("n_b", "c_double"),
        ("unknown", "c_double"),
        ("risk_a", "c_double"),
        ("risk_b", "c_double"),
        ("difference", "RatioMeasure"),
        ("risk_ratio", "RatioMeasure"),
        ("risk_ratio_absence", "RatioMeasure"),
        ("odds_ratio", "RatioMeasure"),
    ),
    "RatioTestOptions": (
        ("struct_size", "c_uint32"),
        ("test", "c_int32"),
        ("alternative", "c_int32"),
        ("padding", "c_int32"),
        ("berger_boos", "c_double"),
    ),
    "RatioTestResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("test", "c_int32"),
        ("alternative", "c_int32"),
        ("test_result", "Test"),
    ),
    "RatioOutcome": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("axis", "c_char_p"),
        ("label", "c_char_p"),
        ("against", "c_char_p"),
    ),
    "ReleaseEntry": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("id", "c_char_p"),
        ("time", "c_char_p"),
        ("rule", "POINTER(DisclosureRule)"),
        ("tables", "POINTER(c_void_p)"),
        ("facts", "POINTER(POINTER(AuditFact))"),
        ("table_count", "c_int32"),
        ("fact_count", "c_int32"),
        ("base", "c_double"),
        ("epsilon", "c_double"),
        ("rho", "c_double"),
        ("keys", "POINTER(MicrodataKeys)"),
        ("microdata", "POINTER(MicrodataRule)"),
        ("trees", "POINTER(POINTER(Tree))"),
        ("tree_count", "c_int32"),
        ("padding", "c_int32"),
    ),
    "ReleaseOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("sensitivity", "c_int32"),
        ("letters", "c_int32"),
        ("rounding_kind", "c_int32"),
        ("tree_count", "c_int32"),
        ("fact_count", "c_int32"),
        ("published_count", "c_int32"),
        ("insiders", "c_int32"),
        ("equations", "c_int32"),
        ("milliseconds", "c_int64"),
        ("base", "c_double"),
        ("epsilon", "c_double"),
        ("trees", "POINTER(POINTER(Tree))"),
        ("facts", "POINTER(POINTER(AuditFact))"),
        ("published", "POINTER(c_void_p)"),
        ("contributions", "POINTER(DisclosureOptions)"),
        ("design", "c_void_p"),
        ("noise", "POINTER(NoiseResult)"),
        ("budget", "c_void_p"),
        ("log", "c_void_p"),
        ("id", "c_char_p"),
        ("time", "c_char_p"),
        ("frame_table", "c_int32"),
        ("tells", "c_int32"),
        ("digits", "c_int32"),
        ("together", "c_int32"),
        ("axis_count", "c_int32"),
        ("tries", "c_int32"),
        ("axes", "POINTER(c_char_p)"),
    ),
    "ReleaseResult": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("letters", "c_int32"),
        ("is_safe", "c_int32"),
        ("hidden", "c_int64"),
        ("audited", "c_int64"),
        ("leaks", "c_int64"),
        ("earlier", "c_int64"),
        ("recovered", "c_int64"),
    ),
    "ReleaseMicrodataOptions": (
        ("struct_size", "c_uint32"),
        ("sensitivity", "c_int32"),
        ("others", "POINTER(c_char_p)"),
        ("count", "c_int64"),
        ("beside", "POINTER(ReleaseOptions)"),
        ("originals", "POINTER(c_void_p)"),
        ("disclosure", "POINTER(DisclosureRule)"),
        ("original_count", "c_int32"),
        ("is_part", "c_int32"),
        ("persons", "c_int32"),
        ("padding", "c_int32"),
    ),
    "ReportOptions": (
        ("struct_size", "c_uint32"),
        ("format", "c_int32"),
        ("digits", "c_int32"),
        ("column_count", "c_int32"),
        ("columns", "POINTER(c_char_p)"),
        ("title", "c_char_p"),
        ("row_limit", "c_int64"),
    ),
    "RoundOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("base", "c_int64"),
        ("seed", "c_int64"),
        ("hold", "c_int32"),
        ("milliseconds", "c_int32"),
        ("trees", "POINTER(POINTER(Tree))"),
        ("tree_count", "c_int32"),
        ("padding", "c_int32"),
    ),
    "RoundResult": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("base", "c_int64"),
        ("cells", "c_int64"),
        ("totals", "c_int64"),
        ("beyond", "c_int64"),
        ("furthest", "c_double"),
        ("variance", "c_double"),
        ("variance_most", "c_double"),
    ),
    "SdgDefinition": (
        ("struct_size", "c_uint32"),
        ("aggregation", "c_int32"),
        ("per", "c_double"),
        ("code", "c_char_p"),
        ("title", "c_char_p"),
        ("numerator", "c_char_p"),
        ("denominator", "c_char_p"),
        ("rule", "c_char_p"),
    ),
    "SdgOptions": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
    ),
    "SdgCountries": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("numerator", "c_void_p"),
        ("denominator", "c_void_p"),
        ("unknown", "c_void_p"),
        ("unknown_denominator", "c_void_p"),
        ("population", "c_void_p"),
    ),
    "SdgResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("indicator", "c_int32"),
        ("aggregation", "c_int32"),
        ("countries", "c_int64"),
        ("reporting", "c_int64"),
        ("alpha", "c_double"),
        ("per", "c_double"),
        ("numerator", "c_double"),
        ("denominator", "c_double"),
        ("unknown", "c_double"),
        ("coverage", "c_double"),
        ("estimate", "Estimate"),
        ("bounds", "Bounds"),
    ),
    "SdmxWriteOptions": (
        ("struct_size", "c_uint32"),
        ("labels", "c_int32"),
        ("structure", "c_char_p"),
    ),
    "SegregationOptions": (
        ("struct_size", "c_uint32"),
        ("index", "c_int32"),
        ("method", "c_int32"),
        ("correction", "c_int32"),
        ("sample", "c_int32"),
        ("replicates", "c_int32"),
        ("permutations", "c_int32"),
        ("padding", "c_int32"),
        ("seed", "c_int64"),
        ("level", "c_double"),
        ("alpha", "c_double"),
    ),
    "SegregationMeasures": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("women", "c_double"),
        ("men", "c_double"),
        ("unknown", "c_double"),
        ("units", "c_int64"),
        ("empty", "c_int64"),
        ("dissimilarity", "c_double"),
        ("karmel_maclachlan", "c_double"),
        ("size_standardised", "c_double"),
        ("association", "c_double"),
        ("gini", "c_double"),
        ("atkinson", "c_double"),
        ("gorard", "c_double"),
        ("mutual_information", "c_double"),
        ("theil", "c_double"),
        ("theil_units", "c_double"),
        ("isolation_women", "c_double"),
        ("isolation_men", "c_double"),
        ("exposure_women", "c_double"),
        ("exposure_men", "c_double"),
        ("eta_squared", "c_double"),
        ("local_women", "c_double"),
        ("local_men", "c_double"),
    ),
    "SegregationResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("index", "c_int32"),
        ("method", "c_int32"),
        ("correction", "c_int32"),
        ("replicates", "c_int32"),
        ("alpha", "c_double"),
        ("women", "c_double"),
        ("men", "c_double"),
        ("unknown", "c_double"),
        ("units", "c_int64"),
        ("empty", "c_int64"),
        ("segregation", "Estimate"),
        ("corrected", "c_double"),
        ("expected", "c_double"),
        ("excess", "c_double"),
        ("bounds", "Bounds"),
    ),
    "SegregationTested": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("index", "c_int32"),
        ("permutations", "c_int32"),
        ("value", "c_double"),
        ("expected", "c_double"),
        ("std_dev", "c_double"),
        ("p_value", "c_double"),
    ),
    "SegregationUnitArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("share", "c_void_p"),
        ("share_women", "c_void_p"),
        ("linkage", "c_void_p"),
        ("mutual_information", "c_void_p"),
        ("dissimilarity", "c_void_p"),
    ),
    "SegregationNested": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("mutual_information", "c_double"),
        ("mutual_information_between", "c_double"),
        ("mutual_information_within", "c_double"),
        ("theil", "c_double"),
        ("theil_between", "c_double"),
        ("theil_within", "c_double"),
    ),
    "SegregationGroupArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("share", "c_void_p"),
        ("mutual_information", "c_void_p"),
        ("theil", "c_void_p"),
        ("between", "c_void_p"),
        ("within", "c_void_p"),
    ),
    "SegregationChange": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("index", "c_int32"),
        ("padding", "c_int32"),
        ("before", "c_double"),
        ("after", "c_double"),
        ("change", "c_double"),
        ("entered", "c_double"),
        ("left", "c_double"),
        ("women", "c_double"),
        ("units", "c_double"),
        ("structure", "c_double"),
    ),
    "SegregationTimes": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("axis", "c_char_p"),
        ("before", "c_char_p"),
        ("after", "c_char_p"),
    ),
    "ShareOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("of", "c_int32"),
        ("padding", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
    ),
    "ShareResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("of", "c_int32"),
        ("alpha", "c_double"),
        ("women", "c_double"),
        ("n", "c_double"),
        ("unknown", "c_double"),
        ("share", "Estimate"),
        ("bounds", "Bounds"),
    ),
    "ShareSexesOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("categories", "c_int32"),
        ("padding", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
    ),
    "ShareSexesResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("categories", "c_int32"),
        ("alpha", "c_double"),
        ("n", "c_double"),
        ("women", "Estimate"),
        ("men", "Estimate"),
        ("other", "Estimate"),
        ("unknown", "Estimate"),
        ("women_bounds", "Bounds"),
        ("men_bounds", "Bounds"),
        ("other_bounds", "Bounds"),
        ("unknown_bounds", "Bounds"),
    ),
    "ShareDesignResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("of", "c_int32"),
        ("alpha", "c_double"),
        ("women", "c_double"),
        ("n", "c_double"),
        ("unknown", "c_double"),
        ("persons", "c_double"),
        ("units", "c_double"),
        ("effective_n", "c_double"),
        ("design_effect", "c_double"),
        ("share", "Estimate"),
        ("bounds", "Bounds"),
    ),
    "StandardBand": (
        ("youngest", "c_double"),
        ("oldest", "c_double"),
        ("weight", "c_double"),
    ),
    "StandardOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
        ("per", "c_double"),
        ("population", "c_int32"),
        ("band_count", "c_int32"),
        ("bands", "POINTER(StandardBand)"),
        ("youngest", "c_double"),
        ("oldest", "c_double"),
    ),
    "StandardStrata": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("events", "c_void_p"),
        ("population", "c_void_p"),
        ("weights", "c_void_p"),
        ("variance", "c_void_p"),
        ("unknown", "c_void_p"),
        ("unknown_age", "c_void_p"),
    ),
    "StandardResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("padding", "c_int32"),
        ("alpha", "c_double"),
        ("per", "c_double"),
        ("events", "c_double"),
        ("unknown_age", "c_double"),
        ("unknown", "c_double"),
        ("population", "c_double"),
        ("crude", "c_double"),
        ("rate", "Estimate"),
        ("bounds", "Bounds"),
    ),
    "StandardRatioResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("padding", "c_int32"),
        ("alpha", "c_double"),
        ("per", "c_double"),
        ("women", "Estimate"),
        ("men", "Estimate"),
        ("ratio_women_per_man", "Estimate"),
        ("ratio_bounds", "Bounds"),
        ("difference_women_minus_men", "Estimate"),
        ("difference_bounds", "Bounds"),
    ),
    "StandardIndirect": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("events", "c_double"),
        ("unknown", "c_double"),
        ("population", "c_void_p"),
        ("rates", "c_void_p"),
        ("crude", "c_double"),
    ),
    "StandardIndirectResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("padding", "c_int32"),
        ("alpha", "c_double"),
        ("per", "c_double"),
        ("events", "c_double"),
        ("expected", "c_double"),
        ("unknown", "c_double"),
        ("ratio", "Estimate"),
        ("ratio_bounds", "Bounds"),
        ("rate", "Estimate"),
        ("rate_bounds", "Bounds"),
    ),
    "StandardIndirectArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("events", "c_void_p"),
        ("unknown", "c_void_p"),
        ("population", "c_void_p"),
        ("rates", "c_void_p"),
        ("crude", "c_double"),
    ),
    "StandardRates": (
        ("struct_size", "c_uint32"),
        ("band_count", "c_int32"),
        ("bands", "POINTER(StandardBand)"),
        ("women", "c_void_p"),
        ("men", "c_void_p"),
        ("crude", "c_double"),
    ),
    "StrataOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("variance", "c_int32"),
        ("test", "c_int32"),
        ("level", "c_double"),
        ("alpha", "c_double"),
    ),
    "StrataResult": (
        ("struct_size", "c_uint32"),
        ("notes", "c_uint32"),
        ("method", "c_int32"),
        ("padding", "c_int32"),
        ("alpha", "c_double"),
        ("strata", "c_int64"),
        ("empty", "c_int64"),
        ("informative", "c_int64"),
        ("n_a", "c_double"),
        ("n_b", "c_double"),
        ("difference", "Estimate"),
        ("risk_ratio", "Estimate"),
        ("odds_ratio", "Estimate"),
        ("test", "Test"),
        ("homogeneity_difference", "Test"),
        ("homogeneity_risk_ratio", "Test"),
        ("homogeneity_odds_ratio", "Test"),
        ("homogeneity_woolf", "Test"),
    ),
    "StrataResultArrays": (
        ("struct_size", "c_uint32"),
        ("padding", "c_uint32"),
        ("difference", "POINTER(EstimateArrays)"),
        ("risk_ratio", "POINTER(EstimateArrays)"),
        ("odds_ratio", "POINTER(EstimateArrays)"),
        ("test", "POINTER(TestArrays)"),
        ("homogeneity_difference", "POINTER(TestArrays)"),
        ("homogeneity_risk_ratio", "POINTER(TestArrays)"),
        ("homogeneity_odds_ratio", "POINTER(TestArrays)"),
        ("homogeneity_woolf", "POINTER(TestArrays)"),
    ),
    "SuppressOptions": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("cost", "c_int32"),
        ("tree_count", "c_int32"),
        ("published_count", "c_int32"),
        ("insiders", "c_int32"),
        ("milliseconds", "c_int64"),
        ("trees", "POINTER(POINTER(Tree))"),
        ("published", "POINTER(c_void_p)"),
        ("costs", "c_void_p"),
        ("contributions", "POINTER(DisclosureOptions)"),
    ),
    "SuppressResult": (
        ("struct_size", "c_uint32"),
        ("method", "c_int32"),
        ("quantities", "c_int64"),
        ("equations", "c_int64"),
        ("unsafe", "c_int64"),
        ("secondary", "c_int64"),
        ("repairs", "c_int64"),
        ("attacks", "c_int64"),
        ("cost", "c_double"),
        ("bound", "c_double"),
        ("notes", "c_uint32"),
        ("padding", "c_uint32"),
    ),
}

FUNCTIONS = {
    "gdcs_status_name": (
        "c_char_p",
        (
            "c_int32",  # status
        ),
    ),
    "gdcs_note_name": (
        "c_char_p",
        (
            "c_uint32",  # note
        ),
    ),
    "gdcs_note_text": (
        "c_char_p",
        (
            "c_uint32",  # note
        ),
    ),
    "gdcs_note_find": (
        "c_uint32",
        (
            "c_char_p",  # name
        ),
    ),
    "gdcs_concept_name": (
        "c_char_p",
        (
            "c_int32",  # concept_id
        ),
    ),
    "gdcs_concept_find": (
        "c_int32",
        (
            "c_char_p",  # name
        ),
    ),
    "gdcs_concept_sensitivity": (
        "c_int32",
        (
            "c_int32",  # concept_id
        ),
    ),
    "gdcs_meta_name": (
        "c_char_p",
        (
            "c_int32",  # key
        ),
    ),
    "gdcs_meta_find": (
        "c_int32",
        (
            "c_char_p",  # name
        ),
    ),
    "gdcs_frame_new": (
        "c_int32",
        (
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_frame_copy": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_frame_free": (
        "None",
        (
            "HANDLE(Frame)",  # frame
        ),
    ),
    "gdcs_frame_add": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(Column)",  # column
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_frame_add_text": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(Column)",  # column
            "POINTER(c_char_p)",  # values
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_frame_get_title": (
        "c_char_p",
        (
            "HANDLE(Frame)",  # frame
            "c_char_p",  # name
            "c_char_p",  # word
        ),
    ),
    "gdcs_frame_set_title": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "c_char_p",  # name
            "c_char_p",  # word
            "c_char_p",  # title
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_frame_count_rows": (
        "c_int64",
        (
            "HANDLE(Frame)",  # frame
        ),
    ),
    "gdcs_frame_count_columns": (
        "c_int64",
        (
            "HANDLE(Frame)",  # frame
        ),
    ),
    "gdcs_frame_find": (
        "c_int64",
        (
            "HANDLE(Frame)",  # frame
            "c_char_p",  # name
        ),
    ),
    "gdcs_frame_find_concept": (
        "c_int64",
        (
            "HANDLE(Frame)",  # frame
            "c_int32",  # concept_id
        ),
    ),
    "gdcs_frame_get": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "c_int64",  # index
            "POINTER(Column)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_frame_slice": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "c_char_p",  # name
            "c_char_p",  # word
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_frame_get_sensitivity": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
        ),
    ),
    "gdcs_frame_set_meta": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "c_int32",  # key
            "c_char_p",  # text
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_frame_get_meta": (
        "c_char_p",
        (
            "HANDLE(Frame)",  # frame
            "c_int32",  # key
        ),
    ),
    "gdcs_sex_code": (
        "c_char_p",
        (
            "c_int32",  # sex
        ),
    ),
    "gdcs_sex_parse": (
        "c_int32",
        (
            "c_char_p",  # token
            "c_int32",  # scheme
            "POINTER(c_int32)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_sex_find_scheme": (
        "c_int32",
        (
            "c_char_p",  # name
        ),
    ),
    "gdcs_sex_resolve": (
        "c_int32",
        (
            "c_char_p",  # header
            "POINTER(c_char_p)",  # tokens
            "c_int32",  # n
            "POINTER(SexResolveOptions)",  # options
            "POINTER(c_int32)",  # codes
            "POINTER(SexResolution)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_new": (
        "c_int32",
        (
            "POINTER(TableOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_copy": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_free": (
        "None",
        (
            "HANDLE(Table)",  # table
        ),
    ),
    "gdcs_table_add_axis": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(Axis)",  # axis
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_count_axes": (
        "c_int64",
        (
            "HANDLE(Table)",  # table
        ),
    ),
    "gdcs_table_find_axis": (
        "c_int64",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # name
        ),
    ),
    "gdcs_table_find_concept": (
        "c_int64",
        (
            "HANDLE(Table)",  # table
            "c_int32",  # concept_id
        ),
    ),
    "gdcs_table_get_axis": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_int64",  # index
            "POINTER(Axis)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_set_title": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "c_char_p",  # label
            "c_char_p",  # title
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_add": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(c_char_p)",  # labels
            "c_double",  # value
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_set": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(c_char_p)",  # labels
            "POINTER(Cell)",  # cell
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_get": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(c_char_p)",  # labels
            "POINTER(Cell)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_count_cells": (
        "c_int64",
        (
            "HANDLE(Table)",  # table
        ),
    ),
    "gdcs_table_get_at": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_int64",  # index
            "POINTER(c_int32)",  # codes
            "POINTER(Cell)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_get_counts": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(c_char_p)",  # labels
            "POINTER(SexCounts)",  # out
            "POINTER(c_uint32)",  # notes
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_tabulate": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(c_char_p)",  # axes
            "c_int32",  # n
            "POINTER(TabulateOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_margin": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_slice": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "c_char_p",  # label
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_collapse": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "POINTER(c_char_p)",  # from
            "POINTER(c_char_p)",  # to
            "c_int32",  # n
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_merge": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "HANDLE(Table)",  # other
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_get_frame": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_get_sensitivity": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
        ),
    ),
    "gdcs_table_set_meta": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_int32",  # key
            "c_char_p",  # text
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_table_get_meta": (
        "c_char_p",
        (
            "HANDLE(Table)",  # table
            "c_int32",  # key
        ),
    ),
    "gdcs_gap_estimate": (
        "c_int32",
        (
            "POINTER(Part)",  # a
            "POINTER(Part)",  # b
            "POINTER(GapOptions)",  # options
            "POINTER(GapResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_gap_estimate_women": (
        "c_int32",
        (
            "POINTER(SexCounts)",  # a
            "POINTER(SexCounts)",  # b
            "POINTER(GapOptions)",  # options
            "POINTER(GapResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_gap_estimate_known": (
        "c_int32",
        (
            "POINTER(SexCounts)",  # a
            "POINTER(Bounds)",  # known
            "POINTER(GapOptions)",  # options
            "POINTER(GapResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_gap_estimate_reference": (
        "c_int32",
        (
            "POINTER(SexCounts)",  # a
            "POINTER(GapReference)",  # reference
            "POINTER(GapOptions)",  # options
            "POINTER(GapResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_gap_estimate_nested": (
        "c_int32",
        (
            "POINTER(Part)",  # a
            "POINTER(Part)",  # b
            "POINTER(GapOptions)",  # options
            "POINTER(GapResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_gap_estimate_women_nested": (
        "c_int32",
        (
            "POINTER(SexCounts)",  # a
            "POINTER(SexCounts)",  # b
            "POINTER(GapOptions)",  # options
            "POINTER(GapResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_gap_each": (
        "c_int32",
        (
            "POINTER(PartArrays)",  # counts
            "c_int64",  # n
            "POINTER(GapOptions)",  # options
            "POINTER(EstimateArrays)",  # difference
            "POINTER(EstimateArrays)",  # ratio
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_gap_each_nested": (
        "c_int32",
        (
            "POINTER(PartArrays)",  # counts
            "c_int64",  # n
            "POINTER(GapOptions)",  # options
            "POINTER(EstimateArrays)",  # difference
            "POINTER(EstimateArrays)",  # ratio
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_gap_each_known": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # a
            "POINTER(c_double)",  # known_lower
            "POINTER(c_double)",  # known_upper
            "c_int64",  # n
            "POINTER(GapOptions)",  # options
            "POINTER(EstimateArrays)",  # difference
            "POINTER(EstimateArrays)",  # ratio
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_gap_each_reference": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # a
            "POINTER(GapReferenceArrays)",  # references
            "c_int64",  # n
            "POINTER(GapOptions)",  # options
            "POINTER(EstimateArrays)",  # difference
            "POINTER(EstimateArrays)",  # ratio
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_gap_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(GapPair)",  # pair
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(GapOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_gap_table_nested": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(GapPair)",  # pair
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(GapOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_gap_table_by_sex": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(GapPair)",  # pair
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(GapOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_gap_table_known": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(Bounds)",  # known
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(GapOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_gap_table_reference": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(GapReference)",  # reference
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(GapOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_access_estimate": (
        "c_int32",
        (
            "POINTER(AccessShares)",  # shares
            "POINTER(AccessOptions)",  # options
            "POINTER(AccessResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_access_estimate_counts": (
        "c_int32",
        (
            "POINTER(SexCounts)",  # programme
            "POINTER(SexCounts)",  # eligible
            "POINTER(AccessOptions)",  # options
            "POINTER(AccessResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_access_each": (
        "c_int32",
        (
            "POINTER(AccessArrays)",  # shares
            "c_int64",  # n
            "POINTER(AccessOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_access_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(GapPair)",  # pair
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(AccessOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_progress_new": (
        "c_int32",
        (
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_progress_get": (
        "c_int32",
        (
            "HANDLE(Progress)",  # progress
            "POINTER(ProgressState)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_progress_cancel": (
        "None",
        (
            "HANDLE(Progress)",  # progress
        ),
    ),
    "gdcs_progress_free": (
        "None",
        (
            "HANDLE(Progress)",  # progress
        ),
    ),
    "gdcs_sink_new_file": (
        "c_int32",
        (
            "c_char_p",  # path
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_sink_new_descriptor": (
        "c_int32",
        (
            "c_int32",  # descriptor
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_sink_new_memory": (
        "c_int32",
        (
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_sink_write": (
        "c_int32",
        (
            "HANDLE(Sink)",  # sink
            "c_char_p",  # bytes
            "c_int64",  # size
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_sink_close": (
        "c_int32",
        (
            "HANDLE(Sink)",  # sink
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_sink_get_text": (
        "c_char_p",
        (
            "HANDLE(Sink)",  # sink
            "POINTER(c_int64)",  # size
        ),
    ),
    "gdcs_sink_free": (
        "None",
        (
            "HANDLE(Sink)",  # sink
        ),
    ),
    "gdcs_schema_parse": (
        "c_int32",
        (
            "c_char_p",  # json
            "c_int64",  # size
            "POINTER(POINTER(Schema))",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_schema_read": (
        "c_int32",
        (
            "c_char_p",  # path
            "POINTER(POINTER(Schema))",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_schema_new": (
        "c_int32",
        (
            "c_char_p",  # name
            "POINTER(POINTER(Schema))",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_schema_name": (
        "c_char_p",
        (
            "c_int64",  # index
        ),
    ),
    "gdcs_schema_write": (
        "c_int32",
        (
            "POINTER(Schema)",  # schema
            "HANDLE(Sink)",  # sink
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_schema_free": (
        "None",
        (
            "POINTER(Schema)",  # schema
        ),
    ),
    "gdcs_arrow_write_frame": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "c_void_p",  # schema
            "c_void_p",  # array
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_arrow_write_frame_stream": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "c_void_p",  # stream
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_arrow_read_frame": (
        "c_int32",
        (
            "c_void_p",  # type
            "c_void_p",  # array
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_arrow_read_frame_stream": (
        "c_int32",
        (
            "c_void_p",  # stream
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_arrow_read_table": (
        "c_int32",
        (
            "c_void_p",  # type
            "c_void_p",  # array
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_arrow_read_table_stream": (
        "c_int32",
        (
            "c_void_p",  # stream
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_association_estimate": (
        "c_int32",
        (
            "POINTER(c_double)",  # counts
            "c_int64",  # rows
            "c_int64",  # columns
            "POINTER(AssociationOptions)",  # options
            "POINTER(AssociationResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_association_each": (
        "c_int32",
        (
            "POINTER(c_double)",  # counts
            "c_int64",  # rows
            "c_int64",  # columns
            "c_int64",  # n
            "POINTER(AssociationOptions)",  # options
            "POINTER(EstimateArrays)",  # v
            "POINTER(TestArrays)",  # tests
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_association_test_cells": (
        "c_int32",
        (
            "POINTER(c_double)",  # counts
            "c_int64",  # rows
            "c_int64",  # columns
            "POINTER(AssociationOptions)",  # options
            "POINTER(AssociationCellArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_association_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(AssociationOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_association_table_cells": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(AssociationOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_disclosure_name": (
        "c_char_p",
        (
            "c_int64",  # index
        ),
    ),
    "gdcs_disclosure_new": (
        "c_int32",
        (
            "c_char_p",  # name
            "POINTER(POINTER(DisclosureRule))",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_disclosure_parse": (
        "c_int32",
        (
            "c_char_p",  # text
            "c_int64",  # size
            "POINTER(POINTER(DisclosureRule))",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_disclosure_write": (
        "c_int32",
        (
            "POINTER(DisclosureRule)",  # rule
            "HANDLE(Sink)",  # sink
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_disclosure_free": (
        "None",
        (
            "POINTER(DisclosureRule)",  # rule
        ),
    ),
    "gdcs_disclosure_each": (
        "c_int32",
        (
            "POINTER(DisclosureArrays)",  # cells
            "c_int64",  # n
            "POINTER(DisclosureRule)",  # rule
            "POINTER(DisclosureFindings)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_disclosure_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(DisclosureRule)",  # rule
            "POINTER(DisclosureOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_tree_new_prefixes": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "POINTER(POINTER(Tree))",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_tree_new_iccs": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "POINTER(POINTER(Tree))",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_tree_free": (
        "None",
        (
            "POINTER(Tree)",  # tree
        ),
    ),
    "gdcs_audit_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(AuditOptions)",  # options
            "POINTER(AuditResult)",  # result
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_audit_table_linked": (
        "c_int32",
        (
            "POINTER(c_void_p)",  # tables
            "c_int32",  # n
            "POINTER(AuditOptions)",  # options
            "POINTER(AuditResult)",  # result
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_budget_new": (
        "c_int32",
        (
            "POINTER(BudgetOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_budget_free": (
        "None",
        (
            "HANDLE(Budget)",  # budget
        ),
    ),
    "gdcs_budget_add": (
        "c_int32",
        (
            "HANDLE(Budget)",  # budget
            "c_char_p",  # label
            "POINTER(BudgetCharge)",  # charge
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_budget_get": (
        "c_int32",
        (
            "HANDLE(Budget)",  # budget
            "POINTER(BudgetResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_budget_get_frame": (
        "c_int32",
        (
            "HANDLE(Budget)",  # budget
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_cell_key_new": (
        "c_int32",
        (
            "POINTER(CellKeyOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_cell_key_free": (
        "None",
        (
            "HANDLE(CellKey)",  # design
        ),
    ),
    "gdcs_cell_key_count": (
        "c_int64",
        (
            "HANDLE(CellKey)",  # design
        ),
    ),
    "gdcs_cell_key_get": (
        "c_int32",
        (
            "HANDLE(CellKey)",  # design
            "c_int64",  # index
            "POINTER(CellKeyRow)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_cell_key_get_frame": (
        "c_int32",
        (
            "HANDLE(CellKey)",  # design
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_cell_key_add": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "c_char_p",  # name
            "c_char_p",  # person
            "c_int64",  # seed
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_cell_key_each": (
        "c_int32",
        (
            "HANDLE(CellKey)",  # design
            "POINTER(c_double)",  # x
            "POINTER(c_double)",  # keys
            "c_int64",  # n
            "POINTER(c_double)",  # out
            "POINTER(c_double)",  # lower
            "POINTER(c_double)",  # upper
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_cell_key_table": (
        "c_int32",
        (
            "HANDLE(CellKey)",  # design
            "HANDLE(Table)",  # table
            "HANDLE(Table)",  # keys
            "POINTER(POINTER(Tree))",  # trees
            "c_int32",  # tree_count
            "POINTER(c_void_p)",  # out
            "POINTER(c_void_p)",  # intervals
            "POINTER(CellKeyResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_claim_parse": (
        "c_int32",
        (
            "c_char_p",  # text
            "POINTER(Claim)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_claim_reconcile": (
        "c_int32",
        (
            "POINTER(Claim)",  # claims
            "c_int64",  # n
            "POINTER(ClaimOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_claim_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "HANDLE(Frame)",  # claims
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(ClaimOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_codes_count": (
        "c_int32",
        (
            "c_int32",  # list
        ),
    ),
    "gdcs_codes_get": (
        "c_int32",
        (
            "c_int32",  # list
            "c_int32",  # index
            "POINTER(Code)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_codes_find": (
        "c_int32",
        (
            "c_int32",  # list
            "c_char_p",  # scheme
            "c_char_p",  # code
        ),
    ),
    "gdcs_codes_find_child": (
        "c_int32",
        (
            "c_int32",  # parent
            "c_int32",  # after
        ),
    ),
    "gdcs_codes_find_above": (
        "c_int32",
        (
            "c_int32",  # index
            "c_int32",  # level
        ),
    ),
    "gdcs_codes_parse_iccs": (
        "c_int32",
        (
            "c_char_p",  # text
            "POINTER(CodesIccs)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_codes_find_organised": (
        "c_int32",
        (
            "c_int32",  # iccs
            "c_int32",  # sic
        ),
    ),
    "gdcs_codes_parse_age": (
        "c_int32",
        (
            "c_char_p",  # label
            "POINTER(CodesAge)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_codes_find_overlap": (
        "c_int32",
        (
            "POINTER(CodesAge)",  # ages
            "c_int32",  # n
            "POINTER(c_int32)",  # second
        ),
    ),
    "gdcs_csv_read_table": (
        "c_int32",
        (
            "c_char_p",  # path
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_csv_read_frame": (
        "c_int32",
        (
            "c_char_p",  # path
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_csv_read_table_files": (
        "c_int32",
        (
            "POINTER(c_char_p)",  # paths
            "c_int64",  # count
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_csv_read_frame_files": (
        "c_int32",
        (
            "POINTER(c_char_p)",  # paths
            "c_int64",  # count
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_csv_parse_table": (
        "c_int32",
        (
            "c_char_p",  # text
            "c_int64",  # size
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_csv_parse_frame": (
        "c_int32",
        (
            "c_char_p",  # text
            "c_int64",  # size
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_csv_write_frame": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(CsvWriteOptions)",  # options
            "HANDLE(Sink)",  # sink
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_csv_write_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(CsvWriteOptions)",  # options
            "HANDLE(Sink)",  # sink
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_csv_new_schema_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(CsvWriteOptions)",  # options
            "POINTER(POINTER(Schema))",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_csv_new_schema_frame": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(CsvWriteOptions)",  # options
            "POINTER(POINTER(Schema))",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_duration_estimate": (
        "c_int32",
        (
            "POINTER(DurationArrays)",  # persons
            "c_int64",  # n
            "POINTER(DurationOptions)",  # options
            "POINTER(DurationResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_duration_estimate_curve": (
        "c_int32",
        (
            "POINTER(DurationArrays)",  # persons
            "c_int64",  # n
            "POINTER(DurationOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_duration_estimate_causes": (
        "c_int32",
        (
            "POINTER(DurationArrays)",  # persons
            "c_int64",  # n
            "POINTER(DurationOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_duration_estimate_intervals": (
        "c_int32",
        (
            "POINTER(DurationIntervals)",  # intervals
            "c_int64",  # n
            "POINTER(DurationOptions)",  # options
            "POINTER(EstimateArrays)",  # survival
            "POINTER(EstimateArrays)",  # hazard
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_duration_test": (
        "c_int32",
        (
            "POINTER(DurationArrays)",  # persons
            "c_int64",  # n
            "POINTER(DurationOptions)",  # options
            "POINTER(DurationTested)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_duration_estimate_frame": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(DurationColumns)",  # columns
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(DurationOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_duration_estimate_frame_curve": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(DurationColumns)",  # columns
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(DurationOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_duration_estimate_frame_causes": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(DurationColumns)",  # columns
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(DurationOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_duration_estimate_frame_intervals": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(DurationColumns)",  # columns
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(c_double)",  # ends
            "c_int64",  # intervals
            "POINTER(DurationOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_duration_test_frame": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(DurationColumns)",  # columns
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(DurationOptions)",  # options
            "POINTER(DurationTested)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_hierarchy_estimate": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # levels
            "c_int64",  # n
            "POINTER(HierarchyOptions)",  # options
            "POINTER(HierarchyResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_hierarchy_each": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # levels
            "c_int64",  # n
            "c_int64",  # count
            "POINTER(HierarchyOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_hierarchy_test": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # levels
            "c_int64",  # n
            "POINTER(HierarchyOptions)",  # options
            "POINTER(HierarchyTested)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_hierarchy_test_each": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # levels
            "POINTER(c_int64)",  # offsets
            "c_int64",  # count
            "POINTER(HierarchyOptions)",  # options
            "POINTER(TestArrays)",  # out
            "POINTER(c_uint32)",  # notes
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_hierarchy_estimate_levels": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # levels
            "c_int64",  # n
            "POINTER(HierarchyOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(c_double)",  # smoothed
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_hierarchy_fit": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # levels
            "c_int64",  # n
            "POINTER(HierarchyStrata)",  # strata
            "POINTER(HierarchyFitOptions)",  # options
            "POINTER(HierarchyFitted)",  # out
            "POINTER(HierarchyCoefficients)",  # coefficients
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_hierarchy_fit_each": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # levels
            "POINTER(c_int64)",  # offsets
            "c_int64",  # count
            "POINTER(HierarchyFitOptions)",  # options
            "POINTER(EstimateArrays)",  # odds_ratio
            "POINTER(TestArrays)",  # likelihood_ratio
            "POINTER(TestArrays)",  # proportional
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_hierarchy_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(HierarchyAxis)",  # axis
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(HierarchyOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_hierarchy_table_levels": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(HierarchyAxis)",  # axis
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(HierarchyOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_hierarchy_fit_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(HierarchyAxis)",  # axis
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(HierarchyFitOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_json_write_frame": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "HANDLE(Sink)",  # sink
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_json_write_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "HANDLE(Sink)",  # sink
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_json_read_table": (
        "c_int32",
        (
            "c_char_p",  # path
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_json_read_frame": (
        "c_int32",
        (
            "c_char_p",  # path
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_json_parse_table": (
        "c_int32",
        (
            "c_char_p",  # text
            "c_int64",  # size
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_json_parse_frame": (
        "c_int32",
        (
            "c_char_p",  # text
            "c_int64",  # size
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_jsonstat_read_table": (
        "c_int32",
        (
            "c_char_p",  # path
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_jsonstat_read_frame": (
        "c_int32",
        (
            "c_char_p",  # path
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_jsonstat_parse_table": (
        "c_int32",
        (
            "c_char_p",  # text
            "c_int64",  # size
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_jsonstat_parse_frame": (
        "c_int32",
        (
            "c_char_p",  # text
            "c_int64",  # size
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_jsonstat_write_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "HANDLE(Sink)",  # sink
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_microdata_measure": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(MicrodataKeys)",  # keys
            "POINTER(MicrodataRule)",  # rule
            "POINTER(MicrodataResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_microdata_each": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(MicrodataKeys)",  # keys
            "POINTER(MicrodataRule)",  # rule
            "POINTER(MicrodataArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_microdata_measure_labels": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(MicrodataKeys)",  # keys
            "POINTER(MicrodataRule)",  # rule
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_microdata_audit": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(MicrodataKeys)",  # keys
            "POINTER(MicrodataRule)",  # rule
            "POINTER(MicrodataResult)",  # result
            "POINTER(c_void_p)",  # report
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_microdata_each_uniques": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(MicrodataKeys)",  # keys
            "c_int32",  # most
            "POINTER(MicrodataUniques)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_microdata_collapse": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "c_char_p",  # column
            "POINTER(c_char_p)",  # from
            "POINTER(c_char_p)",  # to
            "c_int64",  # n
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_microdata_collapse_bands": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "c_char_p",  # column
            "POINTER(c_double)",  # breaks
            "c_int64",  # n
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_microdata_collapse_ends": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "c_char_p",  # column
            "c_double",  # lower
            "c_double",  # upper
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_microdata_protect_recode": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(MicrodataKeys)",  # keys
            "c_int64",  # k
            "POINTER(MicrodataHierarchy)",  # hierarchies
            "c_int64",  # n
            "POINTER(MicrodataRecodeOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(MicrodataRecodeResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_microdata_protect_suppress": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(MicrodataKeys)",  # keys
            "POINTER(MicrodataRule)",  # rule
            "POINTER(MicrodataSuppressOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(MicrodataSuppressResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_microdata_protect_partition": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(MicrodataKeys)",  # keys
            "POINTER(MicrodataRule)",  # rule
            "POINTER(c_void_p)",  # out
            "POINTER(MicrodataPartitionResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_microdata_new_synthetic": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(MicrodataSyntheticOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(MicrodataSyntheticResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_multiplicity_each": (
        "c_int32",
        (
            "POINTER(c_double)",  # p
            "c_int64",  # n
            "POINTER(MultiplicityOptions)",  # options
            "POINTER(c_double)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_noise_each": (
        "c_int32",
        (
            "POINTER(c_double)",  # x
            "c_int64",  # n
            "POINTER(NoiseOptions)",  # options
            "HANDLE(Budget)",  # budget
            "POINTER(c_double)",  # out
            "POINTER(c_double)",  # lower
            "POINTER(c_double)",  # upper
            "POINTER(NoiseResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_noise_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(NoiseOptions)",  # options
            "HANDLE(Budget)",  # budget
            "POINTER(c_void_p)",  # out
            "POINTER(c_void_p)",  # intervals
            "POINTER(NoiseResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_overlap_estimate": (
        "c_int32",
        (
            "POINTER(OverlapCounts)",  # counts
            "POINTER(OverlapOptions)",  # options
            "POINTER(OverlapResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_overlap_each": (
        "c_int32",
        (
            "POINTER(OverlapArrays)",  # counts
            "c_int64",  # n
            "c_int32",  # measure
            "POINTER(OverlapOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_overlap_estimate_sexes": (
        "c_int32",
        (
            "POINTER(OverlapCounts)",  # women
            "POINTER(OverlapCounts)",  # men
            "POINTER(OverlapOptions)",  # options
            "POINTER(OverlapSexesResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_overlap_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(OverlapAxes)",  # axes
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(OverlapOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_overlap_tabulate": (
        "c_int32",
        (
            "HANDLE(Frame)",  # victims
            "HANDLE(Frame)",  # offenders
            "POINTER(OverlapLinkOptions)",  # options
            "POINTER(OverlapLinked)",  # linked
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_overlap_estimate_eligible": (
        "c_int32",
        (
            "POINTER(OverlapCompelled)",  # women
            "POINTER(OverlapCompelled)",  # men
            "POINTER(OverlapOptions)",  # options
            "POINTER(OverlapEligibleResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_overlap_each_eligible": (
        "c_int32",
        (
            "POINTER(OverlapCompelledArrays)",  # women
            "POINTER(OverlapCompelledArrays)",  # men
            "c_int64",  # n
            "c_int32",  # measure
            "POINTER(OverlapOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_overlap_table_eligible": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(OverlapEligibleAxis)",  # axis
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(OverlapOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_own_right_estimate": (
        "c_int32",
        (
            "POINTER(OwnRightCounts)",  # counts
            "POINTER(GapOptions)",  # options
            "POINTER(OwnRightResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_own_right_each": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # own
            "POINTER(SexArrays)",  # relatives
            "POINTER(SexArrays)",  # unknown_basis
            "POINTER(SexArrays)",  # dependants
            "c_int64",  # n
            "c_int32",  # measure
            "POINTER(GapOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_own_right_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(OwnRightAxis)",  # axis
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(GapOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pairs_estimate": (
        "c_int32",
        (
            "POINTER(PairsCounts)",  # counts
            "POINTER(PairsOptions)",  # options
            "POINTER(PairsResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pairs_each": (
        "c_int32",
        (
            "POINTER(PairsArrays)",  # counts
            "c_int64",  # n
            "POINTER(PairsOptions)",  # options
            "POINTER(EstimateArrays)",  # difference
            "POINTER(EstimateArrays)",  # ratio
            "POINTER(EstimateArrays)",  # odds
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pairs_test": (
        "c_int32",
        (
            "POINTER(PairsCounts)",  # counts
            "POINTER(PairsOptions)",  # options
            "POINTER(Test)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pairs_test_each": (
        "c_int32",
        (
            "POINTER(PairsArrays)",  # counts
            "c_int64",  # n
            "POINTER(PairsOptions)",  # options
            "POINTER(TestArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pairs_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(PairsAxes)",  # axes
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(PairsOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_population_new": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(PopulationOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_population_free": (
        "None",
        (
            "HANDLE(Population)",  # population
        ),
    ),
    "gdcs_population_get": (
        "c_int32",
        (
            "HANDLE(Population)",  # population
            "POINTER(PopulationKey)",  # key
            "POINTER(PopulationResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_population_find_concept": (
        "c_int32",
        (
            "HANDLE(Population)",  # population
            "c_int32",  # concept_id
        ),
    ),
    "gdcs_parity_estimate": (
        "c_int32",
        (
            "POINTER(Part)",  # women
            "POINTER(Part)",  # men
            "POINTER(ParityOptions)",  # options
            "POINTER(ParityResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_parity_each": (
        "c_int32",
        (
            "POINTER(PartArrays)",  # counts
            "c_int64",  # n
            "POINTER(ParityOptions)",  # options
            "POINTER(EstimateArrays)",  # gpi
            "POINTER(EstimateArrays)",  # gpia
            "POINTER(TestArrays)",  # tests
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_parity_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(GapPair)",  # pair
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(ParityOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_parity_table_rates": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "HANDLE(Population)",  # population
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(ParityOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_parity_measure_persons": (
        "c_int32",
        (
            "POINTER(SexCounts)",  # counts
            "POINTER(ParityTarget)",  # target
            "POINTER(ParityPersons)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_parity_measure_admissions": (
        "c_int32",
        (
            "POINTER(Part)",  # women
            "POINTER(Part)",  # men
            "POINTER(c_double)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_parity_each_persons": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # counts
            "c_int64",  # n
            "POINTER(ParityTarget)",  # target
            "POINTER(ParityPersons)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_parity_table_persons": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(ParityTarget)",  # target
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pathway_each_categories": (
        "c_int32",
        (
            "POINTER(PathwayCounts)",  # counts
            "c_int64",  # n
            "c_int64",  # k
            "POINTER(PathwayOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(TestArrays)",  # tests
            "POINTER(c_double)",  # adjusted
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pathway_table_categories": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(PathwayOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pathway_estimate": (
        "c_int32",
        (
            "POINTER(PathwayCounts)",  # counts
            "c_int64",  # k
            "POINTER(PathwayComparisonOptions)",  # options
            "POINTER(PathwayResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pathway_each": (
        "c_int32",
        (
            "POINTER(PathwayCounts)",  # counts
            "c_int64",  # n
            "c_int64",  # k
            "c_int32",  # measure
            "POINTER(PathwayComparisonOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(TestArrays)",  # tests
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pathway_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(PathwayComparisonOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_perturbed_estimate_share": (
        "c_int32",
        (
            "POINTER(PerturbedCounts)",  # counts
            "POINTER(PerturbedOptions)",  # options
            "POINTER(PerturbedResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_perturbed_estimate_gap": (
        "c_int32",
        (
            "POINTER(PerturbedCounts)",  # a
            "POINTER(PerturbedCounts)",  # b
            "POINTER(PerturbedOptions)",  # options
            "POINTER(PerturbedResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_perturbed_each_share": (
        "c_int32",
        (
            "POINTER(PerturbedArrays)",  # counts
            "c_int64",  # n
            "POINTER(PerturbedOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_perturbed_each_gap": (
        "c_int32",
        (
            "POINTER(PerturbedArrays)",  # a
            "POINTER(PerturbedArrays)",  # b
            "c_int64",  # n
            "POINTER(PerturbedOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pipeline_estimate": (
        "c_int32",
        (
            "POINTER(SexCounts)",  # from
            "POINTER(SexCounts)",  # to
            "POINTER(PipelineOptions)",  # options
            "POINTER(PipelineResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pipeline_each": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # from
            "POINTER(SexArrays)",  # to
            "c_int64",  # n
            "POINTER(PipelineOptions)",  # options
            "POINTER(EstimateArrays)",  # women
            "POINTER(EstimateArrays)",  # men
            "POINTER(EstimateArrays)",  # index
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pipeline_estimate_stages": (
        "c_int32",
        (
            "POINTER(SexCounts)",  # stages
            "c_int64",  # n
            "POINTER(PipelineOptions)",  # options
            "POINTER(PipelineResult)",  # steps
            "POINTER(PipelineResult)",  # reach
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pipeline_test": (
        "c_int32",
        (
            "POINTER(SexCounts)",  # from
            "POINTER(SexCounts)",  # to
            "POINTER(PipelineOptions)",  # options
            "POINTER(PipelineTested)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pipeline_test_stages": (
        "c_int32",
        (
            "POINTER(SexCounts)",  # stages
            "c_int64",  # n
            "POINTER(PipelineOptions)",  # options
            "POINTER(PipelineTested)",  # steps
            "POINTER(PipelineTested)",  # whole
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pipeline_test_each": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # from
            "POINTER(SexArrays)",  # to
            "c_int64",  # n
            "POINTER(PipelineOptions)",  # options
            "POINTER(EstimateArrays)",  # attrition_index
            "POINTER(EstimateArrays)",  # difference
            "POINTER(TestArrays)",  # equality
            "POINTER(PipelineTestArrays)",  # beside
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pipeline_decompose": (
        "c_int32",
        (
            "POINTER(SexCounts)",  # stages
            "c_int64",  # n
            "POINTER(PipelineOptions)",  # options
            "POINTER(EstimateArrays)",  # log_index
            "POINTER(EstimateArrays)",  # share
            "POINTER(EstimateArrays)",  # gap
            "POINTER(PipelineDecomposed)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pipeline_decompose_each": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # stages
            "c_int64",  # count
            "c_int64",  # n
            "POINTER(PipelineOptions)",  # options
            "POINTER(EstimateArrays)",  # log_index
            "POINTER(EstimateArrays)",  # share
            "POINTER(EstimateArrays)",  # gap
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pipeline_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "POINTER(c_char_p)",  # stages
            "c_int32",  # count
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(PipelineOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pipeline_table_stages": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "POINTER(c_char_p)",  # stages
            "c_int32",  # count
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(PipelineOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_pipeline_table_decomposed": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "POINTER(c_char_p)",  # stages
            "c_int32",  # count
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(PipelineOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_px_read_table": (
        "c_int32",
        (
            "c_char_p",  # path
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_px_read_frame": (
        "c_int32",
        (
            "c_char_p",  # path
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_px_parse_table": (
        "c_int32",
        (
            "c_char_p",  # text
            "c_int64",  # size
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_px_parse_frame": (
        "c_int32",
        (
            "c_char_p",  # text
            "c_int64",  # size
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_px_write_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "HANDLE(Sink)",  # sink
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_quality_test_each": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # counts
            "c_int64",  # n
            "POINTER(QualityOptions)",  # options
            "POINTER(EstimateArrays)",  # shares
            "POINTER(QualityArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_quality_test_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # source
            "c_char_p",  # role
            "POINTER(QualityIndicator)",  # indicators
            "c_int32",  # n
            "POINTER(QualityOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_quality_measure_comparability": (
        "c_int32",
        (
            "POINTER(c_void_p)",  # tables
            "c_int32",  # n
            "POINTER(QualityComparabilityOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_quality_measure_gaps": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # area
            "c_char_p",  # indicator
            "c_char_p",  # period
            "POINTER(QualityGapsOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_quality_reconcile": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(QualityReconcileOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_quotient_estimate": (
        "c_int32",
        (
            "POINTER(SexCounts)",  # part
            "POINTER(SexCounts)",  # whole
            "POINTER(QuotientOptions)",  # options
            "POINTER(QuotientResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_quotient_each": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # part
            "POINTER(SexArrays)",  # whole
            "c_int64",  # n
            "POINTER(QuotientOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(TestArrays)",  # tests
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_quotient_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(QuotientOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_rate_estimate": (
        "c_int32",
        (
            "POINTER(RateCounts)",  # counts
            "POINTER(RateOptions)",  # options
            "POINTER(RateResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_rate_each": (
        "c_int32",
        (
            "POINTER(RateArrays)",  # counts
            "c_int64",  # n
            "POINTER(RateOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_rate_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "HANDLE(Population)",  # population
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(RateOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_rate_estimate_contrast": (
        "c_int32",
        (
            "POINTER(RateCounts)",  # a
            "POINTER(RateCounts)",  # b
            "POINTER(RateContrastOptions)",  # options
            "POINTER(RateContrastResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_rate_each_contrast": (
        "c_int32",
        (
            "POINTER(RateArrays)",  # a
            "POINTER(RateArrays)",  # b
            "c_int64",  # n
            "POINTER(RateContrastOptions)",  # options
            "POINTER(EstimateArrays)",  # ratio
            "POINTER(EstimateArrays)",  # difference
            "POINTER(TestArrays)",  # test
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_rate_table_contrast": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "HANDLE(Population)",  # population
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(RateContrastOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_rate_pool": (
        "c_int32",
        (
            "POINTER(RateArrays)",  # a
            "POINTER(RateArrays)",  # b
            "c_int64",  # n
            "POINTER(RatePoolOptions)",  # options
            "POINTER(RatePoolResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_rate_table_pool": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "HANDLE(Population)",  # population
            "c_char_p",  # strata
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(RatePoolOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_rate_estimate_repeated": (
        "c_int32",
        (
            "POINTER(c_double)",  # events
            "POINTER(c_double)",  # persons
            "c_int64",  # n
            "c_double",  # population
            "POINTER(RateClusteredOptions)",  # options
            "POINTER(RateClusteredResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_rate_table_repeated": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "HANDLE(Population)",  # population
            "c_char_p",  # events
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(RateClusteredOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_rate_estimate_clustered": (
        "c_int32",
        (
            "POINTER(RateArrays)",  # units
            "c_int64",  # n
            "POINTER(RateClusteredOptions)",  # options
            "POINTER(RateClusteredResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_rate_table_clustered": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "HANDLE(Population)",  # population
            "c_char_p",  # units
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(RateClusteredOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_ratio_estimate": (
        "c_int32",
        (
            "POINTER(Part)",  # a
            "POINTER(Part)",  # b
            "POINTER(RatioOptions)",  # options
            "POINTER(RatioResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_ratio_estimate_sexes": (
        "c_int32",
        (
            "POINTER(SexCounts)",  # outcome
            "POINTER(SexCounts)",  # absence
            "POINTER(RatioOptions)",  # options
            "POINTER(RatioResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_ratio_each": (
        "c_int32",
        (
            "POINTER(PartArrays)",  # counts
            "c_int64",  # n
            "POINTER(RatioOptions)",  # options
            "POINTER(EstimateArrays)",  # difference
            "POINTER(EstimateArrays)",  # risk_ratio
            "POINTER(EstimateArrays)",  # risk_ratio_absence
            "POINTER(EstimateArrays)",  # odds_ratio
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_ratio_test": (
        "c_int32",
        (
            "POINTER(Part)",  # a
            "POINTER(Part)",  # b
            "POINTER(RatioTestOptions)",  # options
            "POINTER(RatioTestResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_ratio_test_each": (
        "c_int32",
        (
            "POINTER(PartArrays)",  # counts
            "c_int64",  # n
            "POINTER(RatioTestOptions)",  # options
            "POINTER(TestArrays)",  # out
            "POINTER(c_uint32)",  # notes
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_ratio_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(RatioOutcome)",  # outcome
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(RatioOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_release_log_new": (
        "c_int32",
        (
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_release_log_free": (
        "None",
        (
            "HANDLE(ReleaseLog)",  # log
        ),
    ),
    "gdcs_release_log_count": (
        "c_int64",
        (
            "HANDLE(ReleaseLog)",  # log
        ),
    ),
    "gdcs_release_log_get": (
        "c_int32",
        (
            "HANDLE(ReleaseLog)",  # log
            "c_int64",  # index
            "POINTER(ReleaseEntry)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_release_log_add": (
        "c_int32",
        (
            "HANDLE(ReleaseLog)",  # log
            "POINTER(ReleaseEntry)",  # entry
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_release_log_write": (
        "c_int32",
        (
            "HANDLE(ReleaseLog)",  # log
            "HANDLE(Sink)",  # sink
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_release_log_read": (
        "c_int32",
        (
            "c_char_p",  # path
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_release_log_parse": (
        "c_int32",
        (
            "c_char_p",  # text
            "c_int64",  # size
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_release_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # original
            "HANDLE(Table)",  # table
            "POINTER(DisclosureRule)",  # rule
            "POINTER(ReleaseOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReleaseResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_release_table_linked": (
        "c_int32",
        (
            "POINTER(c_void_p)",  # originals
            "POINTER(c_void_p)",  # tables
            "c_int32",  # n
            "POINTER(DisclosureRule)",  # rule
            "POINTER(ReleaseOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReleaseResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_release_audit_table": (
        "c_int32",
        (
            "POINTER(c_void_p)",  # originals
            "POINTER(c_void_p)",  # tables
            "c_int32",  # n
            "POINTER(DisclosureRule)",  # rule
            "POINTER(ReleaseOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReleaseResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_release_frame": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(c_void_p)",  # originals
            "POINTER(c_void_p)",  # tables
            "c_int32",  # n
            "POINTER(DisclosureRule)",  # rule
            "POINTER(ReleaseOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReleaseResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_release_frame_microdata": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(MicrodataKeys)",  # keys
            "POINTER(MicrodataRule)",  # rule
            "POINTER(ReleaseMicrodataOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(MicrodataResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_report_render": (
        "c_int32",
        (
            "HANDLE(Frame)",  # frame
            "POINTER(ReportOptions)",  # options
            "HANDLE(Sink)",  # sink
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_round_each": (
        "c_int32",
        (
            "POINTER(c_double)",  # x
            "c_int64",  # n
            "POINTER(RoundOptions)",  # options
            "POINTER(c_double)",  # out
            "POINTER(c_double)",  # lower
            "POINTER(c_double)",  # upper
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_round_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(RoundOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(c_void_p)",  # intervals
            "POINTER(RoundResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_sdg_find": (
        "c_int32",
        (
            "c_char_p",  # code
        ),
    ),
    "gdcs_sdg_get": (
        "c_int32",
        (
            "c_int32",  # indicator
            "POINTER(SdgDefinition)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_sdg_estimate": (
        "c_int32",
        (
            "c_int32",  # indicator
            "POINTER(SdgCountries)",  # countries
            "c_int64",  # n
            "POINTER(SdgOptions)",  # options
            "POINTER(SdgResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_sdg_each": (
        "c_int32",
        (
            "c_int32",  # indicator
            "POINTER(SdgCountries)",  # countries
            "c_int64",  # n
            "POINTER(SdgOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_sdg_table": (
        "c_int32",
        (
            "c_int32",  # indicator
            "HANDLE(Table)",  # numerator
            "HANDLE(Table)",  # denominator
            "HANDLE(Table)",  # population
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(SdgOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_sdmx_read_table": (
        "c_int32",
        (
            "c_char_p",  # path
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_sdmx_read_frame": (
        "c_int32",
        (
            "c_char_p",  # path
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_sdmx_parse_table": (
        "c_int32",
        (
            "c_char_p",  # text
            "c_int64",  # size
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_sdmx_parse_frame": (
        "c_int32",
        (
            "c_char_p",  # text
            "c_int64",  # size
            "POINTER(Schema)",  # schema
            "POINTER(ReadOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(ReadResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_sdmx_write_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(SdmxWriteOptions)",  # options
            "HANDLE(Sink)",  # sink
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_segregation_measure": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # units
            "c_int64",  # n
            "POINTER(SegregationMeasures)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_segregation_estimate": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # units
            "c_int64",  # n
            "POINTER(SegregationOptions)",  # options
            "POINTER(SegregationResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_segregation_each": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # units
            "c_int64",  # n
            "c_int64",  # problems
            "POINTER(SegregationOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(c_double)",  # corrected
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_segregation_test": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # units
            "c_int64",  # n
            "POINTER(SegregationOptions)",  # options
            "POINTER(SegregationTested)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_segregation_bound": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # lower
            "POINTER(SexArrays)",  # upper
            "c_int64",  # n
            "POINTER(SegregationOptions)",  # options
            "POINTER(Bounds)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_segregation_measure_units": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # units
            "c_int64",  # n
            "POINTER(SegregationUnitArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_segregation_decompose": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # units
            "POINTER(c_int32)",  # group
            "c_int64",  # n
            "c_int64",  # groups
            "POINTER(SegregationNested)",  # out
            "POINTER(SegregationGroupArrays)",  # each
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_segregation_decompose_change": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # before
            "POINTER(SexArrays)",  # after
            "c_int64",  # n
            "POINTER(SegregationOptions)",  # options
            "POINTER(SegregationChange)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_segregation_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(SegregationOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_segregation_table_units": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_segregation_table_nested": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "c_char_p",  # groups
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_segregation_table_change": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "POINTER(SegregationTimes)",  # times
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(SegregationOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_share_estimate": (
        "c_int32",
        (
            "POINTER(SexCounts)",  # counts
            "POINTER(ShareOptions)",  # options
            "POINTER(ShareResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_share_bound": (
        "c_int32",
        (
            "POINTER(SexCounts)",  # lower
            "POINTER(SexCounts)",  # upper
            "POINTER(ShareOptions)",  # options
            "POINTER(Bounds)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_share_each": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # counts
            "c_int64",  # n
            "POINTER(ShareOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_share_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(ShareOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_share_estimate_sexes": (
        "c_int32",
        (
            "POINTER(SexCounts)",  # counts
            "POINTER(ShareSexesOptions)",  # options
            "POINTER(ShareSexesResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_share_each_sexes": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # counts
            "c_int64",  # n
            "POINTER(ShareSexesOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_share_table_sexes": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(ShareSexesOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_share_estimate_finite": (
        "c_int32",
        (
            "POINTER(SexCounts)",  # counts
            "c_double",  # population
            "POINTER(ShareOptions)",  # options
            "POINTER(ShareResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_share_each_finite": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # counts
            "POINTER(c_double)",  # population
            "c_int64",  # n
            "POINTER(ShareOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_share_table_finite": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "HANDLE(Table)",  # population
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(ShareOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_share_estimate_clustered": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # clusters
            "c_int64",  # n
            "POINTER(ShareOptions)",  # options
            "POINTER(ShareDesignResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_share_estimate_weighted": (
        "c_int32",
        (
            "POINTER(c_int32)",  # sex
            "POINTER(c_double)",  # weights
            "c_int64",  # n
            "POINTER(ShareOptions)",  # options
            "POINTER(ShareDesignResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_share_each_clustered": (
        "c_int32",
        (
            "POINTER(SexArrays)",  # clusters
            "POINTER(c_int64)",  # offsets
            "c_int64",  # n
            "POINTER(ShareOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(c_double)",  # effective_n
            "POINTER(c_double)",  # design_effect
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_share_each_weighted": (
        "c_int32",
        (
            "POINTER(c_int32)",  # sex
            "POINTER(c_double)",  # weights
            "POINTER(c_int64)",  # offsets
            "c_int64",  # n
            "POINTER(ShareOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(c_double)",  # effective_n
            "POINTER(c_double)",  # design_effect
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_share_table_clustered": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "c_char_p",  # axis
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(ShareOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_standard_name": (
        "c_char_p",
        (
            "c_int32",  # population
        ),
    ),
    "gdcs_standard_text": (
        "c_char_p",
        (
            "c_int32",  # population
        ),
    ),
    "gdcs_standard_find": (
        "c_int32",
        (
            "c_char_p",  # name
        ),
    ),
    "gdcs_standard_count": (
        "c_int64",
        (
            "c_int32",  # population
        ),
    ),
    "gdcs_standard_get": (
        "c_int32",
        (
            "c_int32",  # population
            "c_int64",  # index
            "POINTER(StandardBand)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_standard_parse": (
        "c_int32",
        (
            "c_char_p",  # label
            "POINTER(StandardBand)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_standard_collapse": (
        "c_int32",
        (
            "POINTER(c_char_p)",  # labels
            "c_int64",  # n
            "POINTER(StandardOptions)",  # options
            "POINTER(c_double)",  # weights
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_standard_estimate": (
        "c_int32",
        (
            "POINTER(StandardStrata)",  # strata
            "c_int64",  # count
            "POINTER(StandardOptions)",  # options
            "POINTER(StandardResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_standard_each": (
        "c_int32",
        (
            "POINTER(StandardStrata)",  # strata
            "c_int64",  # n
            "c_int64",  # count
            "POINTER(StandardOptions)",  # options
            "POINTER(EstimateArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_standard_estimate_ratio": (
        "c_int32",
        (
            "POINTER(StandardStrata)",  # women
            "POINTER(StandardStrata)",  # men
            "c_int64",  # count
            "POINTER(StandardOptions)",  # options
            "POINTER(StandardRatioResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_standard_each_ratio": (
        "c_int32",
        (
            "POINTER(StandardStrata)",  # women
            "POINTER(StandardStrata)",  # men
            "c_int64",  # n
            "c_int64",  # count
            "POINTER(StandardOptions)",  # options
            "POINTER(EstimateArrays)",  # ratio
            "POINTER(EstimateArrays)",  # difference
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_standard_estimate_indirect": (
        "c_int32",
        (
            "POINTER(StandardIndirect)",  # group
            "c_int64",  # count
            "POINTER(RateOptions)",  # options
            "POINTER(StandardIndirectResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_standard_each_indirect": (
        "c_int32",
        (
            "POINTER(StandardIndirectArrays)",  # groups
            "c_int64",  # n
            "c_int64",  # count
            "POINTER(RateOptions)",  # options
            "POINTER(EstimateArrays)",  # ratio
            "POINTER(EstimateArrays)",  # rate
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_standard_table_indirect": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "HANDLE(Population)",  # population
            "POINTER(StandardRates)",  # standard
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(RateOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_standard_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "HANDLE(Population)",  # population
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(StandardOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_standard_table_ratio": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "HANDLE(Population)",  # population
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(StandardOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_strata_pool": (
        "c_int32",
        (
            "POINTER(PartArrays)",  # strata
            "c_int64",  # n
            "POINTER(StrataOptions)",  # options
            "POINTER(StrataResult)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_strata_each": (
        "c_int32",
        (
            "POINTER(PartArrays)",  # strata
            "POINTER(c_int64)",  # offsets
            "c_int64",  # n
            "POINTER(StrataOptions)",  # options
            "POINTER(StrataResultArrays)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_strata_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(GapPair)",  # outcome
            "c_char_p",  # strata
            "POINTER(c_char_p)",  # keep
            "c_int32",  # n
            "POINTER(StrataOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_suppress_table": (
        "c_int32",
        (
            "HANDLE(Table)",  # table
            "POINTER(DisclosureRule)",  # rule
            "POINTER(SuppressOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(c_void_p)",  # hidden
            "POINTER(SuppressResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_suppress_table_linked": (
        "c_int32",
        (
            "POINTER(c_void_p)",  # tables
            "c_int32",  # n
            "POINTER(DisclosureRule)",  # rule
            "POINTER(SuppressOptions)",  # options
            "POINTER(c_void_p)",  # out
            "POINTER(c_void_p)",  # hidden
            "POINTER(SuppressResult)",  # result
            "POINTER(Error)",  # err
        ),
    ),
    "gdcs_version_number": (
        "c_int32",
        (
        ),
    ),
}


class Address(int):
    """Where an object of the library is, and what it is: "Table"."""

    of = ""


class Parameter:
    """A parameter that is an object of one class, or NULL."""

    def __init__(self, of: str) -> None:
        self.of = of

    def from_param(self, given: Any) -> Any:
        """What ctypes hands to the library.  An Address that is none of this class would crash it."""
        if isinstance(given, Address) and given.of != self.of:
            raise TypeError(f"expected a {self.of}, got a {given.of}")
        return ctypes.c_void_p.from_param(given)


HANDLES: Dict[str, Parameter] = {}


def ctype(text: str) -> Any:
    """The type that is written so."""
    if text == "None":
        return None
    if text.startswith("HANDLE("):
        of = text[len("HANDLE("):-1]
        return HANDLES.setdefault(of, Parameter(of))
    if text.startswith("POINTER("):
        return ctypes.POINTER(ctype(text[len("POINTER("):-1]))
    base, _, length = text.partition(" * ")
    plain = __getattr__(base) if base in STRUCTS else getattr(ctypes, base)
    return plain * int(length) if length else plain


def __getattr__(name: str) -> Any:
    """A struct.  Where two threads ask for it at once, both get the one that was there first."""
    if name in globals():
        return globals()[name]
    if name not in STRUCTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    fields = [(field, ctype(text)) for field, text in STRUCTS[name]]
    made = type(name, (ctypes.Structure,), {"__module__": __name__, "_fields_": fields})
    return globals().setdefault(name, made)
