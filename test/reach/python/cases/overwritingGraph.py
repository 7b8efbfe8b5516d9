# reach: pair=Scalar.backward verdict=wrong leaves=a,b,c
"""A graph of scalars whose gradients overwrite each other: nothing is wrong until a value is used twice."""
import math


class Scalar:
    def __init__(self, data, parents=()):
        self.data = data
        self.grad = 0.0
        self.parents = set(parents)
        self._backward = lambda: None

    def __add__(self, other):
        out = Scalar(self.data + other.data, (self, other))

        def _backward():
            self.grad = out.grad
            other.grad = out.grad
        out._backward = _backward
        return out

    def __mul__(self, other):
        out = Scalar(self.data * other.data, (self, other))

        def _backward():
            self.grad = other.data * out.grad
            other.grad = self.data * out.grad
        out._backward = _backward
        return out

    def tanh(self):
        value = math.tanh(self.data)
        out = Scalar(value, (self,))

        def _backward():
            self.grad = (1 - value ** 2) * out.grad
        out._backward = _backward
        return out

    def backward(self):
        order, seen = [], set()

        def visit(one):
            if one not in seen:
                seen.add(one)
                for parent in one.parents:
                    visit(parent)
                order.append(one)
        visit(self)
        self.grad = 1.0
        for one in reversed(order):
            one._backward()
