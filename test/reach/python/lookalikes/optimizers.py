import numpy as np


def sgd_momentum(w, dw, config=None):
    v = config.get('velocity', np.zeros_like(w))
    v = config['momentum'] * v - config['learning_rate'] * dw
    next_w = w + v
    config['velocity'] = v
    return next_w, config


def adam(w, dw, config=None):
    config['m'] = config['beta1'] * config['m'] + (1 - config['beta1']) * dw
    config['v'] = config['beta2'] * config['v'] + (1 - config['beta2']) * dw ** 2
    return w - config['learning_rate'] * config['m'] / (np.sqrt(config['v']) + 1e-8), config
