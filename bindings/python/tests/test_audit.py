"""Audits against an attacker who knows nothing of the library."""
import csv
import itertools
import math
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import gdcs
from attacker import DEEP, FLAT, INF, TOTAL, Attacker, World, key, name, needs_scipy, table_of, tree


def hide(draw, world, names, part, kinds=("missing", "small", "range")):
    """Each cell, exact or hidden at random."""
    published = {}
    for labels, value in world.cells(names):
        lower = upper = float(value)
        if draw.random() < part:
            kind = draw.choice(kinds)
            if kind == "missing":
                lower, upper = 0.0, INF
            elif kind == "small" and value < 10:
                lower, upper = 0.0, 9.0
            elif kind == "range":
                lower, upper = max(0.0, value - draw.randint(0, 4)), value + draw.randint(1, 6)
        published[labels] = (lower, upper)
    return published


@needs_scipy
class Attack(unittest.TestCase):
    def check(self, world, tables, trees=None, seed=None):
        """tables: (names, published) each."""
        attacker = Attacker(world)
        for names, published in tables:
            attacker.read(names, published)
        handed = [table_of(names, published) for names, published in tables]
        got = gdcs.audit(handed if len(handed) > 1 else handed[0], trees=trees).cells
        axes = [one for one in got if one in world.axes]
        columns = [got[axis].to_list() for axis in axes]
        seen = 0
        for row, labels in enumerate(zip(*columns)):
            labels = tuple(TOTAL if label in ("_T", "total") else label for label in labels)
            v = attacker.number[key(axes, labels)]
            wanted = attacker.whole_interval(v)
            bounds = got["bound_lower"][row], got["bound_upper"][row]
            self.assertEqual(bounds, wanted, (seed, labels))
            true = world.value(dict(zip(axes, labels)))
            self.assertTrue(bounds[0] <= true <= bounds[1])
            exact = wanted[0] == wanted[1]
            self.assertEqual(got["verdict"][row], "exact" if exact else "protected")
            self.assertEqual(bool(got["equations"][row]), exact, (seed, labels))
            seen += 1
        hidden = sum(attacker.lower[v] < attacker.upper[v] for v in range(len(attacker.lower)))
        self.assertEqual(seen, hidden)
        return seen

    def test_tables_of_two_to_four_axes(self):
        seen = 0
        for seed in range(210):
            draw = random.Random(seed)
            names = draw.sample(sorted(FLAT), draw.choice([2, 2, 3, 3, 4]))
            world = World(draw, {axis: FLAT[axis] for axis in names})
            part = draw.choice([0.1, 0.2, 0.4]) if len(names) < 4 else 0.12
            seen += self.check(world, [(names, hide(draw, world, names, part))], seed=seed)
        self.assertGreater(seen, 1000)

    def test_hierarchies(self):
        for seed in range(60):
            draw = random.Random(1000 + seed)
            names = draw.choice([["area", "sex"], ["area", "age"], ["area", "sex", "age"]])
            world = World(draw, {axis: DEEP[axis] for axis in names})
            self.check(world, [(names, hide(draw, world, names, 0.2))],
                       tree({axis: DEEP[axis] for axis in names}), seed)

    def test_linked_tables(self):
        for seed in range(60):
            draw = random.Random(2000 + seed)
            world = World(draw, {axis: FLAT[axis] for axis in ("area", "sex", "age")})
            pairs = draw.sample([["area", "sex"], ["age", "sex"], ["area", "age"]],
                                draw.choice([2, 3]))
            self.check(world, [(names, hide(draw, world, names, 0.3)) for names in pairs], seed=seed)

    def test_earlier_releases(self):
        for seed in range(30):
            draw = random.Random(3000 + seed)
            names = ["area", "sex"]
            world = World(draw, {axis: FLAT[axis] for axis in names})
            self.check(world, [(names, hide(draw, world, names, 0.5)) for _ in range(2)], seed=seed)

    def test_weighted_counts_are_not_rounded(self):
        for seed in range(40):
            draw = random.Random(7000 + seed)
            names = draw.choice([["area", "sex"], ["area", "sex", "age"]])
            world = World(draw, {axis: FLAT[axis] for axis in names})
            world.leaf = {at: n * 0.375 + draw.choice([0, 0.25]) for at, n in world.leaf.items()}
            published = hide(draw, world, names, 0.3, ("missing", "range"))
            attacker = Attacker(world)
            attacker.read(names, published)
            cells = gdcs.audit(table_of(names, published)).cells
            for row, at in enumerate(zip(*(cells[axis].to_list() for axis in names))):
                labels = tuple(TOTAL if label == "_T" else label for label in at)
                wanted = attacker.interval(attacker.number[key(names, labels)])
                for got, limit in zip((cells["bound_lower"][row], cells["bound_upper"][row]), wanted):
                    self.assertTrue(math.isclose(got, limit, rel_tol=1e-7, abs_tol=1e-6),
                                    (seed, labels, got, limit))

    def test_verdicts_alone_are_the_verdicts(self):
        seen = {}
        for seed in range(80):
            draw = random.Random(6000 + seed)
            names = draw.choice([["area", "sex"], ["area", "age"], ["area", "sex", "age"]])
            world = World(draw, {axis: FLAT[axis] for axis in names})
            rule = gdcs.DisclosureRule(minimum=draw.choice([4, 10]), width=draw.choice([0, 2, 5]),
                                       below=draw.choice([0, 1]), above=draw.choice([0, 2, 4]),
                                       groups=draw.choice([None, "one_sex"]))
            published = hide(draw, world, names, 0.25, ("missing", "range"))
            true = table_of(names, {labels: (n, n) for labels, n in world.cells(names)})
            table = table_of(names, published)
            full = gdcs.audit(table, rule, originals=true).cells
            brief = gdcs.audit(table, rule, originals=true, brief=True).cells
            for row, verdict in enumerate(full["verdict"]):
                wanted = "protected" if verdict == "recovered" else verdict
                got = "protected" if brief["verdict"][row] == "recovered" else brief["verdict"][row]
                self.assertEqual(got, wanted, (seed, row))
                self.assertLessEqual(brief["bound_lower"][row], full["bound_lower"][row])
                self.assertGreaterEqual(brief["bound_upper"][row], full["bound_upper"][row])
                seen[verdict] = seen.get(verdict, 0) + 1
        self.assertTrue({"protected", "exact", "narrow", "published"} <= set(seen), seen)

    def test_who_is_alone_in_a_cell_knows_it(self):
        """A rule of 4, and every hidden cell of one tried in turn."""
        rule, given_away = gdcs.DisclosureRule(minimum=4), 0
        for seed in range(60):
            draw = random.Random(5000 + seed)
            names = draw.choice([["area", "sex"], ["area", "age"], ["area", "sex", "age"]])
            world = World(draw, {axis: FLAT[axis] for axis in names})
            published = hide(draw, world, names, 0.4, ("missing",))
            for labels, value in world.cells(names):
                if 0 < value < 4:
                    published[labels] = (0.0, INF)
            true = table_of(names, {labels: (n, n) for labels, n in world.cells(names)})
            cells = gdcs.audit(table_of(names, published), rule, originals=true,
                               insiders=True).cells
            attacker = Attacker(world)
            attacker.read(names, published)
            open_cells = {labels: attacker.whole_interval(attacker.number[key(names, labels)])
                          for labels, (low, high) in published.items() if low < high}
            singles = [labels for labels, (low, high) in open_cells.items() if low < high
                       and world.value(dict(zip(names, labels))) == 1]
            wanted = set()
            for single in singles:
                with attacker.knowing({attacker.number[key(names, single)]: (1.0, 1.0)}):
                    for labels, (low, high) in open_cells.items():
                        value = world.value(dict(zip(names, labels)))
                        if labels == single or low == high or not 0 < value < 4:
                            continue
                        pair = key(names, single), key(names, labels)
                        if value == 1 and (world.is_part(*pair) or world.is_part(*pair[::-1])):
                            continue  # it is the same person
                        inside = attacker.whole_interval(attacker.number[key(names, labels)])
                        if inside[0] == inside[1]:
                            wanted.add(labels)
            got = set()
            for row, verdict in enumerate(cells["verdict"]):
                if verdict == "insider":
                    got.add(tuple(TOTAL if cells[axis][row] == "_T" else cells[axis][row]
                                  for axis in names))
                    self.assertIn("known to the one in", cells["equations"][row])
            self.assertEqual(got, wanted, seed)
            given_away += len(got)
        self.assertGreater(given_away, 10)

    def test_the_largest_contributor_knows_that_a_cell_is_not_less(self):
        """Of units in one leaf each: p % of 20, and every hidden cell of one or more tried in turn."""
        rule, found = gdcs.DisclosureRule(p_percent=20, below=1, width=2), {1: 0, 2: 0}
        for seed in range(40):
            draw = random.Random(6000 + seed)
            names = ["area", "sex"]
            world = World(draw, {axis: FLAT[axis] for axis in names})
            units = {at: [draw.choice((1, 2, 5, 20, 90)) for _ in range(draw.choice((1, 1, 2, 3, 5)))]
                     for at in world.leaf}
            world.leaf = {at: sum(some) for at, some in units.items()}
            inside = {labels: sorted(some, reverse=True) + [0]
                      for labels, some in world.gather(units, lambda a, b: a + b).items()}
            behind = {one: table_of(names, {labels: (float(x),) * 2 for labels, x in cells.items()})
                      for one, cells in (("largest", {at: some[0] for at, some in inside.items()}),
                                         ("second", {at: some[1] for at, some in inside.items()}),
                                         ("contributors", {at: len(some) - 1
                                                           for at, some in inside.items()}))}
            true = {labels: (n, n) for labels, n in world.cells(names)}
            need = {}
            for labels, (x, _) in true.items():
                rest = x - inside[labels][0] - inside[labels][1]
                if rest < 0.2 * inside[labels][0]:
                    need[labels] = min(1, x - 1), 0.2 * inside[labels][0] - rest, 2
            published = {labels: (1.0, INF) if labels in need or draw.random() < 0.3 else pair
                         for labels, pair in true.items()}
            handed = table_of(names, published)
            attacker = Attacker(world)
            attacker.read(names, published)
            number = {labels: attacker.number[key(names, labels)] for labels in true}
            before = {labels: attacker.whole_interval(number[labels]) for labels in true}
            for level in found:
                got = self.found_inside(handed, rule, table_of(names, true), level, behind, names)
                wanted = set()
                for who in true:
                    low, high = before[who]
                    own, alone = inside[who][0], len(inside[who]) == 2
                    if low == high or not (alone or (level == 2 and own > low)):
                        continue
                    with attacker.knowing({number[who]: (own, own if alone else INF)}):
                        after = {labels: attacker.whole_interval(number[labels]) for labels in need}
                    wanted |= {of for of in need if of != who and self.is_kept(
                        true[of][0], need[of], before[of]) and not self.is_kept(
                            true[of][0], need[of], after[of]) and not (
                                self.is_own(world, names, inside, who, of) or
                                world.is_part(key(names, who), key(names, of)) and
                                after[of][0] <= before[of][0] + own and self.is_kept(
                                    true[of][0], (min(need[of][0], true[of][0] - after[of][0]),
                                                  *need[of][1:]), after[of]))}
                self.assertEqual(got, wanted, (seed, level))
                found[level] += len(got)
        self.assertGreater(found[1], 5)
        self.assertGreater(found[2], found[1])

    @staticmethod
    def is_own(world, names, inside, who, of):
        pair = key(names, who), key(names, of)
        return len(inside[who]) == len(inside[of]) == 2 and (
            world.is_part(*pair) or world.is_part(*pair[::-1]))

    @staticmethod
    def is_kept(value, need, interval):
        below, above, width = need
        low, high = interval
        return low <= value - below and high >= value + above and high - low >= width

    @staticmethod
    def found_inside(handed, rule, true, level, behind, names):
        cells = gdcs.audit(handed, rule, originals=true, insiders=level, **behind).cells
        return {tuple(TOTAL if cells[axis][row] == "_T" else cells[axis][row] for axis in names)
                for row, verdict in enumerate(cells["verdict"]) if verdict == "insider"}

    def test_figures_besides_narrow_and_never_shut_out_the_truth(self):
        narrower = 0
        for seed in range(60):
            draw = random.Random(4000 + seed)
            names = ["area", "sex"]
            world = World(draw, {axis: FLAT[axis] for axis in names})
            published = hide(draw, world, names, 0.4, ("missing",))
            for area in "ABC":  # something is published of every line
                published[(area, TOTAL)] = (world.value({"area": area}),) * 2
            table, facts, attacker = table_of(names, published), [], Attacker(world)
            attacker.read(names, published)
            for area in "ABC":
                total, women = world.value({"area": area}), world.value({"area": area, "sex": "F"})
                if not total:
                    continue
                share = round(100 * women / total)
                facts.append(gdcs.Fact("share", (area, "F"), max(0, share - 0.5), share + 0.5,
                                       b=(area, "_T"), per=100))
                v = attacker.quantity(names, (area, "F"))
                attacker.rows.append(([v], [1.0], max(0, share - 0.5) * total / 100,
                                      (share + 0.5) * total / 100))
            plain, got = gdcs.audit(table).cells, gdcs.audit(table, facts=facts).cells
            for row in range(len(got["area"])):
                labels = tuple(TOTAL if label == "_T" else label
                               for label in (got["area"][row], got["sex"][row]))
                low, high = attacker.whole_interval(attacker.number[key(names, labels)])
                bounds = got["bound_lower"][row], got["bound_upper"][row]
                true = world.value(dict(zip(names, labels)))
                self.assertTrue(low <= bounds[0] <= true <= bounds[1] <= high, (seed, labels))
                before = plain["bound_lower"][row], plain["bound_upper"][row]
                self.assertTrue(before[0] <= bounds[0] and bounds[1] <= before[1])
                narrower += bounds != before
        self.assertGreater(narrower, 20)


