"""Two releases of records of the same persons, against an attacker who tries every record of both."""
import itertools
import math
import os
import random
import unittest

import gdcs

VALUES = {"sex": ["F", "M"], "area": ["A", "B", "C"], "age": ["young", "old"],
          "status": ["p", "q", "r"], "origin": ["here", "there"]}
UP = {"area": {"A": "North", "B": "North", "C": "South"}}


class Out:
    """A release: rows by name, keys, the rule."""

    def __init__(self, rows, keys, others, sensitive, rule, missing):
        self.rows, self.keys, self.others, self.sensitive = rows, keys, others, sensitive
        self.rule, self.missing = rule, missing
        self.columns = list(keys) + ([sensitive] if sensitive else []) + list(others)

    def go(self, log, **options):
        frame = gdcs.Frame({name: [row[name] for row in self.rows] for name in self.columns})
        keys = gdcs.MicrodataKeys(self.keys, sensitive=self.sensitive, missing=self.missing)
        return gdcs.release_microdata(frame, keys, self.rule, others=self.others, log=log,
                                      **options)

    def of(self, pattern):
        """The records that match by their keys."""
        def same(a, b):
            return a == b or (self.missing == "any" and None in (a, b))
        return [row for row in self.rows if all(same(row[key], pattern[key]) for key in self.keys)]


def may_be(a, b, tree):
    """Could two labels be the same person's?"""
    return None in (a, b) or a == b or tree.get(a) == b or tree.get(b) == a


def diverse(rule, values):
    counts = [values.count(value) for value in set(values) - {None}]
    if not counts:
        return True
    if rule.diversity == "entropy":
        return math.exp(-sum(n / sum(counts) * math.log(n / sum(counts))
                             for n in counts)) >= rule.l * (1 - 1e-12)
    return len(counts) >= rule.l


def near(rule, values, everything):
    values = [value for value in values if value is not None]
    everything = [value for value in everything if value is not None]
    apart = sum(abs(values.count(v) / len(values) - everything.count(v) / len(everything))
                for v in set(everything)) / 2 if values else 0
    return rule.t == 0 or apart <= rule.t * (1 + 1e-12)


def found(first, second):
    """Does a pair of records, one of each, leave too few or too equal ones of the other's class?"""
    shared = [name for name in first.columns if name in second.columns]
    known = [name for name in shared if name in first.keys and name in second.keys]
    rest = [name for name in shared if name not in known]
    is_value = first.missing == second.missing == "category"

    def agree(names, a, b):
        return all(a[name] == b[name] if is_value and name in known
                   else may_be(a[name], b[name], UP.get(name, {})) for name in names)

    def kinds(one):
        return {tuple(row[key] for key in one.keys): row for row in one.rows}.values()

    for a, b in itertools.product(kinds(first), kinds(second)):
        if not agree(known, a, b):
            continue
        classes = first.of(a), second.of(b)
        for one, mine, others in ((first, *classes), (second, *reversed(classes))):
            left = [row for row in mine if any(agree(rest, row, other) for other in others)]
            if not left or len(left) == len(mine):
                continue
            if len(left) < one.rule.k:
                return True
            if one.sensitive and (one.rule.l > 1 or one.rule.t > 0):
                values = [row[one.sensitive] for row in left]
                if not (diverse(one.rule, values) and
                        near(one.rule, values, [row[one.sensitive] for row in one.rows])):
                    return True
    return False


def draw_pair(seed):
    draw = random.Random(seed)
    n = draw.choice([8, 12, 20, 40])
    people = [{name: draw.choice(labels[:draw.choice([2, 3])]) for name, labels in VALUES.items()}
              for _ in range(n)]
    releases = []
    for number in range(2):
        blank = draw.choice([0, 0, 0.05, 0.2])
        coarse = number == draw.choice([0, 1]) and draw.random() < 0.5
        rows = [{name: None if draw.random() < blank else
                 UP["area"][label] if coarse and name == "area" else label
                 for name, label in person.items()} for person in people]
        keys = draw.choice([["sex"], ["area"], ["sex", "area"], ["age"], ["sex", "age"]])
        rest = [name for name in VALUES if name not in keys]
        sensitive = draw.choice([None, draw.choice(rest)])
        others = [name for name in rest if name != sensitive and draw.random() < 0.2]
        rule = gdcs.MicrodataRule(k=draw.choice([2, 3]))
        if sensitive:
            rule = gdcs.MicrodataRule(k=rule.k, l=draw.choice([1.2, 1.5, 2]),
                                      diversity=draw.choice(["distinct", "entropy"]),
                                      t=draw.choice([0, 0, 0.6]))
        missing = draw.choice(["any", "category"]) if seed % 2 else "any"
        releases.append(Out(rows, keys, others, sensitive, rule, missing))
    return releases


