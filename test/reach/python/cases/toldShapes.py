# reach: pair=Normed.backward_pass verdict=correct
# reach: pair=Recurrent.backward_pass verdict=wrong leaves=X
# Layers that are told the shape of their input before they make their weights; a shape of two lengths is asked for.
import copy

import numpy as np


class Layer:
    def set_input_shape(self, shape):
        self.input_shape = shape

    def forward_pass(self, X, training):
        raise NotImplementedError()

    def backward_pass(self, accum_grad):
        raise NotImplementedError()


class Normed(Layer):
    def __init__(self, momentum=0.99):
        self.momentum = momentum
        self.eps = 0.01
        self.running_mean = None

    def initialize(self, optimizer):
        self.gamma = np.ones(self.input_shape)
        self.beta = np.zeros(self.input_shape)
        self.gamma_opt = copy.copy(optimizer)
        self.beta_opt = copy.copy(optimizer)

    def forward_pass(self, X, training=True):
        if self.running_mean is None:
            self.running_mean = np.mean(X, axis=0)
        mean = np.mean(X, axis=0) if training else self.running_mean
        self.away = X - mean
        self.inverse = 1 / np.sqrt(np.var(X, axis=0) + self.eps)
        return self.gamma * self.away * self.inverse + self.beta

    def backward_pass(self, accum_grad):
        gamma = self.gamma
        xn = self.away * self.inverse
        self.gamma = self.gamma_opt.update(self.gamma, np.sum(accum_grad * xn, axis=0))
        self.beta = self.beta_opt.update(self.beta, np.sum(accum_grad, axis=0))
        n = len(accum_grad)
        inner = n * accum_grad - np.sum(accum_grad, axis=0) - xn * np.sum(accum_grad * xn, axis=0)
        return gamma * self.inverse * inner / n


class Recurrent(Layer):
    """What its steps hand back to the inputs before them is left out."""

    def __init__(self, n_units, input_shape=None):
        self.input_shape = input_shape
        self.n_units = n_units
        self.U = None
        self.W = None

    def initialize(self, optimizer):
        steps, width = self.input_shape
        self.U = np.random.uniform(-0.5, 0.5, (self.n_units, width))
        self.W = np.random.uniform(-0.5, 0.5, (self.n_units, self.n_units))
        self.U_opt = copy.copy(optimizer)
        self.W_opt = copy.copy(optimizer)

    def forward_pass(self, X, training=True):
        self.X = X
        batch, steps, _ = X.shape
        self.states = np.zeros((batch, steps + 1, self.n_units))
        for t in range(steps):
            self.states[:, t] = np.tanh(X[:, t].dot(self.U.T) + self.states[:, t - 1].dot(self.W.T))
        return self.states[:, :-1]

    def backward_pass(self, accum_grad):
        steps = accum_grad.shape[1]
        grad_U, grad_W = np.zeros_like(self.U), np.zeros_like(self.W)
        back = np.zeros_like(self.X)
        for t in reversed(range(steps)):
            d = accum_grad[:, t] * (1 - self.states[:, t] ** 2)
            back[:, t] = d.dot(self.U)
            for k in reversed(range(t + 1)):
                grad_U += d.T.dot(self.X[:, k])
                grad_W += d.T.dot(self.states[:, k - 1])
                d = d.dot(self.W) * (1 - self.states[:, k - 1] ** 2)
        self.U = self.U_opt.update(self.U, grad_U)
        self.W = self.W_opt.update(self.W, grad_W)
        return back
