"""Cell keys: perturbation tables by their moments, and tables recomputed record by record."""
import math
import random
import unittest

import gdcs


def slow_publish(frame, count, key, last):
    """Go along the row of the frame until the key lies in the interval."""
    u = (key % 2 ** 32 + 0.5) / 2 ** 32
    for i, noise, lower, upper in zip(*(frame[name].to_list() for name in (
            "count", "noise", "key_lower", "key_upper"))):
        if i == min(count, last) and lower <= u < upper:
            return count + noise
    raise AssertionError((count, key))


def records(n, seed):
    numbers = random.Random(seed)
    return {"sex": [numbers.choice("FM") for _ in range(n)],
            "area": [numbers.choice("ABCDE") for _ in range(n)],
            "offence": [numbers.choice(["theft", "fraud", "arson"]) for _ in range(n)],
            "person": [f"p{i}" for i in range(n)]}


class CellKey(unittest.TestCase):
    def test_moments(self):
        for deviation, variance, threshold in [(5, 2, 0), (3, 1, 2), (10, 7, 4)]:
            design = gdcs.CellKey(deviation=deviation, variance=variance, threshold=threshold)
            frame = design.to_frame()
            rows = list(zip(*(frame[name].to_list() for name in (
                "count", "published", "noise", "probability"))))
            for row in design.rows():
                own = [(j, v, p) for i, j, v, p in rows if i == row.count]
                self.assertAlmostEqual(sum(p for _, _, p in own), 1, 12)
                self.assertAlmostEqual(sum(v * p for _, v, p in own), 0, 9)
                self.assertAlmostEqual(sum(v * v * p for _, v, p in own), row.variance, 9)
                self.assertAlmostEqual(-sum(p * math.log(p) for _, _, p in own), row.entropy, 9)
                self.assertTrue(all(j == 0 or j > threshold for j, _, _ in own))
            self.assertAlmostEqual(design[len(design) - 1].variance, variance, 8)

    def test_records_to_tables(self):
        given = records(300, 4)
        frame = gdcs.Frame(given)
        gdcs.cell_key_add(frame, "key", person="person", seed=9)
        key = frame["key"].to_list()
        design = gdcs.CellKey(deviation=4, variance=3, threshold=1)
        rows = design.to_frame()
        keys = gdcs.Table.from_frame(frame, ["offence", "sex", "area"], value="key")
        for axes in (["sex", "area"], ["area"], ["area", "offence", "sex"]):
            got = design.table(gdcs.Table.from_frame(frame, axes), keys)
            counts, sums = {}, {}
            for i, labels in enumerate(zip(*(given[axis] for axis in axes))):
                counts[labels] = counts.get(labels, 0) + 1
                sums[labels] = sums.get(labels, 0) + key[i]
            self.assertEqual(got.cells, len(counts))
            for labels, x in counts.items():
                value = slow_publish(rows, x, sums[labels], len(design) - 1)
                self.assertEqual(got.table[labels].value, value)
                self.assertTrue(got.intervals[labels].lower <= x <= got.intervals[labels].upper)

    def test_nodes_of_a_tree_have_the_noise_of_their_persons(self):
        given = records(200, 5)
        frame = gdcs.Frame(given)
        gdcs.cell_key_add(frame, "key", person="person", seed=3)
        design, regions = gdcs.CellKey(), {"A": "north", "B": "north", "C": "south", "D": "south"}
        table = gdcs.Table.from_frame(frame, ["area", "sex"])
        for area, sex in zip(given["area"], given["sex"]):
            if area in regions:
                table.add((regions[area], sex))
        keys = gdcs.Table.from_frame(frame, ["sex", "area"], value="key")
        got = design.table(table, keys, trees={"area": regions}).table
        rows, key = design.to_frame(), frame["key"].to_list()
        for region in ("north", "south"):
            own = [i for i, area in enumerate(given["area"])
                   if regions.get(area) == region and given["sex"][i] == "F"]
            value = slow_publish(rows, len(own), sum(key[i] for i in own), len(design) - 1)
            self.assertEqual(got[region, "F"].value, value)

    def test_numbers(self):
        design = gdcs.CellKey()
        frame, numbers = design.to_frame(), random.Random(1)
        x = [numbers.randrange(0, 12) for _ in range(200)]
        keys = [numbers.randrange(0, 2 ** 40) for _ in range(200)]
        got = design.each(x, keys)
        self.assertEqual(list(got.value),
                         [slow_publish(frame, a, b, len(design) - 1) for a, b in zip(x, keys)])
        self.assertTrue(all(a <= b <= c for a, b, c in zip(got.lower, x, got.upper)))

    def test_refusals(self):
        with self.assertRaises(gdcs.ArgumentError):
            gdcs.CellKey(deviation=2, variance=5)
        with self.assertRaises(gdcs.ArgumentError):
            gdcs.CellKey(deviation=8, variance=5, threshold=4, strict=True)
        with self.assertRaises(IndexError):
            gdcs.CellKey()[7]


if __name__ == "__main__":
    unittest.main()
