"""Two sigmoid layers and a squared error, one example per column, as test/zoo/networks/sigmoidNet.ts."""
import numpy as np
from zoo import arrays, sigmoid


def forward(p, x):
    z1 = p["W1"] @ x + p["b1"]
    a1 = sigmoid(z1)
    return z1, a1, sigmoid(p["W2"] @ a1 + p["b2"])


def cost(p, x, y):
    a2 = forward(p, x)[-1]
    return ((a2 - y) ** 2).sum() / (2 * x.shape[1])


def gradients(p, x, y, bug):
    m = x.shape[1]
    z1, a1, a2 = forward(p, x)
    dz2 = (a2 - y) * (2 if bug == "factor-two" else 1) / (1 if bug == "no-average" else m)
    if bug == "activation-itself-2":
        dz2 = dz2 * a2
    elif bug != "no-derivative-2":
        dz2 = dz2 * a2 * (1 - a2)
    da1 = np.full_like(a1, 1 / m) if bug == "ignores-layer-2" else p["W2"].T @ dz2
    slope = {
        "no-derivative-1": 1,
        "derivative-at-a-1": sigmoid(a1) * (1 - sigmoid(a1)),
        "derivative-of-z-1": z1 * (1 - z1),
        "only-a-1": a1,
        "tanh-derivative-1": 1 - a1 ** 2,
        "derivative-twice-1": (a1 * (1 - a1)) ** 2,
    }.get(bug, a1 * (1 - a1))
    dz1 = da1 * slope
    db1 = dz1.sum(axis=1, keepdims=True)
    return {
        "W1": dz1 @ x.T * (m if bug == "dW1-no-average" else 1),
        "b1": np.full_like(db1, dz1.sum()) if bug == "bias-summed-over-all" else db1,
        "W2": dz2 @ (z1 if bug == "input-of-dW2" else a1).T,
        "b2": dz2[:, :1] if bug == "bias-first-example" else dz2.sum(axis=1, keepdims=True),
    }
