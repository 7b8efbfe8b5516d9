import assert from 'node:assert/strict';
import { generate, generateUpstream } from '../../../src/runtime/generate.ts';
import { isReshape } from '../../../src/runtime/shapes.ts';

const normal = { kind: 'normal', mean: 0, deviation: 1 } as const;

describe('generated arrays', () => {
  it('depend on seed and key alone', () => {
    assert.deepEqual(generate(1, 'W', [3, 4], normal), generate(1, 'W', [12], normal));
    assert.notDeepEqual(generate(1, 'W', [3], normal), generate(2, 'W', [3], normal));
    assert.notDeepEqual(generate(1, 'W', [3], normal), generate(1, 'b', [3], normal));
  });

  it('hold these very numbers, in every language', () => {
    assert.deepEqual([...generate(1, 'W', [2], normal)], [0.512708306312561, 0.31863465369679034]);
    assert.deepEqual([...generateUpstream(1, 0, 2, null)], [-1.459442518884316, -0.7323726110626012]);
  });

  it('are generic and of moderate size', () => {
    const entries = generate(3, 'x', [5000], normal);
    const mean = entries.reduce((a, b) => a + b) / entries.length;
    const variance = entries.reduce((a, b) => a + (b - mean) ** 2, 0) / entries.length;
    assert.ok(Math.abs(mean) < 0.05 && Math.abs(variance - 1) < 0.15, `${mean} ${variance}`);
    assert.ok(
      entries.every((entry) => Math.abs(entry) >= 1e-2 && Math.abs(entry) < 3 && Math.abs(Math.abs(entry) - 1) > 1e-4),
    );
  });

  it('repeat a label and use several', () => {
    for (let seed = 0; seed < 50; seed++) {
      const labels = generate(seed, 'y', [4], { kind: 'integer', low: 0, high: 10 });
      const distinct = new Set(labels).size;
      assert.ok(
        distinct > 1 && distinct < 4 && labels.every((label) => Number.isInteger(label) && label >= 0 && label < 10),
      );
    }
  });

  it('fill along an axis', () => {
    for (const axis of [0, 1, -1]) {
      const hot = generate(1, 'Y', [3, 4], { kind: 'one-hot', axis });
      const probable = generate(1, 'P', [3, 4], { kind: 'probability', axis });
      const [lines, length, at] =
        axis === 0 ? [4, 3, (l: number, i: number) => i * 4 + l] : [3, 4, (l: number, i: number) => l * 4 + i];
      for (let line = 0; line < lines; line++) {
        const sum = (entries: Float64Array): number =>
          Array.from({ length }, (_, i) => entries[at(line, i)]!).reduce((a, b) => a + b);
        assert.equal(sum(hot), 1);
        assert.ok(Math.abs(sum(probable) - 1) < 1e-12);
      }
    }
  });
});

describe('shapes', () => {
  it('are the same data where axes merge or have length 1', () => {
    assert.ok(
      isReshape([15], [3, 5]) && isReshape([3, 1], [3]) && isReshape([2, 12], [2, 3, 4]) && isReshape([1, 1], []),
    );
    assert.ok(!isReshape([5, 3], [3, 5]) && !isReshape([4, 6], [6, 2, 2]) && !isReshape([2, 3], [3]));
  });
});
