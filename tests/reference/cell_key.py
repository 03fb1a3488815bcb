"""Perturbation tables of greatest entropy.

Python 3.11, mpmath 1.2 (40 digits), scipy 1.10 for where to begin.  For each count the two multipliers
of the dual are found by mpmath's own root finder; where the variance cannot be had, the pair of
noises at the end of what can, by trying all pairs.

    python3 tests/reference/cell_key.py > tests/reference/cell_key.csv
"""
import mpmath as mp
import numpy as np
from scipy.optimize import minimize

mp.mp.dps = 40

DESIGNS = [  # deviation, variance, threshold, stay
    (2, 1, 0, 0), (5, 2, 0, 0), (8, 5, 4, 0), (5, 3, 2, 0.5), (1, 0.5, 0, 0), (10, 25, 3, 0),
    (3, 9, 1, 0), (4, 15.9, 0, 0), (6, 0.01, 0, 0), (30, 100, 10, 0.05)]


def ends(points):
    """Least and greatest variance with mean 0, and the pairs that have them."""
    pairs = [(-a * b, a, b) for a in points for b in points if a < 0 < b]
    if 0 in points:
        pairs.append((0, 0, 0))
    return min(pairs), max(pairs)


def pair(points, a, b):
    if a == b:
        return [mp.mpf(x == a) for x in points]
    share = mp.mpf(b) / (b - a)
    return [share if x == a else 1 - share if x == b else mp.mpf(0) for x in points]


def greatest(points, variance):
    least, most = ends(points)
    if variance <= least[0]:
        return pair(points, *least[1:])
    if variance >= most[0]:
        return pair(points, *most[1:])
    scale = max(map(abs, points))
    x = np.array(points) / scale
    target = float(variance) / scale ** 2

    def dual(m):
        e = m[0] * x + m[1] * x * x
        return e.max() + np.log(np.exp(e - e.max()).sum()) - m[1] * target

    start = minimize(dual, [0.0, 0.0], method="Nelder-Mead",
                     options={"xatol": 1e-12, "fatol": 1e-15, "maxiter": 20000, "maxfev": 20000}).x
    xs = [mp.mpf(k) / scale for k in points]
    goal = mp.mpf(variance) / scale ** 2

    def moments(b, c):
        w = [mp.exp(b * k + c * k * k) for k in xs]
        return (sum(a * k for a, k in zip(w, xs)) / sum(w),
                sum(a * k * k for a, k in zip(w, xs)) / sum(w) - goal)

    b, c = mp.findroot(moments, (start[0], start[1]), tol=1e-60, maxsteps=200)
    w = [mp.exp(b * k + c * k * k) for k in xs]
    return [a / sum(w) for a in w]


print("deviation,variance,threshold,stay,count,noise,p")
for deviation, variance, threshold, stay in DESIGNS:
    last = deviation + threshold + 1
    for i in range(1, last + 1):
        if deviation == 30 and i not in (1, 5, 10, 11, 20, 41):
            continue
        kept = mp.mpf(stay) if i > threshold else mp.mpf(0)
        points = [v for v in range(-deviation, deviation + 1)
                  if (i + v == 0 or i + v > threshold) and not (kept > 0 and v == 0)]
        p = greatest(points, mp.mpf(variance) / (1 - kept))
        row = {v: a * (1 - kept) for v, a in zip(points, p)}
        if kept > 0:
            row[0] = kept
        for v in sorted(row):
            print(f"{deviation},{variance},{threshold},{stay},{i},{v},{mp.nstr(row[v], 17)}")
