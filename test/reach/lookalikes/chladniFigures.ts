/** Nodal lines of a vibrating plate; particles slide down the field. */
export const chladni = (x: number, y: number, n: number, m: number): number =>
  Math.cos(n * Math.PI * x) * Math.cos(m * Math.PI * y) - Math.cos(m * Math.PI * x) * Math.cos(n * Math.PI * y);

export const chladniGradient = (x: number, y: number, n: number, m: number) => {
  const eps = 0.002;
  const z = chladni(x, y, n, m);
  return { dx: (chladni(x + eps, y, n, m) - z) / eps, dy: (chladni(x, y + eps, n, m) - z) / eps };
};
