import * as l10n from '@vscode/l10n';
import type { BoundPlan } from './plans/binding.ts';
import { searchBackward } from './backward/backwardSearch.ts';
import { matchRun, type Matched } from './gradients/candidates.ts';
import { lastResort } from './backward/cacheOptions.ts';
import type { Description, Step } from '../model/plan.ts';
import type { Context } from './known/context.ts';
import { costChoices } from './costs/costs.ts';
import { searchForward } from './forward/forwardSearch.ts';
import { refitted, withSeveralRows } from './forward/refitted.ts';
import { runsWithLoss } from './costs/lossMethods.ts';
import { prepareScene } from './scenes/instances.ts';
import { interceptScene } from './backward/intercepts.ts';
import { withMissingSizes } from './scenes/missingSizes.ts';
import { boundPlan, type Source } from './plans/plans.ts';
import { roleOf } from './names/roles.ts';
import type { BackwardRun, Budget, ForwardRun, Scene } from './known/scene.ts';
import { singleExampleNotes } from './plans/singleExample.ts';
import { selfSlot } from './scenes/constructorScenes.ts';
import { scenesOf } from './scenes/scenes.ts';
import { withOneHotTargets } from './targetForms.ts';
import { findClass, methodsOf } from './known/context.ts';

const mostCandidates = 24;

/** Searches scenes, forwards and backwards until one fits perfectly; returns the best plans, best first. */
export async function search(context: Context, budget: Budget, source: Source): Promise<BoundPlan[]> {
  const matches: Matched[] = [];
  const scenes = scenesOf(context).map((one) => withMissingSizes(context, one));
  for (const [index, scene] of scenes.entries()) {
    budget.enterScene(index === scenes.length - 1);
    if (budget.spent || enough(matches)) {
      break;
    }
    for (const prepared of await prepareScene(context, scene, budget)) {
      if (!enough(matches)) {
        matches.push(...(await searchScene(context, prepared, budget)));
      }
    }
  }
  const plain = matches.find((match) => match.isUpdate);
  const intercepted = plain && interceptScene(context, plain.back.run.scene);
  if (intercepted) {
    budget.extend(60);
    matches.push(...(await searchScene(context, intercepted, budget)));
  }
  budget.extend(60);
  return plansOf(context, matches, budget, source);
}

/** What the loaded module exports: values that have the name of an argument are handed over as they are. */
export async function exportsOf(budget: Budget): Promise<Map<string, Description>> {
  const load: Step = {
    kind: 'value',
    into: '$module',
    value: { kind: 'ref', ref: { module: 'source', reach: { kind: 'export', path: [] } } },
  };
  const observation = await budget.run([load], [], []);
  const namespace = observation.ok ? observation.slots.$module : undefined;
  return new Map(namespace?.kind === 'object' ? namespace.entries : []);
}

/**
 * The usual sizes first. Where a target is compared with the output, the same with one output unit: much code is
 * written for one, and is right with one only.
 */
export async function searchAll(context: Context, budget: Budget, source: Source): Promise<BoundPlan[]> {
  const several = await search(context, budget, source);
  const hasTarget = several.some(({ plan }) => plan.cost.kind !== 'contraction');
  if (several.length > 0 && !hasTarget) {
    return withOneHotTargets(several);
  }
  budget.extend(100);
  const wanted = several.length === 0 ? unitsAskedFor(budget.failure?.fault.message ?? '') : null;
  const asked = wanted === null ? [] : await search({ ...context, outputUnits: wanted }, budget, source);
  if (asked.length > 0) {
    return withOneHotTargets(asked);
  }
  const one = await search({ ...context, outputUnits: 1 }, budget, source);
  const seen = new Set(several.map(({ plan }) => JSON.stringify(plan)));
  return withOneHotTargets(withOwnCost([...several, ...one.filter(({ plan }) => !seen.has(JSON.stringify(plan)))]));
}

