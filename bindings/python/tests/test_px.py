"""PX against a slow, obvious reading of the same file."""
import itertools
import math
import re
import unittest

import gdcs

FILE = '''CODEPAGE="utf-8";
TITLE="Persons"
" suspected";
STUB="sex","offence";
HEADING="year";
VALUES("sex")="Total","Women","Men";
VALUES("offence")="a","b = c; d";
VALUES("year")="2019","2020";
TIMEVAL("year")=TLIST(A1),"2019","2020";
CODES("sex")="T","K","M";
SOURCE="An office";
DATA=
1 2 3 "..."
5.5 - 7 8
9 10 .. 12 ;
'''

CODES = {"T": "_T", "K": "F", "M": "M"}
SYMBOLS = {"-": (0, "A"), "..": (None, "O"), "...": (None, "Q")}


def slow(text):
    """Every cell by its labels: (value, status)."""
    def listed(keyword):
        found = re.search(keyword + r'="(.*?)";', text.replace("\n", ""))
        return found and found.group(1).split('","')
    axes = []
    for name in listed("STUB") + listed("HEADING"):
        labels = listed(rf'CODES\("{name}"\)') or listed(rf'VALUES\("{name}"\)')
        axes.append([CODES[one] for one in labels] if name == "sex" else labels)
    data = text.split("DATA=")[1].replace('"', "").replace(";", "").split()
    return {labels: SYMBOLS[one] if one in SYMBOLS else (float(one), "A")
            for labels, one in zip(itertools.product(*axes), data)}


class Px(unittest.TestCase):
    def setUp(self):
        self.table = gdcs.read_px(FILE.encode())

    def test_cells_are_those_of_a_slow_reading(self):
        read = {labels: cell for labels, cell in self.table.cells()}
        self.assertEqual(len(read), 12)
        for labels, (value, status) in slow(FILE).items():
            self.assertEqual(read[labels].status, status)
            if value is None:
                self.assertTrue(math.isnan(read[labels].value))
            else:
                self.assertEqual(read[labels].value, value)

    def test_what_the_file_says_is_kept(self):
        sex, offence, year = self.table.axes
        self.assertEqual((sex.concept, year.concept), ("sex", "period"))
        self.assertEqual(sex.titles, ("Total", "Women", "Men"))
        self.assertEqual(offence.labels, ("a", "b = c; d"))
        self.assertEqual(self.table.meta["title"], "Persons suspected")
        self.assertIn("'sex' is sex by its name", self.table.meta["detected"])
        self.assertEqual(self.table.reading.rows, 12)

    def test_what_is_written_reads_back(self):
        again = gdcs.read_px(self.table.write_px().encode())
        for (labels, one), (others, other) in zip(self.table.cells(), again.cells()):
            self.assertEqual(labels, others)
            self.assertEqual((str(one.value), one.status), (str(other.value), other.status))

    def test_a_frame_has_a_row_per_cell(self):
        frame = gdcs.read_px(FILE.encode(), as_="frame")
        self.assertEqual(len(frame), 12)

    def test_what_cannot_be_told_is_refused(self):
        with self.assertRaises(gdcs.Error):
            gdcs.read_px(FILE[:-3].encode())


if __name__ == "__main__":
    unittest.main()
