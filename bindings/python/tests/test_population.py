"""Populations: the right denominator, and no invented one."""
import unittest

import gdcs


def people(absent="missing"):
    table = gdcs.Table(["sex", gdcs.Axis("geo", "area"), gdcs.Axis("year", "period")],
                       absent=absent)
    for year, women, men in (("2010", 100, 90), ("2014", 140, 130)):
        table["F", "FR", year], table["M", "FR", year] = women, men
    return table


class Populations(unittest.TestCase):
    def test_by_sex_and_scale(self):
        population = gdcs.Population(people(), scale=1000)
        for sex, persons in (("F", 100e3), ("M", 90e3), ("_T", 190e3)):
            self.assertEqual(population.get(sex, area="FR", period=2010), (persons, frozenset()))
        self.assertEqual(population.get(area="FR", period="2010").persons, 190e3)
        self.assertEqual(repr(population), "Population by sex, area, period")

    def test_years_between(self):
        with self.assertRaises(KeyError):
            gdcs.Population(people()).get("F", area="FR", period=2012)
        population = gdcs.Population(people(), gaps="linear")
        self.assertEqual(population.get("F", area="FR", period=2011), (110, {"interpolated"}))
        for outside in (2009, 2015):
            with self.assertRaises(KeyError):
                population.get("F", area="FR", period=outside)

    def test_a_declared_total_is_used(self):
        table = people()
        table["_T", "FR", "2010"] = 200
        self.assertEqual(gdcs.Population(table).get(area="FR", period=2010).persons, 200)

    def test_the_table_may_go(self):
        table = people()
        population = gdcs.Population(table)
        table["F", "FR", "2010"] = 0
        del table
        self.assertEqual(population.get("F", area="FR", period=2010).persons, 100)

    def test_refusals(self):
        population = gdcs.Population(people())
        cases = [("GDCS_E_NAME", lambda: population.get("F", area="IT", period=2010)),
                 ("GDCS_E_NAME", lambda: population.get("F", area="FR", period=2010, age="Y15")),
                 ("GDCS_E_SEX", lambda: population.get("women", area="FR", period=2010)),
                 ("GDCS_E_OPTION", lambda: gdcs.Population(people(), gaps="cubic")),
                 ("GDCS_E_OPTION", lambda: gdcs.Population(people(), scale=0)),
                 ("GDCS_E_SHAPE", lambda: gdcs.Population(gdcs.Table(["area"]))),
                 ("GDCS_E_SHAPE", lambda: gdcs.Population(gdcs.Table(["sex", "offence"])))]
        for name, wrong in cases:
            with self.subTest(name), self.assertRaises(gdcs.Error) as caught:
                wrong()
            self.assertEqual(caught.exception.name, name)
        with self.assertRaises(TypeError):
            population.copy()


if __name__ == "__main__":
    unittest.main(verbosity=2)
