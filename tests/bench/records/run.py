#!/usr/bin/env python3
"""Files of persons to tables and to frames, beside DuckDB, Polars, data.table and pandas as far as they are
installed, and through Python:

    run.py PROGRAMS [--rows 1000000] [--rounds 5] [--cases mixed:cells,...] [--threads 1,2] [--only gdcs,duckdb]
           [--peers FOLDER] [--folder FOLDER] [--keep]

PROGRAMS is the folder of records_generate, records_library, records_ways, records_frame and records_bare;
$GDCS_LIBRARY and $PYTHONPATH say where Python finds the library and its package.  `gdcs-sse2` and the like among the
programs is the library by another way: plain, sse2, avx2, avx512, neon, or libcsv alone.  DuckDB and Polars are looked for in
FOLDER/node_modules (`npm install @duckdb/node-api nodejs-polars` there; or $RECORDS_PEERS), data.table in R, pandas
in this Python.  Whole processes are timed, with the file in the page cache; one thread is bound to one processor.
The cells of all are compared before times are.  Cases are interleaved round by round; a ratio is the median of the
ratios of the rounds, of a program to the library with as many threads.  `call s` is what the library says of its
reading alone, in C and through Python, without the start of the process and the writing of cells."""
import argparse
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
CASES = "mixed:cells,clean:cells,quoted:cells,latin:cells,return:cells,torn:cells,mixed:weighted,latin:weighted,mixed:wide,mixed:frame,mixed:keys"
PEERS = {"duckdb": ["node", "duckdb.mjs"], "polars": ["node", "polars.mjs"], "data.table": ["Rscript", "data_table.R"],
         "pandas": [sys.executable, "pandas_cells.py"]}
FRAME_PEERS = {"duckdb": ["node", "duckdb_frame.mjs"], "polars": ["node", "polars_frame.mjs"],
               "data.table": ["Rscript", "data_table_frame.R"], "pandas": [sys.executable, "pandas_frame.py"]}
FRAMES = {"frame", "keys"}
PYTHON = "python"  # the library through it
BARE = ["pread", "libcsv"]
WAYS = ["gdcs-libcsv", *(["gdcs-sse2"] if platform.machine() == "x86_64" else [])]
ONE_THREAD = {"pandas", "gdcs-libcsv", *BARE}
# What a program cannot read or is not asked to.
LACKS = {("polars", "latin"), ("duckdb", "return"), ("polars", "return"), ("data.table", "return"),
         ("pandas", "return"), *((name, "torn") for name in PEERS)}


