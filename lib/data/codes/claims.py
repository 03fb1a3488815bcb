"""Turn the words around printed numbers into C: claims.py OUTPUT"""
import sys

from fold import fold
from text import Pool, array, rows, write

SAYS = {"up_to": 1, "under": 2, "at_least": 3, "over": 4, "between": 5, "percent": 0}
PLACES = {"before": 0, "middle": 1, "after": 2}


def main(output):
    found = {}
    for r in rows("claim_words"):
        key = PLACES[r["place"]], fold(r["word"])
        if found.setdefault(key, SAYS[r["says"]]) != SAYS[r["says"]]:
            sys.exit(f"claims.py: {r['word']!r} says two things")
    pool = Pool()
    words = [f"{{{pool.add(word)}, {place}, {says}}}"
             for (place, word), says in sorted(found.items())]
    write(output, "data/codes/claims.py",
          array("struct { int16_t text; int8_t place, says; }", "claim_words", words),
          pool.write("claim_texts"))


main(sys.argv[1])
