# reach: pair=back_prop verdict=correct
# reach: pair=back_prop_of_sums verdict=wrong leaves=b1,b2
"""Ten classes that the code itself counts on, and a cost that is handed the encoded targets."""
import numpy as np


def softmax(Z):
    e = np.exp(Z - np.max(Z, axis=0))
    return e / e.sum(axis=0)


def one_hot(Y):
    encoded = np.zeros((10, Y.size))
    encoded[Y, np.arange(Y.size)] = 1
    return encoded


def forward_prop(W1, b1, W2, b2, X):
    Z1 = W1.dot(X) + b1
    A1 = np.maximum(Z1, 0)
    A2 = softmax(W2.dot(A1) + b2)
    return Z1, A1, A2


def loss(one_hot_Y, A2):
    return -np.sum(one_hot_Y * np.log(A2)) / A2.shape[1]


def back_prop(Z1, A1, A2, W2, X, Y):
    m = Y.size
    dZ2 = A2 - one_hot(Y)
    dZ1 = W2.T.dot(dZ2) * (Z1 > 0)
    dW1 = dZ1.dot(X.T) / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    dW2 = dZ2.dot(A1.T) / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    return dW1, db1, dW2, db2


def forward_prop_of_sums(W1, b1, W2, b2, X):
    Z1 = W1.dot(X) + b1
    A1 = np.maximum(Z1, 0)
    A2 = softmax(W2.dot(A1) + b2)
    return Z1, A1, A2


def back_prop_of_sums(Z1, A1, A2, W2, X, Y):
    m = Y.size
    dZ2 = A2 - one_hot(Y)
    dZ1 = W2.T.dot(dZ2) * (Z1 > 0)
    dW1 = dZ1.dot(X.T) / m
    db1 = np.sum(dZ1) / m
    dW2 = dZ2.dot(A1.T) / m
    db2 = np.sum(dZ2) / m
    return dW1, db1, dW2, db2
