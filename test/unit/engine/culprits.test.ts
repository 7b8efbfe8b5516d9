import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { checkMistake } from './checkMistake.ts';

describe('the line of a mistake', () => {
  it('is that of the step that is wrong, not those of the gradients that are made from it', async () => {
    const report = await checkMistake('unreadEntries.ts', 'halvesBackward', '1 - hk * hk', '1 + hk * hk');
    const lines = readFileSync(new URL('../../reach/cases/unreadEntries.ts', import.meta.url), 'utf8').split('\n');
    for (const name of ['We', 'be']) {
      const { site } = report.leaves.find((leaf) => leaf.name === name)!;
      assert.match(lines[site!.line - 1]!, /const dz = dh \* \(1 - hk \* hk\)/);
    }
  });

  it('is said with what would be right there, where no cause is known', async () => {
    const report = await checkMistake(
      'unreadEntries.ts',
      'softLossGrad',
      'c === y[n] ? 1 - soften : 0) - ',
      'c === y[n] ? 1 - soften : 0) + ',
    );
    const { cause } = report;
    assert.match(`${cause?.message} ${cause?.advice}`, /with “.* - soften \/ p\.length/);
  });

  it('is not looked for where nothing is wrong', async () => {
    const report = await checkMistake('unreadEntries.ts', 'softLossGrad', 'softened target', 'softer target');
    assert.equal(report.verdict, 'correct');
    assert.equal(report.cause, null);
  });
});
