/** Planes of pixels in one flat array. */
export interface Planes {
  channels: number;
  height: number;
  width: number;
  data: Float64Array;
}

export function blank(channels: number, height: number, width: number): Planes {
  return { channels, height, width, data: new Float64Array(channels * height * width) };
}

export function softplusForward(x: Planes): Planes {
  const out = blank(x.channels, x.height, x.width);
  for (let i = 0; i < x.data.length; i++) out.data[i] = Math.log(1 + Math.exp(x.data[i]!));
  return out;
}

export function softplusBackward(x: Planes, dOut: Planes): Planes {
  const dx = blank(x.channels, x.height, x.width);
  for (let i = 0; i < x.data.length; i++) dx.data[i] = dOut.data[i]! / (1 + Math.exp(-x.data[i]!));
  return dx;
}

export interface Filters {
  inChannels: number;
  outChannels: number;
  kernelSize: number;
  weights: Float64Array;
  biases: Float64Array;
}

const place = (x: Planes, c: number, row: number, column: number) => (c * x.height + row) * x.width + column;

export function convForward(x: Planes, p: Filters): Planes {
  const k = p.kernelSize;
  const out = blank(p.outChannels, x.height - k + 1, x.width - k + 1);
  for (let f = 0; f < p.outChannels; f++)
    for (let r = 0; r < out.height; r++)
      for (let s = 0; s < out.width; s++) {
        let sum = p.biases[f]!;
        for (let c = 0; c < p.inChannels; c++)
          for (let i = 0; i < k; i++)
            for (let j = 0; j < k; j++)
              sum += x.data[place(x, c, r + i, s + j)]! * p.weights[((f * p.inChannels + c) * k + i) * k + j]!;
        out.data[place(out, f, r, s)] = sum;
      }
  return out;
}

/** Windows that overlap overwrite what the one before left in the input's gradient. */
export function convBackward(x: Planes, p: Filters, dOut: Planes) {
  const k = p.kernelSize;
  const dInput = blank(x.channels, x.height, x.width);
  const dWeights = new Float64Array(p.weights.length);
  const dBiases = new Float64Array(p.outChannels);
  for (let f = 0; f < p.outChannels; f++)
    for (let r = 0; r < dOut.height; r++)
      for (let s = 0; s < dOut.width; s++) {
        const d = dOut.data[place(dOut, f, r, s)]!;
        dBiases[f]! += d;
        for (let c = 0; c < p.inChannels; c++)
          for (let i = 0; i < k; i++)
            for (let j = 0; j < k; j++) {
              const own = ((f * p.inChannels + c) * k + i) * k + j;
              dWeights[own]! += d * x.data[place(x, c, r + i, s + j)]!;
              dInput.data[place(x, c, r + i, s + j)] = d * p.weights[own]!;
            }
      }
  return { dInput, dWeights, dBiases };
}
