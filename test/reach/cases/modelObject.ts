export type Layer = { weights: number[][]; biases: number[]; activation: 'sigmoid' | 'relu' | 'tanh' };
export type Model = { layers: Layer[] };
function act(x: number, a: Layer['activation']): number { return a === 'sigmoid' ? 1 / (1 + Math.exp(-x)) : a === 'tanh' ? Math.tanh(x) : Math.max(0, x); }
function dact(y: number, a: Layer['activation']): number { return a === 'sigmoid' ? y * (1 - y) : a === 'tanh' ? 1 - y * y : y > 0 ? 1 : 0; }
export function createModel(sizes: number[], activation: Layer['activation'] = 'tanh'): Model {
  return { layers: sizes.slice(1).map((n, i) => ({ weights: Array.from({ length: n }, () => Array.from({ length: sizes[i]! }, () => Math.random() - 0.5)), biases: new Array(n).fill(0.1), activation })) };
}
export function forward(model: Model, input: number[]): number[][] {
  const as = [input];
  for (const l of model.layers) { const p = as[as.length - 1]!; as.push(l.weights.map((r, i) => act(r.reduce((s, w, j) => s + w * p[j]!, l.biases[i]!), l.activation))); }
  return as;
}
export function backward(model: Model, as: number[][], target: number[]): { dws: number[][][]; dbs: number[][]; loss: number } {
  const out = as[as.length - 1]!;
  const loss = out.reduce((s, o, i) => s + (o - target[i]!) ** 2, 0) / out.length;
  let delta = out.map((o, i) => (2 / out.length) * (o - target[i]!) * dact(o, model.layers[model.layers.length - 1]!.activation));
  const dws: number[][][] = []; const dbs: number[][] = [];
  for (let l = model.layers.length - 1; l >= 0; l--) {
    const p = as[l]!;
    dws.unshift(delta.map((d) => p.map((a) => d * a)));
    dbs.unshift(delta);
    if (l > 0) delta = p.map((a, j) => delta.reduce((s, d, i) => s + d * model.layers[l]!.weights[i]![j]!, 0) * dact(a, model.layers[l - 1]!.activation));
  }
  return { dws, dbs, loss };
}
