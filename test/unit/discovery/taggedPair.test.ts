import assert from 'node:assert/strict';
import ts from 'typescript';
import { discover } from '../../../src/discovery/discover.ts';
import { forwardName, withForwardName } from '../../../src/discovery/taggedPair.ts';

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

describe('the forward that a tag names', () => {
  it('is read wherever it stands, in any alphabet', () => {
    assert.equal(forwardName('x: [3, 4], forward = Net.größe, y: [2]'), 'Net.größe');
    assert.equal(forwardName('x: [3, 4], forwards = f'), null);
    assert.equal(forwardName(null), null);
  });

  it('is written in place of an earlier one, and the other entries stay', () => {
    assert.equal(withForwardName(null, 'f'), 'forward = f');
    assert.equal(withForwardName('forward = größe', 'f'), 'forward = f');
    assert.equal(withForwardName('forward = g, x: [3, 4]', 'f'), 'forward = f, x: [3, 4]');
    assert.equal(withForwardName('x: [3, 4], forward = g, y: [2]', 'f'), 'forward = f, x: [3, 4], y: [2]');
  });
});
