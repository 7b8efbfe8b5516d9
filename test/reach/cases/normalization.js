// Batch norm over the rows, layer norm over the features, dropout, embedding.
const mean = (a) => a.reduce((x, y) => x + y, 0) / a.length;

export function batchnormForward(x, gamma, beta, bnParam) {
  const { mode, eps = 1e-5, momentum = 0.9 } = bnParam;
  const D = x[0].length;
  bnParam.runningMean = bnParam.runningMean || new Array(D).fill(0);
  bnParam.runningVar = bnParam.runningVar || new Array(D).fill(1);
  if (mode === 'train') {
    const mu = gamma.map((_, j) => mean(x.map((r) => r[j])));
    const variance = gamma.map((_, j) => mean(x.map((r) => (r[j] - mu[j]) ** 2)));
    const xhat = x.map((r) => r.map((v, j) => (v - mu[j]) / Math.sqrt(variance[j] + eps)));
    bnParam.runningMean = mu.map((m, j) => momentum * bnParam.runningMean[j] + (1 - momentum) * m);
    bnParam.runningVar = variance.map((v, j) => momentum * bnParam.runningVar[j] + (1 - momentum) * v);
    return [xhat.map((r) => r.map((v, j) => v * gamma[j] + beta[j])), { xhat, gamma, variance, eps }];
  } else if (mode === 'test') {
    return [x.map((r) => r.map((v, j) => (gamma[j] * (v - bnParam.runningMean[j])) / Math.sqrt(bnParam.runningVar[j] + eps) + beta[j])), null];
  }
  throw new Error('Invalid mode ' + mode);
}
export function batchnormBackward(dout, cache) {
  const { xhat, gamma, variance, eps } = cache;
  const N = dout.length;
  const dbeta = gamma.map((_, j) => dout.reduce((s, r) => s + r[j], 0));
  const dgamma = gamma.map((_, j) => dout.reduce((s, r, i) => s + r[j] * xhat[i][j], 0));
  const dx = dout.map((r, i) => r.map((g, j) => (gamma[j] / Math.sqrt(variance[j] + eps) / N) * (N * g - dbeta[j] - xhat[i][j] * dgamma[j])));
  return [dx, dgamma, dbeta];
}

export class LayerNorm {
  constructor(dim, eps = 1e-5) {
    this.gamma = new Array(dim).fill(1);
    this.beta = new Array(dim).fill(0);
    this.eps = eps;
    this.grads = {};
  }
  forward(x) {
    this.cache = x.map((row) => {
      const m = mean(row);
      const inv = 1 / Math.sqrt(mean(row.map((v) => (v - m) ** 2)) + this.eps);
      return { inv, norm: row.map((v) => (v - m) * inv) };
    });
    return this.cache.map(({ norm }) => norm.map((v, j) => v * this.gamma[j] + this.beta[j]));
  }
  backward(dout) {
    this.grads.gamma = this.gamma.map((_, j) => dout.reduce((s, r, i) => s + r[j] * this.cache[i].norm[j], 0));
    this.grads.beta = this.beta.map((_, j) => dout.reduce((s, r) => s + r[j], 0));
    // gamma is left out of the gradient of x
    return dout.map((r, i) => {
      const { inv, norm } = this.cache[i];
      const a = mean(r);
      const b = mean(r.map((g, j) => g * norm[j]));
      return r.map((g, j) => inv * (g - a - norm[j] * b));
    });
  }
}

export class Dropout {
  constructor(p = 0.5) {
    this.p = p;
  }
  forward(x, training = true) {
    if (!training) return x;
    this.mask = x.map(() => (Math.random() < this.p ? 0 : 1 / (1 - this.p)));
    return x.map((v, i) => v * this.mask[i]);
  }
  backward(dy) {
    return dy.map((g, i) => g * this.mask[i]);
  }
}

export function embeddingForward(ids, table) {
  return ids.map((id) => table[id].slice());
}
// Assigns where it should add: a token that occurs twice loses one gradient.
export function embeddingBackward(dout, ids, table) {
  const dtable = table.map((row) => row.map(() => 0));
  ids.forEach((id, i) => {
    dtable[id] = dout[i].slice();
  });
  return dtable;
}
