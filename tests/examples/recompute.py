"""Recompute every number that the examples print, from the same files by another route.

    recompute.py FOLDER_OF_THE_PROGRAMS FOLDER_OF_THE_FIGURES

What a program prints as text is read back; each figure must equal ours to the digits printed.  Ours
come from the csv module, from the slow statistics of the Python tests, which know no library, and from
formulas.py."""
import json
import math
from collections import defaultdict

import printed as figures
from printed import check, printed, rows_of, share
import formulas
import slow
import protected
from comparison import access, attrition, homicide, levels, victims


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
            limits = formulas.garwood(int(events)) if known else nothing[1:]
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
        (*step, "women"): dict(value=(g / f, *formulas.wilson_odds(g, f)), bounds=(g / (f + u), g / f)),
        (*step, "men"): dict(value=(k / m, *formulas.wilson_odds(k, m)), bounds=(k / (m + u), k / m)),
        (*step, "index"): dict(value=((g / f) / (k / m), *formulas.cornfield(g, f, k, m)),
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


def claims():
    """Every definition as a fraction, and every rounding by the decimal module."""
    tables, counts, ours = printed("claims"), defaultdict(dict), {}
    for row in rows_of("witness_protection"):
        counts[row["year"], row["category"]][row["sex"]] = int(row["persons"])
    for row in rows_of("protection_claims"):
        key = row["year"], row["category"]
        under = row["printed"].startswith("under")
        number = row["printed"].removeprefix("under ").removesuffix(" %")
        found = formulas.claimed(counts[key]["F"], counts[key]["M"], number, under, row["definition"])
        for definition, reproduces, rounding, exact in found:
            ours[(*key, "under" if under else "is", definition, reproduces, rounding)] = dict(
                printed=float(number), exact=exact)
    check("claims", tables["What the printed percentages are of the printed counts"], ours,
          ["year", "category", "says", "definition", "reproduces", "rounding"])


def formats():
    """The three files by their text: rows of a CSV, places in a PX and in a JSON."""
    persons = {row["sex"]: float(row["OBS_VALUE"]) for row in rows_of("formats_eurostat")
               if row["unit"] == "NR" and row["TIME_PERIOD"] == "2010"}
    px = (figures.DATA / "formats_ine.px").read_text(encoding="cp1252").partition("DATA=")[2]
    lines = px.strip().rstrip(";").split("\n")  # a line for each sex and age, the total first
    canada = json.loads((figures.DATA / "formats_canada.json").read_text(encoding="utf-8"))
    sexes = {"Eurostat, SDMX-CSV": (persons["T"], persons["F"], persons["M"]),
             "INE Spain, PX": [float(lines[5 * sex].split()[1]) for sex in (0, 2, 1)],
             "Statistics Canada, JSON-stat": [canada["value"][sex] for sex in (0, 2, 1)]}
    ours = {}
    for office, (total, women, men) in sexes.items():
        kind = "rounded" if abs(total - women - men) <= 0.15 else "unknown_sex"
        ours[office, kind] = dict(found=total, expected=women + men, coverage=(women + men) / total,
                                  difference=total - women - men)
    rows = printed("formats")["The total of an office against its women and men"]
    for row in rows:
        del row["explanation"]
    check("formats", rows, ours, ["office", "kind"])


def leaks():
    """What is left out, by subtracting until nothing is to be subtracted any more."""
    known, places = {}, (("ADULT", "JUVENILE", "TOTAL"), ("F", "M", "T"))
    for row in rows_of("left_out"):
        known[row["country"], row["age"], row["sex"]] = float(row["prisoners"])
    countries, given, before = {key[0] for key in known}, dict(known), 0
    while before != len(known):
        before = len(known)
        for country in countries:
            lines = [[(country, age, sex) for age in places[0]] for sex in places[1]]
            lines += [[(country, age, sex) for sex in places[1]] for age in places[0]]
            for line in lines:
                if known.get(line[2]) == 0:
                    known.update({cell: 0.0 for cell in line})
                missing = [cell for cell in line if cell not in known]
                if len(missing) == 1:
                    a, b, whole = (known.get(cell, math.nan) for cell in line)
                    known[missing[0]] = a + b if missing[0] == line[2] else \
                        whole - (b if missing[0] == line[0] else a)
    (title, rows), = printed("leaks").items()
    ours = {(country, age, "_T" if sex == "T" else sex): dict(number=x)
            for (country, age, sex), x in known.items() if (country, age, sex) not in given}
    assert title == f"Of {len(ours)} numbers that are left out, {len(ours)} can be worked out", title
    for row in rows:
        del row["from"]
    check("leaks", rows, ours, ["country", "age", "sex"])


for example in (prisoners, roles, recorded_sex, protection, attrition, levels, victims, homicide,
                access, claims, formats, leaks, *protected.examples()):
    example()
print(f"{figures.compared} figures agree")
assert figures.compared > 1300, figures.compared
