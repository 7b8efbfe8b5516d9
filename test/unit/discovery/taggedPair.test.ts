import assert from 'node:assert/strict';
import ts from 'typescript';
import { discover } from '../../../src/discovery/discover.ts';

const pairsIn = (file: string, text: string): string[] =>
  discover({ file, text }, { typescript: ts }).pairs.map(({ backward, forward }) => `${backward} <- ${forward ?? ''}`);

describe('a pair that a tag names', () => {
  it('needs no evidence, in either language', () => {
    const hill = 'export const hill = (x) => Math.sin(x);\n';
    const tagged = `${hill}/** @gradcheck forward = hill */\nexport function slope(x) { return Math.cos(x); }\n`;
    assert.deepEqual(pairsIn('/a.js', tagged), ['slope <- hill']);
    assert.deepEqual(pairsIn('/a.js', tagged.replace(/\/\*\*.*\*\//, '')), []);
    const python =
      'def hill(x):\n    return x ** 3\n\n\ndef slope(x):\n    """@gradcheck forward = hill, x: [2]"""\n    return 3 * x ** 2\n';
    assert.deepEqual(pairsIn('/a.py', python), ['slope <- hill']);
  });

  it('is none where the named function is not there', () => {
    assert.deepEqual(
      pairsIn('/a.js', '/** @gradcheck forward = gone */\nexport function slope(x) { return x; }\n'),
      [],
    );
  });
});
