"""Reference values of a step between two stages: writes pipeline.csv.  Needs mpmath, numpy, scipy.

The limits are those of contrast.py, in 60 digits and by another way than the library's; the log limits
are written out as they stand.

columns: method design from_women to_women from_men to_men alpha, then value lower upper std_error of
women, men, index
"""
import csv
import os

import mpmath as mp

from contrast import odds_limits, poisson_limits, score_limits, wilson

STEPS = [(120, 45, 800, 410), (9, 3, 40, 22), (5, 0, 31, 12), (12, 12, 30, 30), (7, 7, 19, 4),
         (3, 0, 8, 0), (1, 1, 1, 0), (64, 90, 1277, 1100), (25, 40, 2, 3), (10**9, 10**6, 10**9, 10**6),
         (4 * 10**8, 1, 10**9, 10**9 - 1), (20.5, 7.25, 100.125, 33)]


def estimate(value, limits, error):
    return value, limits[0], limits[1], error


def log_limits(value, error, z):
    return value * mp.e ** (-z * error), value * mp.e ** (z * error)


def error_of_log(design, to, start):
    if to == 0:
        return mp.inf
    return mp.sqrt(1 / to - 1 / start) if design == "linked" else mp.sqrt(1 / to + 1 / start)


def ratio(method, design, start, to, z):
    value, error = to / start, error_of_log(design, to, start)
    if method == "log" and 0 < error < mp.inf:
        low, high = log_limits(value, error, z)
        limits = (low, min(high, mp.mpf(1))) if design == "linked" else (low, high)
    elif design == "linked":
        low, high = wilson(to, start - to, z)
        limits = (low if to else mp.mpf(0)), (high if to < start else mp.mpf(1))
    else:
        limits = poisson_limits(to, start, z)
    if design == "linked":
        return estimate(value, limits, mp.sqrt(value * (1 - value) / start))
    return estimate(value, limits, value * error if to else mp.nan)


def index(method, design, start, to, z):
    women, men = to[0] / start[0], to[1] / start[1]
    value = women / men if men else (mp.inf if women else mp.nan)
    error = mp.sqrt(sum(error_of_log(design, t, s) ** 2 for t, s in zip(to, start)))
    if method == "log" and 0 < error < mp.inf:
        limits = log_limits(value, error, z)
    elif design == "linked":
        limits = score_limits("ratio", to[0], start[0] - to[0], to[1], start[1] - to[1], z)
    elif not to[0] and not to[1]:
        limits = mp.mpf(0), mp.inf
    else:
        limits = odds_limits(to[0], start[0], to[1], start[1], z)
    return estimate(value, limits, value * error if to[0] and to[1] else mp.nan)


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "pipeline.csv"), "w", newline="", encoding="ascii") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow("method design from_women to_women from_men to_men alpha".split()
                     + [f"{m}_{c}" for m in ("women", "men", "index")
                        for c in ("value", "lower", "upper", "std_error")])
        for step in STEPS:
            for design in ("linked", "cross"):
                if design == "linked" and (step[1] > step[0] or step[3] > step[2]):
                    continue
                for method in ("score", "log"):
                    for alpha in (0.05, 1e-6):
                        z = mp.sqrt(2) * mp.erfinv(1 - mp.mpf(alpha))
                        wf, wt, mf, mt = map(mp.mpf, step)
                        numbers = [*ratio(method, design, wf, wt, z), *ratio(method, design, mf, mt, z),
                                   *index(method, design, (wf, mf), (wt, mt), z)]
                        out.writerow([method, design, *map(repr, step), repr(alpha)]
                                     + [mp.nstr(v, 17) for v in numbers])


if __name__ == "__main__":
    main()
