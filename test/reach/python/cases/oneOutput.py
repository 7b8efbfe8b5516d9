# reach: pair=SoftmaxLayer.backprop verdict=correct
"""Made for a cross-entropy: backward looks for the one entry of its upstream gradient that is not 0."""
import numpy as np


class SoftmaxLayer:
    def __init__(self, input_len, nodes):
        self.weights = np.random.randn(input_len, nodes) / input_len
        self.biases = np.zeros(nodes)

    def forward(self, input):
        self.last_input = input.flatten()
        totals = np.dot(self.last_input, self.weights) + self.biases
        self.last_exp = np.exp(totals)
        return self.last_exp / np.sum(self.last_exp)

    def backprop(self, d_out, learn_rate):
        for i, gradient in enumerate(d_out):
            if gradient == 0:
                continue
            total = np.sum(self.last_exp)
            d_totals = -self.last_exp[i] * self.last_exp / total ** 2
            d_totals[i] = self.last_exp[i] * (total - self.last_exp[i]) / total ** 2
            d_totals = gradient * d_totals
            d_inputs = self.weights @ d_totals
            self.weights -= learn_rate * np.outer(self.last_input, d_totals)
            self.biases -= learn_rate * d_totals
            return d_inputs
