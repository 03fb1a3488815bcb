"""The examples that compare women and men: process, levels, crimes, countries, a programme."""
import json
import math
import re
import subprocess
from collections import defaultdict

from printed import DATA, PROGRAMS, check, counted, printed, rows_of, same, share
import formulas
import slow


def ratio(later, earlier):
    return later / earlier, *formulas.wilson_odds(later, earlier)


def over_allotments(unknown, measure):
    """Least and largest if nobody, all as women, or all as men are added at the first stage."""
    values = [measure(w, m) for w, m in ((0, 0), (unknown, 0), (0, unknown))]
    return min(values), max(values)


def relations(start, end):
    """A step: women, men, and how they differ; with chi-square of the 2x2 table."""
    (f, m, u), (g, k, _) = start, end
    def bounds(measure):
        return over_allotments(u, lambda a, b: measure(g / (f + a), k / (m + b)))
    women, men = ratio(g, f), ratio(k, m)
    lost = [(1 - x[0], 1 - x[2], 1 - x[1]) for x in (women, men)]
    equal = formulas.one_degree(formulas.chi_square([[g, k], [f, m]]))
    return {"women": dict(value=women, bounds=bounds(lambda w, m: w)),
            "men": dict(value=men, bounds=bounds(lambda w, m: m)),
            "index": dict(value=(women[0] / men[0], *formulas.cornfield(g, f, k, m)),
                          bounds=bounds(lambda w, m: w / m)),
            "attrition_index": dict(value=formulas.mover_ratio(*lost),
                                    bounds=bounds(lambda w, m: (1 - w) / (1 - m))),
            "difference": dict(value=formulas.mover_difference(women, men),
                               bounds=bounds(lambda w, m: w - m))}, equal


def parts(counts):
    """From women then men at three stages: the logarithms and the gap by step, and their sums."""
    (a, b, c), (d, e, f) = counts[:3], counts[3:]
    w, m = (b / a, c / b), (e / d, f / e)
    logs = [math.log(x / y) for x, y in zip(w, m)]
    gaps = [(w[i] - m[i]) * (w[1 - i] + m[1 - i]) / 2 for i in (0, 1)]
    return [*logs, sum(logs), *gaps, sum(gaps)]


def decomposed(counts):
    first, second, last = counts["offender"], counts["arrested"], counts["held"]
    value, cov = formulas.delta(parts, [c[s] for s in (0, 1) for c in (first, second, last)])
    limits = [formulas.normal_limits(v, cov(i, i)) for i, v in enumerate(value)]
    # limits of the logarithms are those of the indexes, and of the gap those of the difference
    steps = [relations(*pair)[0] for pair in ((first, second), (second, last), (first, last))]
    logs = [tuple(map(math.log, s["index"]["value"])) for s in steps]
    whole = tuple(map(math.log, steps[2]["index"]["bounds"]))
    step = logs[1][0]
    box = [sum(s[i] for s in (steps[0]["women"]["bounds"], steps[0]["men"]["bounds"])) / 2
           for i in (0, 1)]
    change = steps[1]["difference"]["value"][0]
    later = (steps[1]["women"]["value"][0] + steps[1]["men"]["value"][0]) / 2
    def share_of(i):
        return formulas.fieller(value[i], value[2], cov(i, i), cov(2, 2), cov(i, 2))
    names = [("offender", "arrested"), ("arrested", "held"), ("offender", "held")]
    log_bounds = [tuple(b - step for b in whole), (step, step), whole]
    gap_bounds = [tuple(b * later for b in steps[0]["difference"]["bounds"]),
                  tuple(sorted(change * b for b in box)), steps[2]["difference"]["bounds"]]
    out = {}
    for i, name in enumerate(names):
        out[(*name, "log_index")] = dict(value=logs[i], bounds=log_bounds[i])
        out[(*name, "gap")] = dict(value=limits[3 + i] if i < 2 else steps[2]["difference"]["value"],
                                 bounds=gap_bounds[i])
    out[(*names[0], "share")] = dict(value=share_of(0),
                                   bounds=sorted((b - step) / b for b in whole))
    out[(*names[1], "share")] = dict(value=share_of(1), bounds=sorted(step / b for b in whole))
    return out


