"""Writes test/fixtures/elementary-functions.json: exp, log, tanh and sigmoid at hard and at ordinary doubles.

A row is [x, high, low]: x and the value's nearest double as 16 hexadecimal digits, and the rest of the value in
thousandths of high's unit in the last place. The points: every exponent, both ends of the range, the middle between two
multiples of ln 2 (where the reduced argument is largest), the neighbours of 1 and of sqrt(1/2)·2^k for the logarithm,
evenly spaced ones, and the worst of 250 000 random points for the kernels as they stand.

Needs Python 3 and mpmath (pip install mpmath). Run: python3 scripts/reference-values.py
"""

import json
import math
import struct
from pathlib import Path

from mpmath import exp, log, mp, mpf, sqrt, tanh

mp.prec = 160

WORST = {
    "exp": "403cc4086352984e 4054e19199bb312d 40635d663e2bb26e 406ce545ffd599a2 c0598f4ce4f48c8e "
    "c056446e674ee6f6 c0717af4427a8638 c0543016720c2d94 406bdb19cfb313c7 c072377e0bbe1e6d "
    "4071dec5a04a4a3f 4075cfff302e0fa0",
    "log": "3ff68780f9d278fd 3fe6972675a5a238 3ff691d9d7bf8407 3ff691801a9b54cd 3fe68b3133fe4501 "
    "3fe68c31e2c7e722 3ff68ef211e3eb71 3fe69787e2d2113b 3ff68c684a68eb6b 3fe69784425240cf "
    "3fe69ae60abfff33 3fe69ef2cef86b54",
    "tanh": "bfaf45cbc9de55c0 bfbdcb78a5a79f40 3faf54f2b80cf940 3fcc3a1e3fe4cf30 3fcc5565bf66b270 "
    "3fbfb3c030aba4a0 3f8fecef19698500 3f9f79ffd1230680 3fca437ea5598450 bfcbe78374b5e490 "
    "bfcdb8f77fa09ee0 3fcc28cc7b24de90",
    "sigmoid": "bffff4c45e74e72c bfff324661cf7058 bfffe4a01630a020 bfff255e92a342cc bff1cdf169a94e38 "
    "bfff46f77a2421c4 bfff8e448c32afd4 bfff5ae7c49fe778 bffffa08d9810254 bff1d9b785fe6024 "
    "bfff96b012b5199c bfff8f475b612880",
}


def bits(x):
    return struct.pack(">d", x).hex()


def double(text):
    return struct.unpack(">d", bytes.fromhex(text))[0]


def neighbours(x):
    return [math.nextafter(x, -math.inf), x, math.nextafter(x, math.inf)]


def both(points):
    return [sign * x for x in points for sign in (1, -1)]


def evenly(low, high, count):
    return [low + (high - low) * (i + 0.5) / count for i in range(count)]


def middles(first, last, step):
    """Doubles next to (k + 1/2)·ln 2."""
    return [x for k in range(first, last, step) for x in neighbours(float((k + mpf(1) / 2) * log(2)))[::2]]


LARGEST, SMALLEST = 709.782712893384, -745.1332191019411
POINTS = {
    "exp": both([1.37 * 2.0**e for e in range(-60, 9)])
    + [x for end in (LARGEST, SMALLEST, -708.3964185322641) for x in neighbours(end)]
    + middles(-1075, 1024, 17)
    + evenly(-745, 709, 250)
    + evenly(-1, 1, 100),
    "log": [1.1 * 2.0**e for e in range(-1070, 1024, 13)]
    + [5e-324, 1.5e-323, 1.7976931348623157e308, 2.2250738585072014e-308]
    + [1 + s * 2.0**-e for e in range(1, 53) for s in (1, -1)]
    + [x for e in range(-40, 41, 3) for x in neighbours(float(sqrt(mpf(1) / 2) * mpf(2) ** e))]
    + evenly(0.5, 2, 250),
    "tanh": both([1.3 * 2.0**e for e in range(-1070, 5, 29)] + [1.3 * 2.0**e for e in range(-60, 5)])
    + both(evenly(0, 1, 100) + evenly(0, 22, 100)),
    "sigmoid": both([1.3 * 2.0**e for e in range(-60, 9)]) + evenly(-745, 40, 200) + evenly(-4, 4, 200),
}
FUNCTIONS = {"exp": exp, "log": log, "tanh": tanh, "sigmoid": lambda x: 1 / (1 + exp(-x))}


def row(function, x):
    value = FUNCTIONS[function](mpf(x))
    high = float(value)
    unit = math.ulp(high)
    return [bits(x), bits(high), round(float(1000 * (value - mpf(high)) / mpf(unit)), 1) if math.isfinite(high) else 0]


rows = {
    name: [row(name, x) for x in sorted(set(points + [double(text) for text in WORST[name].split()]))]
    for name, points in POINTS.items()
}
lines = [
    f'  "{name}": [\n' + ",\n".join("    " + json.dumps(one) for one in table) + "\n  ]" for name, table in rows.items()
]
about = "scripts/reference-values.py with mpmath; rows [x, high, low]: see there"
target = Path(__file__).parent.parent / "test/fixtures/elementary-functions.json"
target.write_text("{\n" + f'  "about": {json.dumps(about)},\n' + ",\n".join(lines) + "\n}\n")
print({name: len(table) for name, table in rows.items()})
