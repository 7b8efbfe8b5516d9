import type { Elsewhere, Point } from './point.ts';
import { resolveEntries } from './resolve.ts';
import { around, boldStep } from './step.ts';
import { leafAt } from './layout.ts';
import { roundingPerLeaf, tolerance } from './sweep.ts';
import type { Surroundings } from './sweep.ts';

/** What two or three jittered points say about an entry that disagrees at θ₀. */
export type Persistence = 'wrong' | 'agrees' | 'unsure';

/**
 * Looks at entries again at two jittered points, and at a third where those differ. A bug stays a bug nearby; what a
 * kink or a special value did at θ₀ does not. Without a jittered point nothing can be said.
 */
export async function persistence(
  surroundings: Surroundings,
  elsewhere: Elsewhere,
  flats: number[],
): Promise<Map<number, Persistence>> {
  const wrong = new Map(flats.map((flat) => [flat, 0]));
  const agrees = new Map(flats.map((flat) => [flat, 0]));
  let open = flats;
  for (let k = 0; k < 3 && open.length > 0; k++) {
    const point = await elsewhere.at(k);
    if (!point) continue;
    for (const [flat, said] of await compareAt(surroundings, point, open)) {
      const counts = said === 'different' ? wrong : said === 'agrees' ? agrees : null;
      counts?.set(flat, counts.get(flat)! + 1);
    }
    if (k > 0) open = open.filter((flat) => wrong.get(flat)! < 2 && agrees.get(flat)! < 2);
  }
  return new Map(
    flats.map((flat) => {
      if (wrong.get(flat)! >= 2) return [flat, 'wrong'];
      return [flat, agrees.get(flat)! >= 2 || (agrees.get(flat)! > 0 && wrong.get(flat) === 0) ? 'agrees' : 'unsure'];
    }),
  );
}

type Said = 'different' | 'agrees' | 'unsure';

/** One bold quotient per entry; only what that leaves open gets more costs. */
async function compareAt(surroundings: Surroundings, point: Point, flats: number[]): Promise<Map<number, Said>> {
  const { evaluator, layout, scale } = surroundings;
  const stepAt = boldStep(scale, point.analytic);
  const rounding = roundingPerLeaf(layout.leaves, scale, point.analytic);
  const index = new Int32Array(2 * flats.length);
  const value = new Float64Array(2 * flats.length);
  flats.forEach((flat, k) => {
    const isFloat32 = scale.isFloat32 || layout.leaves[leafAt(layout.leaves, flat)]!.dtype === 'float32';
    const points = around(point.theta[flat]!, stepAt(point.theta[flat]!), isFloat32);
    index[2 * k] = index[2 * k + 1] = flat;
    value[2 * k] = points.plus;
    value[2 * k + 1] = points.minus;
  });
  const costs = await evaluator.atEntries(point.base, index, value);
  const said = new Map<number, Said>();
  const open: number[] = [];
  flats.forEach((flat, k) => {
    const width = value[2 * k]! - value[2 * k + 1]!;
    const [plus, minus] = [costs[2 * k]!, costs[2 * k + 1]!];
    const quotient = (plus - minus) / width;
    const claimed = point.analytic[flat]!;
    const extra = rounding[leafAt(layout.leaves, flat)]! + tolerance(scale, claimed || 0, quotient);
    const floor = (6 * Math.SQRT2 * scale.sigma) / width + extra;
    const residual = Math.abs(quotient - claimed);
    if (residual <= floor) said.set(flat, 'agrees');
    else if (isPlain(residual, floor, Math.abs(plus - 2 * point.cost + minus) / width)) said.set(flat, 'different');
    else open.push(flat);
  });
  for (const { flat, outcome } of await resolveEntries(surroundings, point, open)) {
    said.set(
      flat,
      outcome === 'different' ? 'different' : outcome === 'agrees' || outcome === 'kink' ? 'agrees' : 'unsure',
    );
  }
  return said;
}

/** A residual that neither noise nor one kink inside the step can explain. False for NaN. */
export function isPlain(residual: number, floor: number, bend: number): boolean {
  return residual > 3 * floor && bend < 0.25 * residual;
}
