interface Bend {
  forward: (x: number) => number;
  backward: (x: number) => number;
}

export const bends: Record<string, Bend> = {
  leaky: { forward: (x) => (x > 0 ? x : 0.02 * x), backward: (x) => (x > 0 ? 1 : 0.02) },
  elu: { forward: (x) => (x > 0 ? x : Math.exp(x) - 1), backward: (x) => (x > 0 ? 1 : Math.exp(x) - 1) },
  softplus: { forward: (x) => Math.log(1 + Math.exp(x)), backward: (x) => 1 / (1 + Math.exp(-x)) },
};

export const hinge = {
  relu: { f: (x: number) => (x > 0 ? x : 0), df: (x: number) => (x > 0 ? 1 : 0) },
};

export function stableSoftmax(x: readonly number[]): number[] {
  const top = Math.max(...x);
  const powers = x.map((v) => Math.exp(v - top));
  const total = powers.reduce((sum, v) => sum + v, 0);
  return powers.map((v) => v / total);
}

export function softmaxBackward(y: readonly number[], dy: readonly number[]): number[] {
  const inner = y.reduce((sum, v, i) => sum + v * dy[i]!, 0);
  return y.map((v, i) => v * (dy[i]! - inner));
}
