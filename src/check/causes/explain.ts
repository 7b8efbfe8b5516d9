import * as l10n from '@vscode/l10n';
import type { Cause } from '../../model/report.ts';
import type { Target } from '../../model/target.ts';
import type { CheckResult } from '../result.ts';
import { besidesFactor } from './besidesFactor.ts';
import { consequences } from './consequence.ts';
import { gather } from './evidence.ts';
import type { Evidence, LeafEvidence } from './evidence.ts';
import { accumulation } from './experiments/accumulation.ts';
import type { Group } from './experiments/experiment.ts';
import { differentCost } from './experiments/differentCost.ts';
import { ownLine } from './experiments/ownLine.ts';
import { multipliersOf, siblingsOf } from './experiments/siblings.ts';
import { upstreamScaled } from './experiments/upstreamScaled.ts';
import { upstreamIgnored } from './experiments/upstreamIgnored.ts';
import { Zeroing } from './experiments/zeroing.ts';
import { sharesMap } from './hypotheses/elementwise.ts';
import { samePart } from './hypotheses/partial.ts';
import { headline } from './headline.ts';
import type { Shorter } from './shorter.ts';
import { byItself } from './table.ts';
import { guarded, together } from './together.ts';
import { explainApart, notFrom } from './twoAtOnce.ts';
import { unknownCause } from './unknown.ts';
import { list } from './words.ts';

export interface ExplainOptions {
  seed: number;
  /** Cost evaluations that may be spent on explaining; experiments stop where they are used up. */
  maxEvaluations: number;
  /** Backward is handed upstream gradients of ours. */
  takesUpstream: boolean;
  /**
   * Where the cost is a guess: factors that it may have besides. The question then is what is wrong if the cost is this one,
   * and that backward may have another is no answer.
   */
  costScales: readonly number[];
  /** Causes that are known beforehand, in the order of the leaves. */
  known: readonly (Cause | null)[];
  /** Runs the check with less data: one step of a sequence, one example. */
  shorter: () => Promise<readonly Shorter[]>;
}

export interface Explanation {
  overall: Cause | null;
  /** One for each leaf of the layout; null where nothing is wrong. */
  leaves: (Cause | null)[];
}

/**
 * Says why leaves are wrong. First each leaf by itself is held against the table of hypotheses, at the checked point
 * and at others; what is left is explained together, by experiments. Only what fits every informative entry is said.
 */
export async function explain(
  result: CheckResult,
  target: Target,
  options: Partial<ExplainOptions> = {},
): Promise<Explanation> {
  const causes = result.layout.leaves.map((_, index): Cause | null => options.known?.[index] ?? null);
  if (result.leaves.every(({ verdict }) => verdict !== 'wrong'))
    return { overall: null, leaves: causes.map(() => null) };
  const all = await gather(target, result, {
    seed: options.seed ?? 1,
    maxEvaluations: options.maxEvaluations ?? 20_000,
    takesUpstream: options.takesUpstream ?? false,
    costScales: options.costScales ?? [1],
    shorter: options.shorter ?? (() => Promise.resolve([])),
  });
  const upstream = all.takesUpstream ? await guarded(() => upstreamScaled(all)) : null;
  const grown = await guarded(() => accumulation(target, result));
  const isCostGiven = all.takesUpstream || options.costScales !== undefined;
  // What is nothing but the parameter itself says more than that it does not react.
  const first = (leaf: LeafEvidence, own: Cause | null): Cause | null | undefined =>
    grown?.[leaf.index] ?? (own?.id === 'data-term-missing' ? undefined : upstream?.get(leaf));
  const held = await explainEach(all, causes, first);
  await besidesFactor(all, causes, async (rest, found) => {
    const waiting = await explainEach(rest, found, () => null);
    await explainTogether(rest, found, waiting, isCostGiven);
  });
  await explainTogether(all, causes, held, isCostGiven);
  for (const leaf of all.wrong) causes[leaf.index] ??= unknownCause(leaf, all);
  doubtLonelyFactors(all, causes);
  const explained = all.wrong.map((leaf) => ({ leaf, cause: causes[leaf.index]! }));
  return { overall: headline(explained, all), leaves: causes };
}

/** Each leaf by itself; what is only likely is handed back. */
async function explainEach(
  all: Evidence,
  causes: (Cause | null)[],
  first: (leaf: LeafEvidence, own: Cause | null) => Cause | null | undefined,
): Promise<Map<LeafEvidence, Cause>> {
  const held = new Map<LeafEvidence, Cause>();
  for (const leaf of all.wrong.filter(({ index }) => !causes[index])) {
    const own = await guarded(async () => byItself(leaf, all));
    const found = first(leaf, own) ?? own;
    // What is only likely waits: an experiment may know better.
    if (found?.confidence === 'certain') causes[leaf.index] = found;
    // One outer product is a finding only where the upstream gradient is known to be right (ownLine.ts asks).
    else if (found && found.id !== 'one-example') held.set(leaf, found);
  }
  holdLonelyFactors(all, causes, held);
  spreadMaps(all, causes);
  spreadParts(all, causes);
  return held;
}

/** What no leaf shows by itself; where that fails as well, what was only likely. */
async function explainTogether(
  all: Evidence,
  causes: (Cause | null)[],
  held: ReadonlyMap<LeafEvidence, Cause>,
  isCostGiven: boolean,
): Promise<void> {
  if (isOneVaryingFactor(all, held)) for (const [leaf, found] of held) causes[leaf.index] = found;
  else await explainRest(all, causes, isCostGiven);
  for (const leaf of all.wrong) causes[leaf.index] ??= held.get(leaf) ?? null;
}

