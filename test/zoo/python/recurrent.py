"""A tanh RNN with a squared error at every step, as test/zoo/networks/recurrent.ts."""
import numpy as np
from zoo import arrays


def forward(p, xs):
    h = [np.zeros((len(xs[0]), len(p["bh"])))]
    for x in xs:
        h.append(np.tanh(x @ p["Wx"] + h[-1] @ p["Wh"] + p["bh"]))
    return h, [each @ p["Wy"] + p["by"] for each in h[1:]]


def halves(data):
    return data[: len(data) // 2], data[len(data) // 2 :]


def cost(p, *data):
    xs, ys = halves(data)
    outs = forward(p, xs)[1]
    return sum(((out - y) ** 2).sum() for out, y in zip(outs, ys)) / (2 * len(xs[0]))


def gradients(p, *data_and_bug):
    *data, bug = data_and_bug
    xs, ys = halves(data)
    steps, batch = len(xs), len(xs[0])
    h, outs = forward(p, xs)
    g = {name: np.zeros_like(w) for name, w in p.items()}
    flow = 0
    for t in reversed(range(1 if bug == "first-step-skipped" else 0, steps)):
        dout = (outs[t] - ys[t]) / (batch * steps if bug == "average-over-steps" else batch)
        g["Wy"] += h[t + 1].T @ dout
        g["by"] += dout.sum(axis=0) / (steps if bug == "dby-over-steps" else 1)
        dh = dout @ p["Wy"].T + flow
        tanh = np.tanh(h[t + 1]) if bug == "derivative-at-h" else h[t + 1]
        dz = dh if bug == "no-derivative" else dh * (1 - tanh ** 2)
        if bug == "dWx-assigned":
            g["Wx"] = xs[t].T @ dz
        else:
            g["Wx"] += xs[t].T @ dz
        g["Wh"] += h[t + 1 if bug == "dWh-of-this-step" else t].T @ dz
        if bug != "dbh-last-step-only" or t == steps - 1:
            g["bh"] += dz.sum(axis=0)
        back = dh if bug == "flow-not-gated" else dz
        flow = back @ (p["Wh"] if bug == "Wh-not-transposed" else p["Wh"].T)
        if bug == "no-flow-through-time":
            flow = 0
    return g
