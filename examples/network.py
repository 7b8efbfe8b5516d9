"""A network of three layers whose backward has two mistakes: run Gradient Check on `backward_propagation`."""
import numpy as np

from course_data import X, Y, parameters


def relu(Z):
    return np.maximum(0, Z)


def sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


def forward_propagation(X, Y, parameters):
    """Linear, ReLU, linear, ReLU, linear, sigmoid, and the cross-entropy cost over the samples in X's columns."""
    W1, b1 = parameters['W1'], parameters['b1']
    W2, b2 = parameters['W2'], parameters['b2']
    W3, b3 = parameters['W3'], parameters['b3']
    Z1 = W1 @ X + b1
    A1 = relu(Z1)
    Z2 = W2 @ A1 + b2
    A2 = relu(Z2)
    Z3 = W3 @ A2 + b3
    A3 = sigmoid(Z3)
    m = X.shape[1]
    losses = -Y * np.log(A3) - (1 - Y) * np.log(1 - A3)
    cost = np.sum(losses) / m
    cache = (A1, A2, A3, W2, W3)
    return cost, cache


def backward_propagation(X, Y, cache):
    """The gradients of the cost with respect to every parameter."""
    A1, A2, A3, W2, W3 = cache
    m = X.shape[1]

    dZ3 = A3 - Y
    dW3 = dZ3 @ A2.T / m
    db3 = np.sum(dZ3, axis=1, keepdims=True) / m

    dA2 = W3.T @ dZ3
    dZ2 = dA2 * (A2 > 0)
    dW2 = 2 * dZ2 @ A1.T / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m

    dA1 = W2.T @ dZ2
    dZ1 = dA1 * (A1 > 0)
    dW1 = dZ1 @ X.T / m
    db1 = 4 * np.sum(dZ1, axis=1, keepdims=True) / m

    return {'dW1': dW1, 'db1': db1, 'dW2': dW2, 'db2': db2, 'dW3': dW3, 'db3': db3}
