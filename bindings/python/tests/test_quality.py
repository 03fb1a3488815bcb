"""Sources among their peers against a slow, obvious version; comparability and gaps by what they list."""
import math
import unittest

import gdcs

WOMEN = [12, 9, 15, 3, 22, 0]
MEN = [88, 101, 60, 97, 210, 40]


def log_beta(a, b):
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def likelihood(data, mean, theta):
    a, b = mean / theta, (1 - mean) / theta
    return sum(log_beta(a + x, b + y) - log_beta(a, b) for x, y in data)


def climb(data):
    """The top of the likelihood by ever smaller steps."""
    at, step = [0.0, -3.0], 0.5
    height = lambda v: likelihood(data, 1 / (1 + math.exp(-v[0])), math.exp(v[1]))
    at[0] = math.log(sum(x for x, _ in data) / sum(y for _, y in data))
    while step > 1e-7:
        moves = [[at[0] + i * step, at[1] + j * step] for i in (-1, 0, 1) for j in (-1, 0, 1)]
        best = max(moves, key=height)
        if height(best) > height(at) + 1e-13:
            at = best
        else:
            step /= 2
    return 1 / (1 + math.exp(-at[0])), math.exp(at[1])


def information(data, mean, theta):
    sums = lambda z, x: sum(1 / (z + k * theta) ** 2 for k in range(x))
    return sum(sums(mean, x) + sums(1 - mean, y) for x, y in data)


def slow_test(data, i):
    peers = data[:i] + data[i + 1:]
    mean, theta = climb(peers)
    size = mean * (1 - mean) * information(peers, mean, theta)
    m, own, rho = (size * mean + 0.5) / (size + 1), 1 / (size + 2), theta / (1 + theta)
    between = rho * (1 - own) + own
    a, b = m * (1 - between) / between, (1 - m) * (1 - between) / between
    x, y = data[i]
    n = x + y
    mass = [math.exp(math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
                     + log_beta(a + k, b + n - k) - log_beta(a, b)) for k in range(n + 1)]
    half = mass[x] / 2
    p = 2 * min(sum(mass[:x]) + half, sum(mass[x + 1:]) + half)
    return mean, (a + x) / (a + b + n), min(p, 1)


class Peers(unittest.TestCase):
    def test_each_is_the_slow_version(self):
        data = list(zip(WOMEN, MEN))
        shares, peers = gdcs.quality_tests(WOMEN, MEN)
        for i, (x, y) in enumerate(data):
            mean, shrunk, p = slow_test(data, i)
            self.assertAlmostEqual(shares.value[i], x / (x + y), places=15)
            self.assertAlmostEqual(peers.expected[i], mean, places=5)
            self.assertAlmostEqual(peers.shrunk[i], shrunk, places=5)
            self.assertAlmostEqual(peers.p_value[i], p, places=4)

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


if __name__ == "__main__":
    unittest.main()
