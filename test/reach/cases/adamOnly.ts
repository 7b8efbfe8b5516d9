// The weights are changed by Adam inside of the training step; the gradient is kept nowhere but in its moments.
const decay1 = 0.85;
const decay2 = 0.99;

export class Curve {
  slopes: number[];
  shift: number[];
  m = { slopes: [] as number[], shift: [] as number[] };
  v = { slopes: [] as number[], shift: [] as number[] };
  beta1 = decay1;
  count = 0;

  constructor(
    inputs: number,
    public rate = 0.01,
  ) {
    this.slopes = Array.from({ length: inputs }, () => Math.random() - 0.5);
    this.shift = [0.1];
    this.m = { slopes: this.slopes.map(() => 0), shift: [0] };
    this.v = { slopes: this.slopes.map(() => 0), shift: [0] };
  }

  predict(x: number[]): number {
    return Math.tanh(x.reduce((sum, value, i) => sum + value * this.slopes[i]!, this.shift[0]!));
  }

  trainStep(x: number[], target: number): void {
    const y = this.predict(x);
    const delta = (y - target) * (1 - y * y);
    this.count++;
    this.adam(this.slopes, this.m.slopes, this.v.slopes, x.map((value) => value * delta));
    this.adam(this.shift, this.m.shift, this.v.shift, [delta]);
  }

  adam(weights: number[], m: number[], v: number[], gradient: number[]): void {
    for (let i = 0; i < weights.length; i++) {
      m[i] = this.beta1 * m[i]! + (1 - this.beta1) * gradient[i]!;
      v[i] = decay2 * v[i]! + (1 - decay2) * gradient[i]! ** 2;
      const mean = m[i]! / (1 - this.beta1 ** this.count);
      const variance = v[i]! / (1 - decay2 ** this.count);
      weights[i]! -= (this.rate * mean) / (Math.sqrt(variance) + 1e-8);
    }
  }
}

// The derivative of the hidden units is missing.
export class TwoSteps {
  w1: number[][];
  w2: number[][];
  mW1: number[][];
  vW1: number[][];
  mW2: number[][];
  vW2: number[][];
  t = 0;
  learningRate = 0.01;

  constructor(inputs: number, hidden: number, outputs: number) {
    const draw = (rows: number, columns: number, of: () => number): number[][] =>
      Array.from({ length: rows }, () => Array.from({ length: columns }, of));
    this.w1 = draw(hidden, inputs, () => Math.random() - 0.5);
    this.w2 = draw(outputs, hidden, () => Math.random() - 0.5);
    this.mW1 = draw(hidden, inputs, () => 0);
    this.vW1 = draw(hidden, inputs, () => 0);
    this.mW2 = draw(outputs, hidden, () => 0);
    this.vW2 = draw(outputs, hidden, () => 0);
  }

  forward(x: number[]): { hidden: number[]; output: number[] } {
    const hidden = this.w1.map((row) => 1 / (1 + Math.exp(-row.reduce((sum, w, i) => sum + w * x[i]!, 0))));
    return { hidden, output: this.w2.map((row) => row.reduce((sum, w, i) => sum + w * hidden[i]!, 0)) };
  }

  train(x: number[], target: number[]): number {
    const { hidden, output } = this.forward(x);
    const error = output.map((y, i) => y - target[i]!);
    const back = hidden.map((_, j) => error.reduce((sum, e, i) => sum + e * this.w2[i]![j]!, 0));
    this.t += 1;
    this.step(this.w2, this.mW2, this.vW2, error.map((e) => hidden.map((h) => e * h)));
    this.step(this.w1, this.mW1, this.vW1, back.map((e) => x.map((value) => e * value)));
    return error.reduce((sum, e) => sum + 0.5 * e * e, 0);
  }

  private step(w: number[][], m: number[][], v: number[][], grad: number[][]): void {
    grad.forEach((row, i) =>
      row.forEach((g, j) => {
        m[i]![j] = 0.9 * m[i]![j]! + 0.1 * g;
        v[i]![j] = 0.999 * v[i]![j]! + 0.001 * g * g;
        const correction = Math.sqrt(1 - 0.999 ** this.t) / (1 - 0.9 ** this.t);
        w[i]![j]! -= (this.learningRate * correction * m[i]![j]!) / (Math.sqrt(v[i]![j]!) + 1e-8);
      }),
    );
  }
}
