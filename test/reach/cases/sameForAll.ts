/** Every unit's bias moves by the error of the output, whatever the unit has to do with it. */
export class OneOutput {
  inner: number[][];
  shift: number[];
  outer: number[];
  base = 0.1;
  private kept: number[] = [];
  private result = 0;

  constructor(
    private readonly inputs = 3,
    private readonly units = 5,
  ) {
    const draw = (n: number) => Array.from({ length: n }, () => Math.random() * 2 - 1);
    this.inner = Array.from({ length: this.units }, () => draw(this.inputs));
    this.shift = draw(this.units);
    this.outer = draw(this.units);
  }

  forward(x: number[]): number {
    this.kept = this.inner.map((row, u) => Math.tanh(row.reduce((s, w, i) => s + w * x[i]!, this.shift[u]!)));
    this.result = this.kept.reduce((s, h, u) => s + h * this.outer[u]!, this.base);
    return this.result;
  }

  backward(x: number[], target: number, lr = 0.1): void {
    const error = this.result - target;
    for (let u = 0; u < this.units; u++) {
      const delta = error * this.outer[u]! * (1 - this.kept[u]! ** 2);
      this.outer[u]! -= lr * error * this.kept[u]!;
      for (let i = 0; i < this.inputs; i++) this.inner[u]![i]! -= lr * delta * x[i]!;
      this.shift[u]! -= lr * error;
    }
    this.base -= lr * error;
  }
}
