import { readFileSync } from 'node:fs';
import type { ArrayProblem, Parameters } from '../../zoo/arrayTarget.ts';

interface Course {
  X: number[][];
  Y: number[][];
  parameters: Record<string, number[][]>;
}

const course = JSON.parse(
  readFileSync(new URL('../../fixtures/course/course.json', import.meta.url), 'utf8'),
) as Course;
const sizes = [4, 5, 3, 1];
const m = 3;

/** The course's 3-layer network over flat arrays; `planted` brings its two bugs back: dW2 × 2, db1 × 4. */
export function courseProblem(planted: boolean): ArrayProblem {
  const leaves = [1, 2, 3].flatMap((layer) => [
    {
      name: `W${layer}`,
      layer,
      shape: [sizes[layer]!, sizes[layer - 1]!],
      values: course.parameters[`W${layer}`]!.flat(),
    },
    { name: `b${layer}`, layer, shape: [sizes[layer]!, 1], values: course.parameters[`b${layer}`]!.flat() },
  ]);
  return {
    leaves,
    cost: (parameters) => costOf(forward(parameters)[3]!),
    gradients: (parameters) => {
      const gradients = backward(parameters);
      if (planted) {
        gradients['W2'] = gradients['W2']!.map((value) => 2 * value);
        gradients['b1'] = gradients['b1']!.map((value) => 4 * value);
      }
      return gradients;
    },
  };
}

/** Activations A0 … A3, each units × m, row-major. */
function forward(parameters: Parameters): Float64Array[] {
  const activations = [Float64Array.from(course.X.flat())];
  for (let layer = 1; layer <= 3; layer++) {
    const [rows, inner] = [sizes[layer]!, sizes[layer - 1]!];
    const previous = activations[layer - 1]!;
    const out = new Float64Array(rows * m);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < m; j++) {
        let z = 0;
        for (let k = 0; k < inner; k++) z += parameters[`W${layer}`]![i * inner + k]! * previous[k * m + j]!;
        z += parameters[`b${layer}`]![i]!;
        out[i * m + j] = layer < 3 ? Math.max(0, z) : 1 / (1 + Math.exp(-z));
      }
    }
    activations.push(out);
  }
  return activations;
}

function costOf(output: Float64Array): number {
  let sum = 0;
  course.Y[0]!.forEach((y, j) => (sum += -Math.log(output[j]!) * y - Math.log(1 - output[j]!) * (1 - y)));
  return sum / m;
}

function backward(parameters: Parameters): Record<string, Float64Array> {
  const activations = forward(parameters);
  const gradients: Record<string, Float64Array> = {};
  let dZ = activations[3]!.map((a, j) => a - course.Y[0]![j]!);
  for (let layer = 3; layer >= 1; layer--) {
    const [rows, inner] = [sizes[layer]!, sizes[layer - 1]!];
    const previous = activations[layer - 1]!;
    const dW = new Float64Array(rows * inner);
    const db = new Float64Array(rows);
    const dPrevious = new Float64Array(inner * m);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < m; j++) {
        db[i]! += dZ[i * m + j]! / m;
        for (let k = 0; k < inner; k++) {
          dW[i * inner + k]! += (dZ[i * m + j]! * previous[k * m + j]!) / m;
          dPrevious[k * m + j]! += parameters[`W${layer}`]![i * inner + k]! * dZ[i * m + j]!;
        }
      }
    }
    gradients[`W${layer}`] = dW;
    gradients[`b${layer}`] = db;
    dZ = dPrevious.map((value, k) => (previous[k]! > 0 ? value : 0));
  }
  return gradients;
}
