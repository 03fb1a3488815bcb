"""Read the public headers with clang and write the manifest gdcs.abi.json.

    python3 bindings/abi/extract.py [root] [output]

The manifest says what crosses the boundary: structs with their members, functions with their
parameters, constants.  What a foreign function interface cannot say is refused: bit fields, unions,
long, int, size_t, bool, enum members, functions without prototype, variadics, structs by value,
pointers to void or to functions.
"""
import json
import pathlib
import re
import subprocess
import sys

# Structs of other interfaces: they cross by address only, as handles do.
FOREIGN = {"ArrowSchema", "ArrowArray", "ArrowArrayStream"}
SCALARS = {"int32_t", "uint32_t", "int64_t", "uint8_t", "double", "char"}
CLANG = ["clang", "-fsyntax-only", "-std=c99", "-Xclang", "-ast-dump=json", "-x", "c"]


def syntax_tree(root):
    """What clang understands of the one header that includes all."""
    header = root / "include/gdcs/gdcs.h"
    command = CLANG + [f"-I{root / 'include'}", str(header)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def spelling(type_node):
    """The type as the header spells it, without the word struct."""
    text = type_node["qualType"] if isinstance(type_node, dict) else type_node
    return re.sub(r"\s+", " ", text.replace("struct ", "")).strip()


def constant_value(node):
    """The value of an enumerator; None if it continues the one before."""
    if "value" in node:
        return int(node["value"])
    values = (constant_value(inner) for inner in node.get("inner", []))
    return next((value for value in values if value is not None), None)


class Manifest:
    """Collects declarations in the order of the headers, and what must be refused."""

    def __init__(self):
        self.handles, self.structs, self.functions = [], {}, {}
        self.constants, self.typedefs, self.refused = {}, {}, []

    def scan(self, node):
        kind, name = node["kind"], node.get("name", "")
        if kind == "EnumDecl":
            self.scan_enum(node)
        elif kind == "RecordDecl" and name in FOREIGN and name not in self.handles:
            self.handles.append(name)
        elif not name.startswith("gdcs_"):
            return
        elif kind == "RecordDecl":
            self.scan_record(name, node)
        elif kind == "FunctionDecl":
            self.scan_function(name, node)
        elif kind == "TypedefDecl":
            self.typedefs[name] = spelling(node["type"])
        else:
            self.refused.append(f"{name}: {kind}")

    def scan_enum(self, node):
        value = -1
        for inner in node.get("inner", []):
            if inner["kind"] != "EnumConstantDecl":
                continue
            given = constant_value(inner)
            value = value + 1 if given is None else given
            if inner["name"].startswith("GDCS_"):
                self.constants[inner["name"]] = value

    def scan_record(self, name, node):
        if not node.get("completeDefinition"):
            if name not in self.handles:
                self.handles.append(name)
            return
        if node.get("tagUsed") != "struct":
            self.refused.append(f"{name}: {node.get('tagUsed')}")
        fields = [inner for inner in node.get("inner", []) if inner["kind"] == "FieldDecl"]
        for field in fields:
            if field.get("isBitfield"):
                self.refused.append(f"{name}.{field.get('name')}: bit field")
        self.structs[name] = [[field.get("name", ""), spelling(field["type"])] for field in fields]
        if name in self.handles:
            self.handles.remove(name)

    def scan_function(self, name, node):
        if node.get("variadic"):
            self.refused.append(f"{name}: variadic")
        if node.get("inline") or node.get("storageClass") == "static":
            self.refused.append(f"{name}: inline, so no symbol to call")
        parameters = [[inner.get("name", ""), spelling(inner["type"])]
                      for inner in node.get("inner", []) if inner["kind"] == "ParmVarDecl"]
        text = spelling(node["type"])
        if text.endswith("()"):
            self.refused.append(f"{name}: no prototype")
        self.functions[name] = {"returns": text[:text.index("(")].strip(),
                                "parameters": parameters}

    def crosses(self, text, by_value):
        """May a value of this type cross?  by_value: may it be a struct itself?"""
        bare = re.sub(r"\bconst\b", "", text).replace(" ", "")
        base, stars = bare.rstrip("*"), len(bare) - len(bare.rstrip("*"))
        if base in self.handles:
            return stars in (1, 2)
        if base in self.structs:
            return stars in (1, 2) or (stars == 0 and by_value)
        if base == "char":
            return stars in (1, 2) or by_value
        return base in SCALARS | {"gdcs_status"} and stars <= 1

    def check(self):
        """Add to the refused whatever has a type that does not cross."""
        for name, text in self.typedefs.items():
            tagged = text == name and (name in self.structs or name in self.handles)
            if not tagged and (name, text) != ("gdcs_status", "int32_t"):
                self.refused.append(f"{name}: typedef of {text}")
        for struct, fields in self.structs.items():
            for name, text in fields:
                if not name or not self.crosses(re.sub(r"\[\d+\]$", "", text), by_value=True):
                    self.refused.append(f"{struct}.{name}: {text}")
        for function, says in self.functions.items():
            returns = says["returns"]
            if returns != "void" and not self.crosses(returns, by_value=False):
                self.refused.append(f"{function}() returns {returns}")
            for name, text in says["parameters"]:
                if not name or not self.crosses(text, by_value=False):
                    self.refused.append(f"{function}({name}): {text}")


def version(root):
    """The version macros, which no syntax tree holds."""
    text = (root / "include/gdcs/version.h").read_text(encoding="utf-8")
    return [int(re.search(rf"#define GDCS_VERSION_{part}\s+(\d+)", text)[1])
            for part in ("MAJOR", "MINOR", "PATCH")]


def extract(root, tree=None):
    """The manifest of the headers below root; SystemExit if something must be refused."""
    manifest = Manifest()
    for node in (tree or syntax_tree(root))["inner"]:
        manifest.scan(node)
    manifest.check()
    if manifest.refused:
        sys.exit("a binding cannot say:\n  " + "\n  ".join(manifest.refused))
    return {"version": version(root), "handles": sorted(manifest.handles),
            "constants": manifest.constants, "structs": manifest.structs,
            "functions": manifest.functions}


def write(manifest, path):
    """One member, parameter list or constant per line, so that a change shows as a line."""
    def block(name, items):
        lines = ",\n".join(f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in items)
        return f' "{name}": {{\n{lines}\n }}'

    structs = ",\n".join(
        f"  {json.dumps(name)}: [\n" + ",\n".join(f"   {json.dumps(f)}" for f in fields) + "\n  ]"
        for name, fields in manifest["structs"].items())
    parts = [f' "version": {json.dumps(manifest["version"])}',
             f' "handles": {json.dumps(manifest["handles"])}',
             block("constants", manifest["constants"].items()),
             f' "structs": {{\n{structs}\n }}',
             block("functions", manifest["functions"].items())]
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def main():
    here = pathlib.Path(__file__).resolve().parent
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here.parent.parent
    path = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else here / "gdcs.abi.json"
    manifest = extract(root)
    write(manifest, path)
    print(len(manifest["structs"]), "structs,", len(manifest["handles"]), "handles,",
          len(manifest["functions"]), "functions,", len(manifest["constants"]), "constants")


if __name__ == "__main__":
    main()
