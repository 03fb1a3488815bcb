#!/usr/bin/env python3
"""Speed of lib/num/dist.h beside scipy.special, on the same arguments in the same run:

    cmake --build BUILD --target bench_dist && python3 tests/bench/dist.py BUILD/tests/bench/bench_dist

scipy is called on whole arrays, the library once per value.  Rounds of both alternate, and each keeps
its best, so that a disturbance hits neither alone.  `difference` is the largest relative one between
the two results; where it is large, tests/reference/dist.py tells who is right."""
import subprocess
import sys
import time

import numpy as np
from scipy import special

SCIPY = {
    "normal_lower": lambda a, b, x: special.ndtr(x),
    "normal_quantile": lambda a, b, x: special.ndtri(x),
    "poisson": lambda a, b, x: special.gammaincc(a, x),
    "garwood": lambda a, b, x: special.gammainccinv(a, x),
    "binomial": lambda a, b, x: special.betainc(a, b, x),
    "clopper": lambda a, b, x: special.betaincinv(a, b, x),
    "jeffreys": lambda a, b, x: special.betaincinv(a, b, x),
}
ROUNDS, REPEATS = 5, 4


def of_library(program):
    lines = subprocess.run([program], check=True, capture_output=True, text=True).stdout.split("\n")
    return {line.split()[0]: float(line.split()[1]) for line in lines if line}


def arguments(program, case):
    text = subprocess.run([program, case], check=True, capture_output=True, text=True).stdout
    return np.array([[float.fromhex(v) for v in line.split()] for line in text.splitlines()]).T.copy()


def seconds(call, *values):
    start = time.perf_counter()
    result = call(*values)
    return time.perf_counter() - start, result


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = sys.argv[1]
    ours = [of_library(program)]
    scipys = {}
    given = {case: arguments(program, case) for case in ours[0]}
    for _ in range(ROUNDS):
        for case, (a, b, x, result) in given.items():
            call = SCIPY.get(case) or SCIPY[case.split("_")[0]]
            spent, other = min((seconds(call, a, b, x) for _ in range(REPEATS)), key=lambda r: r[0])
            with np.errstate(invalid="ignore", divide="ignore"):
                difference = np.nanmax(np.abs(result / other - 1))
            best = min(spent, scipys[case][0]) if case in scipys else spent
            scipys[case] = (best, difference)
        ours.append(of_library(program))
    print(f"{'case':28}{'gdcs ns':>10}{'scipy ns':>10}{'ratio':>8}  difference")
    for case in ours[0]:
        mine = min(run[case] for run in ours)
        theirs = scipys[case][0] / len(given[case][0]) * 1e9
        print(f"{case:28}{mine:10.1f}{theirs:10.1f}{theirs / mine:8.2f}  {scipys[case][1]:.1e}")


if __name__ == "__main__":
    main()
