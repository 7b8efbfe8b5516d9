import assert from 'node:assert/strict';
import type { HelperPool } from '../../../src/engine/processes/helperPool.ts';
import type { Costs } from '../../../src/model/target.ts';
import type { ParallelTarget } from '../../../src/runtime/parallel/parallelTarget.ts';
import { array, at, call, keep, leaf, makePlan, slot } from '../../conformance/fixture.ts';
import { newPool, openWithHelpers, writeSource } from '../../conformance/withHelpers.ts';

const plan = makePlan(
  {
    setup: [keep('w', array('w', [50]))],
    forward: [call('J', 'cost', slot('w'))],
    backward: [call('dw', 'gradient', slot('w'))],
  },
  { kind: 'scalar', at: at('J') },
  [leaf(at('w'), at('dw'))],
);

/** A cost that takes about a tenth of a millisecond; `more` is run in it, with `calls` and `w` in reach. */
const source = (more = ''): string => `
  import { isMainThread } from 'node:worker_threads';
  let calls = 0;
  const isHelper = !isMainThread;
  export function cost(w) {
    calls++;
    let sum = 0;
    for (const end = performance.now() + 0.1; performance.now() < end; );
    for (const x of w) sum += Math.sin(x) * x;
    ${more}
    return sum;
  }
  export const gradient = (w) => w.map((x) => Math.cos(x) * x + Math.sin(x));`;

const points = 2000;

function ask(target: ParallelTarget): Promise<Costs> {
  const index = Int32Array.from({ length: points }, (_, k) => k % 50);
  const value = Float64Array.from({ length: points }, (_, k) => k / points);
  return target.costs({ kind: 'entries', base: null, index, value });
}

describe('a target with helpers', function () {
  this.timeout(60_000);
  let pool: HelperPool;

  beforeEach(() => {
    pool = newPool();
  });
  afterEach(() => pool.clear());

  async function using(text: string, threads: number, use: (target: ParallelTarget) => Promise<void>, file?: string) {
    const sharing = { threads, readyMilliseconds: 0, leastMilliseconds: 1 };
    const target = await openWithHelpers(pool, plan, file ?? writeSource(text), sharing);
    try {
      await target.costs({ kind: 'base', base: null, count: 3 });
      await use(target);
    } finally {
      await target.dispose();
    }
  }

  async function alone(text: string): Promise<Costs> {
    let costs: Costs | null = null;
    await using(text, 1, async (target) => {
      costs = await ask(target);
      assert.equal(target.helped, 0);
    });
    return costs!;
  }

  it('gives the costs of one thread, to the last bit, and helpers compute part of them', async () => {
    const expected = await alone(source());
    await using(source(), 3, async (target) => {
      // On a busy machine helpers take their time to get ready.
      for (let round = 0; round < 40 && target.helped < points / 4; round++) {
        assert.deepEqual(await ask(target), expected);
      }
      assert.ok(target.helped >= points / 4, `helpers computed ${target.helped} points`);
    });
  });

  it('keeps helpers for the next check of the same texts, and only for that', async () => {
    const file = writeSource(source());
    const once = async (target: ParallelTarget): Promise<void> => assert.equal((await ask(target)).failure, null);
    await using('', 2, once, file);
    await until(() => pool.waiting === 1);
    await using(
      '',
      2,
      async (target) => {
        await ask(target);
        assert.ok(target.helped > points / 20, `a warm helper computed only ${target.helped} points`);
      },
      file,
    );
    await until(() => pool.waiting === 1);
    await using(source('sum += 1;'), 2, async (target) => {
      assert.equal((await ask(target)).values[0], (await alone(source('sum += 1;'))).values[0]);
    });
  });

  it('tells the first point that fails, and the costs before it', async () => {
    const text = source('if (w[7] > 0.5 && w[7] < 0.9) throw new Error("too large");');
    const expected = await alone(text);
    await using(text, 3, async (target) => {
      await ask(target); // the helpers get ready meanwhile
      const costs = await ask(target);
      assert.deepEqual(costs.values, expected.values);
      assert.equal(costs.failure?.point, expected.failure?.point);
      assert.equal(costs.failure?.fault.line, expected.failure?.fault.line);
    });
  });

  const strays: [string, string][] = [
    ['whose cost is another from the start', 'if (isHelper) sum += 1e-9;'],
    ['that counts its calls', 'if (isHelper && calls > 200) sum += 1;'],
    ['that ends itself', 'if (isHelper && calls > 200) process.exit(0);'],
  ];
  for (const [what, more] of strays) {
    it(`does without a helper ${what}`, async () => {
      const expected = await alone(source(more));
      await using(source(more), 2, async (target) => {
        for (let round = 0; round < 3; round++) assert.deepEqual(await ask(target), expected);
      });
    });
  }

  it('stays on its thread where a request is small', async () => {
    const sharing = { threads: 2, readyMilliseconds: 1e6, leastMilliseconds: 1 };
    const target = await openWithHelpers(pool, plan, writeSource(source()), sharing);
    await target.costs({ kind: 'base', base: null, count: 3 });
    await ask(target);
    assert.equal(target.helped, 0);
    await target.dispose();
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 3000 && !holds(); tries++) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.ok(holds());
}
