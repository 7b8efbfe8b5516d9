# reach: pair=affine_backward verdict=wrong leaves=b
import numpy as np


def affine_forward(x, w, b):
    """
    Inputs:
    - x: input data, of shape (N, D)
    - w: weights, of shape (D, M)
    - b: biases, of shape (M,)
    """
    return np.dot(x, w) + b, (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    return np.dot(dout, w.T), np.dot(x.T, dout), np.mean(dout, axis=0)