class Laws(unittest.TestCase):
    """What holds whatever the numbers are."""

    def bounds(self, table, axes, **options):
        cells = gdcs.audit(table, cells="all", **options).cells
        columns = [cells[axis].to_list() for axis in axes]
        return {labels: (cells["bound_lower"][row], cells["bound_upper"][row])
                for row, labels in enumerate(zip(*columns))}

    def test_publishing_less_never_narrows(self):
        for seed in range(60):
            draw = random.Random(seed)
            names = ["area", "sex", "age"]
            world = World(draw, {axis: FLAT[axis] for axis in names})
            published = hide(draw, world, names, 0.15)
            less = dict(published)
            for labels in draw.sample(sorted(less), 8):
                less[labels] = (0.0, INF)
            for labels in draw.sample(sorted(less), 8):
                low, high = less[labels]
                less[labels] = (max(0.0, low - 2), high + 3)
            one = self.bounds(table_of(names, published), names)
            other = self.bounds(table_of(names, less), names)
            for labels in one:
                self.assertTrue(other[labels][0] <= one[labels][0]
                                and one[labels][1] <= other[labels][1], (seed, labels))

    def test_the_order_of_axes_changes_nothing(self):
        for seed in range(40):
            draw = random.Random(seed)
            names = ["area", "sex", "age"]
            world = World(draw, {axis: FLAT[axis] for axis in names})
            published = hide(draw, world, names, 0.3)
            order = draw.sample(range(3), 3)
            turned = {tuple(labels[i] for i in order): limits
                      for labels, limits in published.items()}
            one = self.bounds(table_of(names, published), names)
            other = self.bounds(table_of([names[i] for i in order], turned), names)
            self.assertEqual(one, other, seed)


