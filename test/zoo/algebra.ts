/**
 * A few matrix operations in a storage of one's choice. Every result is stored in a Float64Array or a Float32Array,
 * so float32 mode rounds exactly where hand-written code over Float32Array rounds: at each store, not inside a sum.
 */
export type Dtype = 'float64' | 'float32';

export interface Matrix {
  rows: number;
  columns: number;
  /** Row-major. */
  data: Float64Array | Float32Array;
}

export type Algebra = ReturnType<typeof algebra>;

export function algebra(dtype: Dtype) {
  const Storage = dtype === 'float32' ? Float32Array : Float64Array;
  /** What storing one number does to it. */
  const round = dtype === 'float32' ? Math.fround : (x: number) => x;

  function build(rows: number, columns: number, entry: (i: number, j: number) => number): Matrix {
    const data = new Storage(rows * columns);
    for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) data[i * columns + j] = entry(i, j);
    return { rows, columns, data };
  }
  const at = (a: Matrix, i: number, j: number): number => a.data[i * a.columns + j]!;
  const zeros = (rows: number, columns: number): Matrix => build(rows, columns, () => 0);
  const map = (a: Matrix, f: (x: number) => number): Matrix => build(a.rows, a.columns, (i, j) => f(at(a, i, j)));
  function zip(a: Matrix, b: Matrix, f: (x: number, y: number) => number): Matrix {
    return build(a.rows, a.columns, (i, j) => f(at(a, i, j), at(b, i, j)));
  }
  function matmul(a: Matrix, b: Matrix): Matrix {
    if (a.columns !== b.rows) throw new Error(`cannot multiply ${a.rows}×${a.columns} by ${b.rows}×${b.columns}`);
    return build(a.rows, b.columns, (i, j) => {
      let sum = 0;
      for (let k = 0; k < a.columns; k++) sum += at(a, i, k) * at(b, k, j);
      return sum;
    });
  }
  function total(a: Matrix): number {
    let sum = 0;
    for (const x of a.data) sum += x;
    return round(sum);
  }
  function sumOfSquares(a: Matrix): number {
    let sum = 0;
    for (const x of a.data) sum += x * x;
    return round(sum);
  }
  /** Sum over rows: 1 × columns. */
  function sumRows(a: Matrix): Matrix {
    return build(1, a.columns, (_, j) => {
      let sum = 0;
      for (let i = 0; i < a.rows; i++) sum += at(a, i, j);
      return sum;
    });
  }
  const transpose = (a: Matrix): Matrix => build(a.columns, a.rows, (i, j) => at(a, j, i));
  /** Sum over columns: rows × 1. */
  const sumColumns = (a: Matrix): Matrix => transpose(sumRows(transpose(a)));
  /** Adds a 1 × columns row to every row. */
  const addRow = (a: Matrix, row: Matrix): Matrix => build(a.rows, a.columns, (i, j) => at(a, i, j) + row.data[j]!);
  /** Adds a rows × 1 column to every column. */
  const addColumn = (a: Matrix, c: Matrix): Matrix => build(a.rows, a.columns, (i, j) => at(a, i, j) + c.data[i]!);
  /** Softmax of every row. */
  function softmax(z: Matrix): Matrix {
    const top = Array.from({ length: z.rows }, (_, i) =>
      Math.max(...z.data.subarray(i * z.columns, (i + 1) * z.columns)),
    );
    const e = build(z.rows, z.columns, (i, j) => Math.exp(at(z, i, j) - top[i]!));
    const sums = sumColumns(e);
    return build(z.rows, z.columns, (i, j) => at(e, i, j) / sums.data[i]!);
  }
  /** −Σ y log p / rows. */
  function crossEntropy(p: Matrix, y: Matrix): number {
    let sum = 0;
    for (let k = 0; k < p.data.length; k++) if (y.data[k] !== 0) sum -= y.data[k]! * Math.log(p.data[k]!);
    return round(sum / p.rows);
  }
  return {
    dtype,
    round,
    build,
    at,
    zeros,
    map,
    zip,
    matmul,
    total,
    sumRows,
    sumColumns,
    transpose,
    addRow,
    addColumn,
    softmax,
    crossEntropy,
    add: (a: Matrix, b: Matrix): Matrix => zip(a, b, (x, y) => x + y),
    subtract: (a: Matrix, b: Matrix): Matrix => zip(a, b, (x, y) => x - y),
    multiply: (a: Matrix, b: Matrix): Matrix => zip(a, b, (x, y) => x * y),
    scale: (a: Matrix, c: number): Matrix => map(a, (x) => c * x),
    sumOfSquares,
  };
}

export const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
export const relu = (z: number): number => (z > 0 ? z : 0);
