export function linear(x: number[], w: number[][], b: number[]) {
  const y = w.map((row, i) => row.reduce((s, v, j) => s + v * x[j]!, b[i]!));
  const backprop = (dy: number[]) => ({
    dx: x.map((_, j) => dy.reduce((s, d, i) => s + d * w[i]![j]!, 0)),
    dw: w.map((row, i) => row.map((_, j) => dy[i]! * x[j]!)),
    db: dy.slice(),
  });
  return [y, backprop] as const;
}

export function softplusForward(x: number[]): [number[], (g: number[]) => number[]] {
  const out = x.map((v) => Math.log1p(Math.exp(v)));
  return [out, (g) => g.map((d, i) => d / (1 + Math.exp(x[i]!)))];
}
