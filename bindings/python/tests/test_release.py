"""Releases against an attacker who knows nothing of the library: what goes out tells nobody, and what is
kept back would have told."""
import math
import os
import random
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import gdcs
from test_audit import (FLAT, INF, TOTAL, Attacker, World, hide, key, name, needs_scipy, table_of)

RULE = gdcs.DisclosureRule(minimum=4)
AXES = {axis: FLAT[axis] for axis in ("area", "sex")}
NAMES = ("area", "sex")


def exact(world, names=NAMES):
    return {labels: (float(value), float(value)) for labels, value in world.cells(names)}


def is_unsafe(value):
    return 0 < value < RULE.minimum


def leaks(world, attacker, names=NAMES, integer=False):
    """Labels of unsafe numbers that the attacker knows; integer: who counts in whole persons all the way."""
    found = []
    for labels, value in world.cells(names):
        v = attacker.number.get(key(names, labels))
        if v is None or not is_unsafe(value):
            continue
        low, high = attacker.integer_interval(v) if integer else attacker.whole_interval(v)
        if round(low) == round(high) if integer and high < INF else low == high:
            found.append(labels)
    return found


def attacker_of(world, *published):
    """Who sees zeroes but no hidden one knows that what is hidden is none."""
    made = Attacker(world)
    least = float(all(world.value(dict(zip(NAMES, labels))) for one in published
                      for labels, (low, high) in one.items() if low < high))
    for one in published:
        made.read(NAMES, {labels: (max(low, least) if low < high else low, high)
                          for labels, (low, high) in one.items()})
    return made


def counts_row(world, area):
    """What a row of an area tells: its counts by sex."""
    return {(area, sex): (float(world.value({"area": area, "sex": sex})),) * 2
            for sex in ("F", "M")}


