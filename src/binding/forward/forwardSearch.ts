import type { FunctionFacts, ParameterFacts } from '../../model/facts.ts';
import type { Step, Value } from '../../model/plan.ts';
import { argumentOptions } from '../arguments/argumentOptions.ts';
import { bestFirst, type ChoiceGroup } from '../arguments/bestFirst.ts';
import { frameOf, type Context, type Frame, type Option } from '../known/context.ts';
import { keptOutputs } from './keptOutputs.ts';
import { withLazyWeights } from '../scenes/lazyWeights.ts';
import { beforeActivation, namedByBackward, readOutputs } from './outputs.ts';
import { describeAt, numericPlaces, withTuples } from '../known/places.ts';
import { formOf } from '../names/rank.ts';
import { withReadLengths } from './readLengths.ts';
import { repaired } from './repairedSizes.ts';
import { isZipped, roleOf } from '../names/roles.ts';
import { sizeArguments } from '../arguments/arrayOptions.ts';
import type { Budget, Filled, ForwardRun, Scene } from '../known/scene.ts';
import { worlds, type World } from '../known/world.ts';

export const resultSlot = '$out';

/** All arguments in one world; its options are looked for once the world's turn has come. */
class Group {
  readonly frame: Frame;
  readonly #parameters: ParameterFacts[];
  #options: Option[][] | null = null;

  constructor(frame: Frame, parameters: ParameterFacts[]) {
    this.frame = frame;
    this.#parameters = parameters;
  }

  get options(): Option[][] {
    this.#options ??= this.#parameters.map((parameter) => argumentOptions(this.frame, parameter, 'forward'));
    return this.#options;
  }
}

/**
 * Runs forward with one guess after another, the likeliest first, and keeps those whose outputs are numbers that
 * are all finite, until the budget is spent.
 */
export async function* searchForward(context: Context, scene: Scene, budget: Budget): AsyncGenerator<ForwardRun> {
  const call = scene.forward;
  if (!call) {
    return;
  }
  const groups = worlds.map((world) => groupFor(context, scene, call.facts, world));
  const seen = new Set<string>();
  let unprepared = 0;
  for (const { group: index, indices, penalty } of bestFirst(groups.map(penalties))) {
    const group = groups[index];
    if (budget.spent || !group || penalty > 14 || unprepared >= enoughUnprepared) {
      return;
    }
    let chosen: Option[] | null = group.options.map((list, position) => list[indices[position] ?? 0] as Option);
    const attempt = (options: Option[]): Promise<ForwardRun | null> =>
      tryForward(context, scene, group.frame, options, penalty, budget, seen);
    for (let repairs = 0; chosen !== null && repairs <= mostRepairs; repairs++) {
      const run: ForwardRun | null = await attempt(chosen);
      if (run) {
        yield run;
        break;
      }
      if (lacksItsOwn(context, budget.lastFault?.message ?? '')) {
        unprepared++;
      }
      const fault = budget.lastFault;
      if (fault === null) {
        const fitted = await withReadLengths(context, chosen, attempt);
        if (fitted) {
          yield fitted;
        }
        break;
      }
      chosen = repaired(chosen, fault.message);
    }
  }
}

const mostRepairs = 3;

/** The object has not been made ready: whatever forward is handed, it lacks something of its own. */
function lacksItsOwn({ pair }: Context, message: string): boolean {
  return (
    pair.owner !== null &&
    (/'NoneType'/.test(message) || new RegExp(`'${pair.owner}' object has no attribute`).test(message))
  );
}

const enoughUnprepared = 12;

function penalties(group: Group): ChoiceGroup {
  return {
    penalty: worldPenalty(group.frame),
    choices: () => group.options.map((list) => list.map((option) => option.penalty)),
  };
}

/** Weights that are vectors belong to one output unit. */
function worldPenalty({ world, context }: Frame): number {
  const parameters = context.forward?.parameters ?? [];
  const weights = parameters.filter((one) => roleOf(one, 'forward') === 'weight');
  const forms = weights.map((one) => formOf(one, context.all));
  const vectors = forms.filter(
    (form) => form.rank === 1 || (form.rank === null && form.source === 'use' && form.atLeast === 1),
  ).length;
  const isListed = context.layerCount > 1 && weights.some(isZipped);
  const isVector =
    vectors > 0 && vectors === weights.length && !isListed && sizeArguments({ world, context } as Frame).length < 2;
  const isLine = isRegression(context);
  const contradicted = weights.reduce((sum, one) => sum + contradiction(one, world), 0);
  const isFlat = world.batch === 'none' && world.bias === 'vector';
  const transposes = [context.forward, context.backward].some((fn) => fn?.transposes === true);
  const flat = isFlat && transposes ? 2 : 0;
  // `loss(probs, target: number)` has one label, and so one sample.
  const isOne = parameters.some((one) => roleOf(one, 'forward') === 'label' && one.type?.trim() === 'number');
  const batch = isOne && world.batch !== 'none' ? 1 : 0;
  const isColumn = [context.forward, context.backward].some((fn) => fn?.readsColumn === true);
  const column = isColumn && (world.batch !== 'none' || world.bias !== 'column') ? 3 : 0;
  const line = isVector || isLine ? (world.scalarOutput ? -2.4 : 1.5) : 0;
  return world.penalty + batch + column + line + Math.min(contradicted, 5) + flat;
}

/**
 * `compute_loss(y, tx, w)` and `compute_gradient(y, tx, w)`: beside data and a target, a small `w` without a bias is the vector
 * of a regression, whose mean over all entries is one over the samples.
 */
