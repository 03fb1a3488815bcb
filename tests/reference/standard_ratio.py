"""Writes standard_ratio.csv: ratios and differences of two directly standardised rates in 40 digits.

    python3 standard_ratio.py > standard_ratio.csv

From the definitions: F quantiles through the incomplete beta function, MOVER as its authors write it.
"""
from mpmath import exp, mpf, nstr, sqrt
from scipy.special import betaincinv

from exact import beta_density, beta_lower, normal_upper_point, solve
from standard import (FLEISS, GAMMA, LOG, NORMAL, STANDARD, TIWARI, Weighted, limits)

CASES = [(FLEISS[a], FLEISS[b], STANDARD, alpha) for a, b, alpha in
         ((4, 0, 0.05), (0, 4, 0.05), (1, 2, 0.05), (3, 3, 0.01), (2, 4, 1e-11))] + [
    (([7], [1000]), ([3], [2000]), [1], 0.05),
    (([5, 9], [1000, 400]), ([0, 0], [2000, 500]), [1, 3], 0.05),
    (([0, 0], [1000, 400]), ([5, 9], [2000, 500]), [1, 3], 0.05),
    (([10**6, 2 * 10**6], [4e8, 1e8]), ([3 * 10**6, 10**6], [3e8, 2e8]), [1, 3], 0.05),
    (([1, 0, 2], [1e3, 1e3, 9e3]), ([40, 60, 2], [8e3, 1e4, 7e3]), [30, 50, 20], 0.1)]


def f_lower(a, b, tail):
    """The point of F with 2a and 2b degrees of freedom."""
    x = solve(lambda t: beta_lower(a, b, t), lambda t: beta_density(a, b, t), tail,
              float(betaincinv(float(a), float(b), float(tail))) or 1e-9, 1)
    return x / (1 - x) * b / a


def f_ratio(w, m, tail, tiwari):
    (lw, uw), (lm, um) = w.shapes(tiwari), m.shapes(tiwari)
    low = f_lower(lw[0], um[0], tail) * w.sum / (um[0] * um[1]) if w.sum else mpf(0)
    # the upper point of F is one over the lower point with the degrees of freedom exchanged
    high = (uw[0] * uw[1]) / m.sum / f_lower(lm[0], uw[0], tail) if m.sum else mpf("inf")
    return low, high


def mover_ratio(w, of_w, m, of_m):
    (l1, u1), (l2, u2), p = of_w, of_m, w.sum * m.sum
    low = (p - sqrt(p * p - l1 * u2 * (2 * w.sum - l1) * (2 * m.sum - u2))) / (u2 * (2 * m.sum - u2))
    if l2 == 0:
        return low, mpf("inf")
    return low, (p + sqrt(p * p - u1 * l2 * (2 * w.sum - u1) * (2 * m.sum - l2))) / (
        l2 * (2 * m.sum - l2))


def ratio(w, m, method, of_w, of_m, tail):
    if method in (GAMMA, TIWARI) or (method >= LOG and not (w.sum and m.sum)):
        return f_ratio(w, m, tail, method == TIWARI)
    if method == LOG:
        s = sqrt(w.variance / w.sum ** 2 + m.variance / m.sum ** 2) * normal_upper_point(tail)
        return w.sum / m.sum * exp(-s), w.sum / m.sum * exp(s)
    return mover_ratio(w, of_w, m, of_m)


def main():
    print("method,alpha,count,ratio,lower,upper,difference,lower,upper,"
          "(events,population,events,population,weight)...")
    for (xw, nw), (xm, nm), weights, alpha in CASES:
        w, m = Weighted(xw, nw, weights, None), Weighted(xm, nm, weights, None)
        for method in range(GAMMA, NORMAL + 1):
            tail = mpf(alpha) / 2
            of_w, of_m = limits(w, method, tail), limits(m, method, tail)
            value = w.sum / m.sum if m.sum else mpf("inf")
            d = w.sum - m.sum
            spread = (d - sqrt((w.sum - of_w[0]) ** 2 + (of_m[1] - m.sum) ** 2),
                      d + sqrt((of_w[1] - w.sum) ** 2 + (m.sum - of_m[0]) ** 2))
            cells = [repr(c) for row in zip(xw, nw, xm, nm, weights) for c in row]
            numbers = (value, *ratio(w, m, method, of_w, of_m, tail), d, *spread)
            print(method, repr(alpha), len(xw),
                  *(nstr(v, 17).replace("+inf", "inf") for v in numbers), *cells, sep=",")


if __name__ == "__main__":
    main()
