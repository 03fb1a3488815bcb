"""The manifest and what is generated from it follow the headers, and the release before."""
import copy
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ABI = ROOT / "bindings/abi"
sys.path.insert(0, str(ABI))
import compare  # noqa: E402
import emit  # noqa: E402
import extract  # noqa: E402

MANIFEST = json.loads((ABI / "gdcs.abi.json").read_text(encoding="utf-8"))
PYTHON = ROOT / "bindings/python/gdcs/_abi.py"


def headers():
    """The text of the public headers without comments."""
    text = "".join(path.read_text(encoding="utf-8")
                   for path in sorted((ROOT / "include/gdcs").glob("*.h")))
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


class Generated(unittest.TestCase):
    def test_python_follows_from_the_manifest(self):
        self.assertEqual(PYTHON.read_text(encoding="utf-8"), emit.Emitter(MANIFEST).python(),
                         "run emit.py")

    def test_names_for_checkers_of_types_follow_from_the_package(self):
        package = PYTHON.with_name("__init__.py").read_text(encoding="utf-8")
        self.assertEqual(PYTHON.with_name("__init__.pyi").read_text(encoding="utf-8"),
                         emit.stub(package), "run emit.py")

    @unittest.skipUnless(shutil.which("clang"), "clang is not installed")
    def test_manifest_follows_from_the_headers(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "gdcs.abi.json"
            extract.write(extract.extract(ROOT), path)
            self.assertEqual((ABI / "gdcs.abi.json").read_text(encoding="utf-8"),
                             path.read_text(encoding="utf-8"), "run extract.py, then emit.py")

    def test_every_public_function_is_in_the_manifest(self):
        declared = set(re.findall(r"GDCS_API[^;{]*?\b(gdcs_\w+)\s*\(", headers()))
        self.assertEqual(declared, set(MANIFEST["functions"]))

    def test_every_public_struct_is_in_the_manifest(self):
        bodies = set(re.findall(r"struct\s+(gdcs_\w+)\s*\{", headers()))
        opaque = set(re.findall(r"typedef\s+struct\s+(gdcs_\w+)\s+\1\s*;", headers()))
        self.assertEqual(bodies, set(MANIFEST["structs"]))
        self.assertEqual(opaque | extract.FOREIGN, set(MANIFEST["handles"]))

    def test_every_constant_is_in_the_manifest(self):
        enums = "".join(re.findall(r"enum\s*\{([^}]*)\}", headers()))
        self.assertEqual(set(re.findall(r"\b(GDCS_\w+)\s*(?:=|,|$)", enums, flags=re.M)),
                         set(MANIFEST["constants"]))

    def test_version_is_that_of_the_header(self):
        self.assertEqual(MANIFEST["version"], extract.version(ROOT))

    @unittest.skipUnless(shutil.which("nm") and os.environ.get("GDCS_LIBRARY"),
                         "nm or GDCS_LIBRARY is missing")
    def test_every_function_of_the_library_is_in_the_manifest(self):
        said = subprocess.run(["nm", "-D", "--defined-only", os.environ["GDCS_LIBRARY"]],
                              check=True, stdout=subprocess.PIPE, universal_newlines=True).stdout
        exported = set(re.findall(r" T (gdcs_\w+)", said))
        self.assertEqual(exported - set(MANIFEST["functions"]), set())


class Refused(unittest.TestCase):
    """What a binding cannot say ends the extraction, and the message names it."""

    CASES = {
        "typedef struct gdcs_x { int32_t a : 3; } gdcs_x;": "gdcs_x.a: bit field",
        "typedef union gdcs_x { int32_t a; } gdcs_x;": "gdcs_x: union",
        "typedef struct gdcs_x { long a; } gdcs_x;": "gdcs_x.a: long",
        "typedef struct gdcs_x { int a[4]; } gdcs_x;": "gdcs_x.a: int[4]",
        "typedef struct gdcs_x { size_t a; } gdcs_x;": "gdcs_x.a: size_t",
        "typedef struct gdcs_x { _Bool a; } gdcs_x;": "gdcs_x.a: _Bool",
        "typedef struct gdcs_x { void *a; } gdcs_x;": "gdcs_x.a: void *",
        "enum gdcs_e { GDCS_A }; typedef struct gdcs_x { enum gdcs_e a; } gdcs_x;":
            "gdcs_x.a: enum",
        "typedef enum { GDCS_A } gdcs_e;": "gdcs_e: typedef",
        "typedef struct { int32_t a; } gdcs_x;": "gdcs_x: typedef",
        "typedef struct gdcs_x { struct { int32_t a; } b; } gdcs_x;": "gdcs_x.b",
        "typedef struct gdcs_x { int32_t a; } gdcs_x; gdcs_x gdcs_f(void);":
            "gdcs_f() returns gdcs_x",
        "typedef struct gdcs_x { int32_t a; } gdcs_x; void gdcs_f(gdcs_x a);":
            "gdcs_f(a): gdcs_x",
        "void gdcs_f(int32_t a, ...);": "gdcs_f: variadic",
        "void gdcs_f();": "gdcs_f: no prototype",
        "void gdcs_f(int32_t);": "gdcs_f(): int32_t",
        "void gdcs_f(void (*a)(int32_t));": "gdcs_f(a): void (*)(int32_t)",
        "void gdcs_f(double **a);": "gdcs_f(a): double **",
        "static inline int32_t gdcs_f(void) { return 0; }": "gdcs_f: inline",
        "extern int32_t gdcs_v;": "gdcs_v: VarDecl",
    }

    @unittest.skipUnless(shutil.which("clang"), "clang is not installed")
    def test_each_is_refused_by_name(self):
        for text, message in self.CASES.items():
            with self.subTest(text), tempfile.TemporaryDirectory() as folder:
                include = pathlib.Path(folder) / "include/gdcs"
                include.mkdir(parents=True)
                shutil.copy(str(ROOT / "include/gdcs/version.h"), str(include))
                shutil.copy(str(ROOT / "include/gdcs/base.h"), str(include))
                (include / "gdcs.h").write_text(
                    "#include <stddef.h>\n#include <gdcs/base.h>\n" + text + "\n")
                with self.assertRaises(SystemExit) as caught:
                    extract.extract(pathlib.Path(folder))
                self.assertIn(message, str(caught.exception))


class Released(unittest.TestCase):
    OLD = {
        "version": [0, 1, 0],
        "handles": ["gdcs_frame"],
        "constants": {"GDCS_OK": 0, "GDCS_A": 1},
        "structs": {"gdcs_options": [["struct_size", "uint32_t"], ["method", "int32_t"]],
                    "gdcs_point": [["x", "double"], ["y", "double"]],
                    "gdcs_inner": [["struct_size", "uint32_t"], ["a", "int32_t"]],
                    "gdcs_result": [["struct_size", "uint32_t"], ["b", "int32_t"],
                                    ["inner", "gdcs_inner"]]},
        "functions": {"gdcs_f": {"returns": "int32_t", "parameters": [["a", "double"]]}},
    }

    def changed(self, change):
        new = copy.deepcopy(self.OLD)
        change(new)
        return compare.compare(self.OLD, new)

    def test_nothing_changed_and_additions_pass(self):
        self.assertEqual(self.changed(lambda new: None), [])

        def grow(new):
            new["constants"]["GDCS_B"] = 2
            new["handles"].append("gdcs_table")
            new["structs"]["gdcs_options"].append(["level", "double"])
            new["structs"]["gdcs_new"] = [["x", "double"]]
            new["functions"]["gdcs_g"] = {"returns": "void", "parameters": []}
            new["functions"]["gdcs_f"]["parameters"] = [["renamed", "double"]]
        self.assertEqual(self.changed(grow), [])

    def test_each_break_is_caught(self):
        structs = "structs"
        breaks = {
            "function gdcs_f: removed": lambda new: new["functions"].clear(),
            "constant GDCS_A: removed": lambda new: new["constants"].pop("GDCS_A"),
            "constant GDCS_A: was 1, is 7": lambda new: new["constants"].update(GDCS_A=7),
            "handle gdcs_frame: removed": lambda new: new["handles"].clear(),
            "struct gdcs_point: removed": lambda new: new[structs].pop("gdcs_point"),
            "member x": lambda new: new[structs]["gdcs_point"].reverse(),
            "member y": lambda new: new[structs]["gdcs_point"].pop(),
            "member method": lambda new: new[structs]["gdcs_options"].insert(1, ["p", "int32_t"]),
            "member struct_size": lambda new: new[structs]["gdcs_options"][0].__setitem__(
                1, "int32_t"),
            "frozen, but gained z": lambda new: new[structs]["gdcs_point"].append(["z", "double"]),
            "frozen, but gained c": lambda new: new[structs]["gdcs_inner"].append(["c", "int32_t"]),
            "gdcs_f: returns void": lambda new: new["functions"]["gdcs_f"].update(returns="void"),
            "gdcs_f: parameters": lambda new: new["functions"]["gdcs_f"]["parameters"].append(
                ["b", "double"]),
        }
        for message, change in breaks.items():
            with self.subTest(message):
                problems = self.changed(change)
                self.assertEqual(len(problems), 1, problems)
                self.assertIn(message, problems[0])

    def test_a_major_version_may_break(self):
        new = copy.deepcopy(self.OLD)
        new["version"], new["functions"] = [1, 0, 0], {}
        self.assertEqual(compare.compare(self.OLD, new), [])

    def test_this_tree_against_the_last_release(self):
        path = ABI / "released.json"
        if not path.exists():
            self.skipTest("nothing was released yet: bindings/abi/released.json is absent")
        released = json.loads(path.read_text(encoding="utf-8"))
        self.assertEqual(compare.compare(released, MANIFEST), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
