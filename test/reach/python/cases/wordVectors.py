# reach: pair=softmax_cost_and_gradient verdict=correct hint=predicted: [4], target: int[] < 6, outputVectors: [6, 4]
import numpy as np


def softmax(x):
    e = np.exp(x - np.max(x))
    return e / e.sum()


def softmax_cost_and_gradient(predicted, target, outputVectors):
    """
    predicted -- the vector of one word
    target -- integer, which word stands beside it
    outputVectors -- a vector for each word, in rows
    """
    p = softmax(outputVectors.dot(predicted))
    cost = -np.log(p[target])
    p[target] -= 1
    gradPred = outputVectors.T.dot(p)
    grad = np.outer(p, predicted)
    return cost, gradPred, grad
