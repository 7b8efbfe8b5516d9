# reach: pair=backward verdict=correct
# reach: pair=d_leaky_relu verdict=wrong leaves=x
"""No NumPy at all: nested lists and loops."""
import math


def matvec(W, x):
    return [sum(w * v for w, v in zip(row, x)) for row in W]


def forward(x, W, b):
    z = [s + bi for s, bi in zip(matvec(W, x), b)]
    y = [math.tanh(v) for v in z]
    return y, (x, W, y)


def backward(dy, cache):
    x, W, y = cache
    dz = [d * (1 - v * v) for d, v in zip(dy, y)]
    dW = [[d * v for v in x] for d in dz]
    db = list(dz)
    dx = [sum(W[i][j] * dz[i] for i in range(len(dz))) for j in range(len(x))]
    return dx, dW, db


def leaky_relu(x):
    return [v if v > 0 else 0.1 * v for v in x]


def d_leaky_relu(x):
    return [1.0 if v > 0 else 0.01 for v in x]
