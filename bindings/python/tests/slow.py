"""Every statistic once more: slow, obvious, and from the definition.

Limits are found by bisection of the very probability that defines them; bounds by trying every way
to allot the unknown.
"""
import itertools
import math
from fractions import Fraction
from statistics import NormalDist


def normal(alpha):
    """The two-sided quantile."""
    return NormalDist().inv_cdf(1 - alpha / 2)


def bisect(function, low, high, target=0.0):
    """Where a monotone function meets the target."""
    rising = function(high) > function(low)
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if (function(middle) < target) == rising:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def binomial(p, n, counts):
    return math.fsum(math.comb(n, k) * p ** k * (1 - p) ** (n - k) for k in counts)


def poisson(mean, counts):
    return math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in counts)


def wilson(x, n, alpha=0.05):
    z = normal(alpha)
    middle = (x + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(x * (n - x) / n + z * z / 4)
    return middle - half if x else 0.0, middle + half if x < n else 1.0


def agresti_coull(x, n, alpha=0.05):
    z = normal(alpha)
    total = n + z * z
    middle = (x + z * z / 2) / total
    half = z * math.sqrt(middle * (1 - middle) / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def clopper_pearson(x, n, alpha=0.05):
    lower = bisect(lambda p: binomial(p, n, range(x, n + 1)), 0, 1, alpha / 2) if x else 0.0
    upper = bisect(lambda p: binomial(p, n, range(x + 1)), 0, 1, alpha / 2) if x < n else 1.0
    return lower, upper


def mid_p(x, n, alpha=0.05):
    def above(p):
        return binomial(p, n, range(x + 1, n + 1)) + binomial(p, n, [x]) / 2

    def below(p):
        return binomial(p, n, range(x)) + binomial(p, n, [x]) / 2
    return (bisect(above, 0, 1, alpha / 2) if x else 0.0,
            bisect(below, 0, 1, alpha / 2) if x < n else 1.0)


def jeffreys(x, n, alpha=0.05):
    """Quantiles of Beta(x + 1/2, n - x + 1/2): with p = sin(t)^2 its density is smooth."""
    def mass(end, panels=600):
        step = end / panels
        heights = [math.sin(i * step) ** (2 * x) * math.cos(i * step) ** (2 * (n - x))
                   for i in range(panels + 1)]
        weights = [1] + [4, 2] * (panels // 2 - 1) + [4, 1]
        return step / 3 * math.fsum(w * h for w, h in zip(weights, heights))
    whole = mass(math.pi / 2)

    def quantile(target):
        low, high = 0.0, math.pi / 2
        for _ in range(50):
            middle = (low + high) / 2
            low, high = (middle, high) if mass(middle) < target * whole else (low, middle)
        return math.sin(low) ** 2
    return quantile(alpha / 2) if x else 0.0, quantile(1 - alpha / 2) if x < n else 1.0


def mirrored(lower):
    """Both limits, the upper as one minus the lower of the others."""
    def limits(x, n, alpha=0.05):
        return lower(x, n, alpha), 1 - lower(n - x, n, alpha)
    return limits


@mirrored
def wilson_continuity(x, n, alpha):
    z = normal(alpha)
    if x == 0:
        return 0.0
    return bisect(lambda p: abs(x - n * p) - 0.5 - z * math.sqrt(n * p * (1 - p)), 0, (x - 0.5) / n)


@mirrored
def scas(x, n, alpha):
    """The first share, from 0 up, at which the score less its skewness is no more than z."""
    z = normal(alpha)

    def excess(p):
        spread = math.sqrt(p * (1 - p) / n)
        return (x / n - p) / spread - z - (z * z - 1) * (1 - 2 * p) / (6 * n * spread)
    if x == 0 or excess(1e-15) <= 0:
        return 0.0
    grid = [k / 20000 for k in range(1, 20000)]
    first = next(p for p in grid if excess(p) <= 0)
    return bisect(excess, max(first - 1 / 20000, 1e-15), first)


@mirrored
def likelihood_ratio(x, n, alpha):
    def fall(p):
        return 2 * sum(k * math.log(k / n / q) for k, q in ((x, p), (n - x, 1 - p)) if k)
    return bisect(fall, 1e-300, x / n if x < n else 1 - 1e-16, normal(alpha) ** 2) if x else 0.0


@mirrored
def logit(x, n, alpha):
    if x in (0, n):
        return 0.0 if x == 0 else (alpha / 2) ** (1 / n)
    centre, reach = math.log(x / (n - x)), normal(alpha) * math.sqrt(1 / x + 1 / (n - x))
    return 1 / (1 + math.exp(reach - centre))


@mirrored
def arcsine(x, n, alpha):
    angle = math.asin(math.sqrt((x + 0.375) / (n + 0.75))) - normal(alpha) / (2 * math.sqrt(n))
    return math.sin(angle) ** 2 if x and angle > 0 else 0.0


@mirrored
def wald(x, n, alpha):
    return max(0.0, x / n - normal(alpha) * math.sqrt(x * (n - x) / n) / n)


@mirrored
def blaker(x, n, alpha):
    """The lowest share whose acceptability passes alpha: on a grid, then between two of its points."""
    def accepted(p):
        tail = binomial(p, n, range(x, n + 1))
        masses = [binomial(p, n, range(k + 1)) for k in range(n)]
        return tail + max([m for m in masses if m <= tail], default=0) > alpha
    if x == 0:
        return 0.0
    step = 1 / 500
    first = next(k for k in range(1, 501) if accepted(k * step)) * step
    low = first - step
    for _ in range(40):
        middle = (low + first) / 2
        low, first = (low, middle) if accepted(middle) else (middle, first)
    return first


def sison_glaz(counts, alpha):
    """Levin's probability that all counts stay within c, term by term, c one after another."""
    n = sum(counts)

    def mass(mean, y):
        return math.exp(y * math.log(mean) - mean - math.lgamma(y + 1)) if mean else float(y == 0)

    def within(c):
        kept, mean, variance, third, fourth = 1.0, 0.0, 0.0, 0.0, 0.0
        for x in counts:
            cut = {y: mass(x, y) for y in range(max(0, x - c), x + c + 1)}
            share = math.fsum(cut.values())
            m = math.fsum(y * p for y, p in cut.items()) / share
            two, three, four = (math.fsum((y - m) ** r * p for y, p in cut.items()) / share
                                for r in (2, 3, 4))
            kept, mean, variance = kept * share, mean + m, variance + two
            third, fourth = third + three, fourth + four - 3 * two ** 2
        z, skew, excess = (n - mean) / math.sqrt(variance), third / variance ** 1.5, fourth / variance ** 2
        density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi * variance) * (
            1 + skew * (z ** 3 - 3 * z) / 6 + excess * (z ** 4 - 6 * z ** 2 + 3) / 24 +
            skew ** 2 * (z ** 6 - 15 * z ** 4 + 45 * z ** 2 - 15) / 72)
        return kept * density / mass(n, n)
    c, before, after = 0, 0.0, within(1)
    while after < 1 - alpha:
        c, before, after = c + 1, after, within(c + 2)
    extra = 2 * (1 - alpha - before) / (after - before)
    return [(max(0, (x - c) / n), min(1, (x + c + extra) / n)) for x in counts]


def share_finite(x, no, total, alpha):
    """How many of `total` may be women, tried one after another."""
    def fewest(x, no):
        for women in range(x, total - no + 1):
            mass = sum(math.comb(women, k) * math.comb(total - women, x + no - k)
                       for k in range(x, x + no + 1))
            if Fraction(mass, math.comb(total, x + no)) > Fraction(alpha) / 2:
                return women
    return fewest(x, no) / total, 1 - fewest(no, x) / total


def effective_n(women, men):
    """Persons of a simple sample as good as these clusters, by the variance of the ratio."""
    n, k = sum(women) + sum(men), len(women)
    p = sum(women) / n
    variance = k / (k - 1) * sum((w - p * (w + m)) ** 2 for w, m in zip(women, men)) / n ** 2
    return p * (1 - p) / variance, math.sqrt(variance)


def allotments(unknown):
    """Every way to make the unknown women or men: (women, men) to add."""
    return [(k, unknown - k) for k in range(unknown + 1)]


def share_bounds(women, men, unknown):
    shares = [Fraction(women + w, women + men + unknown) for w, _ in allotments(unknown)]
    return float(min(shares)), float(max(shares))


def garwood(events, alpha=0.05):
    """Limits of the mean of a Poisson count."""
    top = 10 * (events + 10)
    upper = bisect(lambda m: poisson(m, range(events + 1)), 1e-9, top, alpha / 2)
    if not events:
        return 0.0, upper
    return bisect(lambda m: 1 - poisson(m, range(events)), 1e-9, top, alpha / 2), upper


def rate_mid_p(events, alpha=0.05):
    top = 10 * (events + 10)

    def below(mean):
        return poisson(mean, range(events)) + poisson(mean, [events]) / 2
    upper = bisect(below, 1e-9, top, alpha / 2)
    return (bisect(below, 1e-9, top, 1 - alpha / 2) if events else 0.0), upper


def byar(events, alpha=0.05):
    z, x, y = normal(alpha), events, events + 1
    lower = x * (1 - 1 / (9 * x) - z / (3 * math.sqrt(x))) ** 3 if x else 0.0
    return lower, y * (1 - 1 / (9 * y) + z / (3 * math.sqrt(y))) ** 3


def byar_half(events, alpha=0.05):
    """The same with one half added to the count in both."""
    z, x = normal(alpha), events + 0.5
    lower = x * max(0.0, 1 - 1 / (9 * x) - z / (3 * math.sqrt(x))) ** 3 if events else 0.0
    return lower, x * (1 - 1 / (9 * x) + z / (3 * math.sqrt(x))) ** 3


def rate_score(events, alpha=0.05):
    """Means whose own standard deviation, z times, reaches the count."""
    z = normal(alpha)
    upper = bisect(lambda m: (m - events) / math.sqrt(m), max(events, 1e-9), 10 * events + 99, z)
    return (bisect(lambda m: (m - events) / math.sqrt(m), 1e-9, events, -z) if events else 0.0,
            upper)


def rate_scas(events, alpha=0.05):
    """Score limits of a count moved by the skewness."""
    z = normal(alpha)
    moved = events - (z * z - 1) / 6
    upper = bisect(lambda m: m - moved - z * math.sqrt(m), z * z / 4, 10 * events + 99)
    if not events or moved <= 0:
        return 0.0, upper
    return bisect(lambda m: (m - moved) / math.sqrt(m), 1e-9, moved, -z), upper


def rate_jeffreys(events, alpha=0.05):
    """Quantiles of Gamma(x + 1/2): with m = t^2 its density is smooth."""
    start = max(0.0, math.sqrt(events) - 8)  # below it are 1e-50 of the mass

    def height(t):
        return (2 * math.exp(2 * events * math.log(t or 1e-300) - t * t -
                             math.lgamma(events + 0.5)))

    def below(root, panels=1000):
        step = (root - start) / panels
        heights = [height(start + i * step) for i in range(panels + 1)]
        weights = [1] + [4, 2] * (panels // 2 - 1) + [4, 1]
        return step / 3 * math.fsum(w * h for w, h in zip(weights, heights))

    def quantile(target):
        low, high = start, math.sqrt(events) + 7
        for _ in range(45):
            middle = (low + high) / 2
            low, high = (middle, high) if below(middle) < target else (low, middle)
        return low * low
    return (quantile(alpha / 2) if events else 0.0), quantile(1 - alpha / 2)


def rate_ratio_exact(a, n, b, m, alpha=0.05):
    """Given a + b, a is binomial: its limits as odds, per population."""
    low, high = clopper_pearson(a, a + b, alpha)
    return low / (1 - low) * m / n, high / (1 - high) * m / n if b else math.inf


def rate_ratio_mid_p(a, n, b, m, alpha=0.05):
    low, high = mid_p(a, a + b, alpha)
    return low / (1 - low) * m / n, high / (1 - high) * m / n if b else math.inf


def rate_ratio_score(a, n, b, m, alpha=0.05):
    """Ratios whose score statistic, rates by maximum likelihood under the ratio, is normal's."""
    z = normal(alpha)

    def statistic(log_ratio):
        ratio = math.exp(log_ratio)
        rate = (a + b) / (ratio * n + m)
        return (a / n - ratio * b / m) / math.sqrt(ratio * rate / n + ratio ** 2 * rate / m)
    return (math.exp(bisect(statistic, -40, 40, z)) if a else 0.0,
            math.exp(bisect(statistic, -40, 40, -z)) if b else math.inf)


def rate_difference_score(a, n, b, m, alpha=0.05):
    """The same of differences; the second rate by bisection of the likelihood's derivative."""
    z = normal(alpha)

    def statistic(d):
        least = max(0.0, -d)
        rate = bisect(lambda r: a / (r + d) + b / r - n - m if r + d > 0 else math.inf,
                      least + 1e-12, least + 1 + (a + b) / (n + m))
        return (a / n - b / m - d) / math.sqrt((rate + d) / n + rate / m)
    wide = 30 * (1 + a / n + b / m)
    return bisect(statistic, -wide, wide, z), bisect(statistic, -wide, wide, -z)


def rate_difference_mover(a, n, b, m, alpha=0.05, limits=rate_score):
    (l1, u1), (l2, u2) = limits(a, alpha), limits(b, alpha)
    return (a / n - b / m - math.hypot((a - l1) / n, (u2 - b) / m),
            a / n - b / m + math.hypot((u1 - a) / n, (b - l2) / m))


def rate_test_exact(a, n, b, m, ratio=1.0):
    """Twice the smaller binomial tail."""
    p = ratio * n / (ratio * n + m)
    return min(1.0, 2 * min(binomial(p, a + b, range(a, a + b + 1)), binomial(p, a + b, range(a + 1))))


def rate_test_mid_p(a, n, b, m, ratio=1.0):
    p, seen = ratio * n / (ratio * n + m), [a]
    half = binomial(p, a + b, seen) / 2
    return min(1.0, 2 * min(binomial(p, a + b, range(a + 1, a + b + 1)) + half,
                            binomial(p, a + b, range(a)) + half))


def rate_test_likelihood(a, n, b, m, ratio=1.0):
    p = ratio * n / (ratio * n + m)
    masses = [binomial(p, a + b, [k]) for k in range(a + b + 1)]
    return math.fsum(mass for mass in masses if mass <= masses[a] * (1 + 1e-7))


def rate_test_e(a, n, b, m, ratio=1.0):
    """All pairs of counts, rates as estimated under the ratio."""
    s = ratio * n / m
    means = [(a + b) * s / (1 + s), (a + b) / (1 + s)]
    seen = (a - s * b) ** 2 / (a + b) * (1 - 1e-9)
    one, two = [[poisson(mean, [k]) for k in range(int(mean + 20 * math.sqrt(mean) + 30))]
                for mean in means]
    return math.fsum(p * q for i, p in enumerate(one) for j, q in enumerate(two)
                     if (i - s * j) ** 2 / max(i + j, 1) >= seen)


def newcombe(a, n, b, m, alpha=0.05):
    """Difference of a / n and b / m by squares of Wilson's distances (method 10)."""
    p, q = a / n, b / m
    (l1, u1), (l2, u2) = wilson(a, n, alpha), wilson(b, m, alpha)
    return (p - q - math.sqrt((p - l1) ** 2 + (u2 - q) ** 2),
            p - q + math.sqrt((u1 - p) ** 2 + (q - l2) ** 2))


def slope(part, whole, p):
    """Derivative of a binomial log-likelihood."""
    return part / p - (whole - part) / (1 - p)


def miettinen_nurminen_difference(a, n, b, m, alpha=0.05):
    """Where the score statistic meets the normal quantile, nuisance share by maximum likelihood."""
    z, factor = normal(alpha), (n + m) / (n + m - 1)

    def score(delta):
        low, high = max(0.0, -delta), min(1.0, 1 - delta)
        q = bisect(lambda q: slope(a, n, q + delta) + slope(b, m, q), low + 1e-15, high - 1e-15)
        p = q + delta
        return (a / n - b / m - delta) / math.sqrt((p * (1 - p) / n + q * (1 - q) / m) * factor)
    return bisect(score, -1 + 1e-9, 1 - 1e-9, z), bisect(score, -1 + 1e-9, 1 - 1e-9, -z)


def miettinen_nurminen_ratio(a, n, b, m, alpha=0.05):
    z, factor = normal(alpha), (n + m) / (n + m - 1)

    def score(logarithm):
        theta = math.exp(logarithm)
        high = min(1.0, 1 / theta) - 1e-15
        q = bisect(lambda q: theta * slope(a, n, theta * q) + slope(b, m, q), 1e-15, high)
        p = theta * q
        spread = (p * (1 - p) / n + theta ** 2 * q * (1 - q) / m) * factor
        return (a / n - theta * b / m) / math.sqrt(spread)
    return math.exp(bisect(score, -12, 12, z)), math.exp(bisect(score, -12, 12, -z))


def gap_bounds(a, b):
    """Of the difference and the ratio of shares of women; a and b are (women, men, unknown)."""
    shares = [[Fraction(women + w, women + men + unknown) for w, _ in allotments(unknown)]
              for women, men, unknown in (a, b)]
    differences = [p - q for p in shares[0] for q in shares[1]]
    ratios = [p / q for p in shares[0] for q in shares[1]]
    return ((float(min(differences)), float(max(differences))),
            (float(min(ratios)), float(max(ratios))))


def step_bounds(start, end):
    """Of the ratios of women and men and of their index; (women, men, unknown) at both stages."""
    tries = [((start[0] + w, start[1] + m), (end[0] + x, end[1] + y))
             for w, m in allotments(start[2]) for x, y in allotments(end[2])]
    women = [Fraction(late[0], early[0]) for early, late in tries]
    men = [Fraction(late[1], early[1]) for early, late in tries]
    index = [w / m for w, m in zip(women, men)]
    return [(float(min(values)), float(max(values))) for values in (women, men, index)]


def log_ratio(x, n, alpha=0.05):
    """x / n, counts of different persons, normal on the log scale."""
    half = normal(alpha) * math.sqrt(1 / x + 1 / n)
    return x / n * math.exp(-half), x / n * math.exp(half)


def katz(a, n, b, m, alpha=0.05):
    """(a / n) / (b / m), each part within its whole."""
    half = normal(alpha) * math.sqrt(1 / a - 1 / n + 1 / b - 1 / m)
    return a / n / (b / m) * math.exp(-half), a / n / (b / m) * math.exp(half)


# Segregation, from the definitions.

def _present(women, men):
    return [(w, m) for w, m in zip(women, men) if w + m]


def dissimilarity(women, men):
    return sum(abs(w / sum(women) - m / sum(men)) for w, m in zip(women, men)) / 2


def _of_shares(women, men):
    units = _present(women, men)
    return dissimilarity([w / (w + m) for w, m in units], [m / (w + m) for w, m in units])


def _association(women, men):
    units = _present(women, men)
    add = 0.5 if any(not w or not m for w, m in units) else 0
    logs = [math.log((w + add) / (m + add)) for w, m in units]
    mean = sum(logs) / len(logs)
    return math.exp(math.sqrt(sum((x - mean) ** 2 for x in logs) / len(logs)))


def _gini(women, men):
    a, b = [w / sum(women) for w in women], [m / sum(men) for m in men]
    return sum(abs(a[i] * b[j] - a[j] * b[i]) for i in range(len(a)) for j in range(len(a))) / 2


def _information(women, men):
    w, m = sum(women), sum(men)
    found = 0.0
    for a, b in _present(women, men):
        for x, of in ((a, w), (b, m)):
            if x:
                found += x / (w + m) * math.log(x / (a + b) * (w + m) / of)
    return found


def _entropy(counts):
    return -sum(c / sum(counts) * math.log(c / sum(counts)) for c in counts if c)


def _average(own, other, of):
    """Of `of` in the units of the average person of `own`."""
    return sum(x / sum(own) * y / (x + z) for x, y, z in zip(own, of, other) if x + z)


SEGREGATION = {
    "dissimilarity": dissimilarity,
    "karmel_maclachlan": lambda w, m: 2 * sum(w) * sum(m) / (sum(w) + sum(m)) ** 2
    * dissimilarity(w, m),
    "size_standardised": _of_shares,
    "association": _association,
    "gini": _gini,
    "atkinson": lambda w, m: 1 - sum(math.sqrt(a / sum(w) * b / sum(m))
                                     for a, b in zip(w, m)) ** 2,
    "gorard": lambda w, m: sum(abs(a / sum(w) - (a + b) / (sum(w) + sum(m)))
                               for a, b in zip(w, m)) / 2,
    "mutual_information": _information,
    "theil": lambda w, m: _information(w, m) / _entropy([sum(w), sum(m)]),
    "theil_units": lambda w, m: _information(w, m) / _entropy([a + b for a, b in zip(w, m)]),
    "isolation_women": lambda w, m: _average(w, m, w),
    "isolation_men": lambda w, m: _average(m, w, m),
    "exposure_women": lambda w, m: _average(w, m, m),
    "exposure_men": lambda w, m: _average(m, w, w),
    "eta_squared": lambda w, m: (_average(w, m, w) - sum(w) / (sum(w) + sum(m)))
    / (sum(m) / (sum(w) + sum(m))),
}


def _allotments(women, men):
    """Every table with these sizes of units and as many women, with its chance but for a factor."""
    sizes = [w + m for w, m in zip(women, men)]
    for taken in itertools.product(*(range(size + 1) for size in sizes)):
        if sum(taken) == sum(women):
            chance = 1
            for k, size in zip(taken, sizes):
                chance *= math.comb(size, k)
            yield list(taken), [size - k for k, size in zip(taken, sizes)], chance


def permutation_p(index, women, men):
    found = SEGREGATION[index](women, men)
    tables = list(_allotments(women, men))
    reached = sum(c for w, m, c in tables if SEGREGATION[index](w, m) >= found - 1e-12)
    return reached / sum(c for _, _, c in tables)


def permutation_mean(index, women, men):
    tables = list(_allotments(women, men))
    return sum(c * SEGREGATION[index](w, m) for w, m, c in tables) / sum(c for _, _, c in tables)


def _fitted(structure, sizes, share):
    """Iterative proportional fitting."""
    table = [list(map(float, pair)) for pair in zip(*structure)]
    totals = [w + m for w, m in zip(*sizes)]
    target = [share * sum(totals), (1 - share) * sum(totals)]
    for _ in range(500):
        for row, size in zip(table, totals):
            now = sum(row)
            row[:] = [x * size / now for x in row]
        columns = [sum(row[k] for row in table) for k in (0, 1)]
        for row in table:
            row[:] = [row[k] * target[k] / columns[k] for k in (0, 1)]
    return [list(column) for column in zip(*table)]


def structural_change(index, before, after):
    """Of units that are there at both times."""
    share = [sum(t[0]) / (sum(t[0]) + sum(t[1])) for t in (before, after)]
    at = lambda s, u, w: SEGREGATION[index](*_fitted(s, u, share[w]))
    return (at(after, before, 0) - at(before, before, 0) + at(after, after, 1)
            - at(before, after, 1)) / 2


def pipeline_parts(stages):
    """Logarithms of the indexes of steps, and parts of the gap: what a step changes when it turns from
    the men's ratio to the women's, averaged over all orders of turning."""
    women, men = ([b[sex] / a[sex] for a, b in zip(stages, stages[1:])] for sex in (0, 1))
    orders = list(itertools.permutations(range(len(women))))
    gaps = [0.0] * len(women)
    for order in orders:
        now = list(men)
        for k in order:
            before = math.prod(now)
            now[k] = women[k]
            gaps[k] += (math.prod(now) - before) / len(orders)
    return [math.log(w / m) for w, m in zip(women, men)], gaps


def step_test(start, end, design):
    """Chi-square from observed and expected cells, of the persons followed times (N - 1) / N."""
    rest = [a - b for a, b in zip(start, end)] if design == "linked" else start
    cells = [end[0], rest[0], end[1], rest[1]]
    total = sum(cells)
    rows, columns = ([cells[0] + cells[1], cells[2] + cells[3]],
                     [cells[0] + cells[2], cells[1] + cells[3]])
    expected = [r * c / total for r in rows for c in columns]
    statistic = math.fsum((x - e) ** 2 / e for x, e in zip(cells, expected))
    statistic *= (total - 1) / total if design == "linked" else 1
    return statistic, math.erfc(math.sqrt(statistic / 2))


def fisher(start, end):
    """All tables with these margins that are no more probable."""
    marked = sum(end)
    ways = {k: math.comb(start[0], k) * math.comb(start[1], marked - k)
            for k in range(marked + 1) if k <= start[0] and marked - k <= start[1]}
    return float(Fraction(sum(w for w in ways.values() if w <= ways[end[0]]), sum(ways.values())))
