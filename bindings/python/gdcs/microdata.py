"""Records of persons: how easily somebody is found in them, and how they are made safe
(gdcs/microdata.h)."""
from __future__ import annotations

import ctypes
from array import array
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi
from ._lib import (byref, call, decode, encode, encode_all, fields, lib, made, new, new_out,
                   optional)
from ._words import number, word, words
from .estimate import Array
from .frame import Frame
from .table import Table
from .tree import tree_structs


class MicrodataKeys(NamedTuple):
    """Columns of a frame by what they do; where there is nothing but keys, their names will do.

    columns     what others may know of a person: sex, age, area
    sensitive   a column that nobody may learn
    weight      persons that each record stands for
    population  persons the records were drawn from; default: the sum of weights
    missing     "any" (default): a missing key matches each value; "category": only the missing
    """

    columns: Sequence[str]
    sensitive: Optional[str] = None
    weight: Optional[str] = None
    population: float = 0.0
    missing: Optional[str] = None

    def _struct(self) -> Any:
        columns = [self.columns] if isinstance(self.columns, str) else list(self.columns)
        return new(_abi.MicrodataKeys, missing=number("MICRODATA_MISSING", self.missing, "missing"),
                   columns=encode_all(columns, "columns"), count=len(columns),
                   sensitive=optional(self.sensitive, "sensitive"),
                   weight=optional(self.weight, "weight"), population=self.population or 0.0)


class MicrodataRule(NamedTuple):
    """What records must fulfil; what is zero is not asked for.

    k          records that match each record, itself among them
    l          diversity of the sensitive column: "distinct" (default), "entropy", "recursive" with c
    t          distance of its values from those of all records: "ordered" (default for numbers),
               "equal" (for texts)
    risk       of a record at most
    """

    k: int = 0
    l: float = 0.0  # noqa: E741
    diversity: Optional[str] = None
    c: float = 0.0
    t: float = 0.0
    distance: Optional[str] = None
    risk: float = 0.0

    def _struct(self) -> Any:
        return new(_abi.MicrodataRule, k=self.k, l=self.l, c=self.c, t=self.t, risk=self.risk,
                   diversity=number("MICRODATA_DIVERSITY", self.diversity, "diversity"),
                   distance=number("MICRODATA_DISTANCE", self.distance, "distance"))


Keys = Union[MicrodataKeys, str, Sequence[str]]


def keys_of_struct(got: Any) -> MicrodataKeys:
    """Keys as a log has them."""
    return MicrodataKeys(tuple(decode(got.columns[i]) for i in range(got.count)),
                         decode(got.sensitive) if got.sensitive else None,
                         missing=word("MICRODATA_MISSING", got.missing))


def rule_of_struct(got: Any) -> MicrodataRule:
    """A rule as a log has it."""
    return MicrodataRule(got.k, got.l, word("MICRODATA_DIVERSITY", got.diversity), got.c, got.t,
                         word("MICRODATA_DISTANCE", got.distance) if got.distance else None,
                         got.risk)


def keys_struct(keys: Keys) -> Any:
    return (keys if isinstance(keys, MicrodataKeys) else MicrodataKeys(keys))._struct()


def rule_struct(rule: Optional[MicrodataRule]) -> Any:
    return (rule or MicrodataRule())._struct()


class Microdata(NamedTuple):
    """What is true of records, and which parts of a rule are not.

    broken  what the rule asks for and does not get: "k", "l", "t", "risk", "identifier"
    """

    broken: List[str]
    records: int
    classes: int
    k: int
    uniques: int
    below: int
    below_l: int
    population: float
    risk: float
    reidentifications: float
    population_uniques: float
    population_uniques_zayatz: float
    l_distinct: float
    l_entropy: float
    l_recursive: float
    t: float


def result_of(of: Any) -> Microdata:
    given = {name: getattr(of, name) for name in fields(of)}
    bits = given.pop("broken")
    return Microdata([word for word, bit in words("MICRODATA_BROKEN").items() if bits & bit],
                     **given)


class MicrodataEach(NamedTuple):
    """What is true of each record: arrays as long as the frame."""

    class_number: Array
    frequency: Array
    population: Array
    risk: Array
    distinct: Array
    entropy: Array
    recursive: Array
    closeness: Array


class MicrodataAudit(NamedTuple):
    """A verdict, and a row per column of the frame."""

    result: Microdata
    report: Frame


def microdata(frame: Frame, keys: Keys, rule: Optional[MicrodataRule] = None) -> Microdata:
    """Measure how easily persons are found in records: gdcs_microdata_measure."""
    out = new(_abi.MicrodataResult)
    call(lib.gdcs_microdata_measure, frame._handle, byref(keys_struct(keys)),
         byref(rule_struct(rule)), byref(out))
    return result_of(out)


