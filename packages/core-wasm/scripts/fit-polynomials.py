"""Prints the coefficients of assembly/transcendental.ts, highest power first, as that file writes them.

Each list is the Chebyshev fit (within a few per cent of the minimax polynomial) of a smooth factor g over the interval
that the argument is reduced to. `error` is its largest effect on the function, relative to the function: it is to be
well below half a unit in the last place, 1.1e-16 (f64) or 6e-8 (f32). The twins in src/twins/transcendental.ts repeat
the numbers.

Needs Python 3 and mpmath (pip install mpmath). Run: python3 scripts/fit-polynomials.py
"""

import struct

from mpmath import atanh, chebyfit, cos, exp, floor, log, mp, mpf, nstr, pi, sin, sqrt

mp.dps = 60


def single(x):
    """x rounded to a float, as the double that holds it."""
    return struct.unpack("f", struct.pack("f", float(x)))[0]


def leading_bits(x, bits):
    scale = mpf(2) ** (bits - 1 - floor(log(x, 2)))
    return floor(x * scale) / scale


# Near 0 each factor is 0/0: its series takes over.
def expm1_factor(r):
    """(exp(r) - 1 - r)/r^2."""
    return mpf(1) / 2 + r / 6 + r * r / 24 if abs(r) < mpf("1e-12") else (exp(r) - 1 - r) / r**2


def log_factor(z):
    """(2 atanh(s)/s - 2)/z at z = s^2: log((1 + s)/(1 - s)) = 2s + s·z·factor."""
    s = sqrt(z)
    return mpf(2) / 3 + 2 * z / 5 if z < mpf("1e-20") else (2 * atanh(s) / s - 2) / z


def sine_factor(z):
    """(sin(a)/a - 1)/z at z = a^2."""
    a = sqrt(z)
    return -mpf(1) / 6 + z / 120 if z < mpf("1e-20") else (sin(a) / a - 1) / z


def cosine_factor(z):
    """(cos(a) - 1 + z/2)/z^2 at z = a^2."""
    a = sqrt(z)
    return mpf(1) / 24 - z / 720 if z < mpf("1e-14") else (cos(a) - 1 + z / 2) / z**2


def fit(name, factor, low, high, weight, count64, count32):
    for precision, count, rounded in (("f64", count64, float), ("f32", count32, single)):
        coefficients, error = chebyfit(factor, [low, high], count, error=True)
        print(f"{name} {precision}: error {nstr(error * weight, 3)}")
        for coefficient in coefficients:
            print(f"  {rounded(coefficient)!r}")


half = log(2) / 2 * mpf("1.002")
fit("exp", expm1_factor, -half, half, half**2 * sqrt(2), 10, 5)

largest = ((sqrt(2) - 1) / (sqrt(2) + 1)) ** 2 * mpf("1.001")
fit("log, mantissa in [sqrt(1/2), sqrt(2))", log_factor, 0, largest, largest / 2, 7, 3)
fit("log1p on [0, 1]", log_factor, 0, mpf(1) / 9, mpf(1) / 18, 10, 5)

quarter = (pi / 4) ** 2 * mpf("1.0001")
fit("sine", sine_factor, 0, quarter, quarter, 6, 3)
fit("cosine", cosine_factor, 0, quarter, quarter**2 * sqrt(2), 6, 3)

# k·high is exact for every exponent k of the precision: the high part leaves 12 (f64) or 9 (f32) of the bits free.
for name, bits, rounded in (("f64", 41, float), ("f32", 15, single)):
    high = leading_bits(log(2), bits)
    print(f"ln 2 {name}: high {rounded(high)!r}, low {rounded(log(2) - high)!r}; 1/ln 2 {rounded(1 / log(2))!r}")
