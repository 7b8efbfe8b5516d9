# reach: pair=lstm_unit_backward verdict=correct
# reach: pair=unrolled_backward verdict=correct
# reach: pair=unrolled_backward_cut verdict=wrong leaves=Waa,Wax,a0,ba,x
# reach: pair=scaled_backward verdict=correct
# reach: pair=layer_scaling_backward verdict=correct
import numpy as np


def squash(z):
    return 1 / (1 + np.exp(-z))


def lstm_unit_forward(x, prev_h, prev_c, Wx, Wh, b):
    width = prev_c.shape[1]
    a = x @ Wx + prev_h @ Wh + b
    i, f, o = squash(a[:, :width]), squash(a[:, width : 2 * width]), squash(a[:, 2 * width : 3 * width])
    g = np.tanh(a[:, 3 * width :])
    next_c = f * prev_c + i * g
    next_h = o * np.tanh(next_c)
    return next_h, next_c, (x, prev_h, prev_c, Wx, Wh, i, f, o, g, next_c)


def lstm_unit_backward(dnext_h, dnext_c, cache):
    x, prev_h, prev_c, Wx, Wh, i, f, o, g, next_c = cache
    squeezed = np.tanh(next_c)
    dc = dnext_c + dnext_h * o * (1 - squeezed**2)
    da = np.hstack(
        [dc * g * i * (1 - i), dc * prev_c * f * (1 - f), dnext_h * squeezed * o * (1 - o), dc * i * (1 - g**2)]
    )
    return da @ Wx.T, da @ Wh.T, dc * f, x.T @ da, prev_h.T @ da, da.sum(axis=0)


def step(xt, a, parameters):
    return np.tanh(np.dot(parameters['Wax'], xt) + np.dot(parameters['Waa'], a) + parameters['ba'])


def unrolled_forward(x, a0, parameters):
    n_y, n_a = parameters['Wya'].shape
    n_x, m, T = x.shape
    a, y = np.zeros((n_a, m, T)), np.zeros((n_y, m, T))
    state = a0
    for t in range(T):
        state = step(x[:, :, t], state, parameters)
        a[:, :, t] = state
        y[:, :, t] = np.dot(parameters['Wya'], state)
    return a, y, (a, a0, x, parameters)


def unrolled_forward_cut(x, a0, parameters):
    return unrolled_forward(x, a0, parameters)


def walk_back(da, caches, carries):
    a, a0, x, parameters = caches
    n_a, m, T = da.shape
    dx, carried = np.zeros_like(x), np.zeros((n_a, m))
    dWax, dWaa, dba = np.zeros_like(parameters['Wax']), np.zeros((n_a, n_a)), np.zeros((n_a, 1))
    for t in reversed(range(T)):
        before = a[:, :, t - 1] if t > 0 else a0
        draw = (1 - a[:, :, t] ** 2) * (da[:, :, t] + carried * carries)
        dx[:, :, t] = np.dot(parameters['Wax'].T, draw)
        dWax += np.dot(draw, x[:, :, t].T)
        dWaa += np.dot(draw, before.T)
        dba += draw.sum(axis=1, keepdims=True)
        carried = np.dot(parameters['Waa'].T, draw)
    return {'dx': dx, 'da0': carried, 'dWax': dWax, 'dWaa': dWaa, 'dba': dba}


def unrolled_backward(da, caches):
    return walk_back(da, caches, 1)


def unrolled_backward_cut(da, caches):
    return walk_back(da, caches, 0)


def scaled_forward(x, theta):
    J = x * theta
    return J


def scaled_backward(x, theta):
    dtheta = x
    return dtheta


def layer_scaling_forward(x, gamma, beta, ln_param):
    eps = ln_param.get('eps', 1e-5)
    centred = x - x.mean(axis=1, keepdims=True)
    inverse = 1 / np.sqrt((centred**2).mean(axis=1, keepdims=True) + eps)
    return gamma * centred * inverse + beta, (centred * inverse, inverse, gamma)


def layer_scaling_backward(dout, cache):
    normal, inverse, gamma = cache
    d = dout * gamma
    dx = inverse * (d - d.mean(axis=1, keepdims=True) - normal * (d * normal).mean(axis=1, keepdims=True))
    return dx, (dout * normal).sum(axis=0), dout.sum(axis=0)
