"""Softmax regression with L2, one example per row, as test/zoo/networks/softmaxClassifier.ts."""
from zoo import arrays, cross_entropy, softmax

lambd = 0.05


def cost(p, x, y):
    return cross_entropy(softmax(x @ p["W"] + p["b"]), y) + lambd / 2 * (p["W"] ** 2).sum()


def gradients(p, x, y, bug):
    m, classes = y.shape
    q = softmax(x @ p["W"] + p["b"])
    dz = q - y
    if bug == "no-labels":
        dz = q
    if bug == "diagonal-only":
        dz = -y * (1 - q)
    if bug == "gradient-of-p":
        dz = -y / q
    if bug == "last-example-dropped":
        dz[-1] = 0
    dz = dz / {"no-average": 1, "average-over-classes": classes}.get(bug, m)
    rate = {"decay-averaged": lambd / m, "decay-two": 2 * lambd}.get(bug, lambd)
    db = dz.sum(axis=0)
    if bug == "bias-mean":
        db = dz.mean(axis=0)
    if bug == "bias-summed-over-classes":
        db = dz.sum(axis=1)[:classes]
    return {"W": x.T @ dz + rate * p["W"], "b": db}
