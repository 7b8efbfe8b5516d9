import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { Checks } from '../../../src/editor/checks.ts';
import { logLine } from '../../../src/editor/results/logLine.ts';
import { ResultStore } from '../../../src/editor/results/resultStore.ts';
import { defaultOptions } from '../../../src/engine/service.ts';
import type { Pair } from '../../../src/model/facts.ts';
import { pair, sampleReport } from '../report/sampleReport.ts';
import { FakeService } from './fakeService.ts';

const ref = { file: pair.file, pairId: pair.id, name: pair.name };

interface Parts {
  service: FakeService;
  store: ResultStore;
  checks: Checks;
  /** The lines of the log. */
  log: string[];
}

function setUp(found: Pair | null = pair): Parts {
  const log: string[] = [];
  const service = new FakeService();
  const store = new ResultStore();
  const checks = new Checks(service, store, {
    pair: () => Promise.resolve(found),
    options: (_file, overrides) => Promise.resolve({ ...defaultOptions, ...overrides }),
    overlays: () => ({ '/somewhere/network.ts': 'text' }),
    texts: () => new Map([['/somewhere/network.ts', 'text']]),
    output: () => undefined,
    ended: (report) => void log.push(logLine('network.ts', report)),
    now: () => 7,
  });
  return { service, store, checks, log };
}

describe('Checks', () => {
  it('runs a pair with its options and unsaved buffers, and keeps the report', async () => {
    const { service, store, checks } = setUp();
    const done = checks.run(ref, { seed: 3, mode: 'exact' });
    await setImmediate();
    const [job] = service.pending;
    assert.equal(job?.request.options.seed, 3);
    assert.equal(job.request.options.mode, 'exact');
    assert.deepEqual(Object.keys(job.request.overlays), ['/somewhere/network.ts']);
    job.progress({ stage: 'checking', fraction: 0.5 });
    assert.equal(checks.get(ref)?.progress?.fraction, 0.5);
    job.finish(sampleReport(['W2']));
    await done;
    assert.equal(checks.get(ref), undefined);
    assert.equal(store.get(ref)?.report.verdict, 'wrong');
    assert.equal(store.get(ref)?.at, 7);
  });

  it('marks a result stale when a file that it read was edited while it ran', async () => {
    const { service, store, checks } = setUp();
    const done = checks.run(ref);
    await setImmediate();
    checks.edited(pair.file);
    service.pending[0]?.finish(sampleReport([]));
    await done;
    assert.equal(store.get(ref)?.stale, true);
  });

  it('cancels the earlier run of a pair that is run again, and keeps only the later result', async () => {
    const { service, store, checks, log } = setUp();
    const first = checks.run(ref);
    await setImmediate();
    const second = checks.run(ref);
    await setImmediate();
    assert.equal(service.pending[0]?.signal.aborted, true);
    assert.ok(checks.get(ref), 'the later run is still under way');
    service.pending[1]?.finish(sampleReport(['b1']));
    assert.equal((await second)?.verdict, 'wrong');
    assert.equal(await first, await second);
    assert.deepEqual(store.get(ref)?.history.length, 1);
    assert.deepEqual(log, ['network.ts: backward ✗ db1 wrong · difference 2.9e-1 (12 ms)']);
  });

  it('cancels on demand and ends every run it began', async () => {
    const { checks, store } = setUp();
    const done = checks.run(ref);
    await setImmediate();
    checks.cancel();
    assert.equal((await done)?.error?.kind, 'cancelled');
    assert.equal(checks.running().length, 0);
    assert.equal(store.get(ref), undefined);
  });

  it('tells when a run has ended, or has gone on for long', async () => {
    const { service, checks } = setUp();
    const told: string[] = [];
    const watch = async (name: string, milliseconds: number): Promise<void> => {
      await checks.ended(ref, milliseconds);
      told.push(name);
    };
    await watch('none runs', 60_000);
    const done = checks.run(ref);
    const watching = [watch('ended', 60_000), watch('long enough', 0)];
    await setImmediate();
    assert.deepEqual(told, ['none runs', 'long enough']);
    service.pending[0]?.finish(sampleReport([]));
    await Promise.all([done, ...watching]);
    assert.deepEqual(told, ['none runs', 'long enough', 'ended']);
    const again = checks.run(ref);
    await checks.ended(ref, 5);
    assert.ok(checks.get(ref), 'it goes on, and nobody waits for it');
    checks.cancel();
    await again;
  });

  it('keeps the inputs that were asked for, until the settings change', async () => {
    const { service, checks } = setUp();
    const seeds = async (overrides: { seed?: number }): Promise<number | undefined> => {
      const done = checks.run(ref, overrides);
      await setImmediate();
      const job = service.pending.at(-1);
      job?.finish(sampleReport([]));
      await done;
      return job?.request.options.seed;
    };
    assert.equal(await seeds({ seed: 5 }), 5);
    assert.equal(await seeds({}), 5);
    checks.forgetSeeds();
    assert.equal(await seeds({}), defaultOptions.seed);
  });

  it('says so when the pair is gone', async () => {
    const { checks } = setUp(null);
    assert.equal(await checks.run(ref), null);
    assert.equal(checks.running().length, 0);
  });
});
