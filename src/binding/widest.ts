import * as l10n from '@vscode/l10n';
import { fault, GradientCheckError, type FaultKind } from '../model/fault.ts';
import type { Description, Observation, Plan, SlotPath, Step } from '../model/plan.ts';
import { nothingGuessed, type BoundPlan } from './plans/binding.ts';
import type { FileInputs } from './known/inputsFile.ts';
import { matchGradients, type GradientPlace, type Match } from './gradients/matching.ts';
import { plain } from './names/names.ts';
import { describeAt, numericPlaces, writePath, type NumericPlace } from './known/places.ts';
import type { Source } from './plans/plans.ts';

/** Where { parameters, cost(p), gradients(p) } stands, and what is known beside it. */
export interface Widest {
  seed: number;
  /** Step of the textbook check that was asked for; null for the setting's. */
  epsilon: number | null;
  source: Source;
  /** Says of the parameters where they come from. */
  origin: string;
  file: Pick<FileInputs, 'prelude' | 'at'>;
}

/** Runs the set-up, forward and backward once, and describes what they left. */
type Run = (setup: Step[], forward: Step[], backward: Step[]) => Promise<Observation>;

/**
 * Binds { parameters, cost(p), gradients(p) }. Throws GradientCheckError where a function throws, where the cost is
 * no number, or where no gradient belongs to a parameter.
 */
export async function bindWidest(widest: Widest, run: Run): Promise<BoundPlan> {
  const steps = stepsOf(widest);
  const observation = await run(steps.setup, steps.forward, steps.backward);
  if (!observation.ok) throw new GradientCheckError(observation.fault);
  const { slots } = observation;
  const leaves = numericPlaces(slots.parameters, { slot: 'parameters', path: [] });
  const matches = matchesOf(leaves, slots.$grads);
  const missing = leaves.filter((leaf) => !matches.some((match) => match.leaf === leaf));
  const plan: Plan = {
    version: 1,
    seed: widest.seed,
    ...steps,
    leaves: matches.map(({ leaf, gradient }) => ({
      name: leaf.at.path.length === 0 ? 'parameters' : writePath(leaf.at, true),
      layer: plain(leaf.name).index,
      role: 'parameter',
      at: leaf.at,
      gradientName: gradient.label,
    })),
    gradients: matches.map(({ gradient }) => ({ kind: 'value', at: gradient.at, transposed: false })),
    cost: { kind: 'scalar', at: costOf(slots.$cost) },
    clear: [],
  };
  return {
    plan,
    inputs: { ...widest.source, seed: widest.seed, arguments: [{ name: 'parameters', value: widest.origin }] },
    notes: missing.length > 0 ? [missingNote(missing)] : [],
    confidence: 1,
    ...nothingGuessed,
    epsilon: widest.epsilon,
  };
}

function stepsOf({ file }: Widest): Pick<Plan, 'setup' | 'forward' | 'backward'> {
  const at = (key: string): SlotPath => ({ slot: file.at.slot, path: [...file.at.path, key] });
  const parameters: Step = { kind: 'value', into: 'parameters', value: { kind: 'slot', at: at('parameters') } };
  const call = (key: string, into: string): Step => ({
    kind: 'call',
    into,
    callee: { kind: 'slot', at: at(key) },
    args: [{ kind: 'slot', at: { slot: 'parameters', path: [] } }],
  });
  return {
    setup: [...file.prelude, parameters],
    forward: [call('cost', '$cost')],
    backward: [call('gradients', '$grads')],
  };
}

function matchesOf(leaves: NumericPlace[], found: Description | undefined): Match<NumericPlace>[] {
  const gradients = numericPlaces(found, { slot: '$grads', path: [] }).map((place): GradientPlace => ({
    ...place,
    label: place.at.path.length === 0 ? 'gradient' : writePath(place.at, true),
    position: null,
  }));
  const matches = matchGradients(leaves, gradients).sort((a, b) => leaves.indexOf(a.leaf) - leaves.indexOf(b.leaf));
  if (matches.length > 0) return matches;
  const names = leaves.map((leaf) => writePath(leaf.at, true)).join(', ');
  throw refused(
    'no-gradient',
    gradients.length === 0
      ? l10n.t(
          "gradients() returned no numbers. Return one gradient for each of {0}, in the parameters' own shapes.",
          names,
        )
      : l10n.t(
          'gradients() returned nothing that belongs to {0}. Use the same names (W or dW for W) and the same shapes.',
          names,
        ),
  );
}

function costOf(found: Description | undefined): SlotPath {
  const [cost] = numericPlaces(describeAt(found, []), { slot: '$cost', path: [] });
  if (cost) return cost.at;
  throw refused('shape', l10n.t('cost() must return a number.'));
}

function missingNote(missing: NumericPlace[]): BoundPlan['notes'][number] {
  const names = missing.map((leaf) => writePath(leaf.at, true)).join(', ');
  return { id: 'no-gradient', severity: 'warning', message: l10n.t('gradients() returns nothing for {0}.', names) };
}

function refused(kind: FaultKind, message: string): GradientCheckError {
  return new GradientCheckError(fault(kind, message));
}
