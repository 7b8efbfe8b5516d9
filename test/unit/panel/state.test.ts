import assert from 'node:assert/strict';
import type { HistoryEntry } from '../../../src/panel/historyEntry.ts';
import type { LeafReport, Verdict } from '../../../src/model/report.ts';
import { entriesText, entryRows } from '../../../src/panel/entries.ts';
import { layersOf, wrongFrom } from '../../../src/panel/layers.ts';
import type { PairState } from '../../../src/panel/messages.ts';
import { firstView, openLeaf, readSavedView, reduce, type PageState } from '../../../src/panel/state.ts';
import { changeSince, outcomeWord } from '../../../src/panel/words.ts';
import { sampleReport } from '../report/sampleReport.ts';

function pairState(wrong: ('W2' | 'b1')[], pairId = 'backward'): PairState {
  const result = { report: sampleReport(wrong), stale: false, at: 1, history: [], before: null };
  return { file: '/a.ts', pairId, name: pairId, place: 'a.ts', trusted: true, result, running: null };
}

const empty: PageState = { pair: null, view: firstView, values: null };

describe('reduce', () => {
  it('opens the first wrong leaf until another is chosen', () => {
    const state = reduce(empty, { kind: 'pair', pair: pairState(['b1']) });
    assert.equal(openLeaf(state)?.name, 'b1');
    assert.equal(openLeaf(reduce(state, { kind: 'leaf', leaf: 'W2' }))?.name, 'W2');
  });

  it('keeps the view while a pair is checked again, and drops it for another pair', () => {
    let state = reduce(empty, { kind: 'pair', pair: pairState(['b1']) });
    state = reduce(state, { kind: 'leaf', leaf: 'W2' });
    state = reduce(state, { kind: 'mode', mode: 'ratio' });
    assert.equal(reduce(state, { kind: 'pair', pair: pairState([]) }).view.leaf, 'W2');
    assert.deepEqual(reduce(state, { kind: 'pair', pair: pairState([], 'other') }).view, firstView);
  });

  it('sorts a column down, then up, then not at all', () => {
    const sorts = [1, 2, 3].reduce<PageState[]>(
      (states) => [...states, reduce(states.at(-1) ?? empty, { kind: 'sort', column: 'flat' })],
      [],
    );
    assert.deepEqual(
      sorts.map((state) => state.view.sort?.descending),
      [true, false, undefined],
    );
  });

  it('reads a saved view, and not what is none', () => {
    const sort = { column: 'numeric' as const, descending: true };
    assert.deepEqual(readSavedView({ view: { leaf: 'W2', mode: 'ratio', filter: '3', sort } }), {
      sort,
      leaf: 'W2',
      mode: 'ratio',
      filter: '3',
    });
    for (const saved of [null, 3, {}, { view: 1 }, { view: { leaf: 1, mode: 'x', filter: null } }]) {
      assert.deepEqual(readSavedView(saved), firstView);
    }
  });
});

describe('entryRows', () => {
  const leaf = sampleReport(['W2']).leaves[0]!;

  it('are the worst first, as the report lists them', () => {
    assert.deepEqual(
      entryRows(leaf, firstView).map((row) => row.entry.flat),
      [5, 4, 3, 2, 1, 0],
    );
  });

  it('are filtered by name, θ index and verdict', () => {
    assert.deepEqual(
      entryRows(leaf, { ...firstView, filter: '1,2' }).map((row) => row.name),
      ['W[2][1,2]'],
    );
    assert.deepEqual(entryRows(leaf, { ...firstView, filter: '5' }).length, 1);
    assert.deepEqual(entryRows(leaf, { ...firstView, filter: 'correct' }).length, 0);
  });

  it('are sorted, with NaN as the largest', () => {
    const broken: LeafReport = {
      ...leaf,
      worst: leaf.worst.map((one, at) => (at === 2 ? { ...one, analytic: 'NaN' } : one)),
    };
    const rows = entryRows(broken, { filter: '', sort: { column: 'analytic', descending: true } });
    assert.deepEqual(
      rows.map((row) => row.entry.flat),
      [3, 5, 4, 2, 1, 0],
    );
  });

  it('are copied as a table', () => {
    const [head, first] = entriesText(entryRows(leaf, firstView)).split('\n');
    assert.equal(head?.split('\t').length, first?.split('\t').length);
    assert.ok(first?.startsWith('W[2][1,2]\t5\t'));
  });
});

describe('layers', () => {
  const leaf = (name: string, layer: number | null, verdict: Verdict): LeafReport => ({
    ...sampleReport([]).leaves[0]!,
    name,
    layer,
    verdict,
  });

  it('stand from the output down, leaves without a layer last', () => {
    const layers = layersOf([leaf('W1', 1, 'correct'), leaf('E', null, 'correct'), leaf('W2', 2, 'correct')]);
    assert.deepEqual(
      layers.map((one) => one.layer),
      [2, 1, null],
    );
  });

  it('tell where a wrong step begins, only if everything below is wrong and everything above right', () => {
    const verdicts = (...all: Verdict[]): LeafReport[] =>
      all.map((verdict, at) => leaf(`W${String(at + 1)}`, at + 1, verdict));
    assert.equal(wrongFrom(layersOf(verdicts('wrong', 'wrong', 'correct'))), 2);
    assert.equal(wrongFrom(layersOf(verdicts('correct', 'wrong', 'correct'))), null);
    assert.equal(wrongFrom(layersOf(verdicts('wrong', 'wrong', 'wrong'))), null);
    assert.equal(wrongFrom(layersOf([...verdicts('wrong', 'correct'), leaf('b1', 1, 'correct')])), null);
  });
});

describe('changeSince', () => {
  const run = (wrong: string[], seed = 1): HistoryEntry => ({
    at: 0,
    verdict: wrong.length > 0 ? 'wrong' : 'correct',
    failed: false,
    headline: '',
    difference: null,
    seed,
    method: 'exact',
    wrong,
  });

  it('names what was mended, what broke, and other inputs', () => {
    assert.equal(changeSince(run(['b1']), run(['W2'])), 'no longer wrong: W2; newly wrong: b1');
    assert.equal(changeSince(run([], 2), run([], 1)), 'other inputs');
    assert.equal(changeSince(run([]), run([])), '');
    assert.equal(changeSince(run([]), undefined), '');
  });

  it('compares nothing with a run that ended in a fault', () => {
    const failed: HistoryEntry = { ...run([]), verdict: 'inconclusive', failed: true, seed: null };
    assert.equal(changeSince(failed, run(['W2'])), '');
    assert.equal(outcomeWord(failed), 'could not be checked');
    assert.equal(outcomeWord({ ...failed, failed: false }), 'cannot tell');
  });
});
