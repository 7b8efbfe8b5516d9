import type { ParameterFacts, Reach } from '../../model/facts.ts';
import { refTo, type Context, type Frame, type Option } from '../known/context.ts';
import { wordsOf } from '../names/names.ts';
import { fieldsOf, type Field } from '../known/typeFields.ts';

/** An object of a module that functions belong to: `Activations.TANH`, `const tanh = { fn, dfn }`, `new Activation(f, df)`. */
interface HeldObject {
  name: string;
  reach: Reach;
  members: Set<string>;
  type: string | null;
  module: Context['facts'];
}

const usual = /tanh|square|mse|mean/i;
const smooth = /sigmoid|logistic|softplus|swish|gelu|entropy|bce/i;

/**
 * Objects of the modules that fit an argument: by its type, by the members that the body uses of it, or by its name.
 * Smooth activations and the squared error come first.
 */
export function heldObjectOptions(frame: Frame, parameter: ParameterFacts): Option[] {
  const { context } = frame;
  const fields = fieldsOf(context, parameter.type?.trim() ?? '')?.filter(({ optional }) => !optional) ?? [];
  const rated = heldObjects(context).flatMap((held) => {
    const penalty = misfit(held, parameter, fields);
    return penalty === null ? [] : [{ held, penalty: penalty + order(held.name) }];
  });
  return rated
    .sort((a, b) => a.penalty - b.penalty)
    .slice(0, 4)
    .map(({ held, penalty }): Option => {
      const module = held.module === context.facts ? 'source' : held.module.file;
      return { label: held.name, penalty, steps: [], value: { kind: 'ref', ref: { module, reach: held.reach } } };
    });
}

function order(name: string): number {
  return usual.test(name) ? 0 : smooth.test(name) ? 0.05 : 0.1;
}

/** Null where nothing says that the object is meant. */
function misfit(held: HeldObject, { name, type, keys, use }: ParameterFacts, fields: Field[]): number | null {
  const ownType = type?.trim() ?? '';
  if (held.type !== null && ownType === held.type) {
    return -0.6;
  }
  if (fields.length > 0) {
    return fields.every((field) => held.members.has(field.name)) ? -0.5 : null;
  }
  if (/^(number|string|boolean|any\[\])/.test(ownType) || use.indexDepth > 0) {
    return null;
  }
  const used = keys.filter((key) => key !== 'length');
  if (used.length > 0) {
    return used.every((key) => held.members.has(key)) ? -0.5 : null;
  }
  const words = new Set(wordsOf(`${held.name} ${held.type ?? ''}`).map(singular));
  return wordsOf(name).some((word) => word.length > 3 && words.has(singular(word))) ? -0.3 : null;
}

function singular(word: string): string {
  return word.toLowerCase().replace(/s$/, '');
}

function heldObjects(context: Context): HeldObject[] {
  return context.all.flatMap((module) => {
    const found = new Map<string, HeldObject>();
    const isClass = (name: string): boolean => module.classes.some((one) => one.name === name);
    for (const fn of module.functions) {
      const reach = ownerReach(fn.reach);
      if (fn.owner === null || reach === null || isClass(fn.owner)) {
        continue;
      }
      const held = found.get(fn.owner) ?? {
        name: fn.owner,
        reach,
        members: new Set<string>(),
        type: typeOf(module, fn.owner),
        module,
      };
      held.members.add(fn.name);
      found.set(fn.owner, held);
    }
    return [...found.values(), ...instances(context, module)];
  });
}

function ownerReach(reach: Reach | null): Reach | null {
  if (reach?.kind === 'export' && reach.path.length > 1) {
    return { kind: 'export', path: reach.path.slice(0, -1) };
  }
  return reach?.kind === 'method' && reach.isStatic ? reach.owner : null;
}

/** `static TANH: ActivationFunction = {…}`, `const relu: Activation = {…}`. */
function typeOf(module: Context['facts'], name: string): string | null {
  const [owner = '', field = ''] = name.split('.');
  const fields = module.classes.find((one) => one.name === owner)?.fields ?? [];
  return fields.find((one) => one.name === field)?.type ?? module.values.find((one) => one.name === name)?.type ?? null;
}

/** `const sigmoid = new ActivationFunction(f, df)`. */
function instances(context: Context, module: Context['facts']): HeldObject[] {
  return module.values.flatMap((value): HeldObject[] => {
    const className = /^\s*new\s+([A-Za-z_$][\w$]*)/.exec(value.initialText ?? '')?.[1];
    const owner = module.classes.find((one) => one.name === className);
    const ref = owner && refTo(context, value);
    if (!owner || !ref) {
      return [];
    }
    const members = new Set([...owner.methods, ...owner.fields.map((field) => field.name)]);
    return [{ name: value.name, reach: ref.reach, members, type: owner.name, module }];
  });
}