class Pairs(unittest.TestCase):
    def test_are_refused_if_and_only_if_somebody_is_found(self):
        counts = {True: 0, False: 0}
        for seed in range(int(os.environ.get("GDCS_ATTACKS", "60")) * 50):
            first, second = draw_pair(seed)
            log = gdcs.ReleaseLog()
            try:
                first.go(log)
                second.go(None)
            except gdcs.DisclosureError:
                continue
            wanted = found(first, second)
            counts[wanted] += 1
            with self.subTest(seed=seed):
                try:
                    second.go(log, trees=UP, persons="some" if seed % 2 else None)
                    self.assertFalse(wanted)
                    self.assertEqual(len(log), 2)
                except gdcs.DisclosureError as error:
                    self.assertTrue(wanted, str(error))
                    self.assertEqual(len(log), 1)
        self.assertGreater(min(counts.values()), 40)

    def test_are_refused_in_either_order(self):
        refused = 0
        for seed in range(0, 600, 2):
            goes = []
            for first, second in (draw_pair(seed), reversed(draw_pair(seed))):
                log = gdcs.ReleaseLog()
                try:
                    first.go(log)
                    second.go(None)
                except gdcs.DisclosureError:
                    break
                try:
                    second.go(log, trees=UP)
                    goes.append(True)
                except gdcs.DisclosureError:
                    goes.append(False)
            self.assertIn(goes, ([], [True, True], [False, False]), seed)
            refused += False in goes
        self.assertGreater(refused, 10)

    def test_of_the_same_records_leave_what_every_matching_of_persons_leaves(self):
        """Records without missing values: who may be whose in some bijection is who agrees."""
        narrowed = 0
        for seed in range(60):
            draw = random.Random(seed)
            people = [{"area": draw.choice("AB"), "age": draw.choice("yo"),
                       "status": draw.choice("pq")} for _ in range(6)]
            a = sorted((p["area"], p["status"]) for p in people)
            b = sorted((p["age"], p["status"]) for p in people)
            worlds = [order for order in itertools.permutations(range(6))
                      if all(a[i][1] == b[k][1] for i, k in enumerate(order))]
            for area, age in itertools.product("AB", "yo"):
                theirs = {i for order in worlds for i, k in enumerate(order)
                          if a[i][0] == area and b[k][0] == age}
                agree = {i for i in range(6) if a[i][0] == area and (age, a[i][1]) in b}
                self.assertEqual(theirs, agree)
                narrowed += 0 < len(agree) < sum(x == area for x, _ in a)
        self.assertGreater(narrowed, 20)


class Hospitals(unittest.TestCase):
    """After figure 1 of Ganta, Kasiviswanathan & Smith (2008): two hospitals, 4- and 6-anonymous; a patient of
    both, aged 28, has the one condition that both classes have."""

    A = ([("<30", c) for c in ("AIDS", "heart", "viral", "viral")] +
         [(">=40", c) for c in ("cancer", "heart", "viral", "viral")] + [("3*", "cancer")] * 4)
    B = ([("<35", c) for c in ("AIDS", "tuberculosis", "flu", "tuberculosis", "cancer", "cancer")] +
         [(">=35", c) for c in ("cancer", "cancer", "cancer", "tuberculosis", "viral", "viral")])

    def test_find_a_patient_of_both(self):
        log = gdcs.ReleaseLog()
        for k, rows, trees in ((4, self.A, None), (6, self.B, {"age": {"<30": "<35", ">=40": ">=35"}})):
            frame = gdcs.Frame({"age": [r[0] for r in rows], "condition": [r[1] for r in rows]})
            args = dict(others=["condition"], log=log, id="A", trees=trees, persons="some")
            if k == 4:
                gdcs.release_microdata(frame, ["age"], gdcs.MicrodataRule(k=k), **args)
                continue
            with self.assertRaises(gdcs.DisclosureError) as caught:
                gdcs.release_microdata(frame, ["age"], gdcs.MicrodataRule(k=k), **args)
            self.assertIn('persons of age <30 in the release "A" and age <35 here: fewer than 4',
                          str(caught.exception))
            gdcs.release_microdata(frame, ["age"], gdcs.MicrodataRule(k=k),
                                   **dict(args, persons="others"))
        self.assertEqual(len(log), 2)


class Persons(unittest.TestCase):
    def frame(self, areas, year=None):
        columns = {"area": [area for area in areas for _ in range(4)]}
        if year:
            columns["year"] = [year] * len(columns["area"])
        return gdcs.Frame(columns)

    def go(self, log, frame, **options):
        keys = [c for c in ("area", "year") if c in frame.columns]
        gdcs.release_microdata(frame, keys, gdcs.MicrodataRule(k=2), log=log, id="r", **options)

    def test_with_labels_that_are_not_there_need_trees_or_are_others(self):
        log = gdcs.ReleaseLog()
        self.go(log, self.frame("AB"))
        for frame in (self.frame(["North"]), self.frame("ABC")):
            for persons in (None, "same"):
                with self.assertRaises(gdcs.Error) as caught:
                    self.go(log, frame, persons=persons)
                self.assertNotIsInstance(caught.exception, gdcs.DisclosureError)
                self.assertIn("trees", str(caught.exception))
        self.go(log, self.frame(["North"]), trees={"area": {"A": "North", "B": "North"}})
        for persons in ("some", "others"):
            self.go(log, self.frame("ABC"), persons=persons)
        self.assertEqual(len(log), 4)

    def test_of_another_year_are_others(self):
        log = gdcs.ReleaseLog()
        self.go(log, self.frame("AB", "2020"))
        with self.assertRaises(gdcs.Error):
            self.go(log, self.frame("BC", "2021"))
        self.go(log, self.frame("BC", "2021"), persons="some")

    def test_of_part_may_be_others(self):
        log = gdcs.ReleaseLog()
        self.go(log, self.frame("AB"), part=True)
        self.go(log, self.frame("BC"))
        log = gdcs.ReleaseLog()
        self.go(log, self.frame("AB"))
        self.go(log, self.frame("BC"), part=True)

    def test_of_two_levels_are_refused(self):
        log = gdcs.ReleaseLog()
        self.go(log, self.frame("AB"))
        with self.assertRaisesRegex(gdcs.Error, "which it is part of"):
            self.go(log, self.frame(["A", "North"]), trees={"area": {"A": "North"}})


if __name__ == "__main__":
    unittest.main()
