export class Flow {
  constructor(private scale: number[], private shift: number[]) {}
  forward(x: number[]) { return x.map((v, i) => v * Math.exp(this.scale[i]) + this.shift[i]); }
  backward(y: number[]) { return y.map((v, i) => (v - this.shift[i]) * Math.exp(-this.scale[i])); }
  inverse(y: number[]) { return this.backward(y); }
}
export class Scaler {
  mean = 0; std = 1;
  fit(X: number[]) { this.mean = X.reduce((s, v) => s + v, 0) / X.length; this.std = Math.sqrt(X.reduce((s, v) => s + (v - this.mean) ** 2, 0) / X.length); }
  transform(X: number[]) { return X.map((v) => (v - this.mean) / this.std); }
}
