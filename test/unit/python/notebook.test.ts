import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  cellPosition,
  cellsOf,
  joinedLine,
  jsonOf,
  notebookText,
  type Cell,
} from '../../../src/discovery/python/notebook.ts';

const cell = fc.record<Cell>(
  {
    kind: fc.constantFrom('code', 'markup'),
    text: fc
      .array(fc.constantFrom('', 'x = 1', '%matplotlib inline', '!ls', '%%bash', 'def f():', '    return 2'))
      .map((lines) => lines.join('\n')),
  },
  { noNullPrototype: true },
);

describe('places in a notebook', () => {
  it('lead from every line of a Python cell to the joined code and back', () => {
    fc.assert(
      fc.property(fc.array(cell), (cells) => {
        const notebook = notebookText(cells);
        let seen = 0;
        cells.forEach(({ text }, index) => {
          text.split('\n').forEach((content, at) => {
            const line = joinedLine(notebook, index, at + 1);
            if (line === null) return assert.equal(notebook.firstLines[index], null);
            seen++;
            assert.deepEqual(cellPosition(notebook, line), { cell: index, line: at + 1 });
            assert.ok(notebook.text.split('\n')[line - 1]?.includes(content));
          });
        });
        assert.equal(seen, notebook.text.split('\n').length - 1);
      }),
    );
  });

  it('have no line in cells that are text or another language', () => {
    const cells: Cell[] = [
      { kind: 'markup', text: '# Title' },
      { kind: 'code', text: '%%bash\nls' },
    ];
    const notebook = notebookText(cells);
    assert.equal(joinedLine(notebook, 0, 1), null);
    assert.equal(joinedLine(notebook, 1, 1), null);
    assert.equal(cellPosition(notebook, 1), null);
  });

  it('are the same in the text that stands for an unsaved notebook', () => {
    fc.assert(
      fc.property(fc.array(cell), (cells) => {
        assert.deepEqual(cellsOf(jsonOf(cells)), cells);
      }),
    );
  });
});
