import type { FunctionFacts, ModuleFacts, ParameterFacts } from '../../model/facts.ts';
import type { Step, Value } from '../../model/plan.ts';
import { refTo, type Context } from '../known/context.ts';

const dataName = /^_?(?:data|values?|elements|array|w|vals)$/;
const rowName = /^_?(?:rows?|n?rows|numRows|height|n|r)$/i;
const columnName = /^_?(?:cols?|columns|n?cols|numCols|width|d|m|c)$/i;
const planeName = /^_?(?:channels?|depth|d|c|(?:n|num)_?channels|planes)$/i;
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
  const made = makerFor(context, parameter);
  const ref = made && refTo(context, made.maker);
  const sizes = made && sizesInOrder(made.order, value.shape);
  if (!ref || !sizes) return null;
  const into = `${key}$`;
  const args = sizes.map((size): Value => ({ kind: 'json', value: size }));
  return {
    steps: [
      { kind: 'call', into, callee: { kind: 'ref', ref }, args },
      { kind: 'fill', at: { slot: into, path: [] }, key: value.key, fill: value.fill },
    ],
    value: { kind: 'slot', at: { slot: into, path: [] } },
  };
}

/** Axes of an argument that is used as such a matrix: 2, or 3 where it has several planes; null for any other. */
export function plainAxes(context: Context, parameter: ParameterFacts): 2 | 3 | null {
  const made = makerFor(context, parameter);
  return made && (made.order.length === 3 ? 3 : 2);
}

/** What each argument of the maker is, where a shape counts planes, rows and columns in this order. */
type Axis = 'plane' | 'row' | 'column';

interface Maker {
  maker: FunctionFacts;
  data: string;
  order: Axis[];
}

function sizesInOrder(order: readonly Axis[], shape: readonly number[]): number[] | null {
  const [rows, columns = 1, ...rest] = order.length === 3 ? shape.slice(1) : shape;
  if (rows === undefined || rest.length > 0 || (order.length === 3 && shape.length !== 3)) return null;
  const sizes = { plane: shape[0]!, row: rows, column: columns };
  return order.map((axis) => sizes[axis]);
}

function makerFor(context: Context, parameter: ParameterFacts): Maker | null {
  const made = context.all.flatMap((module) => module.functions).flatMap((fn) => makerOf(fn));
  const keys = keysOf(parameter, context.all);
  return made.find(({ data }) => keys.has(data)) ?? null;
}

/** `(rows, cols) => ({ rows, cols, data: new Float64Array(rows * cols) })`, `(channels, height, width) => …`. */
function makerOf(fn: FunctionFacts): Maker[] {
  const needed = fn.parameters.filter(({ optional }) => !optional).map(({ name }) => name);
  const order = axesOf(needed.slice(0, 3));
  const isMore = needed.length > (order?.length ?? 0);
  if (fn.owner !== null || fn.reach === null || !order || isMore) return [];
  return fn.returns.flatMap(({ kind, names }) => {
    const data = names.find((name) => dataName.test(name));
    const isMatrix = kind === 'object' && names.some((name) => rowName.test(name));
    return isMatrix && data !== undefined && names.some((name) => columnName.test(name))
      ? [{ maker: fn, data, order }]
      : [];
  });
}

function axesOf([first = '', second = '', third]: readonly string[]): Axis[] | null {
  if (third === undefined) return rowName.test(first) && columnName.test(second) ? ['row', 'column'] : null;
  const own = [first, second, third].map((name): Axis | null =>
    /^_?(?:height|h|rows?)$/i.test(name)
      ? 'row'
      : /^_?(?:width|w|cols?|columns)$/i.test(name)
        ? 'column'
        : planeName.test(name)
          ? 'plane'
          : null,
  );
  return new Set(own).size === 3 && !own.includes(null) ? (own as Axis[]) : null;
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
