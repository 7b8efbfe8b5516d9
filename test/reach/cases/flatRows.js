// Rows stand one behind the other in plain arrays: only the indices tell how long each of them is.

/** Φ by a series that comes close to it. */
function normal(z) {
  const t = 1 / (1 + 0.3275911 * Math.abs(z * Math.SQRT1_2));
  const series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const half = series * Math.exp((-z * z) / 2);
  return z < 0 ? half / 2 : 1 - half / 2;
}

export function smoothGateForward(signal, result) {
  for (let i = 0; i < signal.length; i++) result[i] = signal[i] * normal(signal[i]);
  return result;
}

export function smoothGateBackward(dResult, signal, dSignal) {
  for (let i = 0; i < signal.length; i++) {
    const z = signal[i];
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    dSignal[i] = dResult[i] * (normal(z) + z * density);
  }
  return dSignal;
}

export function projectForward(rowsIn, count, wide, matrix, shift, narrow, rowsOut) {
  for (let r = 0; r < count; r++) {
    const from = r * wide;
    const to = r * narrow;
    for (let o = 0; o < narrow; o++) {
      let total = shift ? shift[o] : 0;
      for (let i = 0; i < wide; i++) total += rowsIn[from + i] * matrix[o * wide + i];
      rowsOut[to + o] = total;
    }
  }
  return rowsOut;
}

export function projectBackward(dRowsOut, rowsIn, count, wide, matrix, narrow, dMatrix, dShift, dRowsIn) {
  dRowsIn.fill(0);
  for (let r = 0; r < count; r++) {
    for (let o = 0; o < narrow; o++) {
      const d = dRowsOut[r * narrow + o];
      if (dShift) dShift[o] += d;
      for (let i = 0; i < wide; i++) {
        dMatrix[o * wide + i] += d * rowsIn[r * wide + i];
        dRowsIn[r * wide + i] += d * matrix[o * wide + i];
      }
    }
  }
}

export function softmaxRowsForward(scores, rows, cols) {
  const shares = new Float64Array(rows * cols);
  for (let r = 0; r < rows; r++) {
    let total = 0;
    for (let c = 0; c < cols; c++) total += Math.exp(scores[r * cols + c]);
    for (let c = 0; c < cols; c++) shares[r * cols + c] = Math.exp(scores[r * cols + c]) / total;
  }
  return shares;
}

/** Bug: the mean over the row is taken where the sum belongs. */
export function softmaxRowsBackward(probs, gradOutput, rows, cols) {
  const dScores = new Float64Array(rows * cols);
  for (let r = 0; r < rows; r++) {
    const base = r * cols;
    let inner = 0;
    for (let c = 0; c < cols; c++) inner += (probs[base + c] * gradOutput[base + c]) / cols;
    for (let c = 0; c < cols; c++) dScores[base + c] = probs[base + c] * (gradOutput[base + c] - inner);
  }
  return dScores;
}