def microdata_each(frame: Frame, keys: Keys, rule: Optional[MicrodataRule] = None) -> MicrodataEach:
    """Measure how easily each record is found: gdcs_microdata_each."""
    rooms = [array("d", bytes(8 * len(frame))) for _ in MicrodataEach._fields]
    out = new(_abi.MicrodataArrays, **{name: room.buffer_info()[0] for name, room in
                                       zip(MicrodataEach._fields, rooms)})
    call(lib.gdcs_microdata_each, frame._handle, byref(keys_struct(keys)),
         byref(rule_struct(rule)), byref(out))
    return MicrodataEach(*rooms)


def microdata_labels(frame: Frame, keys: Keys, rule: Optional[MicrodataRule] = None) -> Frame:
    """Which values of the keys make persons easy to find: gdcs_microdata_measure_labels."""
    return Frame._adopt(made(lib.gdcs_microdata_measure_labels, frame._handle,
                             byref(keys_struct(keys)), byref(rule_struct(rule))))


def microdata_audit(frame: Frame, keys: Keys, rule: MicrodataRule) -> MicrodataAudit:
    """Does a rule hold, and which columns are to blame: gdcs_microdata_audit."""
    out, report = new(_abi.MicrodataResult), new_out()
    call(lib.gdcs_microdata_audit, frame._handle, byref(keys_struct(keys)),
         byref(rule_struct(rule)), byref(out), byref(report))
    return MicrodataAudit(result_of(out), Frame._adopt(report.value or 0))


def microdata_collapse(frame: Frame, column: str, changes: Mapping[str, Optional[str]]) -> Frame:
    """Join words of a column of texts, {word: what it becomes}: gdcs_microdata_collapse."""
    return Frame._adopt(made(lib.gdcs_microdata_collapse, frame._handle, encode(column, "column"),
                             encode_all(changes, "from"), encode_all(changes.values(), "to"),
                             len(changes)))


def doubles(given: Sequence[float]) -> Any:
    return (ctypes.c_double * len(given))(*given)


def address_of(array_: Any) -> Optional[int]:
    """Whoever passes it on keeps the array alive."""
    return None if array_ is None else ctypes.addressof(array_)


def microdata_collapse_bands(frame: Frame, column: str, breaks: Sequence[float]) -> Frame:
    """Make bands of a column of numbers: gdcs_microdata_collapse_bands."""
    return Frame._adopt(made(lib.gdcs_microdata_collapse_bands, frame._handle,
                             encode(column, "column"), doubles(breaks), len(breaks)))


def microdata_collapse_ends(frame: Frame, column: str, lower: float = float("-inf"),
                            upper: float = float("inf")) -> Frame:
    """Bottom and top coding of a column of numbers: gdcs_microdata_collapse_ends."""
    return Frame._adopt(made(lib.gdcs_microdata_collapse_ends, frame._handle,
                             encode(column, "column"), lower, upper))


class MicrodataHierarchy(NamedTuple):
    """How a key is made coarser: level 1, 2, ..., and at last "*".

    column  a key
    tree    of texts: {label: what it is part of}
    widths  of numbers: of bands, each a multiple of the one before
    start   where a band begins
    most    the highest level that may be used; 0: the last
    """

    column: str
    tree: Optional[Mapping[str, str]] = None
    widths: Sequence[float] = ()
    start: float = 0.0
    most: int = 0


def _hierarchies(given: Sequence[MicrodataHierarchy]) -> Tuple[Any, List[Any]]:
    """An array of structs, and what must live as long."""
    structs, keep = (_abi.MicrodataHierarchy * len(given))(), []
    for one, h in zip(structs, given):
        one.struct_size = ctypes.sizeof(_abi.MicrodataHierarchy)
        one.most, one.column, one.start = h.most, encode(h.column, "column"), h.start
        if h.tree is not None:
            tree = new(_abi.Tree, children=encode_all(h.tree, "tree"),
                       parents=encode_all(h.tree.values(), "tree"), count=len(h.tree))
            one.tree = ctypes.pointer(tree)
            keep.append(tree)
        if h.widths:
            keep.append(doubles(h.widths))
            one.widths, one.count = address_of(keep[-1]), len(h.widths)
    return structs, keep


class MicrodataRecoded(NamedTuple):
    """A frame with coarser keys.

    levels     by key
    left_out   records that are not in it
    nodes      combinations of levels, of which `evaluated` were counted
    loss       in [0, 1]
    """

    frame: Frame
    levels: Dict[str, int]
    k: int
    left_out: int
    nodes: int
    evaluated: int
    loss: float


def _names(keys: Keys) -> List[str]:
    columns = keys.columns if isinstance(keys, MicrodataKeys) else keys
    return [columns] if isinstance(columns, str) else list(columns)


def _importance(keys: Keys, importance: Optional[Mapping[str, float]]) -> Any:
    if importance is None:
        return None
    return doubles([importance.get(name, 1.0) for name in _names(keys)])


