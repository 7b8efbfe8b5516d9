import assert from 'node:assert/strict';
import fc from 'fast-check';
import { textDifference } from '../../../src/editor/documents/textDifference.ts';

/** Puts an edit into a text. */
function apply(text: string, edit: NonNullable<ReturnType<typeof textDifference>>): string {
  const lines = text.split('\n');
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  const { line, column, endLine, endColumn } = edit.range;
  return text.slice(0, offset(line, column)) + edit.text + text.slice(offset(endLine, endColumn));
}

describe('textDifference', () => {
  it('is one edit of what is between', () => {
    const range = { line: 2, column: 3, endLine: 2, endColumn: 4 };
    assert.deepEqual(textDifference('a\nb c\nd', 'a\nb ee\nd'), { range, text: 'ee' });
    assert.deepEqual(textDifference('a\n', 'a\n'), null);
  });

  it('turns any text into any other', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '\n')).map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edit = textDifference(before, after);
        assert.equal(edit ? apply(before, edit) : before, after);
      }),
    );
  });
});