class Sex(unittest.TestCase):
    """Hiding one of two sexes beside their total hides nothing."""

    def test_one_sex_beside_the_total_is_found_and_named(self):
        table = gdcs.Table(["area", "sex"], absent="missing")
        for area, women, men in (("North", 3, 40), ("South", 12, 50)):
            table.set((area, "M"), men)
            table.set((area, "_T"), women + men)
            table.set((area, "F"), women if women >= 5 else gdcs.Cell(math.nan, lower=1, upper=4, status="Q"))
        found = gdcs.audit(table)
        self.assertEqual((found.is_safe, found.exact, found.audited), (False, 1, 1))
        cells = found.cells
        self.assertEqual(cells["bound_lower"].to_list(), [3])
        self.assertEqual(cells["equations"].to_list(), ["sex: _T = F + M, area North"])
        self.assertEqual(cells["bound_lower"].sensitivity, "protected")

    def test_what_a_file_leaves_out_is_hidden_too(self):
        table = gdcs.Table(["area", "sex"], absent="missing")
        table.set(("North", "_T"), 43)
        table.set(("North", "M"), 40)
        found = gdcs.audit(table)
        self.assertEqual(found.cells["sex"].to_list(), ["F"])
        self.assertEqual(found.exact, 1)

    def test_both_sexes_hidden_are_protected_in_one_line_but_not_by_the_column(self):
        table = gdcs.Table([gdcs.Axis("area", total="all"), "sex"], absent="missing")
        for area, women, men in (("North", 3, 40), ("South", 12, 50), ("all", 15, 90)):
            table.set((area, "F"), None if area == "North" else women)
            table.set((area, "M"), None if area == "North" else men)
            table.set((area, "_T"), women + men)
        self.assertEqual(gdcs.audit(table).exact, 2)
        table.set(("South", "F"), None)
        table.set(("South", "M"), None)
        self.assertTrue(gdcs.audit(table).is_safe)

    def test_no_women_is_a_group_where_the_rule_says_so(self):
        table = gdcs.Table([gdcs.Axis("area", total="all"), "sex"])
        true = gdcs.Table([gdcs.Axis("area", total="all"), "sex"])
        for area, women, men in (("North", 0, 9), ("South", 12, 50), ("all", 12, 59)):
            for sex, n in (("F", women), ("M", men), ("_T", women + men)):
                true.set((area, sex), n)
                table.set((area, sex), None if sex != "_T" and area == "North" else n)
        rule = gdcs.DisclosureRule(groups="no_women")
        found = gdcs.audit(table, rule)
        self.assertEqual((found.group, found.recovered, found.is_safe), (2, 0, False))
        self.assertEqual(gdcs.audit(table, rule, originals=true).group, 2)
        self.assertEqual(gdcs.audit(true, rule).published, 2)
        self.assertTrue(gdcs.audit(true, rule._replace(group_limit=5)).is_safe)


