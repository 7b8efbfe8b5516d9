function computeGradients(n: number, h: Float64Array, alphas: Float64Array, gradients: Float64Array) {
  for (let i = 0; i < n; i++) {
    gradients[i] = 1;
    for (let j = 0; j < n; j++) gradients[i] -= h[i * n + j] * alphas[j];
  }
}
function computeNewLearningRate(
  n: number,
  alphas: Float64Array,
  newAlphas: Float64Array,
  gradients: Float64Array,
  newGradients: Float64Array,
) {
  let numerator = 0;
  let denominator = 0;
  for (let i = 0; i < n; i++) {
    const d = newGradients[i] - gradients[i];
    numerator += (newAlphas[i] - alphas[i]) * d;
    denominator += d * d;
  }
  return Math.abs(numerator) / denominator;
}
export const ascend = { computeGradients, computeNewLearningRate };
