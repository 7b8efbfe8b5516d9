# reach: pair=Tensor.backward verdict=correct
# reach: pair=Var.backward verdict=wrong leaves=a,b,c,d,e,f
# reach: pair=Node.backward verdict=wrong leaves=a,b,c
"""Graphs of arrays: with gradients asked for, with a loss of one number, with one operation that is wrong."""
import numpy as np


def summed_to(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    for axis, length in enumerate(shape):
        if length == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad


def ordered(root):
    order, seen = [], set()

    def visit(one):
        if one not in seen:
            seen.add(one)
            for parent in one.parents:
                visit(parent)
            order.append(one)
    visit(root)
    return reversed(order)


class Tensor:
    """Keeps a gradient only where it is asked for."""

    def __init__(self, data, requires_grad=False, parents=()):
        self.data = np.asarray(data, dtype=np.float64)
        self.requires_grad = requires_grad or any(one.requires_grad for one in parents)
        self.parents = parents
        self.grad = None
        self._backward = lambda: None

    def _add_grad(self, grad):
        if self.requires_grad:
            grad = summed_to(grad, self.data.shape)
            self.grad = grad if self.grad is None else self.grad + grad

    def __add__(self, other):
        out = Tensor(self.data + other.data, parents=(self, other))

        def _backward():
            self._add_grad(out.grad)
            other._add_grad(out.grad)
        out._backward = _backward
        return out

    def __mul__(self, other):
        out = Tensor(self.data * other.data, parents=(self, other))

        def _backward():
            self._add_grad(other.data * out.grad)
            other._add_grad(self.data * out.grad)
        out._backward = _backward
        return out

    def matmul(self, other):
        out = Tensor(self.data @ other.data, parents=(self, other))

        def _backward():
            self._add_grad(out.grad @ other.data.T)
            other._add_grad(self.data.T @ out.grad)
        out._backward = _backward
        return out

    def log(self):
        out = Tensor(np.log(self.data), parents=(self,))

        def _backward():
            self._add_grad(out.grad / self.data)
        out._backward = _backward
        return out

    def mean(self):
        out = Tensor(self.data.mean(), parents=(self,))

        def _backward():
            self._add_grad(np.ones_like(self.data) * out.grad / self.data.size)
        out._backward = _backward
        return out

    def backward(self):
        self.grad = np.ones_like(self.data)
        for one in ordered(self):
            one._backward()


class Var:
    """Backward starts from one number only; the sum hands down the gradient of a mean."""

    def __init__(self, value, parents=()):
        self.value = np.asarray(value, dtype=np.float64)
        self.grad = np.zeros_like(self.value)
        self.parents = parents
        self._backward = lambda: None

    def __add__(self, other):
        out = Var(self.value + other.value, (self, other))

        def _backward():
            self.grad += summed_to(out.grad, self.value.shape)
            other.grad += summed_to(out.grad, other.value.shape)
        out._backward = _backward
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value, (self, other))

        def _backward():
            self.grad += summed_to(out.grad * other.value, self.value.shape)
            other.grad += summed_to(out.grad * self.value, other.value.shape)
        out._backward = _backward
        return out

    def __matmul__(self, other):
        out = Var(self.value @ other.value, (self, other))

        def _backward():
            self.grad += out.grad @ other.value.T
            other.grad += self.value.T @ out.grad
        out._backward = _backward
        return out

    def sum(self):
        out = Var(self.value.sum(), (self,))

        def _backward():
            self.grad += np.full_like(self.value, out.grad / self.value.size)  # every entry gets all of it
        out._backward = _backward
        return out

    def backward(self):
        assert self.value.size == 1, "backward starts from one number"
        self.grad = np.ones_like(self.value)
        for one in ordered(self):
            one._backward()


class Node:
    """What the product hands to its left factor is right only where the right one is a row of ones."""

    def __init__(self, data, parents=()):
        self.data = np.asarray(data, dtype=np.float64)
        self.grad = np.zeros_like(self.data)
        self.parents = parents
        self._backward = lambda: None

    def __add__(self, other):
        out = Node(self.data + other.data, (self, other))

        def _backward():
            self.grad += summed_to(out.grad, self.data.shape)
            other.grad += summed_to(out.grad, other.data.shape)
        out._backward = _backward
        return out

    def __matmul__(self, other):
        out = Node(self.data @ other.data, (self, other))

        def _backward():
            self.grad += out.grad @ np.ones_like(other.data.T)
            other.grad += self.data.T @ out.grad
        out._backward = _backward
        return out

    def relu(self):
        out = Node(np.maximum(self.data, 0), (self,))

        def _backward():
            self.grad += out.grad * (self.data > 0)
        out._backward = _backward
        return out

    def backward(self):
        self.grad = np.ones_like(self.data)
        for one in ordered(self):
            one._backward()
