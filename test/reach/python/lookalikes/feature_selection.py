import numpy as np
from sklearn.linear_model import LinearRegression


def forward_selection(X, y, k):
    chosen = []
    while len(chosen) < k:
        scores = {j: LinearRegression().fit(X[:, chosen + [j]], y).score(X[:, chosen + [j]], y)
                  for j in range(X.shape[1]) if j not in chosen}
        chosen.append(max(scores, key=scores.get))
    return chosen


def backward_elimination(X, y, k):
    chosen = list(range(X.shape[1]))
    while len(chosen) > k:
        scores = {j: LinearRegression().fit(np.delete(X, j, 1), y).score(np.delete(X, j, 1), y) for j in chosen}
        chosen.remove(max(scores, key=scores.get))
    return chosen
