"""Reference limits of access ratios: prints access.csv.  Needs mpmath.

/usr/bin/python3 tests/reference/access.py > tests/reference/access.csv

Imbens & Manski (2004), eqs. 6 and 7, on the log ratio, in 60 digits; C is bracketed.

columns: programme lower, upper, eligible lower, upper, n programme, n eligible, alpha, then bounds, limits, C
"""
import mpmath as mp

from contrast import bracketed

CASES = [("0", "0.1", "0", "0.4", 0, 0), ("0", "0.1", "0.2", "0.4", 200, 0), ("0.05", "0.1", "0.3", "0.4", 200, 150),
         ("0.08", "0.08", "0.4", "0.4", 300, 500), ("0.08", "0.08", "0.4", "0.4", 0, 0),
         ("0.05", "0.051", "0.3", "0.301", 40, 90), ("0.08", "0.08", "0.1", "0.4", 25, 0),
         ("0.5", "0.9", "0.01", "0.02", 1e9, 1e9), ("0.2", "0.2", "0.2", "0.2", 60, 70),
         ("0.1", "0.3", "0.1", "0.3", 5, 8), ("0.3", "1", "0.2", "0.5", 50, 50)]


def main():
    text = lambda x: x if isinstance(x, str) else mp.nstr(mp.mpf(x), 20)
    tail = lambda x: mp.erfc(x / mp.sqrt(2)) / 2
    print("pl,pu,ql,qu,np,nq,alpha,lower,upper,limit_lower,limit_upper,critical")
    for *shares, n, m in CASES:
        pl, pu, ql, qu = map(mp.mpf, shares)
        for alpha in ("0.05", "1e-6"):
            a = mp.mpf(alpha)
            odds = lambda p: p / (1 - p) if p < 1 else mp.inf
            low = odds(pl) / odds(qu)
            high = odds(pu) / odds(ql) if ql > 0 else mp.inf
            part = lambda p, size: 1 / (size * p * (1 - p)) if size and 0 < p < 1 else mp.inf if size else mp.mpf(0)
            below = mp.sqrt(part(pl, n) + part(qu, m))
            above = mp.sqrt(part(pu, n) + part(ql, m))
            wide = max(below, above)
            z1, z2 = mp.sqrt(2) * mp.erfinv(1 - 2 * a), mp.sqrt(2) * mp.erfinv(1 - a)
            if wide == 0 or low == 0 or high == mp.inf:
                c = z1
            else:
                w = (mp.log(high) - mp.log(low)) / wide
                c = z2 if w == 0 else bracketed(lambda c: a - tail(c) - tail(c + w), z1, z2)
            bottom = low * mp.e ** (-c * below) if low > 0 else mp.mpf(0)
            top = high * mp.e ** (c * above) if high < mp.inf else mp.inf
            print(",".join(map(text, (pl, pu, ql, qu, n, m, alpha, low, high, bottom, top, c))))


if __name__ == "__main__":
    main()
