# reach: pair=SkipGram.backward verdict=correct
# reach: pair=SkipGramLastOnly.backward verdict=wrong leaves=W1,W2
# reach: pair=grouped_norm_backward verdict=correct
# reach: pair=Reader.backprop verdict=correct
# reach: pair=ReaderUnturned.backprop verdict=wrong leaves=Whh,Wxh,bh
# Arguments that only their use or their words tell: the words around another one, a count of groups, a list of vectors.
import numpy as np


class SkipGram:
    def __init__(self, vocab_size, embed_dim):
        self.W1 = np.random.randn(vocab_size, embed_dim) * 0.4
        self.W2 = np.random.randn(embed_dim, vocab_size) * 0.4

    def forward(self, center):
        self.h = self.W1[center]
        scores = self.W2.T @ self.h
        e = np.exp(scores - scores.max())
        self.y = e / e.sum()
        return self.y

    def loss(self, context):
        return -sum(np.log(self.y[c]) for c in context)

    def backward(self, center, context, lr):
        total = np.zeros_like(self.y)
        for c in context:
            d = self.y.copy()
            d[c] -= 1
            total += d
        dW2 = np.outer(self.h, total)
        dh = self.W2 @ total
        self.W2 -= lr * dW2
        self.W1[center] -= lr * dh


class SkipGramLastOnly(SkipGram):
    def backward(self, center, context, lr):
        total = np.zeros_like(self.y)
        for c in context:
            d = self.y.copy()
            d[c] -= 1
            total = d
        dW2 = np.outer(self.h, total)
        dh = self.W2 @ total
        self.W2 -= lr * dW2
        self.W1[center] -= lr * dh


def grouped_norm_forward(x, gamma, beta, G, gn_param):
    """
    - x: Input data of shape (N, C, H, W)
    - gamma: Scale parameter, of shape (1, C, 1, 1)
    - beta: Shift parameter, of shape (1, C, 1, 1)
    - G: Integer number of groups to split into, should be a divisor of C
    """
    N, C, H, W = x.shape
    parts = x.reshape(N, G, C // G, H, W)
    std = np.sqrt(parts.var(axis=(2, 3, 4), keepdims=True) + gn_param.get("eps", 1e-5))
    xhat = ((parts - parts.mean(axis=(2, 3, 4), keepdims=True)) / std).reshape(N, C, H, W)
    return gamma * xhat + beta, (G, xhat, std, gamma)


def grouped_norm_backward(dout, cache):
    G, xhat, std, gamma = cache
    N, C, H, W = dout.shape
    dgamma = (dout * xhat).sum(axis=(0, 2, 3), keepdims=True)
    dbeta = dout.sum(axis=(0, 2, 3), keepdims=True)
    d = (dout * gamma).reshape(N, G, C // G, H, W)
    hat = xhat.reshape(N, G, C // G, H, W)
    mean = d.mean(axis=(2, 3, 4), keepdims=True) + hat * (d * hat).mean(axis=(2, 3, 4), keepdims=True)
    return ((d - mean) / std).reshape(N, C, H, W), dgamma, dbeta


class Reader:
    def __init__(self, input_size, output_size, hidden_size=64):
        self.Whh = np.random.randn(hidden_size, hidden_size) / 10
        self.Wxh = np.random.randn(hidden_size, input_size) / 10
        self.Why = np.random.randn(output_size, hidden_size) / 10
        self.bh = np.zeros((hidden_size, 1))
        self.by = np.zeros((output_size, 1))

    def forward(self, inputs):
        """
        - inputs is a list of one hot vectors with shape (input_size, 1).
        """
        h = np.zeros((self.Whh.shape[0], 1))
        self.inputs, self.states = inputs, [h]
        for x in inputs:
            h = np.tanh(self.Wxh @ x + self.Whh @ h + self.bh)
            self.states.append(h)
        return self.Why @ h + self.by, h

    def carried(self, d):
        return self.Whh.T @ d

    def backprop(self, d_y, learn_rate=2e-2):
        d_Why, d_by = d_y @ self.states[-1].T, d_y
        d_Whh, d_Wxh, d_bh = np.zeros(self.Whh.shape), np.zeros(self.Wxh.shape), np.zeros(self.bh.shape)
        d_h = self.Why.T @ d_y
        for t in reversed(range(len(self.inputs))):
            d = (1 - self.states[t + 1] ** 2) * d_h
            d_bh += d
            d_Whh += d @ self.states[t].T
            d_Wxh += d @ self.inputs[t].T
            d_h = self.carried(d)
        for held, gradient in (
            (self.Whh, d_Whh),
            (self.Wxh, d_Wxh),
            (self.Why, d_Why),
            (self.bh, d_bh),
            (self.by, d_by),
        ):
            held -= learn_rate * np.clip(gradient, -1, 1)


class ReaderUnturned(Reader):
    def backprop(self, d_y, learn_rate=2e-2):
        d_Why, d_by = d_y @ self.states[-1].T, d_y
        d_Whh, d_Wxh, d_bh = np.zeros(self.Whh.shape), np.zeros(self.Wxh.shape), np.zeros(self.bh.shape)
        d_h = self.Why.T @ d_y
        for t in reversed(range(len(self.inputs))):
            d = (1 - self.states[t + 1] ** 2) * d_h
            d_bh += d
            d_Whh += d @ self.states[t].T
            d_Wxh += d @ self.inputs[t].T
            d_h = self.Whh @ d
        self.Whh -= learn_rate * d_Whh
        self.Wxh -= learn_rate * d_Wxh
        self.Why -= learn_rate * d_Why
        self.bh -= learn_rate * d_bh
        self.by -= learn_rate * d_by
