export interface DenseOptions { units: number; inputDim: number; useBias?: boolean }
export class DenseLayer {
  private w: number[][]; private b: number[]; private lastX: number[][] | null = null;
  public gradients: { w: number[][]; b: number[] } | null = null;
  constructor(private opts: DenseOptions) {
    this.w = Array.from({ length: opts.inputDim }, () => Array.from({ length: opts.units }, () => Math.random() - .5));
    this.b = new Array(opts.units).fill(0);
  }
  public forwardPass(x: number[][]): number[][] { this.lastX = x; return x.map(r => this.b.map((bb, j) => bb + r.reduce((s, v, i) => s + v * this.w[i]![j]!, 0))); }
  public backwardPass(dLdY: number[][]): number[][] {
    const n = dLdY.length; const x = this.lastX!;
    this.gradients = { w: this.w.map((r, i) => r.map((_, j) => { let s = 0; for (let k = 0; k < n; k++) s += x[k]![i]! * dLdY[k]![j]!; return s / n; })), b: this.b.map((_, j) => dLdY.reduce((s, g) => s + g[j]!, 0) / n) };
    return dLdY.map(g => this.w.map(r => r.reduce((s, v, j) => s + v * g[j]!, 0)));
  }
}
export class Net {
  weights1: number[][]; weights2: number[][]; output: number[][] = []; layer1: number[][] = [];
  constructor(private x: number[][], private y: number[][]) {
    this.weights1 = Array.from({ length: x[0]!.length }, () => Array.from({ length: 4 }, () => Math.random()));
    this.weights2 = Array.from({ length: 4 }, () => Array.from({ length: y[0]!.length }, () => Math.random()));
  }
  feedforward() { const sg = (v: number) => 1 / (1 + Math.exp(-v)); const mm = (a: number[][], b: number[][]) => a.map(r => b[0]!.map((_, j) => r.reduce((s, v, k) => s + v * b[k]![j]!, 0)));
    this.layer1 = mm(this.x, this.weights1).map(r => r.map(sg)); this.output = mm(this.layer1, this.weights2).map(r => r.map(sg)); return this.output; }
  backprop() {
    const t = (a: number[][]) => a[0]!.map((_, j) => a.map(r => r[j]!)); const mm = (a: number[][], b: number[][]) => a.map(r => b[0]!.map((_, j) => r.reduce((s, v, k) => s + v * b[k]![j]!, 0)));
    const d = this.output.map((r, i) => r.map((o, j) => 2 * (this.y[i]![j]! - o) * o * (1 - o)));
    const dw2 = mm(t(this.layer1), d); const dh = mm(d, t(this.weights2)).map((r, i) => r.map((v, j) => v * this.layer1[i]![j]! * (1 - this.layer1[i]![j]!)));
    const dw1 = mm(t(this.x), dh);
    this.weights1 = this.weights1.map((r, i) => r.map((v, j) => v + dw1[i]![j]!)); this.weights2 = this.weights2.map((r, i) => r.map((v, j) => v + dw2[i]![j]!));
  }
}
