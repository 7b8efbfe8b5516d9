import type { Source } from './randomSource.ts';
import type { Curve } from './randomSource.ts';

export class Grid {
  constructor(
    readonly rows: number,
    readonly cols: number,
    readonly data: Float64Array,
  ) {
    if (data.length !== rows * cols) throw new Error('size');
  }

  static zeros(rows: number, cols: number): Grid {
    return new Grid(rows, cols, new Float64Array(rows * cols));
  }
}

function product(a: Grid, b: Grid): Grid {
  const out = Grid.zeros(a.rows, b.cols);
  for (let i = 0; i < a.rows; i++)
    for (let k = 0; k < a.cols; k++)
      for (let j = 0; j < b.cols; j++) out.data[i * b.cols + j]! += a.data[i * a.cols + k]! * b.data[k * b.cols + j]!;
  return out;
}

function turned(a: Grid): Grid {
  const out = Grid.zeros(a.cols, a.rows);
  for (let i = 0; i < a.rows; i++) for (let j = 0; j < a.cols; j++) out.data[j * a.rows + i] = a.data[i * a.cols + j]!;
  return out;
}

/** The gradients stand in a list beside the values that they are for. */
export class Affine {
  readonly W: Grid;
  readonly b: Grid;
  private lastX: Grid | null = null;
  private readonly list: { value: Grid; grad: Grid }[];

  constructor(inputs: number, outputs: number, source: Source) {
    this.W = new Grid(inputs, outputs, Float64Array.from({ length: inputs * outputs }, () => source.bell()));
    this.b = Grid.zeros(1, outputs);
    this.list = [
      { value: this.W, grad: Grid.zeros(inputs, outputs) },
      { value: this.b, grad: Grid.zeros(1, outputs) },
    ];
  }

  forward(x: Grid): Grid {
    this.lastX = x;
    const y = product(x, this.W);
    return new Grid(
      y.rows,
      y.cols,
      y.data.map((v, i) => v + this.b.data[i % y.cols]!),
    );
  }

  backward(dY: Grid): Grid {
    if (!this.lastX) throw new Error('forward first');
    this.list[0]!.grad = product(turned(this.lastX), dY);
    this.list[1]!.grad = new Grid(1, dY.cols, dY.data.slice(0, dY.cols)); // the sum over all rows is meant
    return product(dY, turned(this.W));
  }
}

export class Bend {
  private lastX: Grid | null = null;

  constructor(private readonly curve: Curve) {}

  forward(x: Grid): Grid {
    this.lastX = x;
    return new Grid(x.rows, x.cols, x.data.map(this.curve.at));
  }

  backward(dY: Grid): Grid {
    if (!this.lastX) throw new Error('forward first');
    const slopes = this.lastX.data.map(this.curve.slope);
    return new Grid(
      dY.rows,
      dY.cols,
      dY.data.map((g, i) => g * slopes[i]!),
    );
  }
}
