import type { Plan, SlotPath, Step } from '../model/plan.ts';
import type { BoundPlan } from './binding.ts';
import type { Context } from './context.ts';
import type { FileInputs } from './inputsFile.ts';
import { matchGradients, type GradientPlace } from './matching.ts';
import { plain } from './names.ts';
import { describeAt, numericPlaces, writePath } from './places.ts';
import { epsilonOf, type Source } from './plans.ts';
import type { Budget } from './scene.ts';

/** Binds { parameters, cost(p), gradients(p) }; the faults of the user's functions are in the budget. */
export async function bindWidest(
  context: Context,
  file: FileInputs,
  source: Source,
  budget: Budget,
): Promise<BoundPlan | null> {
  const at = (key: string): SlotPath => ({ slot: file.at.slot, path: [...file.at.path, key] });
  const parameters: Step = { kind: 'value', into: 'parameters', value: { kind: 'slot', at: at('parameters') } };
  const call = (key: string, into: string): Step => ({
    kind: 'call',
    into,
    callee: { kind: 'slot', at: at(key) },
    args: [{ kind: 'slot', at: { slot: 'parameters', path: [] } }],
  });
  const setup = [...file.prelude, parameters];
  const forward = [call('cost', '$cost')];
  const backward = [call('gradients', '$grads')];
  const observation = await budget.run(setup, forward, backward);
  if (!observation.ok) {
    return null;
  }
  const leaves = numericPlaces(observation.slots.parameters, { slot: 'parameters', path: [] });
  const gradients = numericPlaces(observation.slots.$grads, { slot: '$grads', path: [] }).map(
    (place): GradientPlace => ({ ...place, label: writePath(place.at, true), position: null }),
  );
  const matches = matchGradients(leaves, gradients).sort((a, b) => leaves.indexOf(a.leaf) - leaves.indexOf(b.leaf));
  const cost = numericPlaces(describeAt(observation.slots.$cost, []), { slot: '$cost', path: [] })[0];
  if (matches.length === 0 || !cost) {
    return null;
  }
  const plan: Plan = {
    version: 1,
    seed: context.seed,
    setup,
    forward,
    backward,
    leaves: matches.map(({ leaf, gradient }) => ({
      name: leaf.at.path.length === 0 ? 'parameters' : writePath(leaf.at, true),
      layer: plain(leaf.name).index,
      role: 'parameter',
      at: leaf.at,
      gradientName: gradient.label,
    })),
    gradients: matches.map(({ gradient }) => ({ kind: 'value', at: gradient.at, transposed: false })),
    cost: { kind: 'scalar', at: cost.at },
    clear: [],
  };
  const missing = leaves
    .filter((leaf) => !matches.some((match) => match.leaf === leaf))
    .map((leaf) => writePath(leaf.at, true));
  const notes =
    missing.length > 0
      ? [
          {
            id: 'no-gradient',
            severity: 'warning' as const,
            message: `gradients() returns nothing for ${missing.join(', ')}.`,
          },
        ]
      : [];
  return {
    plan,
    inputs: { ...source, seed: context.seed, arguments: [{ name: 'parameters', value: 'from the inputs file' }] },
    notes,
    confidence: 1,
    gradientsFrom: 'value',
    costIsGuess: false,
    rateIsGuess: false,
    epsilon: epsilonOf(context),
  };
}
