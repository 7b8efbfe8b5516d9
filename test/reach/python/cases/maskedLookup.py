# reach: pair=Lookup.backward verdict=correct
# reach: pair=UnscaledLookup.backward verdict=wrong leaves=queries,keys
"""Queries, keys and values of three axes each, which only the transposed keys tell, and a mask that is left out."""
import numpy as np


def shares(scores):
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


class Lookup:
    def __init__(self, mask=None):
        self.mask = mask

    def forward(self, queries, keys, values):
        scores = queries @ keys.transpose(0, 2, 1) / np.sqrt(queries.shape[-1])
        if self.mask is not None:
            scores = scores + self.mask * -1e9
        self.queries, self.keys, self.values = queries, keys, values
        self.weights = shares(scores)
        return self.weights @ values

    def backward(self, dout):
        dweights = dout @ self.values.transpose(0, 2, 1)
        dscores = self.weights * (dweights - np.sum(dweights * self.weights, axis=-1, keepdims=True))
        dscores = dscores / np.sqrt(self.queries.shape[-1])
        dqueries = dscores @ self.keys
        dkeys = dscores.transpose(0, 2, 1) @ self.queries
        dvalues = self.weights.transpose(0, 2, 1) @ dout
        return dqueries, dkeys, dvalues


class UnscaledLookup(Lookup):
    def backward(self, dout):
        dweights = dout @ self.values.transpose(0, 2, 1)
        dscores = self.weights * (dweights - np.sum(dweights * self.weights, axis=-1, keepdims=True))
        dqueries = dscores @ self.keys
        dkeys = dscores.transpose(0, 2, 1) @ self.queries
        dvalues = self.weights.transpose(0, 2, 1) @ dout
        return dqueries, dkeys, dvalues
