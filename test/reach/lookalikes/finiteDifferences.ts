export function forwardDifference(f: (x: number) => number, x: number, h = 1e-6): number {
  return (f(x + h) - f(x)) / h;
}

export function backwardDifference(f: (x: number) => number, x: number, h = 1e-6): number {
  return (f(x) - f(x - h)) / h;
}

export function centralDifference(f: (x: number) => number, x: number, h = 1e-6): number {
  return (f(x + h) - f(x - h)) / (2 * h);
}
