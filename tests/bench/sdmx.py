#!/usr/bin/env python3
"""100 000 rows of a linear export as Eurostat writes it, and the same as TSV, to the same table by us and by
pandas in the same run:

    cmake --build BUILD --target bench_sdmx && python3 tests/bench/sdmx.py BUILD/tests/bench/bench_sdmx

pandas reads the columns that are needed, dimensions as categories, and gets an index of the dimensions; it
leaves totals, names of codes, flags of several letters and checks of keys aside, which ours does not.
Cells and their sum are compared before processor times are; each keeps its best of five rounds."""
import itertools
import pathlib
import subprocess
import sys
import tempfile
import time

import pandas

AGES = [("ADULT", "Adult"), ("JUVENILE", "Juvenile"), ("TOTAL", "Total"), ("UNK", "Unknown")]
SEXES = [("F", "Females"), ("M", "Males"), ("T", "Total")]
UNITS = [("NR", "Number"), ("P_HTHAB", "Per hundred thousand inhabitants")]
GEOS = [(f"R{i:03d}", f"Region number {i}") for i in range(260)]
YEARS = [str(year) for year in range(2008, 2024)]
KEYS = ["freq", "age", "sex", "unit", "geo", "TIME_PERIOD"]


def value(i):
    return f"{(i * 7919) % 100003 / 100:.2f}", "b" if i % 17 == 0 else ""


def linear(path):
    with open(path, "w", newline="") as out:
        out.write("STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,freq,Time frequency,age,Age class,sex,Sex,unit,"
                  "Unit of measure,geo,Geopolitical entity,TIME_PERIOD,Time,OBS_VALUE,Observation value,"
                  "OBS_FLAG,Observation status (Flag),CONF_STATUS,Confidentiality status (flag)\r\n")
        for i, (a, s, u, g, y) in enumerate(itertools.product(AGES, SEXES, UNITS, GEOS, YEARS)):
            number, flag = value(i)
            out.write(f"dataflow,ESTAT:CRIM_PRIS_AGE(1.0),Prisoners by age and sex,A,Annual,{a[0]},{a[1]},"
                      f'{s[0]},{s[1]},{u[0]},{u[1]},{g[0]},{g[1]},{y},,{number},,{flag},,,\r\n')


def wide(path):
    i = 0
    with open(path, "w") as out:
        out.write("freq,age,sex,unit,geo\\TIME_PERIOD\t" + " \t".join(YEARS) + " \n")
        for a, s, u, g in itertools.product(AGES, SEXES, UNITS, GEOS):
            cells = []
            for _ in YEARS:
                cells.append(" ".join(value(i)))
                i += 1
            out.write(f"A,{a[0]},{s[0]},{u[0]},{g[0]}\t" + "\t".join(cells) + "\n")


def pandas_linear(path):
    frame = pandas.read_csv(path, usecols=[*KEYS, "OBS_VALUE", "OBS_FLAG", "CONF_STATUS"],
                            dtype={key: "category" for key in [*KEYS, "OBS_FLAG"]})
    return frame.set_index(KEYS)


def pandas_wide(path):
    frame = pandas.read_csv(path, sep="\t", dtype=str)
    first = frame.columns[0]
    keys = frame[first].str.split(",", expand=True)
    keys.columns = first.split("\\")[0].split(",")
    frame.columns = [name.strip() for name in frame.columns]
    frame = pandas.concat([keys, frame.drop(columns=frame.columns[0])], axis=1)
    frame = frame.melt(id_vars=list(keys.columns), var_name="TIME_PERIOD", value_name="cell")
    parts = frame.pop("cell").str.extract(r"^\s*([0-9.:]+)\s*([a-z]*)")
    frame["OBS_VALUE"] = pandas.to_numeric(parts[0], errors="coerce")
    frame["OBS_FLAG"] = parts[1]
    return frame.set_index(KEYS)


def best(read, path, rounds=5):
    least, made = float("inf"), None
    for _ in range(rounds):
        start = time.process_time()
        made = read(path)
        least = min(least, time.process_time() - start)
    return least, len(made), made["OBS_VALUE"].sum()


def main():
    with tempfile.TemporaryDirectory() as folder:
        for name, make, read in (("linear", linear, pandas_linear), ("TSV", wide, pandas_wide)):
            path = pathlib.Path(folder) / name
            make(path)
            said = subprocess.run([sys.argv[1], path], check=True, capture_output=True, text=True)
            cells, total, ours = said.stdout.split()
            theirs, count, expected = best(read, path)
            if int(cells) != count or abs(float(total) - expected) > 1e-9 * expected:
                sys.exit(f"{name}: {cells} cells, sum {total}; pandas {count}, {expected}")
            print(f"{name}: {count} rows, gdcs {1e3 * float(ours):.1f} ms, pandas "
                  f"{pandas.__version__} {1e3 * theirs:.1f} ms, ratio {float(ours) / theirs:.2f}")


if __name__ == "__main__":
    main()
