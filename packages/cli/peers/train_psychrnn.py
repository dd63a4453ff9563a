"""Updates of PsychRNN itself, batch generation included, for `isocortex bench training`.

PsychRNN asks a generator for every batch of one long training: requests are read and answered in there.
"""

import json
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf
from psychrnn.backend.models.basic import Basic
from psychrnn.tasks.perceptual_discrimination import PerceptualDiscrimination

out, sys.stdout = sys.stdout, sys.stderr


def requests():
    for line in sys.stdin:
        request = json.loads(line)
        if request["kind"] != "version":
            yield request
        else:
            answer({"version": f"1.0.0 on tensorflow {tf.__version__}"})


def answer(value):
    print(json.dumps(value), file=out, flush=True)


def timed_batches(task, first, rest):
    batches = task.batch_generator()
    yield next(batches)  # tells the batch's size
    for _ in range(2):
        yield next(batches)
    request = first
    while request is not None:
        samples = []
        end = time.perf_counter() + request["timeMs"] / 1000
        while time.perf_counter() < end or len(samples) < 3:
            start = time.perf_counter()
            yield next(batches)
            samples.append((time.perf_counter() - start) * 1000)
        answer({"samples": samples})
        request = next(rest, None)


rest = requests()
first = next(rest, None)
if first is not None:
    dt, trials = first["dtMs"], first["trials"]
    task = PerceptualDiscrimination(dt=dt, tau=dt / first["alpha"], T=dt * first["steps"], N_batch=trials)
    params = task.get_task_params()
    params.update(name="bench", N_rec=first["hidden"])
    endless = {"training_iters": 10**12, "loss_epoch": 10**9, "verbosity": False}
    try:
        Basic(params).train(timed_batches(task, first, rest), endless)
    except (RuntimeError, StopIteration):
        pass  # no more requests
