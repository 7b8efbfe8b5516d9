# reach: pair=backward_propagation verdict=wrong leaves=W1,b1
"""The file's own cost lacks the half for the other class: no usual cost excuses the gradient of the whole one."""
import numpy as np


def compute_cost(A1, Y):
    m = Y.shape[1]
    return -np.sum(Y * np.log(A1)) / m


def forward_propagation(X, parameters):
    A1 = 1 / (1 + np.exp(-(parameters["W1"] @ X + parameters["b1"])))
    return A1, {"A1": A1}


def backward_propagation(parameters, cache, X, Y):
    m = X.shape[1]
    dZ1 = cache["A1"] - Y
    return {"dW1": dZ1 @ X.T / m, "db1": np.sum(dZ1, axis=1, keepdims=True) / m}