class RealData(unittest.TestCase):
    """Published tables that leave out one sex, or one age, beside their total."""

    @unittest.skipUnless(os.environ.get("GDCS_REAL_DATA"), "GDCS_REAL_DATA is not set")
    def test_prisoners_of_one_sex_left_out_beside_their_total_are_found(self):
        path = os.path.join(os.environ["GDCS_REAL_DATA"], "eurostat_crim_pris_age",
                            "crim_pris_age_linear_2_0.csv")
        table = gdcs.Table([gdcs.Axis("geo", "area"), gdcs.Axis("year", "period"),
                            gdcs.Axis("age", total="TOTAL"), "sex"], absent="missing")
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["unit"] == "NR" and row["OBS_VALUE"]:
                    sex = "_T" if row["sex"] == "T" else row["sex"]
                    table.set((row["geo"], row["TIME_PERIOD"], row["age"], sex),
                              float(row["OBS_VALUE"]))
        found = gdcs.audit(table)
        cells = found.cells
        leaks = {(geo, year, age, sex): (bound, words) for geo, year, age, sex, bound, words, verdict
                 in zip(*(cells[name].to_list() for name in
                          ("geo", "year", "age", "sex", "bound_lower", "equations", "verdict")))
                 if verdict == "exact"}
        self.assertEqual(leaks["CZ", "2008", "TOTAL", "M"],
                         (19416, "sex: _T = F + M, geo CZ, year 2008"))
        for (geo, year, age, sex), (bound, _) in leaks.items():
            line = {one: table.get((geo, year, age, one)) for one in ("F", "M", "_T")}
            other = line["M" if sex == "F" else "F"]
            if sex != "_T" and line["_T"].present and other.present:
                self.assertEqual(bound, line["_T"].value - other.value)
        self.assertGreater(found.contradictions, 0)  # totals with persons of unknown sex


