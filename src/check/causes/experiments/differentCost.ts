import * as l10n from '@vscode/l10n';
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
    let [asymmetry, telling] = [0, 0];
    for (let k = 0; k < pairs; k++) {
      const found = await symmetry(all, k).catch(() => null);
      if (found === null) return null;
      asymmetry = Math.max(asymmetry, found.asymmetry);
      if (asymmetry > (all.isFloat32 ? 0.01 : 1e-4) || found.ofError > 0.05) return null;
      if (found.ofError >= 0) telling++;
    }
    if (telling < 2 && !all.isFloat32) return null;
    const everything = all.wrong.length === all.leaves.length;
    return cause(
      'different-cost',
      all.takesUpstream
        ? l10n.t('Backward is the exact derivative of a function, but not of the one that forward computes')
        : l10n.t('Backward is the exact gradient of a cost, but not of the cost that forward computes'),
      all.takesUpstream
        ? l10n.t(
            'Compare the formula of forward with what backward differentiates: another activation, another constant in it, a term that only one of them has.',
          )
        : l10n.t(
            'Compare the formula of the cost with what backward starts from: a term that only one of them has (labels, a regulariser, some examples), squared error against cross-entropy, another reduction. A wrong derivative in the very first step of backward, at the output, looks the same.',
          ),
      [
        l10n.t(
          "backward's own Jacobian is symmetric to {0} along {1} pairs of random directions, as only a gradient's is",
          asymmetry.toExponential(0),
          pairs,
        ),
        everything
          ? l10n.t('all leaves are wrong')
          : l10n.t('{0} of {1} leaves are wrong', all.wrong.length, all.leaves.length),
      ],
    );
  },
};

/** Σ |u_i g_i|: what the change of a gradient is read against. */
async function weight({ meter }: Evidence, base: Float64Array, u: Float64Array): Promise<number> {
  return (await meter.claim(base)).reduce((sum, g, i) => sum + Math.abs(g * u[i]!), 0);
}

interface Symmetry {
  /** |u·Jv − v·Ju| relative to the two. */
  asymmetry: number;
  /**
   * The same relative to what backward's error adds to them: a small error is not to hide behind the cost's own
   * symmetry. −1 where the error adds too little to be seen.
   */
  ofError: number;
}

async function symmetry(all: Evidence, draw: number): Promise<Symmetry> {
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
    const [up, down] = [
      await all.meter.claim(moved(base, [[step, d]], all)),
      await all.meter.claim(moved(base, [[-step, d]], all)),
    ];
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
  if (Math.max(a.size, b.size) < 1e-3 * (await weight(all, base, u))) return { asymmetry: 1, ofError: 1 };
  const difference = Math.abs(a.sum - b.sum);
  const curvature = await mixed(base, u, v, all);
  const added = Math.max(Math.abs(a.sum - curvature.value), Math.abs(b.sum - curvature.value));
  const rounding = curvature.error + 1e-7 * Math.max(a.size, b.size);
  return {
    asymmetry: difference / Math.max(a.size, b.size, Number.MIN_VALUE),
    ofError: added > 10 * rounding ? Math.max(0, difference - 3 * rounding) / added : -1,
  };
}

function moved(
  base: Float64Array,
  by: readonly (readonly [number, Float64Array])[],
  { isFloat32 }: Evidence,
): Float64Array {
  return base.map((x, i) => {
    const y = by.reduce((sum, [t, d]) => sum + t * d[i]!, x);
    return isFloat32 ? Math.fround(y) : y;
  });
}

/** u·Hv with H the Hessian of the cost, from costs at four corners, with two steps. */
async function mixed(
  base: Float64Array,
  u: Float64Array,
  v: Float64Array,
  all: Evidence,
): Promise<{ value: number; error: number }> {
  const at = async (t: number) => {
    const corner = (s: number, r: number) =>
      all.meter.cost(
        moved(
          base,
          [
            [s * t, u],
            [r * t, v],
          ],
          all,
        ),
      );
    return (
      ((await corner(1, 1)) - (await corner(1, -1)) - (await corner(-1, 1)) + (await corner(-1, -1))) / (4 * t * t)
    );
  };
  const step = all.isFloat32 ? 0.03 : 1e-3;
  const [near, far] = [await at(step), await at(2 * step)];
  return { value: near + (near - far) / 3, error: Math.abs(near - far) / 3 + all.result.noise / (step * step) };
}
