# reach: pair=SoftSign.backward verdict=correct
# reach: pair=Threshold.backward verdict=wrong leaves=x
# reach: pair=Affine.backward verdict=correct
# reach: pair=Bilinear.backward verdict=wrong leaves=right
"""Custom functions as PyTorch's extension tutorial has them, called without autograd."""
import torch
from torch.autograd import Function


class SoftSign(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x / (1 + x.abs())

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output / (1 + x.abs()) ** 2


class Threshold(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0.1)

    @staticmethod
    def backward(ctx, grad_output):
        x, = ctx.saved_tensors
        grad_x = grad_output.clone()
        grad_x[x > 0.1] = 0  # the other side must be 0
        return grad_x


class Affine(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, weight, bias=None):
        ctx.save_for_backward(x, weight, bias)
        out = x.mm(weight.t())
        if bias is not None:
            out = out + bias.unsqueeze(0)
        return out

    @staticmethod
    def backward(ctx, grad_output):
        x, weight, bias = ctx.saved_tensors
        grad_x = grad_weight = grad_bias = None
        if ctx.needs_input_grad[0]:
            grad_x = grad_output.mm(weight)
        if ctx.needs_input_grad[1]:
            grad_weight = grad_output.t().mm(x)
        if bias is not None and ctx.needs_input_grad[2]:
            grad_bias = grad_output.sum(0)
        return grad_x, grad_weight, grad_bias


class Bilinear(Function):
    @staticmethod
    def forward(ctx, left, right):
        ctx.save_for_backward(left, right)
        return left * torch.sin(right)

    @staticmethod
    def backward(ctx, grad_output):
        left, right = ctx.saved_tensors
        grad_left = grad_output * torch.sin(right)
        grad_right = grad_output * torch.cos(right)
        return grad_left, grad_right
