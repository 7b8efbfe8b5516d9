// The layer hands its gradients to an optimizer.
class DenseLayer {
  constructor(nUnits, inputShape) {
    this.nUnits = nUnits;
    this.inputShape = inputShape;
    this.trainable = true;
    this.W = null;
    this.w0 = null;
  }
  initialize(optimizer) {
    const limit = 1 / Math.sqrt(this.inputShape[0]);
    this.W = Array.from({ length: this.inputShape[0] }, () => Array.from({ length: this.nUnits }, () => (Math.random() * 2 - 1) * limit));
    this.w0 = new Array(this.nUnits).fill(0);
    this.wOpt = optimizer;
    this.w0Opt = optimizer;
  }
  forwardPass(X, training = true) {
    this.layerInput = X;
    return X.map((row) => this.w0.map((b, j) => row.reduce((s, x, i) => s + x * this.W[i][j], b)));
  }
  backwardPass(accumGrad) {
    const W = this.W;
    if (this.trainable) {
      const gradW = W.map((row, i) => row.map((_, j) => accumGrad.reduce((s, g, n) => s + this.layerInput[n][i] * g[j], 0)));
      const gradW0 = this.w0.map((_, j) => accumGrad.reduce((s, g) => s + g[j], 0));
      this.W = this.wOpt.update(this.W, gradW);
      this.w0 = this.w0Opt.update(this.w0, gradW0);
    }
    return accumGrad.map((g) => W.map((row) => row.reduce((s, w, j) => s + w * g[j], 0)));
  }
}
module.exports = { DenseLayer };
