// A recurrent layer over matrices of its own: its sizes are constants, and its upstream gradient is p − t of a cross-entropy.
class Grid {
  readonly cells: Float64Array;

  constructor(
    readonly rows: number,
    readonly cols: number,
  ) {
    this.cells = new Float64Array(rows * cols);
  }

  private filled(rows: number, cols: number, cell: (i: number, j: number) => number): Grid {
    const made = new Grid(rows, cols);
    for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) made.cells[i * cols + j] = cell(i, j);
    return made;
  }

  at(i: number, j: number): number {
    return this.cells[i * this.cols + j]!;
  }

  random(): Grid {
    return this.filled(this.rows, this.cols, () => Math.random() - 0.5);
  }

  dot(other: Grid): Grid {
    return this.filled(this.rows, other.cols, (i, j) => {
      let sum = 0;
      for (let k = 0; k < this.cols; k++) sum += this.at(i, k) * other.at(k, j);
      return sum;
    });
  }

  add(other: Grid): Grid {
    return this.filled(this.rows, this.cols, (i, j) => this.at(i, j) + other.at(i, j));
  }

  times(other: Grid): Grid {
    return this.filled(this.rows, this.cols, (i, j) => this.at(i, j) * other.at(i, j));
  }

  map(f: (value: number) => number): Grid {
    return this.filled(this.rows, this.cols, (i, j) => f(this.at(i, j)));
  }

  transpose(): Grid {
    return this.filled(this.cols, this.rows, (i, j) => this.at(j, i));
  }

  softmax(): Grid {
    const total = this.cells.reduce((sum, value) => sum + Math.exp(value), 0);
    return this.map((value) => Math.exp(value) / total);
  }
}

export class RecurrentUnits {
  Wax = new Grid(6, 4).random();
  Waa = new Grid(6, 6).random();
  Wya = new Grid(4, 6).random();
  b = new Grid(6, 1).random();
  by = new Grid(4, 1).random();
  dWax = new Grid(6, 4);
  dWaa = new Grid(6, 6);
  dWya = new Grid(4, 6);
  db = new Grid(6, 1);
  dby = new Grid(4, 1);

  forward(aPrev: Grid, x: Grid): Grid[] {
    const aNext = this.Waa.dot(aPrev).add(this.Wax.dot(x)).add(this.b).map(Math.tanh);
    const y = this.Wya.dot(aNext).add(this.by).softmax();
    return [aNext, y];
  }

  backward(dy: Grid, x: Grid, a: Grid, aPrev: Grid): void {
    this.dWya = this.dWya.add(dy.dot(a.transpose()));
    this.dby = this.dby.add(dy);
    const raw = a.map((value) => 1 - value * value).times(this.Wya.transpose().dot(dy));
    this.db = this.db.add(raw);
    this.dWax = this.dWax.add(raw.dot(x.transpose()));
    this.dWaa = this.dWaa.add(raw.dot(aPrev.transpose()));
  }
}

/** Bug: the state is not squared. */
export class ForgetfulUnits extends RecurrentUnits {
  override backward(dy: Grid, x: Grid, a: Grid, aPrev: Grid): void {
    this.dWya = this.dWya.add(dy.dot(a.transpose()));
    this.dby = this.dby.add(dy);
    const raw = a.map((value) => 1 - value).times(this.Wya.transpose().dot(dy));
    this.db = this.db.add(raw);
    this.dWax = this.dWax.add(raw.dot(x.transpose()));
    this.dWaa = this.dWaa.add(raw.dot(aPrev.transpose()));
  }
}

export function crossEntropyLoss(probs: number[], target: number): number {
  return -Math.log(Math.max(probs[target]!, 1e-10));
}

export function crossEntropySoftmaxBackward(probs: number[], target: number): number[] {
  const dLogits = probs.slice();
  dLogits[target]! -= 1;
  return dLogits;
}
