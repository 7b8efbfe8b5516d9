# reach: pair=MeanSquaredError.backward verdict=correct
# reach: pair=BinaryCrossEntropy.gradient verdict=correct hint=y: prob[5, 3], p: prob[5, 3]
# reach: pair=SoftmaxCrossEntropy.backward verdict=wrong leaves=logits
import numpy as np


class MeanSquaredError:
    def forward(self, y_pred, y_true):
        self.y_pred, self.y_true = y_pred, y_true
        return np.mean((y_pred - y_true) ** 2)

    def backward(self):
        return 2 * (self.y_pred - self.y_true) / self.y_pred.size


class BinaryCrossEntropy:
    def loss(self, y, p):
        p = np.clip(p, 1e-15, 1 - 1e-15)
        return - y * np.log(p) - (1 - y) * np.log(1 - p)

    def gradient(self, y, p):
        p = np.clip(p, 1e-15, 1 - 1e-15)
        return - (y / p) + (1 - y) / (1 - p)


class SoftmaxCrossEntropy:
    def forward(self, logits, labels):
        """
        logits: scores, of shape (N, C)
        labels: integer classes, of shape (N,), 0 <= labels[i] < C
        """
        e = np.exp(logits - logits.max(axis=1, keepdims=True))
        self.probs = e / e.sum(axis=1, keepdims=True)
        self.labels = labels
        return -np.log(self.probs[np.arange(len(labels)), labels]).mean()

    def backward(self):
        d = self.probs.copy()
        d[np.arange(len(self.labels)), self.labels] -= 1
        return d
