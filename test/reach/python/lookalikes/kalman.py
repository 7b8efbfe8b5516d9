import numpy as np


def forward_pass(z, A, C, Q, R, x0, P0):
    xs, Ps = [], []
    x, P = x0, P0
    for observation in z:
        x, P = A @ x, A @ P @ A.T + Q
        K = P @ C.T @ np.linalg.inv(C @ P @ C.T + R)
        x, P = x + K @ (observation - C @ x), P - K @ C @ P
        xs.append(x)
        Ps.append(P)
    return xs, Ps


def backward_pass(xs, Ps, A, Q):
    """Rauch-Tung-Striebel smoother."""
    smoothed = [xs[-1]]
    for x, P in zip(reversed(xs[:-1]), reversed(Ps[:-1])):
        predicted = A @ P @ A.T + Q
        G = P @ A.T @ np.linalg.inv(predicted)
        smoothed.insert(0, x + G @ (smoothed[0] - A @ x))
    return smoothed
