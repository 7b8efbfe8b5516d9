import numpy as np


class AffineCouplingBlock:
    """Half of the entries shift and stretch the other half; the way back undoes it."""

    def __init__(self, network):
        self.network = network

    def forward(self, x):
        kept, moved = np.split(x, 2, axis=-1)
        stretch, shift = self.network(kept)
        return np.concatenate([kept, moved * np.exp(stretch) + shift], axis=-1), stretch.sum(axis=-1)

    def backward(self, y):
        kept, moved = np.split(y, 2, axis=-1)
        stretch, shift = self.network(kept)
        return np.concatenate([kept, (moved - shift) * np.exp(-stretch)], axis=-1), -stretch.sum(axis=-1)
