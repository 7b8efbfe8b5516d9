# reach: pair=Affine.backward verdict=correct
# reach: pair=SoftmaxWithLoss.backward verdict=correct
"""Layers that are handed their weights, and a loss with a constant against log(0)."""
import numpy as np


def cross_entropy(y, t):
    if t.size == y.size:
        t = t.argmax(axis=1)
    count = y.shape[0]
    return -np.sum(np.log(y[np.arange(count), t] + 1e-7)) / count


class Affine:
    def __init__(self, W, b):
        self.W = W
        self.b = b
        self.x = None
        self.dW = None
        self.db = None

    def forward(self, x):
        self.x = x
        return np.dot(x, self.W) + self.b

    def backward(self, dout):
        dx = np.dot(dout, self.W.T)
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return dx


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.t = t
        powers = np.exp(x - np.max(x, axis=1, keepdims=True))
        self.y = powers / np.sum(powers, axis=1, keepdims=True)
        return cross_entropy(self.y, self.t)

    def backward(self, dout=1):
        dx = (self.y - self.t) / self.t.shape[0]
        return dx
