/** One buffer of weights and one of biases for each layer. */
export interface Stack {
  units: number[];
  W: Float64Array[];
  b: Float64Array[];
}

export function createStack(units: number[]): Stack {
  const draw = (n: number) => Float64Array.from({ length: n }, () => Math.random() * 1.4 - 0.7);
  const pairs = units.slice(1).map((to, l) => [units[l]!, to] as const);
  return { units, W: pairs.map(([from, to]) => draw(from * to)), b: pairs.map(([, to]) => draw(to)) };
}

export function forward(stack: Stack, x: Float64Array): Float64Array[] {
  const seen = [x];
  stack.W.forEach((W, l) => {
    const from = seen[l]!;
    seen.push(stack.b[l]!.map((b, o) => Math.tanh(from.reduce((s, v, i) => s + v * W[o * from.length + i]!, b))));
  });
  return seen;
}

/** Adds to the lists that it is handed. */
export function backward(stack: Stack, seen: Float64Array[], dOut: Float64Array, gW: Float64Array[], gb: Float64Array[]): Float64Array {
  let d = dOut;
  for (let l = stack.W.length - 1; l >= 0; l--) {
    const from = seen[l]!;
    const below = new Float64Array(from.length);
    d.forEach((above, o) => {
      const dz = above * (1 - seen[l + 1]![o]! ** 2);
      gb[l]![o]! += dz;
      for (let i = 0; i < from.length; i++) {
        gW[l]![o * from.length + i]! += dz * from[i]!;
        below[i]! += dz * stack.W[l]![o * from.length + i]!;
      }
    });
    d = below;
  }
  return d;
}
