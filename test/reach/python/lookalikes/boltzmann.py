import numpy as np


class Boltzmann:
    def __init__(self, n_visible, n_hidden):
        self.W = np.random.randn(n_visible, n_hidden) * 0.01
        self.b, self.c = np.zeros(n_visible), np.zeros(n_hidden)

    def inference(self, V):
        return 1 / (1 + np.exp(-(V @ self.W + self.c)))

    def contrastive_divergence(self, k):
        V = np.random.randint(2, size=len(self.b))
        for _ in range(k):
            H = self.inference(V)
            V = 1 / (1 + np.exp(-(self.W @ H + self.b)))
        return V, H

    def gradient(self, V):
        H = self.inference(V)
        E_V, E_H = self.contrastive_divergence(1)
        dW = np.outer(V, H) - np.outer(E_V, E_H)
        db = V - E_V
        dc = H - E_H
        return dW, db, dc
