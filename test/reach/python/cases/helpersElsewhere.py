# reach: pair=dense_backward verdict=correct
# reach: pair=network_backward verdict=correct
# reach: pair=cell_backward verdict=correct
import numpy as np
from deep_helpers_v3 import sigmoid, relu, sigmoid_backward, relu_backward
from recurrent_helpers import *


def initialize_network(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters['W' + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.3
        parameters['b' + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


def dense_forward(A_prev, W, b, activation):
    Z = np.dot(W, A_prev) + b
    if activation == 'sigmoid':
        A, kept = sigmoid(Z)
    else:
        A, kept = relu(Z)
    return A, ((A_prev, W, b), kept)


def network_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A, cache = dense_forward(A, parameters['W' + str(l)], parameters['b' + str(l)], 'relu')
        caches.append(cache)
    AL, cache = dense_forward(A, parameters['W' + str(L)], parameters['b' + str(L)], 'sigmoid')
    caches.append(cache)
    return AL, caches


def compute_cost(AL, Y):
    m = Y.shape[1]
    return -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m


def dense_backward(dA, cache, activation):
    (A_prev, W, b), kept = cache
    m = A_prev.shape[1]
    dZ = sigmoid_backward(dA, kept) if activation == 'sigmoid' else relu_backward(dA, kept)
    return np.dot(W.T, dZ), np.dot(dZ, A_prev.T) / m, np.sum(dZ, axis=1, keepdims=True) / m


def network_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    for l in reversed(range(L)):
        kind = 'sigmoid' if l == L - 1 else 'relu'
        dA, grads['dW' + str(l + 1)], grads['db' + str(l + 1)] = dense_backward(dA, caches[l], kind)
    return grads


def cell_forward(xt, a_prev, parameters):
    a_next = np.tanh(np.dot(parameters['Wax'], xt) + np.dot(parameters['Waa'], a_prev) + parameters['ba'])
    yt_pred = softmax(np.dot(parameters['Wya'], a_next) + parameters['by'])
    return a_next, yt_pred, (a_next, a_prev, xt, parameters)


def cell_backward(da_next, cache):
    a_next, a_prev, xt, parameters = cache
    draw = (1 - a_next ** 2) * da_next
    return {
        'dxt': np.dot(parameters['Wax'].T, draw),
        'da_prev': np.dot(parameters['Waa'].T, draw),
        'dWax': np.dot(draw, xt.T),
        'dWaa': np.dot(draw, a_prev.T),
        'dba': np.sum(draw, axis=1, keepdims=True),
    }
