"""Froudist-Walsh et al. 2021 (Neuron 109:3500, STAR Methods) in numpy, all areas and populations of a kind at once.

Written apart from the TypeScript model, as its peer in speed and its referee in numbers. Rows are populations, columns
areas. Rates use the state of the step before; synapses and adaptation then use the new rates.
"""

import numpy as np


def scaled(values):
    values = np.asarray(values, float)
    return (values - values.min()) / (values.max() - values.min())


def logistic(x):
    return 1 / (1 + np.exp(-x))


class FroudistWalsh:
    def __init__(self, connectome, p):
        self.p, self.areas = p, connectome["areas"]
        n = len(self.areas)
        fln, sln = (np.array(connectome[key]).reshape(n, n) for key in ("fln", "sln"))
        strength = np.where(fln > 0, fln ** p["flnExponent"], 0)
        strength /= strength.sum(1, keepdims=True)
        self.to_dendrites, self.to_interneurons = strength * sln, strength * (1 - sln)
        self.excitability = p["spineFloor"] + (1 - p["spineFloor"]) * scaled(connectome["spineCount"])
        occupied = logistic(p["occupancySlope"] * (p["dopamine"] - p["occupancyMidpoint"])) * scaled(connectome["d1Density"])
        self.nmda = 1 + p["nmdaGain"] * logistic(p["nmdaSlope"] * (occupied - p["nmdaMidpoint"]))
        self.g_pv = p["gPVBase"] + p["gPVDopamine"] * occupied
        self.g_cb = p["gCBBase"] + p["gCBDopamine"] * occupied
        self.g_m = p["gAdaptation"] + p["mCurrentGain"] * logistic(p["mCurrentSlope"] * (occupied - p["mCurrentMidpoint"]))
        eye_field = np.isin(self.areas, ["8m", "8l"])
        share = lambda kind: np.where(eye_field, p[f"to{kind}EyeFields"], p[f"to{kind}"])
        self.pv_share, self.cb_share, self.cr_share = share("PV"), share("CB"), share("CR")

    def run(self, steps, dt, stimulus, noise):
        """Rates (7, n) at the end in Hz: E1, E2, PV, CB1, CB2, CR1, CR2."""
        p, n = self.p, len(self.areas)
        rng = np.random.default_rng(1)
        r = np.full((7, n), float(p["initialRate"]))
        nmda, ampa = np.zeros((2, n)), np.zeros((2, n))
        gaba, dendritic, adaptation = np.zeros((5, n)), np.zeros((2, n)), np.zeros((6, n))
        ou = np.zeros((7, n))
        background = np.array([p["I0E"]] * 2 + [p["I0PV"]] + [p["I0Interneuron"]] * 4)[:, None]
        dendrite_background = np.full((2, n), p["I0Dendrite"])
        slow, fast = 1 - p["fractionAMPA"], p["fractionAMPA"]
        slow_pv, fast_pv = 1 - p["fractionAMPAPV"], p["fractionAMPAPV"]
        e, N = self.excitability, self.nmda
        ms = 1e-3
        for step in range(steps):
            far = nmda @ self.to_dendrites.T, ampa @ self.to_dendrites.T
            drive = p["muEE"] * e * (slow * N * far[0] + fast * far[1])
            excitation = dendrite_background + (1 - p["crossTuned"]) * drive + p["crossTuned"] * drive[::-1]
            if stimulus["from"] <= step < stimulus["to"]:
                excitation[0, stimulus["area"]] += stimulus["amplitude"]
            inhibition = self.g_cb * dendritic
            slope = p["dendriteSlope"] * np.exp(-inhibition / p["dendriteSpread"])
            soma = p["dendriteGain"] * np.tanh((excitation + p["dendriteInhibition"] * inhibition) / slope) + p["dendriteOffset"]

            current = background + np.zeros((7, n))
            current[:2] += soma
            far = nmda @ self.to_interneurons.T, ampa @ self.to_interneurons.T
            drive = p["muEI"] * e * (slow * N * far[0] + fast * far[1])
            current[3:5] += self.cb_share * drive
            current[5:7] += self.cr_share * drive
            current[2] += p["muEI"] * e * self.pv_share * (slow_pv * N * far[0].sum(0) + fast_pv * far[1].sum(0))

            near = e * (slow * N * nmda + fast * ampa)
            current[:2] += p["gEE"] * near
            current[3:5] += p["gECB"] * near.sum(0)
            current[5:7] += p["gECR"] * near
            current[2] += p["gEPV"] * e * (slow_pv * N * nmda.sum(0) + fast_pv * ampa.sum(0))
            current[:2] += self.g_pv * gaba[0]
            current[2] += p["gPVPV"] * gaba[0] + p["gCBPV"] * (gaba[1] + gaba[2])
            current[3:5] += p["gCRCB"] * gaba[3:5]
            current[5:7] += p["gCBCR"] * gaba[1:3]
            current[:2] += self.g_m * adaptation[:2]
            current[3:7] += p["gAdaptation"] * adaptation[2:]
            if noise:
                current += ou
                ou += -dt / p["tauNoise"] * ou + p["noise"] * np.sqrt(dt / p["tauNoise"]) * rng.standard_normal((7, n))

            u = p["aE"] * current[:2] - p["bE"]
            target = np.empty((7, n))
            target[:2] = u / (1 - np.exp(-p["dE"] * u))
            target[2] = np.maximum(p["aPV"] * current[2] - p["bPV"], 0)
            target[3:] = np.maximum(p["aInterneuron"] * current[3:] - p["bInterneuron"], 0)
            r += dt / p["tauRate"] * (target - r)

            nmda += dt * (-nmda / p["tauNMDA"] + p["gammaNMDA"] * ms * (1 - nmda) * r[:2])
            ampa += dt * (-ampa / p["tauAMPA"] + p["gammaAMPA"] * ms * r[:2])
            gaba += dt * (-gaba / p["tauGABA"] + p["gammaGABA"] * ms * r[2:])
            dendritic += dt * (-dendritic / p["tauGABADendrite"] + p["gammaGABA"] * ms * r[3:5])
            adaptation += dt * (-adaptation / p["tauAdaptation"] + ms * r[[0, 1, 3, 4, 5, 6]])
        return r
