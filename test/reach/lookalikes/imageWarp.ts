export function forwardMap(source: Float32Array, flow: Float32Array, width: number): Float32Array {
  const out = new Float32Array(source.length);
  for (let i = 0; i < source.length; i++) {
    const x = (i % width) + Math.round(flow[2 * i]);
    const y = Math.floor(i / width) + Math.round(flow[2 * i + 1]);
    const j = y * width + x;
    if (j >= 0 && j < out.length) out[j] += source[i];
  }
  return out;
}

export function backwardMap(source: Float32Array, flow: Float32Array, width: number): Float32Array {
  const out = new Float32Array(source.length);
  for (let i = 0; i < out.length; i++) {
    const x = (i % width) - flow[2 * i];
    const y = Math.floor(i / width) - flow[2 * i + 1];
    const x0 = Math.floor(x);
    const fx = x - x0;
    const row = Math.round(y) * width;
    out[i] = source[row + x0] * (1 - fx) + source[row + x0 + 1] * fx;
  }
  return out;
}