def surroundings(given):
    """Python finds its modules compiled, as it does where they are installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return dict(kept, PYTHONPYCACHEPREFIX=given.bytecode, RECORDS_PEERS=str(given.peers))


def installed(name, given):
    peers = given.peers
    if name == PYTHON:
        return subprocess.run([sys.executable, HERE / "library.py"], capture_output=True, text=True,
                              env=surroundings(given)).stderr.startswith("usage")
    if name in ("duckdb", "polars"):
        package = {"duckdb": "@duckdb/node-api", "polars": "nodejs-polars"}[name]
        return shutil.which("node") and peers and (peers / "node_modules" / package).is_dir()
    if name == "data.table":
        return shutil.which("Rscript") and subprocess.run(
            ["Rscript", "-e", "library(data.table)"], capture_output=True).returncode == 0
    return subprocess.run([sys.executable, "-c", "import pandas"], capture_output=True).returncode == 0


def command(name, threads, kind, job, file, out, programs):
    if name in BARE:
        separator = ";" if kind == "latin" else ","
        return [programs / "records_bare", name, file, *([separator] if name == "libcsv" else [])]
    arguments = [job, kind, file, str(threads), out]
    if name == "gdcs":
        return [programs / ("records_frame" if job in FRAMES else "records_library"), *arguments]
    if name.startswith("gdcs-"):
        return [programs / "records_ways", *arguments, name.removeprefix("gdcs-")]
    if name == PYTHON:
        return [sys.executable, HERE / "library.py", *arguments]
    program, script = (FRAME_PEERS if job in FRAMES else PEERS)[name]
    return [program, HERE / script, *arguments]


def measure(words, threads, given):
    """Seconds, those of its processors, peak memory in MB of a process, and seconds of its call if it says them."""
    bound = ["taskset", "-c", "0"] if threads == 1 and shutil.which("taskset") else []
    environment = dict(surroundings(given), POLARS_MAX_THREADS=str(threads))
    done = subprocess.run([*bound, given.programs / "records_bare", "run", *words], env=environment,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    *said, last = done.stderr.rstrip("\n").split("\n")
    seconds, busy, peak, status = last.split()
    if int(status) != 0:
        sys.exit("\n".join([" ".join(map(str, words)), *said]))
    calls = [float(line.split()[1]) for line in said if line.startswith("call ")]
    return float(seconds), float(busy), int(peak) / 1024, calls[0] if calls else None


def cells_of(path):
    """Cells in the order of their labels, numbers to a hundredth: sums of doubles depend on their order."""
    with open(path, encoding="utf-8") as lines:
        next(lines)
        rows = (line.rstrip("\r\n").replace('"', "").rsplit(",", 1) for line in lines)
        return sorted((labels, round(float(number), 2)) for labels, number in rows)


def warm(path):
    with open(path, "rb", buffering=0) as file:
        while file.read(1 << 20):
            pass


def compare(seen, name, threads, out):
    cells = cells_of(out)
    if seen and cells != seen[1]:
        sys.exit(f"{name} with {threads} threads: {len(cells)} cells that are not the {len(seen[1])} of {seen[0]}")
    return seen or (name, cells)


def run_case(kind, job, rows, given):
    file, out = given.folder / f"{kind}.csv", given.folder / "cells.csv"
    subprocess.run([given.programs / "records_generate", kind, str(rows), file], check=True)
    todo = [(name, t) for name in given.names for t in ((1,) if name in ONE_THREAD else given.threads)
            if (name, kind) not in LACKS and not (name.startswith("gdcs-") and job in FRAMES)]
    spent, seen = {key: [] for key in todo}, None
    for round_ in range(given.rounds):
        for name, threads in todo:
            warm(file)
            out.unlink(missing_ok=True)
            words = command(name, threads, kind, job, file, out, given.programs)
            spent[name, threads].append(measure(words, threads, given))
            if round_ == 0 and name not in BARE:
                seen = compare(seen, name, threads, out)
    show(kind, job, rows, file.stat().st_size, len(seen[1]) if seen else 0, spent)
    if not given.keep:
        file.unlink()
        out.unlink(missing_ok=True)


def ratio_of(times, ours):
    return statistics.median(a / b for a, b in zip(times, ours)) if ours else float("nan")


def show(kind, job, rows, size, cells, spent):
    print(f"\n{kind} {job}: {rows} rows, {size / 1e6:.0f} MB, {cells} cells, equal in all programs")
    print(f"{'program':<12} {'t':>1} {'median s':>9} {'(min-max)':>15} {'cpu s':>7} {'Mrows/s':>8} {'MB/s':>7} "
          f"{'peak MB':>8} {'/ gdcs':>7} {'call s':>7} {'/ gdcs':>7}")
    for (name, threads), rounds in spent.items():
        seconds, busy, peaks, calls = zip(*rounds)
        ours = spent.get(("gdcs", threads), [])
        ratio = ratio_of(seconds, [one[0] for one in ours])
        median = statistics.median(seconds)
        called = "" if None in calls else (f"{statistics.median(calls):>7.3f} "
                                           f"{ratio_of(calls, [one[3] for one in ours]):>7.2f}")
        print(f"{name:<12} {threads:>1} {median:>9.3f} {f'({min(seconds):.3f}-{max(seconds):.3f})':>15} "
              f"{statistics.median(busy):>7.3f} {rows / median / 1e6:>8.2f} {size / median / 1e6:>7.0f} "
              f"{max(peaks):>8.1f} {ratio:>7.2f} {called}".rstrip(), flush=True)


def machine():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines() if os.path.exists("/proc/cpuinfo") else []
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} processors, {model}; {platform.system()} {platform.release()}; load {os.getloadavg()[0]:.1f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", type=pathlib.Path)
    parser.add_argument("--rows", default="1000000", help="one number or several, separated by commas")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cases", default=CASES)
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--only", default=",".join(["gdcs", PYTHON, *WAYS, *BARE, *PEERS]))
    parser.add_argument("--peers", type=pathlib.Path, default=os.environ.get("RECORDS_PEERS"))
    parser.add_argument("--folder", type=pathlib.Path, help="for the files, which are big; the default is temporary")
    parser.add_argument("--keep", action="store_true", help="the files")
    given = parser.parse_args()
    given.threads = [int(t) for t in given.threads.split(",")]
    given.peers = pathlib.Path(given.peers).absolute() if given.peers else None
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        given.folder, given.bytecode = given.folder or pathlib.Path(folder), str(pathlib.Path(folder) / "bytecode")
        given.names = [n for n in given.only.split(",") if n not in (PYTHON, *PEERS) or installed(n, given)]
        for rows in given.rows.split(","):
            for case in given.cases.split(","):
                run_case(*case.split(":"), int(float(rows)), given)


if __name__ == "__main__":
    main()
