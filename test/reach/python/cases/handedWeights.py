# reach: pair=GruStep.backward verdict=correct
# reach: pair=Normed.backward verdict=wrong leaves=gamma
# reach: pair=Weighted.backward verdict=correct
# reach: pair=Steps.backward verdict=correct
# reach: pair=Blend.backward verdict=correct
import numpy as np


class GruStep:
    """Three gates side by side in each weight."""

    def __init__(self, Wx, Wh):
        self.Wx, self.Wh = Wx, Wh
        self.dWx, self.dWh = None, None

    def forward(self, x, h_prev):
        H, H3 = self.Wh.shape
        a = x @ self.Wx
        a[:, : 2 * H] += h_prev @ self.Wh[:, : 2 * H]
        z, r = np.split(1 / (1 + np.exp(-a[:, : 2 * H])), 2, axis=1)
        n = np.tanh(a[:, 2 * H :] + (r * h_prev) @ self.Wh[:, 2 * H :])
        self.cache = (x, h_prev, z, r, n)
        return (1 - z) * h_prev + z * n

    def backward(self, dh_next):
        H, H3 = self.Wh.shape
        x, h_prev, z, r, n = self.cache
        dn = dh_next * z * (1 - n**2)
        dreset = dn @ self.Wh[:, 2 * H :].T
        dz = dh_next * (n - h_prev) * z * (1 - z)
        dr = dreset * h_prev * r * (1 - r)
        gates = np.hstack((dz, dr))
        self.dWx = x.T @ np.hstack((gates, dn))
        self.dWh = np.hstack((h_prev.T @ gates, (r * h_prev).T @ dn))
        dh_prev = dh_next * (1 - z) + dreset * r + gates @ self.Wh[:, : 2 * H].T
        return np.hstack((gates, dn)) @ self.Wx.T, dh_prev


class Normed:
    def __init__(self, gamma, beta, momentum=0.9, mean=None, delta=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.mean, self.delta = momentum, mean, delta

    def forward(self, x, train=True):
        self.shape = x.shape
        if x.ndim != 2:
            n, _, _, _ = x.shape
            x = x.reshape(n, -1)
        centred = x - x.mean(axis=0)
        self.std = np.sqrt((centred**2).mean(axis=0) + self.delta)
        self.xn = centred / self.std
        return (self.gamma * self.xn + self.beta).reshape(self.shape)

    def backward(self, dout):
        dout = dout.reshape(self.shape[0], -1)
        self.dbeta = dout.sum(axis=0)
        self.dgamma = np.sum(dout, axis=0) * self.xn.sum(axis=0)
        dxn = self.gamma * dout
        dx = (dxn - dxn.mean(axis=0) - self.xn * (dxn * self.xn).mean(axis=0)) / self.std
        return dx.reshape(self.shape)


class Weighted:
    def forward(self, hs, a):
        n, steps, units = hs.shape
        self.kept = hs, a.reshape(n, steps, 1)
        return (hs * self.kept[1]).sum(axis=1)

    def backward(self, dc):
        hs, ar = self.kept
        dt = dc[:, None, :].repeat(hs.shape[1], axis=1)
        return dt * ar, (dt * hs).sum(axis=2)


class Steps:
    """One class for each step of each sample."""

    def forward(self, xs, ts):
        n, steps, classes = xs.shape
        if ts.ndim == 3:
            ts = ts.argmax(axis=2)
        xs, ts = xs.reshape(n * steps, classes), ts.reshape(n * steps)
        e = np.exp(xs - xs.max(axis=1, keepdims=True))
        ys = e / e.sum(axis=1, keepdims=True)
        self.kept = ts, ys, (n, steps, classes)
        return -np.log(ys[np.arange(len(ts)), ts]).sum() / len(ts)

    def backward(self, dout=1):
        ts, ys, shape = self.kept
        dx = ys
        dx[np.arange(len(ts)), ts] -= 1
        return (dx * dout / len(ts)).reshape(shape)


class Blend:
    def __init__(self):
        self.weighted = Weighted()

    def forward(self, hs, a):
        return self.weighted.forward(hs, a)

    def backward(self, dout):
        dhs, da = self.weighted.backward(dout)
        return dhs, da
