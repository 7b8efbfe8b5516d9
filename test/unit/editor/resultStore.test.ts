import assert from 'node:assert/strict';
import { decodeResults, encodeResults } from '../../../src/editor/resultCodec.ts';
import { ResultStore } from '../../../src/editor/resultStore.ts';
import { fault } from '../../../src/model/fault.ts';
import { sampleReport } from '../report/sampleReport.ts';

const ref = { file: '/somewhere/network.ts', pairId: 'backward' };
const nothing = { range: { line: 1, column: 1, endLine: 1, endColumn: 1 }, text: '\n' };

describe('ResultStore', () => {
  it('keeps the latest report and the history of a pair', () => {
    const store = new ResultStore();
    store.set(sampleReport(['W2', 'b1']), 1, false);
    store.set(sampleReport(['b1']), 2, false);
    const result = store.get(ref);
    assert.equal(result?.at, 2);
    assert.deepEqual(
      result.history.map((entry) => entry.wrong),
      [['b1'], ['W2', 'b1']],
    );
  });

  it('keeps what was known when a check is cancelled', () => {
    const store = new ResultStore();
    store.set(sampleReport(['W2']), 1, false);
    store.set({ ...sampleReport([]), error: fault('cancelled', 'Cancelled.') }, 2, false);
    assert.equal(store.get(ref)?.at, 1);
  });

  it('marks results stale, and moves their places, when a file that they read is edited', () => {
    const store = new ResultStore();
    store.set({ ...sampleReport(['W2']), files: [ref.file, '/somewhere/matrix.ts'] }, 1, false);
    store.edited('/somewhere/other.ts', [nothing]);
    assert.equal(store.get(ref)?.stale, false);
    store.edited('/somewhere/matrix.ts', [nothing]);
    assert.equal(store.get(ref)?.stale, true);
    assert.equal(store.get(ref)?.report.leaves[0]?.site?.line, 10);
    store.edited(ref.file, [nothing]);
    assert.equal(store.get(ref)?.report.leaves[0]?.site?.line, 11);
  });

  it('tells who changed', () => {
    const store = new ResultStore();
    const seen: string[][] = [];
    const subscription = store.onDidChange((keys) => seen.push(keys));
    store.set(sampleReport([]), 1, false);
    subscription.dispose();
    store.remove(ref);
    assert.deepEqual(seen, [['/somewhere/network.ts\nbackward']]);
  });

  it('does not let what an earlier window knew replace what this one knows', () => {
    const store = new ResultStore();
    store.set(sampleReport([]), 5, false);
    const [old] = store.all();
    store.restore([{ ...old!, at: 1 }]);
    assert.equal(store.get(ref)?.at, 5);
  });
});

describe('saved results', () => {
  it('come back as they were', () => {
    const store = new ResultStore();
    store.set(sampleReport(['W2']), 1, true);
    assert.deepEqual(decodeResults(encodeResults(store.all())), store.all());
  });

  it('are nothing where the text is of another version, or damaged', () => {
    for (const text of ['', '{', 'null', '{"version":1,"results":[]}', '{"version":2,"results":[{}, null, 3]}']) {
      assert.deepEqual(decodeResults(text), [], text);
    }
  });

  it('are bounded: the oldest go first, and large ones lose their pictures', () => {
    const large = sampleReport([]);
    large.leaves[0]!.picture!.analytic = new Array<number>(1_000_000).fill(0.123456);
    const one = { report: large, stale: false, at: 1, history: [], fresh: true };
    assert.equal(decodeResults(encodeResults([one]))[0]?.report.leaves[0]?.picture, null);
    const many = Array.from({ length: 90 }, (_, at) => {
      const report = { ...sampleReport([]), headline: 'x'.repeat(250_000) };
      return { report, stale: false, at, history: [], fresh: true };
    });
    const text = encodeResults(many);
    assert.ok(text.length < 16_100_000);
    assert.equal(decodeResults(text)[0]?.at, 89);
  });
});
