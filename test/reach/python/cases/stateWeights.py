# reach: pair=gru_backward verdict=correct
# reach: pair=gru_backward_fast verdict=wrong leaves=U_z,U_r,U_h,W_z,W_r,W_h,b_z,b_r,b_h
"""A gated cell over a sequence, whose dictionary names the weights of the input W_… and those of the state U_…."""
import numpy as np


def squash(z):
    return 1 / (1 + np.exp(-z))


def gru_forward(X, params):
    """X: (T, input_dim)"""
    h = np.zeros(params["b_z"].shape[0])
    steps = []
    for x in X:
        z = squash(params["W_z"] @ x + params["U_z"] @ h + params["b_z"])
        r = squash(params["W_r"] @ x + params["U_r"] @ h + params["b_r"])
        c = np.tanh(params["W_h"] @ x + params["U_h"] @ (r * h) + params["b_h"])
        steps.append((x, h, z, r, c))
        h = (1 - z) * h + z * c
    return np.stack([(1 - z) * h + z * c for x, h, z, r, c in steps]), {"steps": steps}


def gru_backward(dhs, cache, params):
    grads = {name: np.zeros_like(value) for name, value in params.items()}
    dnext = np.zeros(params["b_z"].shape[0])
    for t in reversed(range(len(dhs))):
        x, h, z, r, c = cache["steps"][t]
        dh = dhs[t] + dnext
        da_h = dh * z * (1 - c ** 2)
        drh = params["U_h"].T @ da_h
        da_z = dh * (c - h) * z * (1 - z)
        da_r = drh * h * r * (1 - r)
        for gate, da, state in (("z", da_z, h), ("r", da_r, h), ("h", da_h, r * h)):
            grads["W_" + gate] += np.outer(da, x)
            grads["U_" + gate] += np.outer(da, state)
            grads["b_" + gate] += da
        dnext = dh * (1 - z) + drh * r + params["U_z"].T @ da_z + params["U_r"].T @ da_r
    return grads


def gru_backward_fast(dhs, cache, params):
    grads = {name: np.zeros_like(value) for name, value in params.items()}
    dnext = np.zeros(params["b_z"].shape[0])
    for t in reversed(range(len(dhs))):
        x, h, z, r, c = cache["steps"][t]
        dh = dhs[t] + dnext
        da_h = dh * z * (1 - c ** 2)
        drh = params["U_h"].T @ da_h
        da_z = dh * (c - h) * z * (1 - z)
        da_r = drh * h * r * (1 - r)
        for gate, da, state in (("z", da_z, h), ("r", da_r, h), ("h", da_h, r * h)):
            grads["W_" + gate] += np.outer(da, x)
            grads["U_" + gate] += np.outer(da, state)
            grads["b_" + gate] += da
        dnext = drh * r + params["U_z"].T @ da_z + params["U_r"].T @ da_r  # the way past the gates is missing
    return grads
