import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonWithNumpy } from '../../scripts/provisionPython.ts';
import type { CheckService } from '../../src/engine/service.ts';
import { bugs } from './bugs.ts';
import { repair, startService } from './repair.ts';
import { writings } from './writings.ts';

const root = join(import.meta.dirname, '..', '..');

interface Planted {
  file: string;
  pair: string;
  leaf: string;
  text: string;
  from: string;
  to: string;
  mended: RegExp | null;
}

const planted: Planted[] = [
  ...bugs.map((bug) => ({ ...bug, file: join(root, bug.file), text: readFileSync(join(root, bug.file), 'utf8') })),
  ...writings.flatMap(({ file, pair, text, bugs: own }) =>
    own.map((bug) => ({ ...bug, file: join(root, 'test', 'fixes', file), pair, text })),
  ),
];

describe('a mistake in backward', () => {
  let service: CheckService;
  let python: string;
  before(async () => {
    python = await pythonWithNumpy();
    service = startService();
  });
  after(() => service.dispose());

  for (const { file, pair, leaf, text, from, to, mended } of planted) {
    const name = file.slice(file.lastIndexOf('/') + 1);
    it(`${name}: "${from}" as "${to}" is ${mended ? 'mended' : 'left alone'}`, async function () {
      this.timeout(120_000);
      assert.ok(text.includes(from), 'the bug has no place in the text');
      const changed = text.replace(from, () => to);
      const { report, fix, lines } = await repair(service, file, changed, { pair, leaf, python });
      assert.equal(report.leaves.find((one) => one.name === leaf)?.verdict, 'wrong');
      if (!mended) return assert.equal(fix, null);
      assert.ok(
        lines.some((line) => mended.test(line)),
        lines.join('\n') || 'nothing was proven',
      );
    });
  }
});
