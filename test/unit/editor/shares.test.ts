import assert from 'node:assert/strict';
import { Shares } from '../../../src/editor/marks/shares.ts';

describe('Shares', () => {
  it('touch the documents that an owner spoke of and speaks of, and no other', () => {
    const shares = new Shares<string>();
    assert.deepEqual(shares.set('one', new Map([['a.ts', ['1']], ['b.ts', ['2']]])), ['a.ts', 'b.ts']); // prettier-ignore
    assert.deepEqual(shares.set('two', new Map([['a.ts', ['3']]])), ['a.ts']);
    assert.deepEqual(shares.set('one', new Map([['c.ts', ['4', '5']]])).sort(), ['a.ts', 'b.ts', 'c.ts']);
    assert.deepEqual(['a.ts', 'b.ts', 'c.ts'].map((document) => shares.of(document)), [['3'], [], ['4', '5']]); // prettier-ignore
    assert.deepEqual(shares.owners().sort(), ['one', 'two']);
    assert.deepEqual(shares.set('one', new Map()), ['c.ts']);
    assert.deepEqual(shares.owners(), ['two']);
  });
});
