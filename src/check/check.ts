import * as l10n from '@vscode/l10n';
import type { Doubt, Note, Verdict } from '../model/report.ts';
import type { Target } from '../model/target.ts';
import { booked } from './context.ts';
import type { CheckContext } from './context.ts';
import { Evaluator } from './evaluator.ts';
import { exactLeaves } from './exact.ts';
import { fastLeaf, probeAll } from './fast.ts';
import { leafOf } from './layout.ts';
import { maskingNotes, stillNotes } from './masking.ts';
import { estimateNoise } from './noise.ts';
import { Elsewhere } from './point.ts';
import { noRemedies, preflight } from './preflight.ts';
import type { Preflight } from './preflight.ts';
import { Random } from './random.ts';
import type { CheckResult, LeafResult, Phases, TextbookResult } from './result.ts';
import { commonScale, probeEvidence, sweepEvidence } from './scale.ts';
import type { Suspicion } from './suspicion.ts';
import type { Sweep } from './sweep.ts';
import { textbookCheck } from './textbook.ts';
import { doubtNoise } from './noisy.ts';
import { allFloat32, relativeDifference } from './vectors.ts';

export interface Options {
  /** Step of the textbook check. */
  epsilon: number;
  seed: number;
  mode: 'auto' | 'fast' | 'exact';
  /** Time budget of each sweep (textbook, exact) in mode 'auto'. */
  budgetMilliseconds: number;
  /** A clock in milliseconds. */
  now(): number;
  onProgress?(fraction: number): void;
}

/**
 * Runs the whole check of one target: preflight, noise, a probe per leaf at θ₀ and nearby, then either every entry
 * (with the textbook's check beside it) or a search for the places inside the suspicious leaves.
 * Throws GradientCheckError where the user's code fails at θ₀ itself, or is stopped.
 */
export async function check(target: Target, options: Options): Promise<CheckResult> {
  const { context, found } = await prepare(target, options);
  const suspicions = await probeAll(context);
  context.onProgress(0.1);
  const isExact = wantsSweep(context, options);
  const { leaves, sweep } = isExact ? await exactLeaves(context, suspicions) : await fastLeaves(context, suspicions);
  const textbook = isExact ? await booked(context, 'textbook', () => textbookOf(context, options.epsilon)) : null;
  addEmptyLeaves(context, leaves);
  if (textbook) addDifferences(context, leaves, textbook);
  doubtNoise(context, leaves, found.isDeterministic);
  return resultOf(context, found, { leaves, suspicions, sweep, textbook });
}

interface Prepared {
  context: CheckContext;
  found: Preflight;
}

async function prepare(target: Target, options: Options): Promise<Prepared> {
  const layout = await target.describe();
  const evaluator = new Evaluator(target, () => options.now());
  const phases: Phases = { preflight: 0, noise: 0, probes: 0, localise: 0, sweep: 0, again: 0, textbook: 0 };
  const once = await prepareWith({ evaluator, layout, phases }, options, 1);
  const { sigma, cost } = once.context.scale;
  if (once.found.isFloat32 || sigma <= 1e-9 * Math.abs(cost)) return once;
  // So much noise may be a draw that came out the same at first, by chance.
  await target.remedy(noRemedies);
  evaluator.accumulating = [];
  return prepareWith({ evaluator, layout, phases }, options, 8);
}

async function prepareWith(
  asked: Pick<CheckContext, 'evaluator' | 'layout' | 'phases'>,
  options: Options,
  looks: number,
): Promise<Prepared> {
  const { evaluator, layout } = asked;
  const found = await booked(asked, 'preflight', () =>
    preflight(evaluator, layout, new Random(options.seed, 2), looks),
  );
  const { cost, analytic, isFloat32 } = found;
  const random = new Random(options.seed);
  const elsewhere = new Elsewhere(evaluator, layout, new Random(options.seed, 1));
  const noise = { evaluator, layout, analytic, cost, unit: isFloat32 ? 2 ** -23 : 2 ** -52, random, elsewhere };
  const sigma = Math.max(found.drift, await booked(asked, 'noise', () => estimateNoise(noise)));
  const context: CheckContext = {
    ...asked,
    scale: { sigma, cost, rounding: allFloat32(analytic) ? 2 ** -24 : 2 ** -53, isFloat32 },
    point: { base: null, theta: layout.theta, analytic, cost },
    elsewhere,
    random,
    onProgress: (fraction) => options.onProgress?.(fraction),
  };
  return { context, found };
}

/** In mode 'auto' a sweep is made where 2n costs are expected to fit the budget. */
function wantsSweep({ evaluator, layout }: CheckContext, { mode, budgetMilliseconds }: Options): boolean {
  if (mode !== 'auto') return mode === 'exact';
  return 2 * layout.theta.length * evaluator.costMilliseconds <= budgetMilliseconds;
}

