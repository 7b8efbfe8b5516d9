# reach: pair=Switch.backward_pass verdict=correct
# reach: pair=Window.backprop verdict=wrong leaves=bias
# reach: pair=Estimator._backprop verdict=correct
# reach: pair=Tabled._backprop verdict=wrong leaves=weights[0],weights[1]
# reach: pair=Dense.backward verdict=wrong leaves=bias
# reach: pair=ConvStrip.backward verdict=correct
import numpy as np


class Ramp:
    def __call__(self, x):
        return np.where(x >= 0, x, 0)

    def gradient(self, x):
        return np.where(x >= 0, 1, 0)


class Bend:
    def __call__(self, x):
        return np.tanh(x)

    def gradient(self, x):
        return 1 - np.tanh(x) ** 2


BENDS = {'relu': Ramp, 'tanh': Bend}


class Switch:
    def __init__(self, kind):
        self.bend = BENDS[kind]()

    def forward_pass(self, data, training=True):
        self.data = data
        return self.bend(data)

    def backward_pass(self, accum_grad):
        return accum_grad * self.bend.gradient(self.data)


class Window:
    """One image without channels, and a window of two sides."""

    def __init__(self, num_filters, kernel_size, learning_rate=0.01):
        self.kernel_size = kernel_size
        self.learning_rate = learning_rate
        self.filters = np.random.randn(kernel_size[0], kernel_size[1], num_filters)
        self.bias = np.zeros(num_filters)

    def forward(self, image):
        height, width = self.kernel_size
        rows, columns = image.shape
        self.image = image
        out = np.zeros((rows - height + 1, columns - width + 1, self.bias.size))
        for i in range(out.shape[0]):
            for j in range(out.shape[1]):
                patch = image[i : i + height, j : j + width]
                out[i, j] = np.tensordot(patch, self.filters, axes=([0, 1], [0, 1])) + self.bias
        return out

    def backprop(self, d_L_d_out):
        d_L_d_filters = np.zeros(self.filters.shape)
        height, width = self.kernel_size
        for i in range(d_L_d_out.shape[0]):
            for j in range(d_L_d_out.shape[1]):
                d_L_d_filters += self.image[i : i + height, j : j + width, None] * d_L_d_out[i, j]
        d_L_d_bias = d_L_d_out.mean(axis=(0, 1))
        self.filters -= self.learning_rate * d_L_d_filters
        self.bias -= self.learning_rate * d_L_d_bias


class Estimator:
    """Nothing is there before fit: the parameters are made by a method of its own."""

    def __init__(self, hidden_layer_sizes=(5,), alpha=1e-3, random_state=None):
        self.hidden_layer_sizes = hidden_layer_sizes
        self.alpha = alpha
        self.random_state = random_state

    def _init_params(self, n_features, n_outputs):
        rng = np.random.default_rng(self.random_state)
        sizes = [n_features] + list(self.hidden_layer_sizes) + [n_outputs]
        self.coefs_ = [rng.normal(0, 0.5, (a, b)) for a, b in zip(sizes, sizes[1:])]
        self.intercepts_ = [rng.normal(0, 0.5, (1, b)) for b in sizes[1:]]

    def _forward(self, X):
        activations, zs = [X], []
        for W, b in zip(self.coefs_, self.intercepts_):
            zs.append(activations[-1] @ W + b)
            activations.append(np.tanh(zs[-1]))
        return activations, zs

    def _loss(self, Y, activations):
        penalty = 0.5 * self.alpha * sum(np.sum(W * W) for W in self.coefs_)
        return 0.5 * np.sum((activations[-1] - Y) ** 2) / len(Y) + penalty

    def _backprop(self, X, Y, activations, zs):
        grads_W, grads_b = [None] * len(self.coefs_), [None] * len(self.coefs_)
        dA = (activations[-1] - Y) / len(X)
        for l in reversed(range(len(self.coefs_))):
            dZ = dA * (1 - np.tanh(zs[l]) ** 2)
            grads_W[l] = activations[l].T @ dZ + self.alpha * self.coefs_[l]
            grads_b[l] = np.sum(dZ, axis=0, keepdims=True)
            dA = dZ @ self.coefs_[l].T
        return grads_W, grads_b


def logistic(x):
    s = 1 / (1 + np.exp(-x))
    return s, s * (1 - s)


def squared_error(y, yhat):
    return 0.5 * np.sum((y - yhat) ** 2), y - yhat


class Tabled:
    def __init__(self, dimensions, learning_rate, loss_func, act_func):
        self.weights = {i: np.random.randn(a, b) for i, (a, b) in enumerate(zip(dimensions, dimensions[1:]))}
        self.learning_rate = learning_rate
        self.loss, self.activation = loss_func, act_func

    def _feedforward(self, X):
        self._z, self._a = {}, {0: X}
        for i in range(len(self.weights)):
            self._z[i] = self._a[i] @ self.weights[i]
            self._a[i + 1] = self.activation(self._z[i])[0]
        return self._a[i + 1]

    def _backprop(self, X, y, yhat):
        delta = self.loss(y, yhat)[1]
        grads = {}
        for i in reversed(range(len(self.weights))):
            delta = delta * self.activation(self._z[i])[1]
            grads[i] = self._a[i].T @ delta
            delta = delta @ self.weights[i].T
        return grads


class Parameter:
    def __init__(self, data):
        self.data = data
        self.grad = np.zeros_like(data)


class Dense:
    def __init__(self, in_features, out_features):
        bound = 1 / np.sqrt(in_features)
        self.weight = Parameter(np.random.uniform(-bound, bound, (out_features, in_features)))
        self.bias = Parameter(np.random.uniform(-bound, bound, out_features))

    def forward(self, x):
        self.x = x
        return x @ self.weight.data.T + self.bias.data

    def backward(self, grad):
        self.weight.grad += grad.T @ self.x
        self.bias.grad -= grad.sum(axis=0)
        return grad @ self.weight.data


class ConvStrip:
    """A convolution along one axis: samples, channels, length."""

    def __init__(self, in_channels, out_channels, kernel_size):
        self.size = kernel_size
        self.weight = Parameter(np.random.randn(out_channels, in_channels, kernel_size))

    def forward(self, x):
        self.x = x
        n, channels, length = x.shape
        out = np.zeros((n, self.weight.data.shape[0], length - self.size + 1))
        for i in range(out.shape[2]):
            out[:, :, i] = np.tensordot(x[:, :, i : i + self.size], self.weight.data, axes=([1, 2], [1, 2]))
        return out

    def backward(self, grad):
        dx = np.zeros_like(self.x)
        for i in range(grad.shape[2]):
            part = np.s_[:, :, i : i + self.size]
            self.weight.grad += np.tensordot(grad[:, :, i], self.x[part], axes=([0], [0]))
            dx[part] += np.tensordot(grad[:, :, i], self.weight.data, axes=([1], [0]))
        return dx
