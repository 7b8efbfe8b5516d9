// One array holds all parameters, and what comes out is written into an array of the caller's: past its end, without a word.
type Buffer = Float32Array;
const radius = 1;

export function conv(P: Buffer, w: number, b: number, input: Buffer, cin: number, cout: number, n: number, z: Buffer): void {
  for (let o = 0; o < cout; o++) {
    for (let t = 0; t < n; t++) {
      let sum = P[b + o]!;
      for (let i = 0; i < cin; i++) {
        const from = w + (o * cin + i) * (2 * radius + 1);
        for (let k = 0; k <= 2 * radius; k++) {
          const at = t + k - radius;
          if (at < 0 || at >= n) continue;
          sum += P[from + k]! * input[i * n + at]!;
        }
      }
      z[o * n + t] = sum;
    }
  }
}

export function convBackward(
  P: Buffer,
  G: Buffer,
  w: number,
  b: number,
  input: Buffer,
  dZ: Buffer,
  cin: number,
  cout: number,
  n: number,
  dInput: Buffer | null,
): void {
  if (dInput) dInput.fill(0);
  for (let o = 0; o < cout; o++) {
    for (let t = 0; t < n; t++) {
      const d = dZ[o * n + t]!;
      G[b + o]! += d;
      for (let i = 0; i < cin; i++) {
        const from = w + (o * cin + i) * (2 * radius + 1);
        for (let k = 0; k <= 2 * radius; k++) {
          const at = t + k - radius;
          if (at < 0 || at >= n) continue;
          G[from + k]! += d * input[i * n + at]!;
          if (dInput) dInput[i * n + at]! += d * P[from + k]!;
        }
      }
    }
  }
}
