"""Recompute every number that the examples print, from the same files by another route.

    recompute.py FOLDER_OF_THE_PROGRAMS FOLDER_OF_THE_FIGURES

What a program prints as text is read back; each figure must equal ours to the digits printed.  Ours
come from the csv module and from the slow statistics of the Python tests, which know no library."""
import csv
import math
import pathlib
import re
import subprocess
import sys
from collections import defaultdict

PROGRAMS, DATA = map(pathlib.Path, sys.argv[1:3])
sys.path.insert(0, str(DATA.parents[1] / "bindings/python/tests"))
import slow  # noqa: E402

compared = 0


def rows_of(name):
    with open(DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def printed(program):
    """{title: [row]} of what a program prints; a row is {heading: text}."""
    text = subprocess.run([PROGRAMS / program], capture_output=True, check=True,
                          encoding="utf-8").stdout
    tables, lines = {}, text.split("\n")
    for place, line in enumerate(lines):
        if not re.fullmatch(r"-+(  -+)*", line):
            continue
        title, edges = lines[place - 4], [m.span() for m in re.finditer("-+", line)]
        def cut(row):
            return [row[a:b].strip() for a, b in edges]
        heads, rows = cut(lines[place - 1]), []
        for row in lines[place + 1:]:
            if not row:
                break
            rows.append(dict(zip(heads, cut(row))))
        tables[title] = rows
    return tables


def number(text):
    return math.inf if text == "inf" else float(text.replace(" ", ""))


def same(text, wanted, percent):
    """Is `text` what `wanted` rounds to, at the digits shown?"""
    global compared
    compared += 1
    if math.isnan(wanted) or text == "-":
        return math.isnan(wanted) and text == "-"
    wanted *= 100 if percent else 1
    if math.isinf(wanted):
        return number(text) == wanted
    unit = 10.0 ** -len(text.partition(".")[2])
    return abs(number(text) - wanted) <= unit * (0.5 + 1e-6)


def check_field(where, head, text, wanted):
    name, percent = head.partition(", ")[0], head.endswith(", %")
    if name == "value" and " (" in text:
        parts, wanted = re.fullmatch(r"(.*) \((.*) to (.*)\)", text).groups(), wanted["value"]
    elif name == "bounds":
        parts, wanted = re.fullmatch(r"\[(.*), (.*)\]|(-)", text).groups(), wanted["bounds"]
        parts = parts[:2] if parts[2] is None else ("-", "-")
    elif name == "value":
        parts, wanted = (text,), wanted["value"][:1]
    else:
        parts, wanted = (text,), (wanted[name],)
    for part, ours in zip(parts, wanted):
        assert same(part, ours, percent), (where, head, text, wanted)


def check(title, rows, ours, keys):
    """rows: printed; ours: {key of texts: {name: number, "value": (v, l, u), "bounds": (l, u)}}"""
    assert {tuple(row[key] for key in keys) for row in rows} == set(ours), title
    for row in rows:
        key = tuple(row[key] for key in keys)
        for head, text in row.items():
            if head not in keys and head != "notes":
                check_field((title, *key), head, text, ours[key])


def share(women, men, unknown):
    n = women + men
    value = (women / n, *slow.wilson(women, n)) if n else (math.nan,) * 3
    bounds = (women / (n + unknown), (women + unknown) / (n + unknown)) if n + unknown else None
    return dict(women=women, men=men, unknown=unknown, n=n, value=value, bounds=bounds)


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
    lower = slow.bisect(lambda m: tail(m, x, 1), max(x - far, 1e-9), x, 0.025) if x else 0.0
    return lower, slow.bisect(lambda m: tail(m, x, -1), max(x, 1e-9), x + far, 0.025)


def gap(a, n_a, b, n_b, difference, ratio, bounds):
    """Two rows of a table of gaps."""
    p, q = a / n_a if n_a else math.nan, b / n_b if n_b else math.nan
    row = dict(share_a=p, n_a=n_a, share_b=q, n_b=n_b)
    return {"difference": dict(row, value=(p - q, *difference), bounds=bounds[0]),
            "ratio": dict(row, value=(p / q if q else math.nan, *ratio), bounds=bounds[1])}


def prisoners():
    tables, counts = printed("prisoners"), defaultdict(dict)
    for row in rows_of("prisoners"):
        if row["year"] == "2020":
            counts[row["country"]][row["sex"]] = float(row["prisoners"])
    population = {(row["country"], row["sex"]): 1000 * float(row["2020"])
                  for row in rows_of("population")}
    shares, rates = {}, {"F": {}, "M": {}}
    for country, c in counts.items():
        nothing = (math.nan,) * 3
        if set(c) == {"T"}:  # neither women nor men: anything is possible
            shares[country,] = dict(women=math.nan, men=math.nan, unknown=math.nan, value=nothing,
                                    bounds=(0.0, 1.0))
        else:
            unknown = max(0.0, c["T"] - c["F"] - c["M"]) if "T" in c else 0.0
            shares[country,] = share(c["F"], c["M"], unknown)
        for sex in "FM":
            persons = population.get((country, sex), math.nan)
            events, most = c.get(sex, math.nan), c.get(sex, 0.0)
            unknown = shares[country,]["unknown"] if sex in c else c["T"]
            known = not math.isnan(events + persons)
            limits = garwood(int(events)) if known else nothing[1:]
            rates[sex][country,] = dict(
                events=events, population=persons,
                value=tuple(1e5 * x / persons for x in (events, *limits)),
                bounds=(1e5 * most / persons, 1e5 * (most + unknown) / persons))
    check("shares", tables["Share of women among prisoners, 2020"], shares, ["country"])
    check("F", tables["Women in prison per 100 000 women, 2020"], rates["F"], ["country"])
    check("M", tables["Men in prison per 100 000 men, 2020"], rates["M"], ["country"])


def by_sex(yes, n, no_unknown=True):
    """Women against men: Miettinen-Nurminen."""
    a, n_a, b, n_b = yes["F"], n["F"], yes["M"], n["M"]
    p, q = a / n_a, b / n_b
    return gap(a, n_a, b, n_b, slow.miettinen_nurminen_difference(a, n_a, b, n_b),
               slow.miettinen_nurminen_ratio(a, n_a, b, n_b), ((p - q, p - q), (p / q, p / q)))


def roles():
    tables, counts = printed("roles"), defaultdict(float)
    for row in rows_of("drug_roles"):
        role = row["role"].split()[0].lower()
        counts[role, "FM"[int(row["male"])], row["custody"]] += float(row["sentences"])
    def total(role=None, sex=None, custody=None):
        return sum(n for key, n in counts.items()
                   if all(w in (None, k) for k, w in zip(key, (role, sex, custody))))
    names = ["leading", "significant", "lesser"]
    check("roles", tables["Share of women by role in drug offences"],
          {(r,): share(total(r, "F"), total(r, "M"), 0) for r in names}, ["role"])
    leading = by_sex({s: total("leading", s) for s in "FM"}, {s: total(None, s) for s in "FM"})
    check("leading", tables["Leading role: women against men"],
          {(m,): row for m, row in leading.items()}, ["measure"])
    custody = {(r, m): row for r in names for m, row in by_sex(
        {s: total(r, s, "1") for s in "FM"}, {s: total(r, s) for s in "FM"}).items()}
    check("custody", tables["Custody in the same role: women against men"], custody,
          ["role", "measure"])


def wilson_odds(later, earlier):
    """A ratio of two Poisson counts: Wilson for the later among both, as odds."""
    return tuple(p / (1 - p) for p in slow.wilson(later, later + earlier))


def cornfield(a, b, c, d):
    """Odds ratios (a / b) / (c / d) whose fitted table lies z standard errors from the one seen."""
    n1, n2, m = a + b, c + d, a + c
    def score(logarithm):
        psi = math.exp(logarithm)
        x = slow.bisect(lambda x: math.log(x) + math.log(n2 - m + x) - math.log(n1 - x)
                        - math.log(m - x), max(0, m - n2) + 1e-9, min(n1, m) - 1e-9, logarithm)
        return (a - x) * math.sqrt(1 / x + 1 / (n1 - x) + 1 / (m - x) + 1 / (n2 - m + x)), psi
    middle, z = math.log(a * d / (b * c)), slow.normal(0.05)
    return tuple(math.exp(slow.bisect(lambda t: score(t)[0], middle + low, middle + high, target))
                 for low, high, target in ((-2, 0, z), (0, 2, -z)))


def recorded_sex():
    tables, counts = printed("recorded_sex"), defaultdict(lambda: defaultdict(float))
    for row in rows_of("recorded_sex"):
        counts[row["role"]][row["sex_code"]] += float(row["records"])
    check("recorded", tables["Share of women among offenders, arrestees and victims"],
          {(role,): share(c["F"], c["M"], c["U"]) for role, c in counts.items()}, ["role"])
    start, end = counts["offender"], counts["arrestee"]
    f, m, u, g, k = start["F"], start["M"], start["U"], end["F"], end["M"]
    step = ("offender", "arrestee")
    ours = {
        (*step, "women"): dict(value=(g / f, *wilson_odds(g, f)), bounds=(g / (f + u), g / f)),
        (*step, "men"): dict(value=(k / m, *wilson_odds(k, m)), bounds=(k / (m + u), k / m)),
        (*step, "index"): dict(value=((g / f) / (k / m), *cornfield(g, f, k, m)),
                               bounds=((g / (f + u)) / (k / m), (g / f) / (k / (m + u)))),
    }
    check("steps", tables["Arrestees per offender, and the relative rate index"], ours,
          ["from", "to", "measure"])


def against(c, low, high):
    """The share of women against a known share, or one in an interval."""
    s = share(c["F"], c["M"], c["U"])
    nothing = (math.nan,) * 3
    known = low == high and not math.isnan(s["value"][0])
    a, b = s["bounds"]
    row = dict(share_a=s["value"][0], n_a=s["n"])
    return {"difference": dict(row, value=tuple(p - low for p in s["value"]) if known else nothing,
                               bounds=(a - high, b - low)),
            "ratio": dict(row, value=tuple(p / low for p in s["value"]) if known else nothing,
                          bounds=(a / high, b / low if low else math.inf))}


def quotient(a, b):
    return a / b if b else math.inf


def own_right(holders, relatives):
    """P(own right | woman) against P(own right | man): every allotment of the unknown is between
    all of the holders' unknown and none, and the same of the relatives'."""
    w, m, u = (sum(c[s] for c in holders) for s in "FMU")
    v = sum(c["U"] for c in relatives)
    women, men = (w / (w + v), 1.0), (m / (m + v), 1.0)
    row = dict(n_a=w, n_b=m, unknown_a=u + v)
    return {"difference": dict(row, bounds=(women[0] - men[1], women[1] - men[0])),
            "ratio": dict(row, bounds=(quotient(women[0], men[1]), quotient(women[1], men[0])))}


def protection():
    tables, counts = printed("protection"), defaultdict(lambda: defaultdict(float))
    for row in rows_of("witness_protection"):
        sex = {"total": "U"}.get(row["sex"], row["sex"])  # no total stands beside parts here
        counts[row["year"], row["category"], row["basis"]][sex] += float(row["persons"])
    holders = {key[:2]: c for key, c in counts.items() if key[2] == "own right"}
    check("protected", tables["Share of women among people protected in their own right"],
          {key: share(c["F"], c["M"], c["U"]) for key, c in holders.items()}, ["year", "category"])
    for title, low, high in (("Protected (a) against arrested, 20 % women (OSCE)", 0.2, 0.2),
                             ("Protected (a) against members, up to 40 % women (OSCE)", 0.0, 0.4)):
        check(title, tables[title], {(*key, measure): row for key, c in holders.items()
                                     for measure, row in against(c, low, high).items()},
              ["year", "category", "measure"])
    ours = {}
    for year in {key[0] for key in counts}:
        of = {basis: [c for key, c in counts.items() if key[0] == year and key[2] == basis]
              for basis in ("own right", "relative")}
        for measure, row in own_right(of["own right"], of["relative"]).items():
            ours[year, measure] = row
    check("own right", tables["Protected in one's own right: women (a) against men (b)"], ours,
          ["year", "measure"])


for example in (prisoners, roles, recorded_sex, protection):
    example()
print(f"{compared} figures agree")
assert compared > 900, compared
