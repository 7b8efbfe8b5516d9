// One size under two names: forward calls it `side`, backward `n`.
export function blur(image, kernel, bias, planes, side) {
  const out = new Float64Array(planes * side * side);
  for (let p = 0; p < planes; p++) {
    for (let r = 0; r < side; r++) {
      for (let c = 0; c < side; c++) {
        let sum = bias[p];
        for (let i = -1; i <= 1; i++) {
          for (let j = -1; j <= 1; j++) {
            const [row, column] = [r + i, c + j];
            if (row < 0 || row >= side || column < 0 || column >= side) continue;
            sum += image[row * side + column] * kernel[p * 9 + (i + 1) * 3 + j + 1];
          }
        }
        out[p * side * side + r * side + c] = sum;
      }
    }
  }
  return out;
}

function spread(image, kernel, gradient, planes, n, isLeaky) {
  const dImage = new Float64Array(image.length);
  const dKernel = new Float64Array(kernel.length);
  const dBias = new Float64Array(planes);
  for (let p = 0; p < planes; p++) {
    for (let r = 0; r < n; r++) {
      for (let c = 0; c < n; c++) {
        const g = gradient[p * n * n + r * n + c];
        dBias[p] += g;
        for (let i = -1; i <= 1; i++) {
          for (let j = -1; j <= 1; j++) {
            const [row, column] = [r + i, c + j];
            if (row < 0 || row >= n || column < 0 || column >= n) continue;
            dKernel[p * 9 + (i + 1) * 3 + j + 1] += g * image[row * n + column];
            if (!isLeaky || i === 0) dImage[row * n + column] += g * kernel[p * 9 + (i + 1) * 3 + j + 1];
          }
        }
      }
    }
  }
  return { dImage, dKernel, dBias };
}

export function blurBackward(image, kernel, gradient, planes, n) {
  return spread(image, kernel, gradient, planes, n, false);
}

export function soften(image, kernel, bias, planes, side) {
  return blur(image, kernel, bias, planes, side);
}

export function softenBackward(image, kernel, gradient, planes, n) {
  return spread(image, kernel, gradient, planes, n, true);
}