class Verdicts(unittest.TestCase):
    def hidden(self, **letters):
        """A 2 x 2 table with margins; the four inner cells are hidden."""
        names = ["area", "sex"]
        table = gdcs.Table([gdcs.Axis("area", total=TOTAL), "sex"])
        true = table.copy()
        numbers = {("A", "F"): 2, ("A", "M"): 30, ("B", "F"): 3, ("B", "M"): 40}
        for area in "ABT":
            for sex in ("F", "M", "_T"):
                n = sum(x for (a, s), x in numbers.items()
                        if area in (a, TOTAL) and sex in (s, "_T"))
                true.set((area, sex), n)
                table.set((area, sex), None if area != TOTAL and sex != "_T" else n)
        return names, table, true

    def test_an_interval_must_be_what_the_rule_asks_for(self):
        _, table, true = self.hidden()  # women of A lie in [1, 4], as those of B; [0, 5] with zeros
        for rule, narrow in ((gdcs.DisclosureRule(minimum=5), 0),
                             (gdcs.DisclosureRule(minimum=5, width=3), 0),
                             (gdcs.DisclosureRule(minimum=5, width=4), 2),
                             (gdcs.DisclosureRule(minimum=5, width=5, zeros=True), 0),
                             (gdcs.DisclosureRule(minimum=5, width=6, zeros=True), 2),
                             (gdcs.DisclosureRule(minimum=5, below=2, above=2), 1),
                             (gdcs.DisclosureRule(minimum=5, below=2, above=2, zeros=True), 0),
                             (gdcs.DisclosureRule(minimum=5, above=3, zeros=True), 1),
                             (gdcs.DisclosureRule(minimum=5, below=3), 0)):
            found = gdcs.audit(table, rule, originals=true)
            self.assertEqual((found.narrow, found.exact), (narrow, 0), rule)

    def test_three_persons_in_three_hidden_cells_are_one_each(self):
        table, true = gdcs.Table([gdcs.Axis("area", total=TOTAL)]), \
            gdcs.Table([gdcs.Axis("area", total=TOTAL)])
        for area, n in (("A", 1), ("B", 1), ("C", 1), ("D", 47), ("E", 0), (TOTAL, 50)):
            true.set((area,), n)
            table.set((area,), None if n == 1 else n)
        rule = gdcs.DisclosureRule(minimum=4)
        self.assertEqual(gdcs.audit(table, rule, originals=true).exact, 3)
        table.set(("E",), None)  # then one of them may be nobody
        self.assertTrue(gdcs.audit(table, rule, originals=true).is_safe)

    def test_without_originals_the_width_decides(self):
        _, table, _ = self.hidden()
        self.assertEqual(gdcs.audit(table, gdcs.DisclosureRule(minimum=5, width=6)).narrow, 2)
        self.assertEqual(gdcs.audit(table, gdcs.DisclosureRule(width=6)).narrow, 4)
        self.assertTrue(gdcs.audit(table, gdcs.DisclosureRule(minimum=5, width=5)).is_safe)

    def test_a_safe_number_that_is_recovered_is_no_leak(self):
        _, table, true = self.hidden()
        table.set(("A", "F"), 2)
        rule = gdcs.DisclosureRule(minimum=5)
        found = gdcs.audit(table, rule, originals=true)
        self.assertEqual((found.published, found.exact, found.recovered), (1, 1, 2))
        blind = gdcs.audit(table, rule)
        self.assertEqual((blind.published, blind.exact, blind.recovered), (1, 1, 2))
        self.assertEqual(gdcs.audit(table).exact, 3)

    def test_what_cannot_be_true_is_said(self):
        _, table, true = self.hidden()
        table.set(("A", "_T"), 90)
        found = gdcs.audit(table)
        self.assertGreater(found.contradictions, 0)
        self.assertFalse(found.is_safe)

    def test_perturbed_totals_are_left_out_and_counted(self):
        table = gdcs.Table(["area", "sex"])
        for area in "AB":
            for sex, n in (("F", 4), ("M", 6), ("_T", 12)):
                table.set((area, sex), n)
        found = gdcs.audit(table)
        self.assertEqual((found.contradictions, found.audited, found.is_safe), (2, 0, True))

    def test_rounded_numbers_stand_for_what_rounds_to_them(self):
        table = gdcs.Table(["area", "sex"])
        for sex, n in (("F", 0), ("M", 10), ("_T", 15)):
            table.set(("A", sex), n)
        cells = gdcs.audit(table, rounding=5, rounding_kind="nearest").cells
        self.assertEqual(list(zip(cells["sex"], cells["bound_lower"], cells["bound_upper"])),
                         [("F", 1, 2), ("M", 11, 12), ("_T", 13, 14)])
        cells = gdcs.audit(table, rounding=5, rounding_kind="random").cells
        self.assertEqual(cells["bound_upper"].to_list(), [4, 14, 18])

    def test_two_roundings_of_one_number_both_hold(self):
        tables = []
        for n in (5, 10):
            table = gdcs.Table(["area", "sex"])
            table.set(("A", "F"), n)
            tables.append(table)
        for one, other in (tables, tables[::-1]):
            cells = gdcs.audit([one, other], rounding=5, rounding_kind="random").cells
            self.assertEqual((cells["bound_lower"][0], cells["bound_upper"][0]), (6, 9))

    def test_no_number_of_a_cell_stands_in_the_words(self):
        draw = random.Random(1)
        names = ["area", "sex"]
        for _ in range(20):
            world = World(draw, {axis: FLAT[axis] for axis in names})
            for words in gdcs.audit(table_of(names, hide(draw, world, names, 0.3))).cells["equations"]:
                self.assertFalse(any(c.isdigit() for c in (words or "").replace("more", "")
                                     .replace("its 3 parts", "").split("; and")[0]), words)

    def test_out_of_time_says_so(self):
        draw = random.Random(2)
        big = gdcs.Table([gdcs.Axis(one, total=TOTAL) for one in ("x", "y", "z")])
        size = 14
        labels = [str(i) for i in range(size)]
        numbers = {at: draw.randint(0, 30) for at in itertools.product(labels, repeat=3)}
        sums = {}
        for at, n in numbers.items():
            for mask in itertools.product((0, 1), repeat=3):
                of = tuple(TOTAL if m else label for m, label in zip(mask, at))
                sums[of] = sums.get(of, 0) + n
        for at, n in sums.items():
            big.set(at, n if TOTAL in at else None)
        found = gdcs.audit(big, milliseconds=1)
        self.assertGreater(found.undecided, 0)
        self.assertFalse(found.is_safe)


