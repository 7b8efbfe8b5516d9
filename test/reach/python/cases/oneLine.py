# reach: pair=line_gradient verdict=correct
# reach: pair=halved_gradient verdict=wrong leaves=w
"""A line through points: slope and offset are numbers, and the samples one number each."""


def line_cost(x, y, w, b):
    m = x.shape[0]
    total = 0
    for i in range(m):
        total += (w * x[i] + b - y[i]) ** 2
    return total / (2 * m)


def line_gradient(x, y, w, b):
    m = x.shape[0]
    dw, db = 0, 0
    for i in range(m):
        miss = w * x[i] + b - y[i]
        dw += miss * x[i]
        db += miss
    return dw / m, db / m


def halved_cost(x, y, w, b):
    return line_cost(x, y, w, b)


def halved_gradient(x, y, w, b):
    m = x.shape[0]
    miss = w * x + b - y
    return (miss * x).sum() / (2 * m), miss.sum() / m
