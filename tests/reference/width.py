"""Prints the tables of lib/core/text/width.c from the Unicode database of this Python (14.0):
ranges of characters that take no column, and of those that take two.  Ranges run over code points
that are not assigned."""
import unicodedata


# Format characters that are seen: Prepended_Concatenation_Mark, and the soft hyphen.
SEEN = {0xAD, *range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}


def columns(c):
    char = chr(c)
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf") and c not in SEEN:
        return 0
    if 0x1160 <= c <= 0x11FF or 0xD7B0 <= c <= 0xD7FB:  # vowels and finals of Hangul
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def table(wanted):
    ranges, before = [], 1
    for c in range(0x80, 0x110000):
        if unicodedata.category(chr(c)) in ("Cn", "Cs", "Co"):
            before = 1 if unicodedata.category(chr(c)) != "Cn" else before
            continue
        now = columns(c)
        if now == wanted and before == wanted:
            ranges[-1][1] = c
        elif now == wanted:
            ranges.append([c, c])
        before = now
    return ranges


for name, wanted in (("none", 0), ("two", 2)):
    print(f"static const range {name}[] = {{")
    print(", ".join(f"{{0x{a:X}, 0x{b:X}}}" for a, b in table(wanted)) + "};")
