"""Nothing left over: no notes to oneself, no path of one machine, no stray blank; no endless line."""
import re

from tree import finish, root

FOLDERS = ("lib", "include", "examples", "tests", "bindings", "pkgconfig", ".ci")
KINDS = {".c", ".h", ".py", ".sh", ".md", ".cmake", ".txt", ".in", ".json", ".R", ".ipynb", ""}
FORBIDDEN = {
    r"\b(TODO|FIXME|XXX|HACK)\b": "a note to oneself",
    r"(?<![\w.])/(home|root|Users|work|mnt)/": "a path of one machine",
    r"[ \t]+$": "blanks at the end",
    r"\r": "a carriage return",
}
ANY = re.compile("|".join(FORBIDDEN), re.M)
ENDLESS = re.compile(r"^(?! \* \|).{121,}$", re.M)  # but for rows of tables
ITSELF = root / "tests/gates/text.py"
files = [f for folder in FOLDERS for f in (root / folder).rglob("*")]
files += [f for f in root.glob("*") if f.suffix in {".md", ".txt", ".json"}]
wrong = []
for file in sorted(f for f in files if f.is_file() and f.suffix in KINDS and f != ITSELF):
    path = file.relative_to(root)
    if {"reference", "data", "fuzz", "__pycache__", "build"} & set(path.parts) and \
            file.suffix not in {".c", ".h", ".py", ".R"}:
        continue  # data is as its publisher made it, a corpus is broken on purpose
    try:
        text = file.read_bytes().decode()
    except UnicodeDecodeError:
        wrong.append(f"{path}: not UTF-8")
        continue
    if file.suffix in {".c", ".h"} and path.parts[0] in {"lib", "include"}:
        wrong += [f"{path}: a line of {len(line)} characters: {line[:60]}" for line in ENDLESS.findall(text)]
    lines = text.split("\n") if ANY.search(text) or "\t" in text else []
    for line, content in enumerate(lines, 1):
        for pattern, what in FORBIDDEN.items():
            if re.search(pattern, content):
                wrong.append(f"{path}:{line}: {what}: {content.strip()[:60]}")
        if "\t" in content and file.suffix in {".c", ".h", ".py", ".cmake"}:
            wrong.append(f"{path}:{line}: a tab")
    if text and not text.endswith("\n"):
        wrong.append(f"{path}: the last line does not end")
finish(wrong)
