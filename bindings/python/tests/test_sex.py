"""The sex resolver against a slow, obvious version that reads the same lists."""
import csv
import pathlib
import random
import unicodedata
import unittest
from typing import Dict, List

import gdcs

LISTS = pathlib.Path(__file__).resolve().parents[3] / "lib/data/codes"
SAME = {"_N": "_U"}


def rows(name):
    with open(LISTS / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain(text):
    text = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    text = "".join(c for c in text if not unicodedata.combining(c) and c not in ".:'\"ʼ")
    return " ".join(text.replace("-", " ").split())


def readings():
    found = {}
    for row in rows("sex_labels"):
        found.setdefault(row["language"], {})[plain(row["label"])] = (
            SAME.get(row["code"], row["code"]), row["kind"] == "abbr", True)
    for language in found.values():
        for code in ("_T", "_U", "_O", "_Z", "_N"):
            language[code.lower()] = (SAME.get(code, code), False, True)
    for row in rows("sex_codes"):
        if row["native_code"]:
            found.setdefault(row["name"], {})[plain(row["native_code"])] = (
                SAME.get(row["code"], row["code"]), False, row["verified"] == "source")
    return found


READINGS = readings()
TRAPS = {plain(row["token"]) for row in rows("sex_ambiguous") if row["declare"]}


def slow(tokens):
    """The rules of gdcs_sex_resolve() without a header; None where it refuses."""
    tokens = [plain(token) for token in tokens]
    fit = []
    for reading in READINGS.values():
        if not all(token in reading for token in tokens):
            continue
        letters = [reading[token][0] for token in set(tokens) if reading[token][1]]
        if letters.count("F") < 2 and letters.count("M") < 2:
            fit.append([reading[token][0] for token in tokens])
    both = [codes for codes in fit if "F" in codes and "M" in codes]
    fit = both or fit
    if not fit or any(codes != fit[0] for codes in fit) or "_X" in fit[0] or set(tokens) & TRAPS:
        return None
    for token, code in zip(tokens, fit[0]):
        if not any(reading.get(token, ("", 0, 0))[0::2] == (code, True) for reading in READINGS.values()):
            return None
    return None if set(tokens) == {"t", "f"} else fit[0]


class Resolver(unittest.TestCase):
    def test_every_word_of_every_language_is_found(self):
        for row in rows("sex_labels"):
            for label in (row["label"], row["label"].upper(), f" {row['label']}: "):
                if row["language"] not in ("de",) or "ß" not in label:
                    got = gdcs.sex_resolve([label], language=row["language"])
                    self.assertEqual(got.codes[label], SAME.get(row["code"], row["code"]), label)
                    self.assertEqual(got.languages, row["language"])

    def test_every_code_of_every_scheme_is_found(self):
        for row in rows("sex_codes"):
            if row["code"] == "_X":
                with self.assertRaises(gdcs.DataError):
                    gdcs.sex_resolve([row["native_code"]], scheme=row["name"])
                continue
            got = gdcs.sex_resolve([row["native_code"]], scheme=row["name"])
            self.assertEqual(got.codes[row["native_code"]], SAME.get(row["code"], row["code"]))
            self.assertEqual(got.scheme, row["name"])
            self.assertEqual(gdcs.sex_parse(row["native_code"], row["name"]),
                             SAME.get(row["code"], row["code"]))

    def test_sets_of_tokens_as_the_slow_version(self):
        rng = random.Random(7)
        short = sorted({row["label"] for row in rows("sex_labels") if row["kind"] == "abbr"}
                       | {row["native_code"] for row in rows("sex_codes")} - {""})
        decided = 0
        for _ in range(4000):
            if rng.random() < 0.6:
                tokens = rng.sample(short, rng.randint(1, 4))
            else:
                language = rng.choice(rows_by_language)
                tokens = rng.sample(language, min(len(language), rng.randint(1, 5)))
            if len({plain(token) for token in tokens}) < len(tokens):
                continue
            try:
                got = list(gdcs.sex_resolve(tokens).codes.values())
                decided += 1
            except gdcs.DataError as error:
                self.assertEqual(error.name, "GDCS_E_SEX")
                got = None
            self.assertEqual(got, slow(tokens), tokens)
        self.assertGreater(decided, 1000)

    def test_order_of_tokens_does_not_matter(self):
        tokens = ["Hombre", "Mujer", "No identificado", "Total"]
        for _ in range(4):
            tokens = tokens[1:] + tokens[:1]
            self.assertEqual(gdcs.sex_resolve(tokens, header="Sexo").codes,
                             {"Hombre": "M", "Mujer": "F", "No identificado": "_U", "Total": "_T"})

    def test_what_is_declared_decides(self):
        self.assertEqual(gdcs.sex_resolve(["", "M", "F"], blank="_T").codes[""], "_T")
        self.assertEqual(gdcs.sex_resolve(["M"], language="es-MX").codes, {"M": "F"})
        self.assertEqual(gdcs.sex_resolve(["M", "X"], scheme="shr").codes, {"M": "M", "X": "_U"})
        self.assertIn("Total", gdcs.sex_resolve(["Total", "Women"]).reason)
        for wrong in ({"scheme": "nothing"}, {"language": "xx"}):
            with self.assertRaises(gdcs.ArgumentError):
                gdcs.sex_resolve(["M"], **wrong)
        with self.assertRaises(TypeError):
            gdcs.sex_resolve("MF")


by_language: Dict[str, List[str]] = {}
for one in rows("sex_labels"):
    by_language.setdefault(one["language"], []).append(one["label"])
rows_by_language = list(by_language.values())

if __name__ == "__main__":
    unittest.main()
