import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pythonWithNumpy } from '../../../scripts/provisionPython.ts';
import { discoverPython } from '../../../src/discovery/python/discoverPython.ts';
import { pythonCases, pythonLookalikes } from './pythonCases.ts';
import { isRight, isWrongVerdict, runPythonCase, wrongLeaves } from './runPythonCase.ts';

describe('Python look-alikes', () => {
  for (const file of pythonLookalikes()) {
    it(`${basename(file)} has no pair`, () => {
      const { pairs } = discoverPython({ file, text: readFileSync(file, 'utf8') });
      assert.deepEqual(
        pairs.map(({ id }) => id),
        [],
      );
    });
  }
});

describe('Python cases', () => {
  before(async function () {
    this.timeout(400_000);
    await pythonWithNumpy();
  });

  for (const one of pythonCases()) {
    it(`${basename(one.file)} ${one.pair} is ${one.verdict}`, async () => {
      const bare = await runPythonCase(one, false);
      assert.ok(bare, 'the pair was not found');
      assert.ok(!isWrongVerdict(one, bare), `${bare.headline}; wrong: ${wrongLeaves(bare).join()}`);
      const report = isRight(one, bare) || one.hint === null ? bare : await runPythonCase(one, true);
      assert.ok(report && isRight(one, report), report?.error?.message ?? report?.headline);
    });
  }
});
