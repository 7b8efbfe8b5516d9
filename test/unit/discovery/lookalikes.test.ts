import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import typescript from 'typescript';
import { discover } from '../../../src/discovery/discover.ts';

const folder = join(import.meta.dirname, '../../reach/lookalikes');

describe('look-alikes', () => {
  const files = readdirSync(folder).filter((file) => /\.[jt]sx?$/.test(file));

  it('are at least eighty', () => assert.ok(files.length >= 80));

  for (const file of files)
    it(`${file} has no pair`, () => {
      const facts = discover({ file, text: readFileSync(join(folder, file), 'utf8') }, { typescript });
      const found = facts.pairs.map(
        (pair) => `${pair.id}: ${pair.evidence.map((one) => `${one.weight} ${one.rule}`).join(', ')}`,
      );
      assert.deepEqual(found, []);
      assert.equal(facts.hasSyntaxErrors, false);
    });
});
