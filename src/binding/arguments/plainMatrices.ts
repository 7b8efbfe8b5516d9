import type { FunctionFacts, ModuleFacts, ParameterFacts } from '../../model/facts.ts';
import type { Step, Value } from '../../model/plan.ts';
import { refTo, type Context } from '../known/context.ts';

const dataName = /^_?(?:data|values?|elements|array|w|vals)$/;
const rowName = /^_?(?:rows?|n?rows|numRows|height|n|r)$/i;
const columnName = /^_?(?:cols?|columns|n?cols|numCols|width|d|m|c)$/i;
const deepest = 4;

/**
 * Matrices that are objects without a class, `{ rows, cols, data }`: made by the module's own function (`makeMat(rows, cols)`)
 * and filled. Null where the module has no such function, or nothing of the argument is used as such a matrix is.
 */
export function plainMatrix(
  context: Context,
  parameter: ParameterFacts,
  key: string,
  value: Value & { kind: 'array' },
): { steps: Step[]; value: Value } | null {
  const [rows, columns = 1, ...rest] = value.shape;
  if (rows === undefined || rest.length > 0) return null;
  const maker = makerFor(context, parameter);
  const ref = maker && refTo(context, maker);
  if (!ref) return null;
  const into = `${key}$`;
  const args = [rows, columns].map((size): Value => ({ kind: 'json', value: size }));
  return {
    steps: [
      { kind: 'call', into, callee: { kind: 'ref', ref }, args },
      { kind: 'fill', at: { slot: into, path: [] }, key: value.key, fill: value.fill },
    ],
    value: { kind: 'slot', at: { slot: into, path: [] } },
  };
}

/** True for an argument that is used as such a matrix. */
export function isPlainMatrix(context: Context, parameter: ParameterFacts): boolean {
  return makerFor(context, parameter) !== null;
}

function makerFor(context: Context, parameter: ParameterFacts): FunctionFacts | null {
  const made = context.all.flatMap((module) => module.functions).flatMap((fn) => makerOf(fn))[0];
  return made && keysOf(parameter, context.all).has(made.data) ? made.maker : null;
}

/** `(rows, cols) => ({ rows, cols, data: new Float64Array(rows * cols) })`. */
function makerOf(fn: FunctionFacts): { maker: FunctionFacts; data: string }[] {
  const [first, second, ...others] = fn.parameters;
  if (fn.owner !== null || fn.reach === null || !first || !second || others.some(({ optional }) => !optional))
    return [];
  if (!rowName.test(first.name) || !columnName.test(second.name)) return [];
  return fn.returns.flatMap(({ kind, names }) => {
    const data = names.find((name) => dataName.test(name));
    const isMatrix = kind === 'object' && names.some((name) => rowName.test(name));
    return isMatrix && data !== undefined && names.some((name) => columnName.test(name)) ? [{ maker: fn, data }] : [];
  });
}

/** Keys that are read of an argument, by what it is handed to as well. */
function keysOf(parameter: ParameterFacts, facts: readonly ModuleFacts[], level = 0): Set<string> {
  const inner =
    level >= deepest
      ? []
      : parameter.use.passedTo.flatMap(({ callee, position }) => {
          const helper = facts.flatMap((module) => module.functions).find((fn) => fn.qualifiedName === callee);
          const own = helper?.parameters[position];
          return own && own !== parameter ? [...keysOf(own, facts, level + 1)] : [];
        });
  return new Set([...parameter.keys, ...inner]);
}
