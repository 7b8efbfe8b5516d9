import numpy as np


def forward_transform(signal):
    n = len(signal)
    k = np.arange(n)
    return np.exp(-2j * np.pi * k[:, None] * k / n) @ signal


def backward_transform(spectrum):
    n = len(spectrum)
    k = np.arange(n)
    return np.exp(2j * np.pi * k[:, None] * k / n) @ spectrum / n
