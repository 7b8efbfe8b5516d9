# reach: pair=step_loss verdict=correct
"""A character model as a script: reads its text, sizes everything by it, and trains for ever."""
import numpy as np

text = open("corpus.txt").read().lower()
symbols = sorted(set(text))
vocabulary = len(symbols)
print("%d characters, %d of them unique" % (len(text), vocabulary))

units = 6
Wxh = np.random.randn(units, vocabulary) * 0.3
Whh = np.random.randn(units, units) * 0.3
Why = np.random.randn(vocabulary, units) * 0.3
bh = np.zeros((units, 1))
by = np.zeros((vocabulary, 1))


def step_loss(inputs, targets, hprev):
    """
    inputs and targets are lists of integers.
    hprev is Hx1 array, the hidden state before the first character
    """
    xs, hs, ps = {}, {-1: np.copy(hprev)}, {}
    loss = 0
    for t in range(len(inputs)):
        xs[t] = np.zeros((vocabulary, 1))
        xs[t][inputs[t]] = 1
        hs[t] = np.tanh(Wxh @ xs[t] + Whh @ hs[t - 1] + bh)
        scores = Why @ hs[t] + by
        ps[t] = np.exp(scores) / np.sum(np.exp(scores))
        loss += -np.log(ps[t][targets[t], 0])
    dWxh, dWhh, dWhy = np.zeros_like(Wxh), np.zeros_like(Whh), np.zeros_like(Why)
    dbh, dby = np.zeros_like(bh), np.zeros_like(by)
    dhnext = np.zeros_like(hprev)
    for t in reversed(range(len(inputs))):
        dscores = np.copy(ps[t])
        dscores[targets[t]] -= 1
        dWhy += dscores @ hs[t].T
        dby += dscores
        draw = (1 - hs[t] ** 2) * (Why.T @ dscores + dhnext)
        dbh += draw
        dWxh += draw @ xs[t].T
        dWhh += draw @ hs[t - 1].T
        dhnext = Whh.T @ draw
    return loss, dWxh, dWhh, dWhy, dbh, dby


state = np.zeros((units, 1))
while True:
    codes = [symbols.index(one) for one in text[:25]]
    step_loss(codes, codes, state)
