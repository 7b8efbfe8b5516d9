"""Affine, batch norm, ReLU, affine, softmax, one example per row, as test/zoo/networks/batchNorm.ts."""
import numpy as np
from zoo import arrays, cross_entropy, softmax

epsilon = 1e-5


def forward(p, x):
    z = x @ p["W1"] + p["b1"]
    inverse = 1 / np.sqrt(z.var(axis=0) + epsilon)
    hat = (z - z.mean(axis=0)) * inverse
    out = p["gamma"] * hat + p["beta"]
    a = np.maximum(0, out)
    return z, inverse, hat, out, a, softmax(a @ p["W2"] + p["b2"])


def cost(p, x, y):
    return cross_entropy(forward(p, x)[-1], y)


def gradients(p, x, y, bug):
    m = len(x)
    z, inverse, hat, out, a, q = forward(p, x)
    dz2 = (-y * (1 - q) if bug == "softmax-diagonal" else q - y) / m
    da = dz2 @ p["W2"].T
    dy = da if bug == "no-gate" else da * (out > 0)
    dhat = dy if bug == "no-gamma" else dy * p["gamma"]
    mean_term = dhat.sum(axis=0) / m
    variance_term = hat * (dhat * hat).sum(axis=0) / (m - 1 if bug == "biased-variance" else m)
    if bug in ("scale-only", "no-mean-term"):
        mean_term = 0
    if bug in ("scale-only", "no-variance-term"):
        variance_term = 0
    dz1 = (inverse ** 2 if bug == "divides-by-variance" else inverse) * (dhat - mean_term - variance_term)
    product = dy * {"dgamma-of-x": z, "dgamma-of-y": out}.get(bug, hat)
    dgamma = product[0] if bug == "dgamma-no-sum" else product.sum(axis=0)
    dbeta = dy.mean(axis=0) if bug == "dbeta-mean" else dy.sum(axis=0)
    if bug == "gamma-beta-swapped":
        dgamma, dbeta = dbeta, dgamma
    return {"W1": x.T @ dz1, "b1": dz1.sum(axis=0), "gamma": dgamma, "beta": dbeta, "W2": a.T @ dz2, "b2": dz2.sum(axis=0)}
