import assert from 'node:assert/strict';
import fc from 'fast-check';
import { moveRange, type TextEdit } from '../../../src/editor/results/moveRanges.ts';

const word = { line: 3, column: 5, endLine: 3, endColumn: 8 };
const insert = (line: number, column: number, text: string): TextEdit => ({
  range: { line, column, endLine: line, endColumn: column },
  text,
});

describe('moveRange', () => {
  it('follows lines that are put in above, and not below', () => {
    assert.deepEqual(moveRange(word, [insert(1, 1, 'a\nb\n')]), { ...word, line: 5, endLine: 5 });
    assert.deepEqual(moveRange(word, [insert(4, 1, 'a\n')]), word);
  });

  it('follows text that is put in before it on its line, and not behind it', () => {
    assert.deepEqual(moveRange(word, [insert(3, 1, 'ab')]), { ...word, column: 7, endColumn: 10 });
    assert.deepEqual(moveRange(word, [insert(3, 5, 'ab')]), { ...word, column: 7, endColumn: 10 });
    assert.deepEqual(moveRange(word, [insert(3, 8, 'ab')]), word);
  });

  it('grows with text that is typed inside', () => {
    assert.deepEqual(moveRange(word, [insert(3, 6, 'xy')]), { ...word, endColumn: 10 });
  });

  it('follows lines that are taken out', () => {
    const cut = { range: { line: 1, column: 1, endLine: 2, endColumn: 1 }, text: '' };
    assert.deepEqual(moveRange(word, [cut]), { ...word, line: 2, endLine: 2 });
  });

  it('keeps the marked words in any text, whatever is put in before them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', ' ', '\n')),
        fc.array(fc.constantFrom('b', '\n')),
        fc.nat(),
        (head, put, at) => {
          const text = `${head.join('')}WORD`;
          const where = at % (head.length + 1);
          const range = rangeOf(text, head.length, head.length + 4);
          const edit = { range: rangeOf(text, where, where), text: put.join('') };
          const edited = text.slice(0, where) + edit.text + text.slice(where);
          assert.equal(textAt(edited, moveRange(range, [edit])), 'WORD');
        },
      ),
    );
  });
});

function rangeOf(text: string, from: number, to: number): typeof word {
  const place = (offset: number): [number, number] => {
    const before = text.slice(0, offset).split('\n');
    return [before.length, (before.at(-1) ?? '').length + 1];
  };
  const [line, column] = place(from);
  const [endLine, endColumn] = place(to);
  return { line, column, endLine, endColumn };
}

function textAt(text: string, range: typeof word): string {
  const lines = text.split('\n');
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  return text.slice(offset(range.line, range.column), offset(range.endLine, range.endColumn));
}
