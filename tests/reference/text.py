"""Writes text.csv: numbers read and written by Python, whose conversions are David Gay's
(Python/dtoa.c), not the C library's.  Kinds: parse TEXT BITS, comma TEXT BITS (decimal mark ','),
format BITS TEXT, fixed<d> BITS TEXT.  BITS is the double in hexadecimal, or "refused"."""
import decimal
import math
import random
import struct

random.seed(20)
decimal.getcontext().prec = 1200
rows = []


def bits(x):
    return struct.pack(">d", x).hex()


def double(n):
    return struct.unpack(">d", struct.pack(">Q", n))[0]


def notation(x):
    """The digits of repr(), in the notation lib/core/text.h promises."""
    if math.isnan(x):
        return "nan"
    sign = "-" if math.copysign(1, x) < 0 else ""
    if math.isinf(x):
        return sign + "inf"
    if x == 0:
        return sign + "0"
    _, digits, exponent = decimal.Decimal(repr(abs(x))).normalize().as_tuple()
    text = "".join(map(str, digits))
    if 1e-5 <= abs(x) < 1e17:
        return sign + format(decimal.Decimal((0, digits, exponent)), "f")
    size = exponent + len(text) - 1
    return f"{sign}{text[0]}{'.' if text[1:] else ''}{text[1:]}e{'+' if size >= 0 else ''}{size}"


def parse(text):
    x = float(text)
    rows.append(("parse", text, "refused" if math.isinf(x) else bits(x)))


def write(x):
    rows.append(("format", bits(x), notation(x)))


def fixed(x, digits):
    text = f"{x:.{digits}f}"
    if not text.strip("-0."):
        text = text.lstrip("-")
    rows.append((f"fixed{digits}", bits(x), text))


def any_double():
    while True:
        x = double(random.getrandbits(64))
        if math.isfinite(x):
            return x


# Halfway between two doubles, written out in full, and a little to either side of it.
def halfway(x):
    above = math.nextafter(x, math.inf)
    if math.isinf(above):
        return
    middle = (decimal.Decimal(x) + decimal.Decimal(above)) / 2
    text = format(middle, "e")
    parse(text)
    mantissa, exponent = text.split("e")
    mantissa += "" if "." in mantissa else "."
    parse(f"{mantissa}{'0' * (40 if len(mantissa) > 300 else 3)}1e{exponent}")
    parse(f"{mantissa[:-1]}{'0' if mantissa[-1] == '.' else chr(ord(mantissa[-1]) - 1)}9e{exponent}"
          if mantissa[-1] not in ".0" else text)


for _ in range(40):
    halfway(float(random.getrandbits(53)))
    halfway(random.random())
for _ in range(4):
    halfway(abs(any_double()))
for n in (0, 1, 2, 3, 2**52 - 2, 2**52 - 1, 2**52, 2**53 - 1):
    halfway(double(n))
middle = format((decimal.Decimal(double(2**52 - 1)) + decimal.Decimal(double(2**52))) / 2, "e")
for zeros in (0, 30, 31, 32, 33, 34, 35, 300):  # the last digit on either side of the 800th
    m, e = middle.split("e")
    parse(f"{m}{'0' * zeros}1e{e}")
    parse(f"{m}{'0' * zeros}e{e}")

for k in range(-4, 5):
    parse(str(2**53 + k))
    parse(f"{2**53 + k}.5")
    parse(f"{2**53 + k}.50000000000000000000000000001")
    parse(str(2**64 + k))
    parse(str(10**19 + k))
    parse(f"{10**18 + k}0000000000000000000000e-20")
for text in """0 -0 +0 0.0 00.00 .0 .5 -.5 +.25 0e5 0e999999999999999999999999 -0e-999999999999999999999999
        1 +1 -1 007 1.50 1e0 1E5 1e+5 1e-5 1e05 1e22 1e23 1e-22 1e-23 9007199254740993e22
        1.7976931348623157e308 1.7976931348623158e308 1.7976931348623159e308 -1.8e308 1e309 1e99999
        179769313486231580793728971405301e276 179769313486231580793728971405304e276
        4.9406564584124654e-324 2.4703282292062327e-324 2.4703282292062328e-324 1e-400 -1e-400
        2.2250738585072011e-308 2.2250738585072014e-308 2.2250738585072012e-308
        1e99999999999999999999999 1e-99999999999999999999999 123456789012345678901234567890
        1e18446744073709551616 1e-18446744073709551616 1e9223372036854775808
        0.1 0.2 0.3 0.30000000000000004 100000000000000016777215 100000000000000016777216
        3.14159265358979323846264338327950288419716939937510582097494459 6.02214076e23""".split():
    parse(text)
parse("0." + "0" * 400 + "1e400")
parse("1" + "0" * 400 + "e-400")
parse("0" * 900 + "1")
parse("0." + "0" * 900 + "1")
for _ in range(150):
    digits = random.randint(1, 40)
    text = "".join(random.choice("0123456789") for _ in range(digits))
    cut = random.randint(1, digits)
    text = text[:cut] + ("." + text[cut:] if text[cut:] else "")
    parse(f"{text}e{random.randint(-340, 330)}" if random.random() < .5 else text)
for text in ("0,5", "1234,56", "-12,5e-3", ",5", "7", "1e3"):
    rows.append(("comma", text, bits(float(text.replace(",", ".")))))

# A power of two is where the doubles below lie closer than those above.
for k in range(-1074, 1024):
    write(math.ldexp(1.0, k))
for k in (-1021, -300, -44, 0, 10, 53, 300, 1023):
    write(math.nextafter(math.ldexp(1.0, k), 0))
    write(math.nextafter(math.ldexp(1.0, k), math.inf))
for k in range(-30, 31):
    write(float(2**53 + k))
    write(float(f"1e{k}"))
    write(math.nextafter(float(f"1e{k}"), 0))
    write(-float(f"1.5e{k}"))
for _ in range(150):
    write(any_double())
    write(double(random.getrandbits(random.randint(1, 52))))
    write(random.randint(0, 10**6) / 10 ** random.randint(0, 8))
    n = random.randint(1, 10**6)
    write(random.randint(0, n) / n)
for x in (0.0, -0.0, math.inf, -math.inf, math.nan, 5e-324, 2.2250738585072014e-308,
          1.7976931348623157e308, 1e15, 999999999999999.9, 9.999999999999999e16, 1e17, 9.999e-6):
    write(x)

for digits in range(0, 18):
    for x in (0.0, -0.0, 0.5, 1.5, 2.5, -2.5, 0.125, 0.375, 1.005, 2.675, -0.004, 0.9999999, 99.995,
              1e-20, 5e-324, 123456789.987654321, 999999999999999.9, 1e15 - 1, 1 / 3):
        fixed(x, digits)
    for _ in range(10):
        fixed(random.uniform(-1000, 1000), digits)

with open("text.csv", "w", newline="\n") as file:
    file.write("kind;given;wanted\n")
    for kind, given, wanted in rows:
        file.write(f"{kind};{given};{wanted}\n")
