# reach: pair=backward verdict=correct
import numpy as np

D, H, T = 3, 5, 4
lr = 0.01
Wh = np.random.randn(H, H + D) * 0.3
Wy = np.random.randn(1, H) * 0.3
bh = np.zeros((H, 1))


def forward(xs):
    h = np.zeros((H, 1))
    cache = []
    for x in xs:
        z = np.vstack((h, x.reshape(D, 1)))
        h = np.tanh(Wh @ z + bh)
        cache.append((z, h))
    y = Wy @ h
    return y, h, cache


def backward(xs, y_true, y_pred, cache):
    global Wh, Wy, bh
    dWh, dbh = np.zeros_like(Wh), np.zeros_like(bh)
    dy = y_pred - y_true
    dWy = dy @ cache[-1][1].T
    dh = Wy.T @ dy
    for t in reversed(range(T)):
        z, h = cache[t]
        dz = dh * (1 - h**2)
        dWh += dz @ z.T
        dbh += dz
        dh = (Wh.T @ dz)[:H]
    for param, grad in zip([Wh, Wy, bh], [dWh, dWy, dbh]):
        param -= lr * grad


for epoch in range(100):
    xs = np.random.randn(T, D)
    y_true = np.array([[np.sum(xs)]])
    y_pred, h, cache = forward(xs)
    backward(xs, y_true, y_pred, cache)
    print(epoch, float(0.5 * np.sum((y_pred - y_true) ** 2)))
