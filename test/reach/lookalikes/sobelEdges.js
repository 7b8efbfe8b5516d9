const KX = [-1, 0, 1, -2, 0, 2, -1, 0, 1];
const KY = [-1, -2, -1, 0, 0, 0, 1, 2, 1];

export function computeGradient(image, width, height) {
  const magnitude = new Float32Array(width * height);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      let gx = 0;
      let gy = 0;
      for (let k = 0; k < 9; k++) {
        const value = image[(y + Math.floor(k / 3) - 1) * width + x + (k % 3) - 1];
        gx += KX[k] * value;
        gy += KY[k] * value;
      }
      magnitude[y * width + x] = Math.sqrt(gx * gx + gy * gy);
    }
  }
  return magnitude;
}
