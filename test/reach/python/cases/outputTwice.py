# reach: pair=exponential_backward verdict=correct
# reach: pair=squash_backward verdict=wrong leaves=z
# reach: pair=Gate.backward verdict=wrong leaves=y
# reach: pair=Adder.backward verdict=correct
import numpy as np


def exponential_forward(x):
    """What comes out is what backward needs."""
    out = np.exp(x)
    return out, out


def exponential_backward(dout, cache):
    return dout * cache


def squash(z):
    a = 1 / (1 + np.exp(-z))
    cache = z
    return a, cache


def squash_backward(da, cache):
    z = cache
    return da * z * (1 - z)


class Gate:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

    def backward(self, dout):
        dx = dout * self.y
        dy = dout * self.y
        return dx, dy


class Adder:
    def forward(self, x1, x2):
        return x1 + x2

    def backward(self, x1, x2, dz):
        dx1 = dz * np.ones_like(x1)
        dx2 = dz * np.ones_like(x2)
        return dx1, dx2