def microdata_recode(frame: Frame, keys: Keys, k: int, hierarchies: Sequence[MicrodataHierarchy],
                     *, most_left_out: int = 0,
                     importance: Optional[Mapping[str, float]] = None) -> MicrodataRecoded:
    """Recode keys for the whole frame at the least loss: gdcs_microdata_protect_recode.

    most_left_out  records that may go
    importance     {key: weight of its loss}, default 1
    """
    given, keep = _hierarchies(hierarchies)
    keep.append(_importance(keys, importance))
    options = new(_abi.MicrodataRecodeOptions, most_left_out=most_left_out,
                  importance=address_of(keep[-1]))
    out, result = new_out(), new(_abi.MicrodataRecodeResult)
    call(lib.gdcs_microdata_protect_recode, frame._handle, byref(keys_struct(keys)), k, given,
         len(hierarchies), byref(options), byref(out), byref(result))
    return MicrodataRecoded(Frame._adopt(out.value or 0),
                            dict(zip(_names(keys), result.levels)), result.k, result.left_out,
                            result.nodes, result.evaluated, result.loss)


class MicrodataSuppressed(NamedTuple):
    """A frame with cells suppressed.

    cells    made missing, by_key of each key, in so many records
    k, l     reached
    cost     sum of importance over the cells
    """

    frame: Frame
    cells: int
    by_key: Dict[str, int]
    records: int
    k: int
    l: float  # noqa: E741
    cost: float


def microdata_suppress(frame: Frame, keys: Keys, rule: MicrodataRule, *,
                       importance: Optional[Mapping[str, float]] = None) -> MicrodataSuppressed:
    """Suppress cells until a rule holds: gdcs_microdata_protect_suppress.

    importance  {key: what one of its cells costs}, default 1
    """
    weights = _importance(keys, importance)
    options = new(_abi.MicrodataSuppressOptions, importance=address_of(weights))
    out, result = new_out(), new(_abi.MicrodataSuppressResult)
    call(lib.gdcs_microdata_protect_suppress, frame._handle, byref(keys_struct(keys)),
         byref(rule_struct(rule)), byref(options), byref(out), byref(result))
    return MicrodataSuppressed(Frame._adopt(out.value or 0), result.cells,
                               dict(zip(_names(keys), result.by_key)), result.records, result.k,
                               result.l, result.cost)


class MicrodataUniques(NamedTuple):
    """Sets of keys that single out each record: arrays as long as the frame."""

    count: Array
    smallest: Array
    score: Array


def microdata_uniques(frame: Frame, keys: Keys, *, most: int = 0) -> MicrodataUniques:
    """Measure how few keys single out each record: gdcs_microdata_each_uniques.

    most  largest set of keys; default 3, or one less than there are
    """
    rooms = [array("d", bytes(8 * len(frame))) for _ in MicrodataUniques._fields]
    out = new(_abi.MicrodataUniques, **{name: room.buffer_info()[0] for name, room in
                                        zip(MicrodataUniques._fields, rooms)})
    call(lib.gdcs_microdata_each_uniques, frame._handle, byref(keys_struct(keys)), most, byref(out))
    return MicrodataUniques(*rooms)


class MicrodataPartition(NamedTuple):
    """A frame in groups of near keys.

    parts  groups
    k, l   reached
    loss   in [0, 1]
    """

    frame: Frame
    parts: int
    k: int
    l: float  # noqa: E741
    loss: float


def microdata_partition(frame: Frame, keys: Keys, rule: MicrodataRule) -> MicrodataPartition:
    """Part records into groups of near keys: gdcs_microdata_protect_partition."""
    out, result = new_out(), new(_abi.MicrodataPartitionResult)
    call(lib.gdcs_microdata_protect_partition, frame._handle, byref(keys_struct(keys)),
         byref(rule_struct(rule)), byref(out), byref(result))
    return MicrodataPartition(Frame._adopt(out.value or 0), result.parts, result.k, result.l,
                              result.loss)


class MicrodataSynthetic(NamedTuple):
    """Records that a table could come from.

    records   made, of so many cells
    drawn     cells of which the number was not known
    distance  how far numbers had to go from those drawn, in all
    """

    frame: Frame
    records: int
    cells: int
    drawn: int
    distance: int


def microdata_synthetic(table: Table, *, trees: Optional[Mapping[str, Mapping[str, str]]] = None,
                        seed: int = 0, milliseconds: int = 0) -> MicrodataSynthetic:
    """Make records that a table could come from: gdcs_microdata_new_synthetic.

    trees         {axis: {label: what it is part of}}: only leaves become records
    milliseconds  for drawing; default 60 000
    """
    structs = tree_structs(trees or {})
    options = new(_abi.MicrodataSyntheticOptions, trees=structs if trees else None,
                  tree_count=len(structs), seed=seed, milliseconds=milliseconds)
    out, result = new_out(), new(_abi.MicrodataSyntheticResult)
    call(lib.gdcs_microdata_new_synthetic, table._handle, byref(options), byref(out),
         byref(result))
    return MicrodataSynthetic(Frame._adopt(out.value or 0), result.records, result.cells,
                              result.drawn, result.distance)
