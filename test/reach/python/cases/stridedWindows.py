# reach: pair=pool_window_backward verdict=wrong leaves=A_prev
# reach: pair=conv_filter_backward verdict=correct
import numpy as np


def pool_window_forward(A_prev, hparameters):
    m, n_H_prev, n_W_prev, n_C = A_prev.shape
    f, stride = hparameters['f'], hparameters['stride']
    n_H, n_W = (n_H_prev - f) // stride + 1, (n_W_prev - f) // stride + 1
    A = np.zeros((m, n_H, n_W, n_C))
    for h in range(n_H):
        for w in range(n_W):
            top, left = h * stride, w * stride
            A[:, h, w, :] = A_prev[:, top : top + f, left : left + f, :].max(axis=(1, 2))
    return A, (A_prev, hparameters)


def pool_window_backward(dA, cache):
    """Goes on by one from window to window, whatever the stride."""
    A_prev, hparameters = cache
    f = hparameters['f']
    m, n_H, n_W, n_C = dA.shape
    dA_prev = np.zeros_like(A_prev)
    for h in range(n_H):
        for w in range(n_W):
            part = A_prev[:, h : h + f, w : w + f, :]
            mask = part == part.max(axis=(1, 2), keepdims=True)
            dA_prev[:, h : h + f, w : w + f, :] += mask * dA[:, h : h + 1, w : w + 1, :]
    return dA_prev


def conv_filter_forward(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    f, f, n_C_prev, n_C = W.shape
    stride = hparameters['stride']
    n_H, n_W = (n_H_prev - f) // stride + 1, (n_W_prev - f) // stride + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    for h in range(n_H):
        for w in range(n_W):
            part = A_prev[:, h * stride : h * stride + f, w * stride : w * stride + f, :]
            for c in range(n_C):
                Z[:, h, w, c] = (part * W[:, :, :, c]).sum(axis=(1, 2, 3)) + b[0, 0, 0, c]
    return Z, (A_prev, W, b, hparameters)


def conv_filter_backward(dZ, cache):
    A_prev, W, b, hparameters = cache
    f = W.shape[0]
    stride = hparameters['stride']
    m, n_H, n_W, n_C = dZ.shape
    dA_prev, dW, db = np.zeros_like(A_prev), np.zeros_like(W), np.zeros_like(b)
    for h in range(n_H):
        for w in range(n_W):
            rows, columns = slice(h * stride, h * stride + f), slice(w * stride, w * stride + f)
            for c in range(n_C):
                up = dZ[:, h, w, c][:, None, None, None]
                dA_prev[:, rows, columns, :] += W[None, :, :, :, c] * up
                dW[:, :, :, c] += (A_prev[:, rows, columns, :] * up).sum(axis=0)
                db[0, 0, 0, c] += up.sum()
    return dA_prev, dW, db
