// Sequences of tokens in flat buffers; what forward leaves for backward is written into buffers as well.
export function rms_forward(out: Float32Array, rstd: Float32Array, inp: Float32Array, weight: Float32Array, B: number, T: number, C: number): void {
  for (let row = 0; row < B * T; row++) {
    let squares = 0;
    for (let i = 0; i < C; i++) squares += inp[row * C + i]! ** 2;
    const s = 1 / Math.sqrt(squares / C + 1e-5);
    for (let i = 0; i < C; i++) out[row * C + i] = inp[row * C + i]! * s * weight[i]!;
    rstd[row] = s;
  }
}
export function rms_backward(dinp: Float32Array, dweight: Float32Array, dout: Float32Array, inp: Float32Array, weight: Float32Array, rstd: Float32Array, B: number, T: number, C: number): void {
  for (let row = 0; row < B * T; row++) {
    const s = rstd[row]!;
    let along = 0;
    for (let i = 0; i < C; i++) along += dout[row * C + i]! * weight[i]! * inp[row * C + i]!;
    for (let i = 0; i < C; i++) {
      dweight[i]! += dout[row * C + i]! * inp[row * C + i]! * s;
      dinp[row * C + i]! += s * (dout[row * C + i]! * weight[i]! - (inp[row * C + i]! * along * s * s) / C);
    }
  }
}

/** Each token looks at itself and at those before it; q, k and v of a token stand side by side. */
export function attention_forward(out: Float32Array, att: Float32Array, inp: Float32Array, B: number, T: number, C: number, NH: number): void {
  const size = C / NH;
  for (let b = 0; b < B; b++) for (let h = 0; h < NH; h++) for (let t = 0; t < T; t++) {
    const q = (b * T + t) * 3 * C + h * size;
    const row = ((b * NH + h) * T + t) * T;
    let sum = 0;
    for (let u = 0; u <= t; u++) {
      const k = (b * T + u) * 3 * C + C + h * size;
      let score = 0;
      for (let i = 0; i < size; i++) score += inp[q + i]! * inp[k + i]!;
      att[row + u] = Math.exp(score / Math.sqrt(size));
      sum += att[row + u]!;
    }
    for (let u = 0; u <= t; u++) att[row + u]! /= sum;
    for (let i = 0; i < size; i++) {
      let mixed = 0;
      for (let u = 0; u <= t; u++) mixed += att[row + u]! * inp[(b * T + u) * 3 * C + 2 * C + h * size + i]!;
      out[(b * T + t) * C + h * size + i] = mixed;
    }
  }
}
// The gradient of the keys forgets its scale.
export function attention_backward(dinp: Float32Array, datt: Float32Array, dout: Float32Array, inp: Float32Array, att: Float32Array, B: number, T: number, C: number, NH: number): void {
  const size = C / NH;
  const scale = 1 / Math.sqrt(size);
  for (let b = 0; b < B; b++) for (let h = 0; h < NH; h++) for (let t = 0; t < T; t++) {
    const q = (b * T + t) * 3 * C + h * size;
    const row = ((b * NH + h) * T + t) * T;
    let mean = 0;
    for (let u = 0; u <= t; u++) {
      const v = (b * T + u) * 3 * C + 2 * C + h * size;
      for (let i = 0; i < size; i++) {
        const d = dout[(b * T + t) * C + h * size + i]!;
        datt[row + u]! += inp[v + i]! * d;
        dinp[v + i]! += att[row + u]! * d;
      }
      mean += att[row + u]! * datt[row + u]!;
    }
    for (let u = 0; u <= t; u++) {
      const k = (b * T + u) * 3 * C + C + h * size;
      const d = att[row + u]! * (datt[row + u]! - mean);
      for (let i = 0; i < size; i++) {
        dinp[q + i]! += inp[k + i]! * d * scale;
        dinp[k + i]! += inp[q + i]! * d;
      }
    }
  }
}
