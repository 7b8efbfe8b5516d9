// Flat typed arrays with sizes and out-parameters.
export function matmulForward(out: Float32Array, inp: Float32Array, weight: Float32Array, bias: Float32Array, BT: number, C: number, OC: number): void {
  for (let bt = 0; bt < BT; bt++) {
    for (let o = 0; o < OC; o++) {
      let val = bias[o]!;
      for (let i = 0; i < C; i++) val += inp[bt * C + i]! * weight[o * C + i]!;
      out[bt * OC + o] = val;
    }
  }
}
export function matmulBackward(dinp: Float32Array, dweight: Float32Array, dbias: Float32Array, dout: Float32Array, inp: Float32Array, weight: Float32Array, BT: number, C: number, OC: number): void {
  for (let bt = 0; bt < BT; bt++) {
    for (let o = 0; o < OC; o++) {
      const d = dout[bt * OC + o]!;
      dbias[o]! += d;
      for (let i = 0; i < C; i++) {
        dinp[bt * C + i]! += weight[o * C + i]! * d;
        dweight[o * C + i]! += inp[bt * C + i]! * d;
      }
    }
  }
}

export function linearForward(x: Float64Array, w: Float64Array, b: Float64Array, N: number, I: number, O: number): Float64Array {
  const y = new Float64Array(N * O);
  for (let n = 0; n < N; n++) for (let o = 0; o < O; o++) {
    let s = b[o]!;
    for (let i = 0; i < I; i++) s += x[n * I + i]! * w[i * O + o]!;
    y[n * O + o] = s;
  }
  return y;
}
// gB forgets all samples but the last.
export function linearBackward(gY: Float64Array, x: Float64Array, w: Float64Array, N: number, I: number, O: number, gW: Float64Array, gB: Float64Array): Float64Array {
  const gX = new Float64Array(N * I);
  for (let n = 0; n < N; n++) for (let o = 0; o < O; o++) {
    const g = gY[n * O + o]!;
    gB[o] = g;
    for (let i = 0; i < I; i++) {
      gW[i * O + o]! += g * x[n * I + i]!;
      gX[n * I + i]! += g * w[i * O + o]!;
    }
  }
  return gX;
}

export function layernormForward(x: Float64Array, gamma: Float64Array, beta: Float64Array, rows: number, cols: number) {
  const out = new Float64Array(rows * cols);
  const mean = new Float64Array(rows);
  const rstd = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    let m = 0;
    for (let c = 0; c < cols; c++) m += x[r * cols + c]!;
    m /= cols;
    let v = 0;
    for (let c = 0; c < cols; c++) v += (x[r * cols + c]! - m) ** 2;
    const s = 1 / Math.sqrt(v / cols + 1e-5);
    mean[r] = m;
    rstd[r] = s;
    for (let c = 0; c < cols; c++) out[r * cols + c] = (x[r * cols + c]! - m) * s * gamma[c]! + beta[c]!;
  }
  return { out, mean, rstd };
}
export function layernormBackward(dout: Float64Array, x: Float64Array, gamma: Float64Array, mean: Float64Array, rstd: Float64Array, rows: number, cols: number) {
  const dx = new Float64Array(rows * cols);
  const dgamma = new Float64Array(cols);
  const dbeta = new Float64Array(cols);
  for (let r = 0; r < rows; r++) {
    let a = 0;
    let b = 0;
    for (let c = 0; c < cols; c++) {
      const norm = (x[r * cols + c]! - mean[r]!) * rstd[r]!;
      const d = gamma[c]! * dout[r * cols + c]!;
      a += d;
      b += d * norm;
      dbeta[c]! += dout[r * cols + c]!;
      dgamma[c]! += norm * dout[r * cols + c]!;
    }
    a /= cols;
    b /= cols;
    for (let c = 0; c < cols; c++) {
      const norm = (x[r * cols + c]! - mean[r]!) * rstd[r]!;
      dx[r * cols + c] = (gamma[c]! * dout[r * cols + c]! - a - norm * b) * rstd[r]!;
    }
  }
  return { dx, dgamma, dbeta };
}
