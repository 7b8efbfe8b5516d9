# reach: pair=Dropout.backward verdict=correct
# reach: pair=OpenDropout.backward verdict=wrong leaves=x
# reach: pair=RowDropout.backward verdict=wrong leaves=x
# reach: pair=dropout_backward verdict=correct
"""Dropouts: one that hands its upstream gradient on as it came, one of whole rows, and one that also returns nothing for a mask."""
import numpy as np


class Dropout:
    def __init__(self, rate=0.4):
        self.rate = rate

    def forward(self, x, train=True):
        if not train:
            return x * (1 - self.rate)
        self.keep = np.random.rand(*x.shape) > self.rate
        return x * self.keep

    def backward(self, dout):
        return dout * self.keep


class OpenDropout(Dropout):
    def backward(self, dout):
        return dout


class RowDropout:
    def __init__(self, p=0.3):
        self.p = p

    def forward(self, x):
        self.dropped = np.random.choice(len(x), int(len(x) * self.p), replace=False)
        out = x / (1 - self.p)
        out[self.dropped] = 0
        return out

    def backward(self, dout):
        return dout / (1 - self.p)


def dropout_forward(rows, p, training=True):
    if not training:
        return rows, None
    mask = [[1 if np.random.rand() > p else 0 for _ in row] for row in rows]
    out = [[value * keep / (1 - p) for value, keep in zip(row, kept)] for row, kept in zip(rows, mask)]
    return out, mask


def dropout_backward(grad_out, mask, p):
    if mask is None:
        return grad_out
    return [[grad_out[i][j] * mask[i][j] / (1 - p) for j in range(len(mask[0]))] for i in range(len(mask))]