/** Matrices that share their upstream gradient with this bias and are wrong for a reason that is not known. */
const puzzles = (vector: LeafEvidence, all: Evidence, causes: readonly (Cause | null)[]): LeafEvidence[] =>
  multipliersOf(vector, all.leaves).filter(
    ({ isWrong, index }) => isWrong && (!causes[index] || causes[index].id === 'unknown'),
  );

/**
 * A factor of a bias beside a matrix that is wrong in a way that nothing explains: rather one mistake in the gradient
 * that both are made from, in whose sum a factor is left, than two. It waits for what explains both.
 */
function holdLonelyFactors(all: Evidence, causes: (Cause | null)[], held: Map<LeafEvidence, Cause>): void {
  for (const vector of all.wrong) {
    const own = causes[vector.index];
    if (own?.id !== 'constant-factor' || puzzles(vector, all, causes).length === 0) continue;
    held.set(vector, own);
    causes[vector.index] = null;
  }
}

function doubtLonelyFactors(all: Evidence, causes: (Cause | null)[]): void {
  for (const vector of all.wrong) {
    const own = causes[vector.index];
    const beside = puzzles(vector, all, causes);
    if (own?.id !== 'constant-factor' || beside.length === 0) continue;
    const unknown = unknownCause(vector, all);
    const shared = l10n.t(
      '{0}; but {1}, made from the same gradient, fits no such factor',
      own.message,
      list(beside.map(({ leaf }) => leaf.gradientName)),
    );
    causes[vector.index] = { ...unknown, evidence: [shared, ...unknown.evidence] };
  }
}

/** Every leaf that can show it has the same factor at each point: no step of backward does that, one number at its end does. */
function isOneVaryingFactor(all: Evidence, held: ReadonlyMap<LeafEvidence, Cause>): boolean {
  const factors = all.wrong
    .filter(({ leaf }) => leaf.size >= 4)
    .map((leaf) => (held.get(leaf)?.id === 'varying-factor' ? Number(held.get(leaf)!.constants['factor']) : NaN));
  const near = (f: number) => Math.abs(f / factors[0]! - 1) < (all.isFloat32 ? 0.02 : 1e-4);
  return factors.length > 1 && factors.every(near);
}

/** A map that is sure for one leaf is tried on those that are too small to tell, or fit something else by chance. */
function spreadMaps(all: Evidence, causes: (Cause | null)[]): void {
  const known = causes.find((found) => found?.id === 'elementwise-map');
  if (!known) return;
  for (const leaf of all.wrong) {
    const own = causes[leaf.index];
    if (own?.id === 'elementwise-map' || (own && leaf.leaf.size > 3) || !sharesMap(leaf, known, all)) continue;
    causes[leaf.index] = { ...known, message: l10n.t('{0} fits as well: {1}', leaf.leaf.gradientName, known.message) };
  }
}

/** Where rows of a matrix are left out, a bias that is wrong in the same entries has the same mistake. */
function spreadParts(all: Evidence, causes: (Cause | null)[]): void {
  for (const vector of all.wrong) {
    if (causes[vector.index]?.id === 'partial') continue;
    const matrix = multipliersOf(vector, all.leaves).find(({ index }) => causes[index]?.id === 'partial');
    const found = matrix && samePart(vector, causes[matrix.index]!, all);
    if (found) causes[vector.index] = found;
  }
}

/** Leaves that no hypothesis fits: consequences of explained ones, errors in their own line, then steps in common. */
async function explainRest(all: Evidence, causes: (Cause | null)[], isCostGiven: boolean): Promise<void> {
  const zeroing = new Zeroing(all);
  const open = () => all.wrong.filter(({ index }) => !causes[index]);
  if (open().length === 0) return;
  for (const [leaf, found] of await consequences({ leaves: open(), all, zeroing }, causes)) causes[leaf.index] = found;
  // A cost of its own explains everything at once; only then are leaves looked at one by one.
  const first = isCostGiven ? [upstreamIgnored] : [upstreamIgnored, differentCost];
  const other = open().length > 1 ? await together({ leaves: open(), all, zeroing }, first) : null;
  if (!other) {
    await explainApart({ leaves: open(), all, zeroing }, causes);
    await explainLines({ leaves: open(), all, zeroing }, causes);
  }
  const leaves = open();
  if (leaves.length === 0) return;
  if (other) {
    for (const leaf of leaves) causes[leaf.index] = other;
    return;
  }
  const found = await together({ leaves, all, zeroing });
  if (!found) return;
  const apart = await notFrom(found, { leaves, all, zeroing });
  for (const leaf of leaves) if (!apart.includes(leaf)) causes[leaf.index] = found;
  const second = apart.length > 0 ? await together({ leaves: apart, all, zeroing }) : null;
  for (const leaf of apart) causes[leaf.index] = second;
}

/**
 * Errors in a leaf's own line, among several unexplained ones. A right bias shows only that the upstream gradient is
 * right in sum; so where a second line would be wrong as well, or what lies below stays unexplained, nothing is said.
 */
async function explainLines({ leaves, all, zeroing }: Group, causes: (Cause | null)[]): Promise<void> {
  const found: [LeafEvidence, Cause][] = [];
  for (const leaf of leaves.length > 1 ? leaves : []) {
    const beside = siblingsOf(leaf, all.leaves);
    if (beside.length === 0 || beside.some(({ isWrong }) => isWrong)) continue;
    const effects = await zeroing.effects(leaf);
    if (leaves.some((other) => other !== leaf && effects?.[other.index]?.vanishes)) continue;
    const line = await guarded(() => ownLine.test({ leaves: [leaf], all, zeroing }));
    if (line) found.push([leaf, line]);
  }
  if (found.filter(([, { id }]) => id === 'own-line').length > 1) return;
  for (const [leaf, line] of found) causes[leaf.index] = line;
}
