#!/usr/bin/env python3
"""A million intervals by the array forms of share and rate, beside statsmodels and scipy, on the same
counts in the same run:

    cmake --build BUILD --target bench_share && python3 tests/bench/share.py BUILD/tests/bench/bench_share

Rounds of both alternate, and each keeps its best processor time (scipy's on populations, of 20 000,
scaled).  The two results are compared before the times are:
`difference` is the largest relative one; where it is large, tests/reference/exact.py tells who is
right."""
import subprocess
import sys
import tempfile
import time

import numpy as np
from scipy import special
from statsmodels.stats.proportion import proportion_confint

A = 0.05


def clopper_pearson(x, y):
    return (np.where(x > 0, special.betaincinv(x, y + 1, A / 2), 0),
            np.where(y > 0, special.betaincinv(x + 1, y, 1 - A / 2), 1))


def jeffreys(x, y):
    return (np.where(x > 0, special.betaincinv(x + 0.5, y + 0.5, A / 2), 0),
            np.where(y > 0, special.betaincinv(x + 0.5, y + 0.5, 1 - A / 2), 1))


# The peer, and how many of the million it is asked for.
PEERS = {
    "wilson": ("statsmodels", 1000000, lambda x, y: proportion_confint(x, x + y, A, "wilson")),
    "agresti_coull": ("statsmodels", 1000000,
                      lambda x, y: proportion_confint(x, x + y, A, "agresti_coull")),
    "clopper_pearson": ("scipy", 1000000, clopper_pearson),
    "clopper_pearson_1e9": ("scipy", 20000, clopper_pearson),
    "jeffreys": ("scipy", 1000000, jeffreys),
    "garwood": ("scipy", 1000000, lambda x, y: (special.gammaincinv(x, A / 2),
                                                special.gammainccinv(x + 1, A / 2))),
    "mid_p": ("none", 0, None),
}
ROUNDS = 3


def ours(program, case, path):
    out = subprocess.run([program, case, path], check=True, capture_output=True, text=True).stdout
    return float(out)


def difference(mine, theirs):
    with np.errstate(all="ignore"):
        relative = np.abs(np.asarray(mine) - theirs) / np.abs(mine)
    return np.nanmax(np.where(np.asarray(mine) == 0, np.abs(theirs), relative))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(f"{'case':22}{'gdcs s':>9}{'peer s':>9}{'ratio':>8}  {'peer':13}difference")
    for case, (name, count, peer) in PEERS.items():
        mine, theirs, differs = [], [], float("nan")
        for _ in range(ROUNDS):
            with tempfile.NamedTemporaryFile() as file:
                mine.append(ours(sys.argv[1], case, file.name))
                x, y, lower, upper = np.fromfile(file.name).reshape(4, -1)[:, :count or None]
            if peer is None:
                theirs.append(float("nan"))
                continue
            start = time.process_time()
            limits = peer(x, y)
            theirs.append((time.process_time() - start) * 1000000 / count)
            differs = max(difference(lower, limits[0]), difference(upper, limits[1]))
        print(f"{case:22}{min(mine):9.3f}{min(theirs):9.3f}{min(theirs) / min(mine):8.2f}  "
              f"{name:13}{differs:.1e}")


if __name__ == "__main__":
    main()
