import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultTests } from '../../scripts/faults/faultTests.ts';
import { withFaultList } from '../../scripts/faults/reliabilityPage.ts';
import { root } from '../../scripts/provision/paths.ts';

describe('docs/reliability.md', () => {
  it('lists every test of test/faults (npm run docs:reliability writes it)', () => {
    const path = join(root, 'docs', 'reliability.md');
    const page = readFileSync(path, 'utf8');
    const tests = faultTests(true);
    assert.ok(tests.length > 60, String(tests.length));
    assert.equal(page, withFaultList(page, tests));
  }).timeout(60_000);
});
