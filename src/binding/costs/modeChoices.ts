import type { Plan, Step, Value } from '../../model/plan.ts';
import type { Matched } from '../gradients/candidates.ts';
import { findClass, type Context } from '../known/context.ts';
import { comparedWords } from '../arguments/wordOptions.ts';

/** A word or a number that picks one of several branches: backward may be right in one and wrong in the next. */
export interface ModeChoice {
  /** As the user writes it: 'activation', 'stride'. */
  name: string;
  /** Slots of the set-up that hold it, or the dictionary that has it under its name. */
  slots: string[];
  chosen: string | number;
  others: (string | number)[];
}

/** Words that name functions with a derivative; `train` and `test` are another matter. */
const activation =
  /^_?(logsig|purelin|rect|sigmoid|sigm|logistic|tanh|hyperbolic_?tangent|relu|leaky_?relu|lrelu|prelu|elu|selu|gelu|swish|silu|softplus|softsign|linear|identity|sine?|cos|gaussian|arctan|mish|hard_?sigmoid|hard_?tanh)$/i;

/** The arguments that got one of several activations by name. */
export function modeChoices(context: Context, { back }: Matched): ModeChoice[] {
  const parameters = [...(context.forward?.parameters ?? []), ...context.backward.parameters];
  const found = [...back.run.filled, ...back.filled].flatMap(({ name, slot }) => {
    const chosen = wordIn(back.setup, slot.slot);
    const words = parameters.filter((one) => one.name === name).flatMap((one) => comparedWords(context, one));
    return choice(name, slot.slot, chosen, words);
  });
  const built = back.setup.find((step) => step.kind === 'call' && step.callee.kind === 'construct');
  const slots = built?.kind === 'call' ? built.args.map((arg) => (arg.kind === 'slot' ? arg.at.slot : '')) : [];
  const owner = findClass(context, context.pair.owner);
  const constructed = (owner?.constructorParameters ?? []).flatMap((one, index) => {
    const slot = slots[index] ?? '';
    return choice(one.name, slot, wordIn(back.setup, slot), comparedWords(context, one));
  });
  const byPlace = (owner?.constructorParameters ?? []).flatMap(({ name }, index) =>
    strideName.test(name) ? strides(back.setup, name, slots[index] ?? '') : [],
  );
  return merged([...found, ...constructed, ...strides(back.setup), ...byPlace]);
}

/** A backward that steps from one window to the next by 1, whatever the stride, is right with a stride of 1 only. */
function strides(setup: readonly Step[], name: string | null = null, slot: string | null = null): ModeChoice[] {
  return setup.flatMap((step): ModeChoice[] => {
    if (step.kind !== 'value' || (slot !== null && step.into !== slot)) return [];
    const key = strideIn(step.value, name ?? step.into);
    return key === null ? [] : [{ name: key, slots: [step.into], chosen: 1, others: [2] }];
  });
}

const strideName = /^strides?$/i;

function strideIn(value: Value, slot: string): string | null {
  if (strideName.test(slot)) {
    return value.kind === 'json' && value.value === 1 ? slot : null;
  }
  const entries = value.kind === 'object' ? value.entries : [];
  return (
    entries.find(([key, entry]) => strideName.test(key) && entry.kind === 'json' && entry.value === 1)?.[0] ?? null
  );
}

/** The same plan with another word in its place. */
export function withWord(plan: Plan, choice: ModeChoice, word: string | number): Plan {
  const setup = plan.setup.map((step): Step =>
    step.kind === 'value' && choice.slots.includes(step.into)
      ? { ...step, value: replaced(step.value, choice, word) }
      : step,
  );
  return { ...plan, setup };
}

function replaced(value: Value, { name, chosen }: ModeChoice, word: string | number): Value {
  if (value.kind === 'object') {
    const entries = value.entries.map(([key, entry]): [string, Value] => [
      key,
      key === name ? { kind: 'json', value: word } : entry,
    ]);
    return { ...value, entries };
  }
  return value.kind === 'json' && value.value === chosen ? { kind: 'json', value: word } : value;
}

function wordIn(setup: readonly Step[], slot: string): string | null {
  const step = setup.find((one) => one.kind === 'value' && one.into === slot);
  const value = step?.kind === 'value' && step.value.kind === 'json' ? step.value.value : null;
  return typeof value === 'string' ? value : null;
}

function choice(name: string, slot: string, chosen: string | null, words: readonly string[]): ModeChoice[] {
  if (chosen === null || !activation.test(chosen)) {
    return [];
  }
  // Softmax's own derivative is no function of one entry: most code leaves it to the cost.
  const others = [...new Set(words)].filter((word) => word !== chosen && !/softmax/i.test(word));
  return others.length === 0 ? [] : [{ name, slots: [slot], chosen, others }];
}

/** Forward and backward are handed the same word. */
function merged(choices: readonly ModeChoice[]): ModeChoice[] {
  const byName = new Map<string, ModeChoice>();
  for (const one of choices) {
    const before = byName.get(one.name);
    byName.set(one.name, {
      ...one,
      slots: [...new Set([...(before?.slots ?? []), ...one.slots])],
      others: [...new Set([...(before?.others ?? []), ...one.others])],
    });
  }
  return [...byName.values()];
}
