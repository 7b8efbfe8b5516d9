import numpy as np


def forward_euler(f, y0, t):
    y = np.zeros((len(t), len(y0)))
    y[0] = y0
    for i in range(len(t) - 1):
        dt = t[i + 1] - t[i]
        y[i + 1] = y[i] + dt * f(y[i], t[i])
    return y


def backward_euler(f, df, y0, t):
    y = np.zeros((len(t), len(y0)))
    y[0] = y0
    for i in range(len(t) - 1):
        dt = t[i + 1] - t[i]
        guess = y[i]
        for _ in range(20):
            guess = guess - (guess - y[i] - dt * f(guess, t[i + 1])) / (1 - dt * df(guess, t[i + 1]))
        y[i + 1] = guess
    return y
