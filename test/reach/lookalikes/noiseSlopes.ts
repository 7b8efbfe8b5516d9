const cells = 32;

function fade(t: number): number {
  return t ** 3 * (10 + t * (6 * t - 15));
}

function fadeDerivative(t: number): number {
  return 30 * t * t * (1 - t) ** 2;
}

function corner(ix: number, iy: number): [number, number] {
  const angle = ((ix * 374761393 + iy * 668265263) % 360) * (Math.PI / 180);
  return [Math.cos(angle), Math.sin(angle)];
}

/** Height of the ground at a place, and its slopes for the normals. */
export function groundNoise(px: number, py: number): readonly [number, number, number] {
  const [ix, iy] = [Math.floor(px) % cells, Math.floor(py) % cells];
  const [fx, fy] = [px - Math.floor(px), py - Math.floor(py)];
  const a = corner(ix, iy);
  const b = corner(ix + 1, iy);
  const va = a[0] * fx + a[1] * fy;
  const vb = b[0] * (fx - 1) + b[1] * fy;
  const value = va + fade(fx) * (vb - va);
  const dx = a[0] + fade(fx) * (b[0] - a[0]) + fadeDerivative(fx) * (vb - va);
  const dy = a[1] + fade(fx) * (b[1] - a[1]) + fadeDerivative(fy) * 0;
  return [value, dx, dy];
}
