import numpy as np


def forward(signal, levels):
    """Haar's transform, which `backward` undoes."""
    if levels == 0:
        return signal
    mean = (signal[0::2] + signal[1::2]) / np.sqrt(2)
    detail = (signal[0::2] - signal[1::2]) / np.sqrt(2)
    return np.concatenate([forward(mean, levels - 1), detail])


def backward(coefficients, levels):
    if levels == 0:
        return coefficients
    half = len(coefficients) // 2
    mean, detail = backward(coefficients[:half], levels - 1), coefficients[half:]
    signal = np.empty(len(coefficients))
    signal[0::2] = (mean + detail) / np.sqrt(2)
    signal[1::2] = (mean - detail) / np.sqrt(2)
    return signal
