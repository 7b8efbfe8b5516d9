import type { Step } from '../../model/plan.ts';
import { namedParameter } from '../known/context.ts';
import { roleOf } from '../names/roles.ts';

/** Shapes of the arrays that are drawn for a pair, by the slot that holds each. */
export function dataShapes(setup: readonly Step[]): Map<string, number[]> {
  return new Map(
    setup.flatMap((step): [string, number[]][] =>
      step.kind === 'value' && step.value.kind === 'array' ? [[step.into, step.value.shape]] : [],
    ),
  );
}

/**
 * The same arrays, none longer along any axis, and some axis shrunk to one; a target may have another form. A target that alone
 * has shrunk belongs to one output unit, of as many samples.
 */
export function hasFewer(own: ReadonlyMap<string, number[]>, its: ReadonlyMap<string, number[]>): boolean {
  const shrunk = shrunkOf(own, its);
  return shrunk.length > 0 && !areOfUnit(own, shrunk);
}

/** The same arrays, one of which has a single row of several columns where the other has several rows of a single column. */
export function hasOneRow(own: ReadonlyMap<string, number[]>, its: ReadonlyMap<string, number[]>): boolean {
  return [...own].some(([name, [rows, columns, ...more]]) => {
    const [itsRows = 0, itsColumns, ...itsMore] = its.get(name) ?? [];
    return rows === 1 && columns !== undefined && itsRows > 1 && itsColumns === 1 && more.length === itsMore.length;
  });
}

/** The same arrays for one output unit where several were: the target alone has shrunk. */
export function hasOneUnit(own: ReadonlyMap<string, number[]>, its: ReadonlyMap<string, number[]>): boolean {
  const shrunk = shrunkOf(own, its);
  return shrunk.length > 0 && areOfUnit(own, shrunk);
}

function areOfUnit(own: ReadonlyMap<string, number[]>, shrunk: readonly string[]): boolean {
  return own.size > 1 && shrunk.every((name) => roleOf(namedParameter(name), 'forward') === 'label');
}

/** The arrays that have shrunk to one along some axis; none where others are missing or longer. */
function shrunkOf(own: ReadonlyMap<string, number[]>, its: ReadonlyMap<string, number[]>): string[] {
  if (own.size !== its.size) return [];
  const shrunk: string[] = [];
  for (const [name, shape] of own) {
    const wide = its.get(name);
    if (!wide) return [];
    if (wide.length !== shape.length) continue;
    if (shape.some((length, axis) => length > wide[axis]!)) return [];
    if (shape.some((length, axis) => length === 1 && wide[axis]! > 1)) shrunk.push(name);
  }
  return shrunk;
}
