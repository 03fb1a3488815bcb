"""JSON-stat against a slow, obvious reading of the same document."""
import itertools
import json
import math
import unittest

import gdcs

DOCUMENT = {
    "version": "2.0", "class": "dataset", "label": "Persons", "source": "An office",
    "id": ["year", "sex", "offence"], "size": [2, 3, 2],
    "role": {"time": ["year"]},
    "value": [1, 2, 3, None, 5.5, 6, 7, 8, 9, 10, 11, 12],
    "status": {"3": "Q", "5": "P"},
    "dimension": {
        "year": {"category": {"index": ["2019", "2020"]}},
        "sex": {"label": "Sex", "category": {"index": {"T": 0, "F": 1, "M": 2},
                                              "label": {"T": "Total", "F": "Women", "M": "Men"}}},
        "offence": {"category": {"index": ["a", "b"], "label": {"a": "Assault"}}}}}

CODES = {"T": "_T", "F": "F", "M": "M"}


def slow(document):
    """Every cell by its labels: (value, status)."""
    axes = []
    for name in document["id"]:
        index = document["dimension"][name]["category"]["index"]
        ids = index if isinstance(index, list) else sorted(index, key=index.get)
        axes.append([CODES[one] for one in ids] if name == "sex" else ids)
    return {labels: (document["value"][place], document["status"].get(str(place), "A"))
            for place, labels in enumerate(itertools.product(*axes))}


class JsonStat(unittest.TestCase):
    def setUp(self):
        self.table = gdcs.read_jsonstat(json.dumps(DOCUMENT).encode())

    def test_cells_are_those_of_a_slow_reading(self):
        read = {labels: cell for labels, cell in self.table.cells()}
        self.assertEqual(len(read), 12)
        for labels, (value, status) in slow(DOCUMENT).items():
            self.assertEqual(read[labels].status, status)
            if value is None:
                self.assertTrue(math.isnan(read[labels].value))
            else:
                self.assertEqual(read[labels].value, value)

    def test_what_the_document_says_is_kept(self):
        year, sex, offence = self.table.axes
        self.assertEqual((year.concept, sex.concept, offence.concept), ("period", "sex", "offence"))
        self.assertEqual(sex.titles, ("Total", "Women", "Men"))
        self.assertEqual(offence.titles, ("Assault", None))
        self.assertEqual(self.table.meta["source"], "An office")
        self.assertIn("'sex' is sex by its name", self.table.meta["detected"])
        self.assertEqual(self.table.reading.rows, 12)

    def test_what_is_written_reads_back(self):
        text = self.table.write_jsonstat()
        self.assertEqual(json.loads(text)["value"], DOCUMENT["value"])
        back = gdcs.read_jsonstat(text.encode())
        self.assertEqual(back.write_jsonstat(), text)
        self.assertEqual(back.axes, self.table.axes)

    def test_frames_schemas_and_parts(self):
        raw = json.dumps({"one": DOCUMENT, "two": DOCUMENT}).encode()
        with self.assertRaisesRegex(gdcs.Error, "'one', 'two'"):
            gdcs.read_jsonstat(raw)
        frame = gdcs.read_jsonstat(raw, as_="frame", part="two")
        self.assertEqual(len(frame), 12)
        table = gdcs.read_jsonstat(raw, {"columns": [{"name": "year", "keep": ["2020"]}]},
                                   part="one")
        self.assertEqual([axis.name for axis in table.axes], ["sex", "offence"])
        plain = gdcs.read_jsonstat(raw, part="one", detect=False)
        self.assertEqual(plain.axes[1].concept, "group")


if __name__ == "__main__":
    unittest.main(verbosity=2)
