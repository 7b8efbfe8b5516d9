# reach: pair=Rectifier.backward verdict=correct
# reach: pair=Affine.backward verdict=correct
# reach: pair=LossLayer.backward verdict=correct
# reach: pair=Classifier.gradient verdict=correct
import numpy as np


def softmax(a):
    a = a - np.max(a, axis=-1, keepdims=True)
    return np.exp(a) / np.sum(np.exp(a), axis=-1, keepdims=True)


def mean_cross_entropy(y, t):
    if t.size == y.size:
        t = t.argmax(axis=1)
    n = y.shape[0]
    return -np.sum(np.log(y[np.arange(n), t] + 1e-7)) / n


class Rectifier:
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dout[self.mask] = 0
        return dout


class Affine:
    def __init__(self, W, b):
        self.W = W
        self.b = b

    def forward(self, x):
        self.x = x
        return np.dot(x, self.W) + self.b

    def backward(self, dout):
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return np.dot(dout, self.W.T)


class LossLayer:
    def forward(self, x, t):
        self.t = t
        self.y = softmax(x)
        return mean_cross_entropy(self.y, self.t)

    def backward(self, dout=1):
        return (self.y - self.t) / self.t.shape[0]


class Classifier:
    def __init__(self, input_size, hidden_size, output_size):
        self.params = {
            'W1': 0.5 * np.random.randn(input_size, hidden_size),
            'b1': np.zeros(hidden_size),
            'W2': 0.5 * np.random.randn(hidden_size, output_size),
            'b2': np.zeros(output_size),
        }
        self.layers = {
            'first': Affine(self.params['W1'], self.params['b1']),
            'relu': Rectifier(),
            'second': Affine(self.params['W2'], self.params['b2']),
        }
        self.last = LossLayer()

    def predict(self, x):
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        return self.last.forward(self.predict(x), t)

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last.backward(1)
        for layer in reversed(list(self.layers.values())):
            dout = layer.backward(dout)
        return {
            'W1': self.layers['first'].dW,
            'b1': self.layers['first'].db,
            'W2': self.layers['second'].dW,
            'b2': self.layers['second'].db,
        }
