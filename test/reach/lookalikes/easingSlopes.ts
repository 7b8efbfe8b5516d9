type Curve = 'linear' | 'soft' | 'softer';

export function ease(curve: Curve, t: number): number {
  if (curve === 'linear') return t;
  return curve === 'soft' ? t * t * (3 - 2 * t) : t * t * t * (10 + t * (6 * t - 15));
}

/** How fast the camera moves along its path. */
export function easeDerivative(curve: Curve, t: number): number {
  if (curve === 'linear') return 1;
  return curve === 'soft' ? 6 * t * (1 - t) : 30 * t * t * (1 - t) * (1 - t);
}

export function springEasing(t: number, stiffness: number, damping: number): number {
  const swing = Math.sqrt(stiffness - damping * damping);
  return 1 - Math.exp(-damping * t) * (Math.cos(swing * t) + (damping / swing) * Math.sin(swing * t));
}

export function springEasingDerivative(t: number, stiffness: number, damping: number): number {
  const swing = Math.sqrt(stiffness - damping * damping);
  return Math.exp(-damping * t) * (stiffness / swing) * Math.sin(swing * t);
}
