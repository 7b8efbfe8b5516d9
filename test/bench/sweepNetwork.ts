/** A network as people write it, for measuring what a sweep costs beside its own calls: tanh layer, then a linear one. */
type Matrix = number[][] | Float64Array[];

export interface Parameters {
  W1: Matrix;
  b1: number[] | Float64Array;
  W2: Matrix;
  b2: number[] | Float64Array;
}

/** The arguments of the first call: the very arrays that a target perturbs. */
export const seen: { args: [Parameters, number[][], number[][]] | null } = { args: null };

/** J = 1/m Σ ½ (W2·tanh(W1·x + b1) + b2 − y)². */
export function forward(p: Parameters, X: number[][], Y: number[][]): number {
  seen.args ??= [p, X, Y];
  let sum = 0;
  for (let e = 0; e < X.length; e++) {
    const hidden = hiddenOf(p, X[e]!);
    for (let k = 0; k < p.W2.length; k++) sum += 0.5 * (outputOf(p, hidden, k) - Y[e]![k]!) ** 2;
  }
  return sum / X.length;
}

function hiddenOf(p: Parameters, x: number[]): number[] {
  const hidden: number[] = [];
  for (let i = 0; i < p.W1.length; i++) {
    const row = p.W1[i]!;
    let z = p.b1[i]!;
    for (let j = 0; j < x.length; j++) z += row[j]! * x[j]!;
    hidden.push(Math.tanh(z));
  }
  return hidden;
}

function outputOf(p: Parameters, hidden: number[], k: number): number {
  const row = p.W2[k]!;
  let z = p.b2[k]!;
  for (let i = 0; i < hidden.length; i++) z += row[i]! * hidden[i]!;
  return z;
}

export function backward(p: Parameters, X: number[][], Y: number[][]): Record<string, number[] | number[][]> {
  const dW1 = p.W1.map((row: ArrayLike<number>) => new Array<number>(row.length).fill(0));
  const dW2 = p.W2.map((row: ArrayLike<number>) => new Array<number>(row.length).fill(0));
  const db1 = new Array<number>(p.b1.length).fill(0);
  const db2 = new Array<number>(p.b2.length).fill(0);
  for (let e = 0; e < X.length; e++) {
    const hidden = hiddenOf(p, X[e]!);
    const dHidden = hidden.map(() => 0);
    for (let k = 0; k < p.W2.length; k++) {
      const d = (outputOf(p, hidden, k) - Y[e]![k]!) / X.length;
      db2[k]! += d;
      for (let i = 0; i < hidden.length; i++) {
        dW2[k]![i]! += d * hidden[i]!;
        dHidden[i]! += d * p.W2[k]![i]!;
      }
    }
    for (let i = 0; i < hidden.length; i++) {
      const d = dHidden[i]! * (1 - hidden[i]! ** 2);
      db1[i]! += d;
      for (let j = 0; j < X[e]!.length; j++) dW1[i]![j]! += d * X[e]![j]!;
    }
  }
  return { dW1, db1, dW2, db2 };
}
