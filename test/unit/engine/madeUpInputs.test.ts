import assert from 'node:assert/strict';
import type { BoundPlan } from '../../../src/binding/plans/binding.ts';
import { check } from '../../../src/check/check.ts';
import { leaveOpenMadeUpInputs } from '../../../src/engine/judge/madeUpInputs.ts';
import type { InputsReport } from '../../../src/model/report.ts';
import { ArrayTarget } from '../../zoo/arrayTarget.ts';

const target = (gradient: (w: number) => number): ArrayTarget =>
  new ArrayTarget({
    leaves: [{ name: 'w', shape: [3], values: [0.2, -0.3, 0.5] }],
    cost: ({ w }) => Array.from(w!).reduce((sum, v) => sum + v * v, 0),
    gradients: ({ w }) => ({ w: Array.from(w!, gradient) }),
  });
const options = { epsilon: 1e-7, seed: 1, budgetMilliseconds: 1000, now: () => performance.now() };
const bound = (source: InputsReport['source'], madeUp: string[]) => ({ inputs: { source }, madeUp }) as BoundPlan;

describe('an argument of backward that was made up', () => {
  it('leaves the verdict open, also where the rest came from the module, but not where a person gave it', async () => {
    const result = await check(
      target((w) => w),
      { ...options, mode: 'exact' },
    );
    assert.equal(result.verdict, 'wrong');
    for (const source of ['inferred', 'module'] as const) {
      const open = leaveOpenMadeUpInputs(result, bound(source, ['error']));
      assert.deepEqual([open.verdict, open.doubt], ['inconclusive', 'inputs-unknown']);
      assert.equal(leaveOpenMadeUpInputs(result, bound(source, [])).verdict, 'wrong');
    }
    assert.equal(leaveOpenMadeUpInputs(result, bound('file', ['error'])).verdict, 'wrong');
  });
});
