export class TriangularSolver {
  constructor(private readonly L: number[][]) {}

  /** Solves L y = b. */
  forward(b: number[]): number[] {
    const y: number[] = [];
    for (let i = 0; i < b.length; i++) {
      let sum = b[i];
      for (let j = 0; j < i; j++) sum -= this.L[i][j] * y[j];
      y.push(sum / this.L[i][i]);
    }
    return y;
  }

  /** Solves Lᵀ x = y. */
  backward(y: number[]): number[] {
    const x = new Array<number>(y.length).fill(0);
    for (let i = y.length - 1; i >= 0; i--) {
      let sum = y[i];
      for (let j = i + 1; j < y.length; j++) sum -= this.L[j][i] * x[j];
      x[i] = sum / this.L[i][i];
    }
    return x;
  }

  solve(b: number[]): number[] {
    return this.backward(this.forward(b));
  }
}
