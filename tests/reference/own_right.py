"""Reference values of own_right: prints own_right.csv.  Needs mpmath; three minutes.

/usr/bin/python3 tests/reference/own_right.py > tests/reference/own_right.csv

Limits: the score statistics of contrast.py inverted by bracketing, Wilson's formula, Garwood's tails; 50 digits.
Bounds: every way to send the persons of unknown sex of either basis, and those of unknown basis, to one place; those
of whom neither is known by golden section between any two of the four places.

columns: women, men, unknown of own, relatives, unknown_basis, dependants (12 counts), measure, then value, lower,
upper, std_error, bound_lower, bound_upper
"""
import itertools

import mpmath as mp

from contrast import odds_limits, poisson_limits, score_limits, wilson
from rate import garwood

CASES = [((64, 1029, 0), (2100, 900, 0), (0, 0, 0), (80, 2600, 0)),
         ((12, 130, 0), (180, 40, 0), (0, 0, 5), (14, 260, 3)),
         ((12, 130, 4), (180, 40, 9), (6, 3, 5), (14, 260, 3)),
         ((0, 25, 0), (31, 12, 0), (0, 0, 0), (0, 44, 0)),
         ((0, 25, 2), (31, 0, 3), (1, 1, 2), (3, 44, 0)),
         ((9, 0, 0), (17, 0, 0), (0, 0, 0), (20, 0, 0)),
         ((3, 4, 1), (5, 2, 0), (2, 0, 3), (4, 9, 1)),
         ((20, 60, 0), (0, 0, 40), (0, 0, 0), (30, 66, 0)),
         ((5, 8, 0), (7, 6, 1), (0, 0, 30), (2, 2, 2)),
         ((10**9, 4 * 10**9, 0), (3 * 10**9, 10**9, 10**6), (10**5, 0, 10**6), (10**9, 7 * 10**9, 0))]
PLACES = ("a", "b", "c", "d")


def measures(a, b, c, d):
    share = lambda yes, no: yes / (yes + no) if yes + no > 0 else mp.nan
    over = lambda x, y: x / y if y > 0 else mp.inf if x > 0 else mp.nan
    women, men, own, relatives = share(a, b), share(c, d), share(a, c), share(b, d)
    return {"women": women, "men": men, "difference": women - men, "ratio": over(women, men),
            "odds_ratio": over(a * d, b * c), "women_own": own, "women_relatives": relatives,
            "women_difference": own - relatives, "women_ratio": over(own, relatives)}


def golden(f, sign, most):
    """The largest of sign f on [0, most]."""
    g = (mp.sqrt(5) - 1) / 2
    low, high = mp.mpf(0), mp.mpf(most)
    for _ in range(90):
        x, y = high - g * (high - low), low + g * (high - low)
        if sign * f(x) >= sign * f(y):
            high = y
        else:
            low = x
    return max((f(v) for v in (low, high, mp.mpf(0), mp.mpf(most))), key=lambda v: sign * v)


def bounds(own, relatives, basis):
    """Where no denominator can vanish: cases below with zeros have their bounds written out."""
    found = {}
    vertices = itertools.product(("a", "c", ""), ("b", "d", ""), ("a", "b"), ("c", "d"))
    for u, v, women, men in vertices:
        count = dict(zip(PLACES, map(mp.mpf, (own[0], relatives[0], own[1], relatives[1]))))
        for place, number in ((u, own[2]), (v, relatives[2]), (women, basis[0]), (men, basis[1])):
            if place:
                count[place] += number
        for one, two in itertools.combinations(PLACES, 2) if basis[2] else ((("a", "d")),):
            def at(t):
                moved = dict(count)
                moved[one] += t
                moved[two] += basis[2] - t
                return measures(*(moved[place] for place in PLACES))

            for name in measures(1, 1, 1, 1):
                for side, sign in ((0, -1), (1, 1)):
                    value = golden(lambda t: at(t)[name], sign, basis[2]) if basis[2] else at(0)[name]
                    key = (name, side)
                    if key not in found or sign * value > sign * found[key]:
                        found[key] = value
    return found


