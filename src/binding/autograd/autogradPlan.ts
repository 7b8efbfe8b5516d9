import * as l10n from '@vscode/l10n';
import type { GradientPlan, LeafPlan, Plan } from '../../model/plan.ts';
import type { Note } from '../../model/report.ts';
import type { Fields, Grown } from './autogradGraph.ts';
import { nothingGuessed, type BoundPlan } from '../plans/binding.ts';
import type { Context } from '../known/context.ts';
import { epsilonOf, type Source } from '../plans/plans.ts';

/** The plan of a graph: the cost is what its last value holds, summed, and every leaf keeps its own gradient. */
export function autogradPlan(context: Context, source: Source, { data, grad }: Fields, grown: Grown): BoundPlan {
  const plan: Plan = {
    version: 1,
    seed: context.seed,
    setup: [...context.prelude, ...grown.setup],
    forward: [...grown.forward, { kind: 'value', into: '$value', value: { kind: 'slot', at: at(grown.result) } }],
    backward: [grown.backward],
    leaves: grown.leaves.map((name): LeafPlan => ({
      name,
      layer: null,
      role: 'parameter',
      at: at(`${name}$`),
      gradientName: `${name}.${grad}`,
    })),
    gradients: grown.leaves.map((name): GradientPlan => ({ kind: 'value', at: at(name, grad), transposed: false })),
    cost: { kind: 'scalar', at: at(grown.result, data) },
    clear: [],
  };
  return {
    plan,
    inputs: {
      ...source,
      source: 'module',
      description: l10n.t('a graph of the operations of the class'),
      seed: context.seed,
      arguments: [{ name: 'graph', value: `a, then ${grown.operations.join(', ')}` }],
    },
    notes: leftOut(grown),
    confidence: 0.7,
    ...nothingGuessed,
    epsilon: epsilonOf(context),
  };
}

function at(slot: string, ...path: string[]): LeafPlan['at'] {
  return { slot, path };
}

/** An operation that is in the graph nowhere may well be the one that is wrong. */
function leftOut({ failures }: Grown): Note[] {
  const list = failures.map(([name, why]) => `${name} (${why})`).join('; ');
  const message = l10n.t('Not checked, as backward does not get through: {0}.', list);
  return failures.length === 0 ? [] : [{ id: 'operations-left-out', severity: 'warning', message }];
}
