import assert from 'node:assert/strict';
import { progressLine } from '../../../src/cli/progressLine.ts';

/** A stream that keeps what was written; a terminal of 20 columns, or a pipe. */
function stream(isTTY: boolean): { written: string[]; stream: NodeJS.WriteStream } {
  const written: string[] = [];
  const write = (text: string): boolean => {
    written.push(text);
    return true;
  };
  return { written, stream: { isTTY, columns: 20, write } as unknown as NodeJS.WriteStream };
}

describe('progress', () => {
  it('is one line of a terminal that is written over, cut to its width, and taken away', () => {
    const { written, stream: terminal } = stream(true);
    const progress = progressLine(terminal);
    progress.clear();
    assert.deepEqual(written, []);
    progress.show('a line that is longer than the terminal');
    progress.show('second');
    progress.clear();
    assert.equal(written.join(''), 'a line that is long\u001b[1G\u001b[2Ksecond\u001b[1G\u001b[2K');
  });

  it('is nothing in a pipe', () => {
    const { written, stream: pipe } = stream(false);
    const progress = progressLine(pipe);
    progress.show('anything');
    progress.clear();
    assert.deepEqual(written, []);
  });
});
