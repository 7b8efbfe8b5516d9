"""The affine layer of the layer form, as test/zoo/networks/affineLayer.ts."""
from zoo import arrays


def cost(p, u, ones):
    return (u * (p["x"] @ p["w"] + p["b"])).sum()


def gradients(p, u, ones, bug):
    m = len(u)

    def upstream(place):
        return ones if bug in ("upstream-ignored", "upstream-ignored-in-" + place) else u

    dx = upstream("dx") @ p["w"].T
    dw = p["x"].T @ upstream("dw")
    db = upstream("db").sum(axis=0)
    if bug == "dx-sign":
        dx = -dx
    if bug == "dx-last-row-missing":
        dx[-1] = 0
    if bug == "dw-averaged":
        dw = dw / m
    if bug == "dw-order":
        dw = dw.T.reshape(dw.shape)
    if bug == "db-mean":
        db = db / m
    if bug == "db-first-example":
        db = u[0]
    return {"x": dx, "w": dw, "b": db}
