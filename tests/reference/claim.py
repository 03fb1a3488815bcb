"""Reference verdicts on printed numbers: prints claim.csv.  Python 3.11, decimal and fractions of the standard library.

/usr/bin/python3 tests/reference/claim.py > tests/reference/claim.csv

Every definition is a fraction.  The printed number is that fraction rounded by the decimal module in five ways, and
the same with its last digit one off; which roundings give it back is asked of the decimal module again.

columns: women, men, other, unknown, population of women, of men, women before, printed, decimals, base, definition,
reproduces, rounding ("-": none), exact
"""
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal, getcontext
from fractions import Fraction

getcontext().prec = 60
CASES = [(63, 1214, 0, 0, 30_000_000, 29_000_000, 64), (18, 38, 0, 0, 51234, 49876, 26), (42, 850, 0, 0, 7, 9, 63),
         (0, 12, 0, 3, 800, 800, 4), (12, 0, 1, 0, 1000, 900, 12), (1, 7, 2, 6, 80, 70, 8),
         (10 ** 9, 9 * 10 ** 9, 3, 5, 10 ** 10, 10 ** 10, 10 ** 8), (205065, 1915576, 0, 17, 10 ** 8, 10 ** 8, 3 * 10 ** 5),
         (3, 5, 0, 0, 16, 48, 16)]
ROUNDINGS = (("half_up", ROUND_HALF_UP), ("half_even", ROUND_HALF_EVEN), ("truncated", ROUND_DOWN),
             ("raised", ROUND_UP))


def definitions(w, m, o, u, pw, pm, before):
    known, total = w + m, w + m + o + u
    parts = {"share_women": (100 * w, known), "share_men": (100 * m, known), "share_women_recorded": (100 * w, known + o),
             "share_women_total": (100 * w, total), "share_men_total": (100 * m, total),
             "proportion_women": (w, known), "women_per_100_men": (100 * w, m), "men_per_100_women": (100 * m, w),
             "women_per_man": (w, m), "men_per_woman": (m, w), "change_women": (100 * (w - before), before),
             "factor_women": (w, before), "rate_women_on_total_100000": (10 ** 5 * w, pw + pm)}
    for base in (1000, 10000, 100000):
        parts[f"rate_women_{base}"] = (base * w, pw)
        parts[f"rate_men_{base}"] = (base * m, pm)
        parts[f"rate_total_{base}"] = (base * total, pw + pm)
    return {name: Fraction(a, b) for name, (a, b) in parts.items() if b}


def to_decimal(x):
    return Decimal(x.numerator) / Decimal(x.denominator)


def verdict(exact, printed, decimals, base):
    """The first rounding that gives the printed number."""
    if Fraction(printed) == exact:
        return "exact"
    step = Decimal(1).scaleb(-decimals)
    given = [name for name, how in ROUNDINGS if to_decimal(exact).quantize(step, rounding=how) == printed]
    if "half_up" in given and "half_even" in given:
        half = abs(exact - Fraction(printed)) * 2 == Fraction(step)
        return "half_up" if half else "nearest"
    if given:
        return given[0]
    if base and Fraction(printed) % base == 0 and abs(exact - Fraction(printed)) * 2 <= base:
        return "base"
    return "-"


def main():
    print("women,men,other,unknown,population_women,population_men,before,printed,decimals,base,definition,"
          "reproduces,rounding,exact")
    for case in CASES:
        for name, exact in sorted(definitions(*case).items()):
            for decimals in (0, 2):
                step = Decimal(1).scaleb(-decimals)
                numbers = {to_decimal(exact).quantize(step, rounding=how) for _, how in ROUNDINGS}
                numbers |= {max(numbers) + step}
                for printed in sorted(numbers):
                    if abs(exact) * 10 ** decimals > 10 ** 6:
                        continue  # doubles do not tell 1e-9 of the last decimal any more
                    for base in (0, 5) if decimals == 0 else (0,):
                        how = verdict(exact, printed, decimals, base)
                        print(*case, printed, decimals, base, name, "no" if how == "-" else "yes", how,
                              repr(float(exact)), sep=",")


if __name__ == "__main__":
    main()
