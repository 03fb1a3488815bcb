"""A gate that lets everything pass is none: each must name what is planted here."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

from tree import finish, root

cc, nm, objdump = sys.argv[2:5]
HEADER = "/** @file gdcs/planted.h\n *  Planted. */\n#include <gdcs/error.h>\n\n"
DOCUMENTED = """/**
 * {lead}
 *
 * @param a    not NULL
 * @param err  may be NULL
 *
 * @errors   {errors}
 * @since    {since}
 */
GDCS_API GDCS_CHECK gdcs_status {name}(const char *{parameter}, gdcs_error *err);
"""


def function(lead="Read it.", errors="GDCS_E_ARGUMENT", since="0.1", name="gdcs_planted_read",
             parameter="a"):
    return HEADER + DOCUMENTED.format(**locals())


H, C = "include/gdcs/planted.h", "lib/core/planted.c"
PLANTED = [
    ("documentation", H, HEADER + "GDCS_API void gdcs_planted_free(int *a);\n", "no documentation"),
    ("documentation", H, function(lead="Reads it."), "begins with no imperative"),
    ("documentation", H, function(lead="The reader."), "begins with no imperative"),
    ("documentation", H, function(parameter="b"), "@param a err is not b err"),
    ("documentation", H, function(errors=""), "no @errors"),
    ("documentation", H, function(errors="GDCS_E_ARGUMENT, GDCS_E_MOON"), "no code of error.h"),
    ("documentation", H, function(errors="GDCS_E_MEMORY"), "has no GDCS_E_ARGUMENT"),
    ("documentation", H, function(errors="as gdcs_planted_write()"), "declared nowhere"),
    ("documentation", H, function(since="soon"), "no @since"),
    ("documentation", H, function() + "int x;\n" * 9999, "% comment, less than 50"),
    ("names", H, function(name="gdcs_planted_obtain"), "'obtain' is no verb"),
    ("names", H, function(name="gdcs_seeded_read"), "does not begin with gdcs_planted_"),
    ("names", H, function(), "no source lib/*/planted*"),
    ("names", H, function(), "no test tests/*/test_planted*"),
    ("names", H, function(), "gdcs.h does not include it"),
    ("names", H, function() + "enum {\n    RED = 1\n};\n", "constant RED"),
    ("names", H, function() + "typedef struct gdcs_planted_t gdcs_planted_t;\n", "gdcs_planted_t"),
    ("refusals", H, function(errors="GDCS_E_SEX"), "documents GDCS_E_SEX, and no test"),
    ("refusals", H, function(errors="GDCS_E_MEMORY"), "documents GDCS_E_MEMORY, and no test"),
    ("size", C, "void f(void)\n{\n" + "    g();\n" * 79 + "}\n", "function of 81 lines"),
    ("size", C, "int x;\n" * 451, "451 lines"),
    ("text", C, "/* TO" + "DO: later */\n", "a note to oneself"),
    ("text", C, 'f("/ho' + 'me/ada/data.csv");\n', "a path of one machine"),
    ("text", C, "int x; \n", "blanks at the end"),
    ("text", C, "\tint x;\n", "a tab"),
    ("text", C, "int x;\r\n", "a carriage return"),
    ("text", C, "int x;", "the last line does not end"),
]
# As objects of the library, and as the library.
LINKED = [
    ('#include <stdio.h>\nvoid f(void) { printf("a"); }', "uses puts|uses putchar|uses printf"),
    ("#include <stdlib.h>\nvoid f(void) { abort(); }", "uses abort"),
    ("#include <stdlib.h>\ndouble f(char *s) { return strtod(s, 0); }", "uses strtod"),
    ("#include <ctype.h>\nint f(int c) { return isalpha(c); }", "uses __ctype_b_loc"),
    ("static int n; int f(void) { return ++n; }", "mutable global n"),
    ("int f(void) { static int calls = 7; return ++calls; }", "mutable global calls"),
    ("int gdcs_planted_read(void) { return 1; }", "exported, but in no header: gdcs_planted_read"),
    ("int f(void) { return 1; }", "in a header, but not exported: gdcs_status_name"),
]


def ask(gate, *arguments):
    run = subprocess.run([sys.executable, str(root / f"tests/gates/{gate}.py"), *map(str, arguments)],
                         capture_output=True, text=True)
    return run.returncode, run.stdout + run.stderr


def expect(gate, wanted, answer):
    status, said = answer
    if status == 0 or not any(w in said for w in wanted.split("|")):
        wrong.append(f"{gate}.py does not say {wanted!r}, but (exit {status}): {said[-200:]}")


wrong = []
with tempfile.TemporaryDirectory() as folder:
    copy = pathlib.Path(folder) / "copy"
    for name in ("include", "lib", "tests"):
        shutil.copytree(root / name, copy / name)
    shutil.copy(root / "CONTRIBUTING.md", copy)
    for gate, path, content, wanted in PLANTED:
        (copy / path).write_bytes(content.encode())
        expect(gate, wanted, ask(gate, copy))
        (copy / path).unlink()
    for content, wanted in LINKED:
        source, thing = copy / "planted.c", copy / "planted.o"
        source.write_text(content + "\n")
        subprocess.run([cc, "-c", "-fPIC", source, "-o", thing], check=True)
        subprocess.run([cc, "-shared", thing, "-o", copy / "planted.so"], check=True)
        (copy / "objects.txt").write_text(f"{thing}\n")
        expect("symbols", wanted,
               ask("symbols", copy, copy / "objects.txt", copy / "planted.so", nm, objdump))
finish(wrong)
