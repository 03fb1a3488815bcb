"""The library through Python: library.py cells|weighted|wide|frame|keys KIND FILE THREADS CELLS, all else as
records_library and records_frame have it.  $PYTHONPATH: the folder of the package gdcs."""
import sys
import time

import gdcs

if len(sys.argv) != 6:
    sys.exit("usage: library.py cells|weighted|wide|frame|keys KIND FILE THREADS CELLS")
job, kind, path, threads, out = sys.argv[1:]
latin = kind == "latin"
SEXES = {"F": "F f Female female W Woman Femme Frau Mujer 2 жен. женский".split(),
         "M": "M m Male male Man Homme homme Hombre Mann Herr masculin männlich 1 муж. мужской".split(),
         "_U": ["", "?", "unknown", "inconnu", "unbekannt"], "_O": ["X"]}
BANDS = {"0-13": 14, "14-17": 18, "18-24": 25, "25-34": 35, "35-44": 45, "45-59": 60, "60+": 90}


def column(name, concept, **more):
    return {"name": name, "concept": concept, **more}


def cell_columns():
    ages = {str(age): next(band for band, end in BANDS.items() if age < end) for age in range(90)} | {"": "unknown"}
    columns = [column("country", "area"), column("year", "period"), column("role", "role"),
               column("age", "age", map=ages),
               column("sex", "sex", map={word: code for code, words in SEXES.items() for word in words})]
    if job == "weighted":
        columns.append(column("weight", "weight"))
    if job == "wide":
        columns += [column("level", "level"), column("status", "group"), column("offence", "offence")]
    return columns


def frame_columns():
    columns = [column("country", "area"), column("role", "role"), column("sex", "group"),
               column("offence", "offence"), column("status", "stage"), column("age", "number"),
               column("days", "number", type="int64"), column("weight", "weight")]
    return columns + [column("id", "person_key")] if job == "keys" else columns


def write_counts(frame):
    import numpy as np
    with open(out, "w", encoding="utf-8") as file:
        file.write("column,what,value\n")
        for name in frame.columns:
            held = frame[name]
            if name == "id":
                file.write(f"id,distinct,{held.word_count}\n")
            elif held.type == "text":
                counts = np.bincount(np.asarray(held.codes) + 1, minlength=len(held.words) + 1)
                for word, n in zip(["", *held.words], counts):
                    file.write(f"{name},{word},{n}\n" if n else "")
            else:
                array = np.ma.masked_invalid(held.to_numpy())
                file.write(f"{name},sum,{array.sum():.2f}\n{name},missing,{np.ma.count_masked(array)}\n")


table = job in ("cells", "weighted", "wide")
schema = {"delimiter": ";" if latin else ",", "decimal": "," if latin else ".", "sensitivity": "public",
          "encoding": "ISO-8859-1" if latin else "UTF-8", "columns": cell_columns() if table else frame_columns()}
read, _ = gdcs.read_csv, (gdcs.Table, gdcs.Frame)  # their modules are loaded before the call
begun = time.perf_counter()
made = read(path, schema, as_="table" if table else "frame", threads=int(threads))
print(f"call {time.perf_counter() - begun:.6f}", file=sys.stderr)
if table:
    made.write_csv(out)
else:
    write_counts(made)