class Facts(unittest.TestCase):
    def setUp(self):
        self.table = gdcs.Table(["area", "sex"])
        for area, total in (("A", 50), ("B", 80)):
            self.table.set((area, "_T"), total)
            for sex in "FM":
                self.table.set((area, sex), None)

    def bounds(self, *facts):
        cells = gdcs.audit(self.table, facts=facts).cells
        return {(a, s): (low, high) for a, s, low, high in
                zip(cells["area"], cells["sex"], cells["bound_lower"], cells["bound_upper"])}

    def test_a_rate_and_its_population_are_a_count(self):
        got = self.bounds(gdcs.Fact("rate", ("A", "F"), 6.95, 7.05, per=1e5, population=1e5))
        self.assertEqual((got["A", "F"], got["A", "M"]), ((7, 7), (43, 43)))

    def test_a_gap_carries_from_one_line_to_the_other(self):
        gap = gdcs.Fact("gap", ("A", "F"), 9.5, 10.5, b=("A", "_T"), c=("B", "F"), d=("B", "_T"),
                        per=100)
        self.assertEqual(self.bounds(gap)["A", "F"], (5, 50))
        share = gdcs.Fact("share", ("B", "F"), 9.5, 10.5, b=("B", "_T"), per=100)
        self.assertEqual(self.bounds(gap, share)["A", "F"], (10, 10))

    def test_a_relative_rate_does_too(self):
        ratio = gdcs.Fact("ratio", ("A", "F"), 1.95, 2.05, c=("B", "F"), population=1000,
                          other_population=4000)
        got = self.bounds(ratio, gdcs.Fact("rate", ("B", "F"), 20, 20, population=1))
        self.assertEqual(got["A", "F"], (10, 10))

    def test_a_share_of_an_unknown_whole_is_a_wedge(self):
        self.table.set(("A", "_T"), gdcs.Cell(math.nan, lower=40, upper=60, status="Q"))
        got = self.bounds(gdcs.Fact("share", ("A", "F"), 0.25, 0.5, b=("A", "_T")))
        self.assertEqual(got["A", "F"], (10, 30))

    def test_figures_that_say_too_little_are_refused(self):
        for wrong in (gdcs.Fact("gap", ("A", "F"), 0, 1, b=("A", "M"), c=("B", "F"), d=("B", "_T")),
                      gdcs.Fact("rate", ("A", "F"), 0, 1),
                      gdcs.Fact("share", ("A", "F"), 2, 1, b=("A", "_T")),
                      gdcs.Fact("share", ("A", "F", "x"), 0, 1, b=("A", "_T"))):
            with self.assertRaises(gdcs.DataError):
                gdcs.audit(self.table, facts=[wrong])
        with self.assertRaises(gdcs.MissingNameError):
            gdcs.audit(self.table, facts=[gdcs.Fact("share", ("Z", "F"), 0, 1, b=("A", "_T"))])


if __name__ == "__main__":
    unittest.main()
