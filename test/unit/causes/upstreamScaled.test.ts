import assert from 'node:assert/strict';
import { explain } from '../../../src/check/causes/explain.ts';
import { check } from '../../../src/check/check.ts';
import { ArrayTarget, type ArrayProblem, type Parameters } from '../../zoo/arrayTarget.ts';
import { exactOptions } from '../../zoo/exactOptions.ts';

const u = [0.9, -1.3, 0.7];

/** y = tanh(w ∘ x + b), entry by entry, contracted with u; `used` is what backward multiplies the slopes by. */
function problem(used: (scale: number, i: number) => number): ArrayProblem {
  const x = [0.4, -0.8, 1.1];
  const slope = (p: Parameters, i: number) => 1 - Math.tanh(p['w']![i]! * x[i]! + p['b']![i]!) ** 2;
  return {
    leaves: [
      { name: 'w', shape: [3], values: [0.3, 0.5, -0.2] },
      { name: 'b', shape: [3], values: [0.1, -0.4, 0.2] },
    ],
    cost: (p) => u.reduce((sum, v, i) => sum + v * Math.tanh(p['w']![i]! * x[i]! + p['b']![i]!), 0),
    gradients: (p, scale = 1) => ({
      w: u.map((_v, i) => used(scale, i) * slope(p, i) * x[i]!),
      b: u.map((v, i) => scale * v * slope(p, i)),
    }),
  };
}

async function causeOf(used: (scale: number, i: number) => number) {
  const target = new ArrayTarget(problem(used));
  const { overall } = await explain(await check(target, exactOptions), target, { seed: 1, takesUpstream: true });
  return overall;
}

describe('backward is linear in its upstream gradient', () => {
  it('what does not react to it leaves it out', async () => {
    const found = await causeOf(() => 1);
    assert.equal(found?.id, 'upstream-ignored');
    assert.equal(found.message, 'dw does not depend on the upstream gradient that backward is handed');
  });

  it('what grows with its square has it as a factor twice', async () => {
    assert.equal((await causeOf((scale, i) => (scale * u[i]!) ** 2))?.id, 'upstream-twice');
  });

  it('any other mistake is left to the rest of the table', async () => {
    assert.equal((await causeOf((scale, i) => 2 * scale * u[i]!))?.id, 'constant-factor');
  });
});
