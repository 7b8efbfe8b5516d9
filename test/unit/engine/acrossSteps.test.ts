import assert from 'node:assert/strict';
import type { Report } from '../../../src/model/report.ts';
import { checkMistake } from './checkMistake.ts';

const causesIn = (report: Report): Record<string, string> =>
  Object.fromEntries(report.leaves.flatMap(({ name, cause }) => (cause ? [[name, cause.id]] : [])));

describe('what is right for one step and wrong over several', () => {
  it('is said of a state whose gradient is not handed on', async () => {
    const report = await checkMistake('recurrent.ts', 'SimpleRNN.backward', ' + dhNext[j]!);', ');');
    assert.deepEqual(causesIn(report), { Wxh: 'across-steps', Whh: 'across-steps', bh: 'across-steps' });
    assert.match(report.cause?.message ?? '', /are right with one row of inputs and wrong with \d/);
  });

  it('is said of a step back that goes the wrong way through the weights', async () => {
    const report = await checkMistake(
      'recurrent.ts',
      'SimpleRNN.backward',
      's + g * this.Whh[i]![j]!',
      's + g * this.Whh[j]![i]!',
    );
    assert.deepEqual([...new Set(Object.values(causesIn(report)))], ['across-steps']);
  });

  it('is not said of what a single step has wrong as well', async () => {
    const report = await checkMistake('recurrent.ts', 'SimpleRNN.backward', '(1 - h[i]! * h[i]!)', '(1 - h[i]!)');
    assert.ok(!Object.values(causesIn(report)).includes('across-steps'));
  });
});
