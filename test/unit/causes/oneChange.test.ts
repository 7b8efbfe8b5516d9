import assert from 'node:assert/strict';
import { withCulprits } from '../../../src/check/causes/oneChange.ts';
import type { CheckResult } from '../../../src/check/result.ts';
import type { Culprit } from '../../../src/model/culprit.ts';

describe('several changes that make gradients right', () => {
  const names = ['dW', 'db'];
  const result = {
    layout: { leaves: names.map((gradientName) => ({ gradientName })) },
    leaves: names.map((_, leaf) => ({ leaf, verdict: 'wrong' })),
  } as unknown as CheckResult;
  const culprit = (leaf: number, line: number): Culprit => {
    const place = { line, column: 3 };
    return { leaves: [leaf], range: { ...place, endLine: line, endColumn: 9 }, place, was: 'a + b', now: 'a - b' };
  };
  const unknown = {
    id: 'several',
    label: '',
    message: '',
    advice: '',
    evidence: [],
    constants: {},
    confidence: 'likely' as const,
  };

  it('are listed, each with its line', () => {
    const { overall } = withCulprits({ overall: unknown, leaves: [null, null] }, result, [
      culprit(0, 4),
      culprit(1, 7),
    ]);
    assert.equal(overall?.id, 'several');
    assert.deepEqual(overall.evidence, [
      'Line 4 is to blame: with “a - b” instead of “a + b”, dW is right',
      'Line 7 is to blame: with “a - b” instead of “a + b”, db is right',
    ]);
  });
});
