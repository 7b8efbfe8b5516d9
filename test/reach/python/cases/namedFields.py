# reach: pair=Stack.backward verdict=correct
# reach: pair=StackWithoutSlope.backward verdict=wrong leaves=W1,b1
# reach: pair=AdamNet.backward verdict=correct
# reach: pair=AdamNetHalf.backward verdict=wrong leaves=W1,b1
# Fields that are set and read by names that the code makes, and the moments of Adam in dictionaries.
import numpy as np


def squash(z):
    return 1 / (1 + np.exp(-z))


class Stack:
    def __init__(self, sizes):
        self.depth = len(sizes) - 1
        for i in range(self.depth):
            setattr(self, f"W{i + 1}", np.random.randn(sizes[i], sizes[i + 1]) * 0.2)
            setattr(self, f"b{i + 1}", np.zeros((1, sizes[i + 1])))

    def forward(self, X):
        self.outs = [X]
        for i in range(1, self.depth + 1):
            self.outs.append(squash(self.outs[-1] @ getattr(self, f"W{i}") + getattr(self, f"b{i}")))
        return self.outs[-1]

    def loss(self, X, y):
        return 0.5 * np.sum((self.forward(X) - y) ** 2) / len(X)

    def backward(self, y):
        count = len(y)
        delta = (self.outs[-1] - y) * self.outs[-1] * (1 - self.outs[-1])
        for i in range(self.depth, 0, -1):
            setattr(self, f"dW{i}", self.outs[i - 1].T @ delta / count)
            setattr(self, f"db{i}", delta.sum(axis=0, keepdims=True) / count)
            delta = delta @ getattr(self, f"W{i}").T * self.outs[i - 1] * (1 - self.outs[i - 1])


class StackWithoutSlope(Stack):
    def backward(self, y):
        count = len(y)
        delta = (self.outs[-1] - y) * self.outs[-1] * (1 - self.outs[-1])
        for i in range(self.depth, 0, -1):
            setattr(self, f"dW{i}", self.outs[i - 1].T @ delta / count)
            setattr(self, f"db{i}", delta.sum(axis=0, keepdims=True) / count)
            delta = delta @ getattr(self, f"W{i}").T


class AdamNet:
    names = ("W1", "b1", "W2", "b2")

    def __init__(self, n_in, n_hidden, n_out, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8):
        self.W1 = np.random.randn(n_in, n_hidden) * 0.1
        self.b1 = np.zeros((1, n_hidden))
        self.W2 = np.random.randn(n_hidden, n_out) * 0.1
        self.b2 = np.zeros((1, n_out))
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.count = 0
        self.m = {name: np.zeros_like(getattr(self, name)) for name in self.names}
        self.v = {name: np.zeros_like(getattr(self, name)) for name in self.names}

    def forward(self, X):
        self.X = X
        self.h = np.tanh(X @ self.W1 + self.b1)
        scores = self.h @ self.W2 + self.b2
        e = np.exp(scores - scores.max(axis=1, keepdims=True))
        self.p = e / e.sum(axis=1, keepdims=True)
        return self.p

    def loss(self, Y):
        return -np.sum(Y * np.log(self.p)) / len(Y)

    def backward(self, Y):
        d2 = (self.p - Y) / len(Y)
        d1 = d2 @ self.W2.T * (1 - self.h**2)
        self.step(d1, d2)

    def step(self, d1, d2):
        found = {"W2": self.h.T @ d2, "b2": d2.sum(0, keepdims=True)}
        found["W1"] = self.X.T @ d1
        found["b1"] = d1.sum(0, keepdims=True)
        self.count += 1
        for name, g in found.items():
            self.m[name] = self.beta1 * self.m[name] + (1 - self.beta1) * g
            self.v[name] = self.beta2 * self.v[name] + (1 - self.beta2) * g**2
            mean = self.m[name] / (1 - self.beta1**self.count)
            spread = self.v[name] / (1 - self.beta2**self.count)
            setattr(self, name, getattr(self, name) - self.lr * mean / (np.sqrt(spread) + self.eps))


class AdamNetHalf(AdamNet):
    def backward(self, Y):
        d2 = (self.p - Y) / len(Y)
        d1 = d2 @ self.W2.T * (1 - self.h)
        self.step(d1, d2)