@needs_scipy
class Tables(unittest.TestCase):
    def rounds(self):
        return range(int(os.environ.get("GDCS_ATTACKS", "60")))

    def test_go_if_and_only_if_nobody_learns_from_them(self):
        went = 0
        for seed in self.rounds():
            draw = random.Random(seed)
            world = World(draw, AXES)
            published = hide(draw, world, NAMES, draw.choice([0.3, 0.6, 0.9]))
            original = table_of(NAMES, exact(world))
            with self.subTest(seed=seed):
                known = leaks(world, attacker_of(world, published))
                try:
                    out = gdcs.release(original, table_of(NAMES, published), RULE, letters="one")
                    went += 1
                    self.assertEqual(known, [])
                    self.assertEqual(out.leaks, 0)
                except gdcs.DisclosureError as error:
                    self.assertNotEqual(known, [])
                    self.assertTrue(any(f"area {'total' if a == TOTAL else a}" in str(error)
                                        or a == TOTAL for a, _ in known), str(error))
        self.assertGreater(went, len(self.rounds()) // 10)

    def test_letters_are_known_too(self):
        kinds = 0
        for seed in self.rounds():
            world = World(random.Random(1000 + seed), AXES)
            original = table_of(NAMES, exact(world))
            with self.subTest(seed=seed):
                try:
                    hidden = gdcs.suppress(original, RULE).table
                except gdcs.DisclosureError:
                    continue
                out = gdcs.release(original, hidden, RULE)
                kinds += out.letters == "kinds"
                seen = {}
                for labels, _ in world.cells(NAMES):
                    cell = out.table.get([name(a, b) for a, b in zip(NAMES, labels)])
                    seen[labels] = {"A": (1.0, 3.0), "D": (4.0, INF)}.get(
                        cell.confidentiality, (cell.lower, cell.upper))
                self.assertEqual(leaks(world, attacker_of(world, seen)), [])
        self.assertGreater(kinds, len(self.rounds()) // 2)

    def test_two_releases_tell_no_more_than_one(self):
        refused = 0
        for seed in self.rounds():
            draw = random.Random(2000 + seed)
            world = World(draw, AXES)
            original, log, out = table_of(NAMES, exact(world)), gdcs.ReleaseLog(), []
            for turn in range(4):
                published = hide(draw, world, NAMES, 0.75, ("missing",))
                known = leaks(world, attacker_of(world, *out, published))
                with self.subTest(seed=seed, turn=turn):
                    try:
                        gdcs.release(original, table_of(NAMES, published), RULE, letters="one",
                                     log=log, id=turn)
                        self.assertEqual(known, [])
                        out.append(published)
                    except gdcs.DisclosureError:
                        self.assertNotEqual(known, [])
                        refused += not leaks(world, attacker_of(world, published))
            self.assertEqual(len(log), len(out))
        self.assertGreater(refused, 0)


@needs_scipy
class Perturbed(unittest.TestCase):
    """What rounded numbers and those with cell keys say is what their methods may make of."""

    def check(self, released, spread, **options):
        went = 0
        for seed in range(int(os.environ.get("GDCS_ATTACKS", "40"))):
            world = World(random.Random(4000 + seed), AXES)
            original = table_of(NAMES, exact(world))
            rule = RULE._replace(width=random.Random(seed).choice([1, 3, 5]))
            changed = released(original, seed)
            known = {}
            for labels, _ in world.cells(NAMES):
                x = changed.get([name(a, b) for a, b in zip(NAMES, labels)]).value
                may = [y for y in range(int(x) + 20) if spread(y, x)]
                known[labels] = (float(may[0]), float(may[-1]))
            attacker, narrow = attacker_of(world, known), False
            for labels, value in world.cells(NAMES):
                if is_unsafe(value):
                    low, high = attacker.whole_interval(attacker.number[key(NAMES, labels)])
                    narrow |= high - low < rule.width
            with self.subTest(seed=seed):
                try:
                    gdcs.release(original, changed, rule, **options)
                    went += 1
                    self.assertFalse(narrow)
                except gdcs.DisclosureError:
                    self.assertTrue(narrow)
        self.assertGreater(went, 0)

    def test_rounding(self):
        for kind, method in (("nearest", "conventional"), ("random", "random")):
            self.check(lambda table, seed: gdcs.round_table(table, base=5, method=method,
                                                            seed=seed).table,
                       lambda y, x: abs(y - x) < (2.51 if kind == "nearest" else 5)
                       and (kind == "random" or 5 * math.floor(y / 5 + 0.5) == x),
                       method="rounding", base=5, rounding_kind=kind)

    def test_cell_keys(self):
        design = gdcs.CellKey(deviation=3, variance=1)
        rows = design.rows()

        def spread(y, x):
            row = rows[min(y, len(rows) - 1)]
            shift = y - row.count
            return row.first + shift <= x <= row.last + shift

        def perturb(table, seed):
            draw, keys = random.Random(seed), table.copy()
            for area in FLAT["area"][TOTAL] + [TOTAL]:
                for sex in ("F", "M", "_T"):
                    keys.set([area, sex], draw.randrange(2 ** 32))
            return design.table(table, keys).table
        self.check(perturb, spread, method="cell_key", design=design)


@needs_scipy
class Frames(unittest.TestCase):
    def each(self, tells, digits):
        went = kept = 0
        for seed in range(int(os.environ.get("GDCS_ATTACKS", "40"))):
            world = World(random.Random(3000 + seed), AXES)
            original = table_of(NAMES, exact(world))
            try:
                hidden = gdcs.suppress(original, RULE).table
            except gdcs.DisclosureError:
                continue
            shares = original.share(["area"])
            out = gdcs.release_frame(shares, original, hidden, RULE, tells=tells, digits=digits,
                                     letters="one")
            published = {}
            for labels, _ in world.cells(NAMES):
                cell = hidden.get([name(a, b) for a, b in zip(NAMES, labels)])
                published[labels] = (cell.lower, cell.upper)
            attacker = attacker_of(world, published)
            withheld = ["withheld" in gdcs.notes(bits) for bits in out.frame["notes"]]
            areas = out.frame["area"].to_list()
            for area, gone, value in zip(areas, withheld, out.frame["value"]):
                if not gone:
                    self.tell(world, attacker, area, value, digits)
            with self.subTest(seed=seed):
                self.assertEqual(out.hidden, sum(withheld))
                self.assertEqual(leaks(world, attacker), [])
                for area, gone, value in zip(areas, withheld, shares["value"]):
                    if gone and value is not None:
                        self.refuses(world, attacker, area, value, digits)
            went += len(areas) - sum(withheld)
            kept += sum(withheld)
        self.assertGreater(went, 0)
        self.assertGreater(kept, 0)

    def tell(self, world, attacker, area, value, digits):
        place = TOTAL if area == TOTAL else area
        if not digits:
            attacker.read(NAMES, counts_row(world, place))
            return
        half = 0.5 * 10 ** -digits
        women, men = (attacker.quantity(NAMES, (place, sex)) for sex in ("F", "M"))
        low, high = max(0.0, value - half), min(1.0, value + half)
        attacker.rows.append(([women, men], [1 - low, -low], 0.0, INF))
        attacker.rows.append(([women, men], [1 - high, -high], -INF, 0.0))

    def refuses(self, world, attacker, area, value, digits):
        """With this row, too, something would be known, or the row's own counts are unsafe."""
        more = Attacker(world)
        more.number, more.lower, more.upper = (dict(attacker.number), list(attacker.lower),
                                               list(attacker.upper))
        more.rows = list(attacker.rows)
        self.tell(world, more, area, round(value, digits) if digits else value, digits)
        self.assertTrue(leaks(world, more) or leaks(world, more, integer=True))

    def test_counts(self):
        self.each("counts", 0)

    def test_shares(self):
        self.each("share", 2)


class Module(unittest.TestCase):
    def areas(self):
        table = gdcs.Table([gdcs.Axis("area", total=TOTAL), "sex"], sensitivity="protected")
        for area, women, men in (("A", 2, 50), ("B", 20, 40), ("C", 30, 45)):
            for place in (area, TOTAL):
                for sex, n in (("F", women), ("M", men), ("_T", women + men)):
                    table.add([place, sex], n)
        return table

    def test_what_is_protected_does_not_leave(self):
        table = self.areas()
        frame = table.share(["area"])
        for leave in (table.write_csv, table.write_json, table.write_jsonstat, table.write_px,
                      table.write_sdmx, frame.write_csv, frame.write_json, frame.render,
                      frame.__arrow_c_stream__):
            with self.assertRaises(gdcs.DisclosureError) as caught:
                leave()
            self.assertEqual(caught.exception.name, "GDCS_E_DISCLOSURE")
            self.assertIn("release", str(caught.exception))
        for shown in (repr(table), repr(frame), table._repr_html_(), frame._repr_html_(),
                      repr(frame["value"])):
            self.assertNotIn("50", shown)

    def test_what_the_largest_contributor_would_find_stays_if_that_is_asked(self):
        """90 of 98 and 40 of 42 beside their sum: each knows the other cell to within 8 and 2."""
        axes, cells = ("area",), {("A",): (98, 90, 8), ("B",): (42, 40, 2), (TOTAL,): (140, 90, 40)}
        true, largest, second = (table_of(axes, {at: (some[i],) * 2 for at, some in cells.items()})
                                 for i in range(3))
        made = gdcs.suppress(true, gdcs.DisclosureRule(p_percent=10, above=10),
                             largest=largest, second=second).table
        given = {"contributions": {"largest": largest, "second": second}}
        rule = gdcs.DisclosureRule(p_percent=10, above=10)
        for insiders in (0, 1):
            gdcs.release(true, made, rule, insiders=insiders, **given)
        with self.assertRaises(gdcs.DisclosureError):
            gdcs.release(true, made, rule, insiders=2, **given)
        made = gdcs.suppress(true, rule, insiders=2, largest=largest, second=second)
        self.assertEqual(made.secondary, 1)  # their sum
        gdcs.release(true, made.table, rule, insiders=2, **given)

    def test_a_log_gives_back_what_was_released(self):
        table, log = self.areas(), gdcs.ReleaseLog()
        hidden = gdcs.suppress(table, RULE).table
        out = gdcs.release(table, hidden, RULE, log=log, id="first", time="2026")
        self.assertEqual(out.table.sensitivity, "public")
        self.assertIn("A,M", out.table.write_csv().replace('"', ""))
        entry = log[0]
        self.assertEqual((entry.id, entry.time, entry.method), ("first", "2026", "suppression"))
        self.assertEqual(entry.rule, RULE)
        self.assertEqual(entry.tables[0].get(["C", "M"]).value, 45)
        gdcs.release_frame(table.share(["area"]), table, hidden, RULE, tells="share", digits=1,
                           log=log)
        self.assertEqual(len(log[1].facts), 4)
        again = gdcs.ReleaseLog(list(log))
        self.assertEqual(len(again), 2)
        self.assertEqual(again[1].facts, log[1].facts)
        with self.assertRaises(IndexError):
            log[2]
        text = log.write()
        self.assertEqual(gdcs.ReleaseLog.parse(text).write(), text)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "log.json")
            log.write(path)
            self.assertEqual(gdcs.ReleaseLog.read(path).write(), text)
        with self.assertRaises(gdcs.InputError) as caught:
            gdcs.ReleaseLog.parse('{"releases": [\n 1]}')
        self.assertEqual(caught.exception.row, 2)

    def test_statistics_of_a_released_table_are_public(self):
        table = self.areas()
        out = gdcs.release(table, gdcs.suppress(table, RULE).table, RULE).table
        frame = out.share(["area"])
        self.assertEqual(frame.sensitivity, "public")
        self.assertIn("area", frame.render())
        self.assertTrue(math.isnan(frame["value"].values[0]))

    def test_statistics_are_as_protected_as_their_table(self):
        draw = random.Random(1)
        t = gdcs.Table([gdcs.Axis("area"), gdcs.Axis("offence"), gdcs.Axis("year"), "sex"],
                       sensitivity="protected")
        for area in "ABC":
            for offence in "xyz":
                for year in ("2019", "2020"):
                    for sex in ("F", "M", "_U"):
                        t.add([area, offence, year, sex], draw.randint(5, 60))
        made = [
            t.share(["area"]), t.gap("offence", "x", "y", ["area"]),
            t.ratio("offence", "x", "y", ["area"]), t.gap_by_sex("offence", "x", None, ["area"]),
            t.access("offence", "x", "y", ["area"]), t.parity("offence", "x", "y", ["area"]),
            t.parity_persons(["area"]), t.pathway("offence", ["area"]),
            t.pathway_categories("offence", ["area"]), t.hierarchy("offence", ["area"]),
            t.hierarchy_levels("offence", ["area"]), t.hierarchy_fit("offence", ["area"]),
            t.quotient("offence", ["area"]), t.quality_reconcile(), t.disclosure(RULE),
            t.pipeline("offence", ["x", "y"], ["area"]), t.association("offence", ["area"]),
            t.pipeline_stages("offence", ["x", "y", "z"], ["area"]),
            t.pipeline_decomposed("offence", ["x", "y", "z"], ["area"]),
            t.association_cells("offence", ["area"]), t.strata("offence", "x", "area", "y"),
            t.own_right("offence", "x", "y", ["area"]), t.segregation("offence", ["area"]),
            t.segregation_units("offence", ["area"]), t.segregation_nested("offence", "area"),
            t.segregation_change("offence", "year", "2019", "2020"), t.margin(["area"]),
            t.slice("area", "A"), t.to_frame(), t.copy(), gdcs.suppress(t, RULE).table,
            gdcs.round_table(t, base=5).table, gdcs.round_table(t, base=5).intervals,
            gdcs.noise_table(t, gdcs.Budget(epsilon=1), epsilon=0.5).table]
        self.assertEqual({one.sensitivity for one in made}, {"protected"})

    def test_rounding_cell_keys_and_noise(self):
        table = self.areas()
        rounded = gdcs.round_table(table, base=5, method="random", seed=1).table
        out = gdcs.release(table, rounded, gdcs.DisclosureRule(rounding=5, rounding_kind="random"),
                           method="rounding", base=5, rounding_kind="random")
        self.assertEqual(out.method, "rounding")
        budget = gdcs.Budget(epsilon=1)
        noisy = gdcs.noise_table(table, budget, epsilon=0.5, seed=3)
        out = gdcs.release(table, noisy.table, RULE, method="noise", noise=noisy.noise,
                           budget=budget, epsilon=1)
        self.assertEqual(out.table.sensitivity, "public")
        with self.assertRaises(gdcs.DisclosureError):
            gdcs.release(table, noisy.table, RULE, method="noise", noise=noisy.noise,
                         budget=gdcs.Budget(epsilon=1), epsilon=1)

    def test_an_audit_says_what_leaks(self):
        table = self.areas()
        hidden = table.copy()
        hidden.set(["A", "F"], None)
        found = gdcs.release_audit(table, hidden, RULE)
        self.assertFalse(found.is_safe)
        self.assertEqual(found.cells["verdict"].to_list(), ["exact"])
        self.assertEqual(found.cells.sensitivity, "protected")
        with self.assertRaises(gdcs.DisclosureError) as caught:
            gdcs.release(table, hidden, RULE)
        self.assertIn("area A, sex F (exact)", str(caught.exception))


if __name__ == "__main__":
    unittest.main()
