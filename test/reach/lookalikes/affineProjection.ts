/** World to screen and back by a 2 × 3 matrix. */
export class Affine {
  constructor(private readonly m: [number, number, number, number, number, number]) {}

  forward(p: [number, number]): [number, number] {
    const [a, b, c, d, e, f] = this.m;
    return [a * p[0] + c * p[1] + e, b * p[0] + d * p[1] + f];
  }

  backward(p: [number, number]): [number, number] {
    const [a, b, c, d, e, f] = this.m;
    const determinant = a * d - b * c;
    const x = p[0] - e;
    const y = p[1] - f;
    return [(d * x - c * y) / determinant, (a * y - b * x) / determinant];
  }
}
