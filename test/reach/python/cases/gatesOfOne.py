# reach: pair=Cell.backward verdict=wrong leaves=bir
# reach: pair=Whole.backward verdict=correct
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


class Cell:
    """Two biases for each gate, named by where they come in."""

    def __init__(self, in_dim, hidden_dim):
        self.Wrx, self.Wrh = np.random.randn(hidden_dim, in_dim), np.random.randn(hidden_dim, hidden_dim)
        self.bir, self.bhr = np.random.randn(hidden_dim), np.random.randn(hidden_dim)
        self.dWrx, self.dWrh = np.zeros((hidden_dim, in_dim)), np.zeros((hidden_dim, hidden_dim))
        self.dbir, self.dbhr = np.zeros(hidden_dim), np.zeros(hidden_dim)

    def forward(self, x, h):
        """x: (input_dim), h: (hidden_dim)"""
        self.x, self.hidden = x, h
        self.r = sigmoid(self.Wrx @ x + self.bir + self.Wrh @ h + self.bhr)
        return self.r * h

    def backward(self, delta):
        dr = delta * self.hidden * self.r * (1 - self.r)
        self.dWrx += np.outer(dr, self.x)
        self.dWrh += np.outer(dr, self.hidden)
        self.dbir += delta
        self.dbhr += dr
        return self.Wrx.T @ dr, delta * self.r + self.Wrh.T @ dr


class Whole:
    """All weights of an LSTM in one matrix, whose first row is the bias."""

    @staticmethod
    def forward(X, WLSTM, c0=None, h0=None):
        """X should be of shape (n,b,input_size), where n = length of sequence, b = batch size"""
        n, b, width = X.shape
        d = WLSTM.shape[1] // 4
        h = np.zeros((b, d)) if h0 is None else h0
        c = np.zeros((b, d)) if c0 is None else c0
        Hin, gates, cells, Hout = np.zeros((n, b, WLSTM.shape[0])), np.zeros((n, b, 4 * d)), np.zeros((n + 1, b, d)), np.zeros((n, b, d))
        cells[0] = c
        for t in range(n):
            Hin[t, :, 0] = 1
            Hin[t, :, 1 : width + 1] = X[t]
            Hin[t, :, width + 1 :] = h
            gates[t] = Hin[t].dot(WLSTM)
            gates[t, :, : 3 * d] = sigmoid(gates[t, :, : 3 * d])
            gates[t, :, 3 * d :] = np.tanh(gates[t, :, 3 * d :])
            cells[t + 1] = gates[t, :, :d] * gates[t, :, 3 * d :] + gates[t, :, d : 2 * d] * cells[t]
            h = Hout[t] = gates[t, :, 2 * d : 3 * d] * np.tanh(cells[t + 1])
        cache = {'WLSTM': WLSTM, 'Hin': Hin, 'gates': gates, 'cells': cells}
        return Hout, cells[n], Hout[n - 1], cache

    @staticmethod
    def backward(dHout_in, cache, dcn=None, dhn=None):
        WLSTM, Hin, gates, cells = cache['WLSTM'], cache['Hin'], cache['gates'], cache['cells']
        n, b, d = dHout_in.shape
        dWLSTM, dX = np.zeros(WLSTM.shape), np.zeros((n, b, WLSTM.shape[0] - d - 1))
        dh = np.zeros((b, d)) if dhn is None else dhn
        dc = np.zeros((b, d)) if dcn is None else dcn
        for t in reversed(range(n)):
            i, f, o, g = (gates[t, :, k * d : (k + 1) * d] for k in range(4))
            dh = dh + dHout_in[t]
            s = np.tanh(cells[t + 1])
            dc = dc + dh * o * (1 - s**2)
            raw = np.hstack([dc * g * i * (1 - i), dc * cells[t] * f * (1 - f), dh * s * o * (1 - o), dc * i * (1 - g**2)])
            dWLSTM += Hin[t].T @ raw
            back = raw @ WLSTM.T
            dX[t], dh, dc = back[:, 1 : dX.shape[2] + 1], back[:, dX.shape[2] + 1 :], dc * f
        return dX, dWLSTM, dc, dh
