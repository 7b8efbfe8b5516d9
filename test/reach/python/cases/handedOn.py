# reach: pair=slide_backward verdict=correct
# reach: pair=Wrapped.backward verdict=wrong leaves=w
import numpy as np


def windows_forward(x, w, b, conv_param):
    step, pad = conv_param["stride"], conv_param["pad"]
    wide = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    height, width = w.shape[2:]
    rows, columns = (wide.shape[2] - height) // step + 1, (wide.shape[3] - width) // step + 1
    out = np.zeros((x.shape[0], w.shape[0], rows, columns))
    for i in range(rows):
        for j in range(columns):
            patch = wide[:, :, i * step : i * step + height, j * step : j * step + width]
            out[:, :, i, j] = np.tensordot(patch, w, axes=([1, 2, 3], [1, 2, 3])) + b
    return out, (x, w, b, conv_param)


def windows_backward(dout, cache):
    x, w, b, conv_param = cache
    step, pad = conv_param["stride"], conv_param["pad"]
    wide = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    height, width = w.shape[2:]
    dwide, dw = np.zeros_like(wide), np.zeros_like(w)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            place = np.s_[:, :, i * step : i * step + height, j * step : j * step + width]
            dw += np.tensordot(dout[:, :, i, j], wide[place], axes=([0], [0]))
            dwide[place] += np.tensordot(dout[:, :, i, j], w, axes=([1], [0]))
    dx = dwide[:, :, pad : dwide.shape[2] - pad, pad : dwide.shape[3] - pad]
    return dx, dw, dout.sum(axis=(0, 2, 3))


def slide_forward(x, w, b, conv_param):
    return windows_forward(x, w, b, conv_param)


def slide_backward(dout, cache):
    return windows_backward(dout, cache)


def mix_forward(x, w, b):
    return x @ w + b, (x, w)


def mix_backward(dout, cache):
    x, w = cache
    return dout @ w.T, x.T @ dout / len(x), dout.sum(axis=0)


class Wrapped:
    def __init__(self, inputs, outputs):
        self.w = np.random.randn(inputs, outputs)
        self.b = np.random.randn(outputs)

    def forward(self, x):
        return mix_forward(x, self.w, self.b)

    def backward(self, dout, cache):
        return mix_backward(dout, cache)
