import numpy as np


class LRFinder:
    def __init__(self, optimizer, start_lr=1e-7):
        self.lr = start_lr
        self.weights = np.zeros(3)
        self.history = []

    def step(self, loss):
        self.lr *= 1.1
        self.history.append((self.lr, loss))

    def update(self, grads):
        for i, g in enumerate(grads):
            self.weights[i] -= self.lr * g


def clip_gradients(grads, max_norm=1.0):
    total = np.sqrt(sum(np.sum(g ** 2) for g in grads))
    scale = min(1.0, max_norm / (total + 1e-6))
    return [g * scale for g in grads]
