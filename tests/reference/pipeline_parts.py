"""Reference values of a gap in parts: writes pipeline_parts.csv.  Needs mpmath, numpy, scipy.

Parts of the gap are means over every order in which the steps may turn from the men's ratio to the
women's; standard errors come from numeric derivatives by the counts; shares from the roots of Fieller's
quadratic, in 50 digits.

rows: case kind design number value lower upper std_error, 95 %, limits of the log method; number 0 is the
whole (log and gap), from 1 on the steps.  kind "women" and "men": value is the count of stage `number`
"""
import csv
import itertools
import os

import mpmath as mp

from contrast import score_limits

mp.mp.dps = 50
Z = mp.sqrt(2) * mp.erfinv(mp.mpf("0.95"))
CASES = [([900, 400, 130, 21], [5100, 2600, 1400, 800]),
         ([120, 45], [800, 410]),
         ([60, 48, 30], [500, 450, 150]),
         ([40, 31, 22, 11, 6], [300, 210, 205, 100, 20]),
         ([10**9, 9 * 10**8, 10**8, 10**6], [10**9, 9 * 10**8 - 1, 10**8 + 7, 2 * 10**6]),
         ([25, 24, 24, 9, 8, 2], [31, 30, 29, 17, 11, 10]),
         ([64, 90, 30], [1277, 1100, 1500]),
         ([7, 7, 3], [19, 4, 4]),
         ([20.5, 7.25, 3], [100.125, 33, 11.5]),
         ([30, 12, 0], [70, 40, 9]),
         ([8, 8, 5, 5], [1, 1, 1, 1])]


def ratios(counts):
    return [b / a for a, b in zip(counts, counts[1:])]


def gap_parts(women, men):
    """Mean over all orders of what turning step k changes."""
    w, m = ratios(women), ratios(men)
    steps = range(len(w))
    totals = [mp.mpf(0) for _ in steps]
    orders = list(itertools.permutations(steps))
    for order in orders:
        now = list(m)
        for k in order:
            before = mp.fprod(now)
            now[k] = w[k]
            totals[k] += mp.fprod(now) - before
    return [t / len(orders) for t in totals]


def log_parts(women, men):
    return [mp.log(a / b) if a and b else (-mp.inf if b else mp.nan)
            for a, b in zip(ratios(women), ratios(men))]


def error(function, women, men, design):
    """Delta method.  Linked: by the ratios, which are binomial; else by the counts, Poisson."""
    total = mp.mpf(0)
    for sex in (0, 1):
        counts = (women, men)[sex]
        if design == "cross":
            for s, count in enumerate(counts):
                if count:
                    total += slope(function, (women, men), sex, s, count * mp.mpf(10) ** -12) ** 2 * count
        else:
            r = ratios(counts)
            for s, p in enumerate(r):
                if not 0 < p < 1:
                    continue
                def of(x, s=s, r=r, counts=counts, sex=sex):
                    turned = [counts[0]]
                    for k, q in enumerate(r):
                        turned.append(turned[-1] * (x if k == s else q))
                    return function(turned, men) if sex == 0 else function(women, turned)
                step = p * mp.mpf(10) ** -12
                d = (of(p + step) - of(p - step)) / (2 * step)
                total += d ** 2 * p * (1 - p) / counts[s]
    return mp.sqrt(total)


def slope(function, both, sex, s, step):
    ends = []
    for sign in (1, -1):
        turned = [list(both[0]), list(both[1])]
        turned[sex][s] += sign * step
        ends.append(function(*turned))
    return (ends[0] - ends[1]) / (2 * step)


def fieller(x, y, vx, vy, c):
    a, b, d = y ** 2 - Z ** 2 * vy, -2 * (x * y - Z ** 2 * c), x ** 2 - Z ** 2 * vx
    if a <= 0:
        return -mp.inf, mp.inf
    root = mp.sqrt(max(b * b - 4 * a * d, mp.mpf(0)))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def cross_covariance(women, men, k):
    last = len(women) - 1
    return sum(1 / counts[s] for counts in (women, men)
               for s, here in ((0, k == 0), (last, k == last - 1)) if here)


def rows(women, men, design):
    women, men = [mp.mpf(x) for x in women], [mp.mpf(x) for x in men]
    steps = len(women) - 1
    logs, parts = log_parts(women, men), gap_parts(women, men)
    whole = log_parts([women[0], women[-1]], [men[0], men[-1]])[0]
    finite = all(mp.isfinite(x) for x in logs)
    errors = [error(lambda w, m, k=k: log_parts(w, m)[k], women, men, design) if mp.isfinite(logs[k])
              else mp.nan for k in range(steps)]
    whole_error = (error(lambda w, m: log_parts([w[0], w[-1]], [m[0], m[-1]])[0], women, men, design)
                   if finite else mp.nan)
    if finite:
        yield "log", 0, whole, whole - Z * whole_error, whole + Z * whole_error, whole_error
    for k in range(steps):
        if mp.isfinite(logs[k]) and errors[k] > mp.mpf(10) ** -20:
            yield "log", k + 1, logs[k], logs[k] - Z * errors[k], logs[k] + Z * errors[k], errors[k]
        if finite and steps == 1:
            yield "share", 1, mp.mpf(1), mp.mpf(1), mp.mpf(1), mp.mpf(0)
        elif finite:
            c = errors[k] ** 2 if design == "linked" else cross_covariance(women, men, k)
            t = logs[k] / whole
            low, high = fieller(logs[k], whole, errors[k] ** 2, whole_error ** 2, c)
            yield ("share", k + 1, t, low, high,
                   mp.sqrt(max(errors[k] ** 2 - 2 * t * c + t * t * whole_error ** 2, mp.mpf(0)))
                   / abs(whole))
        e = error(lambda w, m, k=k: gap_parts(w, m)[k], women, men, design)
        yield "gap", k + 1, parts[k], parts[k] - Z * e, parts[k] + Z * e, e
    gap = women[-1] / women[0] - men[-1] / men[0]
    e = error(lambda w, m: w[-1] / w[0] - m[-1] / m[0], women, men, design)
    if design == "linked":
        yield ("gap", 0, gap, *score_limits("difference", women[-1], women[0] - women[-1], men[-1],
                                            men[0] - men[-1], Z), e)


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "pipeline_parts.csv"), "w", newline="", encoding="ascii") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow("case kind design number value lower upper std_error".split())
        for number, (women, men) in enumerate(CASES):
            for s, pair in enumerate(zip(women, men)):
                for sex, count in zip(("women", "men"), pair):
                    out.writerow([number, sex, "-", s, repr(count), 0, 0, 0])
            linked = all(a >= b for c in (women, men) for a, b in zip(c, c[1:]))
            for design in ("linked", "cross") if linked else ("cross",):
                for kind, k, *numbers in rows(women, men, design):
                    out.writerow([number, kind, design, k] + [mp.nstr(x, 17) for x in numbers])


if __name__ == "__main__":
    main()
