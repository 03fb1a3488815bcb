"""Hold the manifest against that of the last release: append only.

    python3 bindings/abi/compare.py [released.json] [gdcs.abi.json]

At a release gdcs.abi.json is copied to released.json.  Without that file there was no release, and
everything may change.
"""
import json
import pathlib
import sys


def types(pairs):
    return [text for _, text in pairs]


def contained(structs):
    """Structs that are members of others, by value: to grow them would move what follows."""
    return {text for fields in structs.values() for _, text in fields if text in structs}


def struct_problems(name, old, new, may_grow):
    if new[:len(old)] != old:
        for position, field in enumerate(old):
            if new[position:position + 1] != [field]:
                return [f"struct {name}: member {field[0]} was removed, moved, renamed or retyped"]
    if len(new) > len(old) and not may_grow:
        return [f"struct {name}: frozen, but gained {new[len(old)][0]}"]
    return []


def function_problems(name, old, new):
    if new["returns"] != old["returns"]:
        return [f"{name}: returns {new['returns']}, returned {old['returns']}"]
    if types(new["parameters"]) != types(old["parameters"]):
        return [f"{name}: parameters changed"]
    return []


def compare(old, new):
    """What a program built against old would trip over in new; an empty list if nothing.

    A struct may gain members at its end only if it begins with struct_size and is no member of
    another.  A new major version may break everything.
    """
    if new["version"][0] > old["version"][0]:
        return []
    problems = []
    for kind in ("constants", "structs", "functions"):
        problems += [f"{kind[:-1]} {name}: removed" for name in old[kind] if name not in new[kind]]
    problems += [f"handle {name}: removed" for name in old["handles"] if name not in new["handles"]]
    for name, value in old["constants"].items():
        if new["constants"].get(name, value) != value:
            problems.append(f"constant {name}: was {value}, is {new['constants'][name]}")
    inside = contained(new["structs"])
    for name, fields in old["structs"].items():
        if name in new["structs"]:
            may_grow = fields[0][0] == "struct_size" and name not in inside
            problems += struct_problems(name, fields, new["structs"][name], may_grow)
    for name, says in old["functions"].items():
        if name in new["functions"]:
            problems += function_problems(name, says, new["functions"][name])
    return problems


def main():
    here = pathlib.Path(__file__).resolve().parent
    paths = [here / "released.json", here / "gdcs.abi.json"]
    paths[:len(sys.argv) - 1] = [pathlib.Path(path) for path in sys.argv[1:]]
    if not paths[0].exists():
        print(f"{paths[0].name} is absent: nothing was released yet")
        return
    problems = compare(*(json.loads(path.read_text(encoding="utf-8")) for path in paths))
    if problems:
        sys.exit("not compatible with the last release:\n  " + "\n  ".join(problems))


if __name__ == "__main__":
    main()
