"""Noise on the whole numbers: probabilities, variances, quantiles of sums.

Python 3.11, mpmath 1.2 (40 digits), NumPy 1.24.  Sums of numbers by adding up the products of all
probabilities, quantiles by adding up from the middle.

    python3 tests/reference/discrete.py > tests/reference/discrete.csv
"""
import mpmath as mp
import numpy as np

mp.mp.dps = 40
LAWS = [("laplace", 1, 1), ("laplace", 7, 2), ("laplace", 1, 3), ("laplace", 20, 1),
        ("laplace", 1000, 1), ("gaussian", 1, 2), ("gaussian", 1, 16), ("gaussian", 1, 1),
        ("gaussian", 9, 1), ("gaussian", 400, 1), ("gaussian", 55, 2)]


def weight(law, top, bottom, y):
    if law == "laplace":
        return mp.exp(-mp.mpf(bottom) / top * abs(y))
    return mp.exp(-mp.mpf(y) ** 2 * bottom / (2 * mp.mpf(top)))


print("law,top,bottom,what,at,value")
for law, top, bottom in LAWS:
    scale = top / bottom if law == "laplace" else (top / bottom) ** 0.5
    side = int(100 * scale + 100)
    w = [weight(law, top, bottom, y) for y in range(side + 1)]
    total = w[0] + 2 * mp.fsum(w[1:])
    for y in (0, 1, -2, 5, 17):
        print(f"{law},{top},{bottom},p,{y},{mp.nstr(w[abs(y)] / total, 17)}")
    variance = 2 * mp.fsum(y * y * a for y, a in enumerate(w)) / total
    print(f"{law},{top},{bottom},variance,0,{mp.nstr(variance, 17)}")
    if scale > 30:
        continue
    p = np.array([float(a / total) for a in w])
    one = np.concatenate([p[:0:-1], p])
    sums = one
    for count in range(1, 8):
        middle = len(sums) // 2
        inside = sums[middle]
        upwards = sums[middle + 1:][::-1].cumsum()[::-1] * 2  # P(|S| > q), q = 0, 1, ...
        for alpha in (0.1, 0.05, 0.01, 1e-6):
            q = int(np.argmax(upwards <= alpha))
            gap = min(abs(upwards[q] / alpha - 1), abs(upwards[q - 1] / alpha - 1) if q else 1)
            if gap > 1e-6:
                print(f"{law},{top},{bottom},{count},{alpha},{q}")
        sums = np.convolve(sums, one)