def estimates(own, relatives, basis, dependants, z):
    a, b, c, d = map(mp.mpf, (own[0], relatives[0], own[1], relatives[1]))
    none = (mp.nan,) * 4
    values = measures(a, b, c, d)

    def share(yes, no):
        n = yes + no
        return (yes / n, *wilson(yes, no, z), mp.sqrt(yes * no / n) / n) if n > 0 else none

    def gap(kind, name, x1, y1, x2, y2):
        if not (x1 + y1 > 0 and x2 + y2 > 0):
            return none
        n1, n2 = x1 + y1, x2 + y2
        if kind == "difference":
            error = mp.sqrt(x1 * y1 / n1**3 + x2 * y2 / n2**3)
        else:
            error = values[name] * mp.sqrt(1 / x1 - 1 / n1 + 1 / x2 - 1 / n2) if x1 * x2 > 0 else mp.nan
        if kind == "ratio" and x1 + x2 == 0:
            return mp.nan, mp.mpf(0), mp.inf, mp.nan
        return (values[name], *score_limits(kind, x1, y1, x2, y2, z), error)

    def odds():
        if not (a + b > 0 and c + d > 0):
            return none
        if a * d == 0 and b * c == 0:
            return mp.nan, mp.mpf(0), mp.inf, mp.nan
        n = a + b + c + d
        error = values["odds_ratio"] * mp.sqrt(1 / a + 1 / b + 1 / c + 1 / d) if a * b * c * d > 0 else mp.nan
        return (values["odds_ratio"], *odds_limits(a, b, c, d, z * mp.sqrt(n / (n - 1))), error)

    def rate(events, persons):
        if not persons:
            return none
        low, high = garwood(events, mp.mpf("0.025"))
        return events / persons, low / persons, high / persons, mp.sqrt(events) / persons

    x, y = map(mp.mpf, dependants[:2])
    ratio = none
    if a > 0 and c > 0 and x + y > 0:
        low, high = poisson_limits(x, y, z)
        error = x / a / (y / c) * mp.sqrt(1 / x + 1 / y) if x * y > 0 else mp.nan
        ratio = (x / a / (y / c) if y > 0 else mp.inf, low * c / a, high * c / a, error)
    return {"women": share(a, b), "men": share(c, d), "difference": gap("difference", "difference", a, b, c, d),
            "ratio": gap("ratio", "ratio", a, b, c, d), "odds_ratio": odds(), "women_own": share(a, c),
            "women_relatives": share(b, d), "women_difference": gap("difference", "women_difference", a, c, b, d),
            "women_ratio": gap("ratio", "women_ratio", a, c, b, d),
            "women_all": share(a + b + basis[0], c + d + basis[1]),
            "dependants_women": rate(x, a), "dependants_men": rate(y, c), "dependants_ratio": ratio}


def main():
    mp.mp.dps = 50
    z = mp.sqrt(2) * mp.erfinv(mp.mpf("0.95"))
    print("a_women,a_men,a_unknown,r_women,r_men,r_unknown,b_women,b_men,b_unknown,d_women,d_men,d_unknown,measure,"
          "value,lower,upper,std_error,bound_lower,bound_upper")
    text = lambda x: mp.nstr(mp.mpf(x), 20)
    for case in CASES:
        own, relatives, basis, dependants = case
        zero = min(own[0], own[1], relatives[0], relatives[1]) == 0
        range_of = {} if zero else bounds(own, relatives, basis)
        for name, row in estimates(*case, z).items():
            ends = [range_of.get((name, side), mp.nan) for side in (0, 1)]
            print(",".join([str(count) for counts in case for count in counts] + [name] +
                           [text(x) for x in (*row, *ends)]))


if __name__ == "__main__":
    main()
