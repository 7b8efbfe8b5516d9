export type Derivative = (t: number, y: number[]) => number[];

export function forwardEuler(f: Derivative, y0: number[], dt: number, steps: number): number[][] {
  const path = [y0];
  for (let n = 0; n < steps; n++) {
    const y = path[n];
    const dy = f(n * dt, y);
    path.push(y.map((v, i) => v + dt * dy[i]));
  }
  return path;
}

export function backwardEuler(f: Derivative, y0: number[], dt: number, steps: number): number[][] {
  const path = [y0];
  for (let n = 0; n < steps; n++) {
    const y = path[n];
    let next = y.slice();
    for (let k = 0; k < 20; k++) {
      const dy = f((n + 1) * dt, next);
      next = y.map((v, i) => v + dt * dy[i]);
    }
    path.push(next);
  }
  return path;
}
