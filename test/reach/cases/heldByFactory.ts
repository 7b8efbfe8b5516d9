// A factory makes the network; its inputs come as rows of one flat array, of which nothing tells the length.
export interface Stack {
  dims: number[];
  W: Float64Array[];
  b: Float64Array[];
}

export function makeStack(dims: number[], random: () => number): Stack {
  return {
    dims,
    W: dims.slice(1).map((to, l) => Float64Array.from({ length: to * dims[l]! }, () => random() - 0.5)),
    b: dims.slice(1).map((to) => Float64Array.from({ length: to }, () => random() - 0.5)),
  };
}

export function forwardAll(net: Stack, X: Float64Array, N: number): Float64Array[] {
  const layers = [X];
  net.W.forEach((W, l) => {
    const [from, to] = [net.dims[l]!, net.dims[l + 1]!];
    const out = new Float64Array(N * to);
    for (let n = 0; n < N; n++)
      for (let o = 0; o < to; o++) {
        let s = net.b[l]![o]!;
        for (let i = 0; i < from; i++) s += W[o * from + i]! * layers[l]![n * from + i]!;
        out[n * to + o] = l < net.W.length - 1 ? Math.tanh(s) : s;
      }
    layers.push(out);
  });
  return layers;
}

export function backward(net: Stack, layers: Float64Array[], delta: Float64Array, N: number): { dW: Float64Array[]; db: Float64Array[] } {
  const dW = net.W.map((W) => new Float64Array(W.length));
  const db = net.b.map((b) => new Float64Array(b.length));
  let d = delta;
  for (let l = net.W.length - 1; l >= 0; l--) {
    const [from, to] = [net.dims[l]!, net.dims[l + 1]!];
    const below = new Float64Array(N * from);
    for (let n = 0; n < N; n++)
      for (let o = 0; o < to; o++) {
        const g = d[n * to + o]!;
        db[l]![o]! += g;
        for (let i = 0; i < from; i++) {
          dW[l]![o * from + i]! += g * layers[l]![n * from + i]!;
          below[n * from + i]! += g * net.W[l]![o * from + i]!;
        }
      }
    d = below.map((value, k) => value * (1 - layers[l]![k]! ** 2));
  }
  return { dW, db };
}
