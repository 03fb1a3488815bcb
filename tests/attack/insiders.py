"""Persons and units that alone make up a hidden cell, and know it, or that are the largest in it, and know that
it is not less than their part: what do they find besides?"""
from attacker import INF, TOTAL, key

PAIRS = 60  # of such a cell and an unsafe one that are tried
SINGLES = 8


def contributors(attempt, of):
    """Of a cell: persons, or units with amounts."""
    if attempt.amounts is None:
        return attempt.case.world.value(dict(of))
    return attempt.amounts.contributors(place(attempt, of))


def place(attempt, of):
    at = dict(of)
    return tuple(at.get(axis, TOTAL) for axis in attempt.case.world.axes)


def limits_known(attempt, of, level):
    """Of a cell: what the one who knows most of it knows; None: nothing that others do not."""
    value = attempt.case.world.value(dict(of))
    if contributors(attempt, of) == 1:
        return value, value
    if level < 2 or not value:
        return None
    return (1 if attempt.amounts is None else attempt.amounts.largest(place(attempt, of))[0]), INF


def singles(attempt, attacker, level):
    """Hidden cells, by what is handed in, of which somebody knows more than others do."""
    found, open_ones = [], attacker.programme().place
    for of in {key(names, labels) for names in attempt.case.shapes
               for labels, _ in attempt.case.cells(names)}:
        known, v = limits_known(attempt, of, level), attacker.number[of]
        if known and of not in attempt.case.soft and v in open_ones and \
                (known[0] == known[1] or known[0] > attacker.lower[v]):
            found.append(of)
    return sorted(found, key=sorted)


def is_own(attempt, single, of):
    """Who is alone in a cell, and in a part of it, knows both: that gives away nobody."""
    world = attempt.case.world
    return contributors(attempt, single) == contributors(attempt, of) == 1 and (
        world.is_part(single, of) or world.is_part(of, single))


def pairs(attempt, attacker, level):
    """Cells of one with unsafe ones, those in the same line first, and whether these are all there are."""
    alone = singles(attempt, attacker, level)
    every = [(single, of) for single in alone for of in sorted(attempt.unsafe, key=sorted)
             if of != single and not is_own(attempt, single, of)]
    if len(every) <= PAIRS:
        return every, True
    draw = attempt.draw
    picked = set(draw.sample(alone, min(SINGLES, len(alone))))
    some = [pair for pair in every if pair[0] in picked]
    near = [pair for pair in some if len(pair[0] ^ pair[1]) <= 2]
    near = draw.sample(near, min(len(near), PAIRS // 2))
    rest = draw.sample(some, min(len(some), PAIRS - len(near)))
    return list(dict.fromkeys(near + rest)), False


def exposed(attempt, attacker, tried, level, in_whole_numbers=False, with_own=False):
    """Those of the pairs where the one finds the other more closely than the rule allows; with_own: also
    by no more than the own part of a number that counts others."""
    found = []
    for single in dict.fromkeys(single for single, _ in tried):
        own = limits_known(attempt, single, level)
        with attacker.knowing({attacker.number[single]: own}):
            known = attacker.programme().determined() if len(attacker.programme().place) <= 150 else ()
            seen = [(of, *limits(attempt, attacker, attacker.number[of], known, in_whole_numbers))
                    for of in (of for one, of in tried if one is single)]
        found += [(single, of) for of, low, high in seen
                  if not attempt.is_met(of, low, high) and
                  (with_own or not is_only_own(attempt, attacker, single, own[0], of, low, high))]
    return found


def limits(attempt, attacker, v, known, in_whole_numbers):
    low, high = attacker.limits(v)
    if in_whole_numbers and attempt.is_small:
        low, high = attacker.integer_interval(v)
    return (high, high) if v in known else (low, high)


def is_only_own(attempt, attacker, single, own, of, low, high):
    """Of a number that counts the one too, is what is found no more than that this is in it?"""
    if not attempt.case.world.is_part(single, of):
        return False
    before, _ = attacker.limits(attacker.number[of])
    return low <= before + own and attempt.is_met(of, low, high, low)
