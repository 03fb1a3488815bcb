"""Turn the code lists into C: codes.py OUTPUT

All lists are rows of one form; a list is a stretch of them."""
import sys

from text import Pool, array, rows, write

SEXES = {"F": 1, "M": 2}
SHORT = {"SDMX CL_OBS_STATUS 2.2": "sdmx", "SDMX CL_CONF_STATUS 1.2": "sdmx",
         "Eurostat flags until 26 Jan 2025": "eurostat", "Eurostat flag until 26 Jan 2025": "eurostat",
         "Eurostat OBS_FLAG from 27 Jan 2025": "eurostat2025",
         "Eurostat CONF_STATUS from 27 Jan 2025": "eurostat2025",
         "Eurostat special value": "eurostat_value", "PX data symbol": "px", "Destatis": "destatis",
         "KSH Hungary": "ksh", "Statistics Canada": "statcan", "UK GSS shorthand": "gss",
         "UN publications": "un", "ICCS AV/AP": "iccs", "ICCS STV/STP": "iccs_status",
         "UNODC homicide suspects": "unodc_suspects", "UNODC homicide victims": "unodc_victims",
         "Eurostat AGE": "eurostat", "SDMX/SDG AGE": "sdmx", "FBI SHR": "shr"}
VALUES = {"1": 1, "0": 2}


def row(scheme, code, name, source="", fr="", es="", equivalent="", note="", level=0, parent="", sex=0,
        verified=True, value=0, ages=(-1, -1)):
    return dict(scheme=scheme, source=source or scheme, code=code, name=name, fr=fr, es=es,
                equivalent=equivalent, note=note, level=level, parent=parent, sex=sex,
                verified=int(verified), value=value, ages=ages)


def ages(r):
    """(from, to) in completed years; -1: no age, 32767: no end"""
    if not r["age_min"]:
        return -1, -1
    return int(r["age_min"]), int(r["age_max"] or 32767)


def scheme(r):
    return dict(scheme=SHORT[r["scheme"]], source=r["scheme"], verified=r["verified"] == "source")


def lists():
    """In the order of GDCS_CODES_*"""
    yield [row("iccs", r["code"], r["name_en"], "ICCS 1.0", r["name_fr"], r["name_es"],
               r["eurostat_code"], level=int(r["level"]), parent=r["parent"]) for r in rows("iccs")]
    yield [row(r["tag"], r["value"], r["label_en"], r["name_en"], note=r["group"])
           for r in rows("iccs_tags")]
    yield [row(code=r["code"], name=r["name_en"], fr=r["name_fr"], ages=ages(r), **scheme(r))
           for r in rows("age_groups")]
    yield [row(code=r["code"], name=r["name"], equivalent=r["canonical_sdmx"], note=r["note"],
               value=VALUES.get(r["value_present"], 0), **scheme(r)) for r in rows("obs_status")]
    yield [row(code=r["code"], name=r["name"], note=r["protection"],
               equivalent=r["canonical_sdmx"], value=VALUES.get(r["publishable"], 0), **scheme(r))
           for r in rows("conf_status")]
    yield [row(r["scheme"], r["code"], r["label"], "FBI " + r["scheme"].upper(),
               equivalent=r["iccs_vip"], sex=SEXES.get(r["implied_victim_sex"], 0), note=r["note"])
           for r in rows("relationship")]
    yield [row(r["dimension"], r["code"], r["name"], "Eurostat", verified=r["verified"] == "source")
           for r in rows("eurostat_codes")]


def main(output):
    pool, items, order, starts = Pool(), [], [], [0]
    for number, found in enumerate(lists(), 1):
        places = {r["code"]: i for i, r in enumerate(found)}
        keys = [(r["code"].encode("utf-8"), i) for i, r in enumerate(found)]
        if number == 1 and keys != sorted(keys):
            sys.exit("codes.py: ICCS is not in the order of its codes")
        seen = {(r["scheme"], r["code"]) for r in found}
        if len(seen) != len(found):
            sys.exit(f"codes.py: a code stands twice in list {number}")
        for r in found:
            parent = places[r["parent"]] if r["parent"] else -1
            texts = ", ".join(str(pool.add(r[name])) for name in (
                "scheme", "source", "code", "name", "fr", "es", "equivalent", "note"))
            items.append(f"{{{{{texts}}}, {parent}, {r['ages'][0]}, {r['ages'][1]}, {r['level']}, "
                         f"{r['sex']}, {r['verified']}, {r['value']}}}")
        order += [str(i) for _, i in sorted(keys)]
        starts.append(len(items))
    write(output, "data/codes/codes.py", pool.write("pool"),
          f"enum {{ LIST_COUNT = {len(starts) - 1} }};\n",
          array("uint16_t", "starts", map(str, starts)), array("item", "items", items),
          array("uint16_t", "order", order))


if __name__ == "__main__":
    main(sys.argv[1])
