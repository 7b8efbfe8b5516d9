# reach: pair=hinge_loss verdict=correct
# reach: pair=hinge_loss_unclipped verdict=wrong leaves=x
# reach: pair=AnyRank.backward verdict=correct
# reach: pair=Filter1d.backward verdict=correct
# reach: pair=Drawn.backward verdict=correct
# reach: pair=Filter1dOverwritten.backward verdict=wrong leaves=x
# Forms that say little of their axes: rows picked and given an axis, a layer that flattens what has more than two, initialisers.
import numpy as np


def hinge_loss(x, y):
    n = len(y)
    picked = x[range(n), y][:, None]
    margins = np.maximum(0, x - picked + 1)
    loss = margins.sum() / n - 1
    dx = (margins > 0).astype(float) / n
    dx[range(n), y] -= dx.sum(axis=1)
    return loss, dx


def hinge_loss_unclipped(x, y):
    n = len(y)
    picked = x[range(n), y][:, None]
    margins = np.maximum(0, x - picked + 1)
    loss = margins.sum() / n - 1
    dx = (margins > 0).astype(float) / n
    dx[range(n), y] = -dx.sum(axis=1)
    return loss, dx


class AnyRank:
    def __init__(self, gamma, beta, momentum=0.9, running_mean=None):
        self.gamma = gamma
        self.beta = beta
        self.momentum = momentum
        self.running_mean = running_mean
        self.dgamma = None
        self.dbeta = None

    def forward(self, x, train_flg=True):
        self.shape = x.shape
        if x.ndim != 2:
            N, C, H, W = x.shape
            x = x.reshape(N, -1)
        return self.normalise(x, train_flg).reshape(*self.shape)

    def normalise(self, x, train_flg):
        if self.running_mean is None:
            self.running_mean = np.zeros(x.shape[1])
        mean = x.mean(axis=0) if train_flg else self.running_mean
        self.away = x - mean
        self.std = np.sqrt(np.mean(self.away**2, axis=0) + 1e-6)
        self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
        return self.gamma * self.away / self.std + self.beta

    def backward(self, dout):
        if dout.ndim != 2:
            N, C, H, W = dout.shape
            dout = dout.reshape(N, -1)
        n = len(dout)
        xn = self.away / self.std
        self.dbeta = dout.sum(axis=0)
        self.dgamma = np.sum(xn * dout, axis=0)
        d = self.gamma * dout
        dx = (d - d.mean(axis=0) - xn * (d * xn).sum(axis=0) / n) / self.std
        return dx.reshape(*self.shape)


class Filter1d:
    def __init__(self, in_channel, out_channel, kernel_size, stride, weight_init_fn=None, bias_init_fn=None):
        self.kernel_size = kernel_size
        self.stride = stride
        if weight_init_fn is None:
            bound = np.sqrt(1 / (in_channel * kernel_size))
            self.W = np.random.uniform(-bound, bound, size=(out_channel, in_channel, kernel_size))
        else:
            self.W = weight_init_fn(out_channel, in_channel, kernel_size)
        self.b = np.zeros(out_channel) if bias_init_fn is None else bias_init_fn(out_channel)
        self.dW = np.zeros(self.W.shape)
        self.db = np.zeros(self.b.shape)

    def forward(self, x):
        self.x = x
        batch, _, length = x.shape
        steps = (length - self.kernel_size) // self.stride + 1
        out = np.zeros((batch, len(self.b), steps))
        for i in range(steps):
            at = i * self.stride
            out[:, :, i] = np.tensordot(x[:, :, at : at + self.kernel_size], self.W, axes=([1, 2], [1, 2])) + self.b
        return out

    def backward(self, delta):
        dx = np.zeros(self.x.shape)
        for i in range(delta.shape[2]):
            at = i * self.stride
            part = self.x[:, :, at : at + self.kernel_size]
            self.dW += np.tensordot(delta[:, :, i], part, axes=([0], [0]))
            dx[:, :, at : at + self.kernel_size] += np.tensordot(delta[:, :, i], self.W, axes=([1], [0]))
        self.db += np.sum(delta, axis=(0, 2))
        return dx


class Filter1dOverwritten(Filter1d):
    def backward(self, delta):
        dx = np.zeros(self.x.shape)
        for i in range(delta.shape[2]):
            at = i * self.stride
            part = self.x[:, :, at : at + self.kernel_size]
            self.dW += np.tensordot(delta[:, :, i], part, axes=([0], [0]))
            dx[:, :, at : at + self.kernel_size] = np.tensordot(delta[:, :, i], self.W, axes=([1], [0]))
        self.db += np.sum(delta, axis=(0, 2))
        return dx


class Drawn:
    def __init__(self, n_in, n_out, weight_init):
        self.W = weight_init(n_in, n_out)
        self.b = weight_init(n_out)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T
