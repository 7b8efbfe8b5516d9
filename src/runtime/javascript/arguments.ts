import type { Value } from '../../model/plan.ts';
import { generate } from '../generate.ts';
import { seededRandom } from '../random.ts';
import type { Context } from './context.ts';
import { resolveReach } from './modules.ts';
import { makeRecorder, makeSpy } from './spy.ts';
import { build, copyJson } from './values/build.ts';
import { like } from './values/like.ts';
import { readerAt, valueAt } from './values/place.ts';

type Getter = () => unknown;

/**
 * Compiles a value to a function that gives it. Data that no slot has a part in is built at the first call and kept;
 * what depends on slots, upstream gradients and out-parameters is made anew for every call.
 */
export function compileValue(value: Value, context: Context, once: boolean): Getter {
  switch (value.kind) {
    case 'undefined':
      return () => undefined;
    case 'json':
      return typeof value.value === 'object' ? lazily(() => copyJson(value.value)) : () => value.value;
    case 'array':
      return lazily(() => {
        const library = typeof value.storage === 'string' ? null : context.libraries.get(value.storage.library);
        return build(generate(context.seed, value.key, value.shape, value.fill), value.shape, value.storage, library);
      });
    case 'object': {
      const entries = value.entries.map(([key, entry]): [string, Getter] => [key, compileValue(entry, context, once)]);
      const make = (): unknown => Object.fromEntries(entries.map(([key, entry]) => [key, entry()]));
      return isConstant(value) ? lazily(make) : make;
    }
    case 'list': {
      const items = value.items.map((item) => compileValue(item, context, once));
      const make = (): unknown => items.map((item) => item());
      return isConstant(value) ? lazily(make) : make;
    }
    case 'slot':
      return compileSlot(value, context);
    case 'ref':
      return lazily(() => resolveReach(context.modules.get(value.ref.module)!, value.ref.reach).value);
    case 'variables':
      return lazily(() => pick(context.modules.get(value.module)!.locals, value.names));
    case 'upstream':
      return () => context.upstreams.gradient(value.output, context.slots);
    case 'like':
      return () => like(valueAt(context.slots, value.at), () => value.value);
    case 'random':
      return () => makeRandom(context, value.key, once);
    case 'spy':
      return lazily(() => {
        const spy = makeSpy(value.methods, value.returns);
        context.spies.push(spy);
        return spy;
      });
    case 'recorder':
      return lazily(() => makeRecorder(value.names));
    default:
      return value satisfies never;
  }
}

function compileSlot({ at }: Extract<Value, { kind: 'slot' }>, { slots }: Context): Getter {
  const name = at.slot;
  return at.path.length === 0 ? () => slots[name] : readerAt(slots, at);
}

/** A generator of the set-up starts again before every forward; one made in forward is new each time. */
function makeRandom(context: Context, key: string, once: boolean): () => number {
  const random = seededRandom(context.seed, `random:${key}`);
  if (once) context.randoms.push(random);
  return () => random.next();
}

function lazily(make: Getter): Getter {
  let made = false;
  let value: unknown;
  return () => {
    if (!made) {
      value = make();
      made = true;
    }
    return value;
  };
}

/** Nothing in it has to be made anew. */
function isConstant(value: Value): boolean {
  if (value.kind === 'object') return value.entries.every(([, entry]) => isConstant(entry));
  if (value.kind === 'list') return value.items.every(isConstant);
  return !['slot', 'upstream', 'like', 'random'].includes(value.kind);
}

/** Some fields of an object, as accessors of the very same ones; a constant number is no variable. */
function pick(locals: Record<string, unknown>, names: string[]): object {
  const known = names.filter(
    (name) =>
      name in locals &&
      (typeof locals[name] !== 'number' || Object.getOwnPropertyDescriptor(locals, name)?.set !== undefined),
  );
  return Object.defineProperties(
    {},
    Object.fromEntries(known.map((name) => [name, Object.getOwnPropertyDescriptor(locals, name)!])),
  );
}
