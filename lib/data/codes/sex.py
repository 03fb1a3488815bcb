"""Turn the lists of sex codes, words and headings into C: sex.py OUTPUT

A reading is one way to read a column: a scheme of codes, or a language.  Each token has senses, what it
means in the readings that hold it."""
import sys

from fold import TABLE, fold
from text import Pool, array, rows, write

CODES = {"F": 1, "M": 2, "_O": 3, "_U": 4, "_Z": 5, "_T": 6, "_N": 4, "_X": 7}
LETTER, VERIFIED = 1, 2


def readings():
    """[(name, title)]: schemes in the order of GDCS_SEX_SCHEME_*, then languages"""
    schemes = dict.fromkeys((r["name"], r["scheme"]) for r in rows("sex_codes"))
    return list(schemes), [(r["code"], r["name"]) for r in rows("languages")]


def senses(number):
    """{(folded token, reading): (code, flags)}; a token that means two things in one is an error"""
    found = {}

    def add(token, name, code, flags):
        key = fold(token), number[name]
        if found.setdefault(key, (code, flags))[0] != code:
            sys.exit(f"sex.py: {token!r} means two things in {name}")

    for r in rows("sex_codes"):
        if r["native_code"]:
            add(r["native_code"], r["name"], CODES[r["code"]],
                VERIFIED * (r["verified"] == "source"))
    for r in rows("sex_labels"):
        add(r["label"], r["language"], CODES[r["code"]], VERIFIED + LETTER * (r["kind"] == "abbr"))
    # The codes of SDMX that begin with a low line mean the same whatever the language of the others.
    for token in ("_O", "_U", "_N", "_Z", "_T"):
        for r in rows("languages"):
            add(token, r["code"], CODES[token], VERIFIED)
    return found


def main(output):
    schemes, languages = readings()
    number = {name: i for i, (name, _) in enumerate(schemes + languages)}
    pool = Pool()
    held = sorted((fold_.encode("utf-8"), reading, *sense)
                  for (fold_, reading), sense in senses(number).items())
    headings = sorted({(fold(r["header"].replace("_", " ")).encode("utf-8"), number[r["language"]])
                       for r in rows("sex_headers")})
    codes = [(number[r["name"]], r["native_code"].upper(), CODES[r["code"]])
             for r in rows("sex_codes")]
    traps = [(fold(r["token"]), r["as_other"]) for r in rows("sex_ambiguous") if r["declare"]]
    parts = [
        array("gdcs_i_sense", "senses", [f"{{{pool.add(t.decode())}, {r}, {c}, {f}}}"
                                         for t, r, c, f in held]),
        array("heading", "headings", [f"{{{pool.add(t.decode())}, {r}}}" for t, r in headings]),
        array("reading", "readings", [f"{{{pool.add(n)}, {pool.add(t)}}}"
                                      for n, t in schemes + languages]),
        array("scheme_code", "scheme_codes", [f"{{{pool.add(t)}, {r}, {c}}}"
                                              for r, t, c in codes]),
        array("trap", "traps", [f"{{{pool.add(t)}, {pool.add(why)}}}" for t, why in traps]),
        array("folded", "folds", ["{%d, {%s}}" % (point, ", ".join(
            str(ord(c)) for c in (to + "\0\0")[:2])) for point, to in sorted(TABLE.items())])]
    if pool.size > 65535:
        sys.exit("sex.py: offsets do not fit 16 bits")
    sizes = (f"enum {{ SCHEME_COUNT = {len(schemes)}, READING_COUNT = {len(number)}, "
             f"SENSE_COUNT = {len(held)},\n       HEADING_COUNT = {len(headings)}, "
             f"CODE_COUNT = {len(codes)}, TRAP_COUNT = {len(traps)}, FOLD_COUNT = {len(TABLE)} }};\n")
    write(output, "data/codes/sex.py", pool.write("pool"), sizes, *parts)


if __name__ == "__main__":
    main(sys.argv[1])
