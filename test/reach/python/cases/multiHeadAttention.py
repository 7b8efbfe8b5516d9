# reach: pair=MultiHeadAttention.backward verdict=correct
# reach: pair=UnscaledAttention.backward verdict=wrong leaves=W_k,W_q,x
"""Attention with several heads; d_model and d_k read like gradients and are sizes."""
import numpy as np


class MultiHeadAttention:
    def __init__(self, d_model, n_heads):
        assert d_model % n_heads == 0
        self.d_model = d_model
        self.n_heads = n_heads
        self.d_k = d_model // n_heads
        self.W_q = np.random.randn(d_model, d_model) * 0.5
        self.W_k = np.random.randn(d_model, d_model) * 0.5
        self.W_v = np.random.randn(d_model, d_model) * 0.5
        self.W_o = np.random.randn(d_model, d_model) * 0.5
        self.grads = {}

    def split(self, x):
        B, T, _ = x.shape
        return x.reshape(B, T, self.n_heads, self.d_k).transpose(0, 2, 1, 3)

    def merge(self, x):
        B, _, T, _ = x.shape
        return x.transpose(0, 2, 1, 3).reshape(B, T, self.d_model)

    def forward(self, x):
        self.x = x
        self.q, self.k, self.v = self.split(x @ self.W_q), self.split(x @ self.W_k), self.split(x @ self.W_v)
        scores = self.q @ self.k.transpose(0, 1, 3, 2) / np.sqrt(self.d_k)
        e = np.exp(scores - scores.max(axis=-1, keepdims=True))
        self.attn = e / e.sum(axis=-1, keepdims=True)
        self.context = self.merge(self.attn @ self.v)
        return self.context @ self.W_o

    def backward(self, dout):
        self.grads["W_o"] = np.einsum("btd,bte->de", self.context, dout)
        dcontext = self.split(dout @ self.W_o.T)
        dattn = dcontext @ self.v.transpose(0, 1, 3, 2)
        dv = self.merge(self.attn.transpose(0, 1, 3, 2) @ dcontext)
        dscores = self.attn * (dattn - (dattn * self.attn).sum(axis=-1, keepdims=True)) / np.sqrt(self.d_k)
        dq = self.merge(dscores @ self.k)
        dk = self.merge(dscores.transpose(0, 1, 3, 2) @ self.q)
        self.grads["W_q"] = np.einsum("btd,bte->de", self.x, dq)
        self.grads["W_k"] = np.einsum("btd,bte->de", self.x, dk)
        self.grads["W_v"] = np.einsum("btd,bte->de", self.x, dv)
        return dq @ self.W_q.T + dk @ self.W_k.T + dv @ self.W_v.T


class UnscaledAttention(MultiHeadAttention):
    def forward(self, x):
        return super().forward(x)

    def backward(self, dout):
        self.grads["W_o"] = np.einsum("btd,bte->de", self.context, dout)
        dcontext = self.split(dout @ self.W_o.T)
        dattn = dcontext @ self.v.transpose(0, 1, 3, 2)
        dv = self.merge(self.attn.transpose(0, 1, 3, 2) @ dcontext)
        dscores = self.attn * (dattn - (dattn * self.attn).sum(axis=-1, keepdims=True))  # not divided by the root of d_k
        dq = self.merge(dscores @ self.k)
        dk = self.merge(dscores.transpose(0, 1, 3, 2) @ self.q)
        self.grads["W_q"] = np.einsum("btd,bte->de", self.x, dq)
        self.grads["W_k"] = np.einsum("btd,bte->de", self.x, dk)
        self.grads["W_v"] = np.einsum("btd,bte->de", self.x, dv)
        return dq @ self.W_q.T + dk @ self.W_k.T + dv @ self.W_v.T
