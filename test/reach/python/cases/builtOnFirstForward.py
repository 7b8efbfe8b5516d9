# reach: pair=Connected.backward verdict=correct
"""Weights that are built when the layer sees its first samples, and inputs that are gathered call by call."""
import numpy as np


class Connected:
    def __init__(self, n_out):
        self.n_out = n_out
        self.X = []
        self.parameters = {"W": None, "b": None}
        self.gradients = {}
        self.is_built = False

    def _build(self, n_in):
        self.parameters = {"W": np.random.randn(n_in, self.n_out) * 0.3, "b": np.zeros((1, self.n_out))}
        self.gradients = {"W": np.zeros((n_in, self.n_out)), "b": np.zeros((1, self.n_out))}
        self.is_built = True

    def flush_gradients(self):
        self.X = []
        for key, value in self.gradients.items():
            self.gradients[key] = np.zeros_like(value)

    def forward(self, X, retain=True):
        if not self.is_built:
            self._build(X.shape[1])
        if retain:
            self.X.append(X)
        return np.tanh(X @ self.parameters["W"] + self.parameters["b"])

    def backward(self, dLdy):
        X = self.X[0]
        dZ = dLdy * (1 - np.tanh(X @ self.parameters["W"] + self.parameters["b"]) ** 2)
        self.gradients["W"] += X.T @ dZ
        self.gradients["b"] += dZ.sum(axis=0, keepdims=True)
        return dZ @ self.parameters["W"].T
