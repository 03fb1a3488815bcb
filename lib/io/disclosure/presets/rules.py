"""Turn the rules of this folder into C: rules.py OUTPUT"""
import json
import pathlib
import sys

from text import Pool, array, write

FOLDER = pathlib.Path(__file__).resolve().parent


def main(output):
    pool, offsets = Pool(), []
    for path in sorted(FOLDER.glob("*.json")):
        rule = json.loads(path.read_text(encoding="utf-8"))
        text = json.dumps(rule, ensure_ascii=False, separators=(",", ":"))
        offsets.append(f"{{{pool.add(path.stem)}, {pool.add(text)}}}")
    write(output, "io/disclosure/presets/rules.py", pool.write("rule_texts"),
          "/* of the name and of the JSON, in rule_texts */\n"
          + array("struct { int32_t name, json; }", "rule_offsets", offsets))


main(sys.argv[1])
