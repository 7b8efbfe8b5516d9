import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import typescript from 'typescript';
import { discover } from '../../../src/discovery/discover.ts';

const folder = join(import.meta.dirname, '../../fixtures/discovery');

/** Each file says in its first lines which pairs it holds: `// expect: backward <- forward`, `// costs: backward computeCost`. */
describe('pairs in the forms that people write', () => {
  for (const file of readdirSync(folder)) {
    const text = readFileSync(join(folder, file), 'utf8');
    const { pairs } = discover({ file, text }, { typescript });
    const byId = new Map(pairs.map((pair) => [pair.id, pair]));
    for (const [, backward = '', forward = ''] of text.matchAll(/^\/\/ expect: (\S+) <- (\S+)/gm))
      it(`${file}: ${backward} <- ${forward}`, () => {
        assert.deepEqual(
          [...byId.keys()].filter((id) => id === backward),
          [backward],
        );
        assert.equal(String(byId.get(backward)?.forward), forward);
      });
    for (const [, backward = '', cost = ''] of text.matchAll(/^\/\/ costs: (\S+) (\S+)/gm))
      it(`${file}: the cost of ${backward} is ${cost}`, () => assert.equal(byId.get(backward)?.costs[0], cost));
  }
});
