# reach: pair=sequence_backward verdict=correct
# reach: pair=sequence_backward_cut verdict=wrong leaves=Whh,Wxh,a0,bh
import numpy as np


def probabilities(z):
    e = np.exp(z - z.max())
    return e / e.sum(axis=0)


def initialize_parameters(n_a, n_x, n_y):
    return {
        'Wxh': np.random.randn(n_a, n_x) * 0.4,
        'Whh': np.random.randn(n_a, n_a) * 0.4,
        'Why': np.random.randn(n_y, n_a) * 0.4,
        'bh': np.zeros((n_a, 1)),
        'by': np.zeros((n_y, 1)),
    }


def sequence_forward(X, Y, a0, parameters, vocab_size=30):
    x, a, p = {}, {}, {}
    a[-1] = np.copy(a0)
    loss = 0
    for t in range(len(X)):
        x[t] = np.zeros((vocab_size, 1))
        if X[t] is not None:
            x[t][X[t]] = 1
        a[t] = np.tanh(np.dot(parameters['Wxh'], x[t]) + np.dot(parameters['Whh'], a[t - 1]) + parameters['bh'])
        p[t] = probabilities(np.dot(parameters['Why'], a[t]) + parameters['by'])
        loss -= np.log(p[t][Y[t], 0])
    return loss, (x, a, p)


def sequence_backward(X, Y, parameters, cache):
    x, a, p = cache
    grads = {'d' + key: np.zeros_like(value) for key, value in parameters.items()}
    carried = np.zeros_like(a[0])
    for t in reversed(range(len(X))):
        dy = np.copy(p[t])
        dy[Y[t]] -= 1
        grads['dWhy'] += np.dot(dy, a[t].T)
        grads['dby'] += dy
        raw = (1 - a[t] ** 2) * (np.dot(parameters['Why'].T, dy) + carried)
        grads['dWxh'] += np.dot(raw, x[t].T)
        grads['dWhh'] += np.dot(raw, a[t - 1].T)
        grads['dbh'] += raw
        carried = np.dot(parameters['Whh'].T, raw)
    grads['da0'] = carried
    return grads


def sequence_forward_cut(X, Y, a0, parameters, vocab_size=30):
    return sequence_forward(X, Y, a0, parameters, vocab_size)


def sequence_backward_cut(X, Y, parameters, cache):
    x, a, p = cache
    grads = {'d' + key: np.zeros_like(value) for key, value in parameters.items()}
    carried = np.zeros_like(a[0])
    for t in reversed(range(len(X))):
        dy = np.copy(p[t])
        dy[Y[t]] -= 1
        grads['dWhy'] += np.dot(dy, a[t].T)
        grads['dby'] += dy
        raw = (1 - a[t] ** 2) * (np.dot(parameters['Why'].T, dy) + carried)
        grads['dWxh'] += np.dot(raw, x[t].T)
        grads['dWhh'] += np.dot(raw, a[t - 1].T)
        grads['dbh'] += raw
        carried = np.dot(parameters['Whh'].T, raw) * (1 - a[t] ** 2)
    grads['da0'] = carried
    return grads
