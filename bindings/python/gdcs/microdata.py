"""Records of persons: how easily somebody is found in them, and how they are made safe
(gdcs/microdata.h)."""
from __future__ import annotations

from array import array
from typing import Any, List, NamedTuple, Optional, Sequence, Union

from . import _abi
from ._lib import byref, call, encode_all, fields, lib, made, new, new_out, optional
from ._words import number, words
from .estimate import Array
from .frame import Frame


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


def _result(of: Any) -> Microdata:
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
    return _result(out)


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
    return MicrodataAudit(_result(out), Frame._adopt(report.value or 0))
