export class Adam {
  private t = 0;
  private readonly m: Float64Array;
  private readonly v: Float64Array;

  constructor(size: number, private readonly lr = 1e-3, private readonly beta1 = 0.9, private readonly beta2 = 0.999) {
    this.m = new Float64Array(size);
    this.v = new Float64Array(size);
  }

  update(weights: Float64Array, grads: Float64Array): void {
    this.t += 1;
    for (let i = 0; i < weights.length; i++) {
      this.m[i] = this.beta1 * this.m[i] + (1 - this.beta1) * grads[i];
      this.v[i] = this.beta2 * this.v[i] + (1 - this.beta2) * grads[i] * grads[i];
      const mHat = this.m[i] / (1 - Math.pow(this.beta1, this.t));
      const vHat = this.v[i] / (1 - Math.pow(this.beta2, this.t));
      weights[i] -= (this.lr * mHat) / (Math.sqrt(vHat) + 1e-8);
    }
  }
}
