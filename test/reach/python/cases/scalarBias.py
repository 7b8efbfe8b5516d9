# reach: pair=propagate verdict=correct
# reach: pair=misses_factor verdict=wrong leaves=w
"""A bias that is one number, samples in columns: only the order of the product says so."""
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
    dw = np.dot(X, (A - Y).T) / m
    db = np.sum(A - Y) / m
    assert dw.shape == w.shape
    assert db.dtype == float
    cost = np.squeeze(cost)
    grads = {"dw": dw, "db": db}
    return grads, cost


def misses_factor(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
    dw = np.dot(X, (A - Y).T)
    db = np.sum(A - Y) / m
    assert dw.shape == w.shape
    assert db.dtype == float
    cost = np.squeeze(cost)
    grads = {"dw": dw, "db": db}
    return grads, cost
