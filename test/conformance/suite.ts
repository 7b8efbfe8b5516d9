import assert from 'node:assert/strict';
import { GradientCheckError } from '../../src/model/fault.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Target } from '../../src/model/target.ts';
import type { Fixture } from './fixture.ts';
import { fixtures } from './fixtures.ts';
import { oddities } from './oddities.ts';

export interface Subject {
  language: 'javascript' | 'python';
  /** Opens a plan over a source text. */
  open(plan: Plan, source: string): Promise<Target>;
  /** Fixtures of this language alone. */
  more?: Fixture[];
}

/** What every target must do, whatever the language. */
export function conformance(name: string, subject: Subject): void {
  const using = async (fixture: Fixture, use: (target: Target) => Promise<void>): Promise<void> => {
    const target = await subject.open(fixture.plan, fixture.sources[subject.language]!);
    try {
      await use(target);
    } finally {
      await target.dispose();
    }
  };
  const all = [...fixtures, ...(subject.more ?? [])].filter((fixture) => fixture.sources[subject.language] !== null);
  describe(`conformance: ${name}`, () => {
    for (const fixture of all) ordinary(fixture, using);
    odd(using);
  });
}

type Using = (fixture: Fixture, use: (target: Target) => Promise<void>) => Promise<void>;

function ordinary(fixture: Fixture, using: Using): void {
  describe(fixture.name, () => {
    it('describes its leaves one behind the other', () =>
      using(fixture, async (target) => {
        const { leaves, theta } = await target.describe();
        let offset = 0;
        for (const leaf of leaves) {
          assert.equal(leaf.offset, offset);
          assert.equal(
            leaf.size,
            leaf.shape.reduce((a, b) => a * b, 1),
          );
          assert.equal(leaf.dtype, fixture.dtype ?? 'float64');
          offset += leaf.size;
        }
        assert.equal(theta.length, offset);
        assert.ok(theta.every((entry) => Number.isFinite(entry) && entry !== 0));
      }));

    it('has the gradient of its cost, at θ₀ and elsewhere, and gives it twice', () =>
      using(fixture, async (target) => {
        const { theta } = await target.describe();
        const moved = theta.map((entry, i) => round(entry * 1.25 + (i % 3) * 0.125, fixture));
        for (const base of [null, moved, theta]) {
          const gradient = await target.gradients(base);
          assert.deepEqual(await target.gradients(base), gradient);
          const numeric = await differences(target, base ?? theta, base, fixture);
          const tolerance = fixture.dtype === 'float32' ? 1e-3 : 1e-7;
          numeric.forEach((slope, i) => near(gradient[i]!, slope, tolerance));
        }
      }));

    it('leaves everything as it was after costs and gradients', () =>
      using(fixture, async (target) => {
        const { theta, leaves } = await target.describe();
        const { values: before } = await target.costs({ kind: 'base', base: null, count: 2 });
        assert.equal(before[0], before[1]);
        await differences(target, theta, null, fixture);
        await target.gradients(theta.map((entry) => entry + 0.5));
        await target.costs({
          kind: 'line',
          base: null,
          leaf: 0,
          direction: new Float32Array(leaves[0]!.size).fill(1),
          step: Float64Array.of(0.25, -0.25),
        });
        assert.deepEqual((await target.describe()).theta, theta);
        const { values: after } = await target.costs({ kind: 'base', base: null, count: 1 });
        assert.equal(after[0], before[0]);
      }));

    it('gives the same cost for one point, however it is asked for', () =>
      using(fixture, async (target) => {
        const { theta, leaves } = await target.describe();
        for (const [l, leaf] of leaves.entries()) {
          const value = round(theta[leaf.offset]! + 0.25, fixture);
          const whole = theta.slice();
          whole[leaf.offset] = value;
          const direction = new Float32Array(leaf.size);
          direction[0] = 1;
          const step = Float64Array.of(value - theta[leaf.offset]!);
          const [entry] = (
            await target.costs({
              kind: 'entries',
              base: null,
              index: Int32Array.of(leaf.offset),
              value: Float64Array.of(value),
            })
          ).values;
          const [line] = (await target.costs({ kind: 'line', base: null, leaf: l, direction, step })).values;
          const [base] = (await target.costs({ kind: 'base', base: whole, count: 1 })).values;
          assert.equal(line, entry);
          assert.equal(base, entry);
        }
      }));
  });
}

