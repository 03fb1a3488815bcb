"""Printed numbers against a slow, obvious version: every definition, printed by Decimal."""
import unittest
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

import gdcs

ROUNDINGS = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "truncated": ROUND_DOWN, "raised": ROUND_UP}


def printed_by(value, decimals, rounding):
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)


def definitions(w, m):
    shares = {"share_women": Fraction(100 * w, w + m), "share_men": Fraction(100 * m, w + m)}
    return {**shares, "women_per_100_men": Fraction(100 * w, m), "proportion_women": Fraction(w, w + m)}


class Claims(unittest.TestCase):
    def test_every_rounding_is_recognised(self):
        for w, m in ((1, 7), (18, 38), (3, 5), (205065, 1915576), (42, 850)):
            for name, value in definitions(w, m).items():
                for decimals in (0, 1, 3):
                    for rounding, how in ROUNDINGS.items():
                        text = str(printed_by(value, decimals, how))
                        rows = gdcs.claim_reconcile([{"printed": text, "women": w, "men": m}]).to_dict()
                        found = dict(zip(rows["definition"], rows["rounding"]))
                        self.assertIn(name, found, (w, m, text))
                        self.assertIn(found[name], (rounding, "exact", "nearest", "half_up", "half_even"))

    def test_published_figures(self):
        rows = gdcs.claim_reconcile([{"printed": "7", "women": 42, "men": 850},
                                     {"printed": "47", "women": 18, "men": 38}]).to_dict()
        self.assertEqual(rows["reproduces"], ["no", "yes"])
        self.assertEqual(rows["definition"], ["women_per_100_men", "women_per_100_men"])

    def test_texts_are_parsed(self):
        self.assertEqual(gdcs.claim_parse("up to 40 %"), ("up_to", 40.0, 0.0, 0))
        self.assertEqual(gdcs.claim_parse("20-25.5"), ("between", 20.0, 25.5, 1))
        with self.assertRaises(gdcs.Error):
            gdcs.claim_parse("1,234")

    def test_limits_against_every_count_in_them(self):
        for text in ("9", "11", "30", "under 9", "20-25"):
            says, low, high, _ = gdcs.claim_parse(text)
            def holds(w, m):
                value = Fraction(100 * w, w + m)
                return (abs(value - int(low)) < 1 if says == "is" else value < low if says == "under"
                        else low - Fraction(1, 2) <= value <= high + Fraction(1, 2))
            found = {holds(w, m) for w in range(3, 8) for m in range(20, 41)}
            rows = gdcs.claim_reconcile([{"printed": text, "definition": "share_women", "women": (3, 7),
                                          "men": (20, 40)}]).to_dict()
            self.assertEqual(rows["reproduces"], ["yes" if found == {True} else "no" if found == {False} else "possible"])

    def test_table_and_sensitivity(self):
        table = gdcs.Table(["category", "sex"])
        table["witness", "F"], table["witness", "M"] = 18, 38
        claims = gdcs.Frame({"category": ["witness"], "printed": ["47 %"]})
        frame = gdcs.claim_table(table, claims, "category", sensitivity="protected")
        self.assertEqual(frame.sensitivity, "protected")
        self.assertEqual(table.claim_table(claims, "category").to_dict()["definition"], ["women_per_100_men"])

    def test_refusals(self):
        for wrong in ({"women": 1}, {"printed": 1, "colour": 2}, {"printed": 1, "women": -1}):
            with self.assertRaises(gdcs.Error):
                gdcs.claim_reconcile([wrong])


if __name__ == "__main__":
    unittest.main()
