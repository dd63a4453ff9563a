"""Compiled numba loops that do what `isocortex bench dynamics` measures: one JSON request per line in, one answer out."""

import numba
import numpy as np
from numba import njit

from answering import answer_lines, time_calls


@njit
def transfer(current, a, b, d):
    u = a * current - b
    return u / (1 - np.exp(-d * u))


@njit
def decide(trials, steps, until_decided, dt, threshold, a, b, d, gamma, tau_s, tau_ampa, j11, j12, current1, current2, sigma):
    """
    Wong & Wang 2006 (J Neurosci 26:1314), time in s: choice (0 for none, 1, 2) and step of every trial. Noise is stepped
    exactly, a decision is the first rate above the threshold.
    """
    np.random.seed(1)
    decay = np.exp(-dt / tau_ampa)
    amplitude = sigma * np.sqrt((1 - decay * decay) / 2)
    choices = np.zeros(trials, np.int64)
    crossings = np.zeros(trials, np.int64)
    for trial in range(trials):
        s1 = s2 = 0.1
        n1 = n2 = 0.0
        choice = 0
        for step in range(steps):
            r1 = transfer(j11 * s1 - j12 * s2 + current1 + n1, a, b, d)
            r2 = transfer(j11 * s2 - j12 * s1 + current2 + n2, a, b, d)
            if choice == 0 and (r1 > threshold or r2 > threshold):
                choice = 1 if r1 >= r2 else 2
                choices[trial] = choice
                crossings[trial] = step
                if until_decided:
                    break
            s1 += dt * (-s1 / tau_s + (1 - s1) * gamma * r1)
            s2 += dt * (-s2 / tau_s + (1 - s2) * gamma * r2)
            n1 = decay * n1 + amplitude * np.random.standard_normal()
            n2 = decay * n2 + amplitude * np.random.standard_normal()
    return choices, crossings


def wong_wang(request):
    p = request["parameters"]
    dt = request["dtMs"] / 1000
    stimulus = [p["I0"] + p["Jext"] * p["mu0"] * (1 + sign * p["coherence"] / 100) for sign in (1, -1)]
    arguments = (
        request["untilDecided"], dt, request["thresholdHz"], p["a"], p["b"], p["d"], p["gamma"], p["tauS"] / 1000,
        p["tauAMPA"] / 1000, p["J11"], p["J12"], *stimulus, p["sigma"],
    )
    decide(1, 2, *arguments)
    found = {}

    def call():
        found["choices"], found["crossings"] = decide(request["trials"], request["steps"], *arguments)

    samples = time_calls(call, request["timeMs"], 1)
    decided = found["choices"] > 0
    return {
        "samples": samples,
        "accuracy": float(np.mean(found["choices"][decided] == 1)),
        "meanMs": float(np.mean(found["crossings"][decided]) * request["dtMs"]),
    }


def answer(request):
    if request["kind"] == "version":
        return {"version": numba.__version__}
    return {"wong-wang": wong_wang}[request["kind"]](request)


answer_lines(answer)
