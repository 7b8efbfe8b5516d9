export function energy(pixels: Float32Array, width: number, height: number): Float32Array {
  const result = new Float32Array(pixels.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const dx = pixels[y * width + Math.min(width - 1, x + 1)] - pixels[y * width + Math.max(0, x - 1)];
      const dy = pixels[Math.min(height - 1, y + 1) * width + x] - pixels[Math.max(0, y - 1) * width + x];
      result[y * width + x] = Math.abs(dx) + Math.abs(dy);
    }
  return result;
}

export function forward(cost: Float32Array, width: number, height: number): Float32Array {
  const total = cost.slice();
  for (let y = 1; y < height; y++)
    for (let x = 0; x < width; x++) total[y * width + x] += Math.min(total[(y - 1) * width + Math.max(0, x - 1)], total[(y - 1) * width + x], total[(y - 1) * width + Math.min(width - 1, x + 1)]);
  return total;
}

export function backward(total: Float32Array, width: number, height: number): number[] {
  const seam: number[] = [];
  let x = 0;
  for (let c = 0; c < width; c++) if (total[(height - 1) * width + c] < total[(height - 1) * width + x]) x = c;
  for (let y = height - 1; y >= 0; y--) {
    seam[y] = x;
    for (const c of [x - 1, x + 1]) if (y > 0 && total[(y - 1) * width + c] < total[(y - 1) * width + x]) x = c;
  }
  return seam;
}
