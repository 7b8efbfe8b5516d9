# reach: pair=Dense.backward verdict=correct
# reach: pair=Centred.backward verdict=correct
# reach: pair=Slope.backward verdict=wrong leaves=values
# reach: pair=Bend.backward verdict=correct
"""A base class with a word of its own for the gradient from above; fields that keep what forward was handed under its name."""
import numpy as np


class Piece:
    def __call__(self, x):
        return self.forward(x)


class Dense(Piece):
    def __init__(self, width, height):
        self.W = np.random.randn(width, height)
        self.dW = np.zeros_like(self.W)

    def forward(self, x):
        self.x = x
        return x @ self.W

    def backward(self, above):
        self.dW = self.x.T @ above
        return above @ self.W.T


class Centred(Piece):
    def forward(self, x):
        self.spread = x.std(axis=-1, keepdims=True)
        self.shifted = x - x.mean(axis=-1, keepdims=True)
        return self.shifted / self.spread

    def backward(self, above):
        unit = self.shifted / self.spread
        inner = above - above.mean(axis=-1, keepdims=True) - unit * (above * unit).mean(axis=-1, keepdims=True)
        return inner / self.spread


class Slope:
    def forward(self, values, alpha):
        self.values = values
        self.alpha = alpha
        self.outputs = np.maximum(0, values) + alpha * np.minimum(values, 0)

    def backward(self, dvalues):
        self.dinputs = dvalues.copy()
        self.dinputs[self.values <= 0] = self.alpha


class Bend:
    def forward(self, values, alpha):
        self.values = values
        self.alpha = alpha
        self.outputs = np.where(values > 0, values, alpha * values)

    def backward(self, dvalues):
        self.dinputs = dvalues * np.where(self.values > 0, 1, self.alpha)
