# reach: pair=Projection.backward verdict=correct
# reach: pair=Dense.backward verdict=wrong leaves=params[1]
# reach: pair=Lookup.backward verdict=wrong leaves=params[0]
# reach: pair=RecurrentStep.backward verdict=wrong leaves=params[1]
# reach: pair=LstmStep.backward verdict=correct
# reach: pair=Classifier.backward verdict=wrong leaves=layers[0].params[1],layers[2].params[1]
"""Layers that are handed their weights and keep them, and the gradients, in two lists of one order."""
import numpy as np


def logistic(z):
    return 1 / (1 + np.exp(-z))


class Projection:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]
        self.inputs = None

    def forward(self, x):
        (W,) = self.params
        self.inputs = x
        return np.dot(x, W)

    def backward(self, dout):
        (W,) = self.params
        self.grads[0][...] = np.dot(self.inputs.T, dout)
        return np.dot(dout, W.T)


class Dense:
    def __init__(self, W, b):
        self.params = [W, b]
        self.grads = [np.zeros_like(W), np.zeros_like(b)]
        self.inputs = None

    def forward(self, x):
        W, b = self.params
        self.inputs = x
        return np.dot(x, W) + b

    def backward(self, dout):
        W, b = self.params
        dx = np.dot(dout, W.T)
        dW = np.dot(self.inputs.T, dout)
        db = np.mean(dout, axis=0)  # the sum is right
        self.grads[0][...] = dW
        self.grads[1][...] = db
        return dx


class Logistic:
    def __init__(self):
        self.params, self.grads = [], []
        self.out = None

    def forward(self, x):
        self.out = logistic(x)
        return self.out

    def backward(self, dout):
        return dout * self.out * (1 - self.out)


class Lookup:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]
        self.rows = None

    def forward(self, rows):
        (W,) = self.params
        self.rows = rows
        return W[rows]

    def backward(self, dout):
        (dW,) = self.grads
        dW[...] = 0
        for position, row in enumerate(self.rows):
            dW[row] = dout[position]  # a row that is asked for twice needs +=


class RecurrentStep:
    def __init__(self, Wx, Wh, b):
        self.params = [Wx, Wh, b]
        self.grads = [np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)]
        self.cache = None

    def forward(self, x, h_prev):
        Wx, Wh, b = self.params
        h_next = np.tanh(np.dot(x, Wx) + np.dot(h_prev, Wh) + b)
        self.cache = (x, h_prev, h_next)
        return h_next

    def backward(self, dh_next):
        Wx, Wh, b = self.params
        x, h_prev, h_next = self.cache
        dt = dh_next * (1 - h_next ** 2)
        self.grads[0][...] = np.dot(x.T, dt)
        self.grads[1][...] = np.dot(h_next.T, dt)  # the state before is what Wh is multiplied with
        self.grads[2][...] = dt.sum(axis=0)
        return np.dot(dt, Wx.T), np.dot(dt, Wh.T)


class LstmStep:
    def __init__(self, Wx, Wh, b):
        self.params = [Wx, Wh, b]
        self.grads = [np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)]
        self.cache = None

    def forward(self, x, h_prev, c_prev):
        Wx, Wh, b = self.params
        H = h_prev.shape[1]
        A = np.dot(x, Wx) + np.dot(h_prev, Wh) + b
        f, g = logistic(A[:, :H]), np.tanh(A[:, H:2 * H])
        i, o = logistic(A[:, 2 * H:3 * H]), logistic(A[:, 3 * H:])
        c_next = f * c_prev + g * i
        h_next = o * np.tanh(c_next)
        self.cache = (x, h_prev, c_prev, f, g, i, o, c_next)
        return h_next, c_next

    def backward(self, dh_next, dc_next):
        Wx, Wh, b = self.params
        x, h_prev, c_prev, f, g, i, o, c_next = self.cache
        t = np.tanh(c_next)
        dc = dc_next + dh_next * o * (1 - t ** 2)
        df = dc * c_prev * f * (1 - f)
        dg = dc * i * (1 - g ** 2)
        di = dc * g * i * (1 - i)
        do = dh_next * t * o * (1 - o)
        dA = np.hstack((df, dg, di, do))
        self.grads[0][...] = np.dot(x.T, dA)
        self.grads[1][...] = np.dot(h_prev.T, dA)
        self.grads[2][...] = dA.sum(axis=0)
        return np.dot(dA, Wx.T), np.dot(dA, Wh.T), dc * f


class SquaredError:
    def __init__(self):
        self.params, self.grads = [], []
        self.difference = None

    def forward(self, x, t):
        self.difference = x - t
        return (self.difference ** 2).sum() / (2 * len(x))

    def backward(self, dout=1):
        return dout * self.difference / len(self.difference)


class Classifier:
    def __init__(self, input_size, hidden_size, output_size):
        W1 = 0.5 * np.random.randn(input_size, hidden_size)
        W2 = 0.5 * np.random.randn(hidden_size, output_size)
        self.layers = [Dense(W1, np.zeros(hidden_size)), Logistic(), Dense(W2, np.zeros(output_size))]
        self.loss_layer = SquaredError()
        self.params, self.grads = [], []
        for layer in self.layers:
            self.params += layer.params
            self.grads += layer.grads

    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def forward(self, x, t):
        return self.loss_layer.forward(self.predict(x), t)

    def backward(self, dout=1):
        dout = self.loss_layer.backward(dout)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout
