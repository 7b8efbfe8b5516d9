/** Affine, ReLU, affine, softmax: one call gives the loss of labelled samples and the gradients. */
const product = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((sum, v, k) => sum + v * b[k][j], 0)));
const turned = (a) => a[0].map((_, j) => a.map((row) => row[j]));
const decayed = (dW, W, reg) => dW.map((row, i) => row.map((v, j) => v + 2 * reg * W[i][j]));
const totals = (a) => a[0].map((_, j) => a.reduce((sum, row) => sum + row[j], 0));

export class LabelledNet {
  constructor(inputSize, hiddenSize, classes) {
    const draw = () => Math.random() - 0.5;
    this.W1 = Array.from({ length: inputSize }, () => Array.from({ length: hiddenSize }, draw));
    this.b1 = Array.from({ length: hiddenSize }, draw);
    this.W2 = Array.from({ length: hiddenSize }, () => Array.from({ length: classes }, draw));
    this.b2 = Array.from({ length: classes }, draw);
  }

  /** @param {number[][]} X @param {number[]} y the class of each sample */
  loss(X, y, reg = 0.1) {
    const N = X.length;
    const z1 = product(X, this.W1).map((row) => row.map((v, j) => v + this.b1[j]));
    const h1 = z1.map((row) => row.map((v) => Math.max(0, v)));
    const scores = product(h1, this.W2).map((row) => row.map((v, j) => v + this.b2[j]));
    const probs = scores.map((row) => {
      const e = row.map((v) => Math.exp(v - Math.max(...row)));
      const sum = e.reduce((s, v) => s + v, 0);
      return e.map((v) => v / sum);
    });
    const squares = (W) => W.flat().reduce((sum, v) => sum + v * v, 0);
    const data = -probs.reduce((sum, p, i) => sum + Math.log(p[y[i]]), 0) / N;
    const loss = data + reg * (squares(this.W1) + squares(this.W2));

    const dscores = probs.map((p, i) => p.map((v, c) => (v - (c === y[i] ? 1 : 0)) / N));
    const dh1 = product(dscores, turned(this.W2));
    const dz1 = dh1.map((row, i) => row.map((v, j) => (z1[i][j] > 0 ? v : 0)));
    const grads = {
      W2: decayed(product(turned(h1), dscores), this.W2, reg),
      b2: totals(dscores),
      W1: decayed(product(turned(X), dz1), this.W1, reg),
      b1: totals(dz1),
    };
    return { loss, grads };
  }
}
