# reach: pair=RowScore.backward verdict=correct
# reach: pair=RowScoreOfOne.backward verdict=wrong leaves=state
"""Rows of a table, looked up by whole numbers, beside one vector for each of them: as many of both."""
import numpy as np


class Rows:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, idx):
        self.idx = idx
        return self.params[0][idx]

    def backward(self, dout):
        self.grads[0][...] = 0
        np.add.at(self.grads[0], self.idx, dout)


class RowScore:
    def __init__(self, W):
        self.rows = Rows(W)
        self.params = self.rows.params
        self.grads = self.rows.grads

    def forward(self, state, idx):
        picked = self.rows.forward(idx)
        self.kept = (state, picked)
        return np.sum(picked * state, axis=1)

    def backward(self, dout):
        state, picked = self.kept
        dout = dout.reshape(-1, 1)
        self.rows.backward(dout * state)
        return dout * picked


class RowScoreOfOne(RowScore):
    def backward(self, dout):
        state, picked = self.kept
        dout = dout.reshape(-1, 1)
        self.rows.backward(dout * state)
        return dout[0] * picked
