"""Turn the schemas of this folder into C: presets.py OUTPUT"""
import json
import pathlib
import sys

from text import Pool, array, write

FOLDER = pathlib.Path(__file__).resolve().parent


def main(output):
    pool, offsets = Pool(), []
    for path in sorted(FOLDER.glob("*.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        text = json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
        offsets.append(f"{{{pool.add(path.stem)}, {pool.add(text)}}}")
    write(output, "io/schema/presets/presets.py", pool.write("preset_texts"),
          "/* of the name and of the JSON, in preset_texts */\n"
          + array("struct { int32_t name, json; }", "preset_offsets", offsets))


main(sys.argv[1])
