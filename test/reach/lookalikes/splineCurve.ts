function cubic(t: number, a: number, b: number, c: number, d: number): number {
  const s = 1 - t;
  return s ** 3 * a + 3 * s * s * t * b + 3 * s * t * t * c + t ** 3 * d;
}

function cubicDerivative(t: number, a: number, b: number, c: number, d: number): number {
  const s = 1 - t;
  return 3 * s * s * (b - a) + 6 * s * t * (c - b) + 3 * t * t * (d - c);
}

/** Where on the timing curve a frame stands. */
export function parameterAt(x: number, x1: number, x2: number): number {
  let t = x;
  for (let turn = 0; turn < 6; turn++) t -= (cubic(t, 0, x1, x2, 1) - x) / cubicDerivative(t, 0, x1, x2, 1);
  return t;
}

export class HermiteTrack {
  constructor(
    private readonly times: number[],
    private readonly heights: number[],
    private readonly slopes: number[],
  ) {}

  evaluate(time: number): number {
    const [i, u, h] = this.place(time);
    return (1 + 2 * u) * (1 - u) ** 2 * this.heights[i]! + u * (1 - u) ** 2 * h * this.slopes[i]!;
  }

  derivative(time: number): number {
    const [i, u, h] = this.place(time);
    return ((6 * u * u - 6 * u) * this.heights[i]!) / h + (3 * u * u - 4 * u + 1) * this.slopes[i]!;
  }

  private place(time: number): [number, number, number] {
    const i = Math.max(0, this.times.findIndex((one) => one > time) - 1);
    const h = this.times[i + 1]! - this.times[i]!;
    return [i, (time - this.times[i]!) / h, h];
  }
}
