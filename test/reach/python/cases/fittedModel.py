# reach: pair=Logistic._gradients verdict=correct
# reach: pair=Ridge._gradients verdict=wrong leaves=coef_
"""Models without parameters until fit has seen the data."""
import numpy as np


class Logistic:
    def __init__(self, lr=0.01, n_iters=1000, lambda_=0.1):
        self.lr = lr
        self.n_iters = n_iters
        self.lambda_ = lambda_
        self.weights = None
        self.bias = None

    def _sigmoid(self, z):
        return 1 / (1 + np.exp(-z))

    def _loss(self, X, y):
        p = self._sigmoid(X @ self.weights + self.bias)
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) + self.lambda_ / 2 * np.sum(self.weights ** 2)

    def _gradients(self, X, y):
        p = self._sigmoid(X @ self.weights + self.bias)
        dw = X.T @ (p - y) / len(X) + self.lambda_ * self.weights
        db = np.mean(p - y)
        return dw, db

    def fit(self, X, y):
        self.weights = np.zeros(X.shape[1])
        self.bias = 0
        for _ in range(self.n_iters):
            dw, db = self._gradients(X, y)
            self.weights -= self.lr * dw
            self.bias -= self.lr * db
        return self


class Ridge:
    def __init__(self, alpha=0.5, rate=0.01):
        self.alpha = alpha
        self.rate = rate
        self.coef_ = None
        self.intercept_ = None

    def _loss(self, X, y):
        r = X @ self.coef_ + self.intercept_ - y
        return (r @ r) / len(X) + self.alpha * self.coef_ @ self.coef_

    def _gradients(self, X, y):
        r = X @ self.coef_ + self.intercept_ - y
        dcoef = 2 * X.T @ r / len(X) + self.alpha * self.coef_  # the derivative of a square has a factor 2
        dintercept = 2 * r.mean()
        return dcoef, dintercept

    def fit(self, X, y, tolerance=1e-6, epochs=10 ** 9):
        self.coef_ = np.zeros(X.shape[1])
        self.intercept_ = 0.0
        for _ in range(epochs):
            dcoef, dintercept = self._gradients(X, y)
            self.coef_ -= self.rate * dcoef
            self.intercept_ -= self.rate * dintercept
        return self
