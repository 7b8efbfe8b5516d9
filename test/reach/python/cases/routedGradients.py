# reach: pair=MaxPool.backward verdict=correct
# reach: pair=Rectifier.backward verdict=correct
"""Nothing is multiplied: gradients are put where they came from, or set to 0."""
import numpy as np


class MaxPool:
    def forward(self, input):
        self.last_input = input
        channels, height, width = input.shape
        output = np.zeros((channels, height // 2, width // 2))
        for c in range(channels):
            for i in range(height // 2):
                for j in range(width // 2):
                    output[c, i, j] = np.max(input[c, 2 * i:2 * i + 2, 2 * j:2 * j + 2])
        return output

    def backward(self, d_out):
        d_input = np.zeros_like(self.last_input)
        channels, height, width = self.last_input.shape
        for c in range(channels):
            for i in range(0, height, 2):
                for j in range(0, width, 2):
                    patch = self.last_input[c, i:i + 2, j:j + 2]
                    for k in range(2):
                        for l in range(2):
                            if patch[k, l] == np.max(patch):
                                d_input[c, i + k, j + l] = d_out[c, i // 2, j // 2]
        return d_input


class Rectifier:
    def forward(self, x):
        self.mask = (x <= 0)
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dout[self.mask] = 0
        dx = dout
        return dx
