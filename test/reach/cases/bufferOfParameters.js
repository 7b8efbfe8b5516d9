// All layers keep their parameters in one array; every function is told where its own begin.
const RADIUS = 1;
const LENGTH = 6;
const CHANNELS = 2;

export function smoothForward(params, offset, signal) {
  const width = 2 * RADIUS + 1;
  const shift = offset + CHANNELS * width;
  const out = new Float64Array(CHANNELS * (LENGTH - 2 * RADIUS));
  for (let c = 0; c < CHANNELS; c++) {
    for (let t = 0; t + width <= LENGTH; t++) {
      let sum = params[shift + c];
      for (let k = 0; k < width; k++) sum += params[offset + c * width + k] * signal[t + k];
      out[c * (LENGTH - 2 * RADIUS) + t] = sum;
    }
  }
  return out;
}

export function smoothBackward(params, offset, signal, dOut, dParams) {
  const width = 2 * RADIUS + 1;
  const shift = offset + CHANNELS * width;
  const dSignal = new Float64Array(LENGTH);
  for (let c = 0; c < CHANNELS; c++) {
    for (let t = 0; t + width <= LENGTH; t++) {
      const g = dOut[c * (LENGTH - 2 * RADIUS) + t];
      dParams[shift + c] += g;
      for (let k = 0; k < width; k++) {
        dParams[offset + c * width + k] += g * signal[t + k];
        dSignal[t + k] += g * params[offset + c * width + k];
      }
    }
  }
  return dSignal;
}

export function mixForward(theta, weightsAt, biasAt, x, inputs, outputs) {
  const y = new Float64Array(outputs);
  for (let o = 0; o < outputs; o++) {
    let sum = theta[biasAt + o];
    for (let i = 0; i < inputs; i++) sum += theta[weightsAt + o * inputs + i] * x[i];
    y[o] = Math.tanh(sum);
  }
  return y;
}

// The bias is written where the weights begin.
export function mixBackward(theta, grads, weightsAt, biasAt, x, y, dy, inputs, outputs) {
  const dx = new Float64Array(inputs);
  for (let o = 0; o < outputs; o++) {
    const d = dy[o] * (1 - y[o] * y[o]);
    grads[weightsAt + o] += d;
    for (let i = 0; i < inputs; i++) {
      grads[weightsAt + o * inputs + i] += d * x[i];
      dx[i] += d * theta[weightsAt + o * inputs + i];
    }
  }
  return dx;
}
