import type { Step, Value } from '../../model/plan.ts';
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
    return shape ? [{ at, shape }] : [];
  });
  if (shorter.length === 0) return null;
  let [setup, filled] = [run.setup, run.filled];
  for (const { at, shape } of shorter) {
    const isOwn = (one: Filled): boolean => one.slot.slot === at.slot && one.slot.path.length === 0;
    const option = filled.find(isOwn)?.option;
    const value = option && shortened(option.value, at.path, shape);
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

/** The value with the array at this place in the shape; null where none was made up there, or none that is longer in some axis. */
function shortened(value: Value, path: readonly (string | number)[], shape: readonly number[]): Value | null {
  const [key, ...rest] = path;
  if (key === undefined) {
    const isLonger =
      value.kind === 'array' &&
      value.shape.length === shape.length &&
      shape.every((length, axis) => length > 0 && length <= value.shape[axis]!);
    return isLonger ? { ...value, shape: [...shape] } : null;
  }
  if (value.kind !== 'object') return null;
  const at = value.entries.findIndex(([name]) => name === key);
  const entry = value.entries[at];
  const inner = entry && shortened(entry[1], rest, shape);
  return inner ? { ...value, entries: value.entries.with(at, [entry[0], inner]) } : null;
}