async function fastLeaves(
  context: CheckContext,
  suspicions: Suspicion[],
): Promise<{ leaves: LeafResult[]; sweep: null }> {
  const leaves: LeafResult[] = [];
  for (const suspicion of suspicions) {
    leaves.push(await fastLeaf(context, suspicion));
    context.onProgress(0.1 + (0.9 * leaves.length) / suspicions.length);
  }
  return { leaves, sweep: null };
}

function textbookOf(context: CheckContext, epsilon: number): Promise<TextbookResult> {
  const { evaluator, layout, point } = context;
  return textbookCheck(evaluator, layout, point.analytic, epsilon, (done) => context.onProgress(0.5 + 0.5 * done));
}

/** A leaf without entries has nothing to be wrong. */
function addEmptyLeaves({ layout }: CheckContext, leaves: LeafResult[]): void {
  for (const [leaf, { size }] of layout.leaves.entries()) {
    if (size > 0) continue;
    const nothing = { sweep: null, entries: [], wrongEntries: 0, wrongIsBound: false, checkedEntries: 0 };
    leaves.push({ leaf, verdict: 'correct', doubt: null, ...nothing, bound: null, median: null, difference: null });
  }
  leaves.sort((a, b) => a.leaf - b.leaf);
}

function addDifferences({ layout, point }: CheckContext, leaves: LeafResult[], textbook: TextbookResult): void {
  for (const result of leaves) {
    const leaf = layout.leaves[result.leaf]!;
    result.difference = relativeDifference(leafOf(leaf, textbook.numeric), leafOf(leaf, point.analytic));
  }
}

interface Compared {
  leaves: LeafResult[];
  suspicions: Suspicion[];
  sweep: Sweep | null;
  textbook: TextbookResult | null;
}

function resultOf(
  context: CheckContext,
  found: Preflight,
  { leaves, suspicions, sweep, textbook }: Compared,
): CheckResult {
  const { layout, point, scale, evaluator, phases } = context;
  const probed = new Map(suspicions.map((suspicion) => [suspicion.leaf, probeEvidence(suspicion)]));
  const evidence = leaves.map(
    (result) => sweepEvidence(layout, point.analytic, result) ?? probed.get(result.leaf) ?? null,
  );
  const common = commonScale(layout, leaves, evidence);
  const notes = [
    ...found.notes,
    ...maskingNotes(layout, point.analytic, point.cost),
    ...stillNotes(layout, point.analytic, leaves),
  ];
  if (common) {
    acceptScale(context, leaves);
    notes.push(scaleNote(common.length));
  }
  return {
    layout,
    analytic: point.analytic,
    cost: point.cost,
    noise: scale.sigma,
    ...overall(leaves),
    method: sweep ? 'exact' : 'fast',
    leaves,
    textbook,
    boldDifference: sweep && relativeDifference(sweep.numeric, point.analytic),
    notes: [...notes, ...failureNotes(evaluator)],
    scale: common,
    remedies: found.remedies,
    accumulating: evaluator.accumulating.map((leaf) => layout.leaves.indexOf(leaf)),
    isFloat32: scale.isFloat32,
    evaluations: evaluator.evaluations,
    phases,
  };
}

/** What differs by the common factor only is no error. */
function acceptScale({ layout }: CheckContext, leaves: LeafResult[]): void {
  for (const result of leaves) {
    if (layout.leaves[result.leaf]!.role !== 'parameter' || result.verdict !== 'wrong') continue;
    Object.assign(result, {
      verdict: 'correct',
      doubt: null,
      entries: [],
      wrongEntries: 0,
    } satisfies Partial<LeafResult>);
    result.sweep?.verdict.fill(0);
    delete result.region;
  }
}

function scaleNote(length: number): Note {
  return {
    id: 'scale',
    severity: 'info',
    message: l10n.t(
      'The gradients of all parameters carry a factor 1/{0} that the output does not have. That is right where the cost is a mean over {0} examples and its gradient was not divided yet; it counts as correct here.',
      length,
    ),
  };
}

function failureNotes({ firstFailure, failures }: Evaluator): Note[] {
  if (!firstFailure) return [];
  const message = l10n.t(
    'Forward failed at {0} of the points that were tried near the parameters: {1}',
    failures,
    firstFailure.message,
  );
  return [{ id: 'point-failed', severity: 'warning', message }];
}

/** Wrong where a leaf is wrong; else in doubt where one is. */
function overall(leaves: LeafResult[]): { verdict: Verdict; doubt: Doubt | null } {
  if (leaves.some(({ verdict }) => verdict === 'wrong')) return { verdict: 'wrong', doubt: null };
  const open = leaves.find(({ verdict }) => verdict === 'inconclusive');
  return open ? { verdict: 'inconclusive', doubt: open.doubt } : { verdict: 'correct', doubt: null };
}
