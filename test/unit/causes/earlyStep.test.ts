import assert from 'node:assert/strict';
import { explain } from '../../../src/check/causes/explain.ts';
import { check } from '../../../src/check/check.ts';
import { ArrayTarget } from '../../zoo/arrayTarget.ts';
import { exactOptions } from '../../zoo/exactOptions.ts';

describe('a layer that changes its weights before it carries the gradient back', () => {
  /** One sample x with the upstream gradient u: what the step adds to the input's gradient is a multiple of x. */
  const u = [0.7, -1.1, 0.4];
  const target = new ArrayTarget({
    leaves: [
      { name: 'x', shape: [2], values: [0.6, -0.9], role: 'input' },
      { name: 'W', shape: [3, 2], values: [0.2, -0.5, 0.8, 0.1, -0.3, 0.9] },
    ],
    cost: ({ x, W }) => u.reduce((sum, uj, j) => sum + uj * (W![j * 2]! * x![0]! + W![j * 2 + 1]! * x![1]!), 0),
    gradients: ({ x, W }) => ({
      W: u.flatMap((uj) => [uj * x![0]!, uj * x![1]!]),
      x: [0, 1].map((i) => u.reduce((sum, uj, j) => sum + uj * (W![j * 2 + i]! - uj * x![i]!), 0)),
    }),
  });

  it('is told as that, not as weight decay of the input', async () => {
    const { overall } = await explain(await check(target, exactOptions), target, { seed: 1 });
    assert.equal(overall!.id, 'stale-parameters');
    assert.match(overall!.message, /through W after W has been updated/);
  });
});
