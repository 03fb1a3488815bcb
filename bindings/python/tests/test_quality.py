"""Sources among their peers against a slow, obvious version; comparability and gaps by what they list."""
import math
import unittest

import gdcs

WOMEN = [12, 9, 15, 3, 22, 0]
MEN = [88, 101, 60, 97, 210, 40]


def log_beta(a, b):
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def best_mean(peers, theta):
    """Where the slope of the likelihood by the mean is zero, by halving; its information."""
    rising = lambda z, x, power: sum((z / theta + k) ** -power for k in range(x))
    low, high = 0.0, 1.0
    for _ in range(46):
        mean = (low + high) / 2
        slope = sum(rising(mean, x, 1) - rising(1 - mean, y, 1) for x, y in peers)
        low, high = (mean, high) if slope > 0 else (low, mean)
    return mean, sum(rising(mean, x, 2) + rising(1 - mean, y, 2) for x, y in peers) / theta ** 2


def node(peers, f):
    """Weight of theta and the beta distribution of a further share, f = logit theta."""
    theta = 1 / (1 + math.exp(-f))
    mean, information = best_mean(peers, theta)
    size = mean * (1 - mean) * information
    one, two = size * mean + 0.5, size * (1 - mean) + 0.5
    rising = lambda z, x: sum(math.log(z + k * theta) for k in range(x))
    log = sum(rising(mean, x) + rising(1 - mean, y) - rising(1, x + y) for x, y in peers)
    log += log_beta(one, two)
    log -= size * (mean * math.log(mean) + (1 - mean) * math.log(1 - mean))
    prior = math.sqrt(theta) * (1 - theta)
    m, own, rho = one / (size + 1), 1 / (size + 2), theta / (1 + theta)
    between = rho * (1 - own) + own
    return log + math.log(prior), m * (1 - between) / between, (1 - m) * (1 - between) / between


def slow_test(data, i):
    """Averages over theta by Riemann sums; the first node stands for all below, where weights are a power."""
    nodes = [node(data[:i] + data[i + 1:], 0.5 * j) for j in range(-60, 50)]
    top = max(one[0] for one in nodes)
    x, y = data[i]
    n = x + y
    whole = below = seen = own = 0.0
    for log, a, b in [(nodes[0][0] - math.log(math.expm1(0.25)), *nodes[0][1:]), *nodes]:
        mass = [math.exp(math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
                         + log_beta(a + k, b + n - k) - log_beta(a, b)) for k in range(n + 1)]
        weight = math.exp(log - top)
        whole += weight
        below += weight * (sum(mass[:x]) + mass[x] / 2)
        seen += weight * mass[x]
        own += weight * mass[x] * (a + x) / (a + b + n)
    return own / seen, min(2 * min(below, whole - below) / whole, 1)


class Peers(unittest.TestCase):
    def test_each_is_the_slow_version(self):
        data = list(zip(WOMEN, MEN))
        shares, peers = gdcs.quality_tests(WOMEN, MEN)
        for i, (x, y) in enumerate(data):
            self.assertAlmostEqual(shares.value[i], x / (x + y), places=15)
        for i in (2, 3):
            shrunk, p = slow_test(data, i)
            self.assertAlmostEqual(peers.shrunk[i], shrunk, places=7)
            self.assertAlmostEqual(peers.p_value[i], p, places=7)

    def test_adjusted_are_those_of_multiplicity(self):
        _, peers = gdcs.quality_tests(WOMEN, MEN, adjust="holm")
        for got, wanted in zip(peers.p_adjusted, gdcs.multiplicity(peers.p_value, method="holm")):
            self.assertAlmostEqual(got, wanted, places=14)

    def test_flags(self):
        women, men = [1] + [100] * 7, [999] + [900] * 7
        _, peers = gdcs.quality_tests(women, men, unknown=[10] + [0] * 7)
        self.assertEqual(list(peers.flag), [1] + [0] * 7)
        self.assertEqual(list(peers.robust), [1] + [0] * 7)
        _, men_first = gdcs.quality_tests(women, men, sex="men")
        self.assertEqual(men_first.flag[0], 2)

    def test_refusals(self):
        for wrong in ({"sex": "other"}, {"discovery": 0}, {"discovery": 1}, {"adjust": "none"}):
            with self.assertRaises(gdcs.Error):
                gdcs.quality_tests(WOMEN, MEN, **wrong)


def registers():
    table = gdcs.Table(["register", "role", "sex"])
    for name, counts in {"A": (30, 270, 200, 90), "B": (28, 260, 210, 95),
                         "C": (33, 300, 190, 99)}.items():
        for (role, sex), count in zip((("offender", "F"), ("offender", "M"), ("victim", "F"),
                                       ("victim", "M")), counts):
            table[name, role, sex] = count
    table["D", "victim", "F"] = 70
    return table


