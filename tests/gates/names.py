"""Names: gdcs_<noun>_<verb>[_<qualifier>], verbs of the list in CONTRIBUTING.md; one noun, one
header, one source, one test."""
import re

from tree import all_functions, finish, headers, root

# What is at home in another noun's header, or has a source of another name: status codes in error.h
# are core/fail, note bits in estimate.h are data/note.
HOMES = {"status": "error.h", "note": "estimate.h"}
SOURCES = {"error": "fail", "estimate": "note"}
contributing = (root / "CONTRIBUTING.md").read_text()
section = re.search(r"^## Verbs\n(.*?)^## ", contributing, re.S | re.M)[1]
verbs = re.findall(r"^\| `(\w+)` \|", section, re.M)
nouns = {h.stem: h.name for h in headers} | HOMES
wrong = []

for f in all_functions():
    where = f"{f.header}:{f.line}: {f.name}"
    noun = next((n for n in sorted(nouns, key=len, reverse=True)
                 if f.name.startswith(f"gdcs_{n}_")), None)
    if noun is None or nouns[noun] != f.header:
        wrong.append(f"{where}: does not begin with gdcs_{f.header[:-2]}_")
        continue
    verb = f.name[len(f"gdcs_{noun}_"):].split("_")[0]
    if verb not in verbs:
        wrong.append(f"{where}: {verb!r} is no verb of CONTRIBUTING.md")
    if f.returns == "gdcs_status" and f.parameters[-1:] != ["err"]:
        wrong.append(f"{where}: returns a status and does not end with err")
    if f.returns == "gdcs_status" and "options" in f.parameters and \
            f.parameters.index("options") > f.parameters.index("err"):
        wrong.append(f"{where}: parameters are inputs, options, out, err")

for header in headers:
    text = header.read_text()
    for t in re.findall(r"^} (\w+);|^typedef struct (\w+)", text, re.M):
        name = next(filter(None, t))
        if not re.fullmatch(r"gdcs_[a-z0-9_]+", name) or name.endswith("_t"):
            wrong.append(f"{header.name}: type {name} is not gdcs_<noun>...")
    for c in re.findall(r"^\s+([A-Z][A-Z0-9_]*)(?: =|,| /)", text, re.M):
        if not c.startswith("GDCS_"):
            wrong.append(f"{header.name}: constant {c} does not begin with GDCS_")
    if "GDCS_API" not in re.sub(r"#.*", "", text):
        continue
    noun = SOURCES.get(header.stem, header.stem)
    for what, pattern in (("source", f"lib/*/{noun}*"), ("test", f"tests/*/test_{noun}*.c")):
        if not list(root.glob(pattern)):
            wrong.append(f"{header.name}: no {what} {pattern}")
    if f"#include <gdcs/{header.name}>" not in (root / "include/gdcs/gdcs.h").read_text():
        wrong.append(f"{header.name}: gdcs.h does not include it")
finish(wrong)
