# reach: pair=Listed.backward verdict=wrong leaves=layers[0].params[1],layers[2].params[1]
import numpy as np


class Mix:
    def __init__(self, W, b):
        self.params = [W, b]
        self.grads = [np.zeros_like(W), np.zeros_like(b)]

    def forward(self, x):
        W, b = self.params
        self.x = x
        return np.dot(x, W) + b

    def backward(self, dout):
        W, b = self.params
        db = np.mean(dout, axis=0)
        self.grads[0][...] = np.dot(self.x.T, dout)
        self.grads[1][...] = db
        return np.dot(dout, W.T)


class Squash:
    params, grads = [], []

    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, dout):
        return dout * (1.0 - self.out) * self.out


class Judge:
    def forward(self, x, t):
        self.t = t
        e = np.exp(x - x.max(axis=1, keepdims=True))
        self.y = e / e.sum(axis=1, keepdims=True)
        if self.t.size == self.y.size:
            self.t = self.t.argmax(axis=1)
        return -np.sum(np.log(self.y[np.arange(len(self.t)), self.t] + 1e-7)) / len(self.t)

    def backward(self, dout=1):
        dx = self.y.copy()
        dx[np.arange(len(self.t)), self.t] -= 1
        return dx * dout / len(self.t)


class Listed:
    def __init__(self, input_size, hidden_size, output_size):
        W1, b1 = 0.5 * np.random.randn(input_size, hidden_size), np.zeros(hidden_size)
        W2, b2 = 0.5 * np.random.randn(hidden_size, output_size), np.zeros(output_size)
        self.layers = [Mix(W1, b1), Squash(), Mix(W2, b2)]
        self.loss_layer = Judge()

    def forward(self, x, t):
        for layer in self.layers:
            x = layer.forward(x)
        return self.loss_layer.forward(x, t)

    def backward(self, dout=1):
        dout = self.loss_layer.backward(dout)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout
