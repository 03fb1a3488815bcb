"""Reference limits for nested samples and for estimated references: prints gap.csv.  Needs mpmath.

python3 tests/reference/gap.py > tests/reference/gap.csv

Independent of the library: a value of the difference (or ratio) of part to whole is tested as such, by
the score statistic of part against rest with the likelihood maximised numerically (contrast.py), and
the limits are found by bracketing in 60 digits; nothing is transformed after.  The limits with given
limits are the formulas of Zou & Donner (2008) and Donner & Zou (2012) as printed.

columns: what method quantity, seven numbers (nested: part a, whole a, part b, whole b; reference: women,
men, share, std_error, lower, upper, effective n), alpha value lower upper std_error
"""
import mpmath as mp

from contrast import bracketed, hybrid_limits, score, score_limits, wilson

NESTED = [(7, 25, 19, 105), (1, 10, 4, 40), (0, 12, 9, 80), (12, 12, 30, 44), (30, 56, 138, 1026),
          (3, 9, 3, 50), (42, 892, 4200, 21000), (10**8, 10**9, 3 * 10**8, 25 * 10**8),
          (0, 5, 0, 30), (5, 5, 30, 30), (1, 1, 2, 3), (250, 500, 499, 999), (6, 7, 8, 17)]
REFERENCE = [(42, 850, 0.2, 0.02, 0, 0, 0), (0, 17, 0.1, 0.03, 0, 0, 0), (17, 0, 0.4, 0, 0, 0, 55.5),
             (30, 70, 0.25, 0, 0.17, 0.36, 0), (5, 9, 0.5, 0, 0.31, 0.72, 0), (0, 12, 0.2, 0, 0.1, 0.33, 0),
             (3 * 10**8, 7 * 10**8, 0.3, 0.00001, 0, 0, 0), (12, 30, 0.4, 0, 0.02, 0.99, 0),
             (8, 40, 0.0, 0, 0, 0, 120), (25, 25, 0.03, 0.01, 0, 0, 0), (4, 6, 0.9, 0, 0.7, 0.97, 0)]


def nested(kind, xa, na, xb, nb, z):
    """Test each value of p_a - p_b, or p_a / p_b, as what it says of part and rest."""
    xr, nr = xb - xa, nb - na
    f = na / nb
    wide = z * mp.sqrt(nb / (nb - 1))
    if kind == "difference":
        point = xa / na - xb / nb
        t = lambda v: score(kind, xa, na - xa, xr, nr - xr, v / (1 - f))
        end = (1 - f) * (1 - mp.mpf(10) ** -55)
        low = bracketed(lambda v: t(v) - wide, -end, point) if xa > 0 or xr < nr else -(1 - f)
        high = bracketed(lambda v: t(v) + wide, point, end) if xr > 0 or xa < na else 1 - f
        return point, low, high
    point = xa / na / (xb / nb) if xb else mp.nan
    # p_a / p_b = v says p_a (1 - f v) = v (1 - f) p_r, whose odds-like quotient runs over (0, inf)
    t = lambda s: score(kind, xa, na - xa, xr, nr - xr, mp.e**s)
    of = lambda s: mp.e**s / (f * mp.e**s + 1 - f)
    low = of(bracketed(lambda s: t(s) - wide, mp.mpf(-60), mp.mpf(60))) if xa > 0 else mp.mpf(0)
    high = of(bracketed(lambda s: t(s) + wide, mp.mpf(-60), mp.mpf(60))) if xr > 0 else 1 / f
    return point, low, high


def nested_error(kind, xa, na, xb, nb):
    """By the delta method, from the two independent counts xa and xr."""
    xr, nr = xb - xa, nb - na
    va, vr = xa * (na - xa) / na, xr * (nr - xr) / nr
    if kind == "difference":
        return mp.sqrt((1 / na - 1 / nb) ** 2 * va + vr / nb**2)
    if xa == 0 or xr == 0:
        return mp.nan
    r = xa / na * nb / xb
    return r * mp.sqrt((1 / xa - 1 / xb) ** 2 * va + vr / xb**2)


def nested_hybrid(kind, xa, na, xb, nb, z):
    xr, nr = xb - xa, nb - na
    f = na / nb
    low, high = hybrid_limits(kind, xa, na - xa, xr, nr - xr, z)
    if kind == "difference":
        return xa / na - xb / nb, low * (1 - f), high * (1 - f)
    of = lambda r: 1 / f if r == mp.inf else r / (f * r + 1 - f)
    return (xa / na / (xb / nb) if xb else mp.nan), of(low), of(high)


def mover(kind, p1, l1, u1, p2, l2, u2):
    if kind == "difference":
        return (p1 - p2 - mp.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2),
                p1 - p2 + mp.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2))
    low, high = mp.mpf(0), mp.inf
    if l1 > 0:
        d = u2 * (2 * p2 - u2)
        low = (p1 * p2 - mp.sqrt((p1 * p2) ** 2 - l1 * (2 * p1 - l1) * d)) / d
    if l2 > 0:
        d = l2 * (2 * p2 - l2)
        high = (p1 * p2 + mp.sqrt((p1 * p2) ** 2 - u1 * (2 * p1 - u1) * d)) / d
    return low, high


def reference(method, kind, women, men, share, se, low, high, n, z):
    p = women / (women + men)
    if high:
        l, u = wilson(women, men, z)
        if women == 0:
            l = mp.mpf(0)
        return mover(kind, p, l, u, share, low, high)
    if se:
        n = share * (1 - share) / se**2
    of = score_limits if method == "score" else hybrid_limits
    return of(kind, women, men, share * n, (1 - share) * n, z)


def show(*row):
    print(",".join(x if isinstance(x, str) else mp.nstr(x, 20) for x in row))


def main():
    z = lambda alpha: mp.sqrt(2) * mp.erfinv(1 - mp.mpf(alpha))
    print("what,method,quantity,p1,p2,p3,p4,p5,p6,p7,alpha,value,lower,upper,std_error")
    for case in NESTED:
        x = [mp.mpf(v) for v in case]
        for kind in ("difference", "ratio"):
            for alpha in ("0.05", "1e-11"):
                error = nested_error(kind, *x)
                show("nested", "score", kind, *x, *[mp.mpf(0)] * 3, alpha,
                     *nested(kind, *x, z(alpha)), error)
                show("nested", "hybrid", kind, *x, *[mp.mpf(0)] * 3, alpha,
                     *nested_hybrid(kind, *x, z(alpha)), error)
    for case in REFERENCE:
        x = [mp.mpf(str(v)) for v in case]
        p = x[0] / (x[0] + x[1])
        for kind in ("difference", "ratio"):
            value = p - x[2] if kind == "difference" else (p / x[2] if x[2] else mp.inf)
            for method in ("score", "hybrid"):
                low, high = reference(method, kind, *x, z("0.05"))
                if kind == "difference":
                    low, high = max(low, mp.mpf(-1)), min(high, mp.mpf(1))
                show("reference", method, kind, *x, "0.05", value, low, high, mp.nan)


if __name__ == "__main__":
    main()
