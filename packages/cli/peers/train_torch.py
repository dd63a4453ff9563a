"""One update of a leaky network in PyTorch, for `isocortex bench training`: forward, backward, clip, Adam.

Written as one who knows PyTorch would: the inputs of all steps go through one product and are unbound (indexing them in
the loop makes the way back quadratic), a step is addmm, add and relu, the read-out is one product, Adam is the fused one.
"""

import torch

from answering import answer_lines, time_calls


def leaky_step(drive, rate, state, recurrent, kept):
    state = torch.add(torch.addmm(drive, rate, recurrent), state, alpha=kept)
    return state, torch.relu(state)


class Network:
    def __init__(self, request):
        torch.manual_seed(1)
        self.alpha = request["alpha"]
        self.steps, self.trials, hidden = request["steps"], request["trials"], request["hidden"]
        inputs, outputs = request["inputs"], request["outputs"]
        radius = 1.1 / hidden**0.5
        self.weights = {
            "W_in": torch.randn(inputs, hidden) * (2 / (inputs + hidden)) ** 0.5,
            "W_rec": torch.randn(hidden, hidden) * radius,
            "b_rec": torch.zeros(hidden),
            "init_state": 0.1 + 0.01 * torch.randn(1, hidden),
            "W_out": torch.randn(hidden, outputs) * (2 / (outputs + hidden)) ** 0.5,
            "b_out": torch.zeros(outputs),
        }
        for weight in self.weights.values():
            weight.requires_grad_(True)
        self.inputs = torch.randn(self.steps * self.trials, inputs)
        self.targets = torch.randn(self.steps * self.trials, outputs)
        self.optimiser = torch.optim.Adam(list(self.weights.values()), lr=1e-3, fused=True)
        self.step = torch.compile(leaky_step) if request["compile"] else leaky_step

    def loss(self):
        w, alpha, trials = self.weights, self.alpha, self.trials
        drives = torch.addmm(alpha * w["b_rec"], self.inputs, alpha * w["W_in"]).view(self.steps, trials, -1).unbind(0)
        recurrent = alpha * w["W_rec"]
        state = w["init_state"].expand(trials, -1)
        rate = torch.relu(state)
        rates = []
        for drive in drives:
            state, rate = self.step(drive, rate, state, recurrent, 1 - alpha)
            rates.append(rate)
        outputs = torch.addmm(w["b_out"], torch.cat(rates), w["W_out"])
        return torch.nn.functional.mse_loss(outputs, self.targets)

    def update(self):
        self.optimiser.zero_grad(set_to_none=True)
        self.loss().backward()
        with torch.no_grad():
            for weight in self.weights.values():
                weight.grad.mul_((1 / (weight.grad.norm() + 1e-6)).clamp(max=1))
        self.optimiser.step()


networks = {}


def answer(request):
    if request["kind"] == "version":
        return {"version": torch.__version__}
    torch.set_num_threads(request["threads"])
    key = (request["hidden"], request["compile"])
    if key not in networks:
        try:
            networks[key] = Network(request)
            networks[key].update()
        except Exception as error:
            if not request["compile"]:
                raise
            networks[key] = str(error)
    network = networks[key]
    if isinstance(network, str):
        return {"samples": [], "error": network[:300]}
    return {"samples": time_calls(network.update, request["timeMs"])}


answer_lines(answer)
