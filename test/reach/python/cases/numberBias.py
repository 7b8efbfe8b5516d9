# reach: pair=logistic_backward verdict=correct
# reach: pair=logistic_sum_backward verdict=wrong leaves=b
"""A bias that is one number, whose gradient is returned without a name."""
import numpy as np


def squash(z):
    return 1 / (1 + np.exp(-z))


def cost(a, y):
    return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))


def logistic_forward(X, w, b):
    return squash(X @ w + b)


def logistic_backward(X, y, a, w, b):
    dz = (a - y) / X.shape[0]
    return X.T @ dz, np.sum(dz)


def logistic_sum_forward(X, w, b):
    return squash(X @ w + b)


def logistic_sum_backward(X, y, a, w, b):
    dz = (a - y) / X.shape[0]
    return X.T @ dz, np.sum(a - y)
