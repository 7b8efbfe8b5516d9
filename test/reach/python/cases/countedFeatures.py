# reach: pair=dense_backward verdict=correct
# reach: pair=miscounted_backward verdict=wrong leaves=W,b
"""Means over the examples in a layer that hands dX on undivided: a matter of scale, unless the features were counted."""
import numpy as np


def dense_forward(X, W, b):
    return X @ W + b, (X, W)


def dense_backward(dZ, cache):
    X, W = cache
    m = X.shape[0]
    return dZ @ W.T, X.T @ dZ / m, dZ.sum(axis=0) / m


def miscounted_forward(X, W, b):
    return X @ W + b, (X, W)


def miscounted_backward(dZ, cache):
    X, W = cache
    m = X.shape[1]  # the features
    return dZ @ W.T, X.T @ dZ / m, dZ.sum(axis=0) / m
