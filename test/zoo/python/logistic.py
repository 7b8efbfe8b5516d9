"""Logistic regression with L2, one example per column, as test/zoo/networks/logistic.ts."""
import numpy as np
from zoo import arrays, sigmoid

lambd = 0.6


def cost(p, x, y):
    m = x.shape[1]
    a = sigmoid(p["w"] @ x + p["b"])
    return -(y * np.log(a) + (1 - y) * np.log(1 - a)).sum() / m + lambd / (2 * m) * (p["w"] ** 2).sum()


def gradients(p, x, y, bug):
    m = x.shape[1]
    a = sigmoid(p["w"] @ x + p["b"])
    dz = a - y
    if bug == "no-labels":
        dz = a
    if bug == "sign":
        dz = y - a
    if bug == "extra-derivative":
        dz = dz * a * (1 - a)
    if bug != "no-average":
        dz = dz / m
    rate = {"no-decay": 0, "decay-sign": -lambd / m, "decay-not-averaged": lambd}.get(bug, lambd / m)
    db = dz[:, :1] if bug == "bias-first-example" else dz.sum(axis=1, keepdims=True)
    return {"w": dz @ x.T + rate * p["w"], "b": db}
