import assert from 'node:assert/strict';
import { decodeResult, encodeResult } from '../../../src/editor/results/resultCodec.ts';
import { keyOf } from '../../../src/editor/pairs/pairRef.ts';
import { readsFile, ResultStore } from '../../../src/editor/results/resultStore.ts';
import { fault } from '../../../src/model/fault.ts';
import type { LeafPicture } from '../../../src/model/report.ts';
import { doubled, sampleReport } from '../report/sampleReport.ts';

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

  it('keeps the last result that was none of a fault, through further faults, until there is another', () => {
    const store = new ResultStore();
    const broken = { ...sampleReport([]), leaves: [], files: [ref.file], error: fault('syntax', "';' expected.") };
    store.set({ ...sampleReport(['W2']), files: [ref.file, '/somewhere/matrix.ts'] }, 1, false);
    store.set(broken, 2, false);
    store.set(broken, 3, false);
    const after = store.get(ref);
    assert.equal(after?.report.error?.kind, 'syntax');
    assert.equal(after.before?.at, 1);
    assert.equal(after.before.report.leaves[0]?.verdict, 'wrong');
    assert.ok(readsFile(after, '/somewhere/matrix.ts'), 'what the broken one did not get to read counts as well');
    store.edited(ref.file, [nothing]);
    assert.equal(store.get(ref)?.before?.report.leaves[0]?.site?.line, 11);
    store.set(sampleReport([]), 4, false);
    assert.equal(store.get(ref)?.before, null);
  });

  it('holds again, places and all, once every text that it read is as it was', () => {
    const store = new ResultStore();
    const [file, matrix] = [ref.file, '/somewhere/matrix.ts'];
    const report = { ...sampleReport(['W2']), files: [file, matrix] };
    store.set(
      report,
      1,
      false,
      new Map([
        [file, 'text'],
        [matrix, 'matrix'],
      ]),
    );
    store.edited(file, [nothing], () => '\ntext');
    store.edited(matrix, [nothing], () => '\nmatrix');
    store.edited(file, [], () => 'text');
    assert.equal(store.get(ref)?.stale, true, 'the other text is still changed');
    store.edited(matrix, [], () => 'matrix');
    assert.equal(store.get(ref)?.stale, false);
    assert.deepEqual(store.get(ref)?.report, report);
    store.edited(file, []);
    store.edited(file, [], () => 'text');
    assert.equal(store.get(ref)?.stale, true, 'what nobody knows between may have changed all');
  });

  it('does not hold again where the text was never seen, or the check began before an edit', () => {
    const store = new ResultStore();
    store.set(sampleReport(['W2']), 1, false);
    store.edited(ref.file, [nothing], () => 'text');
    assert.equal(store.get(ref)?.stale, true);
    store.set(sampleReport(['W2']), 2, true, new Map([[ref.file, 'text']]));
    store.edited(ref.file, [nothing], () => 'text');
    assert.equal(store.get(ref)?.stale, true);
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

  it('forgets the pairs of a file or a folder that is gone; what only loaded it is stale', () => {
    const store = new ResultStore();
    const other = { ...sampleReport([]), file: '/elsewhere/other.ts', files: ['/somewhere/network.ts'] };
    store.set(sampleReport(['W2']), 1, false);
    store.set(other, 2, false);
    store.gone('/some');
    assert.equal(store.all().length, 2);
    store.gone('/somewhere');
    assert.deepEqual(
      store.all().map(({ report, stale }) => [report.file, stale]),
      [['/elsewhere/other.ts', true]],
    );
    store.gone('/elsewhere/other.ts');
    assert.deepEqual(store.all(), []);
  });

  it('keeps the results of a run of hundreds, and tells of those that it forgets at last', () => {
    const store = new ResultStore();
    const told: string[] = [];
    store.onDidChange((keys) => told.push(...keys.slice(1)));
    for (let k = 0; k < 1001; k++) store.set({ ...sampleReport([]), pairId: `backward${k}` }, k, false);
    assert.equal(store.keys().length, 1000);
    assert.equal(store.get({ ...ref, pairId: 'backward1' })?.at, 1);
    assert.equal(store.get({ ...ref, pairId: 'backward0' }), undefined);
    assert.deepEqual(told, [keyOf({ ...ref, pairId: 'backward0' })]);
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
  it('come back as they were, from an earlier window', () => {
    const store = new ResultStore();
    store.set(sampleReport(['W2']), 1, true);
    const [result] = store.all();
    assert.deepEqual(decodeResult(encodeResult(result!)), { ...result, fresh: false });
  });

  it('are nothing where the text is of another version, or damaged', () => {
    for (const text of ['', '{', 'null', '{"version":2,"results":[]}', '{"version":3}', '{"version":3,"result":{}}']) {
      assert.equal(decodeResult(text), null, text);
    }
  });

  it('are nothing where any part of a report is missing or of another form', () => {
    const store = new ResultStore();
    store.set(sampleReport(['W2'], [doubled, null]), 1, true);
    const [result] = store.all();
    const whole = { version: 3, result };
    let tried = 0;
    for (const path of pathsIn(whole)) {
      for (const change of [remove, replace]) {
        const other = structuredClone(whole) as unknown as Record<string, unknown>;
        const holder = path.slice(0, -1).reduce((at, name) => at[name] as Record<string, unknown>, other);
        change(holder, path.at(-1)!);
        assert.equal(decodeResult(JSON.stringify(other)), null, `${change.name} ${path.join('.')}`);
        tried++;
      }
    }
    assert.ok(tried > 150, String(tried));
  });

  it('are bounded: large ones lose their pictures', () => {
    const large = sampleReport([]);
    const leaf = large.leaves[0]!;
    Object.assign(leaf, { shape: [1000, 1000], size: 1_000_000, picture: largePicture() });
    large.leaves = [leaf];
    const one = { report: large, stale: false, at: 1, history: [], before: { report: large, at: 0 }, fresh: true };
    const text = encodeResult(one);
    assert.ok(text.length < 100_000);
    const back = decodeResult(text);
    assert.equal(back?.report.leaves[0]?.picture, null);
    assert.equal(back.before?.report.leaves[0]?.picture, null);
  });
});

function largePicture(): LeafPicture {
  const analytic = new Array<number>(1_000_000).fill(0.123456);
  return { rows: 1000, columns: 1000, flat: [], analytic, residual: [], error: [], verdict: '' };
}

/** Where the fields are that a report must have. Elements of lists stand for each other: the first is enough. */
function pathsIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  const names = Array.isArray(value) ? (value.length > 0 ? ['0'] : []) : Object.keys(value);
  return names
    .filter((name) => !free.has(name))
    .flatMap((name) => {
      const own = Array.isArray(value) ? [] : [[...path, name]];
      return [...own, ...pathsIn((value as Record<string, unknown>)[name], [...path, name])];
    });
}

/** A cause has constants of any name, and whether a result is fresh is not read. */
const free = new Set(['constants', 'fresh']);

function remove(holder: Record<string, unknown>, name: string): void {
  delete holder[name];
}

function replace(holder: Record<string, unknown>, name: string): void {
  holder[name] = { nothing: 'like it' };
}
