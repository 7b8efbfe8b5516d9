# reach: pair=SquaredLoss.backward verdict=correct
# reach: pair=EntropyLoss.backward verdict=wrong leaves=y_pred
# reach: pair=Penalised.backward verdict=correct
# reach: pair=window_backward verdict=wrong leaves=A_prev
import numpy as np


class Loss:
    """Each kind of loss gives one number for each sample."""

    def calculate(self, output, y):
        return np.mean(self.forward(output, y))


class SquaredLoss(Loss):
    def forward(self, y_pred, y_true):
        return np.mean((y_true - y_pred) ** 2, axis=-1)

    def backward(self, dvalues, y_true):
        samples, outputs = len(dvalues), len(dvalues[0])
        self.dinputs = -2 * (y_true - dvalues) / outputs / samples


class EntropyLoss(Loss):
    def forward(self, y_pred, y_true):
        return -np.sum(y_true * np.log(np.clip(y_pred, 1e-9, 1)), axis=1)

    def backward(self, dvalues, y_true):
        self.dinputs = -y_true / dvalues


class Penalised:
    """The penalty is off unless it is asked for, and belongs to a cost that is computed elsewhere."""

    def __init__(self, n_inputs, n_neurons, weight_regularizer_l2=0):
        self.weights = np.random.randn(n_inputs, n_neurons)
        self.weight_regularizer_l2 = weight_regularizer_l2

    def forward(self, inputs):
        self.inputs = inputs
        self.output = np.dot(inputs, self.weights)

    def backward(self, dvalues):
        self.dweights = np.dot(self.inputs.T, dvalues)
        if self.weight_regularizer_l2 > 0:
            self.dweights += 2 * self.weight_regularizer_l2 * self.weights
        self.dinputs = np.dot(dvalues, self.weights.T)


def window_forward(A_prev, hparameters):
    """
    A_prev -- input of shape (m, n_H_prev, n_W_prev, n_C_prev)
    hparameters -- python dictionary containing "f" and "stride"
    """
    f, stride = hparameters["f"], hparameters["stride"]
    m, n_H_prev, n_W_prev, n_C = A_prev.shape
    A = np.zeros((m, (n_H_prev - f) // stride + 1, (n_W_prev - f) // stride + 1, n_C))
    for h in range(A.shape[1]):
        for w in range(A.shape[2]):
            A[:, h, w] = A_prev[:, h * stride : h * stride + f, w * stride : w * stride + f].mean(axis=(1, 2))
    return A, (A_prev, hparameters)


def window_backward(dA, cache):
    A_prev, hparameters = cache
    f, stride = hparameters["f"], hparameters["stride"]
    dA_prev = np.zeros(A_prev.shape)
    for h in range(dA.shape[1]):
        for w in range(dA.shape[2]):
            place = np.s_[:, h * stride : h * stride + f, w * stride : w * stride + f]
            dA_prev[place] += dA[:, h, w][:, None, None] / f
    return dA_prev
