import assert from 'node:assert/strict';
import { check } from '../../../src/check/check.ts';
import { stepCurves } from '../../../src/check/curve.ts';
import { ArrayTarget } from '../../zoo/arrayTarget.ts';

/** J = Σ exp(w) + b², whose db is wrong by a factor. */
function target(factor: number, cost?: () => void): ArrayTarget {
  return new ArrayTarget({
    leaves: [
      { name: 'w', shape: [2], values: [0.3, 1.2] },
      { name: 'b', shape: [], values: [0.7] },
    ],
    cost({ w, b }) {
      cost?.();
      return Math.exp(w![0]!) + Math.exp(w![1]!) + b![0]! ** 2;
    },
    gradients: ({ w, b }) => ({ w: Array.from(w!, Math.exp), b: [factor * 2 * b![0]!] }),
  });
}

const options = { epsilon: 1e-7, seed: 1, mode: 'exact' as const, budgetMilliseconds: 1000, now: () => 0 };

describe('the V-curve', () => {
  it('falls, then rises, with its best step between truncation and round-off', async () => {
    const own = target(1);
    const [curve] = await stepCurves(own, await check(own, options), { ...options, epsilon: 1e-7 });
    assert.ok(curve);
    assert.deepEqual([curve.flat, curve.reference, curve.referenceError], [1, Math.exp(1.2), 0]);
    assert.equal(curve.epsilon.length, 12);
    const errors = curve.numeric.map((value) => Math.abs(value - Math.exp(1.2)));
    const best = errors.indexOf(Math.min(...errors));
    assert.ok(curve.epsilon[best]! >= 1e-7 && curve.epsilon[best]! <= 1e-4, String(curve.epsilon[best]));
    // e^x has the third derivative e^x: the truncation is ε²/6 of the slope.
    assert.ok(Math.abs(errors[0]! / Math.exp(1.2) - 1e-2 / 6) < 1e-5);
    assert.ok(errors.at(-1)! > 100 * errors[best]!);
  });

  it('is measured against the cost where backward is wrong, and keeps another ε among its steps', async () => {
    const own = target(2);
    const [, curve] = await stepCurves(own, await check(own, options), { ...options, epsilon: 3e-6 });
    assert.ok(curve);
    assert.equal(curve.analytic, 2.8);
    assert.ok(Math.abs(curve.reference - 1.4) < 1e-8);
    assert.equal(curve.epsilon.length, 13);
    assert.ok(curve.epsilon.includes(3e-6));
  });

  it('takes no more time than it has, and then spends it on the wrong leaves', async () => {
    let clock = 0;
    const own = target(2, () => (clock += 10));
    const now = (): number => clock;
    const result = await check(own, { ...options, now });
    assert.deepEqual(await stepCurves(own, result, { epsilon: 1e-7, budgetMilliseconds: 100, now }), [null, null]);
    const [right, wrong] = await stepCurves(own, result, { epsilon: 1e-7, budgetMilliseconds: 400, now });
    assert.equal(right, null);
    assert.ok(wrong);
  });
});
