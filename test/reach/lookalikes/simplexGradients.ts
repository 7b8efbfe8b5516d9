const gradients = new Map<string, number>();

const gradientAt = (x: number, y: number): [number, number] => {
  const key = `${x},${y}`;
  const known = gradients.get(key) ?? Math.random();
  gradients.set(key, known);
  return [Math.sin(known), Math.cos(known)];
};

export function noise(x: number, y: number): number {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const dot = (gx: number, gy: number): number => {
    const [a, b] = gradientAt(gx, gy);
    return a * (x - gx) + b * (y - gy);
  };
  const u = x - ix;
  const v = y - iy;
  const top = dot(ix, iy) + u * (dot(ix + 1, iy) - dot(ix, iy));
  const bottom = dot(ix, iy + 1) + u * (dot(ix + 1, iy + 1) - dot(ix, iy + 1));
  return top + v * (bottom - top);
}
