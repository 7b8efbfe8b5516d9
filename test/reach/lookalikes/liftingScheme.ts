/** CDF 9/7 lifting steps on one row. */
const ALPHA = -1.586134342;
const BETA = -0.05298011854;
const GAMMA = 0.8829110762;
const DELTA = 0.4435068522;
const K = 1.149604398;

function lift(x: Float64Array, start: number, weight: number): void {
  for (let i = start; i < x.length; i += 2) x[i] += weight * ((x[i - 1] ?? x[i + 1]) + (x[i + 1] ?? x[i - 1]));
}

export function forwardWavelet(x: Float64Array): void {
  lift(x, 1, ALPHA);
  lift(x, 0, BETA);
  lift(x, 1, GAMMA);
  lift(x, 0, DELTA);
  for (let i = 0; i < x.length; i++) x[i] *= i % 2 ? K : 1 / K;
}

export function backwardWavelet(x: Float64Array): void {
  for (let i = 0; i < x.length; i++) x[i] *= i % 2 ? 1 / K : K;
  lift(x, 0, -DELTA);
  lift(x, 1, -GAMMA);
  lift(x, 0, -BETA);
  lift(x, 1, -ALPHA);
}
