"""What the gates share: the files of the project and the functions its headers declare."""
import pathlib
import re
import sys
from typing import NamedTuple

root = pathlib.Path(sys.argv[1]).resolve()
headers = sorted((root / "include" / "gdcs").glob("*.h"))


class Function(NamedTuple):
    header: str      # share.h
    line: int
    name: str        # gdcs_share_estimate
    returns: str     # gdcs_status
    parameters: list  # ["counts", "options", "out", "err"]
    text: str        # the parameter list as written
    comment: str     # the documentation comment without its frame, or ""


DECLARATION = re.compile(
    r"(?:/\*\*((?:[^*]|\*(?!/))*)\*/\s*)?"          # a comment right before
    r"^GDCS_API\s+(?:GDCS_CHECK\s+)?([^;(]*?)(gdcs_\w+)\(([^;]*)\);", re.M)


def functions(header):
    """The exported functions of a header, in order."""
    text = header.read_text()
    for m in DECLARATION.finditer(text):
        comment, returns, name, parameters = m.groups()
        names = [] if parameters.strip() == "void" else \
            [re.search(r"(\w+)(?:\[\w*\])?\s*$", p)[1] for p in split(parameters)]
        line = text.count("\n", 0, m.start(3)) + 1
        yield Function(header.name, line, name, returns.strip(), names, parameters,
                       re.sub(r"^\s*\* ?", "", comment or "", flags=re.M).strip())


def split(parameters):
    """Parameters by name, a function pointer's own parameters left out."""
    flat = re.sub(r"\(\*(\w+)\)\([^)]*\)", r" \1", parameters)
    return flat.split(",")


def all_functions():
    return [f for h in headers for f in functions(h)]


def finish(wrong):
    """Say what is wrong, all of it, and how it ends."""
    for line in wrong:
        print(line)
    sys.exit(f"{len(wrong)} wrong" if wrong else 0)
