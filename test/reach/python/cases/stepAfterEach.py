# reach: pair=Pairs.backward verdict=correct
# reach: pair=PairsHalf.backward verdict=wrong leaves=C,W
# reach: pair=OneByOne.train_step verdict=correct
# reach: pair=ChangedBeforeUse.backward verdict=wrong leaves=W1
# A step after each example: the next one sees other weights, which is a choice; a weight that is changed before it is used is none.
import numpy as np


def squash(x):
    return 1 / (1 + np.exp(-x))


class Pairs:
    def __init__(self, vocab, dim):
        self.W = np.random.randn(vocab, dim) * 0.3
        self.C = np.random.randn(vocab, dim) * 0.3

    def forward(self, centers, contexts, labels):
        p = squash(np.sum(self.W[centers] * self.C[contexts], axis=1))
        self.seen = (centers, contexts, labels)
        return -np.sum(labels * np.log(p) + (1 - labels) * np.log(1 - p))

    def backward(self, lr):
        for c, o, y in zip(*self.seen):
            g = squash(self.W[c] @ self.C[o]) - y
            dw = g * self.C[o]
            dc = g * self.W[c]
            self.W[c] -= lr * dw
            self.C[o] -= lr * dc


class PairsHalf(Pairs):
    def backward(self, lr):
        for c, o, y in zip(*self.seen):
            g = squash(self.W[c] @ self.C[o]) - y
            dw = g * self.C[o]
            dc = g * self.W[c] / 2
            self.W[c] -= lr * dw
            self.C[o] -= lr * dc


class OneByOne:
    def __init__(self, n_in, n_hidden, n_out):
        self.W1 = np.random.randn(n_in, n_hidden) * 0.5
        self.W2 = np.random.randn(n_hidden, n_out) * 0.5

    def predict(self, X):
        return squash(squash(X @ self.W1) @ self.W2)

    def train_step(self, X, Y, lr=0.1):
        loss = 0
        for x, y in zip(X, Y):
            h = squash(x @ self.W1)
            o = squash(h @ self.W2)
            loss += 0.5 * np.sum((o - y) ** 2)
            d2 = (o - y) * o * (1 - o)
            d1 = (self.W2 @ d2) * h * (1 - h)
            self.W2 -= lr * np.outer(h, d2)
            self.W1 -= lr * np.outer(x, d1)
        return loss


class ChangedBeforeUse:
    def __init__(self, n_in, n_hidden, n_out):
        self.W1 = np.random.randn(n_in, n_hidden) * 0.5
        self.W2 = np.random.randn(n_hidden, n_out) * 0.5

    def forward(self, X):
        self.X = X
        self.h = squash(X @ self.W1)
        self.o = squash(self.h @ self.W2)
        return self.o

    def loss(self, y):
        return 0.5 * np.sum((self.o - y) ** 2)

    def backward(self, y, lr):
        d2 = (self.o - y) * self.o * (1 - self.o)
        self.W2 -= lr * self.h.T @ d2
        d1 = d2 @ self.W2.T * self.h * (1 - self.h)
        self.W1 -= lr * self.X.T @ d1
