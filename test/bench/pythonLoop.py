"""What bench:python measures: a cost, and the plain loop over it that a person would write."""
import time

import numpy as np

rng = np.random.default_rng(0)
ROWS = 8


def make(n):
    return rng.normal(size=int(n))


def data(n):
    return rng.normal(size=(ROWS, int(n))) / np.sqrt(n)


# Layers behind the one that is checked, so that a cost takes what a small network takes: some 25 µs at least.
LAYERS = [(rng.normal(size=(ROWS, ROWS)) / np.sqrt(ROWS), rng.normal(size=ROWS)) for _ in range(14)]


def forward(w, X):
    hidden = np.tanh(X @ w)
    for V, c in LAYERS:
        hidden = np.tanh(V @ hidden + c)
    probabilities = 1 / (1 + np.exp(-hidden))
    return float(-np.log(probabilities).sum() + 0.5 * np.square(hidden).mean())


def backward(w, X):
    states = [np.tanh(X @ w)]
    for V, c in LAYERS:
        states.append(np.tanh(V @ states[-1] + c))
    delta = -(1 - 1 / (1 + np.exp(-states[-1]))) + states[-1] / ROWS
    for (V, _), state in zip(LAYERS[::-1], states[:0:-1]):
        delta = V.T @ (delta * (1 - state ** 2))
    return X.T @ (delta * (1 - states[0] ** 2))


def raw_loop(n, count, w, X):
    """Processor seconds for `count` costs at perturbed entries, in one thread, with nothing around them."""
    h = 1e-6
    began = time.process_time()
    for k in range(int(count)):
        i = k % int(n)
        old = w[i]
        w[i] = old + h
        forward(w, X)
        w[i] = old
    return time.process_time() - began


def clock():
    """Processor seconds that this process has used so far, the pipe included."""
    return time.process_time()


def scipy_check(n, w, X):
    """Seconds of scipy.optimize.check_grad, which calls the cost n + 1 times; -1 where SciPy is missing."""
    try:
        from scipy.optimize import check_grad
    except ImportError:
        return -1.0
    began = time.perf_counter()
    check_grad(forward, backward, w.copy(), X)
    return time.perf_counter() - began


def torch_check(n, w, X):
    """Seconds of torch.autograd.gradcheck over the same cost; -1 where PyTorch is missing."""
    try:
        import torch
    except ImportError:
        return -1.0
    data, weights = torch.tensor(X), torch.tensor(w, requires_grad=True)
    layers = [(torch.tensor(V), torch.tensor(c)) for V, c in LAYERS]

    def cost(weights):
        hidden = torch.tanh(data @ weights)
        for V, c in layers:
            hidden = torch.tanh(V @ hidden + c)
        return -torch.log(torch.sigmoid(hidden)).sum() + 0.5 * hidden.square().mean()
    began = time.perf_counter()
    torch.autograd.gradcheck(cost, (weights,))
    return time.perf_counter() - began
