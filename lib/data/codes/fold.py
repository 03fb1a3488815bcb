"""How spellings are made alike: case, accents, widths, blanks and marks that nobody sees.

A character becomes none, one or two others; gdcs_i_sex_fold() in lib/data/sex/words.c applies the table
that comes from here, so that this is the only place where the rule is written down."""
import unicodedata

# Alike for a reader, and not by decomposition: Latin letters with a stroke, dotless i, Persian and
# Arabic forms of one letter.
ALIKE = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ی": "ي", "ى": "ي",
         "ک": "ك", "ة": "ه", "ھ": "ه", "ہ": "ه"}
# Marks over and under letters, points and vowels of Hebrew and Arabic, tatweel.
MARKS = [(0x300, 0x36F), (0x483, 0x489), (0x591, 0x5C7), (0x610, 0x61A), (0x640, 0x640),
         (0x64B, 0x65F), (0x670, 0x670), (0x6D6, 0x6ED), (0xFE00, 0xFE0F)]
DROPPED = ".:'\"`«»‘’‚‛“”„‟′″ʹʺʻʼʽˮ׳״·"
DASHES = "-‐‑‒–—―−"
BLOCKS = [(0, 0x58F), (0x590, 0x6FF), (0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x1E00, 0x206F),
          (0x20D0, 0x20FF), (0x2200, 0x2212), (0x3000, 0x3000), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
          (0xFF01, 0xFF5E)]


def _marks(text):
    return "".join(c for c in text if not any(a <= ord(c) <= b for a, b in MARKS))


def _one(c):
    if c in DROPPED or unicodedata.category(c) == "Cf":
        return ""
    if c in DASHES or c.isspace() or unicodedata.category(c) in ("Zs", "Cc"):
        return " "
    text = _marks(unicodedata.normalize("NFKD", c.casefold())).casefold()
    return "".join(ALIKE.get(c, c) for c in text if c not in DROPPED)


def table():
    """(code point, what it becomes) where that is something else"""
    found = []
    for first, last in BLOCKS:
        for point in range(first, last + 1):
            folded = _one(chr(point))
            if folded != chr(point) and len(folded) <= 2 and all(ord(c) < 65536 for c in folded):
                found.append((point, folded))
    return found


TABLE = dict(table())


def fold(text):
    """The same as gdcs_i_sex_fold()."""
    text = "".join(TABLE.get(ord(c), c) for c in text)
    return " ".join(part for part in text.split(" ") if part)
