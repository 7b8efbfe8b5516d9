import { Matrix, inverse } from 'ml-matrix';

export class LinearRegression {
  weights: Matrix | null = null;

  fit(X: number[][], y: number[]): this {
    const A = new Matrix(X.map((row) => [1, ...row]));
    const b = Matrix.columnVector(y);
    const At = A.transpose();
    this.weights = inverse(At.mmul(A)).mmul(At).mmul(b);
    return this;
  }

  predict(X: number[][]): number[] {
    return new Matrix(X.map((row) => [1, ...row])).mmul(this.weights!).to1DArray();
  }
}
