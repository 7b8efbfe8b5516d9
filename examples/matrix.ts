/** A matrix as rows of numbers. */
export type Matrix = number[][];

export function multiply(a: Matrix, b: Matrix): Matrix {
  return a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
}

export function transpose(a: Matrix): Matrix {
  return a[0].map((_, j) => a.map((row) => row[j]));
}

/** Adds the column b to every column of a. */
export function addColumn(a: Matrix, b: Matrix): Matrix {
  return a.map((row, i) => row.map((value) => value + b[i][0]));
}

export function map(a: Matrix, f: (value: number) => number): Matrix {
  return a.map((row) => row.map(f));
}

/** Entry by entry: f(a, b). */
export function zip(a: Matrix, b: Matrix, f: (left: number, right: number) => number): Matrix {
  return a.map((row, i) => row.map((value, j) => f(value, b[i][j])));
}

/** Sums every row into a column. */
export function sumRows(a: Matrix): Matrix {
  return a.map((row) => [row.reduce((sum, value) => sum + value, 0)]);
}
