import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import typescript from 'typescript';
import { discover } from '../../../src/discovery/discover.ts';
import { Memory } from '../../../src/discovery/typescript/memory.ts';
import '../../fixedSeed.ts';

const folder = join(import.meta.dirname, '../../fixtures/discovery');
const texts = readdirSync(folder)
  .filter((file) => /\.(?:[mc]?[jt]sx?|vue|svelte|html)$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
const pieces = [
  ...['\n', ' ', '{', '}', '(', '/*', '*/', '//', '`', '/** @gradcheck x: [2] */\n', '// gradcheck-ignore\n'],
  ...['export ', 'await ', 'async ', 'return ', ';(function () {\n', '\n})();', 'class Net {\n', 'const f = (dW) => '],
];
const lines = texts.flatMap(({ text }) => text.split('\n').map((line) => `${line}\n`));

/** Takes `length` characters away at a place between 0 and 1, and puts a piece there. */
const edits = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(200)),
  piece: fc.oneof(fc.constantFrom(...pieces), fc.constantFrom(...lines), fc.constant('')),
});

const fresh = (file: string, text: string) => discover({ file, text }, { typescript });

describe('a text that is read again after an edit', () => {
  it('gives what it gives to a reader who has never seen it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(edits, { minLength: 1, maxLength: 6 }),
        ({ file, text }, steps) => {
          const memory = new Memory();
          discover({ file, text }, { typescript, memory });
          let now = text;
          for (const { place, length, piece } of steps) {
            const at = Math.round(place * now.length);
            now = now.slice(0, at) + piece + now.slice(at + length);
            assert.deepEqual(discover({ file, text: now }, { typescript, memory }), fresh(file, now));
          }
        },
      ),
      { numRuns: 300 },
    );
  }).timeout(60_000);

  it('moves what stands behind the edit, along its line and down', () => {
    const text =
      'export const f = (x, w) => x.map((v) => v * w); export function fGrad(x, w) { const dw = x; return { dw }; }';
    const memory = new Memory();
    const before = discover({ file: 'a.js', text }, { typescript, memory });
    const after = discover({ file: 'a.js', text: `\n ${text}` }, { typescript, memory });
    const siteOf = ({ functions }: typeof before) => functions.find(({ name }) => name === 'fGrad')!.sites[0]!.range;
    assert.deepEqual([siteOf(after).line, siteOf(after).column], [2, siteOf(before).column + 1]);
    assert.deepEqual(after, fresh('a.js', `\n ${text}`));
  });

  it('is read as a whole where another file was read between', () => {
    const memory = new Memory();
    const [one, two] = ['export function backward(dW) { return dW * 2; }', 'export function forward(W) { return W; }'];
    discover({ file: 'a.ts', text: one }, { typescript, memory });
    assert.deepEqual(discover({ file: 'b.ts', text: two }, { typescript, memory }), fresh('b.ts', two));
    assert.deepEqual(discover({ file: 'a.ts', text: two }, { typescript, memory }), fresh('a.ts', two));
  });

  it('is read again after a text in which the parser ran out of stack', () => {
    const memory = new Memory();
    const text = 'export function backward(dW) { return dW * 2; }';
    discover({ file: 'a.js', text }, { typescript, memory });
    discover({ file: 'a.js', text: `${text}\nconst x = ${'('.repeat(60_000)}1` }, { typescript, memory });
    assert.deepEqual(discover({ file: 'a.js', text }, { typescript, memory }), fresh('a.js', text));
  });
});
