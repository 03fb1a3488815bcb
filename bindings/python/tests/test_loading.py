"""The library is found where it should be, and another version is refused."""
import ast
import importlib
import inspect
import os
import pydoc
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import gdcs
from gdcs import _abi, _find

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(gdcs.__file__)))
TRY = "import gdcs; print('loaded')"
COMPILER = shutil.which("cc")


def run(code, path=PACKAGE, **environment):
    """Run code in a fresh interpreter; (exit status, output)."""
    environment = {**os.environ, "PYTHONPATH": path, **environment}
    environment = {name: value for name, value in environment.items() if value is not None}
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, universal_newlines=True, env=environment,
                          cwd=tempfile.gettempdir())
    return done.returncode, done.stdout


class Manual(unittest.TestCase):
    def setUp(self):
        with open(os.path.join(PACKAGE, "README.md"), encoding="utf-8") as file:
            self.text = file.read()

    def test_the_manual_names_all_functions_and_methods(self):
        words = set(re.findall(r"\w+", self.text))
        missing = [name for name in gdcs.__all__ if name[0].islower() and name not in words]
        for owner in (gdcs.Table, gdcs.Frame):
            missing += [f"{owner.__name__}.{name}" for name in dir(owner)
                        if name[0] != "_" and name not in words]
        self.assertEqual(missing, [])

    def test_what_the_manual_lists_as_functions_is_there(self):
        lists = re.findall(r"^  \* (?:[a-z, ]*: )?`([^`]+)`", self.text, re.MULTILINE)
        self.assertGreater(len(lists), 20)
        self.assertEqual([name for names in lists for name in names.split()
                          if not hasattr(gdcs, name)], [])


class WrongObjects(unittest.TestCase):
    """An object of another class is refused, before the library takes it for what it is not."""

    def test_each_function_takes_the_class_it_is_for(self):
        table, frame = gdcs.Table(["area", "sex"]), gdcs.Frame({"area": ["x"]})
        table.add(["x", "F"])
        rule = gdcs.DisclosureRule(minimum=4)
        for wrong in (lambda: gdcs.share_table(frame, ["area"]),
                      lambda: gdcs.Population(frame),
                      lambda: gdcs.gap_table(frame, "area", "x", "y"),
                      lambda: gdcs.microdata(table, ["area"]),
                      lambda: gdcs.suppress(frame, rule),
                      lambda: gdcs.suppress([table, frame], rule),
                      lambda: gdcs.audit(frame),
                      lambda: gdcs.release(table, frame, rule),
                      lambda: gdcs.quality_comparability([frame]),
                      lambda: table.rate(table),
                      lambda: table.merge(frame)):
            with self.assertRaisesRegex(TypeError, "expected a (Table|Frame|Population), got a "):
                wrong()

    def test_a_class_of_a_user_is_what_it_comes_from(self):
        class Mine(gdcs.Table):
            pass
        mine = Mine(["sex"])
        mine.add(["F"])
        self.assertEqual(gdcs.share_table(mine, [])["women"][0], 1)


