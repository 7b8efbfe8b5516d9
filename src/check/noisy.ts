import type { CheckContext } from './context.ts';
import type { LeafResult } from './result.ts';
import { largestFinite } from './vectors.ts';

/**
 * Where the cost is so noisy that slopes of the size of the gradient itself cannot be measured, agreement says nothing:
 * leaves that are not wrong become inconclusive. Round-off of double precision alone is never called noise: there a
 * gradient below the floor is 0 for every purpose.
 */
export function doubtNoise({ scale, point }: CheckContext, leaves: LeafResult[], isDeterministic: boolean): void {
  const roundOff = Math.abs(scale.cost) * 2 ** -52;
  const bounds = leaves.map(({ bound }) => bound ?? 0).sort((a, b) => a - b);
  const typical = bounds[bounds.length >> 1] ?? 0;
  const isBlind = typical > 0.3 * largestFinite(point.analytic) && scale.sigma > 1000 * roundOff;
  // A cost of exactly 0 (log of a probability that rounds to 1) shows no slope below that rounding, right or wrong.
  const isLost = scale.cost === 0 && largestFinite(point.analytic) < 2 ** -53;
  if (isDeterministic && !isBlind && !isLost) return;
  const doubt = isDeterministic ? 'noise' : 'not-repeatable';
  for (const leaf of leaves) {
    if (leaf.verdict === 'correct' || isLost)
      Object.assign(leaf, { verdict: 'inconclusive', doubt } satisfies Partial<LeafResult>);
    if (isLost)
      Object.assign(leaf, { entries: [], wrongEntries: 0, wrongIsBound: false } satisfies Partial<LeafResult>);
  }
}
