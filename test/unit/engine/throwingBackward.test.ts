import assert from 'node:assert/strict';
import { pythonWithNumpy } from '../../../scripts/provisionPython.ts';
import { checkMistake, checkText } from './checkMistake.ts';

describe('a backward that throws', () => {
  const withBackward = (body: string) =>
    checkMistake('bentNumbers.js', 'Squash.squashBackward', 'return x * (1 - x) * dx', body);

  it('whatever it is handed is told of with the line at which it does, for forward ran', async () => {
    const { error } = await withBackward('return x.times(1 - x) * dx');
    assert.deepEqual([error?.kind, error?.line], ['unbound', 16]);
    assert.match(
      error?.message ?? '',
      /^Squash\.squashForward runs, but Squash\.squashBackward throws at line 16, with every input that was tried: TypeError: x\.times is not a function\. /,
    );
  });

  it('in Python is told of with what it threw, which stands last in a stack there', async function () {
    this.timeout(60_000);
    const text = [
      'import numpy as np',
      'def squash_forward(x):',
      '    y = np.tanh(x)',
      '    return y, (x, y)',
      'def squash_backward(dout, cache):',
      '    x, y = cache',
      '    dx = dout * (1 - y ** 2)',
      "    return dx['x']",
    ].join('\n');
    const { error } = await checkText('squash.py', text, 'squash_backward', await pythonWithNumpy());
    assert.match(error?.message ?? '', /throws at line 8, with every input that was tried: IndexError: only integers/);
  });

  it('with some inputs only is checked with the others', async () => {
    const { error, verdict } = await withBackward("if (dx === 1) throw new RangeError('one'); return x * (1 - x) * dx");
    assert.deepEqual([error, verdict], [null, 'correct']);
  });
});
