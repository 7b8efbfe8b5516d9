import assert from 'node:assert/strict';
import type { Evidence, LeafEvidence, View } from '../../../src/check/causes/evidence.ts';
import { constantFactor } from '../../../src/check/causes/hypotheses/constantFactor.ts';
import { partial } from '../../../src/check/causes/hypotheses/partial.ts';
import { weightDecay } from '../../../src/check/causes/hypotheses/weightDecay.ts';

/** One leaf of eight entries, measured at two points, whose gradient `analytic` makes of what is right and of θ. */
function leafOf(analytic: (right: number, theta: number, at: number) => number): LeafEvidence {
  const view = (shift: number): View => {
    const theta = Float64Array.from({ length: 8 }, (_, i) => Math.sin(3 * i + shift));
    const numeric = theta.map((_, i) => Math.cos(5 * i + shift));
    return {
      theta,
      numeric,
      analytic: numeric.map((right, i) => analytic(right, theta[i]!, i)),
      error: new Float64Array(8).fill(1e-10),
    };
  };
  const leaf = { gradientName: 'dW', name: 'W', size: 8, shape: [2, 4], role: 'parameter' };
  return { leaf, views: [view(0), view(1)], isFull: true } as unknown as LeafEvidence;
}

function evidenceOf(leaf: LeafEvidence): Evidence {
  const layout = { leaves: [leaf.leaf], theta: leaf.views[0]!.theta, outputShape: [] };
  return { layout, leaves: [leaf], wrong: [leaf], isFloat32: false, costScales: [1] } as unknown as Evidence;
}

describe('the words of a cause', () => {
  it('say how much weight decay is missing without a sign of their own', () => {
    const leaf = leafOf((right, theta) => right - 0.37 * theta);
    assert.match(weightDecay.test(leaf, evidenceOf(leaf))?.message ?? '', /^dW lacks 0\.37 × W /);
  });

  it('write a negative factor with a true minus', () => {
    const leaf = leafOf((right) => -0.37 * right);
    assert.match(constantFactor.test(leaf, evidenceOf(leaf))?.message ?? '', /^dW is exactly −0\.37 × /);
  });

  it('name no entries where none of those that were measured is wrong', () => {
    const leaf = leafOf((right, _theta, at) => (at === 5 ? 2 : 1) * right);
    const named = partial.test(leaf, evidenceOf(leaf));
    assert.match(named?.message ?? '', /\[1,1\]/);
    const missed = { ...leaf, views: leaf.views.map((view) => ({ ...view, numeric: view.numeric.with(5, NaN) })) };
    assert.equal(partial.test(missed, evidenceOf(missed)), null);
  });
});
