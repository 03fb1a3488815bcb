"""Each header alone, in C99, in C++17 and in C++20, which has more keywords, without a warning."""
import subprocess
import sys

from tree import finish, headers, root

WARNINGS = "-Wall -Wextra -pedantic -Wconversion -Werror -fsyntax-only".split()
cc, *cxx = sys.argv[2:]
wrong = []
for header in headers:
    include = f"#include <gdcs/{header.name}>\nint unused;\n"
    for compiler, language, standard in [(cc, "c", "c99")] + [
                (c, "c++", standard) for c in cxx for standard in ("c++17", "c++20")]:
        run = subprocess.run([compiler, "-x", language, f"-std={standard}", *WARNINGS,
                              f"-I{root / 'include'}", "-"], input=include,
                             capture_output=True, text=True)
        if run.returncode:
            wrong.append(f"{header.name} in {standard}:\n{run.stderr}")
finish(wrong)