/** Where the file's own cost could be called in some form, no usual cost excuses what that one calls wrong. */
function withOwnCost(plans: BoundPlan[]): BoundPlan[] {
  const isOwn = ({ plan: { cost }, guessedCost }: BoundPlan): boolean =>
    guessedCost === null && cost.kind === 'scalar' && cost.at.slot === '$cost';
  return plans.some(isOwn) ? plans.filter(({ guessedCost }) => guessedCost === null) : plans;
}

/** "operands could not be broadcast together with shapes (2,3) (10,3)": the code counts on ten classes. */
function unitsAskedFor(message: string): number | null {
  const [, a, b, c, d] = /broadcast together with shapes \((\d+),(\d+)\) \((\d+),(\d+)\)/.exec(message) ?? [];
  const [own, other] = b === d ? [a, c] : a === c ? [b, d] : [];
  const most = Math.max(Number(own), Number(other));
  return own !== other && most > 5 && most <= 64 ? most : null;
}

function enough(matches: Matched[]): boolean {
  return matches.some((match) => match.perfect);
}

async function searchScene(context: Context, scene: Scene, budget: Budget): Promise<Matched[]> {
  const runs: ForwardRun[] = [];
  const found: Matched[] = [];
  const failed = new Set<string>();
  for await (const run of searchForward(context, scene, budget)) {
    // What backward could not take in this form it cannot take with other entries either.
    const form = formOfInputs(run);
    if (failed.has(form)) {
      continue;
    }
    runs.push(run);
    const before = found.length;
    found.push(...(await matchOne(context, run, budget)));
    if (found.length === before) {
      failed.add(form);
    }
    if (runs.length >= mostForwards || settled(found)) {
      break;
    }
  }
  if (found.length > 0 || !scene.self) {
    return found;
  }
  const behindLoss = await matchBehindLoss(context, runs, budget);
  return behindLoss.length > 0 ? behindLoss : matchAfterUpdate(context, runs, budget);
}

/** Shapes and plain values of what forward was handed; of how entries are drawn only whether they are whole numbers. */
function formOfInputs({ filled, scene }: ForwardRun): string {
  const forms = filled.map(({ option: { value, label } }) => {
    const isWhole = value.kind === 'array' && /^(?:integer|one-hot)$/.test(value.fill.kind);
    return value.kind === 'array' ? [value.shape, isWhole] : label;
  });
  return JSON.stringify([scene.layers, forms]);
}

/** Backward reads what a loss method between it and forward leaves. */
async function matchBehindLoss(context: Context, runs: ForwardRun[], budget: Budget): Promise<Matched[]> {
  for (const run of runs.slice(0, 4)) {
    for (const longer of await runsWithLoss(context, run, budget)) {
      const found = await matchOne(context, longer, budget);
      if (found.length > 0) {
        return found;
      }
    }
  }
  return [];
}

const mostForwards = 10;

/** A perfect match, and one or two more so that a choice that the text leaves open stays one. */
function settled(found: Matched[]): boolean {
  const perfect = found.filter((match) => match.perfect);
  // The module's own values are no guess. More trial calls would only leave their traces in what the module keeps.
  if (perfect.some(({ back }) => isFromModule(back.run.filled))) {
    return true;
  }
  const forwards = new Set(perfect.map((match) => match.back.run));
  return forwards.size >= 2 || (forwards.size === 1 && found.some((match) => match.back.usesUpstream && match.perfect));
}

function isFromModule(filled: ForwardRun['filled']): boolean {
  return filled.length > 0 && filled.every(({ option }) => option.value.kind === 'ref');
}

/** Backward leaves its gradients to a method that changes the weights. */
async function matchAfterUpdate(context: Context, runs: ForwardRun[], budget: Budget): Promise<Matched[]> {
  for (const after of updatesOf(context)) {
    for (const run of runs) {
      const found = await matchOne(context, { ...run, scene: { ...run.scene, after: [after] } }, budget);
      if (found.length > 0) {
        return found;
      }
    }
  }
  return [];
}