class Loading(unittest.TestCase):
    def refuses(self, message, **environment):
        status, said = run(TRY, **environment)
        self.assertNotEqual(status, 0)
        self.assertIn("ImportError", said)
        self.assertIn(message, said)

    def test_version_is_that_of_the_declarations(self):
        self.assertEqual(gdcs.__version__, ".".join(map(str, _abi.VERSION)))

    def test_gdcs_library_is_the_only_place_if_it_is_set(self):
        self.refuses("GDCS_LIBRARY names no library", GDCS_LIBRARY="/nowhere/libgdcs.so")

    def test_a_library_that_is_another_is_refused(self):
        import _ctypes
        if not getattr(_ctypes, "__file__", None):
            self.skipTest("this interpreter has no extension module as a file")
        self.refuses("is not libgdcs", GDCS_LIBRARY=_ctypes.__file__)

    @unittest.skipUnless(COMPILER, "no C compiler")
    def test_another_version_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            other = os.path.join(folder, "libother.so")
            subprocess.run([COMPILER, "-shared", "-fPIC", "-x", "c", "-", "-o", other], check=True,
                           input=b"int gdcs_version_number(void) { return 90703; }")
            self.refuses("is libgdcs 9.7.3, but this package is made for", GDCS_LIBRARY=other)

    @unittest.skipUnless(COMPILER, "no C compiler")
    def test_a_library_without_a_function_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            other = os.path.join(folder, "libother.so")
            major, minor, patch = _abi.VERSION
            code = f"int gdcs_version_number(void) {{ return {major * 10000 + minor * 100 + patch}; }}"
            subprocess.run([COMPILER, "-shared", "-fPIC", "-x", "c", "-", "-o", other], check=True,
                           input=code.encode())
            self.refuses("has no gdcs_", GDCS_LIBRARY=other)

    def test_a_library_beside_the_package_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(os.path.join(PACKAGE, "gdcs"), os.path.join(folder, "gdcs"))
            shutil.copy(os.environ["GDCS_LIBRARY"],
                        os.path.join(folder, "gdcs", _find.FILES[0]))
            status, said = run(TRY + "; print(gdcs._lib.lib._name)", folder, GDCS_LIBRARY=None)
            self.assertEqual(status, 0, said)
            self.assertIn(folder, said)

    @unittest.skipUnless(sys.platform.startswith("linux"), "the search path of Linux")
    def test_the_search_path_of_the_loader_is_used(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(os.environ["GDCS_LIBRARY"], os.path.join(folder, _find.FILES[0]))
            status, said = run(TRY, GDCS_LIBRARY=None, LD_LIBRARY_PATH=folder)
            self.assertEqual((status, said), (0, "loaded\n"))

    def test_the_message_says_what_was_tried(self):
        code = ("import sys; sys.platform = 'linux'\n"
                "import ctypes\n"
                "def refuse(path, *a): raise OSError('not here')\n"
                "ctypes.CDLL = refuse\n"
                "import gdcs")
        status, said = run(code, GDCS_LIBRARY=None)
        self.assertNotEqual(status, 0)
        self.assertIn("set GDCS_LIBRARY to the path of the library", said)
        self.assertIn("libgdcs.so.0: not here", said)

    def test_importing_imports_neither_numpy_nor_pandas(self):
        status, said = run("import gdcs, sys; print({'numpy', 'pandas'} & set(sys.modules))")
        self.assertEqual((status, said), (0, "set()\n"))


class Later(unittest.TestCase):
    """Modules are loaded when they are needed, and nobody can tell."""

    FEW = {"arrow", "cell", "column", "csv", "errors", "frame", "notes", "progress", "sdmx", "table"}

    def test_importing_loads_no_statistic(self):
        status, said = run("import gdcs, sys; print(sum(map(gdcs._MODULES.__contains__, "
                           "(name[5:] for name in sys.modules if name[:5] == 'gdcs.'))))")
        self.assertEqual((status, said), (0, "1\n"))  # errors

    def test_reading_a_table_loads_none(self):
        status, said = run("import gdcs, sys\n"
                           "gdcs.read_csv(b'sex\\nF\\n', {'columns': [{'name': 'sex', 'concept': 'sex'}]})\n"
                           "print(*(name[5:] for name in sys.modules if name[5:] in gdcs._MODULES))")
        self.assertEqual((status, set(said.split()) - self.FEW), (0, set()), said)

    def test_every_name_is_there(self):
        self.assertEqual(len(gdcs._HOMES), sum(len(names.split()) for names in gdcs._MODULES.values()))
        self.assertGreater(len(gdcs.__all__), 300)
        self.assertLessEqual(set(gdcs.__all__), set(dir(gdcs)))
        for name, module in gdcs._HOMES.items():
            self.assertIs(getattr(gdcs, name), getattr(importlib.import_module("gdcs." + module), name))
        everything = {}
        exec("from gdcs import *", everything)  # pylint: disable=exec-used
        self.assertEqual(set(everything) - {"__builtins__"}, set(gdcs.__all__))
        self.assertIn("\n    share_bounds(", pydoc.plain(pydoc.render_doc(gdcs)))

    def test_a_module_does_not_hide_the_function_of_its_name(self):
        status, said = run("import gdcs, importlib\n"
                           "for name in gdcs._MODULES:\n"
                           "    module = importlib.import_module('gdcs.' + name)\n"
                           "    expected = getattr(module, name) if name in gdcs.__all__ else module\n"
                           "    assert getattr(gdcs, name) is expected, name\n"
                           "import gdcs.share\n"
                           "from gdcs.gap import Gap\n"
                           "print(gdcs.share(1, 3).value, gdcs.gap.__name__)")
        self.assertEqual((status, said), (0, "0.25 gap\n"))

    def test_results_are_read_where_nothing_is_loaded_yet(self):
        status, said = run("import pickle, gdcs; print(pickle.dumps(gdcs.share(1, 3)).hex())")
        self.assertEqual(status, 0, said)
        status, said = run(f"import pickle; print(pickle.loads(bytes.fromhex({said.strip()!r})).value)")
        self.assertEqual((status, said), (0, "0.25\n"))

    def test_methods_of_a_table_are_those_that_checkers_of_types_see(self):
        class_ = next(node for node in ast.parse(inspect.getsource(importlib.import_module("gdcs.table"))).body
                      if isinstance(node, ast.ClassDef) and node.name == "Table")
        choice = next(node for node in class_.body if isinstance(node, ast.If))
        seen = {node.targets[0].id: node.value.id for node in choice.body}
        self.assertEqual({node.targets[0].id: node.value.args[0].value for node in choice.orelse}, seen)
        for method, function in seen.items():
            self.assertIs(getattr(gdcs.Table, method), getattr(gdcs, function))
            self.assertEqual(getattr(gdcs.Table(), method).__func__, getattr(gdcs, function))
        self.assertIn("share = share_table(", pydoc.plain(pydoc.render_doc(gdcs.Table)))


if __name__ == "__main__":
    unittest.main(verbosity=2)
