import numpy as np


class Scaled:
    def __init__(self, width):
        self.gamma = np.ones(width)

    def forward(self, x):
        self.x = x
        return np.tanh(x) * self.gamma

    def get_grads(self):
        return [self.dgamma, self.dx]
