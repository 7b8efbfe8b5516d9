const S = Math.SQRT1_2;

export function forward(signal) {
  const half = signal.length / 2;
  const out = new Float64Array(signal.length);
  for (let i = 0; i < half; i++) {
    out[i] = (signal[2 * i] + signal[2 * i + 1]) * S;
    out[half + i] = (signal[2 * i] - signal[2 * i + 1]) * S;
  }
  return out;
}

export function backward(coefficients) {
  const half = coefficients.length / 2;
  const out = new Float64Array(coefficients.length);
  for (let i = 0; i < half; i++) {
    out[2 * i] = (coefficients[i] + coefficients[half + i]) * S;
    out[2 * i + 1] = (coefficients[i] - coefficients[half + i]) * S;
  }
  return out;
}
