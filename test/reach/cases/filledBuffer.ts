// One array holds all parameters, and what comes out is written into an array of the caller's: past its end, without a word.
type Buffer = Float32Array;

export function rows(P: Buffer, w: number, b: number, input: Buffer, cin: number, cout: number, n: number, z: Buffer): void {
  for (let o = 0; o < cout; o++) {
    for (let t = 0; t < n; t++) {
      let sum = P[b + o]!;
      for (let i = 0; i < cin; i++) sum += P[w + o * cin + i]! * input[i * n + t]!;
      z[o * n + t] = sum;
    }
  }
}

export function rowsBackward(
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
        G[w + o * cin + i]! += d * input[i * n + t]!;
        if (dInput) dInput[i * n + t]! += d * P[w + o * cin + i]!;
      }
    }
  }
}
