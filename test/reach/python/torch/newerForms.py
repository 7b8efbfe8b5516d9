# reach: pair=TimesConstant.backward verdict=correct
# reach: pair=Cube.backward verdict=wrong leaves=x
# reach: pair=Linear.backward verdict=correct
# reach: pair=HalvedLinear.backward verdict=wrong leaves=bias
# reach: pair=backward verdict=wrong leaves=b1
"""Functions whose context is set up apart from forward, parameters with a .grad, and a tuple of tensors."""
import torch
import torch.nn as nn
from torch.autograd import Function


class TimesConstant(Function):
    @staticmethod
    def forward(x, constant):
        return x * constant

    @staticmethod
    def setup_context(ctx, inputs, output):
        _, constant = inputs
        ctx.constant = constant

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output * ctx.constant, None


class Cube(Function):
    @staticmethod
    def forward(x):
        return x ** 3

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(inputs[0])

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * 2 * x ** 2  # three times the square


class Linear:
    def __init__(self, fan_in, fan_out):
        self.weight = nn.Parameter(torch.randn((fan_in, fan_out)) / fan_in ** 0.5)
        self.bias = nn.Parameter(torch.zeros(fan_out))

    @torch.no_grad()
    def forward(self, x):
        self.x = x
        return x @ self.weight + self.bias

    @torch.no_grad()
    def backward(self, dout):
        self.weight.grad = self.x.t() @ dout
        self.bias.grad = dout.sum(0)
        return dout @ self.weight.t()


class HalvedLinear:
    def __init__(self, fan_in, fan_out):
        self.weight = nn.Parameter(torch.randn((fan_in, fan_out)) / fan_in ** 0.5)
        self.bias = nn.Parameter(torch.zeros(fan_out))

    @torch.no_grad()
    def forward(self, x):
        self.x = x
        return x @ self.weight + self.bias

    @torch.no_grad()
    def backward(self, dout):
        self.weight.grad = self.x.t() @ dout
        self.bias.grad = dout.sum(0) / 2  # not halved in forward
        return dout @ self.weight.t()


def mse_loss(pred, target):
    return ((pred - target) ** 2).mean()


def forward(X, params):
    W1, b1, W2, b2 = params
    h = torch.tanh(X @ W1 + b1)
    return h @ W2 + b2, h


def backward(X, y, out, h, params):
    W1, b1, W2, b2 = params
    dout = 2 * (out - y) / out.numel()
    dh = (dout @ W2.t()) * (1 - h ** 2)
    return [X.t() @ dh, dh.mean(0), h.t() @ dout, dout.sum(0)]  # dh is to be summed