/** Backward behind a forward that ran. */
async function matchOne(context: Context, run: ForwardRun, budget: Budget): Promise<Matched[]> {
  const most = isFromModule(run.filled) ? 2 : 6;
  const found = (await backwardsOf(run, budget, most)).flatMap(matchRun);
  const [best] = found.toSorted((a, b) => b.quality - a.quality);
  if (!best) {
    return found;
  }
  const other = best.perfect ? await withSeveralRows(context, best, budget) : await refitted(context, best, budget);
  const again = other ? (await backwardsOf(other, budget, most)).flatMap(matchRun) : [];
  return again.some(({ perfect, quality }) => perfect || quality > best.quality) ? again : found;
}

async function backwardsOf(run: ForwardRun, budget: Budget, most: number): Promise<BackwardRun[]> {
  const isPair = run.scene.backward !== null || run.outputs.closures.length > 0;
  return isPair ? searchBackward(run, budget, most) : [alone(run)];
}

/** One function that returns loss and gradients, or writes these into an argument. */
function alone(run: ForwardRun): BackwardRun {
  const written = run.filled.filter(({ option }) => option.value.kind === 'like');
  return {
    run,
    setup: run.setup,
    backward: [{ kind: 'value', into: '$grads', value: { kind: 'slot', at: { slot: '$out', path: [] } } }],
    filled: written,
    observation: {
      ...run.observation,
      slots: { ...run.observation.slots, $grads: run.observation.slots.$out ?? { kind: 'undefined' } },
    },
    penalty: run.penalty,
    usesUpstream: false,
    usesLabel: null,
    rate: null,
    clear: written.map(({ slot }) => slot),
  };
}

function updatesOf(context: Context): Scene['after'] {
  const owner = findClass(context, context.pair.owner);
  const methods = owner ? methodsOf(context, owner) : [];
  return methods
    .filter(
      (fn) =>
        /^(update|step|apply|optimi[sz]e|adjust|learn)/i.test(fn.name) &&
        fn.parameters.every((one) =>
          ['rate', 'option', 'size', 'unknown', 'optimizer'].includes(roleOf(one, 'backward')),
        ),
    )
    .map((facts) => ({ facts, callee: { kind: 'method', on: { slot: selfSlot, path: [] }, name: facts.name } }));
}

/** The best match with each cost that fits, then others that are nearly as good. */
async function plansOf(context: Context, matches: Matched[], budget: Budget, source: Source): Promise<BoundPlan[]> {
  const sorted = matches.slice().sort((a, b) => Number(b.perfect) - Number(a.perfect) || b.quality - a.quality);
  const best = sorted[0];
  if (!best) {
    return [];
  }
  const near = sorted.filter(
    (match) =>
      match.perfect === best.perfect &&
      match.quality > best.quality - 2.5 &&
      match.back.penalty < best.back.penalty + lastResort - 0.5,
  );
  // Fields and updates are two readings of one run: each has its turn before other runs have theirs.
  const other = near.find((match) => match.isUpdate !== best.isUpdate);
  const close = [...new Set([best, ...(other ? [other] : []), ...near])].slice(0, 6);
  const plans: BoundPlan[] = [];
  for (const matched of close) {
    const choices = await costChoices(context, matched, budget);
    const notes = singleExampleNotes(matched, sorted);
    const own = choices.map((choice) => boundPlan(context, matched, choice, refine(source, matched)));
    plans.push(...own.map((plan) => ({ ...plan, notes: [...plan.notes, ...notes] })));
  }
  const unique = plans.filter(
    (one, index) => plans.findIndex((other) => JSON.stringify(other.plan) === JSON.stringify(one.plan)) === index,
  );
  return unique.slice(0, mostCandidates);
}

/** The module's own factory, values or instance count as "from the module". */
function refine(source: Source, matched: Matched): Source {
  const text = JSON.stringify(matched.back.setup);
  const fromModule = matched.back.run.scene.self !== null || /\$made|"kind":"ref"/.test(text);
  return source.source === 'inferred' && fromModule
    ? {
        ...source,
        source: 'module',
        description: l10n.t('from the module itself (constructor, factory or exported values)'),
      }
    : source;
}
