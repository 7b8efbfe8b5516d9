// Matrices of which the layers only ever see one column: one sample at a time.
export class Table {
  readonly data: number[][];

  constructor(
    readonly rows: number,
    readonly cols: number,
  ) {
    this.data = Array.from({ length: rows }, () => Array<number>(cols).fill(0));
  }

  map(f: (value: number, i: number, j: number) => number): Table {
    const made = new Table(this.rows, this.cols);
    this.data.forEach((row, i) => row.forEach((value, j) => (made.data[i]![j] = f(value, i, j))));
    return made;
  }

  times(other: Table): Table {
    const made = new Table(this.rows, other.cols);
    return made.map((_, i, j) => this.data[i]!.reduce((sum, value, k) => sum + value * other.data[k]![j]!, 0));
  }
}

export class Shares {
  output!: Table;

  forward(input: Table): Table {
    let total = 0;
    input.map((value) => (total += Math.exp(value)));
    this.output = input.map((value) => Math.exp(value) / total);
    return this.output;
  }

  backward(gradient: Table): Table {
    const slopes = new Table(this.output.rows, this.output.rows);
    const p = (i: number): number => this.output.data[i]![0]!;
    return slopes.map((_, i, j) => p(i) * ((i === j ? 1 : 0) - p(j))).times(gradient);
  }
}

/** Bug: the outer product is added. */
export class SharesTooLarge extends Shares {
  override backward(gradient: Table): Table {
    const slopes = new Table(this.output.rows, this.output.rows);
    const p = (i: number): number => this.output.data[i]![0]!;
    return slopes.map((_, i, j) => p(i) * ((i === j ? 1 : 0) + p(j))).times(gradient);
  }
}
