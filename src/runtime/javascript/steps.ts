import * as l10n from '@vscode/l10n';
import { GradientCheckError, fault } from '../../model/fault.ts';
import type { Callee, Ref, SlotPath, Step } from '../../model/plan.ts';
import { generate } from '../generate.ts';
import { compileValue } from './arguments.ts';
import type { Context } from './context.ts';
import { enterUserCode, leaveUserCode } from './intrinsics.ts';
import { resolveReach, type Reached } from './modules.ts';
import { isObject } from './values/arrays.ts';
import { fillPlace } from './values/fill.ts';
import { formatPath, placeAt, readerAt, writePlace } from './values/place.ts';

/** Runs one step; a promise comes back only where user code returned one. */
export type Compiled = () => void | Promise<void>;

type Getter = () => unknown;
type Callable = (...args: unknown[]) => unknown;

/**
 * Compiles a step. Values of forward and backward that do not depend on slots are built once; those of the set-up as well.
 * @param once true for the set-up
 */
export function compileStep(step: Step, context: Context, once: boolean): Compiled {
  const { slots } = context;
  switch (step.kind) {
    case 'value': {
      const value = compileValue(step.value, context, once);
      return () => void (slots[step.into] = value());
    }
    case 'assign': {
      const value = compileValue(step.value, context, once);
      return () => assignAt(context, step.at, value());
    }
    case 'fill':
      return () => fillAt(context, step);
    case 'call': {
      const args = step.args.map((arg) => compileValue(arg, context, once));
      return keep(context, step.into, compileCall(step.callee, args, context));
    }
    default:
      return step satisfies never;
  }
}

function assignAt(context: Context, at: SlotPath, value: unknown): void {
  const place = placeAt(context.slots, at);
  if (place === null) throw unbound(l10n.t('{0} cannot be assigned: there is no object to hold it.', formatPath(at)));
  writePlace(place, value);
}

function fillAt(context: Context, { at, key, fill }: Extract<Step, { kind: 'fill' }>): void {
  const place = placeAt(context.slots, at);
  let part = 0;
  const entries = (shape: number[]): Float64Array =>
    generate(context.seed, part++ === 0 ? key : `${key}:${part}`, shape, fill);
  if (place === null || fillPlace(place, entries) === 0)
    throw unbound(l10n.t('{0} holds no numbers to fill.', formatPath(at)));
}

function keep({ slots }: Context, into: string, call: Getter): Compiled {
  return () => {
    const result = call();
    if (isThenable(result)) return settled(result).then((value) => void (slots[into] = value));
    slots[into] = result;
  };
}

/** User code goes on until its promise settles. */
async function settled(result: Promise<unknown>): Promise<unknown> {
  enterUserCode();
  try {
    return await result;
  } finally {
    leaveUserCode();
  }
}

function isThenable(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

function compileCall(callee: Callee, args: Getter[], context: Context): Getter {
  switch (callee.kind) {
    case 'ref': {
      let reached: Reached | null = null;
      return () => {
        reached ??= reachFunction(callee.ref, context);
        return apply(reached.value as Callable, reached.self, args);
      };
    }
    case 'construct': {
      let made: Reached | null = null;
      return () => {
        made ??= reachFunction(callee.ref, context);
        const values = valuesOf(args);
        enterUserCode();
        try {
          return Reflect.construct(made.value as Callable, values) as unknown;
        } finally {
          leaveUserCode();
        }
      };
    }
    case 'method': {
      const read = readerAt(context.slots, callee.on);
      return () => {
        const self = read();
        const method =
          isObject(self) || typeof self === 'function' ? (self as Record<string, unknown>)[callee.name] : undefined;
        if (typeof method !== 'function')
          throw unbound(l10n.t('{0}.{1} is not a function.', formatPath(callee.on), callee.name));
        return apply(method as Callable, self, args);
      };
    }
    case 'slot': {
      const read = readerAt(context.slots, callee.at);
      return () => {
        const closure = read();
        if (typeof closure !== 'function') throw unbound(l10n.t('{0} is not a function.', formatPath(callee.at)));
        return apply(closure as Callable, undefined, args);
      };
    }
    default:
      return callee satisfies never;
  }
}

/**
 * Calls user code with the arguments as they are now, without an array of them where they are few: this runs once per
 * cost.
 */
function apply(callable: Callable, self: unknown, args: Getter[]): unknown {
  const count = args.length;
  const all = count > 4 ? valuesOf(args) : null;
  const first = count > 0 && all === null ? args[0]!() : undefined;
  const second = count > 1 && all === null ? args[1]!() : undefined;
  const third = count > 2 && all === null ? args[2]!() : undefined;
  const fourth = count > 3 && all === null ? args[3]!() : undefined;
  enterUserCode();
  try {
    switch (count) {
      case 0:
        return callable.call(self);
      case 1:
        return callable.call(self, first);
      case 2:
        return callable.call(self, first, second);
      case 3:
        return callable.call(self, first, second, third);
      case 4:
        return callable.call(self, first, second, third, fourth);
      default:
        return callable.apply(self, all!);
    }
  } finally {
    leaveUserCode();
  }
}

function valuesOf(args: Getter[]): unknown[] {
  return args.map((arg) => arg());
}

function reachFunction(ref: Ref, context: Context): Reached {
  const reached = resolveReach(context.modules.get(ref.module)!, ref.reach);
  if (typeof reached.value === 'function') return reached;
  throw unbound(l10n.t('{0} is not a function.', nameOf(ref)));
}

function nameOf({ reach }: Ref): string {
  return reach.kind === 'export' ? reach.path.join('.') : reach.name;
}

function unbound(message: string): GradientCheckError {
  return new GradientCheckError(fault('unbound', message));
}
