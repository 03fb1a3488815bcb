"""The proportional-odds model of sex alone by mpmath 1.2 (60 digits): Newton's method on the gradient by
differences of the likelihood; profile limits and Brant's test from their definitions.  Prints hierarchy_fit.csv.

    python3 tests/reference/hierarchy_fit.py > tests/reference/hierarchy_fit.csv"""
from mpmath import exp, log, lu_solve, matrix, mp, mpf, sqrt

mp.dps = 60
Z = mpf("1.95996398454005423552459443052055152795555007786954839847695264")
H = mpf(10) ** -14
TABLES = [([10, 14, 6, 2], [20, 40, 31, 18]), ([59, 10, 12], [43, 8, 21]), ([3, 4], [9, 2]),
          ([3, 1, 1, 2, 5], [3, 1, 4, 2, 2]), ([900, 400, 100, 30], [100, 300, 500, 900]),
          ([4 * 10 ** 8, 3 * 10 ** 8, 99999999], [41 * 10 ** 7, 29 * 10 ** 7, 90000001]),
          ([5, 4, 3], [5, 4, 3]), ([1, 0, 8], [6, 2, 1]), ([0, 3, 9], [7, 4, 0]), ([0, 4], [9, 2]),
          ([9, 3, 0], [0, 0, 12]), ([1, 30, 400], [500, 20, 2])]


def F(x):
    return 1 / (1 + exp(-x))


def likelihood(w, m, v, held=None):
    b = v[-1] if held is None else held
    t = list(v[:-1]) if held is None else list(v)
    total = mpf(0)
    for counts, x in ((w, 1), (m, 0)):
        at = [mpf(0)] + [F(a - b * x) for a in t] + [mpf(1)]
        for j, n in enumerate(counts):
            if n:
                total += n * log(at[j + 1] - at[j])
    return total


def derivatives(f, v):
    k = len(v)
    up = lambda i, h, u: [a + (h if j == i else 0) for j, a in enumerate(u)]
    g = matrix(k, 1)
    hess = matrix(k, k)
    for i in range(k):
        g[i] = (f(up(i, H, v)) - f(up(i, -H, v))) / (2 * H)
        for j in range(i, k):
            hess[i, j] = hess[j, i] = (f(up(i, H, up(j, H, v))) - f(up(i, H, up(j, -H, v)))
                                       - f(up(i, -H, up(j, H, v))) + f(up(i, -H, up(j, -H, v)))) / (4 * H * H)
    return g, hess


def maximise(w, m, held=None):
    t, total, below, v = [a + b for a, b in zip(w, m)], sum(w) + sum(m), 0, []
    for a in t[:-1]:
        below += a
        v.append(log(mpf(below) / (total - below)))
    if held is None:
        v.append(mpf(0))
    f = lambda u: likelihood(w, m, u, held)
    now = f(v)
    for _ in range(30):
        g, hess = derivatives(f, v)
        way, part = lu_solve(hess, -g), mpf(1)
        while True:
            u = [a + part * b for a, b in zip(v, way)]
            ordered = u if held is not None else u[:-1]
            if all(a < b for a, b in zip(ordered, ordered[1:])) and f(u) >= now:
                break
            part /= 2
            if part < mpf(10) ** -20:
                return v, now, hess
        v, now = u, f(u)
        if max(abs(a) for a in way) < mpf(10) ** -22:
            break
    return v, now, hess


def root(f, a, b):
    fa = f(a)
    fb = f(b)
    for _ in range(60):  # Illinois
        c = b - fb * (b - a) / (fb - fa)
        fc = f(c)
        if abs(fc) < mpf(10) ** -14:
            return c
        if (fc > 0) != (fb > 0):
            a, fa = b, fb
        else:
            fa /= 2
        b, fb = c, fc
    return b


def brant(w, m):
    """Variances and covariances of the log odds ratios at the cuts, sex alone."""
    W, M, k = mpf(sum(w)), mpf(sum(m)), len(w) - 1
    p = [mpf(sum(w[j + 1:])) / W for j in range(k)]
    q = [mpf(sum(m[j + 1:])) / M for j in range(k)]
    b = [log(x / (1 - x)) - log(y / (1 - y)) for x, y in zip(p, q)]
    cov = lambda j, l: ((1 - p[j]) * p[l] / (W * p[j] * (1 - p[j]) * p[l] * (1 - p[l])) +
                        (1 - q[j]) * q[l] / (M * q[j] * (1 - q[j]) * q[l] * (1 - q[l])))
    V = matrix(k - 1, k - 1)
    c = lambda j, l: cov(min(j, l), max(j, l))
    for r in range(1, k):
        for s in range(1, k):
            V[r - 1, s - 1] = c(r, s) - c(0, r) - c(0, s) + c(0, 0)
    d = matrix([b[r] - b[0] for r in range(1, k)])
    return (d.T * lu_solve(V, d))[0]


print("what,women,men,option,value")
for w, m in TABLES:
    show = lambda what, x: print(f"{what},{' '.join(map(str, w))},{' '.join(map(str, m))},,"
                                 f"{mp.nstr(mpf(x), 20, strip_zeros=False)}")
    low, high = [min(j for j, c in enumerate(x) if c) for x in (w, m)], \
                [max(j for j, c in enumerate(x) if c) for x in (w, m)]
    if low[0] >= high[1] or high[0] <= low[1]:  # separated: the supremum is approached
        sign = 1 if low[0] >= high[1] else -1
        best = maximise(w, m, sign * mpf(60))[1]
        fall = lambda b: 2 * (best - maximise(w, m, b)[1]) - Z ** 2
        show("log_odds_lower" if sign > 0 else "log_odds_upper", root(fall, sign * mpf(10), -sign * mpf(3)))
        v = maximise([a + mpf(1) / 2 for a in w], [a + mpf(1) / 2 for a in m])
        show("adjusted", v[0][-1])
        continue
    v, best, hess = maximise(w, m)
    k = len(v)
    unit = matrix([mpf(int(i == k - 1)) for i in range(k)])
    error = sqrt(lu_solve(-hess, unit)[k - 1])
    null = maximise(w, m, mpf(0))
    show("log_odds", v[-1])
    show("log_odds_error", error)
    show("threshold", v[0])
    show("log_likelihood", best)
    show("likelihood_ratio", 2 * (best - null[1]))
    fall = lambda b: 2 * (best - maximise(w, m, b)[1]) - Z ** 2
    show("log_odds_lower", root(fall, v[-1] - error * Z, v[-1] - error * Z * mpf("1.1")))
    show("log_odds_upper", root(fall, v[-1] + error * Z, v[-1] + error * Z * mpf("1.1")))
    f = lambda u: likelihood(w, m, u)
    g, h = derivatives(f, list(null[0]) + [mpf(0)])
    show("score", g[k - 1] ** 2 * lu_solve(-h, unit)[k - 1])
    if len(w) > 2:
        show("brant", brant(w, m))
