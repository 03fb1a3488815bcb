"""Writes standard_indirect.csv: standardised ratios observed / expected and their limits in 40 digits.

    python3 standard_indirect.py > standard_indirect.csv

Methods are numbered as GDCS_RATE_METHOD_*.  Among them O = 4, E = 3.3, of which Garwood's lower limit is
0.3303, where R's epiR 2.0.94 prints 0.492 (it takes O + 1).
"""
from mpmath import mpf, nstr

from standard import byar, garwood, lower_point, upper_point
from mpmath import log

EXACT, BYAR, MID_P = 1, 2, 3
CASES = [(4, 3.3), (0, 2.5), (1, 0.01), (20, 20), (7.5, 9), (341, 400.25), (10**6, 10**6 + 3000.5),
         (10**9, 1.25e9), (60, 8e-5)]


def mid_p(x, tail):
    if not x:
        return mpf(0), -log(2 * tail)
    parts = [(x, 1), (x + 1, 1)]
    return lower_point(parts, tail), upper_point(parts, tail)


def main():
    print("method,alpha,observed,expected,ratio,lower,upper")
    for observed, expected in CASES:
        for alpha in (0.05, 0.002) if observed < 10**9 else (0.05,):
            for method, limits in ((EXACT, garwood), (BYAR, byar), (MID_P, mid_p)):
                low, high = limits(mpf(observed), mpf(alpha) / 2)
                print(method, repr(alpha), repr(observed), repr(expected),
                      *(nstr(v / mpf(expected), 17) for v in (mpf(observed), low, high)), sep=",")


main()
