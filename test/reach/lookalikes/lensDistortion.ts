interface Lens {
  k1: number;
  k2: number;
}

export function distort(r: number, { k1, k2 }: Lens): number {
  return r * (1 + k1 * r * r + k2 * r ** 4);
}

export function distortDerivative(r: number, { k1, k2 }: Lens): number {
  return 1 + 3 * k1 * r * r + 5 * k2 * r ** 4;
}

/** From the photograph back to the scene. */
export function straighten(seen: number, lens: Lens): number {
  let r = seen;
  for (let turn = 0; turn < 8; turn++) r -= (distort(r, lens) - seen) / distortDerivative(r, lens);
  return r;
}

export function toLight(c: number): number {
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

export function toLightDerivative(c: number): number {
  return c <= 0.04045 ? 1 / 12.92 : (2.4 / 1.055) * ((c + 0.055) / 1.055) ** 1.4;
}
