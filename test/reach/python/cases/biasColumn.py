# reach: pair=Perceptrons.fit_partial verdict=correct
# reach: pair=Neuron.fit_partial verdict=correct
# reach: pair=Stacked.backward_pass verdict=wrong leaves=weights
import copy
import math
import numpy as np


class Perceptrons:
    """Every layer's weights hold the bias in their first column."""

    def __init__(self, n_features, n_hidden, n_output, eta=0.05, seed=3):
        random = np.random.RandomState(seed)
        self.eta = eta
        self.w1 = random.normal(0, 0.4, size=(n_hidden, n_features + 1))
        self.w2 = random.normal(0, 0.4, size=(n_output, n_hidden + 1))

    def _with_ones(self, X):
        wide = np.ones((X.shape[0], X.shape[1] + 1))
        wide[:, 1:] = X
        return wide

    def _forward(self, X):
        a1 = self._with_ones(X)
        a2 = self._with_ones(np.tanh(a1 @ self.w1.T))
        a3 = 1 / (1 + np.exp(-(a2 @ self.w2.T)))
        return a1, a2, a3

    def fit_partial(self, X, y):
        a1, a2, a3 = self._forward(X)
        delta3 = a3 - y
        delta2 = (delta3 @ self.w2)[:, 1:] * (1 - a2[:, 1:] ** 2)
        self.w2 -= self.eta * delta3.T @ a2
        self.w1 -= self.eta * delta2.T @ a1
        return -np.sum(y * np.log(a3) + (1 - y) * np.log(1 - a3))


class Neuron:
    def __init__(self, eta=0.01):
        self.eta = eta
        self.weights = None

    def init_weights(self, n_features):
        self.weights = np.random.randn(n_features + 1) * 0.3

    def forward(self, X):
        wide = np.hstack([np.ones((X.shape[0], 1)), X])
        return 1 / (1 + np.exp(-wide.dot(self.weights)))

    def fit_partial(self, X, y):
        wide = np.hstack([np.ones((X.shape[0], 1)), X])
        self.weights += self.eta * wide.T.dot(y - self.forward(X))
        return self


class Stacked:
    """The optimiser is handed the gradient of weights that are one row taller than the samples are wide."""

    def __init__(self, units, input_shape=None):
        self.units = units
        self.input_shape = input_shape
        self.weights = None

    def init_param(self, optimizer):
        rows = self.input_shape[-1] + 1
        self.weights = np.random.uniform(-1, 1, (rows, self.units)) / math.sqrt(rows)
        self.optimizer = copy.copy(optimizer)

    def forward_pass(self, data, training=True):
        self.wide = np.insert(data, 0, 1, axis=-1)
        return self.wide @ self.weights

    def backward_pass(self, accum_grad):
        before = self.weights
        self.weights = self.optimizer.update(self.weights, self.wide.T @ accum_grad / 2)
        return accum_grad @ before.T
