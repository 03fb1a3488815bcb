#!/usr/bin/env python3
"""10 000 bootstrap replicates of the dissimilarity of 50 units (98 000 persons), beside NumPy's multinomial on
the same counts in the same run:

    cmake --build BUILD --target bench_segregation
    python3 tests/bench/segregation.py BUILD/tests/bench/bench_segregation

Rounds of both alternate, and each keeps its best processor time.  The limits differ by chance only."""
import subprocess
import sys
import tempfile
import time

import numpy as np

ROUNDS, REPLICATES = 5, 10000


def peer(women, men):
    rng = np.random.default_rng(1)
    a = rng.multinomial(int(women.sum()), women / women.sum(), size=REPLICATES) / women.sum()
    b = rng.multinomial(int(men.sum()), men / men.sum(), size=REPLICATES) / men.sum()
    return np.quantile(np.abs(a - b).sum(1) / 2, [0.025, 0.975])


best, theirs = [1e9, 1e9], None
with tempfile.NamedTemporaryFile() as file:
    for _ in range(ROUNDS):
        out = subprocess.run([sys.argv[1], file.name], check=True, capture_output=True, text=True)
        seconds, lower, upper = map(float, out.stdout.split())
        women, men = np.fromfile(file.name).reshape(2, -1)
        start = time.process_time()
        theirs = peer(women, men)
        best = [min(best[0], seconds), min(best[1], time.process_time() - start)]
print(f"gdcs {best[0]:.4f} s [{lower:.5f}, {upper:.5f}]   numpy {best[1]:.4f} s "
      f"[{theirs[0]:.5f}, {theirs[1]:.5f}]   {best[1] / best[0]:.2f} times as fast")
