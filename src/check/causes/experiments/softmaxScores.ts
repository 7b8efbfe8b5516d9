import { largest } from '../../vectors.ts';
import type { LeafEvidence, View } from '../evidence.ts';

/** What stands in for p·(dp − S), S = Σ p·dp, where the scores are the leaf itself; u is p·(dp − S) as the cost has it. */
const slips: ((u: number, p: number) => { constant: number; timesS: number })[] = [
  (u, p) => ({ constant: u, timesS: p }),
  (u, p) => ({ constant: (1 - p) * u, timesS: (1 - p) * p }),
  (u, p) => ({ constant: u / p, timesS: 1 }),
  (u, p) => ({ constant: (u * (1 - p)) / p, timesS: 1 - p }),
  (u, p) => ({ constant: p * (1 - p) * u, timesS: p * p * (1 - p) }),
  (u, p) => ({ constant: p * u, timesS: p * p }),
];

/**
 * Whether backward is the right gradient without the sum over outputs, in one of the ways that people write it: with
 * p = softmax(leaf), one unknown S for each row must explain all of the row. False where the leaf is not the scores.
 */
export function isIncomplete(leaf: LeafEvidence, isFloat32: boolean): boolean {
  const columns = leaf.leaf.shape.at(-1) ?? 1;
  if (columns < 3 || !leaf.isFull) return false;
  return slips.some((slip) => leaf.views.every((view) => rowsFit(view, columns, slip, isFloat32 ? 3e-3 : 1e-5)));
}

function rowsFit(view: View, columns: number, slip: (typeof slips)[0], tolerance: number): boolean {
  for (let from = 0; from < view.theta.length; from += columns) {
    const e = view.theta.subarray(from, from + columns).map(Math.exp);
    const sum = e.reduce((a, b) => a + b, 0);
    const terms = Array.from(e, (x, j) => slip(view.numeric[from + j]!, x / sum));
    const rest = terms.map(({ constant }, j) => view.analytic[from + j]! - constant);
    const s =
      rest.reduce((a, r, j) => a + r * terms[j]!.timesS, 0) / terms.reduce((a, { timesS }) => a + timesS * timesS, 0);
    const size = largest(view.analytic.subarray(from, from + columns));
    const fits = rest.every(
      (r, j) => Math.abs(r - s * terms[j]!.timesS) <= tolerance * size + (10 * view.error[from + j]!) / (e[j]! / sum),
    );
    if (!fits) return false;
  }
  return true;
}
