#!/usr/bin/env python3
"""Speed of gdcs_gap_each() beside statsmodels' confint_proportions_2indep, on the same samples:

    cmake --build BUILD --target bench_gap && python3 tests/bench/gap.py BUILD/tests/bench/bench_gap

`same` is how many of the limits agree to 1e-6: statsmodels' roots are that exact, and its score
limits of the difference (0.13) are not those of Miettinen & Nurminen; tests/reference/contrast.py
tells who is right."""
import subprocess
import sys
import time
import warnings

import numpy as np
from statsmodels.stats.proportion import confint_proportions_2indep

THEIRS = {"score_difference": ("score", "diff"), "score_ratio": ("score", "ratio"),
          "hybrid_difference": ("newcomb", "diff")}
SAMPLES = 200


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = sys.argv[1]
    warnings.simplefilter("ignore")
    print(f"{'case':22}{'gdcs ns':>10}{'statsmodels ns':>16}{'ratio':>8}  same")
    for line in output(program):
        case, mine = line.split()
        if case not in THEIRS:
            print(f"{case:22}{float(mine):10.0f}{'-':>16}{'-':>8}")
            continue
        method, compare = THEIRS[case]
        rows = [[float.fromhex(v) for v in row.split()] for row in output(program, case)[:SAMPLES]]
        best, same = float("inf"), 0
        for row in rows:
            start = time.perf_counter()
            try:
                limits = confint_proportions_2indep(*row[:4], method=method, compare=compare)
            except (ValueError, ZeroDivisionError):
                continue
            best = min(best, time.perf_counter() - start)
            same += np.allclose(limits, row[4:], rtol=1e-6, atol=1e-9)
        print(f"{case:22}{float(mine):10.0f}{best * 1e9:16.0f}{best * 1e9 / float(mine):8.0f}  "
              f"{same} of {len(rows)}")


if __name__ == "__main__":
    main()
