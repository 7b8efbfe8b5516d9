# reach: pair=NeuralNetwork.backward verdict=correct
# reach: pair=NeuralNet.backprop verdict=wrong leaves=weights1
import numpy as np


class NeuralNetwork:
    """Two layers; gradients are kept in a dictionary."""

    def __init__(self, n_input, n_hidden, n_output):
        self.W1 = np.random.randn(n_input, n_hidden) * 0.5
        self.b1 = np.zeros(n_hidden)
        self.W2 = np.random.randn(n_hidden, n_output) * 0.5
        self.b2 = np.zeros(n_output)
        self.grads = {}

    def forward(self, X):
        self.X = X
        self.h = np.tanh(X @ self.W1 + self.b1)
        return self.h @ self.W2 + self.b2

    def loss(self, X, y):
        out = self.forward(X)
        return 0.5 * np.sum((out - y) ** 2) / X.shape[0]

    def backward(self, X, y):
        out = self.forward(X)
        dout = (out - y) / X.shape[0]
        self.grads['W2'] = self.h.T @ dout
        self.grads['b2'] = dout.sum(axis=0)
        dh = (dout @ self.W2.T) * (1 - self.h ** 2)
        self.grads['W1'] = X.T @ dh
        self.grads['b1'] = dh.sum(axis=0)
        return self.grads


def sigmoid(x):
    return 1.0 / (1 + np.exp(-x))


def sigmoid_derivative(x):
    return x * (1.0 - x)


class NeuralNet:
    def __init__(self, x, y):
        self.input = x
        self.weights1 = np.random.rand(self.input.shape[1], 4)
        self.weights2 = np.random.rand(4, 1)
        self.y = y
        self.output = np.zeros(self.y.shape)

    def feedforward(self):
        self.layer1 = sigmoid(np.dot(self.input, self.weights1))
        self.output = sigmoid(np.dot(self.layer1, self.weights2))

    def backprop(self):
        # squared error; the derivative of the hidden layer is forgotten
        error = 2 * (self.y - self.output) * sigmoid_derivative(self.output)
        d_weights2 = np.dot(self.layer1.T, error)
        d_weights1 = np.dot(self.input.T, np.dot(error, self.weights2.T))
        self.weights1 += d_weights1
        self.weights2 += d_weights2
