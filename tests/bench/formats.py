#!/usr/bin/env python3
"""Files of offices to tables, beside pandas on the same files in the same run:

    cmake --build BUILD --target bench_formats && python3 tests/bench/formats.py BUILD/tests/bench/bench_formats

The two tables are compared cell by cell before the best processor times are."""
import subprocess
import sys
import tempfile
import time

import numpy as np
import pandas as pd

ROUNDS = 5
SEXES = {"Female": "F", "Male": "M", "Total": "_T"}


def unodc(path):
    """What the schema "unodc-portal" asks for."""
    rows = pd.read_csv(path, dtype=str)
    rows = rows[rows["Unit of measurement"] == "Counts"]
    rows = rows.assign(VALUE=pd.to_numeric(rows["VALUE"]), sex=rows["Sex"].map(SEXES))
    keys = ["Iso3_code", "Indicator", "Dimension", "Category", "sex", "Age", "Year"]
    return rows.groupby(keys, sort=False)["VALUE"].sum()


def eurostat(path):
    rows = pd.read_csv(path, dtype={"age": str, "sex": str, "geo": str, "TIME_PERIOD": str})
    rows["sex"] = rows["sex"].replace("T", "_T")
    keys = ["freq", "unit", "leg_stat", "age", "sex", "geo", "TIME_PERIOD"]
    return rows.groupby(keys, sort=False)["OBS_VALUE"].sum(min_count=1)


def compare(path, theirs):
    """Every cell, missing ones too."""
    ours = pd.read_csv(path, dtype=str, keep_default_na=False)
    ours = ours[[name for name in ours if not name.endswith("_title")]]
    axes = list(ours.columns[:theirs.index.nlevels])
    values = (float(text or "nan") for text in ours["value"])
    mine = dict(zip(map(tuple, ours[axes].values), values))
    other = theirs.to_dict()
    if mine.keys() != other.keys():
        sys.exit(f"{path}: the cells are not the same")
    if not all(np.isclose(mine[k], other[k], rtol=1e-12, atol=0, equal_nan=True) for k in mine):
        sys.exit(f"{path}: a number is not the same")


def main():
    with tempfile.TemporaryDirectory() as folder:
        lines = subprocess.run([sys.argv[1], folder, *sys.argv[2:]], check=True,
                               stdout=subprocess.PIPE, text=True).stdout.splitlines()
        for line, read in zip(lines, (unodc, eurostat)):
            name, ours, cells = line.split()
            best = np.inf
            for _ in range(ROUNDS):
                start = time.process_time()
                table = read(f"{folder}/{name}.csv")
                best = min(best, time.process_time() - start)
            compare(f"{folder}/{name}.table.csv", table)
            print(f"{name:9} {cells:>7} cells  libgdcs {float(ours):.3f} s  pandas {best:.3f} s  "
                  f"pandas / libgdcs {best / float(ours):.1f}")


if __name__ == "__main__":
    main()
