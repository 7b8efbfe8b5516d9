import assert from 'node:assert/strict';
import { factsOfPairs } from '../../../src/engine/scan/factsOfPairs.ts';
import { readFacts } from '../../../src/engine/scan/readFacts.ts';

describe('factsOfPairs', () => {
  it('keeps pairs, their functions and what is nested in those', async () => {
    const text = `
      export const size = 3;
      export function helper(x: number[]) { return x.length; }
      export function affineForward(x: number[], w: number[]) { const dot = () => x.reduce((s, v, i) => s + v * w[i]!, 0); return dot(); }
      export function affineBackward(dout: number, x: number[], w: number[]) {
        function scaled(v: number[]) { return v.map((one) => one * dout); }
        const dx = scaled(w);
        const dw = scaled(x);
        return { dx, dw };
      }`;
    const whole = await readFacts({ file: '/x/affine.ts', text });
    const facts = factsOfPairs(whole);
    assert.deepEqual(facts.pairs, whole.pairs);
    const names = facts.functions.map(({ qualifiedName }) => qualifiedName);
    assert.ok(names.includes('affineForward') && names.includes('affineBackward'));
    assert.ok(!names.includes('helper'));
    assert.ok(factsOfPairs(whole, true).functions.some(({ qualifiedName }) => qualifiedName === 'helper'));
    const nested = whole.functions.filter(({ qualifiedName }) => qualifiedName.startsWith('affineBackward.'));
    assert.deepEqual(
      facts.functions.filter(({ qualifiedName }) => qualifiedName.startsWith('affineBackward.')),
      nested,
    );
  });
});
