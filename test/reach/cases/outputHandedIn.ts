// A layer that writes its output into an array of the caller's, cleared first; the basis that it reads is no parameter.
interface Basis {
  centres: Float64Array;
  width: number;
}

export class Bumps {
  readonly weights: Float64Array;
  readonly gWeights: Float64Array;
  private readonly basis: Basis;
  private readonly values: Float64Array;
  private readonly slopes: Float64Array;

  constructor(readonly inputs: number, readonly outputs: number) {
    this.basis = { centres: Float64Array.from([-1, 0, 1]), width: 1.3 };
    this.weights = new Float64Array(inputs * outputs * 3);
    for (let i = 0; i < this.weights.length; i++) this.weights[i] = Math.sin(5 * i + 1);
    this.gWeights = new Float64Array(this.weights.length);
    this.values = new Float64Array(inputs * 3);
    this.slopes = new Float64Array(inputs * 3);
  }

  forward(x: Float64Array, y: Float64Array): void {
    y.fill(0);
    for (let i = 0; i < this.inputs; i++) {
      for (let k = 0; k < 3; k++) {
        const z = (x[i]! - this.basis.centres[k]!) / this.basis.width;
        const bump = Math.exp(-z * z);
        this.values[i * 3 + k] = bump;
        this.slopes[i * 3 + k] = (-2 * z * bump) / this.basis.width;
      }
    }
    for (let i = 0; i < this.inputs; i++) {
      for (let o = 0; o < this.outputs; o++) {
        for (let k = 0; k < 3; k++) y[o]! += this.weights[(i * this.outputs + o) * 3 + k]! * this.values[i * 3 + k]!;
      }
    }
  }

  backward(dy: Float64Array, dx: Float64Array): void {
    dx.fill(0);
    for (let i = 0; i < this.inputs; i++) {
      for (let o = 0; o < this.outputs; o++) {
        for (let k = 0; k < 3; k++) {
          const at = (i * this.outputs + o) * 3 + k;
          this.gWeights[at]! += dy[o]! * this.values[i * 3 + k]!;
          dx[i]! += dy[o]! * this.weights[at]! * this.slopes[i * 3 + k]!;
        }
      }
    }
  }
}

export class BumpsLate extends Bumps {
  override backward(dy: Float64Array, dx: Float64Array): void {
    super.backward(dy, dx);
    for (let i = 0; i < this.gWeights.length; i++) this.gWeights[i]! *= 2;
  }
}

/** Several samples at once, as many as it is told. */
export class Rows {
  readonly weights: Float32Array;
  readonly weightGrads: Float32Array;

  constructor(readonly inDim: number, readonly outDim: number) {
    this.weights = Float32Array.from({ length: inDim * outDim }, (_, i) => Math.cos(4 * i + 2));
    this.weightGrads = new Float32Array(inDim * outDim);
  }

  forward(input: Float32Array, out: Float32Array, batch: number): void {
    for (let b = 0; b < batch; b++) {
      for (let o = 0; o < this.outDim; o++) {
        let sum = 0;
        for (let i = 0; i < this.inDim; i++) sum += this.weights[o * this.inDim + i]! * input[b * this.inDim + i]!;
        out[b * this.outDim + o] = sum;
      }
    }
  }

  backward(input: Float32Array, gradOut: Float32Array, gradIn: Float32Array, batch: number): void {
    gradIn.fill(0);
    for (let b = 0; b < batch; b++) {
      for (let o = 0; o < this.outDim; o++) {
        const g = gradOut[b * this.outDim + o]!;
        for (let i = 0; i < this.inDim; i++) {
          this.weightGrads[o * this.inDim + i]! += g * input[b * this.inDim + i]!;
          gradIn[b * this.inDim + i]! += g * this.weights[o * this.inDim + i]!;
        }
      }
    }
  }
}
