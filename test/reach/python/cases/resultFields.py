# reach: pair=Logistic.backward verdict=correct
"""Neither forward nor backward returns anything: both leave fields."""
import numpy as np


class Logistic:
    def forward(self, inputs):
        self.output = 1 / (1 + np.exp(-inputs))

    def backward(self, b_input):
        self.b_output = b_input * self.output * (1 - self.output)
