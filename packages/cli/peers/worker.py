"""Carries out the same work with numpy, for `isocortex bench`: one JSON request per line in, one answer per line out."""

import json
import sys
import time

import numpy as np

from froudist_walsh import FroudistWalsh

DTYPES = {"f64": np.float64, "f32": np.float32}


def work(request):
    rng = np.random.default_rng(1)
    n, m, batch = request.get("n", 1), request.get("m", 1), request.get("batch", 1)
    dtype = DTYPES[request["precision"]]
    kind = request["kind"]
    if kind in ("matvec", "matmul"):
        W = rng.standard_normal((n, m)).astype(dtype)
        x = rng.standard_normal((m, batch) if kind == "matmul" else m).astype(dtype)
        out = np.empty((n, batch) if kind == "matmul" else n, dtype)
        return lambda: np.matmul(W, x, out=out)
    x = rng.uniform(0.1, 3, n).astype(dtype)
    out = np.empty_like(x)
    if kind == "normals":
        return lambda: rng.standard_normal(n, dtype=dtype, out=out)
    if kind == "sigmoid":
        def sigmoid():
            np.negative(x, out=out)
            np.exp(out, out=out)
            np.add(out, 1, out=out)
            np.divide(1, out, out=out)
        return sigmoid
    ufunc = {"exp": np.exp, "log": np.log, "tanh": np.tanh}[kind]
    return lambda: ufunc(x, out=out)


def time_calls(call, repeat, time_ms):
    for _ in range(min(repeat, 3)):
        call()
    samples, end = [], time.perf_counter() + time_ms / 1000
    while time.perf_counter() < end or len(samples) < 3:
        start = time.perf_counter()
        for _ in range(repeat):
            call()
        samples.append((time.perf_counter() - start) * 1000 / repeat)
    return samples


def froudist_walsh(request):
    cortex = FroudistWalsh(request["connectome"], request["parameters"])
    start = time.perf_counter()
    rates = cortex.run(request["steps"], request["dtMs"], request["stimulus"], request["noise"])
    return {"samples": [(time.perf_counter() - start) * 1000], "rates": rates.tolist()}


cache = {}
for line in sys.stdin:
    request = json.loads(line)
    if request["kind"] == "version":
        answer = {"version": np.__version__}
    elif request["kind"] == "froudist-walsh":
        answer = froudist_walsh(request)
    else:
        call = cache.setdefault(line, None) or work(request)
        cache[line] = call
        answer = {"samples": time_calls(call, request["repeat"], request["timeMs"])}
    print(json.dumps(answer), flush=True)
