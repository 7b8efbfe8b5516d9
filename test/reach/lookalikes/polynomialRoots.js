export function horner(coefficients, x) {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i];
  return sum;
}

export function hornerDerivative(coefficients, x) {
  let sum = 0;
  for (let i = coefficients.length - 1; i > 0; i--) sum = sum * x + i * coefficients[i];
  return sum;
}

export const bell = (x, width) => Math.exp((-x * x) / (2 * width * width));
export const bellDerivative = (x, width) => (-x / (width * width)) * bell(x, width);

/** Two shapes that melt into each other. */
export function blend(a, b, k) {
  const h = Math.max(k - Math.abs(a - b), 0) / k;
  return Math.min(a, b) - (h * h * k) / 4;
}

export function blendGradient(a, b, k) {
  const h = Math.max(k - Math.abs(a - b), 0) / k;
  return a < b ? 1 - h / 2 : h / 2;
}
