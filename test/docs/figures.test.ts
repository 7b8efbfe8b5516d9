import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/provision/paths.ts';

const faq = readFileSync(join(root, 'docs/faq.md'), 'utf8').replaceAll(/\s+/gu, ' ');

type Round = (value: number) => number;

/** Seeded numbers in (-1, 1). */
function numbers(count: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return (2 * state) / 2_147_483_647 - 1;
  });
}

/** A layer of 6 tanh units over 8 examples with squared error; each operation is rounded. */
function problem(seed: number, round: Round) {
  const [inputs, units, examples] = [5, 6, 8];
  const theta = numbers(inputs * units, seed).map(round);
  const x = numbers(inputs * examples, seed + 1).map(round);
  const t = numbers(units * examples, seed + 2).map(round);
  const output = (w: number[], e: number, u: number): number => {
    let z = 0;
    for (let i = 0; i < inputs; i++) z = round(z + round(w[u * inputs + i]! * x[e * inputs + i]!));
    return round(Math.tanh(z));
  };
  const cost = (w: number[]): number => {
    let sum = 0;
    for (let e = 0; e < examples; e++)
      for (let u = 0; u < units; u++) {
        const error = round(output(w, e, u) - t[e * units + u]!);
        sum = round(sum + round(error * error));
      }
    return sum;
  };
  const gradient = theta.map((_, k) => {
    const [u, i] = [Math.floor(k / inputs), k % inputs];
    let sum = 0;
    for (let e = 0; e < examples; e++) {
      const y = output(theta, e, u);
      sum += 2 * (y - t[e * units + u]!) * (1 - y * y) * x[e * inputs + i]!;
    }
    return sum;
  });
  return { theta, cost, gradient };
}

const norm = (v: number[]): number => Math.hypot(...v);

/** The textbook's difference of a right gradient; `offset` is added to the cost. */
function difference(seed: number, round: Round, epsilon: number, offset = 0): number {
  const { theta, cost, gradient } = problem(seed, round);
  const approximation = theta.map((value, k) => {
    const at = (to: number): number => round(cost(theta.with(k, round(to))) + offset);
    return (at(value + epsilon) - at(value - epsilon)) / (2 * epsilon);
  });
  const apart = norm(approximation.map((a, k) => a - gradient[k]!));
  return apart / (norm(approximation) + norm(gradient));
}

const seeds = [11, 222, 3333, 44_444, 555_555];

const says = (words: string): void => assert.ok(faq.includes(words), words);
const exact: Round = (value) => value;

describe('figures in docs/faq.md', () => {
  it('round-off alone at ε = 1e-7 gives a right gradient in float64 a difference of 1e-9 to 1e-6', () => {
    says('the round-off of the cost alone gives a difference of 1e-9 to 1e-6, more where the cost is large');
    for (const seed of seeds) {
      for (const offset of [0, 300]) {
        const found = difference(seed, exact, 1e-7, offset);
        assert.ok(found > 1e-9 && found < 1e-6, found.toExponential(1));
      }
      assert.ok(difference(seed, exact, 1e-7, 1e6) > 1e-6);
    }
  });

  it('in float32 the best step leaves about 4 digits, and ε = 1e-7 none', () => {
    says('no step gives more than about 4 digits of a gradient (ε = 1e-7 gives none)');
    for (const seed of seeds) {
      const steps = Array.from({ length: 25 }, (_, k) => 10 ** (-k / 4));
      const best = Math.min(...steps.map((step) => difference(seed, Math.fround, step)));
      assert.ok(best > 5e-6 && best < 2e-4, best.toExponential(1));
      assert.ok(difference(seed, Math.fround, 1e-7) > 0.1);
    }
  });
});