def attrition():
    tables = printed("attrition")
    counts = counted("attrition", lambda row: row["stage"], ["F", "M", "U"])
    ours, p = {}, []
    for pair in (("offender", "arrested"), ("arrested", "held"), ("offender", "held")):
        rows, equal = relations(*(counts[stage] for stage in pair))
        p.append(equal)
        for measure, row in rows.items():
            ours[(*pair, measure)] = dict(row, p_value=math.nan, p_adjusted=math.nan)
        ours[(*pair, "index")].update(p_value=equal, p_adjusted=equal)
    for pair, adjusted in zip((("offender", "arrested"), ("arrested", "held")),
                              formulas.holm(p[:2])):
        ours[(*pair, "index")]["p_adjusted"] = adjusted
    keys = ["from", "to", "measure"]
    check("steps", tables["From stage to stage: women, men, women to men"], ours, keys)
    check("parts", tables["The gap between women and men held, by step"], decomposed(counts), keys)


def measures(w, m):
    """Women against men over levels, from the lowest to the highest."""
    t = [a + b for a, b in zip(w, m)]
    midranks = [sum(t[:j]) + (t[j] + 1) / 2 for j in range(len(t))]
    p = formulas.trend(w, m, midranks)
    above = formulas.superiority(w, m)
    value, cov = formulas.delta(formulas.pair_measures, [*w, *m])
    index, difference = formulas.top_measures(w, m)
    out = {"superiority": above, "somers_level": tuple(2 * x - 1 for x in above)}
    for i, name in enumerate(("somers_sex", "gamma", "tau_b")):
        out[name] = formulas.on_fishers_scale(value[i], cov(i, i))
    out = {name: (value, p) for name, value in out.items()}
    out["slope"] = formulas.slope(w, m), formulas.trend(w, m, (1, 2, 3))
    top, rest = (w[2], w[0] + w[1]), (m[2], m[0] + m[1])
    for name, row in (("glass_ceiling_index", index), ("top_difference", difference),
                      ("top_odds_ratio", (top[0] * rest[1] / top[1] / rest[0],
                                          *formulas.cornfield(*top, *rest)))):
        out[name] = row, math.nan
    return {(name,): dict(value=value, log10_p=p, women=sum(w), men=sum(m))
            for name, (value, p) in out.items()}


def levels():
    tables, counts = printed("levels"), defaultdict(lambda: [0.0] * 4)
    for row in rows_of("drug_roles"):
        role = row["role"].split()[0].lower()
        counts[role][2 * int(row["male"]) + int(row["custody"])] += float(row["sentences"])
    order = ["lesser", "significant", "leading"]
    w, m = ([int(sum(counts[r][i:i + 2])) for r in order] for i in (0, 2))
    rows = {(r,): dict(share(a, b, 0), rank=i + 1,
                       value=(a / (a + b), *slow.wilson(a, a + b, 0.05 / 3)))
            for i, (r, a, b) in enumerate(zip(order, w, m))}
    check("levels", tables["Share of women by level"], rows, ["level"])
    check("measures", tables["Women against men over the levels"], measures(w, m), ["measure"])
    strata = [(counts[r][1], a, counts[r][3], b) for r, a, b in zip(order, w, m)]
    values, statistic = formulas.pooled(strata)
    homogeneity = formulas.homogeneity(strata, values["odds_ratio"][0])
    p = math.log10(formulas.one_degree(statistic))
    check("pooled", tables["Custody, women (a) against men (b) of the same role"],
          {(name,): dict(value=value, strata=3, n_a=sum(w), n_b=sum(m), log10_p=p,
                         p_homogeneity=homogeneity[name]) for name, value in values.items()},
          ["measure"])


def quotient_bounds(part, whole):
    """Over nobody, one, all but one and all of the unknown as women or men, in the part and the rest."""
    def allotted(unknown):
        some = [k for k in {0, 1, unknown - 1, unknown} if 0 <= k <= unknown]
        return [(a, b) for a in some for b in some if a + b <= unknown]
    values = [(part[0] + a) * (whole[0] + whole[1] + a + b + c + d)
              / ((part[0] + part[1] + a + b) * (whole[0] + a + c))
              for a, b in allotted(part[2]) if part[0] + part[1] + a + b
              for c, d in allotted(whole[2] - part[2])]
    return min(values), max(values)


