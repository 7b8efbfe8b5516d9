# reach: pair=dense_backward verdict=correct
# reach: pair=Dense.backward verdict=correct
# reach: pair=Swish.backward verdict=wrong leaves=x
"""Backpropagation by hand over tensors, with no autograd at all."""
import torch


def dense_forward(x, w, b):
    out = torch.matmul(x, w) + b
    return out, (x, w)


def dense_backward(dout, cache):
    x, w = cache
    dx = dout @ w.t()
    dw = x.t() @ dout
    db = dout.sum(dim=0)
    return dx, dw, db


class Dense:
    def __init__(self, inputs: int, outputs: int):
        self.weight = torch.randn(inputs, outputs) / inputs ** 0.5
        self.bias = torch.zeros(outputs)
        self.grad_weight = torch.zeros_like(self.weight)
        self.grad_bias = torch.zeros_like(self.bias)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        self.x = x
        return x @ self.weight + self.bias

    def backward(self, grad_output: torch.Tensor) -> torch.Tensor:
        self.grad_weight = self.x.t() @ grad_output
        self.grad_bias = grad_output.sum(0)
        return grad_output @ self.weight.t()


class Swish:
    def forward(self, x):
        self.x = x
        return x * torch.sigmoid(x)

    def backward(self, grad_output):
        s = torch.sigmoid(self.x)
        return grad_output * (s + s * (1 - s))