class Tables(unittest.TestCase):
    def test_sources_that_cannot_show_are_listed(self):
        rows = registers().quality_test("register", "role", [("women", "offender"),
                                                             ("men", "victim", "men")]).to_dict()
        self.assertEqual(rows["reason"], ["", "", "", "role_absent", "", "", "", "one_sex_only"])
        self.assertEqual(rows["indicator"][::4], ["women: offender", "men"])
        self.assertAlmostEqual(rows["value"][4], 90 / 290)
        with self.assertRaises(gdcs.Error):
            registers().quality_test("register", "role", [("women", "judge")])

    def test_units_and_relatives(self):
        table = gdcs.Table(["register", "role", "basis", "sex"])
        for name, own, wives in (("A", 4, 9), ("B", 0, 12), ("C", 3, 8)):
            table[name, "collaborator", "own right", "F"] = own
            table[name, "collaborator", "wife", "F"] = wives
            table[name, "collaborator", "own right", "M"] = 60
        rows = table.quality_test("register", "role", [("women", "collaborator")], basis="basis",
                                  relatives=["wife"], units=["person", "case", None]).to_dict()
        self.assertEqual(rows["reason"], ["", "not_persons", ""])
        rows = table.quality_test("register", "role", [("women", "collaborator")], basis="basis",
                                  relatives=["wife"]).to_dict()
        self.assertEqual(rows["reason"], ["", "relatives_only", ""])
        for wrong in ({"basis": "basis"}, {"relatives": ["wife"]}, {"units": ["person"]}):
            with self.assertRaises(gdcs.Error):
                table.quality_test("register", "role", [("women", "collaborator")], **wrong)

    def test_comparability(self):
        a, b = registers(), registers()
        a.meta["stock_flow"], b.meta["stock_flow"] = "stock", "flow"
        rows = gdcs.quality_comparability([a, b]).to_dict()
        self.assertEqual((rows["key"], rows["finding"]), (["stock_flow"], ["differs"]))
        self.assertEqual(len(gdcs.quality_comparability([a, b], allowed=["stock_flow"])), 0)
        with self.assertRaisesRegex(gdcs.Error, "'stock' and 'flow'"):
            gdcs.quality_comparability([a, b], refuse=True)
        with self.assertRaises(gdcs.Error):
            gdcs.quality_comparability([a, b], allowed=["colour"])

    def test_gaps(self):
        rows = registers().quality_gaps("register", "role").to_dict()
        self.assertEqual(rows["by_sex"], [1, 1, 1, 1, 1, 1, 0, 1])
        weighted = registers().quality_gaps("register", "role", by="indicator",
                                            weights=[1, 1, 1, 3]).to_dict()
        self.assertEqual(weighted["value"], [0.5, 1.0])
        with self.assertRaises(gdcs.Error):
            registers().quality_gaps("register", "role", weights=[1.0])


def slips(right):
    """All whole numbers that one slip makes of another."""
    digits, out = str(right), {}
    for i in range(len(digits)):
        for d in "0123456789":
            out.setdefault(digits[:i] + d + digits[i + 1:], "digit")
            out[digits[:i] + d + digits[i:]] = "dropped_digit"
        out[digits[:i] + digits[i + 1:]] = "dropped_digit"
    out.update({digits + d: "dropped_digit" for d in "0123456789"})
    for i in range(len(digits) - 1):
        out[digits[:i] + digits[i + 1] + digits[i] + digits[i + 2:]] = "transposed"
    out.pop(digits, None)
    return {int(k): v for k, v in out.items() if k and (k == "0" or k[0] != "0")}


class Reconcile(unittest.TestCase):
    def test_every_slip_in_a_total_is_found(self):
        for right in (5226, 871, 90, 1000):
            for typed, kind in slips(right).items():
                table = gdcs.Table(["area", "sex"])
                table["x", "F"], table["x", "M"], table["x", "_U"] = 9, right - 10, 1
                table["x", "_T"] = typed
                rows = table.quality_reconcile(noise=0).to_dict()
                if right - typed in (right - 10, 9, 1) or right == 2 * typed:
                    self.assertEqual(rows["kind"][0], "double_counted")
                elif rows["ways"][0] == 1:
                    self.assertEqual((rows["kind"], rows["found"], rows["expected"]),
                                     ([kind], [typed], [right]))
                else:
                    self.assertIn(rows["kind"][0], ("transposed", "digit", "dropped_digit"))

    def test_copied_slices_and_relationships(self):
        table = gdcs.Table([gdcs.Axis("kin", "relationship"), gdcs.Axis("offender", "group"), "sex"])
        figures = {"esposa": 2, "HR": 5, "x": 400, "y": 500, "z": 600}
        for label, n in figures.items():
            for sex in "FM":
                table[label, "M", sex] = n
        rows = table.quality_reconcile(relationships={"esposa": "female", "x": None}, other_sex="offender").to_dict()
        at = {kind: rows["kind"].count(kind) for kind in rows["kind"]}
        self.assertEqual(at, {"relationship_sex": 2, "same_slice": 1})
        i = rows["kind"].index("same_slice")
        chance = -sum(math.log10(1 + 4 * math.pi * n) / 2 for n in figures.values())
        self.assertAlmostEqual(rows["log10_chance"][i], chance, 10)
        self.assertEqual((rows["found"][i], rows["cells"][i]), (sum(figures.values()), len(figures)))

    def test_refusals(self):
        for wrong in ({"base": -1}, {"jump": 0.5}, {"stage": "step"}, {"other_sex": "him"}):
            with self.assertRaises(gdcs.Error):
                registers().quality_reconcile(**wrong)


if __name__ == "__main__":
    unittest.main()
