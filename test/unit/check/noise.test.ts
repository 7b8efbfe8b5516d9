import assert from 'node:assert/strict';
import { noiseOf } from '../../../src/check/noise.ts';
import { Random } from '../../../src/check/random.ts';

/** Nine values of f around x. */
function nine(f: (x: number) => number, x: number, spacing: number): number[] {
  return Array.from({ length: 9 }, (_, k) => f(x + (k - 4) * spacing));
}

describe('ECNoise', () => {
  for (const sigma of [1e-12, 1e-8, 1e-4]) {
    it(`finds added noise of σ = ${sigma} under a smooth function, within a factor 3 nearly always`, () => {
      const random = new Random(1);
      const ratios = Array.from({ length: 200 }, () => {
        const found = noiseOf(nine((x) => Math.exp(x) + sigma * random.normal(), 0.5, Math.sqrt(sigma) / 20));
        return found.sigma === null ? NaN : found.sigma / sigma;
      });
      const right = ratios.filter((ratio) => ratio > 1 / 3 && ratio < 3).length;
      assert.ok(right >= 180, `${right} of 200`);
    });
  }

  it('finds the rounding of float32 arithmetic', () => {
    const found = noiseOf(nine((x) => Math.fround(Math.exp(x)), 0.5, 1e-5)).sigma!;
    assert.ok(found > 2 ** -28 && found < 2 ** -21, `${found}`);
  });

  it('asks for another spacing where values tie or run away', () => {
    assert.equal(noiseOf(nine(() => 1, 0, 1e-3)).spacing, 'too close');
    assert.equal(noiseOf(nine(Math.exp, 0, 1)).spacing, 'too wide');
  });
});

describe('the random generator', () => {
  it('gives the same numbers for the same seed and others for another seed or stream', () => {
    const draw = (seed: number, stream = 0) =>
      Array.from(
        { length: 5 },
        (
          (r) => () =>
            r.uniform()
        )(new Random(seed, stream)),
      );
    assert.deepEqual(draw(7), draw(7));
    assert.notDeepEqual(draw(7), draw(8));
    assert.notDeepEqual(draw(7), draw(7, 1));
  });

  it('is uniform, normal and signed as it says', () => {
    const random = new Random(3);
    const mean = (draw: () => number) => Array.from({ length: 20000 }, draw).reduce((a, b) => a + b) / 20000;
    assert.ok(Math.abs(mean(() => random.uniform()) - 0.5) < 0.01);
    assert.ok(Math.abs(mean(() => random.normal())) < 0.03);
    assert.ok(Math.abs(mean(() => random.normal() ** 2) - 1) < 0.05);
    const signed = Array.from({ length: 1000 }, () => random.signed());
    assert.ok(signed.every((v) => Math.abs(v) >= 0.5 && Math.abs(v) < 1.5));
    assert.ok(signed.some((v) => v < 0) && signed.some((v) => v > 0));
  });
});
