"""Name, offset, size and type of every member: ctypes against the C compiler."""
import ctypes
import importlib.util
import os
import pathlib
import re
import subprocess
import threading
import unittest

import gdcs
from gdcs import _abi

KINDS = {kind: name for name, kind in vars(ctypes).items()
         if name in ("c_int32", "c_uint32", "c_int64", "c_double", "c_char", "c_char_p",
                     "c_void_p")}


def camel(name):
    return "".join(part.title() for part in name.split("_")[1:])


def shown(kind):
    """The type as bindings/abi/emit.py writes it."""
    if isinstance(kind, _abi.Parameter):
        return f"HANDLE({kind.of})"
    if issubclass(kind, ctypes.Array) and kind not in KINDS:
        return shown(kind._type_)
    if issubclass(kind, ctypes._Pointer):
        return f"POINTER({shown(kind._type_)})"
    return KINDS.get(kind, kind.__name__)


@unittest.skipUnless(os.environ.get("GDCS_LAYOUT"), "GDCS_LAYOUT names no program")
class Layout(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        said = subprocess.run([os.environ["GDCS_LAYOUT"]], check=True, stdout=subprocess.PIPE,
                              universal_newlines=True).stdout
        cls.sizes, cls.members = {}, {}
        for line in said.splitlines():
            struct, member, offset, size, kind = line.split()
            if member == "-":
                cls.sizes[struct] = int(size)
                cls.members[struct] = []
            else:
                cls.members[struct].append((member, int(offset), int(size), kind))

    def test_every_struct_is_there(self):
        self.assertEqual({camel(name) for name in self.sizes}, set(_abi.STRUCTS))
        self.assertGreater(len(self.sizes), 30)

    def test_every_member_agrees(self):
        for struct, members in self.members.items():
            python = getattr(_abi, camel(struct))
            seen = [(name, getattr(python, name).offset, getattr(python, name).size, shown(kind))
                    for name, kind in python._fields_]
            self.assertEqual(seen, members, struct)
            self.assertEqual(ctypes.sizeof(python), self.sizes[struct], struct)

    def test_there_are_no_holes(self):
        for struct, members in self.members.items():
            end = 0
            for member, offset, size, _ in members:
                self.assertEqual(offset, end, f"a hole before {struct}.{member}")
                end = offset + size
            self.assertEqual(end, self.sizes[struct], f"a hole at the end of {struct}")


class Loaded(unittest.TestCase):
    def test_every_function_has_its_types(self):
        from gdcs._lib import lib
        for name, (returns, parameters) in _abi.FUNCTIONS.items():
            function = getattr(lib, name)
            self.assertIs(function.restype, _abi.ctype(returns), name)
            self.assertEqual(function.argtypes, [_abi.ctype(text) for text in parameters], name)
            self.assertEqual("None" if returns == "None" else shown(function.restype), returns)
            self.assertEqual([shown(kind) for kind in function.argtypes], list(parameters), name)

    def test_a_struct_is_made_once_whoever_asks(self):
        spec = importlib.util.spec_from_file_location("gdcs._fresh", _abi.__file__)
        fresh = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(fresh)
        made, together = [], threading.Barrier(4)

        def ask():
            together.wait()
            made.append([getattr(fresh, name) for name in sorted(fresh.STRUCTS)])
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(made), 4)
        self.assertTrue(all(one == made[0] for one in made))

    def test_what_is_not_declared_is_not_there(self):
        from gdcs._lib import lib
        for holder in (_abi, lib, gdcs):
            with self.assertRaises(AttributeError):
                holder.gdcs_of_nothing


class Documented(unittest.TestCase):
    """Docstrings send the reader to the C headers: what they name must be there."""

    def test_every_function_that_is_named_exists(self):
        package = pathlib.Path(gdcs.__file__).parent
        named, headers = set(), set()
        for path in package.glob("*.py"):
            if path.name != "_abi.py":
                text = path.read_text(encoding="utf-8")
                named |= set(re.findall(r"\bgdcs_(?:\w*[a-z])(?![\w{])", text))
                headers |= set(re.findall(r"gdcs/(\w+\.h)", text))
        self.assertGreater(len(named), 60)
        self.assertEqual(named - set(_abi.FUNCTIONS), set())
        include = package.parents[2] / "include/gdcs"
        if include.is_dir():
            self.assertEqual(headers - {path.name for path in include.iterdir()}, set())


if __name__ == "__main__":
    unittest.main(verbosity=2)
