# reach: pair=backward_pass verdict=correct
# reach: pair=backward_pass_sum verdict=wrong leaves=W1
"""Digits from a table, trained where the file is run; the number of examples comes from the data."""
import numpy as np
import pandas as pd
from matplotlib import pyplot as plt

table = np.array(pd.read_csv("digits.csv"))
m, n = table.shape
np.random.shuffle(table)
held_out = table[:500].T
train = table[500:].T
Y_train = train[0]
X_train = train[1:] / 255.0


def start(units=10):
    W1 = np.random.rand(units, 784) - 0.5
    b1 = np.random.rand(units, 1) - 0.5
    W2 = np.random.rand(10, units) - 0.5
    b2 = np.random.rand(10, 1) - 0.5
    return W1, b1, W2, b2


def relu(Z):
    return np.maximum(Z, 0)


def softmax(Z):
    return np.exp(Z) / sum(np.exp(Z))


def one_hot(labels):
    columns = np.zeros((labels.size, labels.max() + 1))
    columns[np.arange(labels.size), labels] = 1
    return columns.T


def forward_pass(W1, b1, W2, b2, X):
    Z1 = W1.dot(X) + b1
    A1 = relu(Z1)
    Z2 = W2.dot(A1) + b2
    A2 = softmax(Z2)
    return Z1, A1, Z2, A2


def backward_pass(Z1, A1, Z2, A2, W1, W2, X, Y):
    dZ2 = A2 - one_hot(Y)
    dW2 = 1 / m * dZ2.dot(A1.T)
    db2 = 1 / m * dZ2.sum(axis=1, keepdims=True)
    dZ1 = W2.T.dot(dZ2) * (Z1 > 0)
    dW1 = 1 / m * dZ1.dot(X.T)
    db1 = 1 / m * dZ1.sum(axis=1, keepdims=True)
    return dW1, db1, dW2, db2


def forward_pass_sum(W1, b1, W2, b2, X):
    Z1 = W1.dot(X) + b1
    A1 = relu(Z1)
    Z2 = W2.dot(A1) + b2
    A2 = softmax(Z2)
    return Z1, A1, Z2, A2


def backward_pass_sum(Z1, A1, Z2, A2, W1, W2, X, Y):
    dZ2 = A2 - one_hot(Y)
    dW2 = 1 / m * dZ2.dot(A1.T)
    db2 = 1 / m * dZ2.sum(axis=1, keepdims=True)
    dZ1 = W2.T.dot(dZ2) * (Z1 > 0)
    dW1 = dZ1.dot(X.T)  # the mean over the examples is missing
    db1 = 1 / m * dZ1.sum(axis=1, keepdims=True)
    return dW1, db1, dW2, db2


W1, b1, W2, b2 = start()
for step in range(500):
    Z1, A1, Z2, A2 = forward_pass(W1, b1, W2, b2, X_train)
    dW1, db1, dW2, db2 = backward_pass(Z1, A1, Z2, A2, W1, W2, X_train, Y_train)
    W1, b1 = W1 - 0.1 * dW1, b1 - 0.1 * db1
    W2, b2 = W2 - 0.1 * dW2, b2 - 0.1 * db2
plt.plot(A2[0])
plt.show()
