import type { Step } from '../../model/plan.ts';

/** Shapes of the arrays that are drawn for a pair, by the slot that holds each. */
export function dataShapes(setup: readonly Step[]): Map<string, number[]> {
  return new Map(
    setup.flatMap((step): [string, number[]][] =>
      step.kind === 'value' && step.value.kind === 'array' ? [[step.into, step.value.shape]] : [],
    ),
  );
}

/** The same arrays, none longer along any axis, and some axis shrunk to one; a target may have another form. */
export function hasFewer(own: ReadonlyMap<string, number[]>, its: ReadonlyMap<string, number[]>): boolean {
  if (own.size !== its.size) return false;
  let isShrunk = false;
  for (const [name, shape] of own) {
    const wide = its.get(name);
    if (!wide) return false;
    if (wide.length !== shape.length) continue;
    if (shape.some((length, axis) => length > wide[axis]!)) return false;
    isShrunk ||= shape.some((length, axis) => length === 1 && wide[axis]! > 1);
  }
  return isShrunk;
}
