import assert from 'node:assert/strict';
import type { Report } from '../../../src/model/report.ts';
import { pythonCases } from '../../reach/python/pythonCases.ts';
import { runPythonCase } from '../../reach/python/runPythonCase.ts';
import { checkMistake, checkText } from './checkMistake.ts';

const causesIn = (report: Report): Record<string, string> =>
  Object.fromEntries(report.leaves.flatMap(({ name, cause }) => (cause ? [[name, cause.id]] : [])));

/** Alike or not: for those that are not, the square is differentiated as if it were none. The first example is alike. */
const pairLoss = `
/** @gradcheck a: [5, 3], b: [5, 3], y: int[5] < 2, W: [3, 4] */
export function pairForward(a, b, y, W) {
  const encode = (x) => x.map((r) => W[0].map((_, j) => Math.tanh(r.reduce((s, v, k) => s + v * W[k][j], 0))));
  const [ea, eb] = [encode(a), encode(b)];
  const gap = ea.map((r, i) => r.reduce((s, v, j) => s + (v - eb[i][j]) ** 2, 0));
  const loss = gap.reduce((s, d, i) => s + (y[i] ? d * d : d), 0) / a.length;
  return { loss, cache: { ea, eb, gap } };
}
export function pairBackward(a, b, y, W, cache) {
  const { ea, eb, gap } = cache;
  const dW = W.map((r) => r.map(() => 0));
  a.forEach((_, i) => {
    const d = (y[i] ? gap[i] : 1) / a.length;
    for (let j = 0; j < W[0].length; j++) {
      const g = 2 * d * (ea[i][j] - eb[i][j]);
      for (let k = 0; k < W.length; k++)
        dW[k][j] += g * ((1 - ea[i][j] ** 2) * a[i][k] - (1 - eb[i][j] ** 2) * b[i][k]);
    }
  });
  return { dW };
}
`;

describe('what is right for one step and wrong over several', () => {
  it('is said of a state whose gradient is not handed on', async () => {
    const report = await checkMistake(
      'gruSequence.js',
      'GRU.backward',
      '      dh = back;',
      '      dh = zeros(1, n)[0];',
    );
    assert.deepEqual([...new Set(Object.values(causesIn(report)))], ['across-steps']);
    assert.match(report.cause?.message ?? '', /are right with one row of xs and wrong with \d/);
  });

  it('is said where steps come last, behind features and samples', async function () {
    this.timeout(120_000);
    const cut = pythonCases().find(({ pair }) => pair === 'unrolled_backward_cut')!;
    const report = (await runPythonCase(cut, false))!;
    assert.deepEqual([...new Set(Object.values(causesIn(report)))], ['across-steps']);
    assert.match(report.cause?.message ?? '', /are right with one slice along axis 2 of x and wrong with \d/);
  });

  it('leaves the word to a cause that says where: the path through a matrix', async () => {
    const report = await checkMistake('recurrent.ts', 'SimpleRNN.backward', ' + dhNext[j]!);', ');');
    assert.deepEqual(causesIn(report), { Wxh: 'through-leaf', Whh: 'through-leaf', bh: 'through-leaf' });
  });

  it('is not said of what a single step has wrong as well', async () => {
    const report = await checkMistake('recurrent.ts', 'SimpleRNN.backward', '(1 - h[i]! * h[i]!)', '(1 - h[i]!)');
    assert.ok(!Object.values(causesIn(report)).includes('across-steps'));
  });

  it('is not said of what only one kind of example brings out', async () => {
    const report = await checkText('pairs.js', pairLoss, 'pairBackward');
    assert.deepEqual(Object.values(causesIn(report)), ['unknown']);
  });
});
