/** Finite-horizon LQR: the Riccati recursion runs backward, the simulation forward. */
export class Lqr {
  private gains: number[] = [];

  constructor(
    private readonly a: number,
    private readonly b: number,
    private readonly q: number,
    private readonly r: number,
  ) {}

  backwardPass(horizon: number): number[] {
    let p = this.q;
    this.gains = [];
    for (let t = horizon - 1; t >= 0; t--) {
      const k = (this.b * p * this.a) / (this.r + this.b * p * this.b);
      p = this.q + this.a * p * this.a - this.a * p * this.b * k;
      this.gains.unshift(k);
    }
    return this.gains;
  }

  forwardPass(x0: number): number[] {
    const path = [x0];
    for (const k of this.gains) {
      const x = path[path.length - 1];
      path.push(this.a * x - this.b * k * x);
    }
    return path;
  }
}
