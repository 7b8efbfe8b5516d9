"""Hands on the last gradients of many steps; what it repeats has the pair."""
import numpy as np


def optimize(w, b, X, Y, num_iterations, learning_rate, propagate):
    costs = []
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        w = w - learning_rate * grads["dw"]
        b = b - learning_rate * grads["db"]
        costs.append(cost)
    return {"w": w, "b": b}, grads, costs