function odd(using: Using): void {
  const none = { reseed: false, restore: false, clear: false };

  it('clears accumulators where it is told to', () =>
    using(oddities.accumulates, async (target) => {
      const once = await target.gradients(null);
      near((await target.gradients(null))[0]!, 2 * once[0]!, 1e-12);
      await target.remedy({ ...none, clear: true });
      assert.deepEqual(await target.gradients(null), await target.gradients(null));
    }));

  it('restores changed inputs where it is told to', () =>
    using(oddities.changesInputs, async (target) => {
      const { theta } = await target.describe();
      const drifting = await target.costs({ kind: 'base', base: null, count: 2 });
      assert.notEqual(drifting.values[0], drifting.values[1]);
      await target.remedy({ ...none, restore: true });
      const { values } = await target.costs({ kind: 'base', base: null, count: 3 });
      assert.deepEqual([values[1], values[2]], [values[0], values[0]]);
      assert.deepEqual(
        await target.gradients(null),
        theta.map((entry) => 2 * entry),
      );
      const moved = theta.map((entry) => entry + 1);
      (await target.gradients(moved)).forEach((slope, i) => near(slope, 2 * moved[i]!, 1e-12));
    }));

  it('seeds random numbers where it is told to', () =>
    using(oddities.random, async (target) => {
      const different = await target.costs({ kind: 'base', base: null, count: 2 });
      assert.notEqual(different.values[0], different.values[1]);
      await target.remedy({ ...none, reseed: true });
      const same = await target.costs({ kind: 'base', base: null, count: 3 });
      assert.equal(new Set(same.values).size, 1);
      await target.remedy(none);
      const again = await target.costs({ kind: 'base', base: null, count: 2 });
      assert.notEqual(again.values[0], again.values[1]);
    }));

  it('runs forward right before backward, or at another point when asked to', () =>
    using(oddities.stale, async (target) => {
      const { theta } = await target.describe();
      const other = theta.map((entry) => entry + 1);
      await target.costs({ kind: 'base', base: other, count: 1 });
      assert.deepEqual(
        await target.gradients(null),
        theta.map((entry) => 2 * entry),
      );
      assert.deepEqual(
        await target.gradients(null, { staleForward: other }),
        other.map((entry) => 2 * entry),
      );
    }));

  it('hands backward a multiple of its upstream gradients, and only once', () =>
    using(oddities.upstream, async (target) => {
      const plain = await target.gradients(null);
      const [cost] = (await target.costs({ kind: 'base', base: null, count: 1 })).values;
      assert.ok(plain.every((slope) => slope !== 0));
      assert.deepEqual(
        await target.gradients(null, { upstreamScale: -2 }),
        plain.map((slope) => -2 * slope),
      );
      assert.deepEqual(await target.gradients(null), plain);
      assert.deepEqual((await target.costs({ kind: 'base', base: null, count: 1 })).values[0], cost);
    }));

  it('reports the point that throws, and goes on', () =>
    using(oddities.throws, async (target) => {
      const { theta } = await target.describe();
      const index = Int32Array.of(0, 1, 1, 2);
      const { values, failure } = await target.costs({
        kind: 'entries',
        base: null,
        index,
        value: Float64Array.of(1, 2, 11, 3),
      });
      assert.equal(failure?.point, 2);
      assert.match(failure.fault.message, /too large/);
      assert.equal(failure.fault.kind, 'throw');
      assert.equal(typeof failure.fault.line, 'number');
      assert.ok(Number.isFinite(values[1]) && Number.isNaN(values[2]) && Number.isNaN(values[3]));
      assert.deepEqual((await target.describe()).theta, theta);
      assert.equal((await target.costs({ kind: 'base', base: null, count: 1 })).failure, null);
      await rejects(target.gradients(null), 'throw', /no backward/);
    }));

  it('tells a shape that does not fit', () =>
    using(oddities.misshapen, (target) => rejects(target.gradients(null), 'shape', /dw has shape 2×3, w has 3/)));

  it('tells a gradient that is missing', () =>
    using(oddities.missing, (target) => rejects(target.gradients(null), 'no-gradient', /No gradient for w/)));

  it('passes NaN and infinity on', () =>
    using(oddities.notFinite, async (target) => {
      const { values, failure } = await target.costs({ kind: 'base', base: null, count: 1 });
      assert.equal(failure, null);
      assert.ok(Number.isNaN(values[0]));
      assert.deepEqual([...(await target.gradients(null))], [NaN, Infinity, -Infinity]);
    }));
}

async function rejects(work: Promise<unknown>, kind: string, says: RegExp): Promise<void> {
  await assert.rejects(work, (error: unknown) => {
    assert.ok(error instanceof GradientCheckError, String(error));
    assert.equal(error.fault.kind, kind, error.message);
    assert.match(error.message, says);
    return true;
  });
}

/** Central differences of all entries in one call. */
async function differences(
  target: Target,
  theta: Float64Array,
  base: Float64Array | null,
  fixture: Fixture,
): Promise<Float64Array> {
  const h = fixture.dtype === 'float32' ? 2 ** -7 : 2 ** -17;
  const index = Int32Array.from({ length: 2 * theta.length }, (_, k) => k >> 1);
  const value = Float64Array.from(index, (i, k) => round(theta[i]! + (k % 2 === 0 ? h : -h), fixture));
  const { values, failure } = await target.costs({ kind: 'entries', base, index, value });
  assert.equal(failure, null);
  return theta.map((_, i) => (values[2 * i]! - values[2 * i + 1]!) / (value[2 * i]! - value[2 * i + 1]!));
}

function round(entry: number, fixture: Fixture): number {
  return fixture.dtype === 'float32' ? Math.fround(entry) : entry;
}

function near(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected)), `${actual} is not near ${expected}`);
}
