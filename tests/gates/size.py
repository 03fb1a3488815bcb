"""No function over 80 lines, no file over 450.  The layout (gate/format) puts the braces of a
function, and of nothing else but types and tables, into the first column."""
import re
import statistics

from tree import finish, root

FUNCTION, FILE = 80, 450
wrong, lengths = [], []

for folder in ("lib", "include", "examples", "tests", "bindings"):
    for file in sorted((root / folder).rglob("*.[ch]")):
        path, lines = file.relative_to(root), file.read_text().splitlines()
        # A header is a manual: it is as long as its noun needs.
        if len(lines) > FILE and folder != "include":
            wrong.append(f"{path}: {len(lines)} lines, limit {FILE}")
        start = None
        for i, line in enumerate(lines, 1):
            if line == "{":
                start = i
            elif line == "}" and start:
                lengths.append((i - start + 1, f"{path}:{start}")) if folder == "lib" else None
                if i - start + 1 > FUNCTION:
                    wrong.append(f"{path}:{start}: function of {i - start + 1} lines, limit {FUNCTION}")
                start = None
lengths.sort()
n = [length for length, _ in lengths]
print(f"{len(n)} functions in lib: median {statistics.median(n):g} lines, 90 % up to "
      f"{n[int(0.9 * len(n))]}, longest {n[-1]} ({lengths[-1][1]})")
finish(wrong)
