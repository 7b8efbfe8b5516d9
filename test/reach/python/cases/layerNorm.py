# reach: pair=layernorm_backward verdict=wrong leaves=x
# reach: pair=dropout_backward verdict=correct
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    """
    x: Data of shape (N, D)
    gamma: Scale parameter of shape (D,)
    beta: Shift parameter of shape (D,)
    """
    mu = np.mean(x, axis=1, keepdims=True)
    var = np.var(x, axis=1, keepdims=True)
    xhat = (x - mu) / np.sqrt(var + eps)
    out = gamma * xhat + beta
    return out, (xhat, gamma, var, eps)


def layernorm_backward(dout, cache):
    xhat, gamma, var, eps = cache
    dbeta = dout.sum(axis=0)
    dgamma = (dout * xhat).sum(axis=0)
    dxhat = dout * gamma
    # the term of the mean is missing
    dx = (dxhat - xhat * np.mean(dxhat * xhat, axis=1, keepdims=True)) / np.sqrt(var + eps)
    return dx, dgamma, dbeta


def dropout_forward(x, p, seed=123):
    """
    x: Input data, of any shape
    p: Dropout parameter. We keep each neuron output with probability p.
    """
    np.random.seed(seed)
    mask = (np.random.rand(*x.shape) < p) / p
    out = x * mask
    cache = mask
    return out, cache


def dropout_backward(dout, cache):
    mask = cache
    dx = dout * mask
    return dx
