// A cost over a list of points that nothing may change.
export interface Spot {
  x: number;
  y: number;
}

export function meanSquare(spots: readonly Spot[], slope: number, shift: number): number {
  return spots.reduce((sum, { x, y }) => sum + (slope * x + shift - y) ** 2, 0) / spots.length;
}

export function meanSquareGradients(spots: readonly Spot[], slope: number, shift: number): { dslope: number; dshift: number } {
  let dslope = 0;
  let dshift = 0;
  for (const { x, y } of spots) {
    const error = slope * x + shift - y;
    dslope += error * x;
    dshift += error;
  }
  return { dslope: (2 * dslope) / spots.length, dshift: (2 * dshift) / spots.length };
}
