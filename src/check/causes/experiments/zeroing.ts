import type { Evidence, LeafEvidence } from '../evidence.ts';

/** What becomes of one leaf's gradient when another leaf is set to zero. */
export interface Effect {
  /** The cost no longer depends on the leaf: all its influence passes through the leaf that is zero. */
  vanishes: boolean;
  /** What backward claims then agrees with the cost, and that says something. */
  agrees: boolean;
  /** Backward claims nothing (0) where the cost has a slope. */
  lost: boolean;
  /** Backward claims a slope where the cost has none. */
  invented: boolean;
}

/**
 * An experiment on the flow of gradients: each leaf is set to zero in turn, and a few entries of all others are
 * measured. It shows which leaves feed through which, whatever they are called, and which path carries an error.
 */
export class Zeroing {
  readonly #all: Evidence;
  readonly #rows = new Map<number, Promise<Effect[] | null>>();
  readonly #base: number;

  constructor(all: Evidence) {
    this.#all = all;
    this.#base = all.points.length > 1 ? 1 : 0;
  }

  /** The effect of `zeroed` = 0 on every leaf; null where the cost or backward fails there. */
  effects(zeroed: LeafEvidence): Promise<Effect[] | null> {
    let row = this.#rows.get(zeroed.index);
    if (!row) this.#rows.set(zeroed.index, (row = this.#measure(zeroed).catch(() => null)));
    return row;
  }

  async effect(zeroed: LeafEvidence, on: LeafEvidence): Promise<Effect | null> {
    return (await this.effects(zeroed))?.[on.index] ?? null;
  }

  async #measure(zeroed: LeafEvidence): Promise<Effect[] | null> {
    const { meter, leaves, points } = this.#all;
    if (meter.spent) return null;
    const base = points[this.#base]!.slice();
    base.fill(0, zeroed.leaf.offset, zeroed.leaf.offset + zeroed.leaf.size);
    const chosen = leaves.map((leaf) => loudest(leaf, this.#base, leaves.length > 10 ? 3 : 5));
    const flat = chosen.flatMap((entries, l) => entries.map((i) => leaves[l]!.leaf.offset + i));
    const slopes = await meter.slopes(base, flat);
    const claimed = await meter.claim(base);
    let at = 0;
    return chosen.map((entries, l) => {
      const found = entries.map((entry) => {
        const k = at++;
        const before = Math.abs(leaves[l]!.views[this.#base]!.numeric[entry]!);
        const theta = base[flat[k]!]!;
        return { num: slopes.numeric[k]!, error: slopes.error[k]!, claim: claimed[flat[k]!]!, before, theta };
      });
      return effectOf(found, this.#all.isFloat32);
    });
  }
}

interface Probe {
  num: number;
  error: number;
  claim: number;
  /** |num| before anything was zero. */
  before: number;
  theta: number;
}

function effectOf(found: Probe[], isFloat32: boolean): Effect {
  const usable = found.filter(({ num, error }) => Number.isFinite(num) && Number.isFinite(error));
  const size = Math.max(0, ...usable.map(({ before }) => before));
  const small = (x: number, error: number) => Math.abs(x) <= 3 * error + (isFloat32 ? 1e-4 : 1e-7) * size;
  const rounding = isFloat32 ? 1e-5 : 1e-7;
  const near = ({ num, claim, error }: Probe) =>
    Math.abs(num - claim) <= 3 * error + rounding * Math.max(Math.abs(claim), size);
  const decay = decayOf(usable);
  const vanishes = usable.length > 0 && usable.every(({ num, error, theta }) => small(num - decay(theta), error));
  const says = usable.some(({ num, error }) => Math.abs(num) > 20 * error);
  const claims = usable.some(
    ({ claim, num, error }) => Math.abs(claim - (vanishes ? num : 0)) > 20 * error + 1e-4 * size,
  );
  return {
    vanishes,
    agrees: !vanishes && says && usable.every(near),
    lost: !vanishes && says && usable.every(({ claim }) => claim === 0),
    invented: vanishes && claims,
  };
}

/** Weight decay stays when all else is cut off: the multiple of θ or of its sign that three or more entries share, else 0. */
function decayOf(found: readonly Probe[]): (theta: number) => number {
  for (const term of [(theta: number) => theta, Math.sign]) {
    const ratios = found
      .filter(({ theta }) => theta !== 0)
      .map(({ num, theta, error }) => ({ k: num / term(theta), error: error / Math.abs(term(theta)) }));
    const first = ratios[0];
    if (!first || ratios.length < 3 || Math.abs(first.k) < 20 * first.error) continue;
    const isShared = ratios.every(
      ({ k, error }) => Math.abs(k - first.k) <= 4 * (error + first.error) + 1e-6 * Math.abs(k),
    );
    if (isShared) return (theta) => first.k * term(theta);
  }
  return () => 0;
}

/** The entries with the largest measured slopes at a view. */
function loudest({ views }: LeafEvidence, view: number, count: number): number[] {
  const { numeric, analytic, error } = views[Math.min(view, views.length - 1)]!;
  const size = (i: number) => (Number.isFinite(error[i]!) ? Math.abs(numeric[i]!) + 1e-3 * Math.abs(analytic[i]!) : -1);
  const known = Array.from(numeric.keys()).filter((i) => !Number.isNaN(numeric[i]!));
  return known.sort((a, b) => size(b) - size(a)).slice(0, count);
}
