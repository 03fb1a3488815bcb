"""Rules of disclosure control against a slow, obvious version."""
import math
import os
import random
import tempfile
import unittest

import gdcs

NAN = float("nan")


def slow(rule, value, contributors=None, largest=(), requested=0, line=None):
    """(why, below, above, width) of one number, by the definitions."""
    if value != value:
        return "", 0, 0, 0
    persons = value if contributors is None else contributors
    why, below, above = [], rule.below, rule.above
    if 0 < persons < rule.minimum:
        why.append("small")
    if rule.zeros and persons == 0:
        why.append("zero")
    if rule.dominance_n and sum(largest[:rule.dominance_n]) > rule.dominance_k / 100 * value:
        why.append("dominance")
        above = max(above, 100 / rule.dominance_k * sum(largest[:rule.dominance_n]) - value)
    p = rule.p_percent / (rule.pq_percent or 100)
    if p and value and value - sum(largest[:2]) < p * largest[0]:
        why.append("percent")
        above = max(above, p * largest[0] - (value - sum(largest[:2])))
    if line:
        women, men, total = line
        small = not rule.group_limit or total <= rule.group_limit
        if rule.groups and total and small and value in (women, men) and (
                men == total or (rule.groups == "one_sex" and women == total)):
            why.append("group")
            below, above = (below, max(above, 1)) if value == 0 else (max(below, 1), above)
    if rule.request_percent and requested and requested >= rule.request_percent / 100 * value:
        why.append("request")
    if not why:
        return "", 0, 0, 0
    width = rule.width
    if below == above == width == 0:
        width = 1 if value == int(value) else 0.01 * value
    return "+".join(why), below, above, width


class Disclosure(unittest.TestCase):
    def compare(self, rule, rows):
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        got = gdcs.disclosure(columns.pop("value"), rule, **columns)
        for i, row in enumerate(rows):
            largest = [row[name] for name in ("largest", "second", "third", "fourth") if name in row]
            line = (row["women"], row["men"], row["total"]) if "women" in row else None
            wanted = slow(rule, row["value"], row.get("contributors"), largest,
                          row.get("requested", 0), line)
            self.assertEqual(got.why[i], wanted[0], (rule, row))
            for one, expected in zip((got.below[i], got.above[i], got.width[i]), wanted[1:]):
                self.assertTrue(math.isclose(one, expected, rel_tol=1e-12, abs_tol=1e-12),
                                (rule, row, one, expected))

    def test_random_cells_agree(self):
        draw = random.Random(6)
        for _ in range(300):
            rule = gdcs.DisclosureRule(
                minimum=draw.choice([0, 3, 5, 11]), zeros=draw.random() < 0.5,
                groups=draw.choice([None, "one_sex", "no_women"]),
                group_limit=draw.choice([0, 5]), request_percent=draw.choice([0, 30]),
                below=draw.choice([0, 2]), above=draw.choice([0, 1.5]), width=draw.choice([0, 3]),
                **draw.choice([{}, {"dominance_n": draw.randint(1, 4), "dominance_k": 75},
                               {"p_percent": 15, "pq_percent": draw.choice([0, 50])}]))
            rows = []
            for _ in range(20):
                parts = sorted((draw.choice([0, 1, 2, 10, 2.5]) for _ in range(6)), reverse=True)
                women, men = draw.choice([0, 0, 3]), draw.choice([0, 4])
                value = draw.choice([sum(parts), NAN])
                rows.append(dict(value=value, contributors=draw.randint(0, 6), largest=parts[0],
                                 second=parts[1], third=parts[2], fourth=parts[3],
                                 requested=draw.choice([0, parts[0]]), women=women, men=men,
                                 total=women + men))
            self.compare(rule, rows)
            self.compare(rule._replace(dominance_n=0, dominance_k=0, p_percent=0), [
                dict(value=draw.choice([w, m]), women=w, men=m, total=w + m + draw.choice([0, 1]))
                for w, m in [(draw.choice([0, 2, 9]), draw.choice([0, 3, 8])) for _ in range(20)]])

    def test_a_table_lists_what_the_numbers_are(self):
        draw = random.Random(7)
        rule = gdcs.DisclosureRule(minimum=4, groups="one_sex", width=2)
        table = gdcs.Table(["area", "sex"])
        for area in "ABCDEFGH":
            for sex in ("F", "M"):
                table.set((area, sex), draw.choice([0, 0, 2, 5, 30]))
        wanted = []
        for (area, sex), cell in table.cells():
            women, men = (table.get((area, one)).value for one in "FM")
            why = slow(rule, cell.value, line=(women, men, women + men))[0]
            if why:
                wanted.append((area, sex, cell.value, why, "A"))
        got = gdcs.disclosure_table(table, rule)
        self.assertEqual(list(zip(got["area"], got["sex"], got["value"], got["why"],
                                  got["confidentiality"])), wanted)

    def test_offices_rules_read_and_write_back(self):
        self.assertIn("opensafely", gdcs.disclosure_names())
        for name in gdcs.disclosure_names():
            rule = gdcs.DisclosureRule.named(name)
            self.assertEqual(gdcs.DisclosureRule.parse(rule.write()), rule)
            if rule.is_recalled:
                self.assertIn("[R]", rule.note)
        self.assertEqual(gdcs.disclosure([1, 5, 6, 0], "opensafely").why, ["small", "small", "", ""])

    def test_a_rule_of_ones_own_stands_in_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "own.json")
            gdcs.DisclosureRule(minimum=3, zeros=True).write(path)
            self.assertEqual(gdcs.disclosure([0, 2, 3], path).why, ["zero", "small", ""])

    def test_what_is_no_rule_is_refused(self):
        for wrong in (gdcs.DisclosureRule(minimum=-1), gdcs.DisclosureRule(rounding=5),
                      gdcs.DisclosureRule(groups="men")):
            with self.assertRaises(gdcs.ArgumentError):
                gdcs.disclosure([1], wrong)
        with self.assertRaises(gdcs.MissingNameError):
            gdcs.disclosure([1], "nobody")
        with self.assertRaises(gdcs.InputError):
            gdcs.DisclosureRule.parse('{"minimun": 3}')
        with self.assertRaises(TypeError):
            gdcs.disclosure([1], 5)


class Trees(unittest.TestCase):
    def test_labels_are_in_the_longest_other_label_they_begin_with(self):
        table = gdcs.Table([gdcs.Axis("area", labels=["A", "A1", "A11", "B2"])])
        self.assertEqual(gdcs.tree_prefixes(table, "area"), {"A1": "A", "A11": "A1"})

    def test_offences_follow_their_classification(self):
        table = gdcs.Table([gdcs.Axis("offence", labels=["01", "0101", "020111", "02"])])
        self.assertEqual(gdcs.tree_iccs(table, "offence"), {"0101": "01", "020111": "02"})


if __name__ == "__main__":
    unittest.main()
