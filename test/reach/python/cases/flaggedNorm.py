# reach: pair=norm_backward verdict=correct
# reach: pair=drop_backward verdict=correct
# reach: pair=uncentred_norm_backward verdict=wrong leaves=x
"""Dictionaries of settings with defaults of their own (`get`), a seed that may be there and a probability called p."""
import numpy as np


def norm_forward(x, gamma, beta, norm_param):
    mode = norm_param["mode"]
    eps = norm_param.get("eps", 1e-5)
    by_feature = norm_param.get("by_feature", 0)
    shape = norm_param.get("shape", x.shape)
    if mode == "test":
        return gamma * x + beta, None
    if by_feature == 1:
        x = x.T
    spread = np.sqrt(x.var(axis=0) + eps)
    unit = (x - x.mean(axis=0)) / spread
    return gamma * unit + beta, (unit, spread, gamma, shape)


def norm_backward(dout, cache):
    unit, spread, gamma, shape = cache
    dunit = dout * gamma
    dx = (dunit - dunit.mean(axis=0) - unit * (dunit * unit).mean(axis=0)) / spread
    return dx, (dout * unit).reshape(shape).sum(axis=0), dout.reshape(shape).sum(axis=0)


def uncentred_norm_forward(x, gamma, beta, norm_param):
    return norm_forward(x, gamma, beta, norm_param)


def uncentred_norm_backward(dout, cache):
    unit, spread, gamma, shape = cache
    dunit = dout * gamma
    dx = (dunit - unit * (dunit * unit).mean(axis=0)) / spread
    return dx, (dout * unit).reshape(shape).sum(axis=0), dout.reshape(shape).sum(axis=0)


def drop_forward(x, drop_param):
    p, mode = drop_param["p"], drop_param["mode"]
    if "seed" in drop_param:
        np.random.seed(drop_param["seed"])
    mask = None
    out = x
    if mode == "train":
        mask = (np.random.rand(*x.shape) < p) / p
        out = x * mask
    return out, (drop_param, mask)


def drop_backward(dout, cache):
    drop_param, mask = cache
    return dout * mask if drop_param["mode"] == "train" else dout
