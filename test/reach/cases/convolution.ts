// Convolution and pooling on nested arrays.
export function conv2dForward(x: number[][], kernel: number[][], bias: number): number[][] {
  const kh = kernel.length;
  const kw = kernel[0]!.length;
  const out: number[][] = [];
  for (let i = 0; i + kh <= x.length; i++) {
    const row: number[] = [];
    for (let j = 0; j + kw <= x[0]!.length; j++) {
      let s = bias;
      for (let a = 0; a < kh; a++) for (let b = 0; b < kw; b++) s += x[i + a]![j + b]! * kernel[a]![b]!;
      row.push(s);
    }
    out.push(row);
  }
  return out;
}
export function conv2dBackward(dout: number[][], x: number[][], kernel: number[][]) {
  const dx = x.map((r) => r.map(() => 0));
  const dkernel = kernel.map((r) => r.map(() => 0));
  let dbias = 0;
  dout.forEach((row, i) =>
    row.forEach((g, j) => {
      dbias += g;
      kernel.forEach((kr, a) =>
        kr.forEach((k, b) => {
          dkernel[a]![b]! += g * x[i + a]![j + b]!;
          dx[i + a]![j + b]! += g * k;
        }),
      );
    }),
  );
  return { dx, dkernel, dbias };
}

/** (C, H, W) input, (F, C, k, k) filters, stride 1. */
export class ConvLayer {
  filters: number[][][][];
  biases: number[];
  dFilters: number[][][][] = [];
  dBiases: number[] = [];
  input: number[][][] = [];
  constructor(public inChannels: number, public outChannels: number, public kernelSize: number) {
    this.filters = Array.from({ length: outChannels }, () =>
      Array.from({ length: inChannels }, () => Array.from({ length: kernelSize }, () => Array.from({ length: kernelSize }, () => Math.random() - 0.5))),
    );
    this.biases = Array.from({ length: outChannels }, () => 0);
  }
  forward(input: number[][][]): number[][][] {
    this.input = input;
    const k = this.kernelSize;
    const h = input[0]!.length - k + 1;
    const w = input[0]![0]!.length - k + 1;
    return this.filters.map((filter, f) =>
      Array.from({ length: h }, (_, i) =>
        Array.from({ length: w }, (_, j) => {
          let s = this.biases[f]!;
          for (let c = 0; c < this.inChannels; c++) for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) s += input[c]![i + a]![j + b]! * filter[c]![a]![b]!;
          return s;
        }),
      ),
    );
  }
  backward(dout: number[][][]): number[][][] {
    const k = this.kernelSize;
    const dinput = this.input.map((c) => c.map((r) => r.map(() => 0)));
    this.dFilters = this.filters.map((f) => f.map((c) => c.map((r) => r.map(() => 0))));
    this.dBiases = this.biases.map(() => 0);
    dout.forEach((map, f) =>
      map.forEach((row, i) =>
        row.forEach((g, j) => {
          this.dBiases[f]! += g;
          for (let c = 0; c < this.inChannels; c++) for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) {
            this.dFilters[f]![c]![a]![b]! += g * this.input[c]![i + a]![j + b]!;
            dinput[c]![i + a]![j + b]! += g * this.filters[f]![c]![b]![a]!; // the kernel is transposed
          }
        }),
      ),
    );
    return dinput;
  }
}

export function maxPoolForward(x: number[][], size = 2) {
  const out: number[][] = [];
  const switches: [number, number][][] = [];
  for (let i = 0; i + size <= x.length; i += size) {
    const row: number[] = [];
    const pos: [number, number][] = [];
    for (let j = 0; j + size <= x[0]!.length; j += size) {
      let best = -Infinity;
      let at: [number, number] = [i, j];
      for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) if (x[i + a]![j + b]! > best) {
        best = x[i + a]![j + b]!;
        at = [i + a, j + b];
      }
      row.push(best);
      pos.push(at);
    }
    out.push(row);
    switches.push(pos);
  }
  return { out, cache: { x, switches } };
}
export function maxPoolBackward(dout: number[][], cache: { x: number[][]; switches: [number, number][][] }): number[][] {
  const dx = cache.x.map((r) => r.map(() => 0));
  dout.forEach((row, i) => row.forEach((g, j) => {
    const [a, b] = cache.switches[i]![j]!;
    dx[a]![b]! += g;
  }));
  return dx;
}
