"""How a peer answers: one JSON request per line in, one answer per line out."""

import json
import sys
import time


def answer_lines(answer):
    out = sys.stdout
    sys.stdout = sys.stderr
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), file=out, flush=True)


def time_calls(call, time_ms, least=3):
    """Milliseconds of each call, after one that is not counted."""
    call()
    samples, end = [], time.perf_counter() + time_ms / 1000
    while time.perf_counter() < end or len(samples) < least:
        start = time.perf_counter()
        call()
        samples.append((time.perf_counter() - start) * 1000)
    return samples
