# reach: pair=Dense.backward verdict=wrong leaves=x
# reach: pair=Elementwise.backward verdict=correct
# reach: pair=Softmax.backward verdict=wrong leaves=x
# reach: pair=Stack.backward verdict=wrong leaves=layers[0].W,layers[0].b,x
"""A stack of layers whose backward takes the step as well; the activation is handed its function and the derivative."""
import numpy as np


class Layer:
    def forward(self, x):
        raise NotImplementedError

    def backward(self, grad, lr):
        raise NotImplementedError


class Dense(Layer):
    def __init__(self, n_in, n_out):
        limit = np.sqrt(6 / (n_in + n_out))
        self.W = np.random.uniform(-limit, limit, (n_in, n_out))
        self.b = np.zeros((1, n_out))

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, grad, lr):
        self.W -= lr * self.x.T @ grad
        self.b -= lr * grad.sum(axis=0, keepdims=True)
        return grad @ self.W.T  # of the weights after the step


class Elementwise(Layer):
    def __init__(self, f, df):
        self.f = f
        self.df = df

    def forward(self, x):
        self.x = x
        return self.f(x)

    def backward(self, grad, lr):
        return grad * self.df(self.x)


class Tanh(Elementwise):
    def __init__(self):
        super().__init__(np.tanh, lambda x: 1 - np.tanh(x) ** 2)


class Softmax(Layer):
    def forward(self, x):
        e = np.exp(x - x.max(axis=-1, keepdims=True))
        self.out = e / e.sum(axis=-1, keepdims=True)
        return self.out

    def backward(self, grad, lr):
        return grad * self.out * (1 - self.out)  # the diagonal of the Jacobian alone


class Stack:
    def __init__(self, layers):
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, grad, lr):
        for layer in reversed(self.layers):
            grad = layer.backward(grad, lr)
        return grad
