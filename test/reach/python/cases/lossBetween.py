# reach: pair=SoftmaxLoss.backward verdict=correct
# reach: pair=MeanSquares.backward verdict=wrong leaves=values
# reach: pair=MSELoss.backward verdict=wrong leaves=y_pred
"""Backward reads what a loss method between it and forward leaves."""
import numpy as np


class SoftmaxLoss(object):
    def forward(self, scores):
        shifted = np.exp(scores - np.max(scores, axis=1, keepdims=True))
        self.prob = shifted / np.sum(shifted, axis=1, keepdims=True)
        return self.prob

    def get_loss(self, label):
        self.count = self.prob.shape[0]
        self.onehot = np.zeros_like(self.prob)
        self.onehot[np.arange(self.count), label] = 1.0
        return -np.sum(np.log(self.prob) * self.onehot) / self.count

    def backward(self):
        bottom_diff = (self.prob - self.onehot) / self.count
        return bottom_diff


class MeanSquares(object):
    def forward(self, values):
        self.values = values
        return values

    def compute_loss(self, target):
        self.difference = self.values - target
        return np.mean(self.difference ** 2)

    def backward(self):
        grad_values = 2 * self.difference / self.difference.shape[0]  # the mean is over all entries
        return grad_values


class MSELoss:
    def forward(self, y_pred, y_true):
        self.y_pred = y_pred
        self.y_true = y_true
        return np.mean((y_pred - y_true) ** 2)

    def backward(self):
        return 2 * (self.y_pred - self.y_true) / self.y_true.shape[0]
