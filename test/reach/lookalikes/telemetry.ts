// Speed and acceleration of a car's log: differences over a smoothed series.
export function movingAverage(values: number[], width: number): number[] {
  const half = (width - 1) / 2;
  return values.map((_, i) => {
    const window = values.slice(Math.max(0, i - half), i + half + 1);
    return window.reduce((sum, v) => sum + v, 0) / window.length;
  });
}

/** Central differences on an uneven grid. */
export function derivative(ys: number[], xs: number[]): number[] {
  return ys.map((_, i) => {
    const [from, to] = [Math.max(0, i - 1), Math.min(ys.length - 1, i + 1)];
    const dx = xs[to]! - xs[from]!;
    return dx > 0 ? (ys[to]! - ys[from]!) / dx : 0;
  });
}

export function acceleration(speed: number[], time: number[]): number[] {
  return derivative(movingAverage(speed, 5), time);
}
