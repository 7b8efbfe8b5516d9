# reach: pair=hinge_loss verdict=correct
"""Written for Python 2 and 3 and for an older NumPy; what is not installed is not needed."""
from builtins import range
from past.builtins import xrange
import numpy as np
import cupy_that_nobody_has as cp


def hinge_loss(W, X, y, reg):
    dW = np.zeros(W.shape, dtype=np.float)
    count = X.shape[0]
    scores = X.dot(W)
    margins = np.maximum(0, scores - scores[np.arange(count), y].reshape(-1, 1) + 1)
    margins[np.arange(count), y] = 0
    loss = np.sum(margins) / count + reg * np.sum(W * W)
    active = (margins > 0).astype(np.float)
    active[np.arange(count), y] = -np.sum(active, axis=1)
    dW += X.T.dot(active) / count + 2 * reg * W
    return loss, dW
