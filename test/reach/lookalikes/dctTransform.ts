export function forwardDct(input: Float64Array): Float64Array {
  const n = input.length;
  const output = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += input[i] * Math.cos((Math.PI * (i + 0.5) * k) / n);
    output[k] = sum * Math.sqrt((k === 0 ? 1 : 2) / n);
  }
  return output;
}

export function backwardDct(output: Float64Array): Float64Array {
  const n = output.length;
  const input = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = output[0] * Math.sqrt(1 / n);
    for (let k = 1; k < n; k++) sum += output[k] * Math.sqrt(2 / n) * Math.cos((Math.PI * (i + 0.5) * k) / n);
    input[i] = sum;
  }
  return input;
}
