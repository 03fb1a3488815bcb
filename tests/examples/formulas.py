"""Statistics of comparison written out once more, with nothing but Python: sums, bisection, and
derivatives taken by small steps.  recompute.py holds what the examples print against them."""
import math
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

from slow import bisect, miettinen_nurminen_difference, miettinen_nurminen_ratio, normal, wilson

Z = normal(0.05)


def chi_square(table):
    n = sum(map(sum, table))
    rows, columns = [sum(r) for r in table], [sum(c) for c in zip(*table)]
    return sum((x - r * c / n) ** 2 / (r * c / n)
               for line, r in zip(table, rows) for x, c in zip(line, columns))


def log_poisson(mean, k):
    return k * math.log(mean) - mean - math.lgamma(k + 1)


def log10_tail(x, df):
    """log10 P(chi-square above x), df even: a Poisson of mean x / 2 is below df / 2."""
    logs = [log_poisson(x / 2, k) for k in range(df // 2)]
    return (max(logs) + math.log(math.fsum(math.exp(v - max(logs)) for v in logs))) / math.log(10)


def one_degree(x):
    """P(chi-square of one degree of freedom above x)."""
    return math.erfc(math.sqrt(x / 2))


def holm(p):
    order, worst, out = sorted(range(len(p)), key=p.__getitem__), 0.0, [math.nan] * len(p)
    for i, k in enumerate(order):
        worst = out[k] = max(worst, min(1.0, (len(p) - i) * p[k]))
    return out


def noncentral(x, df, ncp):
    """P(noncentral chi-square below x), df even: a mixture by Poisson weights of tails that are
    themselves tails of a Poisson of mean x / 2."""
    far = 12 * math.sqrt(ncp / 2) + 60
    first, last = max(0, int(ncp / 2 - far)), int(ncp / 2 + far)
    start = max(0, int(x / 2 - 12 * math.sqrt(x / 2) - 60))
    below = 0.0
    for k in range(start, first + df // 2):
        below += math.exp(log_poisson(x / 2, k))
    total = 0.0
    for j in range(first, last + 1):
        total += math.exp(log_poisson(ncp / 2, j)) * (1 - below) if ncp else float(j == 0)
        if j + df // 2 >= start:
            below += math.exp(log_poisson(x / 2, j + df // 2))
    return total


def cramer(table):
    """V with the limits of a noncentral chi-square."""
    x, n = chi_square(table), sum(map(sum, table))
    k, df = min(len(table), len(table[0])) - 1, (len(table) - 1) * (len(table[0]) - 1)
    ends = (bisect(lambda c: noncentral(x, df, c), 1e-6, x, 0.975),
            bisect(lambda c: noncentral(x, df, c), x, x + 20 * math.sqrt(x), 0.025))
    return math.sqrt(x / n / k), *(math.sqrt(c / n / k) for c in ends)


def quotient(women, n, all_women, whole):
    """The share in a part over that in the whole, by the ratio of the part to the rest."""
    w, m = all_women - women, whole - n
    part = n / whole
    value = women / n / (all_women / whole)
    limits = (r / (part * r + 1 - part) for r in miettinen_nurminen_ratio(women, n, w, m))
    s = all_women / whole
    z = (women / n - w / m) / math.sqrt(s * (1 - s) * (1 / n + 1 / m) * whole / (whole - 1))
    return (value, *limits), math.erfc(abs(z) / math.sqrt(2))


def tail(mean, k, step):
    """P(X >= k) for step 1, P(X <= k) for step -1, summed outwards until nothing is added."""
    total, term = 0.0, math.exp(k * math.log(mean) - mean - math.lgamma(k + 1))
    while term > 1e-18 * max(total, 1e-300) and k >= 0:
        total += term
        term *= mean / (k + 1) if step > 0 else k / mean
        k += step
    return total


def garwood(x):
    """The means under which what was seen lies at the 2.5 % end."""
    far = 4 * math.sqrt(x + 1) + 8
    lower = bisect(lambda m: tail(m, x, 1), max(x - far, 1e-9), x, 0.025) if x else 0.0
    return lower, bisect(lambda m: tail(m, x, -1), max(x, 1e-9), x + far, 0.025)


def wilson_odds(later, earlier):
    """A ratio of two Poisson counts: Wilson for the later among both, as odds."""
    return tuple(p / (1 - p) for p in wilson(later, later + earlier))


def cornfield(a, b, c, d):
    """Odds ratios (a / b) / (c / d) whose fitted table lies z standard errors from the one seen."""
    n1, n2, m = a + b, c + d, a + c
    def score(logarithm):
        psi = math.exp(logarithm)
        x = bisect(lambda x: math.log(x) + math.log(n2 - m + x) - math.log(n1 - x)
                        - math.log(m - x), max(0, m - n2) + 1e-9, min(n1, m) - 1e-9, logarithm)
        return (a - x) * math.sqrt(1 / x + 1 / (n1 - x) + 1 / (m - x) + 1 / (n2 - m + x)), psi
    middle, z = math.log(a * d / (b * c)), normal(0.05)
    return tuple(math.exp(bisect(lambda t: score(t)[0], middle + low, middle + high, target))
                 for low, high, target in ((-2, 0, z), (0, 2, -z)))


def mover_difference(a, b):
    """a and b as (value, lower, upper)."""
    d = a[0] - b[0]
    return (d, d - math.hypot(a[0] - a[1], b[2] - b[0]), d + math.hypot(a[2] - a[0], b[0] - b[1]))


def mover_ratio(a, b):
    def low(a, b):
        (x, l, _), (y, _, u) = a, b
        root = math.sqrt((x * y) ** 2 - l * (2 * x - l) * u * (2 * y - u))
        return (x * y - root) / (u * (2 * y - u))
    return a[0] / b[0], low(a, b), 1 / low(b, a)


def delta(function, counts):
    """Value and, the counts being independent and Poisson, covariances of what `function` returns."""
    value, slopes = function(counts), []
    for i, x in enumerate(counts):
        ends = [function([*counts[:i], x + h, *counts[i + 1:]]) for h in (x * 1e-5, -x * 1e-5)]
        slopes.append([(a - b) / (x * 2e-5) for a, b in zip(*ends)])
    return value, lambda i, j: sum(s[i] * s[j] * x for s, x in zip(slopes, counts))


def normal_limits(value, variance):
    return value, value - Z * math.sqrt(variance), value + Z * math.sqrt(variance)


def fieller(x, y, vx, vy, c):
    a, b, d = y * y - Z * Z * vy, x * y - Z * Z * c, x * x - Z * Z * vx
    root = math.sqrt(b * b - a * d)
    return x / y, (b - root) / a, (b + root) / a


def superiority(w, m):
    """The chance that a woman is above a man; limits by Newcombe's variance less the share of ties."""
    k, W, M = range(len(w)), sum(w), sum(m)
    t = [a + b for a, b in zip(w, m)]
    x = sum(w[j] * (sum(m[:j]) + m[j] / 2) for j in k) / (W * M)
    ties = 1 - sum(a ** 3 - a for a in t) / ((W + M) ** 3 - W - M)

    def distance(y):
        more = ((W + M) / 2 - 1) * ((1 - y) / (2 - y) + y / (1 + y))
        return (x - y) / math.sqrt(ties * y * (1 - y) / (W * M) * (1 + more))
    return x, bisect(distance, 1e-9, x, Z), bisect(distance, x, 1 - 1e-9, -Z)


def pair_measures(cells):
    """Somers' d of sex, gamma and tau-b from shares of cells: women by level, then men."""
    k = range(len(cells) // 2)
    w, m = cells[:len(k)], cells[len(k):]
    above = sum(w[j] * sum(m[:j]) for j in k)
    below = sum(w[j] * sum(m[j + 1:]) for j in k)
    t = [a + b for a, b in zip(w, m)]
    apart = (sum(t) ** 2 - sum(x * x for x in t)) / 2
    return [(above - below) / apart, (above - below) / (above + below),
            (above - below) / math.sqrt(sum(w) * sum(m) * apart)]


def on_fishers_scale(value, variance):
    centre, reach = math.atanh(value), Z * math.sqrt(variance) / (1 - value ** 2)
    return value, math.tanh(centre - reach), math.tanh(centre + reach)


def slope(w, m):
    """Of the share of women per level: limits recovered from Wilson's of the levels."""
    t = [a + b for a, b in zip(w, m)]
    mean = sum(a * (j + 1) for j, a in enumerate(t)) / sum(t)
    spread = sum(a * (j + 1 - mean) ** 2 for j, a in enumerate(t))
    value = low = high = 0.0
    for j, (x, n) in enumerate(zip(w, t)):
        weight = n * (j + 1 - mean) / spread
        ends = sorted(weight * (e - x / n) for e in wilson(x, n))
        value, low, high = value + weight * x / n, low + ends[0] ** 2, high + ends[1] ** 2
    return value, value - math.sqrt(low), value + math.sqrt(high)


def trend(w, m, scores):
    """log10 of the mid-P value of three levels: every table with these sums, by its probability."""
    t, W = [a + b for a, b in zip(w, m)], sum(w)
    def ways(n, k):
        return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    def total(x):
        return sum(a * s for a, s in zip(x, scores))
    first, second, third = ([ways(n, k) for k in range(n + 1)] for n in t)
    whole, centre = ways(sum(t), W), W * total(t) / sum(t)
    seen, logs = abs(total(w) - centre), []
    for z in range(min(W, t[2]) + 1):
        for y in range(min(W - z, t[1]) + 1):
            far = abs(total((W - z - y, y, z)) - centre)
            if far >= seen - 1e-6:
                half = math.log(2) if far <= seen + 1e-6 else 0.0
                logs.append(first[W - z - y] + second[y] + third[z] - whole - half)
    most = max(logs)
    return (most + math.log(math.fsum(math.exp(v - most) for v in logs))) / math.log(10)


def top_measures(w, m):
    """Glass-ceiling index, difference and odds ratio of the highest level."""
    t = [a + b for a, b in zip(w, m)]
    n, x, rest = t[-1], w[-1], sum(w[:-1])
    part, below = n / sum(t), sum(t[:-1])
    low, high = miettinen_nurminen_ratio(rest, below, x, n)
    index = [part + (1 - part) * r for r in (rest / below / (x / n), low, high)]
    difference = (x / n - rest / below, *miettinen_nurminen_difference(x, n, rest, below))
    return index, difference


def pooled(strata):
    """Mantel-Haenszel measures of strata (x, n, y, m) with the tests of homogeneity."""
    R = S = P = Q = T = D = E = F = G = H = U = V = W = 0.0
    for x, n, y, m in strata:
        N = n + m
        r, s, p = x * (m - y) / N, y * (n - x) / N, (x + m - y) / N
        R, S, T = R + r, S + s, T + n * m / N
        P, Q, U = P + p * r, Q + (1 - p) * s, U + p * s + (1 - p) * r
        D, E = D + x * m / N, E + y * n / N
        F += (n * m * (x + y) - x * y * N) / N ** 2
        G += (n * n * y - m * m * x + n * m * (m - n) / 2) / N ** 2
        H += (x * (m - y) + y * (n - x)) / (2 * N)
        V += x - n * (x + y) / N
        W += n * m * (x + y) * (N - x - y) / (N * N * (N - 1))
    difference = (D - E) / T
    error = math.sqrt(P / (2 * R * R) + U / (2 * R * S) + Q / (2 * S * S))
    return {"difference": normal_limits(difference, (difference * G + H) / T ** 2),
            "risk_ratio": tuple(map(math.exp, normal_limits(math.log(D / E), F / (D * E)))),
            "odds_ratio": tuple(map(math.exp, normal_limits(math.log(R / S), error ** 2)))}, V * V / W


def homogeneity(strata, odds):
    """p of Cochran's Q of differences and of ln risk ratios, and of Breslow-Day with Tarone's
    correction."""
    def q(values):
        mean = sum(v / s for v, s in values) / sum(1 / s for _, s in values)
        return sum((v - mean) ** 2 / s for v, s in values)
    differences = [(x / n - y / m, x * (n - x) / n ** 3 + y * (m - y) / m ** 3)
                   for x, n, y, m in strata]
    ratios = [(math.log(x / n / (y / m)), 1 / x - 1 / n + 1 / y - 1 / m) for x, n, y, m in strata]
    residuals = []
    for x, n, y, m in strata:
        e = bisect(lambda e: math.log(e) + math.log(m - x - y + e) - math.log(n - e)
                   - math.log(x + y - e), max(0, x + y - m) + 1e-9, min(n, x + y) - 1e-9,
                   math.log(odds))
        residuals.append((x - e, 1 / (1 / e + 1 / (n - e) + 1 / (x + y - e) + 1 / (m - x - y + e))))
    breslow = (sum(r * r / v for r, v in residuals)
               - sum(r for r, _ in residuals) ** 2 / sum(v for _, v in residuals))
    df = len(strata) - 1
    return {name: 10 ** log10_tail(x, df) for name, x in (
        ("difference", q(differences)), ("risk_ratio", q(ratios)), ("odds_ratio", breslow))}


def poisson_difference(x, n, y, m):
    """Miettinen & Nurminen's limits of the difference of two rates."""
    def score(d):
        q = bisect(lambda q: (x / (q + d) if x else 0.0) - n + (y / q if y else 0.0) - m,
                   max(0.0, -d) + 1e-12 * (1 + abs(d)), x / n + y / m + abs(d) + 1e-12)
        return (x / n - y / m - d) / math.sqrt((q + d) / n + q / m)
    d, reach = x / n - y / m, 10 * math.sqrt(x / n ** 2 + y / m ** 2) + 10 * Z * Z / min(n, m)
    return d, bisect(score, d - reach, d, Z), bisect(score, d, d + reach, -Z)


def access(inside, among, n):
    """Odds against odds, from the ends of both shares, and Imbens and Manski's limits."""
    def odds(p):
        return p / (1 - p)
    low, high = odds(inside[0]) / odds(among[1]), (odds(inside[1]) / odds(among[0])
                                                   if among[0] else math.inf)
    errors = [math.sqrt(1 / (n * p * (1 - p))) if n else 0.0 for p in inside]
    width = (math.log(high / low) / max(errors) if n and low and among[0] else math.inf)
    c = bisect(lambda c: math.erfc(-(c + width) / math.sqrt(2)) / 2
               - math.erfc(c / math.sqrt(2)) / 2, 0.0, 10.0, 0.95)
    return (low, high), (low * math.exp(-c * errors[0]), high * math.exp(c * errors[1]))


ROUNDINGS = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "truncated": ROUND_DOWN,
             "raised": ROUND_UP}


def how_rounded(exact, number):
    """How `exact` becomes the decimal `number`, or "": by all of the nearest ways, or by one."""
    if Fraction(number) == exact:
        return "exact"
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    ways = [how for how, mode in ROUNDINGS.items() if value.quantize(number, rounding=mode) == number]
    return "nearest" if {"half_up", "half_even"} <= set(ways) else ways[0] if ways else ""


def claimed(women, men, text, under, only):
    """(definition, reproduces, rounding, exact) of each definition that gives a printed number, or of the
    nearest one."""
    number = Decimal(text)
    values = {"share_women": Fraction(100 * women, women + men), "share_men": Fraction(100 * men, women + men),
              "proportion_women": Fraction(women, women + men),
              "women_per_100_men": Fraction(100 * women, men), "men_per_100_women": Fraction(100 * men, women),
              "women_per_man": Fraction(women, men), "men_per_woman": Fraction(men, women)}
    tried = {name: x for name, x in values.items() if only in ("", name)}
    ways = {name: ("within" if x < Fraction(number) else "") if under else how_rounded(x, number)
            for name, x in tried.items()}
    found = [(name, "yes", how, float(tried[name])) for name, how in ways.items() if how]
    nearest = min(tried, key=lambda name: abs(tried[name] - Fraction(number)))
    return found or [(nearest, "no", "", float(tried[nearest]))]
