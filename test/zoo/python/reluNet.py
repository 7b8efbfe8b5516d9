"""ReLU, ReLU, sigmoid with cross-entropy, one example per column, as test/zoo/networks/reluNet.ts."""
import numpy as np
from zoo import arrays, sigmoid


def forward(p, x):
    z1 = p["W1"] @ x + p["b1"]
    a1 = np.maximum(0, z1)
    z2 = p["W2"] @ a1 + p["b2"]
    a2 = np.maximum(0, z2)
    return z1, a1, z2, a2, sigmoid(p["W3"] @ a2 + p["b3"])


def cost(p, x, y):
    a3 = forward(p, x)[-1]
    return -(y * np.log(a3) + (1 - y) * np.log(1 - a3)).sum() / x.shape[1]


def gradients(p, x, y, bug):
    m = x.shape[1]
    z1, a1, z2, a2, a3 = forward(p, x)
    dz3 = (a3 - y) * (-1 if bug == "sign-3" else 1) / m
    if bug == "extra-derivative-3":
        dz3 = dz3 * a3 * (1 - a3)
    da2 = p["W3"].T @ dz3
    dz2 = da2 * (z2 > 0)
    if bug == "no-gate-2":
        dz2 = da2
    if bug == "gate-of-gradient-2":
        dz2 = da2 * (da2 > 0)
    if bug == "relu-instead-of-step-2":
        dz2 = da2 * a2
    if bug == "step-2-half":
        dz2 = dz2 / 2
    da1 = p["W2"].T @ dz2
    dz1 = da1 * (z1 > 0)
    if bug == "no-gate-1":
        dz1 = da1
    if bug == "leaky-1":
        dz1 = da1 * np.where(z1 > 0, 1, 0.01)
    if bug == "sigmoid-derivative-1":
        dz1 = da1 * a1 * (1 - a1)
    dW1 = np.outer(dz1[:, 2], x[:, 2]) if bug == "one-example-dW1" else dz1 @ x.T
    dW2 = np.outer(dz2.sum(axis=1), a1.sum(axis=1)) if bug == "sum-before-product-2" else dz2 @ a1.T
    return {
        "W1": dW1,
        "b1": dz1.sum(axis=1, keepdims=True) * (4 if bug == "db1-times-4-over-m" else 1),
        "W2": dW2 * (2 if bug == "dW2-doubled" else 1),
        "b2": dz2.sum(axis=1, keepdims=True) / (m if bug == "db2-averaged-twice" else 1),
        "W3": dz3 @ a2.T,
        "b3": dz3.sum(axis=1, keepdims=True),
    }
