"""Exceptions: one class per family, with all that the library said."""
import pickle
import unittest

import gdcs
from gdcs import _abi, errors
from gdcs._lib import decode, lib

CODES = {name: value for name, value in vars(_abi).items() if name.startswith("E_")}


class Classes(unittest.TestCase):
    FAMILIES = {1: (gdcs.ArgumentError, ValueError), 2: (gdcs.DataError, ValueError),
                3: (gdcs.InputError, OSError), 4: (gdcs.NumericError, ArithmeticError),
                5: (gdcs.DisclosureError, PermissionError), 6: (gdcs.CancelledError,),
                9: (gdcs.InternalError, RuntimeError)}

    def test_every_status_has_the_class_of_its_family(self):
        self.assertGreater(len(CODES), 20)
        for name, status in CODES.items():
            made = errors.failure(status, "what happened", "field", 3, 0)
            for kind in self.FAMILIES[status // 100] + (gdcs.Error,):
                self.assertIsInstance(made, kind, name)
            self.assertEqual((made.status, made.name, made.field, made.row, made.column),
                             (status, "GDCS_" + name, "field", 3, None))
            self.assertEqual(str(made), "field: what happened (row 3)")

    def test_field_and_place_are_told_once(self):
        for message, field, text in (
                ("line 4, column 'sex': 'x' is wrong", "sex", "line 4, column 'sex': 'x' is wrong"),
                ("line 4, field 1: a stray quote", "", "line 4, field 1: a stray quote"),
                ("table is missing", "table", "table is missing (row 4)"),
                ("a label is not UTF-8", "a", "a: a label is not UTF-8 (row 4)")):
            self.assertEqual(str(errors.failure(_abi.E_SEX, message, field, 4)), text)

    def test_names_are_those_of_the_library(self):
        for status, name in errors.NAMES.items():
            self.assertEqual(decode(lib.gdcs_status_name(status)), name)

    def test_a_status_of_a_later_library_is_an_error_too(self):
        made = errors.failure(777, "", "")
        self.assertIs(type(made), gdcs.Error)
        self.assertEqual((made.status, made.name), (777, "GDCS_E_UNKNOWN"))

    def test_two_are_what_python_calls_them(self):
        self.assertIsInstance(errors.failure(_abi.E_NAME, "x"), KeyError)
        self.assertIsInstance(errors.failure(_abi.E_MEMORY, "x"), MemoryError)
        self.assertEqual(str(errors.failure(_abi.E_NAME, "no 'x'")), "no 'x'")

    def test_they_travel_between_processes(self):
        for status in CODES.values():
            made = errors.failure(status, "what", "f", 1, 2)
            back = pickle.loads(pickle.dumps(made))
            self.assertEqual((type(back), str(back), back.status, back.row, back.column),
                             (type(made), str(made), status, 1, 2))


class Notes(unittest.TestCase):
    def test_every_note_has_a_name_and_a_text(self):
        for name, bit in vars(_abi).items():
            if name.startswith("NOTE_"):
                word = name[len("NOTE_"):].lower()
                self.assertEqual(gdcs.notes(bit), {word})
                self.assertGreater(len(gdcs.note_text(word)), 10)

    def test_they_combine(self):
        self.assertEqual(gdcs.notes(0), frozenset())
        self.assertEqual(gdcs.notes(_abi.NOTE_ZERO_CELL | _abi.NOTE_SMALL_BASE),
                         {"zero_cell", "small_base"})
        with self.assertRaises(KeyError):
            gdcs.note_text("nonsense")


class Types(unittest.TestCase):
    def test_what_is_no_number_never_reaches_the_library(self):
        for wrong in ("12", None, b"1", {}, {1}, object(), ["1"], [[1]]):
            with self.subTest(wrong), self.assertRaises(TypeError):
                gdcs.share(wrong, 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
