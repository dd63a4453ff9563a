"""Prints the coefficients of src/mean-field/erfcx.ts, lowest power first, and remakes test/fixtures/erfcx.json.

The polynomial is the Chebyshev fit of (1 + 2x)·erfcx(x), x >= 0, in y = (x - 3.75)/(x + 3.75); each Chebyshev term left
out is below 1e-17 of it. The
fixture holds erfcx at doubles, and the integral of erfcx(-x) between pairs of them, as doubles.

Needs Python 3 and mpmath (pip install mpmath). Run: python3 scripts/erfcx.py
"""

import json
import pathlib

from mpmath import cos, erfc, exp, mp, mpf, pi, quad, sqrt

mp.dps = 50
CENTRE = mpf("3.75")
KEPT = 26
SAMPLES = 80


def erfcx(x):
    """exp(x^2)·erfc(x); Laplace's asymptotic series where erfc would be too small."""
    x = mpf(x)
    if x < 1000:
        return exp(x * x) * erfc(x)
    term = total = mpf(1)
    for k in range(1, 12):
        term *= -(2 * k - 1) / (2 * x * x)
        total += term
    return total / (x * sqrt(pi))


def coefficients():
    nodes = [cos(pi * (j + mpf(1) / 2) / SAMPLES) for j in range(SAMPLES)]
    x = [CENTRE * (1 + y) / (1 - y) for y in nodes]
    values = [(1 + 2 * at) * erfcx(at) for at in x]
    fit = [
        2 * sum(v * cos(pi * k * (j + mpf(1) / 2) / SAMPLES) for j, v in enumerate(values)) / SAMPLES
        for k in range(SAMPLES)
    ]
    fit[0] /= 2
    assert max(abs(c) for c in fit[KEPT:]) < mpf("1e-17")
    return [float(c) for c in powers(fit[:KEPT])]


def powers(chebyshev):
    """The same polynomial by powers of y, lowest first: T_k = 2y T_(k-1) - T_(k-2)."""
    before, now = [mpf(1)], [mpf(0), mpf(1)]
    total = [mpf(0)] * len(chebyshev)
    total[0] = chebyshev[0]
    for c in chebyshev[1:]:
        for i, t in enumerate(now):
            total[i] += c * t
        doubled = [mpf(0)] + [2 * t for t in now]
        before, now = now, [d - (before[i] if i < len(before) else 0) for i, d in enumerate(doubled)]
    return total


def passage(low, high):
    """Integral of erfcx(-x) from low to high, piece by piece where it changes fast."""
    edges = sorted({mpf(low), mpf(high), *(mpf(e) for e in (-1e4, -100, -10, -3, -1, 0, 1, 2, 4, 8, 16) if low < e < high)})
    return quad(lambda x: erfcx(-x), edges)


ARGUMENTS = [-26.5, -20.25, -10.1, -5, -3.3, -2, -1, -0.5, -0.1, -1e-8, 0, 1e-8, 0.1, 0.3, 0.5, 0.9, 1, 1.5, 2, 2.5, 3, 3.75, 5]
ARGUMENTS += [7.7, 10, 20, 26.6, 30, 100, 1234.5, 1e5, 1e8, 1e16, 1e100, 1e300]
INTERVALS = [(-1, 1), (0, 2.5), (-0.3, 0), (-2.2, 1.1), (-6, -5), (-40, -30), (-1e4, -9e3), (1, 2), (3.2, 8.4), (-15, 20.3), (-0.001, 0.001)]
INTERVALS += [(-300.5, 5.75), (25, 26.5), (0.01, 0.011), (-7, -0.125), (-1.5, -1.499)]

if __name__ == "__main__":
    print(",\n".join(repr(c) for c in coefficients()))
    fixture = {
        "generator": "packages/models/scripts/erfcx.py (mpmath, 50 digits)",
        "erfcx": [{"x": x, "value": float(erfcx(x))} for x in ARGUMENTS],
        "integrals": [{"from": a, "to": b, "value": float(passage(a, b))} for a, b in INTERVALS],
    }
    path = pathlib.Path(__file__).parent.parent / "test" / "fixtures" / "erfcx.json"
    path.write_text(json.dumps(fixture, indent=2) + "\n")
