type V = number[];
type M = number[][];
const sig = (x: number) => 1 / (1 + Math.exp(-x));

/** One step of an LSTM; W has shape (4H, D + H), b has 4H entries; gates in the order i, f, o, g. */
export function lstmCellForward(x: V, hPrev: V, cPrev: V, W: M, b: V) {
  const H = hPrev.length;
  const z = [...x, ...hPrev];
  const a = W.map((row, i) => row.reduce((s, w, j) => s + w * z[j]!, b[i]!));
  const i = a.slice(0, H).map(sig);
  const f = a.slice(H, 2 * H).map(sig);
  const o = a.slice(2 * H, 3 * H).map(sig);
  const g = a.slice(3 * H).map(Math.tanh);
  const c = cPrev.map((cp, k) => f[k]! * cp + i[k]! * g[k]!);
  const h = c.map((v, k) => o[k]! * Math.tanh(v));
  return { h, c, cache: { z, i, f, o, g, c, cPrev, W, D: x.length } };
}
export function lstmCellBackward(dh: V, dc: V, cache: { z: V; i: V; f: V; o: V; g: V; c: V; cPrev: V; W: M; D: number }) {
  const { z, i, f, o, g, c, cPrev, W, D } = cache;
  const tc = c.map(Math.tanh);
  const dcT = dc.map((d, k) => d + dh[k]! * o[k]! * (1 - tc[k]! ** 2));
  const da = [
    ...dcT.map((d, k) => d * g[k]! * i[k]! * (1 - i[k]!)),
    ...dcT.map((d, k) => d * cPrev[k]! * f[k]! * (1 - f[k]!)),
    ...dh.map((d, k) => d * tc[k]! * o[k]! * (1 - o[k]!)),
    ...dcT.map((d, k) => d * i[k]! * (1 - g[k]! ** 2)),
  ];
  const dz = z.map((_, j) => da.reduce((s, d, r) => s + d * W[r]![j]!, 0));
  return {
    dx: dz.slice(0, D),
    dhPrev: dz.slice(D),
    dcPrev: dc.map((d, k) => d * f[k]!), // the path through h is left out
    dW: da.map((d) => z.map((v) => d * v)),
    db: da,
  };
}

export class GRUCell {
  Wz: M; Uz: M; bz: V;
  Wh: M; Uh: M; bh: V;
  grads: Record<string, unknown> = {};
  cache: { x: V; h: V; z: V; n: V } | null = null;
  constructor(inputSize: number, hiddenSize: number) {
    const r = (n: number, m: number) => Array.from({ length: n }, () => Array.from({ length: m }, () => Math.random() - 0.5));
    this.Wz = r(hiddenSize, inputSize);
    this.Uz = r(hiddenSize, hiddenSize);
    this.bz = new Array(hiddenSize).fill(0);
    this.Wh = r(hiddenSize, inputSize);
    this.Uh = r(hiddenSize, hiddenSize);
    this.bh = new Array(hiddenSize).fill(0);
  }
  forward(x: V, h: V): V {
    const lin = (W: M, U: M, b: V) => b.map((v, i) => W[i]!.reduce((s, w, j) => s + w * x[j]!, v) + U[i]!.reduce((s, u, j) => s + u * h[j]!, 0));
    const z = lin(this.Wz, this.Uz, this.bz).map(sig);
    const n = lin(this.Wh, this.Uh, this.bh).map(Math.tanh);
    this.cache = { x, h, z, n };
    return z.map((zi, i) => (1 - zi) * h[i]! + zi * n[i]!);
  }
  backward(dh: V) {
    const { x, h, z, n } = this.cache!;
    const daz = dh.map((d, i) => d * (n[i]! - h[i]!) * z[i]! * (1 - z[i]!));
    const dan = dh.map((d, i) => d * z[i]! * (1 - n[i]! ** 2));
    const outer = (a: V, b: V) => a.map((u) => b.map((v) => u * v));
    this.grads = { Wz: outer(daz, x), Uz: outer(daz, h), bz: daz, Wh: outer(dan, x), Uh: outer(dan, h), bh: dan };
    const back = (W: M, d: V, j: number) => d.reduce((s, v, i) => s + v * W[i]![j]!, 0);
    const dx = x.map((_, j) => back(this.Wz, daz, j) + back(this.Wh, dan, j));
    const dhPrev = h.map((_, j) => dh[j]! * (1 - z[j]!) + back(this.Uz, daz, j) + back(this.Uh, dan, j));
    return [dx, dhPrev];
  }
}
