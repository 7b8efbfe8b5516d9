import { check } from '../../../src/check/check.ts';
import type { Options } from '../../../src/check/check.ts';
import { Random } from '../../../src/check/random.ts';
import type { CheckResult } from '../../../src/check/result.ts';
import type { ArrayProblem, Parameters } from '../../zoo/arrayTarget.ts';
import { ArrayTarget } from '../../zoo/arrayTarget.ts';

export function run(problem: ArrayProblem, options: Partial<Options> = {}): Promise<CheckResult> {
  const all = {
    epsilon: 1e-7,
    seed: 1,
    mode: 'exact',
    budgetMilliseconds: 2000,
    now: () => performance.now(),
  } as const;
  return check(new ArrayTarget(problem), { ...all, ...options });
}

export function noteIds(result: CheckResult): string[] {
  return result.notes.map(({ id }) => id);
}

export function wrongLeaves(result: CheckResult): string[] {
  return result.leaves.filter(({ verdict }) => verdict === 'wrong').map(({ leaf }) => result.layout.leaves[leaf]!.name);
}

export type Gradients = Record<string, Float64Array>;

/** One tanh layer against fixed targets: J = a/m · Σ ½(tanh(Wx + b) − t)² + offset; small, smooth, not symmetric. */
export function tanhLayer(
  options: { rows?: number; columns?: number; scale?: number; offset?: number } = {},
): ArrayProblem {
  const { rows = 3, columns = 4, scale = 1, offset = 0 } = options;
  const examples = 5;
  const random = new Random(11);
  const normals = (count: number) => Float64Array.from({ length: count }, () => random.normal());
  const [x, t] = [normals(examples * columns), normals(examples * rows)];
  const output = (p: Parameters, e: number, r: number) => {
    let z = p['b']![r]!;
    for (let c = 0; c < columns; c++) z += p['W']![r * columns + c]! * x[e * columns + c]!;
    return Math.tanh(z);
  };
  return {
    leaves: [
      { name: 'W', shape: [rows, columns], values: normals(rows * columns).map((v) => v / Math.sqrt(columns)) },
      { name: 'b', shape: [rows], values: normals(rows).map((v) => v / 3) },
    ],
    cost(p) {
      let sum = 0;
      for (let e = 0; e < examples; e++) {
        for (let r = 0; r < rows; r++) sum += 0.5 * (output(p, e, r) - t[e * rows + r]!) ** 2;
      }
      return (scale * sum) / examples + offset;
    },
    gradients(p) {
      const dW = new Float64Array(rows * columns);
      const db = new Float64Array(rows);
      for (let e = 0; e < examples; e++) {
        for (let r = 0; r < rows; r++) {
          const y = output(p, e, r);
          const dz = (scale * (y - t[e * rows + r]!) * (1 - y * y)) / examples;
          db[r]! += dz;
          for (let c = 0; c < columns; c++) dW[r * columns + c]! += dz * x[e * columns + c]!;
        }
      }
      return { W: dW, b: db };
    },
  };
}

/** The problem with its gradients changed. */
export function spoiled(
  problem: ArrayProblem,
  change: (gradients: Gradients, parameters: Parameters) => void,
): ArrayProblem {
  return {
    ...problem,
    gradients(parameters) {
      const gradients = problem.gradients(parameters) as Gradients;
      change(gradients, parameters);
      return gradients;
    },
  };
}