function isRegression({ facts, forward, backward, layerCount }: Context): boolean {
  const parameters = forward?.parameters ?? [];
  const roles = parameters.map((one) => roleOf(one, 'forward'));
  const [weight, ...more] = parameters.filter((_, index) => roles[index] === 'weight');
  return (
    facts.language === 'python' &&
    layerCount === 1 &&
    forward !== null &&
    forward !== backward &&
    /^(?:w|theta|beta|coefs?|weights?)$/.test(weight?.name ?? '') &&
    more.length === 0 &&
    roles.includes('label') &&
    !roles.includes('bias') &&
    backward.parameters.some(({ name }) => name === weight?.name)
  );
}

/** The order of a product says where the samples stand: `W @ X` has them in columns, `X @ W` in rows. */
function contradiction({ use }: ParameterFacts, world: World): number {
  if (!use.product) {
    return 0;
  }
  const { side, transposed } = use.product;
  const batch = side === 'left' ? 'columns' : 'rows';
  const isInOut = (side === 'right') !== transposed;
  return (world.batch === 'none' || world.batch === batch ? 0 : 2) + ((world.weights === 'in-out') === isInOut ? 0 : 2);
}

function groupFor(context: Context, scene: Scene, facts: FunctionFacts | null, world: World): Group {
  // Weights that are variables of the module are there as much as those that are arguments.
  const siblings = [...context.siblings, ...(scene.otherWeights ?? [])];
  const own = frameOf({ ...context, siblings }, world, scene.layers ?? undefined);
  const frame = { ...own, arrayClass: scene.arrayClass ?? null };
  const parameters = (facts?.parameters ?? []).filter((parameter) => !parameter.rest);
  return new Group(frame, parameters);
}

async function tryForward(
  context: Context,
  scene: Scene,
  frame: Frame,
  chosen: Option[],
  penalty: number,
  budget: Budget,
  seen: Set<string>,
): Promise<ForwardRun | null> {
  const parameters = (scene.forward?.facts?.parameters ?? []).filter((parameter) => !parameter.rest);
  const { steps, filled, values } = fill(
    parameters.map((parameter) => parameter.name),
    chosen,
    [],
  );
  const setup = [...context.prelude, ...scene.setup, ...steps];
  const key = JSON.stringify(steps);
  if (seen.has(key) || !scene.forward) {
    return null;
  }
  seen.add(key);
  const forward: Step[] = [
    { kind: 'call', into: resultSlot, callee: scene.forward.callee, args: values },
    ...keptOutputs(context, scene),
  ];
  const run = await observeForward(
    context,
    { scene, frame, setup, forward, filled, penalty: penalty + scene.penalty },
    budget,
  );
  return run && ((await withLazyWeights(context, run, budget)) ?? run);
}

/** What forward leaves when it is called so; null where it throws, or leaves what is not finite. */
export async function observeForward(
  context: Context,
  call: Omit<ForwardRun, 'observation' | 'outputs'>,
  budget: Budget,
): Promise<ForwardRun | null> {
  const { scene, setup, forward } = call;
  const seenSlots = await budget.run(setup, forward, []);
  if (!seenSlots.ok) {
    return null;
  }
  const returns = scene.forward?.facts?.returns ?? [];
  const observation = { ...seenSlots, slots: withTuples(seenSlots.slots, { [resultSlot]: returns }) };
  const read = readOutputs(resultSlot, observation, returns, scene);
  const takes = context.backward.parameters.map(({ name }) => name);
  const outputs = namedByBackward(beforeActivation(read, observation, scene, takes), observation, takes);
  const run: ForwardRun = { ...call, observation, outputs };
  return isUsable(run) ? run : null;
}

/** Every output is there and finite; so is everything else that forward returned under a name of an output. */
function isUsable({ outputs, observation }: ForwardRun): boolean {
  const places = [...outputs.main, ...(outputs.scalar ? [outputs.scalar] : [])].flatMap((at) =>
    numericPlaces(describeAt(observation.slots[at.slot], at.path), at),
  );
  const anything = places.length > 0 || outputs.closures.length > 0;
  // z is NaN where an input is too short, even if the activation behind it hides that.
  const inner = numericPlaces(observation.slots[resultSlot], { slot: resultSlot, path: [] }, 3).filter((place) =>
    /^(z|pre|h|a|net|hidden|logits?)\w{0,4}$/i.test(place.name),
  );
  return anything && [...places, ...inner].every((place) => place.finite);
}

/** Steps that put each chosen value into a slot of its own, and the arguments that hand it over. */
export function fill(
  names: string[],
  chosen: Option[],
  taken: string[],
): { steps: Step[]; filled: Filled[]; values: Value[] } {
  const steps: Step[] = [];
  const filled: Filled[] = [];
  const used = new Set(taken);
  const values = chosen.map((option, index): Value => {
    const name = names[index] ?? `argument${index}`;
    if (option.at) {
      filled.push({ name, slot: option.at, option });
      return { kind: 'slot', at: option.at };
    }
    if (option.value.kind === 'undefined' || option.value.kind === 'upstream' || option.value.kind === 'spy') {
      steps.push(...option.steps);
      if (option.value.kind !== 'spy') {
        return option.value;
      }
    }
    let slot = /^[\w$]+$/.test(name) ? name : `argument${index}`;
    while (used.has(slot)) {
      slot = `${slot}$`;
    }
    used.add(slot);
    steps.push(...option.steps, { kind: 'value', into: slot, value: option.value });
    const at = { slot, path: [] };
    filled.push({ name, slot: at, option });
    return { kind: 'slot', at };
  });
  while (values.at(-1)?.kind === 'undefined') {
    values.pop();
  }
  return { steps, filled, values };
}
