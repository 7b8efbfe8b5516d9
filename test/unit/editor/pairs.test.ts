import assert from 'node:assert/strict';
import { keepPairs } from '../../../src/editor/pairs/keepPairs.ts';
import { pairAt } from '../../../src/editor/pairs/pairAt.ts';
import { pairsToCheck } from '../../../src/editor/watch/watchModel.ts';
import type { FunctionFacts, ModuleFacts } from '../../../src/model/facts.ts';
import { pair, sampleReport } from '../report/sampleReport.ts';

const lines = (from: number, to: number): FunctionFacts['range'] => ({
  line: from,
  column: 1,
  endLine: to,
  endColumn: 2,
});
const one = (qualifiedName: string, from: number, to: number): FunctionFacts =>
  ({ name: qualifiedName, qualifiedName, range: lines(from, to) }) as FunctionFacts;

function factsWith(parts: Partial<ModuleFacts>): ModuleFacts {
  return { functions: [], pairs: [], hasSyntaxErrors: false, ...parts } as ModuleFacts;
}

describe('keepPairs', () => {
  const before = factsWith({ pairs: [pair], functions: [one('backward', 5, 20)] });

  it('keeps a pair that a half-typed text lost, at the line where its backward stands now', () => {
    const text = `${'\n'.repeat(7)}export function backward(X, {`;
    const kept = keepPairs(before, factsWith({ hasSyntaxErrors: true }), text);
    assert.deepEqual(
      kept.pairs.map(({ id, range }) => [id, range.line]),
      [['backward', 8]],
    );
    assert.deepEqual(
      kept.functions.map(({ qualifiedName }) => qualifiedName),
      ['backward'],
    );
  });

  it('lets go of a pair whose backward is gone, and of all where the text parses', () => {
    assert.deepEqual(keepPairs(before, factsWith({ hasSyntaxErrors: true }), 'export function (').pairs, []);
    assert.deepEqual(keepPairs(before, factsWith({ hasSyntaxErrors: true }), 'const backwards = 1').pairs, []);
    assert.deepEqual(keepPairs(before, factsWith({}), 'export function backward() {}').pairs, []);
  });

  it('does not double a pair that is still found', () => {
    assert.equal(keepPairs(before, factsWith({ hasSyntaxErrors: true, pairs: [pair] }), 'backward').pairs.length, 1);
  });
});

describe('pairAt', () => {
  const facts = factsWith({
    pairs: [{ ...pair, costs: ['cost'] }],
    functions: [one('forward', 1, 4), one('backward', 5, 20), one('backward.inner', 8, 10), one('cost', 22, 24)],
  });

  it('finds the pair from its backward, a function inside it, its forward and its cost', () => {
    for (const line of [5, 9, 20, 2, 23]) assert.equal(pairAt(facts, line)?.id, 'backward', String(line));
  });

  it('finds none elsewhere', () => {
    assert.equal(pairAt(facts, 21), null);
  });
});

describe('pairsToCheck', () => {
  const report = { ...sampleReport([]), files: [pair.file, '/somewhere/matrix.ts'] };
  const fresh = { report, stale: true, at: 1, history: [], before: null, fresh: true };

  it('checks what reads the saved file, and nothing else', () => {
    assert.deepEqual(
      pairsToCheck('/somewhere/matrix.ts', 'checked', [fresh], []).map(({ pairId }) => pairId),
      ['backward'],
    );
    assert.deepEqual(pairsToCheck('/somewhere/other.ts', 'all', [fresh], []), []);
  });

  it('checks only what was checked in this window, unless all is asked for', () => {
    const remembered = { ...fresh, fresh: false };
    assert.deepEqual(pairsToCheck(pair.file, 'checked', [remembered], [pair]), []);
    assert.equal(pairsToCheck(pair.file, 'all', [remembered], [pair]).length, 1);
  });

  it('checks nothing when it is off', () => {
    assert.deepEqual(pairsToCheck(pair.file, 'off', [fresh], [pair]), []);
  });
});