def victims():
    tables = printed("victims")
    with open(DATA / "victims.schema.json", encoding="utf-8") as file:
        crimes = json.load(file)["columns"][0]["map"]
    counts = counted("victims", lambda row: crimes[row["subtipo"]],
                     ["Mujer", "Hombre", "No identificado"])
    whole = [sum(c[i] for c in counts.values()) for i in range(3)]
    ours = {}
    for crime, c in counts.items():
        n, p = c[0] + c[1], math.nan
        value = (math.nan,) * 3
        if n:
            value, p = formulas.quotient(c[0], n, whole[0], whole[0] + whole[1])
        ours[crime,] = dict(share=c[0] / n if n else math.nan, n=n, unknown=c[2], value=value,
                            p_adjusted=p, bounds=quotient_bounds(c, whole))
    tested = [key for key, row in ours.items() if row["n"]]
    for key, p in zip(tested, formulas.holm([ours[key]["p_adjusted"] for key in tested])):
        ours[key]["p_adjusted"] = p
    check("quotients", tables["Women among victims: over-representation by crime"], ours, ["crime"])
    for title, k in (("Women and men by crime: Cramer's V", 2),
                     ("Women, men and unknown by crime: Cramer's V", 3)):
        table = [c[:k] for c in counts.values() if sum(c[:k])]
        statistic, df = formulas.chi_square(table), (len(table) - 1) * (k - 1)
        row = dict(n=sum(whole[:k]), unknown=whole[2], rows=len(table), columns=k, df=df,
                   statistic=statistic, value=formulas.cramer(table),
                   log10_p=formulas.log10_tail(statistic, df))
        check(title, tables[title], {(): row}, [])


def homicide():
    tables, sexes = printed("homicide"), {"F": "F", "M": "M", "T": "_T"}
    residents, deaths = defaultdict(float), {}
    for row in rows_of("residents"):
        for sex in (row["sex"], "T"):
            residents[row["country"], row["year"], sex] += float(row["persons"])
    for row in rows_of("homicide"):
        deaths[row["country"], row["year"], row["sex"]] = float(row["victims"])
    for *place, sex in deaths:  # where the parts are above the total, the parts are used
        if sex == "T":
            deaths[(*place, "T")] = max(deaths[(*place, "T")],
                                      deaths[(*place, "F")] + deaths[(*place, "M")])
    together, apart = {}, {}
    for year in ("2010", "2015"):
        for sex in sexes:
            known = {key: n for key, n in deaths.items() if key[1:] == (year, sex)}
            events, persons = sum(known.values()), sum(residents[key] for key in known)
            everybody = sum(n for key, n in residents.items() if key[1:] == (year, sex))
            together[year, sexes[sex]] = dict(
                numerator=events, denominator=persons, reporting=len(known),
                coverage=persons / everybody, bounds=(1e5 * events / everybody, math.inf),
                value=tuple(1e5 * x / persons for x in (events, *formulas.garwood(int(events)))))
    for country, year in {key[:2] for key in deaths}:
        (x, n), (y, m) = ((deaths[country, year, s], residents[country, year, s] / 1e5) for s in "FM")
        low, high = (e * m / n for e in formulas.wilson_odds(x, y))
        p = n / (n + m)
        row = dict(rate_women=x / n, rate_men=y / m, p_value=math.erfc(
            abs(x - (x + y) * p) / math.sqrt(2 * (x + y) * p * (1 - p))))
        apart[country, year, "ratio_women_per_man"] = dict(row, value=(x / n * m / y, low, high))
        apart[country, year, "difference_women_minus_men"] = dict(
            row, value=formulas.poisson_difference(x, n, y, m))
    check("16.1.1", tables["SDG 16.1.1, four countries together"], together, ["year", "sex"])
    check("contrasts", tables["Homicide, women to men per 100 000"], apart,
          ["country", "year", "measure"])


def access():
    """The statements are read back from what is printed, the figures in them too."""
    stated = {"members, up to 40 % (OSCE)": (0.0, 0.4), "members, if 20 to 40 %": (0.2, 0.4),
              "arrested, 20 % (OSCE)": (0.2, 0.2)}
    text = subprocess.run([PROGRAMS / "access"], capture_output=True, check=True,
                          encoding="utf-8").stdout
    lines = re.findall(r"\* (.*), against (.*): \[(.*), (.*)\] \((.*) to (.*)\)", text)
    assert len(lines) == 7, text
    for programme, eligible, *figures in lines:
        women, n = map(float, (re.findall(r"(\d+) of (\d+)", programme) or [(0, 0)])[0])
        inside = (women / n,) * 2 if n else (0.0, 0.1)
        for shown, ours in zip(figures, sum(formulas.access(inside, stated[eligible], n), ())):
            assert same(shown, ours, False), (programme, eligible, shown, ours)
