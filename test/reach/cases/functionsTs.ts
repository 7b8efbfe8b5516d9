type Vector = number[];
type Matrix = Vector[];

export function layer_forward(inputs: Vector, weights: Matrix, bias: Vector): Vector {
  return bias.map((b, j) => Math.tanh(inputs.reduce((s, x, i) => s + x * weights[i]![j]!, b)));
}
// weights are differentiated with the outputs where the inputs belong
export function layer_backward(grad_output: Vector, inputs: Vector, weights: Matrix, outputs: Vector) {
  const grad_z = grad_output.map((g, j) => g * (1 - outputs[j]! * outputs[j]!));
  return {
    grad_inputs: inputs.map((_, i) => grad_z.reduce((s, g, j) => s + g * weights[i]![j]!, 0)),
    grad_weights: inputs.map((x) => grad_z.map((g, j) => g * x * outputs[j]!)),
    grad_bias: grad_z,
  };
}

export function crossEntropyForward(predictions: Matrix, targets: Matrix): number {
  return -predictions.reduce((s, p, i) => s + p.reduce((t, v, j) => t + targets[i]![j]! * Math.log(v), 0), 0) / predictions.length;
}
export function crossEntropyBackward(predictions: Matrix, targets: Matrix): Matrix {
  return predictions.map((p, i) => p.map((v, j) => -targets[i]![j]! / v / predictions.length));
}

export interface Point {
  x: number;
  y: number;
}
export function objective(a: number, b: number, points: Point[]): number {
  return points.reduce((s, p) => s + (a * p.x + b - p.y) ** 2, 0) / points.length;
}
export function gradient(a: number, b: number, points: Point[]): { da: number; db: number } {
  let da = 0;
  let db = 0;
  for (const p of points) {
    da += (2 * (a * p.x + b - p.y) * p.x) / points.length;
    db += (2 * (a * p.x + b - p.y)) / points.length;
  }
  return { da, db };
}

export const gelu = (x: number): number => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
export const geluGrad = (x: number): number => {
  const u = Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3);
  const t = Math.tanh(u);
  return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
};

export function elu(x: number[], alpha = 1.0): number[] {
  return x.map((v) => (v > 0 ? v : alpha * (Math.exp(v) - 1)));
}
export function eluDerivative(x: number[], alpha = 1.0): number[] {
  return x.map((v) => (v > 0 ? 1 : alpha * (Math.exp(v) - 1)));
}

export function rmsNormForward(x: Float32Array, weight: Float32Array): Float32Array {
  let ss = 0;
  for (const v of x) ss += v * v;
  const inv = 1 / Math.sqrt(ss / x.length + 1e-5);
  return x.map((v, i) => v * inv * weight[i]!);
}
export function rmsNormBackward(dout: Float32Array, x: Float32Array, weight: Float32Array) {
  let ss = 0;
  for (const v of x) ss += v * v;
  const inv = 1 / Math.sqrt(ss / x.length + 1e-5);
  let dot = 0;
  for (let i = 0; i < x.length; i++) dot += dout[i]! * weight[i]! * x[i]!;
  const dx = x.map((v, i) => inv * (dout[i]! * weight[i]! - (v * dot * inv * inv) / x.length));
  const dweight = x.map((v, i) => dout[i]! * v * inv);
  return { dx, dweight };
}

export function residualForward(x: Matrix, residual: Matrix): Matrix {
  return x.map((r, i) => r.map((v, j) => v + 0.5 * residual[i]![j]! * v));
}
export function residualBackward(gradOut: Matrix, x: Matrix, residual: Matrix): [Matrix, Matrix] {
  return [gradOut.map((r, i) => r.map((g, j) => g * (1 + 0.5 * residual[i]![j]!))), gradOut.map((r, i) => r.map((g, j) => 0.5 * g * x[i]![j]!))];
}

export function cosineForward(a: Vector, b: Vector): number {
  const dot = a.reduce((s, v, i) => s + v * b[i]!, 0);
  return dot / (Math.hypot(...a) * Math.hypot(...b));
}
export function cosineBackward(dout: number, a: Vector, b: Vector) {
  const na = Math.hypot(...a);
  const nb = Math.hypot(...b);
  const cos = a.reduce((s, v, i) => s + v * b[i]!, 0) / (na * nb);
  return { da: a.map((v, i) => dout * (b[i]! / (na * nb) - cos * v)), db: b.map((v, i) => dout * (a[i]! / (na * nb) - cos * v)) };
}

export function hinge(w: Vector, x: Matrix, y: Vector): number {
  return x.reduce((s, row, i) => s + Math.max(0, 1 - y[i]! * row.reduce((t, v, j) => t + v * w[j]!, 0)), 0);
}
export function hingeGrad(w: Vector, x: Matrix, y: Vector): Vector {
  const g = w.map(() => 0);
  x.forEach((row, i) => {
    if (1 - y[i]! * row.reduce((t, v, j) => t + v * w[j]!, 0) > 0) row.forEach((v, j) => (g[j]! -= y[i]! * v));
  });
  return g;
}

// Weights by position: gradients as arrays of arrays, without names.
export function feedForward(weights: number[][][], biases: number[][], x: number[]): number[] {
  return weights.reduce((a, W, l) => W.map((row, i) => 1 / (1 + Math.exp(-row.reduce((s, w, j) => s + w * a[j]!, biases[l]![i]!)))), x);
}
export function backprop(weights: number[][][], biases: number[][], x: number[], y: number[]): [number[][][], number[][]] {
  const activations = [x];
  weights.forEach((W, l) => activations.push(W.map((row, i) => 1 / (1 + Math.exp(-row.reduce((s, w, j) => s + w * activations[l]![j]!, biases[l]![i]!))))));
  const nablaW: number[][][] = [];
  const nablaB: number[][] = [];
  let delta = activations[weights.length]!.map((a, i) => (a - y[i]!) * a * (1 - a));
  for (let l = weights.length - 1; l >= 0; l--) {
    nablaW[l] = delta.map((d) => activations[l]!.map((a) => d * a));
    nablaB[l] = delta;
    delta = activations[l]!.map((a, j) => delta.reduce((s, d, i) => s + d * weights[l]![i]![j]!, 0) * a * (1 - a));
  }
  return [nablaW, nablaB];
}

// Two outputs, one upstream gradient for each.
export function twoHeadsForward(x: Vector, w: Vector): { mean: Vector; logvar: Vector } {
  return { mean: x.map((v, i) => v * w[i]!), logvar: x.map((v, i) => Math.sin(v + w[i]!)) };
}
export function twoHeadsBackward(dMean: Vector, dLogvar: Vector, x: Vector, w: Vector) {
  return {
    dx: x.map((v, i) => dMean[i]! * w[i]! + dLogvar[i]! * Math.cos(v + w[i]!)),
    dw: x.map((v, i) => dMean[i]! * v + dLogvar[i]! * Math.cos(v + w[i]!)),
  };
}
