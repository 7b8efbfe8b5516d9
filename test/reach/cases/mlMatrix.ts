import { Matrix } from 'ml-matrix';

export class Affine {
  W: Matrix;
  b: Matrix;
  dW!: Matrix;
  db!: Matrix;
  private x!: Matrix;
  constructor(inputDim: number, outputDim: number) {
    this.W = Matrix.rand(inputDim, outputDim).sub(0.5);
    this.b = Matrix.zeros(1, outputDim);
  }
  forward(x: Matrix): Matrix {
    this.x = x;
    return x.mmul(this.W).addRowVector(this.b);
  }
  backward(dout: Matrix): Matrix {
    this.dW = this.x.transpose().mmul(dout);
    this.db = Matrix.rowVector(dout.sum('column'));
    return dout.mmul(this.W.transpose());
  }
}

export function sigmoidForward(z: Matrix): Matrix {
  return Matrix.div(Matrix.ones(z.rows, z.columns), Matrix.exp(Matrix.mul(z, -1)).add(1));
}
export function sigmoidBackward(dA: Matrix, a: Matrix): Matrix {
  return Matrix.mul(dA, a).mul(Matrix.sub(Matrix.ones(a.rows, a.columns), a));
}
