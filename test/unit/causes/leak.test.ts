import assert from 'node:assert/strict';
import { explain } from '../../../src/check/causes/explain.ts';
import { check } from '../../../src/check/check.ts';
import { ArrayTarget } from '../../zoo/arrayTarget.ts';
import type { Parameters } from '../../zoo/arrayTarget.ts';
import { exactOptions } from '../../zoo/exactOptions.ts';

describe('a leak that differs from that of forward', () => {
  const x = [0.6, -1.2, 0.9];
  const z = ({ W, b }: Parameters): number[] =>
    Array.from(b!, (v, j) => x.reduce((sum, xi, i) => sum + W![j * 3 + i]! * xi, v));
  const out = (p: Parameters): number => z(p).reduce((sum, v, j) => sum + p['v']![j]! * (v > 0 ? v : 0.1 * v), -0.7);
  const target = new ArrayTarget({
    leaves: [
      {
        name: 'W',
        shape: [4, 3],
        values: [0.3, -0.4, 0.8, 0.5, 0.9, -0.2, -0.7, 0.1, -0.6, 0.2, -0.8, 0.4],
      },
      // Near 0, so that units change their sides at the nearby points: else rows could as well have a factor of their own.
      { name: 'b', shape: [4], values: [-1.3, 0.9, 0.95, -0.65] },
      { name: 'v', shape: [1, 4], values: [0.9, -0.6, 0.7, 0.5] },
    ],
    cost: (p) => out(p) ** 2,
    gradients: (p) => {
      const d = 2 * out(p);
      const dz = z(p).map((value, j) => d * p['v']![j]! * (value > 0 ? 1 : 0.01));
      return {
        W: dz.flatMap((g) => x.map((xi) => g * xi)),
        b: dz,
        v: z(p).map((value) => d * (value > 0 ? value : 0.1 * value)),
      };
    },
  });

  it('is told with both leaks, of which only the quotient is seen below 0', async () => {
    const { overall } = await explain(await check(target, exactOptions), target, { seed: 1 });
    assert.match(overall!.message, /uses the derivative of leaky ReLU \(0\.01\) for leaky ReLU \(0\.1\)/);
  });
});
