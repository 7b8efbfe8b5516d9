# reach: pair=lr_cost_function verdict=correct
# reach: pair=nn_cost_function verdict=correct
import numpy as np


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def sigmoid_gradient(z):
    g = sigmoid(z)
    return g * (1 - g)


def lr_cost_function(theta, X, y, lambda_):
    """Regularized logistic regression: returns the cost J and its gradient.

    theta : array of shape (n,)
    X : array of shape (m, n)
    y : array of shape (m,)
    """
    m = y.size
    h = sigmoid(X.dot(theta))
    temp = theta.copy()
    temp[0] = 0
    J = (1 / m) * np.sum(-y * np.log(h) - (1 - y) * np.log(1 - h)) + lambda_ / (2 * m) * np.sum(np.square(temp))
    grad = (1 / m) * (h - y).dot(X) + (lambda_ / m) * temp
    return J, grad


def nn_cost_function(Theta1, Theta2, X, Y, lambda_=0.0):
    """
    Theta1 : array of shape (hidden, n + 1)
    Theta2 : array of shape (labels, hidden + 1)
    X : array of shape (m, n)
    Y : one-hot array of shape (m, labels)
    """
    m = X.shape[0]
    a1 = np.concatenate([np.ones((m, 1)), X], axis=1)
    z2 = a1.dot(Theta1.T)
    a2 = np.concatenate([np.ones((m, 1)), sigmoid(z2)], axis=1)
    a3 = sigmoid(a2.dot(Theta2.T))
    reg = lambda_ / (2 * m) * (np.sum(Theta1[:, 1:] ** 2) + np.sum(Theta2[:, 1:] ** 2))
    J = -1 / m * np.sum(np.log(a3) * Y + np.log(1 - a3) * (1 - Y)) + reg
    delta_3 = a3 - Y
    delta_2 = delta_3.dot(Theta2)[:, 1:] * sigmoid_gradient(z2)
    Theta1_grad = delta_2.T.dot(a1) / m
    Theta2_grad = delta_3.T.dot(a2) / m
    Theta1_grad[:, 1:] += lambda_ / m * Theta1[:, 1:]
    Theta2_grad[:, 1:] += lambda_ / m * Theta2[:, 1:]
    return J, Theta1_grad, Theta2_grad
