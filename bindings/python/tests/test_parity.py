"""Parity against slow, obvious versions; arrays and tables against scalars."""
import math
import unittest
from fractions import Fraction

import gdcs
import slow

CASES = [(45, 50, 70, 100), (3, 30, 20, 40), (9, 90, 9, 70)]


def adjusted(x):
    return 2 - 1 / x if x > 1 else x


class Index(unittest.TestCase):
    def test_shares(self):
        for case in CASES:
            got = gdcs.parity(*case)
            limits = slow.miettinen_nurminen_ratio(*case, 0.05)
            value = case[0] / case[1] / (case[2] / case[3])
            for one, other in zip(got.gpi[:3] + got.gpia[:3],
                                  (value, *limits, *map(adjusted, (value, *limits)))):
                self.assertTrue(math.isclose(one, other, rel_tol=1e-8), case)

    def test_rates_and_equivalence(self):
        a, m, b, n = 12000, 5e5, 12100, 5.1e5
        got = gdcs.parity(a, m, b, n, of="rates", band=(0.95, 1.05))
        z = []
        for ratio in (0.95, 1.05):
            share = ratio * m / (ratio * m + n)
            z.append((a - (a + b) * share) / math.sqrt((a + b) * share * (1 - share)))
        p = math.erfc(min(z[0], -z[1]) / math.sqrt(2)) / 2
        self.assertAlmostEqual(got.equivalence.p_value, p, places=12)
        self.assertEqual(got.verdict, "parity")
        self.assertEqual(got.of, "rates")

    def test_arrays_are_the_scalars(self):
        got = gdcs.parity(*zip(*CASES))
        for row, case in enumerate(CASES):
            one = gdcs.parity(*case)
            self.assertEqual([field[row] for field in got.gpia[:6]], list(one.gpia))
            self.assertEqual(got.equivalence.p_value[row], one.equivalence.p_value)

    def test_counts_have_none(self):
        with self.assertRaises(gdcs.Error) as caught:
            gdcs.parity(3, 0, 4, 0, of="rates")
        self.assertEqual(caught.exception.name, "GDCS_E_EMPTY")

    def test_table_of_rates(self):
        people = gdcs.Table(["sex"])
        table = gdcs.Table(["sex"])
        for sex, events, persons in (("F", 45, 5e4), ("M", 70, 4e4), ("_U", 3, 0)):
            table[sex] = events
            people[sex] = persons
        rows = table.parity_rates(gdcs.Population(people)).to_dict()
        one = gdcs.parity(45, 5e4, 70, 4e4, of="rates")
        self.assertEqual(rows["measure"], ["gpi", "gpia"])
        for row, estimate in enumerate((one.gpi, one.gpia)):
            self.assertTrue(math.isclose(rows["lower"][row], estimate.lower, rel_tol=1e-12))
        self.assertAlmostEqual(rows["bound_upper"][0], 48 / 5e4 / (70 / 4e4))

    def test_table(self):
        table = gdcs.Table(["basis", "sex"])
        for labels, count in {("own", "F"): 8, ("own", "M"): 40, ("relative", "F"): 30,
                              ("relative", "M"): 20}.items():
            table[labels] = count
        rows = table.parity("basis", "own").to_dict()
        one = gdcs.parity(8, 38, 40, 60)
        self.assertEqual(rows["measure"], ["gpi", "gpia"])
        for row, estimate in enumerate((one.gpi, one.gpia)):
            self.assertTrue(math.isclose(rows["upper"][row], estimate.upper, rel_tol=1e-12))


def missing(women, men, target):
    add = exchange = 0
    while Fraction(women + add, women + men + add) < target:
        add += 1
    while Fraction(women + exchange, women + men) < target:
        exchange += 1
    return add, exchange


class Persons(unittest.TestCase):
    def test_counting_up(self):
        for women, men in ((3, 20), (0, 7), (17, 90)):
            for target in ("0.25", "0.4", "0.5"):
                wanted = Fraction(target)
                if Fraction(women, women + men) < wanted:
                    got = gdcs.parity_persons((women, men), float(target))
                    self.assertEqual((got.add, got.exchange), missing(women, men, wanted))
        many = gdcs.parity_persons_each([3, 0], [20, 7])
        self.assertEqual([one.add for one in many], [17, 7])
        table = gdcs.Table(["sex"])
        table["F"], table["M"] = 3, 20
        self.assertEqual(table.parity_persons().to_dict()["value"], [17, 9])

    def test_band_and_unknown(self):
        got = gdcs.parity_persons((7, 12, 0, 5), (0.4, 0.6))
        self.assertEqual(got.add_bounds, (0, 5))
        self.assertEqual(gdcs.parity_persons((80, 20), (0.4, 0.6)).add, -34)

    def test_admissions(self):
        self.assertEqual(gdcs.parity_admissions(3, 40, 20, 100), 5)
        self.assertEqual(gdcs.parity_admissions(20, 100, 3, 40), -5)


if __name__ == "__main__":
    unittest.main(verbosity=2)
