import numpy as np


class HMM:
    def __init__(self, A, B, pi):
        self.A, self.B, self.pi = A, B, pi

    def forward(self, obs):
        T = len(obs)
        alpha = np.zeros((T, len(self.pi)))
        alpha[0] = self.pi * self.B[:, obs[0]]
        for t in range(1, T):
            alpha[t] = np.dot(alpha[t - 1], self.A) * self.B[:, obs[t]]
        return alpha

    def backward(self, obs):
        T = len(obs)
        beta = np.ones((T, len(self.pi)))
        for t in range(T - 2, -1, -1):
            beta[t] = np.dot(self.A, self.B[:, obs[t + 1]] * beta[t + 1])
        return beta

    def fit(self, obs, n_iter=10):
        for _ in range(n_iter):
            alpha, beta = self.forward(obs), self.backward(obs)
            gamma = alpha * beta / np.sum(alpha * beta, axis=1, keepdims=True)
            self.pi = gamma[0]
