import { Random } from '../../random.ts';
import { rms } from '../../vectors.ts';
import type { Evidence } from '../evidence.ts';
import { cause } from '../words.ts';
import type { Experiment } from './experiment.ts';

/**
 * Backward may be the exact gradient of a cost, only not of this one. A field is a gradient just when its Jacobian is
 * symmetric: u·(∂g/∂v) = v·(∂g/∂u) for random u and v, with differences of backward's own values.
 */
export const differentCost: Experiment = {
  id: 'different-cost',
  async test({ leaves, all }) {
    // One leaf alone is too easily a gradient of something; a missing step in the middle never is.
    if (leaves.length < 2 || leaves.length < all.wrong.length) return null;
    const pairs = all.isFloat32 ? 5 : 3;
    let asymmetry = 0;
    for (let k = 0; k < pairs; k++) {
      const found = await symmetry(all, k).catch(() => null);
      if (found === null) return null;
      asymmetry = Math.max(asymmetry, found);
      if (asymmetry > (all.isFloat32 ? 0.01 : 1e-4)) return null;
    }
    const everything = all.wrong.length === all.leaves.length;
    return cause(
      'different-cost',
      'Backward is the exact gradient of a cost, but not of the cost that forward computes',
      'Compare the formula of the cost with what backward starts from: a term that only one of them has (labels, a regulariser, some examples), squared error against cross-entropy, another reduction.',
      [
        `backward's own Jacobian is symmetric to ${asymmetry.toExponential(0)} along ${pairs} pairs of random directions, as only a gradient's is`,
        everything ? 'all leaves are wrong' : `${all.wrong.length} of ${all.leaves.length} leaves are wrong`,
      ],
    );
  },
};

/** Σ |u_i g_i|: what the change of a gradient is read against. */
async function weight({ meter }: Evidence, base: Float64Array, u: Float64Array): Promise<number> {
  return (await meter.claim(base)).reduce((sum, g, i) => sum + Math.abs(g * u[i]!), 0);
}

/** |u·Jv − v·Ju| relative to the two. */
async function symmetry(all: Evidence, draw: number): Promise<number> {
  const base = all.points[draw % all.points.length]!;
  const random = new Random(all.seed + draw, 47);
  const direction = () => {
    const d = new Float64Array(base.length);
    for (const { leaf } of all.leaves) {
      const size = 0.3 + rms(base.subarray(leaf.offset, leaf.offset + leaf.size));
      for (let i = leaf.offset; i < leaf.offset + leaf.size; i++) d[i] = size * random.signed();
    }
    return d;
  };
  const [u, v] = [direction(), direction()];
  const step = all.isFloat32 ? 4e-3 : 1e-4;
  const along = async (d: Float64Array, e: Float64Array) => {
    const moved = (t: number) => base.map((x, i) => (all.isFloat32 ? Math.fround(x + t * d[i]!) : x + t * d[i]!));
    const [up, down] = [await all.meter.claim(moved(step)), await all.meter.claim(moved(-step))];
    let [sum, size] = [0, 0];
    for (let i = 0; i < e.length; i++) {
      const term = (e[i]! * (up[i]! - down[i]!)) / (2 * step);
      sum += term;
      size += Math.abs(term);
    }
    return { sum, size };
  };
  const [a, b] = [await along(v, u), await along(u, v)];
  // A gradient that does not change at all is symmetric without meaning anything.
  if (Math.max(a.size, b.size) < 1e-3 * (await weight(all, base, u))) return 1;
  return Math.abs(a.sum - b.sum) / Math.max(a.size, b.size, Number.MIN_VALUE);
}
