import assert from 'node:assert/strict';
import { Ray, compare, shrink } from '../../../src/check/ray.ts';

const sigma = 2 ** -53;

/** A ray through f at x, with steps from 2e-4 (or `first`) down by 4. */
function rayOf(f: (x: number) => number, x: number, levels = 8, first = 2e-4, noise = sigma): Ray {
  const ray = new Ray(f(x), noise * Math.max(1, Math.abs(f(x))));
  for (let k = 0, t = first; k < levels; k++, t /= shrink) ray.add((x + t - (x - t)) / 2, f(x + t), f(x - t));
  return ray;
}

const relu = (x: number) => Math.max(0, x);

describe('Ridders extrapolation', () => {
  const table: [string, (x: number) => number, number, number, number][] = [
    ['exp at 0', Math.exp, 0, 1, 1e-10],
    ['exp at 3', Math.exp, 3, Math.exp(3), 1e-9],
    ['sin at 1', Math.sin, 1, Math.cos(1), 1e-10],
    ['x³ at 2', (x) => x ** 3, 2, 12, 1e-9],
    ['x⁵ at 0', (x) => x ** 5, 0, 0, 1e-12],
    ['log at 0.1', Math.log, 0.1, 10, 1e-8],
    ['tanh at 5', Math.tanh, 5, 1 - Math.tanh(5) ** 2, 1e-10],
    ['sin 100x at 0.3', (x) => Math.sin(100 * x), 0.3, 100 * Math.cos(30), 1e-6],
    ['a constant', () => 4, 1, 0, 1e-10],
    ['√ at 1e-2', Math.sqrt, 1e-2, 5, 1e-8],
  ];
  for (const [name, f, x, slope, tolerance] of table) {
    it(`finds the slope of ${name}, with an error bar that holds`, () => {
      const { value, error } = rayOf(f, x).central;
      assert.ok(Math.abs(value - slope) <= tolerance, `${value} is not ${slope}`);
      assert.ok(Math.abs(value - slope) <= error, `error bar ${error} is too short`);
      assert.ok(error <= 1e4 * tolerance, `error bar ${error} is too long`);
    });
  }

  it('sees both slopes of a kink, on it and next to it', () => {
    for (const distance of [0, 1e-12, 1e-9, 1e-8]) {
      const ray = rayOf((x) => 3 * relu(x + distance) + x, 0);
      assert.ok(ray.isKink, `${distance}`);
      assert.ok(Math.abs(ray.left.value - 1) < 1e-2 && Math.abs(ray.right.value - 4) < 1e-2);
    }
  });

  it('gets past a kink that lies inside the first steps only', () => {
    for (const distance of [1e-6, 1e-5, 1e-4]) {
      const { value, error } = rayOf((x) => 3 * relu(x - distance) + Math.sin(x), 0, 12).central;
      assert.ok(Math.abs(value - 1) <= Math.max(error, 1e-12), `${distance}: ${value} ± ${error}`);
      assert.ok(error < 1e-3);
    }
  });

  it('stays usable where one side has no cost', () => {
    const ray = rayOf((x) => (x < 0 ? NaN : x * x + 2 * x), 0);
    assert.ok(Math.abs(ray.right.value - 2) <= ray.right.error);
    assert.equal(
      compare(ray, 2, () => 1e-7),
      'agrees',
    );
    assert.equal(
      compare(
        rayOf(() => NaN, 0),
        2,
        () => 1e-7,
      ),
      'no-value',
    );
  });
});

describe('a claimed slope against a ray', () => {
  const room = () => 1e-9;
  it('agrees, or is different', () => {
    assert.equal(compare(rayOf(Math.sin, 1), Math.cos(1), room), 'agrees');
    assert.equal(compare(rayOf(Math.sin, 1), 1.0001 * Math.cos(1), room), 'different');
    assert.equal(compare(rayOf(Math.sin, 1), NaN, room), 'different');
    assert.equal(compare(rayOf(Math.sin, 1), Infinity, room), 'different');
  });

  it('may be either slope of a kink, or a value between them, and nothing else', () => {
    const ray = rayOf((x) => 3 * relu(x) + x, 0);
    for (const claimed of [1, 2.5, 4]) assert.match(compare(ray, claimed, room), /kink|agrees/, `${claimed}`);
    for (const claimed of [0.9, 4.2, -1]) assert.notEqual(compare(ray, claimed, room), 'kink', `${claimed}`);
    for (const claimed of [0.9, 4.2, -1]) assert.notEqual(compare(ray, claimed, room), 'agrees', `${claimed}`);
  });
});
