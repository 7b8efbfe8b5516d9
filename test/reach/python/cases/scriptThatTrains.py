# reach: pair=back_propagation verdict=wrong leaves=W2
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt

frame = pd.read_csv('train.csv')
X_train = frame.values[:, 1:].T / 255.
Y_train = frame.values[:, 0]


def init_params():
    W1 = np.random.rand(5, 4) - 0.5
    b1 = np.random.rand(5, 1) - 0.5
    W2 = np.random.rand(3, 5) - 0.5
    b2 = np.random.rand(3, 1) - 0.5
    return W1, b1, W2, b2


def ReLU(Z):
    return np.maximum(Z, 0)


def ReLU_deriv(Z):
    return Z > 0


def softmax(Z):
    return np.exp(Z) / sum(np.exp(Z))


def forward_prop(W1, b1, W2, b2, X):
    Z1 = W1.dot(X) + b1
    A1 = ReLU(Z1)
    Z2 = W2.dot(A1) + b2
    A2 = softmax(Z2)
    return Z1, A1, Z2, A2


def cost(A2, Y):
    """Y: one-hot columns, of shape (3, m)"""
    return -np.sum(Y * np.log(A2)) / Y.shape[1]


def back_propagation(Z1, A1, Z2, A2, W1, W2, X, Y):
    m = Y.shape[1]
    dZ2 = A2 - Y
    dW2 = dZ2.dot(A1.T)
    db2 = 1 / m * np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = W2.T.dot(dZ2) * ReLU_deriv(Z1)
    dW1 = 1 / m * dZ1.dot(X.T)
    db1 = 1 / m * np.sum(dZ1, axis=1, keepdims=True)
    return dW1, db1, dW2, db2


W1, b1, W2, b2 = init_params()
for i in range(500):
    Z1, A1, Z2, A2 = forward_prop(W1, b1, W2, b2, X_train)
plt.plot([1, 2, 3])
plt.show()
