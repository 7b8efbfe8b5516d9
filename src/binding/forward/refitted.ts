import type { SlotPath, Step, Value } from '../../model/plan.ts';
import type { Matched } from '../gradients/candidates.ts';
import type { Context, Option } from '../known/context.ts';
import type { Budget, Filled, ForwardRun } from '../known/scene.ts';
import { observeForward } from './forwardSearch.ts';

/**
 * `b` was made up with five entries beside a kernel of four filters: code that never reads the fifth runs with it, and returns a
 * gradient of four. With arrays as long as their gradients forward is run again; null where there is nothing to shorten, or
 * where forward needs what is left out (then the gradient is too short).
 */
export async function refitted(
  context: Context,
  { back, leaves, gradients }: Matched,
  budget: Budget,
): Promise<ForwardRun | null> {
  const { run } = back;
  const shorter = leaves.flatMap(({ at }, index) => {
    const gradient = gradients[index];
    const shape = gradient?.kind === 'value' ? gradient.misfit : undefined;
    const own = shape ? shapeAt(run, at) : null;
    const isShorter =
      own !== null && own.length === shape?.length && shape.every((length, axis) => length > 0 && length <= own[axis]!);
    return shape && isShorter ? [{ at, shape: [...shape] }] : [];
  });
  return shorter.length === 0 ? null : runWith(context, run, shorter, budget);
}

/** Samples to each of which forward hands the same function were made up as one row: several, or null where there are none. */
export async function withSeveralRows(
  context: Context,
  { back, leaves }: Matched,
  budget: Budget,
): Promise<ForwardRun | null> {
  const { run } = back;
  const isParameter = ({ slot }: SlotPath): boolean =>
    leaves.some(({ role, at }) => role === 'parameter' && at.slot === slot);
  const single = run.filled.filter(
    ({ slot, option }) =>
      option.value.kind === 'array' &&
      option.value.shape.length > 1 &&
      option.value.shape[0] === 1 &&
      !isParameter(slot),
  );
  const isWalked = ({ name }: Filled): boolean =>
    context.forward?.parameters
      .find((one) => one.name === name)
      ?.use.methods.some((method) => /^(?:map|forEach|reduce)$/.test(method)) ?? false;
  if (!single.some(isWalked)) return null;
  const wider = single.flatMap(({ slot, option: { value } }) =>
    value.kind === 'array' ? [{ at: slot, shape: [run.frame.sizes.batch, ...value.shape.slice(1)] }] : [],
  );
  return runWith(context, run, wider, budget);
}

/** Forward with arrays of other shapes that were made up; null where one was not, or where forward fails. */
async function runWith(
  context: Context,
  run: ForwardRun,
  shapes: { at: SlotPath; shape: number[] }[],
  budget: Budget,
): Promise<ForwardRun | null> {
  let [setup, filled] = [run.setup, run.filled];
  for (const { at, shape } of shapes) {
    const isOwn = (one: Filled): boolean => one.slot.slot === at.slot && one.slot.path.length === 0;
    const option = filled.find(isOwn)?.option;
    const value = option && reshaped(option.value, at.path, shape);
    if (!value) return null;
    setup = setup.map((step): Step => (step.kind === 'value' && step.into === at.slot ? { ...step, value } : step));
    filled = filled.map((one) => (isOwn(one) ? { ...one, option: withValue(one.option, value) } : one));
  }
  return observeForward(context, { ...run, setup, filled }, budget);
}

function withValue(option: Option, value: Value): Option {
  return value.kind === 'array'
    ? { ...option, value, shape: value.shape, label: option.label.replace(/^[\d×]+/, value.shape.join('×')) }
    : { ...option, value };
}

/** The value with the array at this place in the shape; null where none of as many axes was made up there. */
function reshaped(value: Value, path: readonly (string | number)[], shape: number[]): Value | null {
  const [key, ...rest] = path;
  if (key === undefined) {
    return value.kind === 'array' && value.shape.length === shape.length ? { ...value, shape } : null;
  }
  if (value.kind !== 'object') return null;
  const at = value.entries.findIndex(([name]) => name === key);
  const entry = value.entries[at];
  const inner = entry && reshaped(entry[1], rest, shape);
  return inner ? { ...value, entries: value.entries.with(at, [entry[0], inner]) } : null;
}

function shapeAt({ filled }: ForwardRun, { slot, path }: SlotPath): readonly number[] | null {
  let value = filled.find((one) => one.slot.slot === slot && one.slot.path.length === 0)?.option.value;
  for (const key of path)
    value = value?.kind === 'object' ? value.entries.find(([name]) => name === key)?.[1] : undefined;
  return value?.kind === 'array' ? value.shape : null;
}
