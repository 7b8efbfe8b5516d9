import assert from 'node:assert/strict';
import { changedLines, FixFinder, rangeOf, type FixHost } from '../../../src/editor/quickFixes/fixFinder.ts';
import { ResultStore } from '../../../src/editor/results/resultStore.ts';
import { defaultOptions } from '../../../src/engine/service.ts';
import type { FunctionFacts, ModuleFacts } from '../../../src/model/facts.ts';
import type { Report } from '../../../src/model/report.ts';
import { doubled, pair, sampleReport } from '../report/sampleReport.ts';
import { FakeService } from './fakeService.ts';

const code = `// 1
// 2
// 3
// 4
export function backward(X, parameters, m) {
  // 6
  // 7
  // 8
  // 9
  const dW2 = 2 * dot(dZ2, A1);
  // 11
  const db1 = sum(dZ1);
  return { dW2, db1 };
}
`;

const backward = {
  qualifiedName: 'backward',
  range: { line: 5, column: 1, endLine: 14, endColumn: 2 },
} as FunctionFacts;
const facts = { file: pair.file, pairs: [pair], functions: [backward] } as Partial<ModuleFacts> as ModuleFacts;

function scene(host: Partial<FixHost> = {}) {
  const service = new FakeService();
  const store = new ResultStore();
  const finder = new FixFinder(service, store, {
    source: () => Promise.resolve({ code, facts }),
    options: (_file, overrides) => Promise.resolve({ ...defaultOptions, ...overrides }),
    overlays: () => ({ '/other.ts': 'unsaved' }),
    trusted: () => true,
    now: () => 0,
    ...host,
  });
  const report = sampleReport(['W2'], [doubled, null]);
  store.set(report, 1, false);
  return { service, store, finder, report };
}

async function next(service: FakeService, count: number): Promise<void> {
  for (let i = 0; i < 50 && service.pending.length < count; i++) await Promise.resolve();
  assert.equal(service.pending.length, count);
}

const repaired = (): Report => sampleReport([]);

describe('FixFinder', () => {
  it('offers only what a check of the changed text finds correct, with the same and with other inputs', async () => {
    const { service, finder, report } = scene();
    const search = finder.find(report, 'W2');
    assert.equal(finder.known(report, 'W2'), undefined);
    await next(service, 1);
    const { request } = service.pending[0]!;
    assert.match(request.overlays[pair.file] ?? '', /const dW2 = dot\(dZ2, A1\);/);
    assert.equal(request.overlays['/other.ts'], 'unsaved');
    service.pending[0]!.finish(repaired());
    await next(service, 2);
    assert.equal(service.pending[1]!.request.options.seed, request.options.seed + 1);
    service.pending[1]!.finish(repaired());
    const fix = await search;
    assert.deepEqual(fix?.words, { kind: 'drop', what: '2' });
    assert.deepEqual(changedLines(code, fix), {
      before: 'const dW2 = 2 * dot(dZ2, A1);',
      after: 'const dW2 = dot(dZ2, A1);',
    });
    assert.equal(finder.known(report, 'W2'), fix);
  });

  it('tries the next change where one mends nothing, or breaks another gradient', async () => {
    const { service, finder, report } = scene();
    const search = finder.find(report, 'W2');
    const seen = new Set<string>();
    let count = 0;
    void (async () => {
      for (;;) {
        await next(service, ++count);
        seen.add(service.pending[count - 1]!.request.overlays[pair.file] ?? '');
        service.pending[count - 1]!.finish(sampleReport(count % 2 ? ['W2'] : ['b1']));
      }
    })().catch(() => undefined);
    assert.equal(await search, null);
    assert.ok(seen.size > 2 && seen.size <= 24, String(seen.size));
    assert.equal(finder.known(report, 'W2'), null);
  });

  it('runs nothing in a folder that is not trusted, and nothing twice', async () => {
    const distrustful = scene({ trusted: () => false });
    assert.equal(await distrustful.finder.find(distrustful.report, 'W2'), null);
    assert.equal(distrustful.service.pending.length, 0);
    const { finder, report } = scene();
    assert.equal(finder.find(report, 'W2'), finder.find(report, 'W2'));
  });

  it('gives up when the code is edited', async () => {
    const { service, store, finder, report } = scene();
    const search = finder.find(report, 'W2');
    await next(service, 1);
    store.edited(pair.file, [{ range: { line: 1, column: 1, endLine: 1, endColumn: 1 }, text: ' ' }]);
    assert.equal(service.pending[0]!.signal.aborted, true);
    assert.equal(await search, null);
    assert.equal(finder.known(report, 'W2'), undefined);
  });

  it('ends after its time', async () => {
    let now = 0;
    const { service, finder, report } = scene({ now: () => (now += 15_000) });
    const search = finder.find(report, 'W2');
    await next(service, 1);
    service.pending[0]!.finish(sampleReport(['W2']));
    assert.equal(await search, null);
    assert.equal(service.pending.length, 1);
  });
});

describe('rangeOf', () => {
  it('counts lines and columns from 1', () => {
    assert.deepEqual(rangeOf('ab\ncd', { start: 1, end: 4 }), { line: 1, column: 2, endLine: 2, endColumn: 2 });
  });
});
