import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rehearse } from '../../../src/engine/processes/rehearsal.ts';

describe('rehearse', () => {
  it('goes through a whole check, cause and all', async () => {
    const report = await rehearse();
    assert.equal(report?.verdict, 'wrong');
    assert.match(report.headline, /dW1 .*2 ×/);
  });

  it('transpiles each time, as a check of an edited source does', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
    process.env['GRADIENT_CHECK_CACHE'] = folder;
    try {
      await rehearse();
      assert.deepEqual(readdirSync(folder), []);
    } finally {
      delete process.env['GRADIENT_CHECK_CACHE'];
      rmSync(folder, { recursive: true });
    }
  });
});
