// Parameters as a list of layers; gradients as a list, pushed from the last layer to the first.
interface LayerParams {
  W: number[][];
  b: number[];
}
const sig = (z: number) => 1 / (1 + Math.exp(-z));

export function forwardPass(layers: LayerParams[], x: number[]): number[][] {
  const acts = [x];
  for (const { W, b } of layers) acts.push(W.map((row, i) => sig(row.reduce((s, w, j) => s + w * acts[acts.length - 1]![j]!, b[i]!))));
  return acts;
}
export function cost(layers: LayerParams[], x: number[], y: number[]): number {
  const acts = forwardPass(layers, x);
  return acts[acts.length - 1]!.reduce((s, a, i) => s + 0.5 * (a - y[i]!) ** 2, 0);
}
export function backwardPass(layers: LayerParams[], x: number[], y: number[]): { dW: number[][]; db: number[] }[] {
  const acts = forwardPass(layers, x);
  let delta = acts[acts.length - 1]!.map((a, i) => (a - y[i]!) * a * (1 - a));
  const grads: { dW: number[][]; db: number[] }[] = [];
  for (let l = layers.length - 1; l >= 0; l--) {
    const prev = acts[l]!;
    grads.unshift({ dW: delta.map((d) => prev.map((p) => d * p)), db: delta });
    delta = prev.map((p, j) => delta.reduce((s, d, i) => s + d * layers[l]!.W[i]![j]!, 0) * p * (1 - p));
  }
  return grads;
}

export function lossAndGrad(params: { weights: number[][][]; biases: number[][] }, x: number[], y: number[]) {
  const acts = [x];
  params.weights.forEach((W, l) => acts.push(W.map((row, i) => Math.tanh(row.reduce((s, w, j) => s + w * acts[l]![j]!, params.biases[l]![i]!)))));
  const out = acts[acts.length - 1]!;
  const loss = out.reduce((s, a, i) => s + (a - y[i]!) ** 2, 0);
  let delta = out.map((a, i) => 2 * (a - y[i]!) * (1 - a * a));
  const weightGradients: number[][][] = [];
  const biasGradients: number[][] = [];
  for (let l = params.weights.length - 1; l >= 0; l--) {
    weightGradients[l] = delta.map((d) => acts[l]!.map((a) => d * a));
    biasGradients[l] = delta;
    delta = acts[l]!.map((a, j) => delta.reduce((s, d, i) => s + d * params.weights[l]![i]![j]!, 0) * (1 - a)); // 1 - a²
  }
  return { loss, weightGradients, biasGradients };
}
