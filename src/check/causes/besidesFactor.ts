import * as l10n from '@vscode/l10n';
import type { Cause } from '../../model/report.ts';
import { consequences } from './consequence.ts';
import { say } from './constants.ts';
import type { Evidence, LeafEvidence } from './evidence.ts';
import { siblingsOf } from './experiments/siblings.ts';
import { Zeroing } from './experiments/zeroing.ts';
import { agreement } from './fit.ts';

/** What may be said of the rest once the factor is off: where or what it is, not that the whole is something else. */
const tooWide = new Set([
  'unknown',
  'different-cost',
  'several',
  'constant-factor',
  'varying-factor',
  'elementwise-map',
]);

/**
 * One factor in several leaves, and something else in others: what passed through the step of the factor has it as well. So
 * it is taken off everything that is wrong, and what still is wrong then is explained as if it stood alone. That counts only
 * where all of it gets a cause.
 *
 * @param explain writes the causes of the evidence that it is given into the list
 */
export async function besidesFactor(
  all: Evidence,
  causes: (Cause | null)[],
  explain: (rest: Evidence, found: (Cause | null)[]) => Promise<void>,
): Promise<void> {
  const open = all.wrong.filter(({ index }) => !causes[index]);
  const known = sharedFactor(all, causes);
  if (!known || open.length === 0 || all.wrong.some(({ index }) => causes[index] && !isSame(causes[index], known)))
    return;
  // Where one path of several has the factor, what is handed down is no multiple of anything.
  if ((await consequences({ leaves: open, all, zeroing: new Zeroing(all) }, causes)).length > 0) return;
  const factor = Number(known.constants['factor']);
  const rest = withoutFactor(all, factor);
  const found = causes.map((): Cause | null => null);
  if (rest.wrong.length > 0) await explain(rest, found);
  if (rest.wrong.some(({ index }) => !found[index] || tooWide.has(found[index].id))) return;
  for (const leaf of open) {
    const other = found[leaf.index];
    // A right leaf beside it shows that what both are made from has no factor.
    const isFree = siblingsOf(leaf, all.leaves).some(({ isWrong }) => !isWrong);
    causes[leaf.index] = other ? (isFree ? other : beside(known, other)) : named(known, leaf);
  }
}

/** The factor that two leaves or more have for certain. */
function sharedFactor({ wrong }: Evidence, causes: readonly (Cause | null)[]): Cause | null {
  const factors = wrong.flatMap(({ index }) => {
    const own = causes[index];
    return own?.id === 'constant-factor' && own.confidence === 'certain' ? [own] : [];
  });
  return factors.find((one) => factors.filter((other) => isSame(one, other)).length > 1) ?? null;
}

const isSame = (a: Cause, b: Cause): boolean =>
  a.id === b.id && Math.abs(Number(a.constants['factor']) / Number(b.constants['factor']) - 1) < 1e-6;

/** What backward would claim if its wrong leaves were divided by the factor. */
function withoutFactor(all: Evidence, factor: number): Evidence {
  const scale = new Float64Array(all.layout.theta.length).fill(1);
  for (const { leaf } of all.wrong) scale.fill(1 / factor, leaf.offset, leaf.offset + leaf.size);
  const leaves = all.leaves.map((one): LeafEvidence => {
    if (!one.isWrong) return one;
    const views = one.views.map((view) => ({ ...view, analytic: view.analytic.map((claim) => claim / factor) }));
    return { ...one, views, isWrong: !agreement(views, ({ numeric, error }) => ({ value: numeric, error }), all).fits };
  });
  return { ...all, meter: all.meter.withClaims(scale), leaves, wrong: leaves.filter(({ isWrong }) => isWrong) };
}

function beside(known: Cause, other: Cause): Cause {
  const { factor, name } = known.constants;
  const words =
    factor === -1
      ? l10n.t('Beside the wrong sign')
      : l10n.t('Beside the factor {0}', String(name ?? say(Number(factor))));
  return {
    ...other,
    message: `${words}: ${other.message}`,
    evidence: [
      l10n.t('with {0} taken off all that is wrong:', factor === -1 ? '−1' : String(name ?? factor)),
      ...other.evidence,
    ],
    confidence: 'likely',
  };
}

function named(known: Cause, { leaf }: LeafEvidence): Cause {
  const { factor, name } = known.constants;
  const message =
    factor === -1
      ? l10n.t('{0} has the wrong sign as well', leaf.gradientName)
      : l10n.t('{0} is {1} × what the cost says as well', leaf.gradientName, String(name ?? say(Number(factor))));
  return { ...known, message };
}
