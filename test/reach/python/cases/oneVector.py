# reach: pair=compute_gradient verdict=correct
# reach: pair=compute_gradient_unhalved verdict=wrong leaves=w
# reach: pair=network_cost verdict=correct
# reach: pair=network_cost_with_bias verdict=wrong leaves=nn_params
import numpy as np


def compute_loss(y, tx, w):
    e = y - tx.dot(w)
    return 1 / 2 * np.mean(e**2)


def compute_gradient(y, tx, w):
    e = y - tx.dot(w)
    grad = -tx.T.dot(e) / len(e)
    return grad


def compute_loss_unhalved(y, tx, w):
    e = y - tx.dot(w)
    return np.mean(e**2)


def compute_gradient_unhalved(y, tx, w):
    e = y - tx.dot(w)
    grad = -tx.T.dot(e) / len(e)
    return grad


def squash(z):
    return 1 / (1 + np.exp(-z))


def network_cost(nn_params, input_layer_size, hidden_layer_size, num_labels, X, y, lambda_=0.0):
    first_size = hidden_layer_size * (input_layer_size + 1)
    theta1 = nn_params[:first_size].reshape(hidden_layer_size, input_layer_size + 1)
    theta2 = nn_params[first_size:].reshape(num_labels, hidden_layer_size + 1)
    m = y.size
    a1 = np.hstack([np.ones((m, 1)), X])
    inner = squash(a1 @ theta1.T)
    a2 = np.hstack([np.ones((m, 1)), inner])
    a3 = squash(a2 @ theta2.T)
    Y = np.eye(num_labels)[y.reshape(-1)]
    decay = lambda_ / (2 * m) * (np.sum(theta1[:, 1:] ** 2) + np.sum(theta2[:, 1:] ** 2))
    J = -np.sum(Y * np.log(a3) + (1 - Y) * np.log(1 - a3)) / m + decay
    delta3 = a3 - Y
    delta2 = (delta3 @ theta2)[:, 1:] * inner * (1 - inner)
    grad1, grad2 = delta2.T @ a1 / m, delta3.T @ a2 / m
    grad1[:, 1:] += lambda_ / m * theta1[:, 1:]
    grad2[:, 1:] += lambda_ / m * theta2[:, 1:]
    grad = np.concatenate([grad1.ravel(), grad2.ravel()])
    return J, grad


def network_cost_with_bias(nn_params, input_layer_size, hidden_layer_size, num_labels, X, y, lambda_=0.0):
    first_size = hidden_layer_size * (input_layer_size + 1)
    theta1 = nn_params[:first_size].reshape(hidden_layer_size, input_layer_size + 1)
    theta2 = nn_params[first_size:].reshape(num_labels, hidden_layer_size + 1)
    m = y.size
    a1 = np.hstack([np.ones((m, 1)), X])
    inner = squash(a1 @ theta1.T)
    a2 = np.hstack([np.ones((m, 1)), inner])
    a3 = squash(a2 @ theta2.T)
    Y = np.eye(num_labels)[y.reshape(-1)]
    decay = lambda_ / (2 * m) * (np.sum(theta1[:, 1:] ** 2) + np.sum(theta2[:, 1:] ** 2))
    J = -np.sum(Y * np.log(a3) + (1 - Y) * np.log(1 - a3)) / m + decay
    delta3 = a3 - Y
    delta2 = (delta3 @ theta2)[:, 1:] * inner * (1 - inner)
    grad1, grad2 = delta2.T @ a1 / m, delta3.T @ a2 / m
    grad1[:, 0:] += lambda_ / m * theta1[:, 0:]
    grad2[:, 0:] += lambda_ / m * theta2[:, 0:]
    grad = np.concatenate([grad1.ravel(), grad2.ravel()])
    return J, grad
