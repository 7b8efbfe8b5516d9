type Vec = number[];
type Mat = number[][];
const mv = (m: Mat, v: Vec): Vec => m.map((r) => r.reduce((s, w, i) => s + w * v[i]!, 0));
const add = (...vs: Vec[]): Vec => vs[0]!.map((_, i) => vs.reduce((s, v) => s + v[i]!, 0));

export function rnnStepForward(x: Vec, hPrev: Vec, Wx: Mat, Wh: Mat, b: Vec) {
  const h = add(mv(Wx, x), mv(Wh, hPrev), b).map(Math.tanh);
  return { h, cache: { x, hPrev, Wx, Wh, h } };
}
export function rnnStepBackward(dh: Vec, cache: { x: Vec; hPrev: Vec; Wx: Mat; Wh: Mat; h: Vec }) {
  const { x, hPrev, Wx, Wh, h } = cache;
  const dz = dh.map((g, i) => g * (1 - h[i]! ** 2));
  return {
    dx: x.map((_, j) => dz.reduce((s, d, i) => s + d * Wx[i]![j]!, 0)),
    dhPrev: hPrev.map((_, j) => dz.reduce((s, d, i) => s + d * Wh[i]![j]!, 0)),
    dWx: Wx.map((r, i) => r.map((_, j) => dz[i]! * x[j]!)),
    dWh: Wh.map((r, i) => r.map((_, j) => dz[i]! * hPrev[j]!)),
    db: dz,
  };
}

export class SimpleRNN {
  Wxh: Mat;
  Whh: Mat;
  Why: Mat;
  bh: Vec;
  by: Vec;
  constructor(public inputSize: number, public hiddenSize: number, public outputSize: number) {
    const r = (n: number, m: number) => Array.from({ length: n }, () => Array.from({ length: m }, () => Math.random() - 0.5));
    this.Wxh = r(hiddenSize, inputSize);
    this.Whh = r(hiddenSize, hiddenSize);
    this.Why = r(outputSize, hiddenSize);
    this.bh = new Array(hiddenSize).fill(0);
    this.by = new Array(outputSize).fill(0);
  }
  private hs: Vec[] = [];
  private xs: Vec[] = [];
  forward(inputs: Mat): Mat {
    this.xs = inputs;
    this.hs = [new Array(this.hiddenSize).fill(0)];
    return inputs.map((x, t) => {
      this.hs.push(add(mv(this.Wxh, x), mv(this.Whh, this.hs[t]!), this.bh).map(Math.tanh));
      return add(mv(this.Why, this.hs[t + 1]!), this.by);
    });
  }
  backward(dys: Mat) {
    const z = (m: Mat) => m.map((r) => r.map(() => 0));
    const dWxh = z(this.Wxh);
    const dWhh = z(this.Whh);
    const dWhy = z(this.Why);
    const dbh = this.bh.map(() => 0);
    const dby = this.by.map(() => 0);
    let dhNext = this.bh.map(() => 0);
    for (let t = dys.length - 1; t >= 0; t--) {
      const dy = dys[t]!;
      const h = this.hs[t + 1]!;
      dy.forEach((g, i) => {
        dby[i]! += g;
        h.forEach((v, j) => (dWhy[i]![j]! += g * v));
      });
      const dh = h.map((_, j) => dy.reduce((s, g, i) => s + g * this.Why[i]![j]!, 0) + dhNext[j]!);
      const draw = dh.map((g, i) => g * (1 - h[i]! * h[i]!));
      draw.forEach((g, i) => {
        dbh[i]! += g;
        this.xs[t]!.forEach((v, j) => (dWxh[i]![j]! += g * v));
        this.hs[t]!.forEach((v, j) => (dWhh[i]![j]! += g * v));
      });
      dhNext = this.bh.map((_, j) => draw.reduce((s, g, i) => s + g * this.Whh[i]![j]!, 0));
    }
    return { dWxh, dWhh, dWhy, dbh, dby };
  }
}
