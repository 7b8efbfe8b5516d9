import { check } from '../../src/check/check.ts';
import { ArrayTarget } from '../zoo/arrayTarget.ts';
import type { Dtype } from '../zoo/algebra.ts';
import { normals, seeded } from '../zoo/random.ts';
import { count, emptyTally, figure } from './verdictTally.ts';
import type { Tally } from './verdictTally.ts';

type Mutation = 'none' | 'one entry' | 'last row' | 'first column';

/** One tanh layer with side² weights, ⟨u, tanh(W x)⟩: cheap enough to be asked at a million parameters. */
function wide(side: number, dtype: Dtype, mutation: Mutation, seed: number): { target: ArrayTarget; wrong: number } {
  const normal = normals(seeded(seed));
  const draw = (count: number, spread: number) =>
    Float64Array.from({ length: count }, () => Math.fround(spread * normal()));
  const [x, u] = [draw(side, 1), draw(side, 1)];
  const W = draw(side * side, 1 / Math.sqrt(side));
  const round = dtype === 'float32' ? Math.fround : (v: number) => v;
  const units = (w: ArrayLike<number>) =>
    Float64Array.from({ length: side }, (_, i) => {
      let sum = 0;
      for (let j = 0; j < side; j++) sum += w[i * side + j]! * x[j]!;
      return round(Math.tanh(round(sum)));
    });
  const wrong = Math.floor(seeded(seed + 9)() * side * side);
  const target = new ArrayTarget({
    leaves: [{ name: 'W', shape: [side, side], values: W, dtype }],
    cost: (p) => round(units(p['W']!).reduce((sum, a, i) => sum + u[i]! * a, 0)),
    gradients(p) {
      const a = units(p['W']!);
      const g = Float64Array.from({ length: side * side }, (_, at) => {
        const [i, j] = [Math.floor(at / side), at % side];
        return round(u[i]! * (1 - a[i]! * a[i]!) * x[j]!);
      });
      if (mutation === 'one entry') g[wrong] = round(1.5 * g[wrong]! + 0.5);
      if (mutation === 'last row') g.fill(0, side * (side - 1));
      if (mutation === 'first column') for (let i = 0; i < side; i++) g[i * side] = 0;
      return { W: g };
    },
  });
  return { target, wrong };
}

const options = {
  epsilon: 1e-7,
  seed: 1,
  mode: 'fast',
  budgetMilliseconds: 1e9,
  now: () => performance.now(),
} as const;

/** Evaluations to certify a layer, and to place errors in it, at two sizes. */
export async function runCosts(dtype: Dtype, largest: number): Promise<Tally> {
  const tally = emptyTally();
  for (const side of [100, 1000]) {
    if (side * side > largest) continue;
    const size = side === 100 ? '1e4' : '1e6';
    for (const mutation of ['none', 'one entry', 'last row', 'first column'] as const) {
      for (let seed = 1; seed <= (side === 100 ? 8 : 3); seed++) {
        const { target, wrong } = wide(side, dtype, mutation, seed);
        const result = await check(target, options);
        const isRight = mutation === 'none' ? result.verdict === 'correct' : result.verdict === 'wrong';
        const key =
          mutation === 'none' ? 'certify' : mutation === 'one entry' ? 'place one entry' : 'place a row or column';
        count(tally, `${dtype}|${key}|right`, isRight, `n = ${size}, ${mutation}, seed ${seed}: ${result.verdict}`);
        figure(tally, `${dtype}|${key}, n = ${size}`, result.evaluations);
        if (mutation === 'one entry' && dtype === 'float64') {
          const entries = result.leaves[0]!.entries.filter(({ verdict }) => verdict === 'wrong').map(
            ({ flat }) => flat,
          );
          count(
            tally,
            `${dtype}|${key}|named`,
            entries.join() === `${wrong}`,
            `n = ${size}, seed ${seed}: named ${entries.join()}, wrong is ${wrong}`,
          );
        }
      }
    }
  }
  return tally;
}
