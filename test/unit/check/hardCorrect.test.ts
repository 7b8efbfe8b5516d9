import assert from 'node:assert/strict';
import { Random } from '../../../src/check/random.ts';
import type { ArrayProblem } from '../../zoo/arrayTarget.ts';
import { run } from './problems.ts';

/** Correct gradients of costs that are hard on a difference quotient. */
const random = new Random(7, 3);
const draw = (count: number, size = 1): number[] => Array.from({ length: count }, () => size * random.signed());
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const sum = (values: ArrayLike<number>, term: (v: number, i: number) => number): number =>
  Array.from(values).reduce((total, v, i) => total + term(v, i), 0);

/** A cost that is a sum over the entries of one leaf. */
function sumOver(values: number[], term: (v: number, i: number) => number, slope: (v: number, i: number) => number) {
  const one: ArrayProblem = {
    leaves: [{ name: 'w', shape: [values.length], values }],
    cost: ({ w }) => sum(w!, term),
    gradients: ({ w }) => ({ w: Array.from(w!, slope) }),
  };
  return one;
}

const rows = 5000;
const used = [3, 77, 3, 4999];

const problems: Record<string, ArrayProblem> = {
  'slopes that span twelve orders': sumOver(
    draw(13, 0.5).map((v) => 1 + v / 2),
    (v, i) => 10 ** (i - 6) * v ** 3,
    (v, i) => 3 * 10 ** (i - 6) * v * v,
  ),
  'saturated sigmoids': sumOver(
    draw(8, 20),
    (v) => sigmoid(v) ** 2,
    (v) => 2 * sigmoid(v) ** 2 * (1 - sigmoid(v)),
  ),
  'ReLU with its kink on the data': sumOver(
    [0, 0, 0.5, -0.3, 0],
    (v) => Math.max(v, 0),
    (v) => (v > 0 ? 1 : 0),
  ),
  'a cost that is rounded to float32': {
    ...sumOver(draw(12), Math.cosh, Math.sinh),
    cost: ({ w }) => Math.fround(sum(w!, Math.cosh)),
  },
  'a cost of 1e8': {
    ...sumOver(
      draw(6),
      (v) => v * v,
      (v) => 2 * v,
    ),
    cost: ({ w }) => 1e8 + sum(w!, (v) => v * v),
  },
  'weights by rank': {
    leaves: [{ name: 'w', shape: [9], values: draw(9) }],
    cost: ({ w }) =>
      sum(
        Array.from(w!).sort((a, b) => a - b),
        (v, i) => i * v * v,
      ),
    gradients: ({ w }) => {
      const inOrder = Array.from(w!).sort((a, b) => a - b);
      return { w: Array.from(w!, (v) => 2 * inOrder.indexOf(v) * v) };
    },
  },
  'an embedding of which four rows are used': {
    leaves: [{ name: 'E', shape: [rows, 2], values: draw(2 * rows) }],
    cost: ({ E }) => sum(used, (row) => Math.sin(E![2 * row]!) + E![2 * row + 1]! ** 2),
    gradients: ({ E }) => {
      const dE = new Float64Array(2 * rows);
      for (const row of used) {
        dE[2 * row]! += Math.cos(E![2 * row]!);
        dE[2 * row + 1]! += 2 * E![2 * row + 1]!;
      }
      return { E: dE };
    },
  },
};

describe('correct gradients of hard costs raise no alarm', () => {
  for (const mode of ['exact', 'fast'] as const) {
    for (const [name, problem] of Object.entries(problems)) {
      it(`${mode}: ${name}`, async () => {
        const { verdict, leaves } = await run(problem, { mode, budgetMilliseconds: 1e9 });
        assert.equal(verdict, 'correct', JSON.stringify(leaves.map((leaf) => [leaf.verdict, leaf.doubt])));
      });
    }
  }
});
