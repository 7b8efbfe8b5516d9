# reach: pair=gradient verdict=correct
"""The gradient says not of what: one of a cost is of the weights, even where the inputs have the same length."""
import numpy as np


def predict(features, weights):
    return 1 / (1 + np.exp(-features.dot(weights.T)))


def cost(y, t):
    return -np.sum(t * np.log(y) + (1 - t) * np.log(1 - y))


def gradient(weights, features, t):
    return (predict(features, weights) - t).T * features
