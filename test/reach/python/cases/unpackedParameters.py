# reach: pair=backward verdict=correct
# reach: pair=backward_of_sums verdict=wrong leaves=b1
"""All parameters in one tuple, taken apart by position; the target has another name in the cost than in backward."""
import numpy as np


def squared_error(pred, target):
    return np.mean((pred - target) ** 2)


def forward(X, params):
    W1, b1, W2, b2 = params
    h = np.tanh(X @ W1 + b1)
    return h @ W2 + b2, h


def backward(X, y, out, h, params):
    W1, b1, W2, b2 = params
    dout = 2 * (out - y) / out.size
    dW2 = h.T @ dout
    db2 = dout.sum(0)
    dh = (dout @ W2.T) * (1 - h ** 2)
    return [X.T @ dh, dh.sum(0), dW2, db2]


def forward_of_sums(X, params):
    W1, b1, W2, b2 = params
    h = np.tanh(X @ W1 + b1)
    return h @ W2 + b2, h


def backward_of_sums(X, y, out, h, params):
    W1, b1, W2, b2 = params
    dout = 2 * (out - y) / out.size
    dh = (dout @ W2.T) * (1 - h ** 2)
    return X.T @ dh, dh.mean(0), h.T @ dout, dout.sum(0)  # the mean of dh
