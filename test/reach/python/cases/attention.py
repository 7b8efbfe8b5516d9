# reach: pair=attention_backward verdict=correct
import numpy as np


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def attention_forward(Q, K, V):
    """
    Args:
        Q (np.ndarray): queries of shape (T, D)
        K (np.ndarray): keys of shape (S, D)
        V (np.ndarray): values of shape (S, E)
    """
    scale = 1.0 / np.sqrt(Q.shape[-1])
    P = softmax(Q @ K.T * scale)
    return P @ V, (Q, K, V, P, scale)


def attention_backward(dout, cache):
    Q, K, V, P, scale = cache
    dV = P.T @ dout
    dP = dout @ V.T
    dS = P * (dP - np.sum(dP * P, axis=-1, keepdims=True))
    dQ = dS @ K * scale
    dK = dS.T @ Q * scale
    return dQ, dK, dV
