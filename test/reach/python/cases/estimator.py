# reach: pair=Perceptrons._backward verdict=correct
# reach: pair=ForgetfulPerceptrons._backward verdict=wrong leaves=b1_,w1_
"""Estimators with fit and predict: weights are made where the data is first seen, by a private method."""
import numpy as np


class Perceptrons:
    def __init__(self, hidden_size=8, learning_rate=0.1, n_iter=200, random_state=None):
        self.hidden_size = hidden_size
        self.learning_rate = learning_rate
        self.n_iter = n_iter
        self.random_state = random_state

    def _init_weights(self, n_features, n_outputs):
        rng = np.random.RandomState(self.random_state)
        self.w1_ = rng.normal(0, 0.5, (n_features, self.hidden_size))
        self.b1_ = np.zeros(self.hidden_size)
        self.w2_ = rng.normal(0, 0.5, (self.hidden_size, n_outputs))
        self.b2_ = np.zeros(n_outputs)

    @staticmethod
    def _sigmoid(z):
        return 1.0 / (1.0 + np.exp(-np.clip(z, -250, 250)))

    def _forward(self, X):
        z_h = X @ self.w1_ + self.b1_
        a_h = self._sigmoid(z_h)
        z_out = a_h @ self.w2_ + self.b2_
        a_out = self._sigmoid(z_out)
        return z_h, a_h, z_out, a_out

    def _cost(self, y_enc, output):
        return -np.mean(np.sum(y_enc * np.log(output) + (1 - y_enc) * np.log(1 - output), axis=1))

    def _backward(self, X, y_enc, a_h, a_out):
        delta_out = (a_out - y_enc) / len(X)
        delta_h = delta_out @ self.w2_.T * a_h * (1 - a_h)
        grad_w1 = X.T @ delta_h
        grad_b1 = delta_h.sum(axis=0)
        grad_w2 = a_h.T @ delta_out
        grad_b2 = delta_out.sum(axis=0)
        return grad_w1, grad_b1, grad_w2, grad_b2

    def fit(self, X, y):
        y_enc = np.eye(len(np.unique(y)))[y]
        self._init_weights(X.shape[1], y_enc.shape[1])
        for _ in range(self.n_iter):
            _, a_h, _, a_out = self._forward(X)
            grads = self._backward(X, y_enc, a_h, a_out)
            for weights, grad in zip((self.w1_, self.b1_, self.w2_, self.b2_), grads):
                weights -= self.learning_rate * grad
        return self

    def predict(self, X):
        return self._forward(X)[-1].argmax(axis=1)


class ForgetfulPerceptrons(Perceptrons):
    def _forward(self, X):
        z_h = X @ self.w1_ + self.b1_
        a_h = self._sigmoid(z_h)
        z_out = a_h @ self.w2_ + self.b2_
        a_out = self._sigmoid(z_out)
        return z_h, a_h, z_out, a_out

    def _backward(self, X, y_enc, a_h, a_out):
        delta_out = (a_out - y_enc) / len(X)
        delta_h = delta_out @ self.w2_.T * a_h  # the slope is a (1 - a)
        return X.T @ delta_h, delta_h.sum(axis=0), a_h.T @ delta_out, delta_out.sum(axis=0)
