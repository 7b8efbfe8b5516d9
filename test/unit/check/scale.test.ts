import assert from 'node:assert/strict';
import { Random } from '../../../src/check/random.ts';
import type { ArrayProblem } from '../../zoo/arrayTarget.ts';
import { noteIds, run, wrongLeaves } from './problems.ts';

const [units, inputs, m] = [3, 4, 5];
const random = new Random(2);
const normals = (count: number) => Float64Array.from({ length: count }, () => random.normal());
const upstream = normals(units * m);

/** Z = W·A + b, columns are examples; J = ⟨w, Z⟩. The factors are what backward multiplies dW, db and dA by. */
function linear(factors: { W: number; b: number; A: number }, outputShape = [units, m]): ArrayProblem {
  return {
    outputShape,
    leaves: [
      { name: 'A', role: 'input', shape: [inputs, m], values: normals(inputs * m) },
      { name: 'W', shape: [units, inputs], values: normals(units * inputs) },
      { name: 'b', shape: [units, 1], values: normals(units) },
    ],
    cost(p) {
      let sum = 0;
      for (let i = 0; i < units; i++) {
        for (let j = 0; j < m; j++) {
          let z = p['b']![i]!;
          for (let k = 0; k < inputs; k++) z += p['W']![i * inputs + k]! * p['A']![k * m + j]!;
          sum += z * upstream[i * m + j]!;
        }
      }
      return sum;
    },
    gradients(p) {
      const [dW, db, dA] = [new Float64Array(units * inputs), new Float64Array(units), new Float64Array(inputs * m)];
      for (let i = 0; i < units; i++) {
        for (let j = 0; j < m; j++) {
          const d = upstream[i * m + j]!;
          db[i]! += d * factors.b;
          for (let k = 0; k < inputs; k++) {
            dW[i * inputs + k]! += d * p['A']![k * m + j]! * factors.W;
            dA[k * m + j]! += d * p['W']![i * inputs + k]! * factors.A;
          }
        }
      }
      return { W: dW, b: db, A: dA };
    },
  };
}

describe('1/m in dW and db but not in dA', () => {
  for (const mode of ['exact', 'fast'] as const) {
    it(`${mode}: is a matter of scale under an output that is no cost`, async () => {
      const result = await run(linear({ W: 1 / m, b: 1 / m, A: 1 }), { mode });
      assert.equal(result.verdict, 'correct');
      assert.deepEqual(result.scale, { factor: 1 / m, length: m });
      assert.ok(noteIds(result).includes('scale'));
    });

    it(`${mode}: everything else stays wrong`, async () => {
      const wrong = async (problem: ArrayProblem) => wrongLeaves(await run(problem, { mode }));
      assert.deepEqual(await wrong(linear({ W: 1 / m, b: 1, A: 1 })), ['W']);
      assert.deepEqual(await wrong(linear({ W: 2, b: 2, A: 1 })), ['W', 'b']);
      // As many as there are features, or units: no examples are counted there.
      assert.deepEqual(await wrong(linear({ W: 1 / inputs, b: 1 / inputs, A: 1 })), ['W', 'b']);
      assert.deepEqual(await wrong(linear({ W: 1 / units, b: 1 / units, A: 1 })), ['W', 'b']);
      assert.deepEqual(await wrong(linear({ W: 1 / m, b: 1 / m, A: 1 / m })), ['A', 'W', 'b']);
      assert.deepEqual(await wrong(linear({ W: 1 / m, b: 1 / m, A: 1 }, [])), ['W', 'b']);
    });
  }
});
