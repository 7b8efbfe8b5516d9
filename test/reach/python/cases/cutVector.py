# reach: pair=network_cost verdict=correct
# reach: pair=nn_gradient verdict=correct
# reach: pair=nn_gradient_all verdict=wrong leaves=theta
# One vector holds the weights of all layers, cut by np.reshape; a column of ones is put beside the samples.
import numpy as np


def logistic(z):
    return 1.0 / (1.0 + np.exp(-z))


def network_cost(nn_params, input_layer_size, hidden_layer_size, num_labels, X, y, lambda_=0.0):
    split = hidden_layer_size * (input_layer_size + 1)
    Theta1 = np.reshape(nn_params[:split], (hidden_layer_size, input_layer_size + 1))
    Theta2 = np.reshape(nn_params[split:], (num_labels, hidden_layer_size + 1))
    m = X.shape[0]
    a1 = np.hstack((np.ones((m, 1)), X))
    inner = logistic(a1 @ Theta1.T)
    a2 = np.hstack((np.ones((m, 1)), inner))
    a3 = logistic(a2 @ Theta2.T)
    Y = np.zeros((m, num_labels))
    for k in range(num_labels):
        Y[:, k][:, np.newaxis] = np.where(y == k, 1, 0)
    J = -np.sum(Y * np.log(a3) + (1 - Y) * np.log(1 - a3)) / m
    J += lambda_ / (2 * m) * (np.sum(Theta1[:, 1:] ** 2) + np.sum(Theta2[:, 1:] ** 2))
    d3 = a3 - Y
    d2 = d3.dot(Theta2)[:, 1:] * inner * (1 - inner)
    grad1, grad2 = d2.T.dot(a1) / m, d3.T.dot(a2) / m
    grad1[:, 1:] += lambda_ / m * Theta1[:, 1:]
    grad2[:, 1:] += lambda_ / m * Theta2[:, 1:]
    return J, np.concatenate((grad1.ravel(), grad2.ravel()))


def both(theta, input_size, hidden_size, num_labels):
    split = hidden_size * (input_size + 1)
    first = theta[:split].reshape(hidden_size, input_size + 1)
    return first, theta[split:].reshape(num_labels, hidden_size + 1)


def nn_loss(theta, input_size, hidden_size, num_labels, X, y, lam):
    theta1 = theta[0 : hidden_size * (input_size + 1)].reshape(hidden_size, input_size + 1)
    theta2 = theta[hidden_size * (input_size + 1) :].reshape(num_labels, hidden_size + 1)
    m = X.shape[0]
    a2 = np.c_[np.ones(m), logistic(np.c_[np.ones(m), X] @ theta1.T)]
    h = logistic(a2 @ theta2.T)
    Y = np.zeros((m, num_labels))
    for i in range(m):
        Y[i, y[i] - 1] = 1
    J = -np.sum(Y * np.log(h) + (1 - Y) * np.log(1 - h)) / m
    return J + lam / (2 * m) * (np.sum(theta1[:, 1:] ** 2) + np.sum(theta2[:, 1:] ** 2))


def nn_gradient(theta, input_size, hidden_size, num_labels, X, y, lam):
    theta1, theta2 = both(theta, input_size, hidden_size, num_labels)
    m = X.shape[0]
    a1 = np.c_[np.ones(m), X]
    inner = logistic(a1 @ theta1.T)
    a2 = np.c_[np.ones(m), inner]
    Y = np.zeros((m, num_labels))
    for i in range(m):
        Y[i, y[i] - 1] = 1
    d3 = logistic(a2 @ theta2.T) - Y
    d2 = d3 @ theta2[:, 1:] * inner * (1 - inner)
    grad1, grad2 = d2.T @ a1 / m, d3.T @ a2 / m
    grad1[:, 1:] += lam / m * theta1[:, 1:]
    grad2[:, 1:] += lam / m * theta2[:, 1:]
    return np.r_[grad1.flatten(), grad2.flatten()]


def nn_loss_all(theta, input_size, hidden_size, num_labels, X, y, lam):
    return nn_loss(theta, input_size, hidden_size, num_labels, X, y, lam)


def nn_gradient_all(theta, input_size, hidden_size, num_labels, X, y, lam):
    theta1, theta2 = both(theta, input_size, hidden_size, num_labels)
    m = X.shape[0]
    a1 = np.c_[np.ones(m), X]
    inner = logistic(a1 @ theta1.T)
    a2 = np.c_[np.ones(m), inner]
    Y = np.zeros((m, num_labels))
    for i in range(m):
        Y[i, y[i] - 1] = 1
    d3 = logistic(a2 @ theta2.T) - Y
    d2 = d3 @ theta2[:, 1:] * inner
    grad1, grad2 = d2.T @ a1 / m, d3.T @ a2 / m
    grad1[:, 1:] += lam / m * theta1[:, 1:]
    grad2[:, 1:] += lam / m * theta2[:, 1:]
    return np.r_[grad1.flatten(), grad2.flatten()]
