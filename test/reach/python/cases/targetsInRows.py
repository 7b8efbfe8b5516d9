# reach: pair=backward_pass verdict=correct
# reach: pair=mean_backward verdict=wrong leaves=W1,b1,W2,b2
"""Samples in rows, activations in columns: whoever compares them writes `Y.T`."""
import numpy as np


def squash(z):
    return 1 / (1 + np.exp(-z))


def mean_cross_entropy(y_true, y_pred):
    y_pred = np.clip(y_pred, 1e-12, 1 - 1e-12)
    return -np.mean(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))


def init_parameters(layer_dims):
    params = {}
    for l in range(1, len(layer_dims)):
        params[f"W{l}"] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.5
        params[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return params


def forward_pass(X, params):
    cache = {"A0": X.T}
    for l in range(1, len(params) // 2 + 1):
        cache[f"A{l}"] = squash(params[f"W{l}"] @ cache[f"A{l - 1}"] + params[f"b{l}"])
    return cache


def backward_pass(params, cache, X, Y):
    grads = {}
    last = len(params) // 2
    dA = (cache[f"A{last}"] - Y.T) / (cache[f"A{last}"] * (1 - cache[f"A{last}"]))
    for l in reversed(range(1, last + 1)):
        dZ = dA * cache[f"A{l}"] * (1 - cache[f"A{l}"])
        grads[f"dW{l}"] = dZ @ cache[f"A{l - 1}"].T / X.shape[0]
        grads[f"db{l}"] = dZ.sum(axis=1, keepdims=True) / X.shape[0]
        dA = params[f"W{l}"].T @ dZ
    return grads


def mean_forward(X, params):
    cache = {"A0": X.T}
    for l in range(1, len(params) // 2 + 1):
        cache[f"A{l}"] = squash(params[f"W{l}"] @ cache[f"A{l - 1}"] + params[f"b{l}"])
    return cache


def mean_backward(params, cache, X, Y):
    grads = {}
    last = len(params) // 2
    dA = (cache[f"A{last}"] - Y.T) / (cache[f"A{last}"] * (1 - cache[f"A{last}"]))
    for l in reversed(range(1, last + 1)):
        dZ = dA * cache[f"A{l}"] * (1 - cache[f"A{l}"])
        grads[f"dW{l}"] = dZ @ cache[f"A{l - 1}"].T
        grads[f"db{l}"] = dZ.sum(axis=1, keepdims=True)
        dA = params[f"W{l}"].T @ dZ
    return grads
