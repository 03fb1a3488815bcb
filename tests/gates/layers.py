"""Who may include whom: the table of layers, and one door for each dependency.

usage: layers.py ROOT    (lists what breaks the rules; exit 1 if there is anything)

Private headers are included as "layer/name.h".  A public header belongs to the layer that has its
source, and follows the rules of that layer."""
import pathlib
import re
import sys
import tempfile

MAY = {"core": "core", "num": "num core", "data": "data core", "io": "io core data",
       "stats": "stats core num data", "privacy": "privacy core num data",
       "report": "report core data"}
EVERY = " ".join(MAY)
MAY_PUBLIC = {**MAY, "report": EVERY}
DOORS = {"gsl/": "num", "glpk.h": "num", "csv.h": "io", "cjson/": "io", "iconv.h": "io",
         "zlib.h": "io", "zstd": "io", "pthread.h": "core io num", "locale.h": "core"}
WITHOUT_SOURCE = {"base": {"core"}, "error": {"core"}, "estimate": {"data"}}
PUBLIC_MAY = {"stdint.h", "stddef.h"}


def includes(file):
    for line, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)', text)
        if found:
            yield line, found[1], found[2]


def owners(root, header):
    """The layers with a source of this name; none while it is only declared."""
    noun = pathlib.PurePath(header).stem
    found = {layer for layer in MAY if (root / "lib" / layer / f"{noun}.c").exists()
             or (root / "lib" / layer / noun).is_dir()}
    return found or WITHOUT_SOURCE.get(noun, set())


def breaks(root, layers, kind, name):
    """Why code of any of these layers may not include this, or None."""
    if kind == '"':
        allowed = {other for layer in layers for other in MAY[layer].split()}
        if name.split("/")[0] not in allowed or "/" not in name:
            return f'may not include "{name}"'
    elif name == "gdcs/gdcs.h":
        return "the library includes the headers it needs, not <gdcs/gdcs.h>"
    elif name.startswith("gdcs/"):
        if not (root / "include" / name).exists():
            return f"there is no <{name}>"
        allowed = {other for layer in layers for other in MAY_PUBLIC[layer].split()}
        owner = owners(root, name)
        if owner and layers and not owner & allowed:
            return f"may not include <{name}>, which belongs to {' and '.join(sorted(owner))}"
    for door, layer in DOORS.items():
        if kind == "<" and name.startswith(door) and not layers & set(layer.split()):
            return f"only {layer} may include <{name}>"
    return None


def wrong(root):
    for file in sorted((root / "lib").rglob("*.[ch]")):
        layer = file.relative_to(root / "lib").parts[0]
        if layer not in MAY:
            yield f"{file.relative_to(root)}: there is no layer {layer}"
            continue
        for line, kind, name in includes(file):
            why = breaks(root, {layer}, kind, name)
            if why:
                yield f"{file.relative_to(root)}:{line}: {layer}: {why}"
    for file in sorted((root / "include" / "gdcs").glob("*.h")):
        if file.name == "gdcs.h":
            continue
        for line, kind, name in includes(file):
            why = breaks(root, owners(root, file.name), kind, name)
            if kind == '"' or not (name.startswith("gdcs/") or name in PUBLIC_MAY):
                why = f"a public header may not include {name}"
            if why:
                yield f"{file.relative_to(root)}:{line}: {why}"


# Each of these must be found, and none of those: a gate that lets everything pass is none.
BAD = {"lib/core/a.c": '#include "num/b.h"', "lib/core/b.c": "#include <gsl/gsl_math.h>",
       "lib/core/c.c": '#include "fail.h"', "lib/core/d.c": "#include <gdcs/share.h>",
       "lib/core/e.c": "#include <gdcs/gdcs.h>", "lib/core/f.c": "#include <gdcs/none.h>",
       "lib/num/a.c": '#include "data/b.h"', "lib/num/b.c": "#include <gdcs/frame.h>",
       "lib/data/a.c": '  #  include "num/b.h"', "lib/data/b.c": "#include <pthread.h>",
       "lib/io/a.c": '#include "stats/b.h"', "lib/io/b.c": "#include <gdcs/share.h>",
       "lib/stats/a.c": '#include "io/b.h"', "lib/stats/b.c": "#include <csv.h>",
       "lib/stats/c.c": "#include <cjson/cJSON.h>", "lib/privacy/a.c": '#include "stats/b.h"',
       "lib/report/a.c": '#include "stats/b.h"', "lib/report/b.c": "#include <iconv.h>",
       "lib/stats/e.c": "#include <zlib.h>", "lib/data/c.c": "#include <zstd_errors.h>",
       "lib/stats/d/a.c": "#include <gsl/gsl_cdf.h>", "lib/misc/a.c": "",
       "include/gdcs/frame.h": "#include <gdcs/share.h>", "include/gdcs/b.h": "#include <stdio.h>",
       "include/gdcs/c.h": '#include "core/fail.h"'}
GOOD = {"lib/core/share.h": '#include "core/x.h"\n#include <gdcs/error.h>\n#include <pthread.h>',
        "lib/num/x.c": '#include "core/x.h"\n#include <gsl/gsl_cdf.h>', "lib/data/frame.c": "",
        "lib/io/x.c": "#include <csv.h>\n#include <cjson/cJSON.h>\n#include <gdcs/frame.h>",
        "lib/stats/share.c": '#include "num/x.h"\n#include "data/x.h"\n#include <gdcs/share.h>',
        "lib/report/x.c": "#include <gdcs/share.h>\n#include <stdio.h>",
        "include/gdcs/share.h": "#include <gdcs/error.h>\n#include <stdint.h>",
        "include/gdcs/error.h": "", "include/gdcs/gdcs.h": "#include <gdcs/share.h>"}


def check_itself():
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in {**BAD, **GOOD}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text + "\n", encoding="utf-8")
        found = {line.split(":")[0] for line in wrong(root)}
        if found != set(BAD):
            sys.exit(f"layers.py itself is wrong about {sorted(found ^ set(BAD))}")


check_itself()
lines = list(wrong(pathlib.Path(sys.argv[1])))
sys.exit("\n".join(lines) if lines else 0)
