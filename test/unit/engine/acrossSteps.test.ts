import assert from 'node:assert/strict';
import type { Report } from '../../../src/model/report.ts';
import { checkMistake } from './checkMistake.ts';

const causesIn = (report: Report): Record<string, string> =>
  Object.fromEntries(report.leaves.flatMap(({ name, cause }) => (cause ? [[name, cause.id]] : [])));

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

  it('leaves the word to a cause that says where: the path through a matrix', async () => {
    const report = await checkMistake('recurrent.ts', 'SimpleRNN.backward', ' + dhNext[j]!);', ');');
    assert.deepEqual(causesIn(report), { Wxh: 'through-leaf', Whh: 'through-leaf', bh: 'through-leaf' });
  });

  it('is not said of what a single step has wrong as well', async () => {
    const report = await checkMistake('recurrent.ts', 'SimpleRNN.backward', '(1 - h[i]! * h[i]!)', '(1 - h[i]!)');
    assert.ok(!Object.values(causesIn(report)).includes('across-steps'));
  });
});
